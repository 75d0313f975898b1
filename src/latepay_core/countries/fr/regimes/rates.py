"""French rates: the legal rate and its two series, the floor of a clause, what the law gives without one."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from latepay_core.claim import Claim, EcbPlusRate, FixedRate, LegalTimesRate, Refusal, StatutoryRate
from latepay_core.law import DatedValue, parameter
from latepay_core.regimes.interface import Finding, RateQuote
from latepay_core.regimes.rates import Supplied, clause_quote, refused_rates, remembered, series_value, statutory_quote
from latepay_core.said import said

#: The two series of the legal rate: that of creditors who are private persons, that of « tous les autres cas ».
PRIVATE_SERIES, BUSINESS_SERIES = "legal-interest.private", "legal-interest.other"
#: By which article a part payment pays interest first.
INTEREST_FIRST = said("reference.interest-first")
#: Since then the law fixes the ECB rate on 1 January and 1 July; before, it referred to the latest operation.
ANCHOR_IN_LAW = date(2013, 1, 1)


def supplied_refusals(supplied: Supplied) -> list[Refusal]:
    """What is wrong with the rates that the user supplied."""
    return refused_rates(supplied, BUSINESS_SERIES)


def contract_quote(
    clause: StatutoryRate | FixedRate | EcbPlusRate | LegalTimesRate, half: date, supplied: Supplied
) -> RateQuote:
    """The rate that a contract clause gives for a half-year."""
    return clause_quote(clause, half, BUSINESS_SERIES, supplied)


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
