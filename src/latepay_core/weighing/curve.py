"""The debt over time: what was owed on each day that counts, and what it comes to if nothing more is paid.

Every point is a statement drawn up on its day: the chart, its table and the slider say what `draw_up` says.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.fields import Plain
from latepay_core.days import DAY, half_year_start, half_year_starts, next_half_year
from latepay_core.statement import Statement, draw_up

#: As many statements are drawn up at the most, of so many invoices together.
_MOST_DAYS, _MOST_INVOICES = 44, 1_600
_LEAST_DAYS = 6


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Point(_Part):
    """What is due on a day, EUR, payments of that day included; an invoice counts from the day after its due date.

    `fell_due` are the positions of the invoices late for the first time, `received` the money that came in that day.
    """

    on: date
    principal: Plain
    interest: Plain
    compensation: Plain
    total: Plain
    fell_due: tuple[int, ...] = ()
    received: Plain = Decimal("0.00")


class RateSpan(_Part):
    """Days under one rate, percent a year; None where the invoices have several."""

    first: date
    to: date
    percent: Plain | None
    provisional: bool


class Curve(_Part):
    """`past` ends on the claim's day; `coming` starts there, as if nothing more were paid."""

    past: tuple[Point, ...]
    coming: tuple[Point, ...]
    rates: tuple[RateSpan, ...]


class _What(NamedTuple):
    """What happens on the days of a claim: invoices late from then on, by position, money received, credit notes."""

    late: dict[date, list[int]]
    received: dict[date, Decimal]
    credited: frozenset[date] = frozenset()


def curve_of(claim: Claim, until: date) -> Curve:
    """The curve of a claim, its coming days up to `until`; raises ClaimRefused as `draw_up` does.

    Of many invoices fewer days are drawn up: the ends of the half-years, then as many others as there is room for.

    >>> claim = Claim.model_validate({"as_of": "2026-08-31", "invoices": [{"due_on": "2026-04-30", "amount": "5760"}]})
    >>> curve = curve_of(claim, date(2026, 12, 31))
    >>> [(str(each.on), str(each.total)) for each in curve.past][1:3]
    [('2026-05-01', '5801.92'), ('2026-06-30', '5916.96')]
    """
    own = draw_up(claim)
    as_of = own.as_of
    what = _what(own)
    past = _drawn(claim, own, what, _days(what, min((*what.late, as_of)) - DAY, as_of))
    coming = _drawn(claim, own, what, _days(what, as_of, max(until, as_of)))
    return Curve(past=past, coming=coming, rates=tuple(_rates(draw_up(_on(claim, max(until, as_of))))))


def due_on(claim: Claim, day: date) -> Point:
    """What is due on a day if nothing more is paid by then: the totals of the statement of that day.

    >>> claim = Claim.model_validate({"as_of": "2026-08-31", "invoices": [{"due_on": "2026-04-30", "amount": "5760"}]})
    >>> str(due_on(claim, date(2026, 8, 31)).total)
    '6038.28'
    """
    return _point(draw_up(_on(claim, day)), _What({}, {}))


def _on(claim: Claim, day: date) -> Claim:
    return claim.model_copy(update={"as_of": day})


def _what(own: Statement) -> _What:
    what = _What({}, {})
    for at, each in enumerate(own.invoices):
        what.late.setdefault(each.due_on + DAY, []).append(at)
        for one in each.movements:
            if one.received:
                what.received[one.on] = what.received.get(one.on, Decimal(0)) + one.received
    credited = (one.on for each in own.invoices for one in each.movements if one.credited)
    return what._replace(credited=frozenset(credited))


def _days(what: _What, first: date, last: date) -> list[date]:
    """The days to draw up from `first` to `last`, both included: they count, or stand just before one that does."""
    ends = [each - DAY for each in half_year_starts(first, last + DAY)]
    kept = {first, last, *(each for each in ends if first <= each <= last)}
    turns = (
        day
        for each in (what.received, what.credited, what.late)
        for start in sorted(each)
        for day in (start - DAY, start)
    )
    room = max(_LEAST_DAYS, min(_MOST_DAYS, _MOST_INVOICES // max(1, sum(map(len, what.late.values())))))
    for day in turns:
        if first <= day <= last and (len(kept) < room or day in kept):
            kept.add(day)
    return sorted(kept)


def _drawn(claim: Claim, own: Statement, what: _What, days: Iterable[date]) -> tuple[Point, ...]:
    return tuple(filter(None, (_tried(claim, own, what, day) for day in days)))


def _tried(claim: Claim, own: Statement, what: _What, day: date) -> Point | None:
    """The point of a day; None where the claim was none then: a judgment or a notice still to come."""
    if day == own.as_of:
        return _point(own, what)
    try:
        return _point(draw_up(_on(claim, day)), what)
    except ClaimRefused:
        return None


def _point(drawn: Statement, what: _What) -> Point:
    due, day = drawn.totals.due, drawn.as_of
    return Point(
        on=day,
        principal=due.principal_due,
        interest=due.interest_due,
        compensation=due.compensation_due,
        total=due.total_due,
        fell_due=tuple(what.late.get(day, ())),
        received=what.received.get(day, Decimal("0.00")),
    )


def _rates(drawn: Statement) -> Iterator[RateSpan]:
    """The rates of the half-years, neighbours alike as one span."""
    lines = [line for each in drawn.invoices for line in each.lines]
    if not lines:
        return
    first, last = min(each.first for each in lines), max(each.to for each in lines)
    found: list[RateSpan] = []
    for start in (half_year_start(first), *half_year_starts(first, last)):
        begin, end = max(start, first), min(next_half_year(start) - timedelta(days=1), last)
        there = [each for each in lines if each.first <= end and begin <= each.to]
        percents = {each.annual_rate_percent for each in there}
        percent = percents.pop() if len(percents) == 1 else None
        provisional = any(each.provisional for each in there)
        if found and (found[-1].percent, found[-1].provisional) == (percent, provisional):
            found[-1] = found[-1].model_copy(update={"to": end})
        elif there:
            found.append(RateSpan(first=begin, to=end, percent=percent, provisional=provisional))
    yield from found
