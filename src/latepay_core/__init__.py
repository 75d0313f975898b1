"""What a late payer owes in France, to the cent, and why.

A claim goes in, a statement comes out; the same names and the same cents as on the command line and in the browser.

>>> claim = Claim.model_validate({
...     "as_of": "2026-08-31",
...     "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
... })
>>> statement = draw_up(claim)
>>> [str(line.interest) for line in statement.invoices[0].lines], str(statement.totals.total_due)
(['99.86', '210.63'], '10350.49')
"""

from latepay_core.claim import Claim, ClaimRefused, Creditor, Debtor, Invoice, Payment, Refusal, Terms, read_claim
from latepay_core.version import __version__
from latepay_core.wording import complaints
from latepay_core.wording.statement import Statement, draw_up

__all__ = [
    "Claim",
    "ClaimRefused",
    "Creditor",
    "Debtor",
    "Invoice",
    "Payment",
    "Refusal",
    "Statement",
    "Terms",
    "__version__",
    "complaints",
    "draw_up",
    "read_claim",
]
