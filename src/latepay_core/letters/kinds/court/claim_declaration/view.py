"""What a declaration of claim sees: the proceedings, and what was to fall due when they were opened."""

from dataclasses import dataclass

from latepay_core.letters.context import Context, InvoiceView
from latepay_core.letters.kinds.court.claim_declaration.proceedings import ProceedingsView, proceedings_view


@dataclass(frozen=True)
class Declared:
    """The proceedings, None where there are none; `to_come` are the unpaid invoices not yet due at the judgment."""

    proceedings: ProceedingsView | None
    to_come: tuple[InvoiceView, ...]


def view(context: Context) -> Declared:
    """What the template sees as `c.own`."""
    found = proceedings_view(context.case)
    later = (each for each in context.invoices if found and each.due_on >= found.opened_on and each.principal)
    return Declared(found, tuple(later))
