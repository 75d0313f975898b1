"""iCalendar (RFC 5545): whole-day entries with alarms, which a second import updates instead of doubling.

Days float: an entry stands on its day in every time zone, and its alarms ring at nine in the morning, local time. No
clock is read: the time stamp is the statement's day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid5

from latepay_core.claim import Claim
from latepay_core.days import DAY
from latepay_core.documents.cleaning import clean, on_one_line, shortened
from latepay_core.outputs.words import say
from latepay_core.said import Language
from latepay_core.wording import printed

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_MORNING = timedelta(hours=9)
_LONGEST_TITLE = 120
#: Chosen once, by chance; another value would make every entry a new one.
_NAMESPACE = UUID("5b0d2c3e-7f0c-4c57-9a53-0c1f6a1e8d2b")
#: Our calendars weigh a few hundred kilobytes at most; what is larger is not read to its end.
_LARGEST = 5_000_000
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


class Kept(NamedTuple):
    """An entry as it was last exported: its day, its title, its version, what it said in short, and if it was off."""

    on: date
    title: str
    sequence: int
    digest: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported of a claim, entry by entry, and the name under which its calendar goes on."""

    case: str
    entries: Mapping[str, Kept]


def identity_of(claim: Claim) -> str:
    """What tells a claim from others: the parties, however their numbers are spaced, and the first invoice.

    Once a calendar was exported its own name takes the place of this one, whatever invoices are added.
    """
    first = claim.invoices[0]
    invoice = first.number or f"{first.issued_on} {first.due_on} {first.amount}"
    numbers = ("".join(each.split()) for each in (claim.creditor.siren, claim.debtor.siren))
    names = (claim.creditor.name, claim.debtor.name)
    parts = (*(number or name for number, name in zip(numbers, names, strict=True)), invoice)
    return "\x1f".join(" ".join(part.casefold().split()) for part in parts)


def exported(claim: Claim, as_of: date, entries: Iterable[Entry], before: Exported | None = None) -> Exported:
    """What an export of these entries leaves behind: the next one starts from it.

    An entry that says the same keeps its version; one that changed gets a higher one. One that no longer stands, while
    its day is still to come, is called off.
    """
    base = max(0, (as_of - _FIRST_DAY).days)
    known = before.entries if before else {}
    found: dict[str, Kept] = {}
    for entry in entries:
        key, said = on_one_line(entry.key), _digest(entry)
        kept = known.get(key)
        same = kept is not None and kept.digest == said and not kept.cancelled
        version = base if kept is None else kept.sequence if same else max(kept.sequence + 1, base)
        found[key] = Kept(entry.on, shortened(entry.title, _LONGEST_TITLE), version, said)
    for key, kept in known.items():
        if key not in found and kept.on >= as_of:
            version = kept.sequence if kept.cancelled else max(kept.sequence + 1, base)
            found[key] = kept._replace(sequence=version, cancelled=True)
    return Exported(before.case if before else _case_of(claim), found)


def _case_of(claim: Claim) -> str:
    return str(uuid5(_NAMESPACE, identity_of(claim)))


def _digest(entry: Entry) -> str:
    said = "\x1f".join((entry.on.isoformat(), entry.title, entry.text, repr(entry.alarms)))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def uid_of(identity: str, key: str) -> str:
    """The entry's name among all calendars: always the same for a claim and a key.

    >>> uid_of("a", "limitation.0") == uid_of("a", "limitation.0") != uid_of("a", "limitation.1")
    True
    """
    return str(uuid5(_NAMESPACE, f"{identity}\x1e{key}"))


