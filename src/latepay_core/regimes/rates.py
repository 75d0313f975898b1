"""Rates that several regimes share: series with what the user supplied, rates anchored on half-years, clauses."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache, wraps
from typing import Any, cast

from latepay_core.claim import (
    EcbPlusRate,
    FixedRate,
    LegalTimesRate,
    Refusal,
    StatutoryRate,
    SuppliedRate,
)
from latepay_core.claim.refusals import refuse
from latepay_core.days import DAY, half_year_start, next_half_year
from latepay_core.interest import RatePeriod, rate_units
from latepay_core.law import DatedValue, parameter
from latepay_core.regimes.interface import RateQuote
from latepay_core.said import Cited, said

Supplied = tuple[SuppliedRate, ...]
#: The last month of the first half-year.
_FIRST_HALF = 6


def remembered[**Given, Answer](reckon: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Keeps a function's answers for the clauses and supplied rates that it was given.

    « 12 » and « 12.00 » are equal numbers, and yet kept apart: an answer shows a rate as its own claim wrote it.
    """

    again: Any = reckon

    @lru_cache(maxsize=2048)
    def kept(written: tuple[str, ...], *given: Hashable, **named: Hashable) -> Answer:
        found: Answer = again(*given, **named)
        return found

    @wraps(reckon)
    def answer(*given: Given.args, **named: Given.kwargs) -> Answer:
        return kept(_written(given), *cast(tuple[Hashable, ...], given), **cast(dict[str, Hashable], named))

    return answer


#: Where a rate that someone wrote stands in what was given.
_RATES: dict[type, str] = {
    FixedRate: "percent",
    SuppliedRate: "percent",
    EcbPlusRate: "points",
    LegalTimesRate: "times",
}


def _written(given: Iterable[object]) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for each in given:
        if isinstance(each, tuple):
            found += _written(each) if each else ()
        elif type(each) in _RATES:
            found += (str(getattr(each, _RATES[type(each)])),)
    return found


def series_value(identifier: str, day: date, supplied: Supplied) -> DatedValue:
    """A series' value on a day; past its last check, the rate that the user supplied for that time, if any."""
    value = parameter(identifier).on(day)
    if not value.provisional:
        return value
    kind = "ecb-mro" if identifier == "ecb-mro" else "legal-interest"
    given = [rate for rate in supplied if rate.series == kind and rate.starts_on <= day]
    if not given:
        return value
    latest = max(given, key=lambda rate: rate.starts_on)
    return replace(
        value,
        starts_on=latest.starts_on,
        ends_on=None,
        value=latest.percent,
        reference="",
        url="",
        published_on=None,
        status="unconfirmed",
        confidence="supplied",
        provisional=True,
    )


def source_of(value: DatedValue) -> Cited:
    """Where a value was published, or that the user supplied it."""
    if value.supplied:
        return said("source.supplied", day=value.starts_on)
    return said(f"source.{value.sourced}", day=value.starts_on) if value.sourced else value.reference


def refused_rates(supplied: Supplied, legal_id: str) -> list[Refusal]:
    """A rate supplied for a time that the data cover would rewrite what was published: refused.

    `legal_id` is the country's series of the legal rate.
    """
    refusals = []
    given: set[tuple[str, date]] = set()
    for index, rate in enumerate(supplied):
        identifier = "ecb-mro" if rate.series == "ecb-mro" else legal_id
        checked = parameter(identifier).checked_until
        path = f"terms.supplied_rates[{index}].from"
        if rate.starts_on <= checked:
            refusals.append(refuse("supplied-rate-known", path, checked=checked))
        elif rate.starts_on != half_year_start(rate.starts_on):
            refusals.append(refuse("supplied-rate-mid-half-year", path, given=rate.starts_on))
        elif (rate.series, rate.starts_on) in given:
            refusals.append(refuse("supplied-rate-twice", path))
        given.add((rate.series, rate.starts_on))
    return refusals


