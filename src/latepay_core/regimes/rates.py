"""Rates that several regimes share: series with what the user supplied, rates anchored on half-years, clauses."""

from collections.abc import Callable, Hashable, Iterable, Iterator
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
from latepay_core.days import half_year_start, half_year_starts, split
from latepay_core.interest import RatePeriod, rate_units
from latepay_core.law import DatedValue, parameter
from latepay_core.regimes.interface import RateQuote
from latepay_core.said import Cited, said

Supplied = tuple[SuppliedRate, ...]


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
        return kept(tuple(_written(given)), *cast(tuple[Hashable, ...], given), **cast(dict[str, Hashable], named))

    return answer


def _written(given: Iterable[object]) -> Iterator[str]:
    for each in given:
        if isinstance(each, tuple):
            yield from _written(each)
        elif isinstance(each, FixedRate | SuppliedRate):
            yield str(each.percent)
        elif isinstance(each, EcbPlusRate):
            yield str(each.points)
        elif isinstance(each, LegalTimesRate):
            yield str(each.times)


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


def half_year_periods(first: date, last: date, quote: Callable[[date], RateQuote], *, frozen: bool) -> list[RatePeriod]:
    """One period per half-year at the rate of its first day; or, frozen, one at the rate of the first half-year."""
    starts = () if frozen else tuple(half_year_starts(first, last))
    return list(_periods(split(first, last, starts), quote))


def _periods(parts: Iterator[tuple[date, date]], quote: Callable[[date], RateQuote]) -> Iterator[RatePeriod]:
    for begin, end in parts:
        found = quote(half_year_start(begin))
        yield RatePeriod(begin, end, rate_units(found.percent), found)


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
