"""Payments of the whole claim: the account carried from day to day finds what beginning again each day finds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latepay_core import Claim, ClaimRefused, Payment, draw_up
from latepay_core.countries.fr.limitation.answer import limitation
from latepay_core.interest.exact import exact_interest
from latepay_core.money import cents, euros
from latepay_core.procedure import facts, next_step
from latepay_core.regimes import Regime, regime_of
from latepay_core.statement import allocation
from latepay_core.statement.allocation import allocate, order_of, shares_of
from latepay_core.statement.model import InvoiceStatement
from latepay_core.statement.proceedings import owed
from latepay_core.statement.reckoning import reckon_invoice
from latepay_core.statement.warnings import with_fewer_payments

FIRST = date(2024, 1, 1)


def placed_slowly(claim: Claim, regime: Regime, as_of: date) -> Iterator[tuple[date, dict[int, int]]]:
    """The reference: for each day that money comes in, every account is reckoned again from its first day."""
    received = sorted((each for each in claim.payments if each.paid_on <= as_of), key=lambda each: each.paid_on)
    for day, on_the_day in groupby(received, key=lambda each: each.paid_on):
        unnamed = 0
        for payment in on_the_day:
            if payment.invoice is None:
                unnamed += cents(payment.amount)
                continue
            position = [each.number for each in claim.invoices].index(payment.invoice)
            claim = _with(claim, day, {position: cents(payment.amount)})
            yield day, {position: cents(payment.amount)}
        if unnamed:
            order = order_of(claim, day)
            there = [at for group in order for at in group]
            accounts = {at: reckon_invoice(claim, regime, claim.invoices[at], day).account for at in there}
            shares = dict(shares_of(order, accounts, unnamed))
            claim = _with(claim, day, shares)
            yield day, shares


def _with(claim: Claim, day: date, shares: dict[int, int]) -> Claim:
    invoices = list(claim.invoices)
    for position, share in shares.items():
        own = (*invoices[position].payments, Payment(paid_on=day, amount=euros(share)))
        invoices[position] = invoices[position].model_copy(update={"payments": own})
    return claim.model_copy(update={"invoices": tuple(invoices)})


# Few days and small sums, so that payments meet due dates, one another, and sums that settle an invoice exactly.
days = st.integers(0, 900).map(lambda number: FIRST + timedelta(days=number))
near = st.one_of(days, st.sampled_from([date(2024, 7, 1), date(2024, 12, 31), date(2025, 2, 28), date(2025, 1, 1)]))
sums = st.one_of(st.integers(1, 60_000), st.sampled_from([1, 4_000, 10_000, 14_000])).map(lambda c: f"{c / 100:.2f}")
terms = st.fixed_dictionaries(
    {
        "year": st.sampled_from(["365", "actual"]),
        "allocation": st.sampled_from(["interest-first", "principal-first"]),
        "rounding": st.sampled_from(["line", "total"]),
        "semester": st.sampled_from(["revised", "frozen"]),
    }
)


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    due = draw(st.lists(near, min_size=1, max_size=4))
    invoices = []
    for number, day in enumerate(draw(st.sampled_from([due, due[:1] * len(due)]))):
        invoice: dict[str, Any] = {"number": f"F-{number}", "due_on": str(day), "amount": draw(sums)}
        if number and draw(st.booleans()):
            invoice["issued_on"] = str(day - timedelta(days=draw(st.sampled_from([0, 30, 300]))))
        else:
            paid = draw(st.lists(st.tuples(near, sums), max_size=2))
            invoice["payments"] = [{"paid_on": str(on), "amount": sum_} for on, sum_ in paid]
            if draw(st.booleans()):
                invoice["credit_notes"] = [{"issued_on": str(draw(near)), "amount": "0.01"}]
        invoices.append(invoice)
    paid = draw(st.lists(st.tuples(near, sums), min_size=1, max_size=8))
    payments = [{"paid_on": str(on), "amount": sum_} for on, sum_ in paid]
    if draw(st.booleans()):
        payments[0]["invoice"] = "F-0"
    claim: dict[str, Any] = {"as_of": "2026-08-31", "invoices": invoices, "payments": payments, "terms": draw(terms)}
    if draw(st.booleans()):
        claim["terms"]["capitalise_from"] = str(draw(near))
    if draw(st.sampled_from([False, False, True])):
        claim["debtor"] = {"insolvency_opened_on": str(draw(near))}
    if draw(st.sampled_from([False, False, True])):
        claim["regime"] = "fr-civil"
        claim["terms"]["semester"] = "revised"
        claim["notice_received_on"] = str(draw(near))
        if draw(st.booleans()):
            claim["judgment"] = {"enforceable_on": claim["notice_received_on"]}
    return claim


@given(claims())
def test_the_carried_account_places_money_as_the_slow_reckoning_does(data: dict[str, Any]) -> None:
    claim = Claim.model_validate(data)
    as_of = claim.as_of or date.max
    regime = regime_of(claim)
    allocated, placed = allocate(claim, regime, as_of)
    # the credit notes where they were set: the day-by-day reckoning of test_oracle.py checks that
    noted = [
        each.model_copy(update={"credit_notes": other.credit_notes})
        for each, other in zip(claim.invoices, allocated.invoices, strict=True)
    ]
    slow = list(placed_slowly(claim.model_copy(update={"invoices": tuple(noted)}), regime, as_of))
    money = [each for each in placed if each.rule not in allocation.CREDITS]
    assert [(each.on, list(each.shares.items())) for each in money] == [(on, list(each.items())) for on, each in slow]


def one_rank(invoices: int, payments: int, step: int = 1) -> Claim:
    """Invoices due on one day, and a euro on each of many days: each is divided among all."""
    paid = [str(FIRST + timedelta(days=31 + step * each)) for each in range(payments)]
    return Claim.model_validate(
        {
            "as_of": "2027-12-31",
            "invoices": [{"due_on": "2024-01-31", "amount": "1000.00"}] * invoices,
            "payments": [{"paid_on": day, "amount": "1.00"} for day in paid],
        }
    )


def reckoned_stretches(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many times interest is worked out to place a claim's money."""
    counted: dict[str, int] = defaultdict(int)

    def counting(*figures: Any, **more: Any) -> int:
        counted["times"] += 1
        return real(*figures, **more)

    real = exact_interest
    with monkeypatch.context() as patch:
        patch.setattr("latepay_core.interest.account.exact_interest", counting)
        allocate(claim, regime_of(claim), claim.as_of or date.max)
    return counted["times"]


