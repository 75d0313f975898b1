"""What a debtor's answer sees: the clause that sets the rate, and what time has taken away."""

from dataclasses import dataclass

from latepay_core.dates.limitation_model import InvoiceLimitation
from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.terms.payment_terms.clauses import ClausesView, clauses_view
from latepay_core.letters.kinds.terms.payment_terms.details import Clauses


@dataclass(frozen=True)
class Answered:
    """The claim's terms in words, and until when each of its invoices can be acted upon."""

    clauses: ClausesView
    limitation: tuple[InvoiceLimitation, ...]


def view(context: Context) -> Answered:
    """What the template sees as `c.own`."""
    limits = context.case.limitation.invoices if context.case.limitation else ()
    clauses = clauses_view(context.claim, context.as_of, own(context.details, Clauses))
    return Answered(clauses, tuple(limits))
