"""A case weighed: its conventions compared, its sums by half-year and by rate, another's claim taken apart."""

from latepay_core.claim.asked import Asked, AskedLine
from latepay_core.weighing.answering import LineAnswer, answers, as_they_allocate, contested
from latepay_core.weighing.compare import Comparison, compare
from latepay_core.weighing.counter import CounterCheck, check_claim
from latepay_core.weighing.curve import Curve, curve_of, due_on
from latepay_core.weighing.letter import Letter, laid_out, read_letter
from latepay_core.weighing.recap import Recap, recap_of
from latepay_core.weighing.their_invoices import TheirInvoice
from latepay_core.weighing.their_payments import TheirPayment

__all__ = [
    "Asked",
    "AskedLine",
    "Comparison",
    "CounterCheck",
    "Curve",
    "Letter",
    "LineAnswer",
    "Recap",
    "TheirInvoice",
    "TheirPayment",
    "answers",
    "as_they_allocate",
    "check_claim",
    "compare",
    "contested",
    "curve_of",
    "due_on",
    "laid_out",
    "read_letter",
    "recap_of",
]
