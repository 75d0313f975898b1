"""The debt over time: each point is the statement of its day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from latepay_core import Claim, draw_up
from latepay_core.weighing import curve_of, due_on
from tests.core.weighing.test_compare import drawn_at_random

CASES = 60


def test_every_point_is_the_statement_of_its_day() -> None:
    for number in range(CASES):
        claim = Claim.model_validate(drawn_at_random(number))
        assert claim.as_of is not None
        curve = curve_of(claim, claim.as_of + timedelta(days=180))
        assert curve.past[-1].on == curve.coming[0].on == claim.as_of
        assert curve.past[-1].total == curve.coming[0].total == draw_up(claim).totals.due.total_due
        for point in (*curve.past, *curve.coming):
            due = draw_up(claim.model_copy(update={"as_of": point.on})).totals.due
            assert (point.principal, point.interest, point.compensation, point.total) == (
                due.principal_due,
                due.interest_due,
                due.compensation_due,
                due.total_due,
            ), (number, point)
        days = [each.on for each in curve.past]
        assert days == sorted(set(days))


#: 7 500.00 x 12.15 % x 79 / 365 = 197.23 to 20 April 2026, when 3 000.00 came in: 4 697.23 left.
PAID: dict[str, Any] = {
    "as_of": "2026-07-31",
    "invoices": [
        {
            "number": "1190",
            "due_on": "2026-01-31",
            "amount": "7500.00",
            "payments": [{"paid_on": "2026-04-20", "amount": "3000.00"}],
        }
    ],
}


def test_a_payment_makes_a_step_down() -> None:
    curve = curve_of(Claim.model_validate(PAID), date(2026, 12, 31))
    points = {each.on: each for each in curve.past}
    # 1 February: one day of interest, 2.50, and the 40 EUR
    first = points[date(2026, 2, 1)]
    assert (str(first.principal), str(first.interest), str(first.compensation)) == ("7500.00", "2.50", "40.00")
    assert first.fell_due == (0,)
    assert str(points[date(2026, 4, 20)].principal) == "4697.23"
    assert str(points[date(2026, 4, 20)].received) == "3000.00"
    # the day before, 78 days: 7 500.00 x 12.15 % x 78 / 365 = 194.73
    assert (str(points[date(2026, 4, 19)].principal), str(points[date(2026, 4, 19)].interest)) == ("7500.00", "194.73")
    # 4 697.23 x 12.15 % x 71 / 365 = 111.02 on 30 June; 49.47 more on 31 July
    assert str(points[date(2026, 6, 30)].interest) == "111.02"
    assert str(points[date(2026, 7, 31)].total) == "4897.72"
    assert [(str(each.first), str(each.to), str(each.percent)) for each in curve.rates] == [
        ("2026-02-01", "2026-06-30", "12.15"),
        ("2026-07-01", "2026-12-31", "12.40"),
    ]


def test_a_credit_note_makes_a_step_down_on_its_day() -> None:
    """It lowers the principal at once: between the half-year's ends, a line would draw a slope that never was."""
    note = {"number": "A-1", "issued_on": "2026-04-20", "amount": "2500.00"}
    invoice = {"number": "F-1", "due_on": "2026-01-31", "amount": "7500.00", "credit_notes": [note]}
    curve = curve_of(Claim.model_validate({"as_of": "2026-07-31", "invoices": [invoice]}), date(2026, 12, 31))
    points = {each.on: str(each.principal) for each in curve.past}
    assert (points[date(2026, 4, 19)], points[date(2026, 4, 20)]) == ("7500.00", "5000.00")


def test_the_day_of_the_slider_is_the_statement_of_that_day() -> None:
    # on 15 September 2026: 49.47 for July, then 4 697.23 x 12.40 % x 77 / 365 = 122.87 in all since 1 July
    found = due_on(Claim.model_validate(PAID), date(2026, 9, 15))
    assert (str(found.interest), str(found.total)) == ("233.89", "4971.12")


def test_an_invoice_to_come_joins_when_it_falls_late() -> None:
    later = {"number": "1201", "due_on": "2026-09-30", "amount": "1000.00"}
    claim = Claim.model_validate(PAID | {"invoices": [*PAID["invoices"], later]})
    coming = {each.on: each for each in curve_of(claim, date(2026, 12, 31)).coming}
    before, after = coming[date(2026, 9, 30)], coming[date(2026, 10, 1)]
    assert after.fell_due == (1,)
    assert (after.principal - before.principal, after.compensation - before.compensation) == (
        Decimal(1000),
        Decimal(40),
    )


def test_of_many_invoices_fewer_days_are_drawn() -> None:
    invoices = [
        {"number": f"F-{at}", "due_on": (date(2024, 1, 1) + timedelta(days=at)).isoformat(), "amount": "100.00"}
        for at in range(400)
    ]
    curve = curve_of(Claim.model_validate({"as_of": "2026-08-31", "invoices": invoices}), date(2026, 12, 31))
    assert len(curve.past) + len(curve.coming) < 20
    assert curve.past[0].on == date(2024, 1, 1)
    assert sum((each.received for each in curve.past), Decimal(0)) == 0