@pytest.mark.parametrize(("invoices", "payments"), [(1, 200), (10, 60), (40, 20)])
def test_twice_the_payments_are_twice_the_work(invoices: int, payments: int, monkeypatch: pytest.MonkeyPatch) -> None:
    once = reckoned_stretches(one_rank(invoices, payments), monkeypatch)
    twice = reckoned_stretches(one_rank(invoices, 2 * payments), monkeypatch)
    assert twice <= 2.2 * once
    # A share is worked out twice, when it is asked for and when it is paid, over two half-years at the most; and no
    # invoice has more than eight half-years from 2024 to 2027.
    assert twice <= invoices * (2 * payments * 4 + 8)


def test_a_debt_that_waits_for_years_is_not_gone_over_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cent a day reaches one invoice of three; the two others wait, and their half-years are reckoned once."""
    paid = [{"paid_on": str(FIRST + timedelta(days=31 + each)), "amount": "0.01"} for each in range(1000)]
    invoices = [{"due_on": "2009-01-31", "amount": "1000.00"}] * 3
    claim = Claim.model_validate({"as_of": "2026-12-31", "invoices": invoices, "payments": paid})
    # Thirty-six half-years for each invoice from 2009 to 2026, then at most two stretches asked for each day.
    assert reckoned_stretches(claim, monkeypatch) <= 3 * 36 + 1000 * 3 * 2 + 1000 * 2


def test_money_goes_no_further_than_the_invoices_it_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each euro goes to the oldest invoice: those behind it are not looked at."""
    invoices = [{"due_on": str(FIRST + timedelta(days=each)), "amount": "10000.00"} for each in range(300)]
    paid = [{"paid_on": str(date(2026, 1, 1) + timedelta(days=each)), "amount": "1.00"} for each in range(300)]
    claim = Claim.model_validate({"as_of": "2026-12-31", "invoices": invoices, "payments": paid})
    assert reckoned_stretches(claim, monkeypatch) <= 300 * 4 + 6


