"""Between Belgian businesses: law of 2 August 2002 on late payment in commercial transactions, art. 4 to 7.

Interest by right from the day after the due date, at the ECB's rate of the half-year's first day plus 8 points, rounded
up to the next half point (art. 5); 40 EUR for each late invoice (art. 6). Another rate may be agreed (art. 7).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from latepay_core.claim import Claim, FixedRate, Invoice, RateClause, Refusal, StatutoryRate
from latepay_core.claim.agreed import own_clauses
from latepay_core.claim.places import creditor_country, debtor_country
from latepay_core.days import DAY
from latepay_core.interest import RatePeriod
from latepay_core.law import parameter
from latepay_core.regimes import rule_missing
from latepay_core.regimes.interface import Compensation, Finding, Grounds, RateQuote, Span, Traits
from latepay_core.regimes.rates import HalfYears, Supplied, refused_rates, remembered, series_value
from latepay_core.said import said

#: From this day one rate holds for every contract, whatever its age.
FIRST_DAY = date(2015, 3, 16)
INTEREST = "Loi du 2 août 2002, art. 5"
COMPENSATION = "Loi du 2 août 2002, art. 6"
AGREED = "Contrat (loi du 2 août 2002, art. 7)"
_USAGE = "Usage"
GROUNDS: Grounds = {
    "rate.statutory": ("be.rate", INTEREST, True),
    "rate.fixed": ("be.fixed", "Loi du 2 août 2002, art. 7", True),
    "semester.revised": ("be.semester", INTEREST, True),
    "year.365": ("be.year-365", _USAGE, False),
    "year.actual": ("be.year-actual", _USAGE, False),
    "allocation.interest-first": ("be.interest-first", "C. civ. (Belgique), livre 5", False),
    "allocation.principal-first": ("be.principal-first", "C. civ. (Belgique), livre 5", False),
    "capitalise_from.none": ("be.simple", "Directive 2011/7/UE, art. 2, 6)", True),
}


class BelgianRegime(Traits):
    """The regime between businesses that are both in Belgium, unless the claim names another."""

    def applies_to(self, claim: Claim) -> bool:
        # Whoever they are: what this law does not settle here is refused, another country's law is not applied to it.
        return creditor_country(claim) == debtor_country(claim) == "BE"

    def refusals(self, claim: Claim) -> list[Refusal]:
        found = refused_rates(claim.terms.supplied_rates, "ecb-mro")
        missing = (*_parties_missing(claim), *_terms_missing(claim), *_allocation_missing(claim))
        for path, rule in missing:
            found.append(rule_missing("BE", rule, path))
        return found

    def span(self, claim: Claim, invoice: Invoice, due_on: date, as_of: date) -> Span:
        first = due_on + DAY
        return Span(first, as_of, said("be.span", due=due_on, first=first), INTEREST)

    def rate_periods(self, claim: Claim, first: date, last: date) -> Sequence[RatePeriod]:
        return _half_years(claim.terms.rate, claim.terms.supplied_rates).between(first, last)

    def compensation(self, claim: Claim, due_on: date) -> Compensation:
        found = parameter("be-b2b.compensation").on(max(due_on, FIRST_DAY))
        return Compensation(found.value, said("be.compensation", amount=found.value), COMPENSATION)

    def findings(self, claim: Claim, spans: Sequence[Span]) -> list[Finding]:
        return []


#: The field that asks for what is not known of Belgian law, and the rule that is missing.
type _Missing = Iterator[tuple[str, str]]


def _parties_missing(claim: Claim) -> _Missing:
    if claim.creditor.kind != "business" or claim.debtor.kind != "business":
        yield "regime", "parties"
    if claim.debtor.insolvency_opened_on is not None:
        yield "debtor.insolvency_opened_on", "insolvency"
    if claim.judgment is not None:
        yield "judgment.enforceable_on", "judgment"


def _terms_missing(claim: Claim) -> _Missing:
    for path, clause in own_clauses(claim, "rate"):
        if not isinstance(clause, StatutoryRate | FixedRate):
            yield path, "rate-clause"
    for path, semester in own_clauses(claim, "semester"):
        if semester == "frozen":
            yield path, "frozen"
    if claim.terms.capitalise_from is not None:
        yield "terms.capitalise_from", "capitalisation"


def _allocation_missing(claim: Claim) -> _Missing:
    if len(claim.invoices) > 1:
        for at, payment in enumerate(claim.payments):
            if payment.invoice is None:
                yield f"payments[{at}].invoice", "allocation"
        if claim.credit_notes:
            yield "credit_notes", "allocation"


def rounded_up(percent: Decimal) -> Decimal:
    """The next half point (art. 5); a rate that is one stays as it is.

    >>> [str(rounded_up(Decimal(each))) for each in ("10.15", "10.40", "10.50", "8.00", "8.05")]
    ['10.50', '10.50', '10.50', '8.00', '8.50']
    """
    return ((percent * 2).to_integral_value(ROUND_CEILING) / 2).quantize(Decimal("0.01"))


@remembered
def legal_quote(half: date, supplied: Supplied = ()) -> RateQuote:
    """The law's rate in the half-year that begins on `half`, percent a year (art. 5).

    >>> legal_quote(date(2026, 7, 1)).percent, legal_quote(date(2024, 1, 1)).percent
    (Decimal('10.50'), Decimal('12.50'))
    """
    rule = parameter("be-b2b.points-over-ecb")
    ecb, points = series_value("ecb-mro", half, supplied), rule.on(max(half, rule.values[0].starts_on))
    rate = rounded_up(ecb.value + points.value)
    basis = said("be.legal", day=half, ecb=ecb.value, points=points.value, rate=rate)
    return RateQuote(rate, basis, INTEREST, (ecb,), ecb.supplied, points)


@remembered
def _half_years(clause: RateClause, supplied: Supplied) -> HalfYears:
    if not isinstance(clause, FixedRate):
        return HalfYears(lambda half: legal_quote(half, supplied))
    agreed = RateQuote(clause.percent, said("rate.fixed", rate=clause.percent), AGREED, ())
    return HalfYears(lambda half: agreed)


REGIME = BelgianRegime(
    code="be-b2b",
    frozen=False,
    covers_from=FIRST_DAY,
    points="be-b2b.points-over-ecb",
    agreed_rate=True,
    term_reference="Loi du 2 août 2002, art. 4",
    interest_first="C. civ. (Belgique), livre 5",
    grounds=GROUNDS,
)
