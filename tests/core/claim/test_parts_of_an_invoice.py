"""One invoice payable on several due dates, and what is due before it was issued: lawful, reckoned, said."""

from decimal import Decimal
from typing import Any

import pytest

from latepay_core import Claim, Statement, draw_up
from latepay_core.letters.case import LetterCase
from latepay_core.wording import say

FIRST = {"number": "F-1", "due_on": "2026-01-31", "amount": "600.00"}
SECOND = {"number": "F-1", "due_on": "2026-03-31", "amount": "400.00"}


def statement(*invoices: dict[str, Any], **more: Any) -> Statement:
    return draw_up(Claim.model_validate({"as_of": "2026-06-30", "invoices": invoices, **more}))


def test_one_invoice_on_two_due_dates_gives_one_compensation() -> None:
    # 600.00 × 12.15 % × 150/365 = 29.96; 400.00 × 12.15 % × 91/365 = 12.12; 40 once
    drawn = statement(FIRST, SECOND)
    assert [each.interest for each in drawn.invoices] == [Decimal("29.96"), Decimal("12.12")]
    assert [each.compensation for each in drawn.invoices] == [Decimal("40.00"), Decimal("0.00")]
    assert drawn.totals.total_due == Decimal("1082.08")
    assert "31\u00a0janvier\u00a02026" in say(drawn.invoices[1].explanations["compensation"].sentence)
    assert [each.code for each in drawn.warnings] == ["several-due-dates"]
    assert drawn.warnings[0].path == "invoices[1].number"


def test_the_order_of_the_rows_changes_nothing() -> None:
    assert statement(SECOND, FIRST).totals.total_due == Decimal("1082.08")


def test_the_compensation_goes_with_the_first_part_that_is_late() -> None:
    # the first part was paid on its due date: 400.00 + 12.12 + 40
    paid = {**FIRST, "payments": [{"paid_on": "2026-01-31", "amount": "600.00"}]}
    drawn = statement(paid, SECOND)
    assert [each.compensation for each in drawn.invoices] == [Decimal("0.00"), Decimal("40.00")]
    assert drawn.totals.total_due == Decimal("452.12")


def test_two_invoices_with_two_numbers_give_two() -> None:
    assert statement(FIRST, {**SECOND, "number": "F-2"}).totals.compensation == Decimal("80.00")
    assert statement({**FIRST, "number": ""}, {**SECOND, "number": ""}).totals.compensation == Decimal("80.00")


def test_a_payment_that_names_the_invoice_settles_its_oldest_part_first() -> None:
    # by 30 April: 600.00 × 12.15 % × 89/365 = 17.78 and 400.00 × 12.15 % × 30/365 = 3.99. Of 700.00, 617.78 settle the
    # first part, 82.22 the second: 3.99 of interest, 78.23 of principal. Left: 321.77 × 12.15 % × 61/365 = 6.53; 40.
    drawn = statement(FIRST, SECOND, payments=[{"paid_on": "2026-04-30", "amount": "700.00", "invoice": "F-1"}])
    assert [share.amount for share in drawn.allocated_payments[0].shares] == [Decimal("617.78"), Decimal("82.22")]
    assert [each.principal_due for each in drawn.invoices] == [Decimal("0.00"), Decimal("321.77")]
    assert drawn.totals.total_due == Decimal("368.30")


def test_what_is_left_over_of_it_stays_and_is_said() -> None:
    # 600.00 + 17.78 + 400.00 + 3.99 + 40 = 1 061.77
    drawn = statement(FIRST, SECOND, payments=[{"paid_on": "2026-04-30", "amount": "1100.00", "invoice": "F-1"}])
    assert drawn.totals.total_due == 0
    assert drawn.totals.overpaid == Decimal("38.23")
    assert "overpaid" in [each.code for each in drawn.warnings]


def test_a_plan_asks_for_the_same_compensation() -> None:
    from latepay_core.instalments import plan_instalments, read_choice

    claim = Claim.model_validate({"as_of": "2026-06-30", "invoices": [FIRST, SECOND]})
    choice = read_choice({"number": 2, "first_on": "2026-07-31", "interest": "waived"})
    assert plan_instalments(claim, choice).total == Decimal("1040.00")


@pytest.mark.parametrize("regime", ["fr-b2b", "fr-civil"])
def test_a_sum_due_before_its_invoice_is_reckoned_and_said(regime: str) -> None:
    # a deposit due on 1 March, invoiced on the 10th: 121 days, 1 000.00 × 12.15 % × 121/365 = 40.28
    drawn = statement(
        {"number": "A-1", "due_on": "2026-03-01", "issued_on": "2026-03-10", "amount": "1000.00"}, regime=regime
    )
    if regime == "fr-b2b":
        assert drawn.totals.interest == Decimal("40.28")
    assert "due-before-issue" in [each.code for each in drawn.warnings]


def test_a_letter_about_the_part_left_does_not_ask_for_the_compensation_again() -> None:
    # the first part was paid late with its interest and 40 on 28 February: 600.00 × 12.15 % × 28/365 = 5.59
    paid = {**FIRST, "payments": [{"paid_on": "2026-02-28", "amount": "645.59"}]}
    claim = Claim.model_validate({"as_of": "2026-06-30", "invoices": [paid, SECOND]})
    assert draw_up(claim).totals.total_due == Decimal("412.12")
    case = LetterCase.of(claim)
    part, drawn = case.about("owed")
    assert len(part.invoices) == 1
    assert drawn.totals.total_due == Decimal("412.12")
    assert "une autre échéance" in say(drawn.invoices[0].explanations["compensation"].sentence)
    # and the file that travels with the letter gives the same
    assert draw_up(Claim.model_validate(part.model_dump(mode="json"))).totals.total_due == Decimal("412.12")
