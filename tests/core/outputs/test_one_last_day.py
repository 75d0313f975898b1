"""One last day to act, and one reason for it, in every place that tells it."""

from datetime import date

from icalendar import Calendar

from latepay_core import Claim
from latepay_core.case import Case
from latepay_core.case.portfolio import customer_of
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.wording import say


def test_one_day_to_act_everywhere_where_it_may_rest_on_a_part_payment() -> None:
    """Issued on 1 March 2024: five years end on 1 March 2029. 100 came in on 5 May 2025: if that acknowledges the debt
    (C. civ., art. 2240), they end on 5 May 2030. The first of the two days is the one to keep, wherever it is told."""
    invoice = {
        "number": "F-1",
        "issued_on": "2024-03-01",
        "due_on": "2024-03-31",
        "amount": "1000.00",
        "payments": [{"paid_on": "2025-05-05", "amount": "100.00"}],
    }
    case = Case(Claim.model_validate({"as_of": "2026-11-22", "debtor": {"name": "Durand"}, "invoices": [invoice]}))
    limitation = case.limitation
    assert limitation is not None
    (each,) = limitation.invoices
    safe, law = date(2029, 3, 1), date(2030, 5, 5)
    assert (each.safe_day, each.last_day) == (safe, law)
    assert [limit.last_day for limit in case.step.limits] == [safe]
    assert customer_of(case).last_day == safe
    events = Calendar.from_ical(follow_up_calendar(case)).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events if "Dernier jour pour agir" in str(event["summary"])] == [safe]
    said = say(case.step.limits[0].text)
    assert "ne compte pas le paiement partiel du 5 mai 2025" in said.replace("\u00a0", " ")


def test_where_the_day_without_the_payment_is_past_the_other_one_is_kept() -> None:
    """Issued on 1 March 2021: without the payment of 5 May 2025 five years ended on 1 March 2026."""
    invoice = {
        "issued_on": "2021-03-01",
        "due_on": "2021-03-31",
        "amount": "1000.00",
        "payments": [{"paid_on": "2025-05-05", "amount": "100.00"}],
    }
    case = Case(Claim.model_validate({"as_of": "2026-11-22", "invoices": [invoice]}))
    assert [limit.last_day for limit in case.step.limits] == [date(2030, 5, 5)]
    assert "tient au paiement partiel du 5 mai 2025" in say(case.step.limits[0].text).replace("\u00a0", " ")
