"""What the user knows: parties, invoices, payments, terms; and how people and files write them."""

from latepay_core.claim.contract import (
    EcbPlusRate,
    FixedRate,
    InvoiceTerms,
    LegalTimesRate,
    RateClause,
    StatutoryRate,
    SuppliedRate,
    Term,
    Terms,
)
from latepay_core.claim.invoices import ClaimPayment, CreditNote, Instalment, Invoice, Payment, Suspension, Trade
from latepay_core.claim.model import Claim, Creditor, Debtor, Event, Judgment, RegimeCode, Side
from latepay_core.claim.reading import read_claim
from latepay_core.claim.refusals import ClaimRefused, Refusal, refusals_of
from latepay_core.claim.situation import Claimant, Place, Situation

__all__ = [
    "Claim",
    "ClaimPayment",
    "ClaimRefused",
    "Claimant",
    "CreditNote",
    "Creditor",
    "Debtor",
    "EcbPlusRate",
    "Event",
    "FixedRate",
    "Instalment",
    "Invoice",
    "InvoiceTerms",
    "Judgment",
    "LegalTimesRate",
    "Payment",
    "Place",
    "RateClause",
    "Refusal",
    "RegimeCode",
    "Side",
    "Situation",
    "StatutoryRate",
    "SuppliedRate",
    "Suspension",
    "Term",
    "Terms",
    "Trade",
    "read_claim",
    "refusals_of",
]
