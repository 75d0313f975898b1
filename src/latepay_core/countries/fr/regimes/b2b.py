"""Between businesses: late-payment penalties (C. com., art. L441-10, II) and the 40 EUR compensation (D441-5).

Due by operation of law from the day after the due date, without reminder, on the amount with VAT still unpaid (CJUE,
C-585/20), at the ECB's main refinancing rate on 1 January or 1 July plus 10 points unless the contract says otherwise.
The contract's rate may not be below three times the legal rate; that floor never raises the rate the law gives.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import cast

from latepay_core.claim import Claim, Invoice, RateClause, Refusal, StatutoryRate
from latepay_core.claim.agreed import Agreed, agreed_by, invoices_told, place_of_clause
from latepay_core.claim.refusals import refuse
from latepay_core.countries.fr.regimes.rates import (
    ANCHOR_IN_LAW,
    INTEREST_FIRST,
    business_quote,
    contract_quote,
    floor_on,
    judgment_findings,
    supplied_refusals,
)
from latepay_core.days import DAY, half_year_start, half_year_starts
from latepay_core.interest import RatePeriod
from latepay_core.law import parameter
from latepay_core.regimes.interface import Compensation, Finding, Grounds, RateQuote, Span, Traits
from latepay_core.regimes.rates import HalfYears, Supplied, remembered
from latepay_core.said import Value, said, said_to

#: The law of modernisation of the economy (loi n° 2008-776) applies to contracts from this day.
FIRST_DAY = date(2009, 1, 1)
REFERENCE = "C. com., art. L441-10, II"

GROUNDS: Grounds = {
    "rate.statutory": ("rate.statutory-fr-b2b", REFERENCE, True),
    "rate.fixed": ("rate.fixed", REFERENCE, True),
    "rate.ecb-plus": ("rate.ecb-plus", REFERENCE, True),
    "rate.legal-times": ("rate.legal-times", REFERENCE, True),
    "semester.revised": ("semester.revised", REFERENCE, False),
    "semester.frozen": ("semester.frozen", REFERENCE, False),
}


class BusinessRegime(Traits):
    """The regime between businesses; the creditor's legal rate is always that of « autres cas »."""

    def applies_to(self, claim: Claim) -> bool:
        return claim.creditor.kind == "business" and claim.debtor.kind == "business"

    def refusals(self, claim: Claim) -> list[Refusal]:
        found = supplied_refusals(claim.terms.supplied_rates)
        if claim.debtor.kind == "consumer" or claim.creditor.kind == "individual":
            found.append(refuse("b2b-penalties-without-business", "regime"))
        return found

    def span(self, claim: Claim, invoice: Invoice, due_on: date, as_of: date) -> Span:
        opened = claim.debtor.insolvency_opened_on
        first = due_on + DAY
        if opened is not None and opened <= as_of:
            why = said("span.b2b-insolvency", first=first, opened=opened)
            return Span(first, opened - DAY, why, f"{REFERENCE} et L622-28")
        return Span(first, as_of, said("span.b2b", due=due_on, first=first), REFERENCE)

    def rate_periods(self, claim: Claim, first: date, last: date) -> Sequence[RatePeriod]:
        terms = claim.terms
        by_law = isinstance(terms.rate, StatutoryRate) and not terms.supplied_rates
        halves = _BY_LAW if by_law else _half_years(terms.rate, terms.supplied_rates)
        return halves.between(first, last, frozen=terms.semester == "frozen")

    def quote(self, claim: Claim, half: date) -> RateQuote:
        """The rate of a half-year, by the law or by the contract's clause."""
        return _quote(claim.terms.rate, half, claim.terms.supplied_rates)

    def compensation(self, claim: Claim, due_on: date) -> Compensation:
        rule = parameter("b2b.compensation")
        first = rule.values[0].starts_on
        value = rule.on(max(due_on, first))
        opened = claim.debtor.insolvency_opened_on
        if due_on >= first and opened is None:
            return _compensated(value.value, value.reference)
        figures = {"amount": value.value}
        if due_on < first:
            why = said("compensation.b2b-before-first", first=first, **figures)
            return Compensation(Decimal(0), why, value.reference)
        if opened is not None and due_on >= opened:
            why = said("compensation.b2b-insolvency", opened=opened, **figures)
            return Compensation(Decimal(0), why, value.reference)
        return _compensated(value.value, value.reference)

    def findings(self, claim: Claim, spans: Sequence[Span]) -> list[Finding]:
        clauses = agreed_by(claim, lambda terms: terms.rate)
        found = [*self._insolvency(claim, spans), *self._anchor(clauses, spans)]
        for clause in clauses:
            if not isinstance(clause.value, StatutoryRate):
                found += self._floor(claim, clause, spans, alone=len(clauses) == 1)
        return found + judgment_findings(claim)

    def _insolvency(self, claim: Claim, spans: Sequence[Span]) -> Iterator[Finding]:
        opened = claim.debtor.insolvency_opened_on
        if opened is not None and any(span.last == opened - DAY for span in spans):
            figures = {"opened_on": opened.isoformat(), "last_day": (opened - DAY).isoformat()}
            message = said_to(claim.side, "warning.insolvency", opened=opened, eve=opened - DAY)
            yield Finding("insolvency-stops-interest", message, figures, path="debtor.insolvency_opened_on")

    def _anchor(self, clauses: Sequence[Agreed[RateClause]], spans: Sequence[Span]) -> Iterator[Finding]:
        if not any(span.first is not None and span.first < ANCHOR_IN_LAW for span in spans):
            return
        by_law = [each for each in clauses if isinstance(each.value, StatutoryRate)]
        if any(cast(date, span.first) < ANCHOR_IN_LAW for each in by_law for span in _running(each, spans)):
            yield Finding(
                "semester-anchor-by-convention", said("warning.anchor"), {"before": ANCHOR_IN_LAW.isoformat()}
            )

    def _floor(
        self, claim: Claim, clause: Agreed[RateClause], spans: Sequence[Span], *, alone: bool
    ) -> Iterator[Finding]:
        """Each half-year of the delay in which the clause is below the floor: said, never corrected."""
        running = _running(clause, spans)
        if not running:
            return
        first = min(cast(date, span.first) for span in running)
        last = max(cast(date, span.last) for span in running)
        halves = (half_year_start(first), *half_year_starts(first, last))
        supplied = claim.terms.supplied_rates
        below = [each for each in (_below_floor(clause.value, half, supplied) for half in halves) if each]
        if below:
            listed = [said("warning.floor-item", **told) for told, _, _ in below]
            times = [multiple for _, _, multiple in below]
            figures = {"half_years": [raw for _, raw, _ in below]}
            invoices = invoices_told(claim, clause, article=True)
            key = "warning.floor" if alone else "warning.floor-for"
            message = said(key, listed=listed, times=times, invoices=invoices)
            position = clause.positions[0] if len(clause.positions) == 1 and not alone else None
            yield Finding("clause-below-floor", message, figures, position, place_of_clause(clause, "rate"))


