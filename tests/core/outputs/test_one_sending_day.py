"""The time a letter leaves is counted from the day it can be posted, in the letter, the step and the calendar alike.

Everything here is written on Sunday 29 November 2026: nothing can be posted before Monday the 30th. Three jours
ouvrables for the post are the 1st, the 2nd and Thursday 3 December. From there:

- five jours ouvrables: 4, 5, 7, 8 and 9 December;
- eight jours ouvrables: the same, then 10, 11 and Saturday 12 December;
- five calendar days: 8 December; fifteen: 18 December;
- five jours ouvrés: 4, 7, 8, 9 and 10 December.
"""

import re
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from latepay_core import Claim
from latepay_core.letters.writing import write_letter
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.procedure import next_step
from latepay_core.statement import draw_up
from latepay_core.wording import say
from latepay_core.wording.french import plain
from tests.core.outputs.test_calendar import day as day_of
from tests.support.said import PARTIES, body, warned

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
    (None, "mercredi 9 décembre 2026", 9),
    ({"days": 5}, "mercredi 9 décembre 2026", 9),
    ({"days": 8}, "samedi 12 décembre 2026", 12),
    ({"days": 5, "kind": "calendar"}, "mardi 8 décembre 2026", 8),
    ({"days": 5, "kind": "ouvre"}, "jeudi 10 décembre 2026", 10),
]


@pytest.mark.parametrize(("reply", "by", "day"), TIMES)
def test_a_time_typed_is_counted_from_the_sending_day_as_the_usual_one(
    reply: dict[str, Any] | None, by: str, day: int
) -> None:
    text = body(write_letter("formal-notice", claim(reply)))
    assert re.search(rf"en demeure de payer [\d ]+,\d\d € au plus tard le {by}\.", text)
    assert kept(claim(reply)) == date(2026, 12, day)


@pytest.mark.parametrize("sent", [SUNDAY, "2026-11-30"])
@pytest.mark.parametrize(("reply", "by", "day"), TIMES)
def test_the_day_printed_stays_once_the_sending_is_noted(
    reply: dict[str, Any] | None, by: str, day: int, sent: str
) -> None:
    told = claim(reply, as_of=sent, events=[{"on": sent, "kind": "formal-notice"}])
    assert kept(told) == date(2026, 12, day)


def test_the_step_says_the_same_day() -> None:
    for about, day in ((claim(), 9), (consumer(), 18)):
        step = next_step(about, draw_up(about))
        assert (step.on, step.answer_by) == (date(2026, 11, 30), date(2026, 12, day))


def test_a_consumer_has_the_same_fifteen_days_before_and_after() -> None:
    text = body(write_letter("formal-notice-consumer", consumer()))
    assert "au plus tard le vendredi 18 décembre 2026." in text
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


def _entries(about: Claim) -> dict[str, date]:
    """The calendar's days by the step that they are of."""
    events = Calendar.from_ical(follow_up_calendar(about)).walk("VEVENT")
    return {plain(str(each["summary"])).partition(" · ")[0]: day_of(each) for each in events}


@pytest.mark.parametrize(
    ("reply", "day", "told", "chosen_on"),
    [
        (None, 9, ", cinq jours ouvrables après la réception", 10),
        ({"days": 8}, 12, ", huit jours ouvrables après la réception", 14),
        ({"days": 12, "kind": "ouvre"}, 21, ", 12 jours ouvrés après la réception", 22),
        ({"by": "2026-12-18"}, 18, ", le jour que vous avez choisi.", 21),
    ],
)
def test_a_time_typed_moves_the_step_its_sentence_and_what_follows(
    reply: dict[str, Any] | None, day: int, told: str, chosen_on: int
) -> None:
    """Twelve jours ouvrés after Thursday 3 December: 4, 7 to 11, 14 to 18, then Monday the 21st.

    The route is chosen on the next worked day: after Saturday the 12th, Monday the 14th.
    """
    about = claim(reply)
    step = next_step(about, draw_up(about))
    assert step.answer_by == date(2026, 12, day)
    assert f"au plus tard le {day} décembre 2026{told}" in plain(say(step.what))
    assert [each.on for each in step.then if each.code == "choose-route"] == [date(2026, 12, chosen_on)]
    follows = next(on for title, on in _entries(about).items() if title.startswith("Toujours pas payé"))
    assert follows == date(2026, 12, chosen_on)
    assert kept(about) == date(2026, 12, day)


def test_nothing_is_chosen_before_the_day_that_the_letter_left() -> None:
    """Sent with thirty calendar days: on 20 December the debtor still has until 2 January."""
    sent = [{"on": "2026-11-30", "kind": "formal-notice"}]
    about = claim({"days": 30, "kind": "calendar"}, as_of="2026-12-20", events=sent)
    step = next_step(about, draw_up(about))
    assert (step.code, step.on) == ("await-notice", date(2027, 1, 4))
    usual = claim(as_of="2026-12-20", events=sent)
    assert next_step(usual, draw_up(usual)).code == "choose-route"


def test_the_day_noted_with_the_sending_stands_over_the_time_of_later_letters() -> None:
    sent = [{"on": "2026-11-30", "kind": "formal-notice", "expected_on": "2026-12-31"}]
    about = claim({"days": 3}, as_of="2026-12-20", events=sent)
    step = next_step(about, draw_up(about))
    assert (step.code, step.on) == ("await-notice", date(2027, 1, 4))
    assert kept(about) == date(2026, 12, 31)


def test_the_cost_of_lateness_is_asked_for_by_e_mail_until_the_day_the_step_says() -> None:
    """An e-mail of Monday 30 November arrives at once: five jours ouvrés end on Monday 7 December."""
    paid = INVOICE | {"payments": [{"paid_on": "2026-10-01", "amount": "2400.00"}]}
    about = claim(as_of="2026-11-30", invoices=[paid], terms={"allocation": "principal-first"})
    step = next_step(about, draw_up(about))
    assert (step.letter, step.answer_by) == ("penalties-request", date(2026, 12, 7))
    assert "au plus tard le lundi 7 décembre 2026" in body(write_letter("penalties-request", about))
    assert kept(about) == date(2026, 12, 7)


def test_a_time_that_cannot_be_read_leaves_the_step_its_usual_one() -> None:
    about = claim({"days": "huit"})
    assert next_step(about, draw_up(about)).answer_by == date(2026, 12, 9)