class HalfYears:
    """The rates of one clause, half-year by half-year: each period is made once, and cut for those who ask.

    >>> from decimal import Decimal
    >>> halves = HalfYears(lambda half: RateQuote(Decimal(half.year - 2020), said("rate.fixed"), "", ()))
    >>> [(str(each.first), str(each.last), each.units) for each in halves.between(date(2026, 6, 1), date(2026, 7, 31))]
    [('2026-06-01', '2026-06-30', 6000000), ('2026-07-01', '2026-07-31', 6000000)]
    >>> [str(each.last) for each in halves.between(date(2026, 6, 1), date(2027, 7, 31), frozen=True)]
    ['2027-07-31']
    """

    def __init__(self, quote: Callable[[date], RateQuote]) -> None:
        self._quote = quote
        #: By « twice the year, plus one for the second half ».
        self._periods: dict[int, RatePeriod] = {}

    def between(self, first: date, last: date, *, frozen: bool = False) -> list[RatePeriod]:
        """One period per half-year at the rate of its first day; or, frozen, one at the rate of the first half-year."""
        begin, end = _half(first), _half(last)
        if frozen or begin == end:
            only = self._period(begin)
            return [RatePeriod(first, last, only.units, only.quote)] if first <= last else []
        known = self._periods
        found = [known.get(half) or self._period(half) for half in range(begin, end + 1)]
        if found:
            opening, closing = found[0], found[-1]
            found[0] = RatePeriod(first, opening.last, opening.units, opening.quote)
            found[-1] = RatePeriod(closing.first, last, closing.units, closing.quote)
        return found

    def _period(self, half: int) -> RatePeriod:
        known = self._periods.get(half)
        if known is None:
            start = date(half // 2, 7 if half % 2 else 1, 1)
            quote = self._quote(start)
            known = RatePeriod(start, next_half_year(start) - DAY, rate_units(quote.percent), quote)
            self._periods[half] = known
        return known


def _half(day: date) -> int:
    return 2 * day.year + (day.month > _FIRST_HALF)


@remembered
def statutory_quote(half: date, points_id: str, key: str, supplied: Supplied) -> RateQuote:
    """The ECB's rate on the first day of a half-year plus the law's points; `key` names its sentence."""
    ecb = series_value("ecb-mro", half, supplied)
    rule = parameter(points_id)
    # A regime that began in the middle of a half-year takes that half-year's ECB rate for its first delays.
    points = rule.on(max(half, rule.values[0].starts_on))
    basis = said(
        key,
        half=half,
        day=half,
        ecb=ecb.value,
        points=points.value,
        rate=ecb.value + points.value,
    )
    return RateQuote(ecb.value + points.value, basis, points.reference, (ecb,), ecb.supplied, points)


@remembered
def clause_quote(
    clause: StatutoryRate | FixedRate | EcbPlusRate | LegalTimesRate, half: date, legal_id: str, supplied: Supplied
) -> RateQuote:
    """The rate that a contract clause gives for a half-year; `legal_id` is the country's series of the legal rate."""
    reference = said("reference.contract-clause")
    if isinstance(clause, FixedRate):
        return RateQuote(clause.percent, said("rate.fixed", rate=clause.percent), reference, ())
    if isinstance(clause, EcbPlusRate):
        ecb = series_value("ecb-mro", half, supplied)
        rate = ecb.value + clause.points
        basis = said(
            "rate.ecb-plus",
            day=half,
            ecb=ecb.value,
            points=clause.points,
            rate=rate,
        )
        return RateQuote(rate, basis, reference, (ecb,), ecb.supplied)
    if isinstance(clause, LegalTimesRate):
        legal = series_value(legal_id, half, supplied)
        rate = legal.value * clause.times
        basis = said(
            "rate.legal-times",
            half=half,
            legal=legal.value,
            times=clause.times,
            rate=rate,
        )
        return RateQuote(rate, basis, reference, (legal,), legal.supplied)
    raise TypeError(type(clause).__name__)
