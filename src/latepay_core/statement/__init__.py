"""Draws it all together: the statement, its explanation, its warnings."""

from latepay_core.claim.notice import Notice
from latepay_core.statement.drawing import draw_up
from latepay_core.statement.limits import limitation_of
from latepay_core.statement.model import (
    Convention,
    Edition,
    Explanation,
    InterestPayment,
    InvoiceStatement,
    Movement,
    PublicTerm,
    RateComparison,
    Statement,
    StatementLine,
    Totals,
)

__all__ = [
    "Convention",
    "Edition",
    "Explanation",
    "InterestPayment",
    "InvoiceStatement",
    "Movement",
    "Notice",
    "PublicTerm",
    "RateComparison",
    "Statement",
    "StatementLine",
    "Totals",
    "draw_up",
    "limitation_of",
]
