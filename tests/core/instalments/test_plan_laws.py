"""Laws that hold for every instalment plan, whatever the claim."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from latepay_core import Claim, ClaimRefused, draw_up
from latepay_core.instalments import InstalmentPlan, PlanChoice, plan_instalments
from tests.core.statement.test_laws import claims

CENT = Decimal("0.01")
MOST_ROWS = 9

choices = st.fixed_dictionaries(
    {
        "wait": st.integers(0, 300),
        "interest": st.sampled_from(["continues", "stopped", "waived"]),
        "compensation": st.booleans(),
    }
)
numbers = st.integers(1, MOST_ROWS)


def chosen(claim: Claim, choice: dict[str, Any], **how: Any) -> PlanChoice:
    assert claim.as_of is not None
    settled = {name: value for name, value in choice.items() if name != "wait"}
    return PlanChoice(first_on=claim.as_of + timedelta(days=choice["wait"]), **settled, **how)


def planned(claim: Claim, choice: PlanChoice) -> InstalmentPlan:
    try:
        return plan_instalments(claim, choice)
    except ClaimRefused:
        assume(False)  # claims of which nothing is owed, or too little
        raise


@given(claims, choices, numbers)
@settings(deadline=None)
def test_the_plan_adds_up_and_ends_at_exactly_zero(data: dict[str, Any], choice: dict[str, Any], number: int) -> None:
    claim = Claim.model_validate(data)
    plan = planned(claim, chosen(claim, choice, number=number))
    rows = plan.instalments
    owed = plan.principal + plan.interest + plan.compensation + plan.future_interest + plan.future_compensation
    assert len(rows) == number
    assert rows[-1].remaining == rows[-1].remaining_principal == 0
    assert sum(row.amount for row in rows) == plan.total == owed
    for row in rows:
        assert row.amount == row.to_interest + row.to_principal + row.to_compensation
        assert row.amount > 0
    assert sum(row.to_principal for row in rows) == plan.principal
    assert sum(row.to_interest for row in rows) == plan.interest + plan.future_interest
    assert sum(row.interest_added for row in rows) == plan.future_interest


@given(claims, choices, numbers)
@settings(deadline=None)
def test_payments_are_equal_and_the_last_is_a_few_cents_more(
    data: dict[str, Any], choice: dict[str, Any], number: int
) -> None:
    claim = Claim.model_validate(data)
    plan = planned(claim, chosen(claim, choice, number=number))
    assert {row.amount for row in plan.instalments[:-1]} <= {plan.regular}
    # A cent more a month changes the last payment by a cent for each month, and by the interest on them.
    assert plan.regular <= plan.last <= plan.regular + 2 * number * CENT


@given(claims, choices, numbers)
@settings(deadline=None)
def test_a_statement_with_the_payments_entered_agrees_on_every_day(
    data: dict[str, Any], choice: dict[str, Any], number: int
) -> None:
    claim = Claim.model_validate(data)
    plan = planned(claim, chosen(claim, {**choice, "interest": "continues"}, number=number))
    before = [each for each in data.get("payments", ()) if each["paid_on"] <= data["as_of"]]
    for at, row in enumerate(plan.instalments, 1):
        paid = [{"paid_on": each.on.isoformat(), "amount": str(each.amount)} for each in plan.instalments[:at]]
        # What the claim says came in after the plan's day is not known on that day.
        invoices = [
            {
                **each,
                "payments": [one for one in each["payments"] if one["paid_on"] <= data["as_of"]],
                "credit_notes": [one for one in each["credit_notes"] if one["issued_on"] <= data["as_of"]],
            }
            for each in data["invoices"]
        ]
        later = {**data, "as_of": row.on.isoformat(), "invoices": invoices, "payments": [*before, *paid]}
        totals = draw_up(Claim.model_validate(later)).totals
        assert totals.principal_due + totals.interest_due == row.remaining - _compensation_left(plan, at)
        assert totals.principal_due == row.remaining_principal
        assert totals.overpaid == draw_up(claim).totals.overpaid


def _compensation_left(plan: InstalmentPlan, at: int) -> Decimal:
    """What of the plan's compensation is left after its first payments."""
    later = sum((row.to_compensation for row in plan.instalments[at:]), Decimal(0))
    return later - _added_later(plan, at)


def _added_later(plan: InstalmentPlan, at: int) -> Decimal:
    """What compensation falls due after that payment: the growth of what is left beyond interest and payments."""
    added = Decimal(0)
    for before, row in pairwise(plan.instalments[at - 1 :]):
        added += row.remaining + row.amount - before.remaining - row.interest_added
    return added


@given(claims, choices, st.integers(1, 200_000))
@settings(deadline=None)
def test_with_an_amount_all_payments_but_the_last_are_that_amount(
    data: dict[str, Any], choice: dict[str, Any], percent: int
) -> None:
    claim = Claim.model_validate(data)
    total = draw_up(claim).totals.total_due
    assume(total > 0)
    amount = max(CENT, (total * percent / 200_000).quantize(CENT))
    assume(amount * 60 > total)
    plan = planned(claim, chosen(claim, choice, amount=amount))
    assert {row.amount for row in plan.instalments[:-1]} <= {amount}
    assert 0 < plan.last <= amount
    assert plan.instalments[-1].remaining == 0


@given(claims, choices, st.integers(2, MOST_ROWS))
@settings(deadline=None)
def test_what_is_left_never_grows_from_month_to_month(
    data: dict[str, Any], choice: dict[str, Any], number: int
) -> None:
    claim = Claim.model_validate(data)
    plan = planned(claim, chosen(claim, choice, number=number))
    assume(not plan.future_compensation)
    for before, after in pairwise(plan.instalments):
        assert after.on > before.on
        assert after.remaining < before.remaining
        assert after.remaining_principal <= before.remaining_principal


@given(claims, st.integers(0, 300), numbers)
@settings(deadline=None)
def test_giving_up_interest_never_costs_the_debtor_more(data: dict[str, Any], wait: int, number: int) -> None:
    claim = Claim.model_validate(data)
    totals = [
        planned(claim, chosen(claim, {"wait": wait, "interest": kind}, number=number)).total
        for kind in ("continues", "stopped", "waived")
    ]
    assert totals[0] >= totals[1] >= totals[2]
