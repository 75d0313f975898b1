"""Loads the law's parameters and looks a value up by date; a date that is not covered is refused, never guessed."""

import hashlib
import pkgutil
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from latepay_core.language import date_in_words, sentence
from latepay_core.law.certainty import Certainty, certainty_of

PARAMETERS = (
    "ecb-mro",
    "legal-interest.other",
    "legal-interest.private",
    "b2b.points-over-ecb",
    "b2b.floor-multiplier",
    "b2b.compensation",
    "b2b.default-term",
    "b2b.max-term-invoice",
    "b2b.max-term-end-of-month",
    "b2b.max-term-summary",
    "public.points-over-ecb",
    "public.compensation",
    "public.term-state-or-local",
    "public.term-health",
    "public.term-public-enterprise",
    "civil.increase-points",
    "civil.increase-delay",
    "limitation.b2b",
    "limitation.civil",
    "limitation.consumer",
    "limitation.public-debtor",
    "limitation.transport",
    "limitation.title",
    "time-limit.order-service",
    "time-limit.opposition",
    "time-limit.order-enforcement",
    "time-limit.order-deposit",
    "time-limit.small-claims",
    "time-limit.claim-declaration",
    "time-limit.claim-declaration-abroad",
    "time-limit.claim-relief",
    "time-limit.overseas",
    "time-limit.abroad",
    "time-limit.seizure-action",
    "time-limit.european-opposition",
    "time-limit.public-interest",
    "time-limit.prefect-authorisation",
    "time-limit.prefect-notice",
    "time-limit.prefect-compliance",
    "time-limit.prefect-payment",
)
#: Data of the law that have a shape of their own.
OTHER_DATA = ("sector-terms",)


class NotCovered(LookupError):
    """A date for which a parameter has no value; `first` is the first date it covers."""

    def __init__(self, title: str, day: date, first: date) -> None:
        self.title, self.day, self.first = title, day, first
        super().__init__(
            sentence("refusal.not-covered", title=title, day=date_in_words(day), first=date_in_words(first))
        )


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value of a parameter, in the parameter's unit, valid from a day on (to `ends_on` where the text says so).

    `provisional` is set when the date asked for lies after the last day to which the parameter was checked: the last
    known value then stands in for one that is not known yet.
    """

    starts_on: date
    value: Decimal
    reference: str
    url: str
    published_on: date | None
    status: Literal["verified", "unconfirmed"]
    confidence: str
    ends_on: date | None = None
    note: str = ""
    provisional: bool = False

    @property
    def confirmed(self) -> bool:
        """Whether the value was read in its source and is known to hold on the day asked for."""
        return self.status == "verified" and not self.provisional

    @property
    def certainty(self) -> Certainty:
        """How sure the value is, on the one scale."""
        return certainty_of(self.status, self.confidence)

    @property
    def supplied(self) -> bool:
        """Whether the user typed it, for a time that the data do not know yet."""
        return self.confidence == "supplied"


@dataclass(frozen=True)
class Parameter:
    """A parameter of the law and its dated values, oldest first.

    `kind` tells a `series`, published anew for each period and unknown past `checked_until`, from a `rule`, which holds
    until a text changes it.
    """

    id: str
    title: str
    short_title: str
    unit: Literal["percent-a-year", "percentage-points", "times", "eur", "calendar-days", "months"]
    kind: Literal["series", "rule"]
    checked_until: date
    values: tuple[DatedValue, ...]
    _starts: tuple[date, ...] = field(repr=False, default=())

    def on(self, day: date) -> DatedValue:
        """The value that holds on a day.

        Raises NotCovered for a day before the first value, or in a gap between two values.

        >>> parameter("ecb-mro").on(date(2026, 7, 1)).value
        Decimal('2.40')
        >>> parameter("ecb-mro").on(date(2027, 1, 1)).provisional
        True
        """
        index = bisect_right(self._starts, day) - 1
        if index < 0:
            raise NotCovered(self.title, day, self._starts[0])
        found = self.values[index]
        ended = found.ends_on is not None and day > found.ends_on
        if ended and index + 1 < len(self.values):
            raise NotCovered(self.title, day, self._starts[index + 1])
        if self.kind == "series" and day > self.checked_until:
            return _provisional(found)
        return found

    def changes_between(self, first: date, last: date) -> tuple[date, ...]:
        """The days after `first`, up to `last`, from which another value holds."""
        return self._starts[bisect_right(self._starts, first) : bisect_right(self._starts, last)]


@cache
def _provisional(value: DatedValue) -> DatedValue:
    return DatedValue(
        value.starts_on,
        value.value,
        value.reference,
        value.url,
        value.published_on,
        value.status,
        value.confidence,
        value.ends_on,
        value.note,
        provisional=True,
    )


@cache
def parameter(identifier: str) -> Parameter:
    """The parameter of that name; KeyError for a name the law's data do not have.

    >>> parameter("b2b.compensation").on(date(2013, 1, 1)).value
    Decimal('40')
    """
    if identifier not in PARAMETERS:
        raise KeyError(identifier)
    table = tomllib.loads(text_of(identifier).decode())
    values = tuple(_value(entry) for entry in table.pop("values"))
    short_title = table.pop("short_title", table["title"])
    return Parameter(**table, short_title=short_title, values=values, _starts=tuple(v.starts_on for v in values))


def all_parameters() -> tuple[Parameter, ...]:
    """Every parameter, in a fixed order."""
    return tuple(map(parameter, PARAMETERS))


@cache
def verified_until() -> date:
    """The day up to which the law's texts were checked: the earliest of its data files' own.

    >>> verified_until()
    datetime.date(2026, 10, 12)
    """
    others: list[date] = [tomllib.loads(text_of(each).decode())["checked_until"] for each in OTHER_DATA]
    return min(*others, *(each.checked_until for each in all_parameters()))


@cache
def law_hash() -> str:
    """SHA-256 over the law's data files, in a fixed order."""
    digest = hashlib.sha256()
    for identifier in (*PARAMETERS, *OTHER_DATA):
        digest.update(identifier.encode() + b"\0" + text_of(identifier) + b"\0")
    return digest.hexdigest()


def text_of(identifier: str) -> bytes:
    """A data file of the law, as it stands on disk."""
    name = identifier.replace(".", "_").replace("-", "_") + ".toml"
    data = pkgutil.get_data(__package__ or "latepay_core.law", name)
    if data is None:
        raise FileNotFoundError(name)
    return data


def _value(entry: dict[str, Any]) -> DatedValue:
    return DatedValue(
        starts_on=entry["from"],
        value=Decimal(entry["value"]),
        reference=entry["reference"],
        url=entry.get("url", ""),
        published_on=entry.get("published_on"),
        status=entry["status"],
        confidence=entry["confidence"],
        ends_on=entry.get("to"),
        note=entry.get("note", ""),
    )
