"""What a debtor's answer sees: the clause that sets the rate, what time has taken away, what alone is contested."""

from dataclasses import dataclass
from decimal import Decimal

from latepay_core.dates.limitation_model import InvoiceLimitation
from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.terms.payment_terms.clauses import ClausesView, clauses_view
from latepay_core.letters.kinds.terms.payment_terms.details import Clauses


@dataclass(frozen=True)
class Answered:
    """The claim's terms in words, and until when each of its invoices can be acted upon.

    `as_they_allocate`: what was paid counts as the letter received counts it. `contested` is the whole of the lines
    contested, EUR, where only these can be: the letter then gives no account; None elsewhere.
    """

    clauses: ClausesView
    limitation: tuple[InvoiceLimitation, ...]
    as_they_allocate: bool
    contested: Decimal | None


def view(context: Context) -> Answered:
    """What the template sees as `c.own`."""
    limits = context.case.limitation.invoices if context.case.limitation else ()
    clauses = clauses_view(context.claim, context.as_of, own(context.details, Clauses))
    case = context.case
    alone = case.withdrawn if case.lines_alone else None
    return Answered(clauses, tuple(limits), case.allocated, alone)
