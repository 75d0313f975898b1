"""What a debtor's answer sees: the clause that sets the rate, what time has taken away, what alone is contested."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.dates.limitation_model import InvoiceLimitation
from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.terms.payment_terms.clauses import ClausesView, clauses_view
from latepay_core.letters.kinds.terms.payment_terms.details import Clauses


@dataclass(frozen=True)
class Answered:
    """The claim's terms in words, and until when each of its invoices can be acted upon.

    `as_they_allocate`: what was paid counts as the letter received counts it. `alone`: lines alone are answered, and
    the letter gives no account; `contested` and `to_justify` are the whole of those, EUR, and `chosen` is true where
    the reader says himself what he answers. `undisputed` is what he offers, EUR. `their_day` is the day of the letter
    received, `then` what was due on it, and `paid_since` whether anything was paid after it.
    """

    clauses: ClausesView
    limitation: tuple[InvoiceLimitation, ...]
    as_they_allocate: bool
    alone: bool
    chosen: bool
    contested: Decimal
    to_justify: Decimal
    undisputed: Decimal
    their_day: date
    then: Decimal
    paid_since: bool


def view(context: Context) -> Answered:
    """What the template sees as `c.own`."""
    case = context.case
    limits = case.limitation.invoices if case.limitation else ()
    day = case.their_day
    moves = (each for invoice in case.statement.invoices for each in invoice.movements)
    return Answered(
        clauses=clauses_view(context.claim, context.as_of, own(context.details, Clauses)),
        limitation=tuple(limits),
        as_they_allocate=case.allocated,
        alone=case.lines_alone,
        chosen=case.chosen,
        contested=case.withdrawn,
        to_justify=case.to_justify,
        undisputed=case.undisputed,
        their_day=day,
        then=case.due_on_their_day,
        paid_since=any(each.on > day for each in moves),
    )
