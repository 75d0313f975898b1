"""Laws of limitation, whatever the claim."""

import json
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latepay_core import Claim, ClaimRefused
from latepay_core.claim.model import Event
from latepay_core.countries.fr.limitation.answer import LimitationAnswer, limitation
from latepay_core.said import Language
from latepay_core.wording import answer as in_words
from latepay_core.wording import say

DAY = timedelta(days=1)
FIRST, LAST = date(2009, 1, 1), date(2040, 12, 31)
LETTERS = {"reminder", "formal-notice"}
INTERRUPTING = {"acknowledgement", "part-payment", "court-action", "order-served", "enforcement"}

days = st.dates(FIRST, LAST)
debtors = st.sampled_from(["business", "consumer", "public-body"])
events = st.lists(
    st.fixed_dictionaries(
        {"on": days.map(str), "kind": st.sampled_from(sorted(LETTERS | INTERRUPTING | {"public-claim"}))},
    ),
    max_size=5,
)
claims = st.fixed_dictionaries(
    {
        "as_of": days.map(str),
        "debtor": st.fixed_dictionaries({"kind": debtors}),
        "invoices": st.lists(
            st.fixed_dictionaries(
                {
                    "due_on": days.map(str),
                    "amount": st.just("100.00"),
                    "payments": st.lists(
                        st.fixed_dictionaries({"paid_on": days.map(str), "amount": st.just("1.00")}), max_size=2
                    ),
                }
            ),
            min_size=1,
            max_size=3,
        ),
        "events": events,
    }
)


def answer(claim: dict[str, Any]) -> LimitationAnswer:
    return limitation(Claim.model_validate(claim))


def answered(claim: dict[str, Any]) -> LimitationAnswer | None:
    try:
        return answer(claim)
    except ClaimRefused:
        return None


def dates_of(found: LimitationAnswer | None) -> list[Any]:
    """What an answer says, without the places in the file."""
    if found is None:
        return []
    return [(each.last_day, each.barred, [(event.on, event.kind) for event in each.events]) for each in found.invoices]


def by_hand(debtor: str, due: date) -> date:
    """The last day of an uninterrupted period, without the core's arithmetic."""
    if debtor == "public-body":
        return date(due.year + 4, 12, 31)
    years = 2 if debtor == "consumer" else 5
    try:
        return due.replace(year=due.year + years)
    except ValueError:
        return date(due.year + years, 2, 28)


@given(debtors, days)
def test_a_quiet_claim_ends_where_a_calendar_says(debtor: str, due: date) -> None:
    claim = {"as_of": "2009-01-01", "debtor": {"kind": debtor}, "invoices": [{"due_on": str(due), "amount": "1.00"}]}
    found = answer(claim).invoices[0]
    assert found.last_day == found.first_last_day == by_hand(debtor, due)
    assert found.act_before < found.last_day
    assert 5 <= (found.last_day - found.act_before).days <= 12


@given(claims)
def test_what_an_answer_says_holds_together(claim: dict[str, Any]) -> None:
    found = answered(claim)
    if found is None:
        return
    for invoice in found.invoices:
        assert invoice.barred == (found.as_of > invoice.last_day)
        assert invoice.last_day >= invoice.first_last_day
        assert invoice.starts_on >= invoice.first_starts_on
        assert [event.on for event in invoice.events] == sorted(event.on for event in invoice.events)
        assert all(event.on <= found.as_of for event in invoice.events)
        assert set(invoice.interrupted_by) <= set(invoice.events)
        latest = invoice.interrupted_by[-1:] or (None,)
        assert latest[0] is None or latest[0].last_day == invoice.last_day
        assert all(say(event.sentence) and event.reference for event in invoice.events)
    assert json.loads(found.model_dump_json())["invoices"][0]["last_day"] == found.invoices[0].last_day.isoformat()


