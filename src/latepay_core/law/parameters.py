"""Loads the law's parameters and looks a value up by date; a date that is not covered is refused, never guessed."""

import hashlib
import os
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from latepay_core.claim.refusals import Refusal, refuse
from latepay_core.law.certainty import Certainty, certainty_of

#: The countries' folders: `<country>/parameters/b2b/compensation.toml` is the parameter `b2b.compensation`, and what
#: has a shape of its own stands in `<country>/tables/`.
_COUNTRIES = Path(__file__).parent.parent / "countries"


class NotCovered(LookupError):
    """A date for which a parameter has no value; `first` is the first date it covers."""

    def __init__(self, title: str, day: date, first: date) -> None:
        self.title, self.day, self.first = title, day, first
        super().__init__(f"not-covered: {title}, {day.isoformat()} < {first.isoformat()}")

    @property
    def refusal(self) -> Refusal:
        """The same, as a refusal."""
        return refuse("not-covered", "", title=self.title, day=self.day, first=self.first)


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value of a parameter, in the parameter's unit, valid from a day on (to `ends_on` where the text says so).

    `provisional` is set when the date asked for lies after the last day to which the parameter was checked: the last
    known value then stands in for one that is not known yet. `sourced` names the sentence that says where it was
    published, where that is no text with a name of its own: `reference` is what it says in French.
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
    sourced: str = ""

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
    until a text changes it. `rank` is its place among all of them, where they are listed.
    """

    id: str
    title: str
    short_title: str
    unit: Literal["percent-a-year", "percentage-points", "times", "eur", "calendar-days", "months"]
    kind: Literal["series", "rule"]
    checked_until: date
    values: tuple[DatedValue, ...]
    rank: int = 1000
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
        sourced=value.sourced,
    )


@cache
def files_of(folder: str, *countries: str) -> Mapping[str, Path]:
    """The files of some countries, of all where none is named, by their names: their paths with dots.

    >>> list(files_of("parameters", "eu"))
    ['ecb-mro']
    """
    found: dict[str, Path] = {}
    for country in countries or [each.name for each in _COUNTRIES.iterdir()]:
        root = _COUNTRIES / country / folder
        for place, _, names in os.walk(root):
            paths = (Path(place) / name for name in names if name.endswith(".toml"))
            found |= {path.relative_to(root).as_posix().removesuffix(".toml").replace("/", "."): path for path in paths}
    return dict(sorted(found.items()))


@cache
def parameter(identifier: str) -> Parameter:
    """The parameter of that name; KeyError for a name the law's data do not have.

    >>> parameter("b2b.compensation").on(date(2013, 1, 1)).value
    Decimal('40')
    """
    table = tomllib.loads(files_of("parameters")[identifier].read_bytes().decode())
    sourced = table.pop("sourced", "")
    values = tuple(_value(entry, sourced) for entry in table.pop("values"))
    short_title = table.pop("short_title", table["title"])
    return Parameter(**table, short_title=short_title, values=values, _starts=tuple(v.starts_on for v in values))


def all_parameters(*countries: str) -> tuple[Parameter, ...]:
    """Every parameter of some countries, of all where none is named, in the order in which they are listed."""
    return tuple(sorted(map(parameter, files_of("parameters", *countries)), key=lambda each: each.rank))


@cache
def verified_until(*countries: str) -> date:
    """The day up to which the law's texts were checked: the earliest of its data files' own.

    >>> verified_until("fr", "eu")
    datetime.date(2026, 10, 12)
    """
    others: list[date] = [law_table(each)["checked_until"] for each in files_of("tables", *countries)]
    return min(*others, *(each.checked_until for each in all_parameters(*countries)))


@cache
def law_hash(*countries: str) -> str:
    """SHA-256 over the law's data files, in a fixed order."""
    digest = hashlib.sha256()
    for folder in ("parameters", "tables"):
        for identifier, path in files_of(folder, *countries).items():
            digest.update(identifier.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def law_table(name: str) -> dict[str, Any]:
    """A table of the law that has a shape of its own.

    >>> law_table("sector-terms")["terms"][0]["code"]
    'perishable-food'
    """
    return tomllib.loads(files_of("tables")[name].read_bytes().decode())


def _value(entry: dict[str, Any], sourced: str) -> DatedValue:
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
        sourced=entry.get("sourced", sourced),
    )
