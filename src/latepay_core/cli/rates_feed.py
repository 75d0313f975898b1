"""A published series beside ours: what it adds, what it confirms, and why it may not be taken as it is.

Nothing here goes to the network: what was answered comes in as text, and what would change goes out as text.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from latepay_core.law import Parameter

_RATE = re.compile(r"\d{1,2}(\.\d{1,6})?")
_DAY, _VALUE = "TIME_PERIOD", "OBS_VALUE"
_CENT = Decimal("0.01")


class Observed(NamedTuple):
    """A rate, in percent a year, from a day on."""

    day: date
    value: Decimal


class FeedRefused(ValueError):
    """An answer that cannot be taken: a code, and what its sentence needs."""

    def __init__(self, code: str, **figures: str) -> None:
        self.code, self.figures = code, figures
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a change may be: how large at once, and how many days before its first one it is announced."""

    largest_step: Decimal
    #: The first day that is compared: what was decided long ago does not change any more.
    compared_from: date
    announced: timedelta


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a series gains: new values, and the days of ours that were waiting to be confirmed."""

    new: tuple[Observed, ...]
    confirmed: tuple[date, ...]


def observed(text: str) -> list[Observed]:
    """The observations of an answer of the ECB's data portal, in CSV. Raises FeedRefused for anything else.

    >>> observed("KEY,TIME_PERIOD,OBS_VALUE\\nFM.B,2026-06-17,2.4\\n")[0].value
    Decimal('2.40')
    """
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    if not {_DAY, _VALUE} <= set(rows.fieldnames or ()):
        raise FeedRefused("not-a-series")
    found = [_one(row.get(_DAY) or "", row.get(_VALUE) or "") for row in rows]
    if not found:
        raise FeedRefused("not-a-series")
    return found


def _one(day: str, value: str) -> Observed:
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise FeedRefused("unreadable", given=day) from None
    if not _RATE.fullmatch(value) or Decimal(value) != Decimal(value).quantize(_CENT):
        raise FeedRefused("unreadable", given=value)
    return Observed(on, Decimal(value).quantize(_CENT))


def joined(parts: Iterable[Sequence[Observed]]) -> list[Observed]:
    """Several series as one, by day. Raises FeedRefused where two of them say something else of one day."""
    found: dict[date, Decimal] = {}
    for each in (each for part in parts for each in part):
        if found.setdefault(each.day, each.value) != each.value:
            raise FeedRefused("overlaps", day=each.day.isoformat())
    return [Observed(day, value) for day, value in sorted(found.items())]


def proposed(series: Parameter, feed: Sequence[Observed], on: date, bounds: Bounds) -> Proposal:
    """What a feed read on a day adds to a series.

    Raises FeedRefused for a feed that says something else of a day that we know, stops before our last value, moves by
    more than a step at once, or tells of a day too far ahead.
    """
    last = series.values[-1]
    feed = [each for each in feed if each.day >= bounds.compared_from]
    if not feed or feed[-1].day < last.starts_on:
        raise FeedRefused("behind", day=last.starts_on.isoformat())
    for day, told in _compared(series, feed):
        if series.on(day).value != told:
            raise FeedRefused("contradicts", day=day.isoformat(), value=format(told, "f"))
    new = [each for each in feed if each.day > last.starts_on]
    before = last.value
    for each in new:
        if abs(each.value - before) > bounds.largest_step:
            raise FeedRefused("jumps", day=each.day.isoformat(), value=format(each.value, "f"))
        if each.day > on + bounds.announced:
            raise FeedRefused("too-far", day=each.day.isoformat())
        before = each.value
    published = {each.day for each in feed}
    waiting = (each.starts_on for each in series.values if each.status == "unconfirmed" and each.starts_on in published)
    # A rate that is published again without moving begins nothing.
    moves = [each for at, each in enumerate(new) if each.value != (new[at - 1].value if at else last.value)]
    return Proposal(tuple(moves), tuple(waiting))


def _compared(series: Parameter, feed: Sequence[Observed]) -> Iterator[tuple[date, Decimal]]:
    """What the feed says of each day on which it or we say that something begins, up to our last one."""
    days = {each.day for each in feed} | {each.starts_on for each in series.values}
    for day in sorted(days):
        if feed[0].day <= day <= series.values[-1].starts_on:
            yield day, next(each.value for each in reversed(feed) if each.day <= day)


class Entry(NamedTuple):
    """A value as its file has it."""

    observed: Observed
    reference: str
    url: str


def edited(text: str, entries: Sequence[Entry], confirmed: Sequence[date], checked: date) -> str:
    """The text of a series' file with the new values, those that are confirmed, and the day of the check."""
    text = re.sub(r"(?m)^checked_until = .*$", f"checked_until = {checked}", text, count=1)
    head, *blocks = re.split(r"(?m)^(?=\[\[values\]\]$)", text)
    days = {f"from = {day}" for day in confirmed}
    blocks = [_sure(block) if days & set(block.splitlines()) else block for block in blocks]
    added = [
        f'\n[[values]]\nfrom = {each.observed.day}\nvalue = "{each.observed.value}"\nreference = "{each.reference}"\n'
        f'url = "{each.url}"\nstatus = "verified"\nconfidence = "high"\n'
        for each in entries
    ]
    whole = "".join([head, *blocks, *added])
    tomllib.loads(whole)
    return whole


def _sure(block: str) -> str:
    block = re.sub(r"(?m)^status = .*$", 'status = "verified"', block)
    return re.sub(r"(?m)^confidence = .*$", 'confidence = "high"', block)