def calendar(claim: Claim, as_of: date, entries: Iterable[Entry], before: Exported | None = None) -> bytes:
    """The calendar of a claim: an iCalendar file, UTF-8, the same bytes for the same entries.

    `as_of` is the statement's day: the time stamp, and the order in which versions follow each other. `before` is what
    was exported last: what no longer stands is then called off (`STATUS:CANCELLED`).

    >>> claim = Claim.model_validate({"invoices": [{"due_on": "2026-01-31", "amount": "9"}]})
    >>> made = calendar(claim, date(2026, 2, 1), [Entry("step.call", date(2026, 2, 6), "Appeler")])
    >>> [line for line in made.decode().splitlines() if line.startswith(("SUMMARY", "DTSTART", "TRIGGER"))]
    ['SUMMARY:Appeler', 'DTSTART;VALUE=DATE:20260206', 'TRIGGER:PT9H']
    """
    from icalendar import Calendar, vText  # noqa: PLC0415 - only an export needs it

    made = Calendar()
    made.add("prodid", f"-//Payé à temps//latepay//{claim.language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    debtor = shortened(claim.debtor.name, _LONGEST_TITLE)
    name = say("calendar.name", claim.language, debtor=debtor) if debtor else say("calendar.name-plain", claim.language)
    made.add("x-wr-calname", vText(name), encode=False)
    current = {on_one_line(entry.key): entry for entry in entries}
    kept = exported(claim, as_of, current.values(), before)
    made.add("x-latepay-case", kept.case)
    for key, each in sorted(kept.entries.items(), key=lambda item: (item[1].on, item[0])):
        called_off = Entry(key, each.on, each.title, say("calendar.cancelled", claim.language), ())
        made.add_component(_event(kept.case, as_of, current.get(key, called_off), each, claim.language))
    return bytes(made.to_ical())


def read_exported(content: bytes) -> Exported | None:
    """What an earlier calendar of ours holds; None for a file that is none of ours.

    >>> claim = Claim.model_validate({"invoices": [{"due_on": "2026-01-31", "amount": "9"}]})
    >>> made = calendar(claim, date(2026, 2, 1), [Entry("step.call", date(2026, 2, 6), "Appeler")])
    >>> list(read_exported(made).entries)
    ['step.call']
    """
    from icalendar import Calendar  # noqa: PLC0415 - only an export needs it

    try:
        found = Calendar.from_ical(content[:_LARGEST])
        entries = {str(each["x-latepay-key"]): _read(each) for each in found.walk("VEVENT")}
        return Exported(str(found["x-latepay-case"]), entries)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read(event: Any) -> Kept:
    day = event.decoded("dtstart")
    cancelled = str(event.get("status", "")) == "CANCELLED"
    return Kept(day, str(event["summary"]), int(event["sequence"]), str(event["x-latepay-digest"]), cancelled)


def _event(case: str, as_of: date, entry: Entry, kept: Kept, language: Language) -> Event:
    from icalendar import Event  # noqa: PLC0415 - only an export needs it

    made = Event()
    title = shortened(entry.title, _LONGEST_TITLE)
    footer = say("calendar.footer", language, as_of=printed(as_of, "date", language))
    text = f"{entry.text}\n\n{footer}".strip()
    made.add("uid", uid_of(case, entry.key))
    # No clock is read: versions of one day follow each other by the second.
    base = max(0, (as_of - _FIRST_DAY).days)
    stamp = datetime.combine(as_of, time(), UTC) + timedelta(seconds=max(0, kept.sequence - base))
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", kept.sequence)
    made.add("x-latepay-key", on_one_line(entry.key))
    made.add("x-latepay-digest", kept.digest)
    if kept.cancelled:
        made.add("status", "CANCELLED")
    made.add("dtstart", entry.on)
    made.add("dtend", entry.on + DAY)
    made.add("summary", title)
    made.add("description", clean(text))
    made.add("transp", "TRANSPARENT")
    for days in sorted(set(entry.alarms), reverse=True):
        # An alarm before the statement's own day would ring at once, in a heap with others.
        if entry.on - days * DAY >= as_of:
            made.add_component(_alarm(title, days))
    return made


def _alarm(title: str, days: int) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415 - only an export needs it

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("trigger", _MORNING - days * DAY)
    made.add("description", on_one_line(title))
    return made
