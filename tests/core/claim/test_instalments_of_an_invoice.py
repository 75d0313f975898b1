"""An invoice payable on several due dates, given as one: it is reckoned as its rows, and its file keeps it whole."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latepay_core import Claim, ClaimRefused, Statement, draw_up, read_claim
from latepay_core.case import case_of
from latepay_core.claim.rows import paths_in_file
from latepay_core.letters.writing import texts_of, write_letter
from latepay_core.statement import limitation_of
from latepay_core.wording import complaints, say
from latepay_core.wording.french import plain

PARTS = [{"due_on": "2026-01-31", "amount": "600.00"}, {"due_on": "2026-03-31", "amount": "400.00"}]
WHOLE: dict[str, Any] = {"number": "F-1", "amount": "1000.00", "instalments": PARTS}
OTHER: dict[str, Any] = {"number": "F-2", "due_on": "2026-02-28", "amount": "200.00"}


def claim_of(*invoices: dict[str, Any], **more: Any) -> Claim:
    return Claim.model_validate({"as_of": "2026-06-30", "invoices": invoices, **more})


def drawn(*invoices: dict[str, Any], **more: Any) -> Statement:
    return draw_up(claim_of(*invoices, **more))


def rows(**more: Any) -> list[dict[str, Any]]:
    return [{"number": "F-1", **part, **more} for part in PARTS]


def test_its_parts_are_reckoned_each_from_its_own_due_date() -> None:
    # 600.00 × 12.15 % × 150/365 = 29.96; 400.00 × 12.15 % × 91/365 = 12.12; 40 once
    found = drawn(WHOLE)
    assert [(each.number, each.due_on, each.interest) for each in found.invoices] == [
        ("F-1", date(2026, 1, 31), Decimal("29.96")),
        ("F-1", date(2026, 3, 31), Decimal("12.12")),
    ]
    assert [each.compensation for each in found.invoices] == [Decimal("40.00"), Decimal("0.00")]
    assert found.totals.total_due == Decimal("1082.08")


def test_it_says_what_rows_of_one_number_say() -> None:
    named = [{"paid_on": "2026-04-30", "amount": "700.00", "invoice": "F-1"}]
    own = [{"paid_on": "2026-04-30", "amount": "700.00"}]
    whole, split = drawn({**WHOLE, "payments": own}), drawn(*rows(), payments=named)
    assert whole.model_dump(exclude={"warnings"}) == split.model_dump(exclude={"warnings"})
    # two rows of one number may be a slip; instalments are not
    assert [each.code for each in split.warnings] == ["several-due-dates"]
    assert whole.warnings == ()


def test_the_parts_of_one_debt_are_told_once_without_a_compensation_that_nobody_owes() -> None:
    three = [*rows(), {"number": "F-1", "due_on": "2026-05-31", "amount": "100.00"}]
    for parties, words in (
        ({}, "une seule indemnité de recouvrement"),
        ({"debtor": {"kind": "consumer"}}, "une seule facture payable en plusieurs fois. Si"),
        ({"creditor": {"kind": "individual"}, "debtor": {"kind": "consumer"}}, "une seule dette"),
    ):
        told = [each.message for each in drawn(*three, **parties).warnings if each.code == "several-due-dates"]
        assert len(told) == 1
        assert words in plain(say(told[0]))


def test_a_payment_for_the_invoice_settles_its_oldest_part_first() -> None:
    # by 30 April: 600.00 × 12.15 % × 89/365 = 17.78 and 400.00 × 12.15 % × 30/365 = 3.99. Of 700.00, 617.78 settle the
    # first part, 82.22 the second: 3.99 of interest, 78.23 of principal. Left: 321.77 × 12.15 % × 61/365 = 6.53; 40.
    found = drawn({**WHOLE, "payments": [{"paid_on": "2026-04-30", "amount": "700.00"}]})
    assert [each.principal_due for each in found.invoices] == [Decimal("0.00"), Decimal("321.77")]
    assert found.totals.total_due == Decimal("368.30")
    assert found.totals.paid == Decimal("700.00")


def test_a_credit_note_for_it_goes_to_its_own_parts_before_any_other_invoice() -> None:
    # On 10 February 700.00 come off: the 600.00 of the first part, then 100.00 of the second, though F-2 falls due
    # before that. 600.00 × 12.15 % × 10/365 = 2.00; 300.00 × 12.15 % × 91/365 = 9.09; F-2: 200.00 × 12.15 % × 122/365
    # = 8.12; two compensations.
    note = {"number": "AV-1", "issued_on": "2026-02-10", "amount": "700.00"}
    found = drawn({**WHOLE, "credit_notes": [note]}, OTHER)
    assert [each.principal_due for each in found.invoices] == [Decimal(0), Decimal("300.00"), Decimal("200.00")]
    assert [each.interest for each in found.invoices] == [Decimal("2.00"), Decimal("9.09"), Decimal("8.12")]
    assert (found.totals.credited, found.totals.paid) == (Decimal("700.00"), Decimal(0))
    assert found.totals.total_due == Decimal("599.21")
    # its first due date is taken back, the invoice is not: what it bore is still asked for, with the 40
    assert [each.cancelled for each in found.invoices] == [False, False, False]
    assert "credit-note-set-off" not in [each.code for each in found.warnings]
    assert found.allocated_payments == ()


def test_what_it_holds_beyond_all_its_parts_goes_to_the_others() -> None:
    # 1 000.00 of F-1, then 150.00 of F-2, whose other 50.00 bear 122 days: 2.03
    note = {"number": "AV-1", "issued_on": "2026-01-15", "amount": "1150.00"}
    found = drawn({**WHOLE, "credit_notes": [note]}, OTHER)
    assert [each.principal_due for each in found.invoices] == [Decimal(0), Decimal(0), Decimal("50.00")]
    assert [each.cancelled for each in found.invoices] == [True, True, False]
    assert found.totals.total_due == Decimal("92.03")
    said = next(each.message for each in found.warnings if each.code == "credit-note-set-off")
    assert "150,00\u00a0€ d’avoir au-delà du principal qui restait sur la facture F-1" in say(said)


def test_two_notes_of_one_day_are_each_counted_once() -> None:
    notes = [{"number": f"AV-{at}", "issued_on": "2026-01-15", "amount": "575.00"} for at in (1, 2)]
    found = drawn({**WHOLE, "credit_notes": notes}, OTHER)
    assert [each.principal_due for each in found.invoices] == [Decimal(0), Decimal(0), Decimal("50.00")]
    assert found.totals.credited == Decimal("1150.00")
    assert found.totals.total_due == Decimal("92.03")


def test_a_part_that_fell_due_before_the_compensation_existed_does_not_take_it() -> None:
    # D441-5 applies from 1 January 2013: of two parts paid late, the second has the 40
    parts = [{"due_on": "2012-12-31", "amount": "600.00"}, {"due_on": "2013-10-31", "amount": "400.00"}]
    found = drawn({**WHOLE, "instalments": parts}, as_of="2014-02-28")
    assert [each.compensation for each in found.invoices] == [Decimal(0), Decimal("40.00")]


def test_each_part_has_its_own_last_day() -> None:
    # no day of the work is known: five years from each due date at the earliest
    found = limitation_of(claim_of(WHOLE))
    assert [str(each.last_day) for each in found.invoices] == ["2031-01-31", "2031-03-31"]
    assert [each.asks for each in found.invoices] == ["invoices[0].performed_on"] * 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"amount": "1000.01"}, "les échéances font 1 000,00 € en tout, et la facture 1 000,01 € : il y manque 0,01 €"),
        (
            {"amount": "900.00"},
            "les échéances font 1 000,00 € en tout, et la facture 900,00 € : c'est 100,00 € de trop",
        ),
        ({"number": ""}, "se reconnaît à son numéro : indiquez-le"),
        ({"due_on": "2026-01-31"}, "indiquez les échéances (instalments) ou une seule"),
        ({"term": {"days": 30}}, "indiquez les échéances (instalments) ou une seule"),
        (
            {"instalments": [PARTS[0], {**PARTS[1], "due_on": "2026-01-31"}]},
            "deux échéances tombent le 31 janvier 2026",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ClaimRefused) as refused:
        read_claim(json.dumps({"invoices": [OTHER, {**WHOLE, **changed}]}))
    assert said in plain("\n".join(complaints(refused.value.refusals)))
    assert refused.value.refusals[0].path == "invoices[1]"


def test_a_fault_is_told_where_the_file_has_it() -> None:
    late = {**WHOLE, "issued_on": "2008-12-01", "instalments": [{**PARTS[0], "due_on": "2008-12-31"}, PARTS[1]]}
    with pytest.raises(ClaimRefused) as refused:
        drawn(OTHER, late)
    assert [each.path for each in refused.value.refusals] == ["invoices[1].instalments[0].due_on"]
    unknown = {**OTHER, "due_on": None, "term": {"days": 30}}
    with pytest.raises(ClaimRefused) as refused:
        drawn(WHOLE, unknown)
    assert [each.path for each in refused.value.refusals] == ["invoices[1].issued_on"]


def test_a_warning_is_about_a_row_and_its_path_about_the_file() -> None:
    found = drawn({**WHOLE, "issued_on": "2026-02-15"}, {**OTHER, "issued_on": "2026-03-01"})
    told = [(each.invoice, each.path) for each in found.warnings if each.code == "due-before-issue"]
    assert told == [(0, "invoices[0].instalments[0].due_on"), (2, "invoices[1].due_on")]


@pytest.mark.parametrize("more", [{}, {"credit_notes": [{"issued_on": "2026-02-10", "amount": "5.00"}]}])
def test_its_file_keeps_it_whole(more: dict[str, Any]) -> None:
    claim = claim_of({**WHOLE, "issued_on": "2026-01-02", **more}, OTHER)
    for dumped in (claim.model_dump(mode="json"), json.loads(claim.model_dump_json())):
        assert Claim.model_validate(dumped) == claim
        assert dumped["invoices"][0]["instalments"] == PARTS
        assert dumped["invoices"][0]["amount"] == "1000.00"
        assert len(dumped["invoices"]) == 2
    assert Claim.model_validate(claim.model_dump()) == claim
    slim = claim.model_dump(mode="json", exclude_defaults=True)["invoices"][0]
    assert slim["instalments"] == PARTS
    assert "due_on" not in slim


def test_what_was_paid_for_it_stays_with_its_number() -> None:
    claim = claim_of({**WHOLE, "payments": [{"paid_on": "2026-04-30", "amount": "700.00"}]})
    again = Claim.model_validate(claim.model_dump(mode="json"))
    assert again == claim
    assert draw_up(again).totals.total_due == Decimal("368.30")
    assert again.model_dump(mode="json")["payments"] == [
        {"paid_on": "2026-04-30", "amount": "700.00", "invoice": "F-1", "reference": None}
    ]


def test_a_letter_names_one_invoice_and_its_due_dates() -> None:
    parties = {"creditor": {"name": "A", "iban": "FR7630006000011234567890189"}, "debtor": {"name": "B"}}
    letter = write_letter("formal-notice", claim_of(WHOLE, **parties))
    said = "\n".join(texts_of(letter.document)).replace("\u00a0", " ")
    assert "Mise en demeure de payer 1\u202f082,08 € – 2 échéances" in said
    assert "F-1, F-1" not in said
    assert said.count("Facture F-1") == 1
    assert "2 factures" not in said
    request = "\n".join(texts_of(write_letter("payment-order-request", claim_of(WHOLE, **parties)).document))
    assert "la facture F-1, payable aux échéances du tableau" in request
    several = "\n".join(texts_of(write_letter("formal-notice", claim_of(WHOLE, OTHER, **parties)).document))
    assert "2 factures" in several.replace("\u00a0", " ")
    assert "3 factures" not in several.replace("\u00a0", " ")


def test_a_part_that_travels_with_its_letter_asks_the_same() -> None:
    claim = claim_of({**WHOLE, "payments": [{"paid_on": "2026-02-28", "amount": "645.59"}]})
    part, statement = case_of(claim).about("owed")
    again = Claim.model_validate(part.model_dump(mode="json"))
    assert draw_up(again).totals.total_due == statement.totals.total_due


@given(st.lists(st.integers(1, 500_000), min_size=2, max_size=5), st.integers(0, 600), st.data())
@settings(max_examples=60, deadline=None)
def test_parts_and_rows_never_differ(sums: list[int], paid: int, data: st.DataObject) -> None:
    days = data.draw(st.lists(st.dates(date(2025, 1, 1), date(2026, 6, 1)), min_size=5, max_size=5, unique=True))
    parts = [
        {"due_on": day.isoformat(), "amount": f"{sum_ // 100}.{sum_ % 100:02}"}
        for sum_, day in zip(sums, days, strict=False)
    ]
    whole = {"number": "F-1", "amount": f"{sum(sums) // 100}.{sum(sums) % 100:02}", "instalments": parts}
    received = [{"paid_on": "2026-03-15", "amount": f"{paid}.17", "invoice": "F-1"}]
    one, several = (
        drawn(whole, OTHER, payments=received),
        drawn(*({"number": "F-1", **part} for part in parts), OTHER, payments=received),
    )
    assert one.model_dump(mode="json", exclude={"warnings"}) == several.model_dump(mode="json", exclude={"warnings"})
    assert one.totals.compensation <= Decimal(80)


def test_a_path_names_what_the_saved_file_holds() -> None:
    """One part that was left alone is a plain invoice of the file, and so is each where they are saved apart."""
    halves = [{"due_on": day, "amount": "5.00"} for day in ("2026-01-31", "2026-02-28", "2026-03-31")]
    invoices = [{"number": "F-1", "amount": "15.00", "instalments": halves}, {"due_on": "2026-01-31", "amount": "1.00"}]
    whole = Claim.model_validate({"invoices": invoices})
    alone = whole.model_copy(update={"invoices": (whole.invoices[1], whole.invoices[3])})
    assert [paths_in_file(alone.invoices)(f"invoices[{at}].due_on") for at in range(2)] == [
        "invoices[0].due_on",
        "invoices[1].due_on",
    ]
    # the middle one taken away, two are left: they are the first and the second of the file
    two = whole.model_copy(update={"invoices": (whole.invoices[0], *whole.invoices[2:])})
    assert [paths_in_file(two.invoices)(f"invoices[{at}].due_on") for at in range(3)] == [
        "invoices[0].instalments[0].due_on",
        "invoices[0].instalments[1].due_on",
        "invoices[1].due_on",
    ]
    own = whole.invoices[1].model_copy(update={"trade": "transport"})
    apart = whole.model_copy(update={"invoices": (whole.invoices[0], own, *whole.invoices[2:])})
    assert len(apart.model_dump()["invoices"]) == 4
    assert paths_in_file(apart.invoices)("invoices[3].due_on") == "invoices[3].due_on"


def test_what_was_paid_of_it_on_no_known_day_is_told_once() -> None:
    claim = claim_of({**WHOLE, "paid_undated": "50.00"})
    assert Claim.model_validate(claim.model_dump(mode="json")) == claim
    assert sum(each.paid_undated for each in draw_up(claim).invoices) == Decimal("50.00")
    assert claim.model_dump(mode="json")["invoices"][0]["paid_undated"] == "50.00"
