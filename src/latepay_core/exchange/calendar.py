"""iCalendar (RFC 5545): whole-day entries with alarms, which a second import updates instead of doubling.

Days float: an entry stands on its day in every time zone, and its alarms ring at nine in the morning, local time. No
clock is read: the time stamp is the statement's day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from latepay_core.claim import Claim
from latepay_core.exchange.text import clean, on_one_line, shortened
from latepay_core.exchange.words import say
from latepay_core.language import date_in_words

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_DAY = timedelta(days=1)
_MORNING = timedelta(hours=9)
_LONGEST_TITLE = 120
#: Chosen once, by chance; another value would make every entry a new one.
_NAMESPACE = UUID("5b0d2c3e-7f0c-4c57-9a53-0c1f6a1e8d2b")
#: Sequence numbers count from this day, so that a later statement always takes the place of an earlier one.
_FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A day to keep. `key` tells it from the claim's other entries, for good; `alarms` are days before it."""

    key: str
    on: date
    title: str
    text: str = ""
    alarms: tuple[int, ...] = (0,)


def identity_of(claim: Claim) -> str:
    """What tells a claim from others and does not change while it is followed: the parties and the first invoice."""
    first = claim.invoices[0]
    invoice = first.number or f"{first.issued_on} {first.due_on} {first.amount}"
    parts = (claim.creditor.siren or claim.creditor.name, claim.debtor.siren or claim.debtor.name, invoice)
    return "\x1f".join(" ".join(part.casefold().split()) for part in parts)


def uid_of(identity: str, key: str) -> str:
    """The entry's name among all calendars: always the same for a claim and a key.

    >>> uid_of("a", "limitation.0") == uid_of("a", "limitation.0") != uid_of("a", "limitation.1")
    True
    """
    return str(uuid5(_NAMESPACE, f"{identity}\x1e{key}"))


def calendar(claim: Claim, as_of: date, entries: Iterable[Entry]) -> bytes:
    """The calendar of a claim: an iCalendar file, UTF-8, the same bytes for the same entries.

    `as_of` is the statement's day: the time stamp, and the order in which versions follow each other.

    >>> claim = Claim.model_validate({"invoices": [{"due_on": "2026-01-31", "amount": "9"}]})
    >>> made = calendar(claim, date(2026, 2, 1), [Entry("step.call", date(2026, 2, 6), "Appeler")])
    >>> [line for line in made.decode().splitlines() if line.startswith(("SUMMARY", "DTSTART", "TRIGGER"))]
    ['SUMMARY:Appeler', 'DTSTART;VALUE=DATE:20260206', 'TRIGGER:PT9H']
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 - only an export needs it

    made = Calendar()
    made.add("prodid", "-//Payé à temps//latepay//FR")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    debtor = shortened(claim.debtor.name, _LONGEST_TITLE)
    name = say("calendar.name", debtor=debtor) if debtor else say("calendar.name-plain")
    made.add("x-wr-calname", vText(name), encode=False)
    identity = identity_of(claim)
    for entry in sorted(entries, key=lambda each: (each.on, each.key)):
        made.add_component(_event(identity, as_of, entry))
    return bytes(made.to_ical())


def _event(identity: str, as_of: date, entry: Entry) -> Event:
    from icalendar import Event  # noqa: PLC0415 - only an export needs it

    made = Event()
    title = shortened(entry.title, _LONGEST_TITLE)
    text = f"{entry.text}\n\n{say('calendar.footer', as_of=date_in_words(as_of))}".strip()
    made.add("uid", uid_of(identity, entry.key))
    made.add("dtstamp", datetime.combine(as_of, time(), UTC))
    made.add("sequence", max(0, (as_of - _FIRST_DAY).days))
    made.add("dtstart", entry.on)
    made.add("dtend", entry.on + _DAY)
    made.add("summary", title)
    made.add("description", clean(text))
    made.add("transp", "TRANSPARENT")
    for days in sorted(set(entry.alarms), reverse=True):
        # An alarm before the statement's own day would ring at once, in a heap with others.
        if entry.on - days * _DAY >= as_of:
            made.add_component(_alarm(title, days))
    return made


def _alarm(title: str, days: int) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415 - only an export needs it

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("trigger", _MORNING - days * _DAY)
    made.add("description", on_one_line(title))
    return made
