"""What the clauses to copy see: the claim's payment terms."""

from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.terms.payment_terms.clauses import ClausesView, clauses_view
from latepay_core.letters.kinds.terms.payment_terms.details import Clauses


def view(context: Context) -> ClausesView:
    """The claim's payment terms as clauses, as `c.own`."""
    return clauses_view(context.claim, context.as_of, own(context.details, Clauses), to_copy=True)