@cache
def _compensated(amount: Decimal, reference: str) -> Compensation:
    return Compensation(amount, said("compensation.b2b", amount=amount), reference)


def _running(clause: Agreed[RateClause], spans: Sequence[Span]) -> list[Span]:
    """The spans of a clause's invoices in which interest runs."""
    own = (spans[at] for at in clause.positions)
    return [span for span in own if span.first and span.last and span.first <= span.last]


def _quote(clause: RateClause, half: date, supplied: Supplied) -> RateQuote:
    if isinstance(clause, StatutoryRate):
        return business_quote(half, supplied)
    return contract_quote(clause, half, supplied)


@remembered
def _half_years(clause: RateClause, supplied: Supplied) -> HalfYears:
    return HalfYears(lambda half: _quote(clause, half, supplied))


#: The law's own rates, which most claims ask for.
_BY_LAW = HalfYears(business_quote)


def _below_floor(
    clause: RateClause, half: date, supplied: Supplied
) -> tuple[dict[str, Value], dict[str, str], Decimal] | None:
    rate = _quote(clause, half, supplied).percent
    floor, legal, multiplier = floor_on(half, supplied)
    if rate >= floor:
        return None
    default = business_quote(half, supplied).percent
    told: dict[str, Value] = {
        "half": half,
        "rate": rate,
        "floor": floor,
        "legal": legal.value,
        "times": multiplier.value,
        "default": default,
    }
    raw = {
        "from": half.isoformat(),
        "rate": format(rate, "f"),
        "floor": format(floor, "f"),
        "default": format(default, "f"),
    }
    return told, raw, multiplier.value


REGIME = BusinessRegime(
    code="fr-b2b",
    frozen=None,
    covers_from=FIRST_DAY,
    points="b2b.points-over-ecb",
    floor="b2b.floor-multiplier",
    agreed_rate=True,
    term_reference="C. com., art. L441-10, I",
    interest_first=INTEREST_FIRST,
    grounds=GROUNDS,
)
