"""Rates that several regimes share: series with what the user supplied, rates anchored on half-years, clauses."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any, NamedTuple, cast

from latepay_core.claim import (
    Claim,
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
from latepay_core.language import date_in_words
from latepay_core.law import DatedValue, parameter
from latepay_core.regimes.interface import Finding, RateQuote
from latepay_core.said import Cited, said

Supplied = tuple[SuppliedRate, ...]
#: Since then the law fixes the ECB rate on 1 January and 1 July; before, it referred to the latest operation.
ANCHOR_IN_LAW = date(2013, 1, 1)
#: The two series of the legal rate: that of creditors who are private persons, that of « tous les autres cas ».
PRIVATE_SERIES, BUSINESS_SERIES = "legal-interest.private", "legal-interest.other"


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
    return said("source.supplied", day=value.starts_on) if value.supplied else value.reference


def supplied_refusals(supplied: Supplied) -> list[Refusal]:
    """A rate supplied for a time that the data cover would rewrite what was published: refused."""
    refusals = []
    given: set[tuple[str, date]] = set()
    for index, rate in enumerate(supplied):
        identifier = "ecb-mro" if rate.series == "ecb-mro" else BUSINESS_SERIES
        checked = parameter(identifier).checked_until
        path = f"terms.supplied_rates[{index}].from"
        if rate.starts_on <= checked:
            refusals.append(refuse("supplied-rate-known", path, checked=date_in_words(checked)))
        elif rate.starts_on != half_year_start(rate.starts_on):
            refusals.append(refuse("supplied-rate-mid-half-year", path, given=date_in_words(rate.starts_on)))
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
    clause: StatutoryRate | FixedRate | EcbPlusRate | LegalTimesRate, half: date, supplied: Supplied
) -> RateQuote:
    """The rate that a contract clause gives for a half-year."""
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
        legal = series_value(BUSINESS_SERIES, half, supplied)
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


class Floor(NamedTuple):
    """The lowest lawful contract rate in a half-year, percent a year, the legal rate and what multiplies it."""

    percent: Decimal
    legal: DatedValue
    multiplier: DatedValue


@remembered
def floor_on(half: date, supplied: Supplied) -> Floor:
    """The lowest lawful contract rate in a half-year (C. com., art. L441-10, II).

    >>> floor_on(date(2026, 1, 1), ()).percent
    Decimal('7.86')
    """
    legal, multiplier = series_value(BUSINESS_SERIES, half, supplied), parameter("b2b.floor-multiplier").on(half)
    return Floor(legal.value * multiplier.value, legal, multiplier)


def business_quote(half: date, supplied: Supplied = ()) -> RateQuote:
    """What the law gives between businesses in a half-year without a clause (C. com., art. L441-10, II).

    >>> business_quote(date(2026, 7, 1)).percent
    Decimal('12.40')
    """
    return statutory_quote(half, "b2b.points-over-ecb", "rate.b2b", supplied)


def public_quote(half: date, supplied: Supplied = ()) -> RateQuote:
    """What a public buyer owes in a half-year (CCP, art. R2192-31).

    >>> public_quote(date(2026, 7, 1)).percent
    Decimal('10.40')
    """
    return statutory_quote(half, "public.points-over-ecb", "rate.public", supplied)


def legal_series(claim: Claim) -> str:
    """The series of the legal rate: it depends on the creditor, never the debtor (CMF, art. L313-2 and D313-1-A)."""
    return PRIVATE_SERIES if claim.creditor.kind == "individual" else BUSINESS_SERIES


def judgment_findings(claim: Claim) -> list[Finding]:
    """A decision raises the legal rate (CMF, art. L313-3); how that meets other interest depends on the decision.

    Penalties and legal interest are never added for the same days (Cass. com., 24 April 2024, n° 22-24.275).
    """
    if claim.judgment is None:
        return []
    points = parameter("civil.increase-points").on(claim.judgment.enforceable_on).value
    message = said("warning.judgment-not-applied", points=points)
    return [Finding("judgment-not-applied", message, path="judgment.enforceable_on")]
