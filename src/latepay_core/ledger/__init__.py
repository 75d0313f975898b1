"""Many invoices at once, in columns: the cents of `draw_up`, a million rows in a second or two.

`compute` takes a record batch, one row an invoice, and answers one row an invoice: it keeps nothing from one batch to
the next, so that the same function runs in one process, in a pool of them, or in an engine that cuts a table in parts.
What its whole-number arithmetic does not hold goes, row by row, through `draw_up` itself.
"""

from latepay_core.ledger.computing import compute
from latepay_core.ledger.schema import INPUT, OUTPUT

__all__ = ["INPUT", "OUTPUT", "compute"]
