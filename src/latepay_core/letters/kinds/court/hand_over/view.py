"""What whoever takes a file over must know first: the time limit that ends first."""

from dataclasses import dataclass

from latepay_core.dates.limitation_model import InvoiceLimitation
from latepay_core.letters.context import Context


@dataclass(frozen=True)
class Handed:
    """The limitation that ends first among the letter's invoices that are not time-barred; None where there is none."""

    first_limit: InvoiceLimitation | None


def view(context: Context) -> Handed:
    """What the template sees as `c.own`."""
    about = context.case.positions(context.entry.scope)
    limits = context.case.limitation.invoices if context.case.limitation else ()
    alive = [each for each in limits if each.invoice in about and not each.barred]
    return Handed(min(alive, key=lambda each: each.safe_day, default=None))