def test_more_shares_than_anybody_could_read_are_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allocation, "MOST_SHARES", 100)
    assert len(draw_up(one_rank(10, 10)).allocated_payments) == 10
    with pytest.raises(ClaimRefused) as refused:
        draw_up(one_rank(10, 11))
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.path) == ("too-many-shares", "payments")


def test_a_day_s_payments_of_a_thousand_billion_are_refused() -> None:
    """Each is below the limit of an amount; together they reach it: 999 999 999 999,99 + 0,01 = 10^12."""
    invoice = {"due_on": "2025-01-31", "amount": "100.00"}
    paid = [{"paid_on": "2025-02-01", "amount": amount} for amount in ("999999999999.99", "0.01")]
    claim = {"as_of": "2026-11-29", "invoices": [invoice], "payments": paid}
    with pytest.raises(ClaimRefused) as refused:
        draw_up(Claim.model_validate(claim))
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.path) == ("day-payments-too-large", "payments[1].amount")


def overpaid(invoices: int) -> dict[str, Any]:
    """Each invoice overpaid by 60 EUR on a day of its own, and one that all this excess goes to."""
    paid = [str(date(2024, 2, 1) + timedelta(days=each)) for each in range(invoices)]
    one = {"due_on": "2024-01-31", "amount": "100.00"}
    each_paid = [one | {"payments": [{"paid_on": day, "amount": "160.00"}]} for day in paid]
    return {
        "as_of": "2026-01-31",
        "invoices": [*each_paid, one | {"amount": "100000.00"}],
        "terms": {"surplus": "oldest"},
    }


def test_more_excess_than_can_be_set_off_at_once_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five days of excess on six invoices are thirty reckonings, six on seven are forty-two."""
    monkeypatch.setattr("latepay_core.statement.set_off.MOST_WORK", 30)
    assert len(draw_up(Claim.model_validate(overpaid(5))).allocated_payments) == 5
    with pytest.raises(ClaimRefused) as refused:
        draw_up(Claim.model_validate(overpaid(6)))
    (refusal,) = refused.value.refusals
    assert (refusal.code, refusal.path) == ("too-many-surpluses", "terms.surplus")


def test_the_next_step_of_twice_the_invoices_is_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_at(invoices: int) -> int:
        seen: list[object] = []
        one = {"due_on": "2024-01-31", "amount": "100.00"}
        claim = Claim.model_validate({"as_of": "2026-01-31", "invoices": [one] * invoices})
        drawn = draw_up(claim)

        def counting(found: Sequence[InvoiceStatement]) -> Sequence[int]:
            seen.extend(found)
            return owed(found)

        monkeypatch.setattr(facts, "owed", counting)
        next_step(claim, drawn)
        return len(seen)

    assert 0 < looked_at(60) <= 2.2 * looked_at(30)


@given(
    st.lists(st.integers(0, 4000), min_size=3, max_size=40),
    st.lists(st.integers(0, 4000), max_size=2),
    st.sampled_from(["fr-b2b", "fr-public", "fr-civil"]),
    st.booleans(),
)
def test_fewer_payments_leave_the_same_time_to_act(
    paid: list[int], seen: list[int], regime: str, carried: bool
) -> None:
    """The first and the last payment of a month say as much of the time limit as all of them."""
    start = date(2014, 1, 1)
    payments = [{"paid_on": str(start + timedelta(days=each)), "amount": "1.00"} for each in paid]
    events = [{"on": str(start + timedelta(days=each)), "kind": "part-payment"} for each in seen]
    invoice = {"due_on": "2014-02-28", "amount": "1000.00", "payments": payments}
    invoice |= {"trade": "transport"} if carried else {}
    claim = Claim.model_validate({"as_of": "2026-01-31", "regime": regime, "invoices": [invoice], "events": events})

    def told(one: Claim) -> object:
        try:
            found = limitation(one).invoices[0]
        except ClaimRefused as refused:
            return [each.code for each in refused.refusals]
        return found.last_day, found.barred, found.starts_on

    assert told(with_fewer_payments(claim)) == told(claim)
