"""What a request to a court sees: its court, and the clause that sets the rate."""

from dataclasses import dataclass

from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.court import CourtView, commercial_companies, court_of
from latepay_core.letters.kinds.terms.payment_terms.clauses import ClausesView, clauses_view
from latepay_core.letters.kinds.terms.payment_terms.details import Clauses


@dataclass(frozen=True)
class Requested:
    """The court of the request, None where none is known; the claim's terms in words; whether both are traders."""

    court: CourtView | None
    clauses: ClausesView
    traders: bool


def requested(context: Context, route: str) -> Requested:
    """What the template of a request sees, for one of the ways to a judge."""
    clauses = clauses_view(context.claim, context.as_of, own(context.details, Clauses))
    told = context.claim.situation.both_traders
    traders = commercial_companies(context.case) if told is None else told
    return Requested(court_of(context.case, route), clauses, traders)
