"""Public buyers: interest by right at the ECB's rate plus 8 points, frozen, and 40 EUR (CCP, L2192-12 ff.).

The rate is that of the first day of the half-year in which interest starts to run, for the whole delay (R2192-31).
"""

from collections.abc import Sequence
from datetime import date

from latepay_core.claim import Claim, Invoice, Refusal, StatutoryRate
from latepay_core.claim.agreed import own_clauses
from latepay_core.claim.refusals import refuse
from latepay_core.countries.fr.regimes.rates import INTEREST_FIRST, judgment_findings, public_quote, supplied_refusals
from latepay_core.days import DAY
from latepay_core.interest import RatePeriod
from latepay_core.law import parameter
from latepay_core.regimes.interface import Compensation, Finding, Grounds, Span, Traits
from latepay_core.regimes.rates import HalfYears, Supplied, remembered
from latepay_core.said import said

FIRST_DAY = date(2013, 5, 1)
REFERENCE = "CCP, art. L2192-12, L2192-13 et R2192-31"

INTEREST_FIRST_PUBLIC = "CCP, art.\u00a0R2192-32 et R2192-36\u202f; C. civ., art.\u00a01343-1"
GROUNDS: Grounds = {
    "rate.statutory": ("rate.statutory-fr-public", "CCP, art. R2192-31", True),
    "semester.frozen": ("semester.fr-public", "CCP, art. R2192-31", True),
    "allocation.interest-first": (
        "allocation.fr-public",
        INTEREST_FIRST_PUBLIC,
        True,
    ),
}


class PublicRegime(Traits):
    """The regime of public procurement."""

    def applies_to(self, claim: Claim) -> bool:
        return claim.debtor.kind == "public-body"

    def refusals(self, claim: Claim) -> list[Refusal]:
        found = supplied_refusals(claim.terms.supplied_rates)
        if claim.debtor.kind == "consumer":
            found.append(refuse("public-regime-without-public-body", "regime"))
        for path, clause in own_clauses(claim, "rate"):
            if not isinstance(clause, StatutoryRate):
                found.append(refuse("public-rate-is-fixed", path))
        if claim.terms.capitalise_from is not None:
            found.append(refuse("public-capitalisation", "terms.capitalise_from"))
        if claim.debtor.insolvency_opened_on is not None:
            found.append(refuse("public-body-insolvency", "debtor.insolvency_opened_on"))
        return found

    def span(self, claim: Claim, invoice: Invoice, due_on: date, as_of: date) -> Span:
        first = due_on + DAY
        why = said("span.public", due=due_on, first=first)
        return Span(first, as_of, why, REFERENCE)

    def rate_periods(self, claim: Claim, first: date, last: date) -> Sequence[RatePeriod]:
        return _half_years(claim.terms.supplied_rates).between(first, last, frozen=True)

    def compensation(self, claim: Claim, due_on: date) -> Compensation:
        found = parameter("public.compensation").on(max(due_on, FIRST_DAY))
        why = said("compensation.public", amount=found.value)
        return Compensation(found.value, why, found.reference)

    def findings(self, claim: Claim, spans: Sequence[Span]) -> list[Finding]:
        return judgment_findings(claim)


@remembered
def _half_years(supplied: Supplied) -> HalfYears:
    return HalfYears(lambda half: public_quote(half, supplied))


REGIME = PublicRegime(
    code="fr-public",
    frozen=True,
    covers_from=FIRST_DAY,
    points="public.points-over-ecb",
    term_reference="C. com., art. L441-10, I",
    interest_first=INTEREST_FIRST,
    grounds=GROUNDS,
    counts_from_request=True,
    pays_principal_first=True,
    public_buyer=True,
)
