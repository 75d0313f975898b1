"""The time a letter leaves is counted from the day it can be posted, in the letter, the step and the calendar alike.

Everything here is written on Sunday 29 November 2026: nothing can be posted before Monday the 30th. Three jours
ouvrables for the post are the 1st, the 2nd and Thursday 3 December. From there:

- five jours ouvrables: 4, 5, 7, 8 and 9 December;
- eight jours ouvrables: the same, then 10, 11 and Saturday 12 December;
- five calendar days: 8 December; fifteen: 18 December;
- five jours ouvrés: 4, 7, 8, 9 and 10 December.
"""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from latepay_core import Claim
from latepay_core.language import plain
from latepay_core.letters.writing import write_letter
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.procedure import next_step
from latepay_core.statement import draw_up
from tests.core.letters.said import PARTIES, body, warned
from tests.core.outputs.test_calendar import day as day_of

SUNDAY = "2026-11-29"
INVOICE = {"number": "F-118", "issued_on": "2026-06-01", "due_on": "2026-06-30", "amount": "2400.00"}


def claim(reply: dict[str, Any] | None = None, as_of: str = SUNDAY, **more: Any) -> Claim:
    """A business that should have been paid on 30 June: the formal notice is the step."""
    data = {"as_of": as_of, **PARTIES, "invoices": [INVOICE], "letter": {"reply": reply or {}}}
    return Claim.model_validate(data | more)


def consumer(reply: dict[str, Any] | None = None, **more: Any) -> Claim:
    return claim(reply, debtor={"name": "Irène Aubert", "kind": "consumer"}, **more)


def kept(about: Claim) -> date:
    """The last day to answer that the calendar keeps."""
    events = Calendar.from_ical(follow_up_calendar(about)).walk("VEVENT")
    found = [each for each in events if "Fin du délai laissé" in plain(str(each["summary"]))]
    assert len(found) == 1
    return day_of(found[0])


TIMES = [
    (None, "mercredi 9 décembre 2026", 9, "cinq jours ouvrables"),
    ({"days": 5}, "mercredi 9 décembre 2026", 9, "cinq jours ouvrables"),
    ({"days": 8}, "samedi 12 décembre 2026", 12, "huit jours ouvrables"),
    ({"days": 5, "kind": "calendar"}, "mardi 8 décembre 2026", 8, "cinq jours calendaires"),
    ({"days": 5, "kind": "ouvre"}, "jeudi 10 décembre 2026", 10, "cinq jours ouvrés"),
]


@pytest.mark.parametrize(("reply", "by", "day", "time"), TIMES)
def test_a_time_typed_is_counted_from_the_sending_day_as_the_usual_one(
    reply: dict[str, Any] | None, by: str, day: int, time: str
) -> None:
    text = body(write_letter("formal-notice", claim(reply)))
    assert f"de payer cette somme au plus tard le {by}. Cette date vous laisse {time}" in text
    assert kept(claim(reply)) == date(2026, 12, day)


@pytest.mark.parametrize("sent", [SUNDAY, "2026-11-30"])
@pytest.mark.parametrize(("reply", "by", "day", "time"), TIMES)
def test_the_day_printed_stays_once_the_sending_is_noted(
    reply: dict[str, Any] | None, by: str, day: int, time: str, sent: str
) -> None:
    told = claim(reply, as_of=sent, events=[{"on": sent, "kind": "formal-notice"}])
    assert kept(told) == date(2026, 12, day)


def test_the_step_says_the_same_day() -> None:
    for about, day in ((claim(), 9), (consumer(), 18)):
        step = next_step(about, draw_up(about))
        assert (step.on, step.answer_by) == (date(2026, 11, 30), date(2026, 12, day))


def test_a_consumer_has_the_same_fifteen_days_before_and_after() -> None:
    text = body(write_letter("formal-notice-consumer", consumer()))
    assert "au plus tard le vendredi 18 décembre 2026. Cette date vous laisse quinze jours calendaires" in text
    assert kept(consumer()) == date(2026, 12, 18)
    for reply in ({"days": 15, "kind": "calendar"}, {"days": 15}, None):
        letter = write_letter("formal-notice-consumer", consumer(reply))
        assert "au plus tard le vendredi 18 décembre 2026" in body(letter)
        assert kept(consumer(reply, events=[{"on": SUNDAY, "kind": "formal-notice"}])) == date(2026, 12, 18)


def test_a_day_chosen_stays_that_day_once_the_sending_is_noted() -> None:
    chosen = {"by": "2026-12-15"}
    assert kept(claim(chosen)) == date(2026, 12, 15)
    assert kept(claim(chosen, events=[{"on": SUNDAY, "kind": "formal-notice"}])) == date(2026, 12, 15)


def test_a_letter_dated_on_a_day_without_post_says_so() -> None:
    caution = warned(write_letter("formal-notice", claim()))["letter-no-post-today"]
    assert "dimanche 29 novembre 2026" in caution
    assert "lundi 30 novembre 2026" in caution
    monday = write_letter("formal-notice", claim(as_of="2026-11-30"))
    assert "letter-no-post-today" not in warned(monday)
    # The same letter of Monday leaves until the same day.
    assert "au plus tard le mercredi 9 décembre 2026" in body(monday)