@given(claims)
def test_letters_change_nothing_between_private_parties(claim: dict[str, Any]) -> None:
    if claim["debtor"]["kind"] == "public-body":
        return
    found = answered(claim)
    quiet = answered({**claim, "events": [event for event in claim["events"] if event["kind"] not in LETTERS]})
    assert (found is None) == (quiet is None)
    if found is not None and quiet is not None:
        assert [each.last_day for each in found.invoices] == [each.last_day for each in quiet.invoices]
        assert any(event["kind"] in LETTERS and event["on"] <= claim["as_of"] for event in claim["events"]) == any(
            warning.code == "limitation-letter-no-effect" for warning in found.warnings
        )


@given(claims)
def test_what_comes_after_the_day_changes_nothing(claim: dict[str, Any]) -> None:
    kept = [event for event in claim["events"] if event["on"] <= claim["as_of"]]
    paid = [
        {**invoice, "payments": [each for each in invoice["payments"] if each["paid_on"] <= claim["as_of"]]}
        for invoice in claim["invoices"]
    ]
    assert dates_of(answered(claim)) == dates_of(answered({**claim, "events": kept, "invoices": paid}))


@given(days, days, st.sampled_from(sorted(INTERRUPTING)))
def test_an_interruption_in_time_gives_the_whole_period_again(due: date, on: date, kind: str) -> None:
    claim = {
        "as_of": str(max(due, on)),
        "invoices": [{"due_on": str(due), "amount": "1.00"}],
        "events": [{"on": str(on), "kind": kind}],
    }
    if on > by_hand("business", due):
        with pytest.raises(ClaimRefused) as refused:
            answer(claim)
        assert refused.value.refusals[0].path == "events[0].on"
    else:
        assert answer(claim).invoices[0].last_day == by_hand("business", max(due, on))


@given(days, days)
def test_the_warning_stands_for_six_months_and_then_changes(due: date, as_of: date) -> None:
    claim = {"as_of": str(as_of), "invoices": [{"due_on": str(due), "amount": "1.00"}]}
    last = by_hand("business", due)
    codes = [warning.code for warning in answer(claim).warnings]
    if as_of > last:
        assert codes == ["limitation-passed"]
    elif (last - as_of).days <= 180:
        assert codes == ["limitation-near", "limitation-start-uncertain"]
    elif (last - as_of).days > 184:
        assert codes == ["limitation-start-uncertain"]


@given(
    st.sampled_from(["business", "individual"]),
    st.sampled_from(["business", "consumer"]),
    st.lists(days, min_size=1, max_size=4),
    st.sets(st.sampled_from(["performed_on", "delivered_on", "issued_on", "received_on"])),
)
def test_the_last_day_is_never_late(creditor: str, debtor: str, known: list[date], given_days: set[str]) -> None:
    """Never after the work done, else never after any day that is known: a late last day loses the debt.

    What a private person is owed is a loan or a sale for which no invoice followed the work: the date of the writing is
    that of the contract, which agreed upon the term (C. civ., art. 2233, 3°). Counted from it, a loan for six years
    would be lost before it is due.
    """
    due, *others = known
    dated = dict(zip(sorted(given_days), others, strict=False))
    claim = {
        "as_of": "2009-01-01",
        "creditor": {"kind": creditor},
        "debtor": {"kind": debtor},
        "invoices": [{"due_on": str(due), "amount": "1.00", **{key: str(day) for key, day in dated.items()}}],
    }
    found = answer(claim).invoices[0]
    work = dated.get("performed_on") or dated.get("delivered_on")
    dated = dated if creditor == "business" else {}
    start = min(work, due) if work else min(due, *dated.values()) if dated else due
    years = "consumer" if creditor == "business" and debtor == "consumer" else "business"
    assert found.last_day == by_hand(years, start)
    assert found.act_before < found.last_day
    other = found.due_reading
    assert (other.last_day if other else found.last_day) == by_hand(years, due)
    assert found.start_uncertain == (work is None and creditor == "business")
    assert bool(found.asks) == found.start_uncertain


