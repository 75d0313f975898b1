"""A contract's rate beside the law's, half-year by half-year: which applies, and whether the clause is lawful.

C. com., art. L441-10, II: any rate from three times the legal rate up is valid, even below the law's own rate. That
floor never raises the law's rate. What replaces a clause below it is not settled: the clause is kept, and flagged.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from latepay_core.claim import Claim, EcbPlusRate, FixedRate, LegalTimesRate, RateClause, StatutoryRate
from latepay_core.claim.agreed import Agreed, agreed_by, invoices_told
from latepay_core.claim.part import made
from latepay_core.countries.fr.regimes.rates import business_quote, contract_quote, floor_on
from latepay_core.days import DAY, half_year_start, half_year_starts, next_half_year
from latepay_core.regimes import Regime, Span
from latepay_core.regimes.rates import Supplied, remembered
from latepay_core.said import said
from latepay_core.statement.model import RateComparison


def compare_rates(claim: Claim, regime: Regime, spans: Sequence[Span]) -> tuple[RateComparison, ...]:
    """Each half-year of the delay, or in which a delay begins where the rate is frozen; nothing without a clause.

    >>> from latepay_core.regimes import regime_of
    >>> claim = Claim.model_validate({"as_of": "2026-08-31", "terms": {"rate": {"basis": "fixed", "percent": "8"}},
    ...     "invoices": [{"due_on": "2026-05-31", "amount": "10000.00"}]})
    >>> span = Span(date(2026, 6, 1), date(2026, 8, 31), "", "")
    >>> rows = compare_rates(claim, regime_of(claim), [span])
    >>> [(str(row.first), str(row.floor_percent), row.lawful) for row in rows]
    [('2026-01-01', '7.86', True), ('2026-07-01', '8.25', False)]
    """
    if regime.code != "fr-b2b":
        return ()
    clauses = agreed_by(claim, lambda terms: (terms.rate, terms.semester))
    found: list[RateComparison] = []
    for each in clauses:
        rows = _rows(*each.value, [spans[at] for at in each.positions], claim.terms.supplied_rates)
        found += [_of_some(claim, row, each) for row in rows] if len(clauses) > 1 else rows
    return tuple(found)


def _of_some(claim: Claim, row: RateComparison, agreed: Agreed[Any]) -> RateComparison:
    """A row about the clause that some invoices have, told with them."""
    told = said("comparison.for", invoices=invoices_told(claim, agreed), said=row.sentence)
    return row.model_copy(update={"sentence": told, "invoices": agreed.positions})


def _rows(clause: RateClause, semester: str, spans: Sequence[Span], supplied: Supplied) -> Sequence[RateComparison]:
    running = [(span.first, span.last) for span in spans if span.first and span.last and span.first <= span.last]
    if isinstance(clause, StatutoryRate) or not running:
        return ()
    if semester == "frozen":
        halves = sorted({half_year_start(begin) for begin, _ in running})
    else:
        first, last = min(begin for begin, _ in running), max(end for _, end in running)
        halves = [half_year_start(first), *half_year_starts(first, last)]
    return [_row(clause, half, semester, supplied) for half in halves]


@remembered
def _row(
    clause: FixedRate | EcbPlusRate | LegalTimesRate, half: date, semester: str, supplied: Supplied
) -> RateComparison:
    own = contract_quote(clause, half, supplied)
    default = business_quote(half, supplied)
    floor, legal, times = floor_on(half, supplied)
    lawful = own.percent >= floor
    key = "unlawful" if not lawful else "lawful-below" if own.percent < default.percent else "lawful"
    told = said(
        f"comparison.{key}",
        half=half,
        clause=own.percent,
        default=default.percent,
        floor=floor,
        legal=legal.value,
        times=times.value,
    )
    grounds = (*own.sources, *default.sources, legal)
    return made(
        RateComparison,
        first=half,
        to=next_half_year(half) - DAY,
        clause_percent=own.percent,
        default_percent=default.percent,
        floor_percent=floor,
        legal_percent=legal.value,
        lawful=lawful,
        settled=lawful,
        sentence=told,
        caution=said(f"comparison.unsettled-{semester}"),
        reference=times.reference,
        provisional=any(each.provisional for each in grounds),
        unconfirmed=any(each.status != "verified" for each in grounds),
    )
