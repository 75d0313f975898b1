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
    """What stands over a table or a column, for whoever reads it.

    A debtor who writes has an account of his own, and has paid; a guarantor or a court reads the debtor's.
    """
    reader = _READERS.get(context.entry.to, "other")
    own = f"{key}-{reader}"
    return context.word(own if reader and context.has_word(own) else key, **figures)


#: Whose words the headings are in; all others read of somebody else's account.
_READERS = {"debtor": "", "reader": "", "creditor": "own"}


def cents(value: Decimal) -> Decimal:
    """A sum in whole cents."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
