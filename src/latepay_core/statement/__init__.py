"""Draws it all together: the statement, its explanation, its warnings."""

from latepay_core.claim.notice import Notice
from latepay_core.statement.drawing import draw_up
from latepay_core.statement.limits import limitation_of
from latepay_core.statement.model import (
    AllocatedPayment,
    Convention,
    Edition,
    Explanation,
    InterestPayment,
    InvoiceStatement,
    Movement,
    PublicTerm,
    RateComparison,
    ScopedSums,
    Statement,
    StatementLine,
    Totals,
)

__all__ = [
    "AllocatedPayment",
    "Convention",
    "Edition",
    "Explanation",
    "InterestPayment",
    "InvoiceStatement",
    "Movement",
    "Notice",
    "PublicTerm",
    "RateComparison",
    "ScopedSums",
    "Statement",
    "StatementLine",
    "Totals",
    "draw_up",
    "limitation_of",
]