def test_the_answer_has_the_contract_s_keys() -> None:
    claim = {"as_of": "2026-01-15", "invoices": [{"number": "F-1", "due_on": "2021-03-31", "amount": "1.00"}]}
    said = in_words(answer(claim))
    assert {"number", "kind", "starts_on", "last_day", "article", "interrupted_by"} <= set(said["invoices"][0])
    warning = said["warnings"][0]
    assert (warning["code"], warning["invoice"], warning["path"]) == ("limitation-near", 0, "invoices[0].due_on")
    assert warning["figures"]["last_day"] == "2026-03-31"
    assert warning["figures"]["act_before"] == "2026-03-24"
    assert any("médiation" in note and "au moins six mois" in note for note in said["notes"])


def test_nothing_unread_is_given_as_certain() -> None:
    for debtor in ("business", "consumer", "public-body"):
        claim = {
            "as_of": "2026-01-15",
            "debtor": {"kind": debtor},
            "invoices": [{"due_on": "2024-05-31", "amount": "1.00"}],
        }
        found = answer(claim).invoices[0]
        assert not found.confirmed and say(found.to_check).startswith(("Recoupé", "Notre lecture"))


def test_the_margin_once_begun_is_said_to_be_so() -> None:
    claim = {"as_of": "2026-03-25", "invoices": [{"due_on": "2021-03-31", "amount": "1.00"}]}
    assert "agissez sans attendre" in say(answer(claim).warnings[0].message)
    assert "aujourd’hui" in say(answer({**claim, "as_of": "2026-03-31"}).warnings[0].message)


def test_a_title_that_ran_out_is_said_to_be_one() -> None:
    claim = {
        "as_of": "2026-03-25",
        "judgment": {"enforceable_on": "2014-01-10"},
        "invoices": [{"due_on": "2012-03-31", "amount": "1.00"}],
    }
    assert "exécuter la décision" in say(answer(claim).warnings[0].message)


def test_every_fault_is_told_at_once() -> None:
    claim = {
        "as_of": "2026-11-22",
        "invoices": [
            {"number": "A", "due_on": "2015-03-31", "amount": "1.00"},
            {"due_on": "2007-01-01", "amount": "1.00"},
        ],
        "events": [
            {"on": "2026-01-01", "kind": "enforcement", "invoice": "A"},
            {"on": "2026-01-01", "kind": "reminder", "invoice": "Z"},
        ],
    }
    with pytest.raises(ClaimRefused) as refused:
        answer(claim)
    assert {each.code for each in refused.value.refusals} == {
        "limitation-unknown-invoice",
        "limitation-not-covered",
        "limitation-interruption-too-late",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("debtor", ["business", "consumer", "public-body"])
@pytest.mark.parametrize("kind", get_args(Event.model_fields["kind"].annotation))
def test_whatever_happened_has_its_words(kind: str, debtor: str, language: Language) -> None:
    """Against whoever owes: an event that only a business can meet may be entered for a public body all the same."""
    event = {"on": "2026-03-02", "kind": kind}
    invoice = {"due_on": "2025-11-30", "amount": "100.00"}
    claim = {"as_of": "2026-06-30", "debtor": {"kind": debtor}, "invoices": [invoice], "events": [event]}
    (found,) = limitation(Claim.model_validate(claim)).invoices
    assert all(say(each.sentence, language).endswith(".") for each in found.events)


def test_an_invoice_due_on_its_own_day_has_the_day_of_the_invoice_stand_in() -> None:
    """« À réception »: the invoice's date is given, and it is not said that it is not."""
    invoice = {"issued_on": "2025-07-12", "due_on": "2025-07-12", "amount": "50.00"}
    (found,) = answer({"as_of": "2026-11-30", "invoices": [invoice]}).invoices
    assert (found.start_basis, found.starts_on) == ("issued", date(2025, 7, 12))
