"""What the user knows: parties, invoices, payments, terms; and how people and files write them."""

from latepay_core.claim.model import (
    Claim,
    ClaimPayment,
    CreditNote,
    Creditor,
    Debtor,
    EcbPlusRate,
    Event,
    FixedRate,
    Invoice,
    Judgment,
    LegalTimesRate,
    Payment,
    RateClause,
    RegimeCode,
    StatutoryRate,
    SuppliedRate,
    Term,
    Terms,
)
from latepay_core.claim.reading import read_claim
from latepay_core.claim.refusals import ClaimRefused, Refusal, refusals_of

__all__ = [
    "Claim",
    "ClaimPayment",
    "ClaimRefused",
    "CreditNote",
    "Creditor",
    "Debtor",
    "EcbPlusRate",
    "Event",
    "FixedRate",
    "Invoice",
    "Judgment",
    "LegalTimesRate",
    "Payment",
    "RateClause",
    "Refusal",
    "RegimeCode",
    "StatutoryRate",
    "SuppliedRate",
    "Term",
    "Terms",
    "read_claim",
    "refusals_of",
]
