"""What the tables of a letter have in common: sums in their cells, columns on the right."""

from decimal import ROUND_HALF_UP, Decimal

from latepay_core.documents.document import Alignment
from latepay_core.letters.context import Context

#: How the columns of sums stand.
RIGHT: Alignment = "right"
LEFT: Alignment = "left"


def shown(context: Context, value: Decimal) -> str:
    """A sum under its heading, the unit being said above; a dash for nothing."""
    return context.form("figure", value) if value else context.word("table.nothing")


def heading(context: Context, key: str, **figures: object) -> str:
    """What stands over a table or a column: a debtor who writes has an account of his own, and has paid."""
    own = f"{key}-own"
    return context.word(own if context.entry.to == "creditor" and context.has_word(own) else key, **figures)


def cents(value: Decimal) -> Decimal:
    """A sum in whole cents."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
