"""Dates: when an invoice falls due, and the latest day the law allows."""

from latepay_core.dates.due_dates import due_date, due_on, end_of_month, readings
from latepay_core.dates.maximum import EndOfMonthMaxima, LegalMaximum, end_of_month_maxima, latest_lawful, legal_maximum

__all__ = [
    "EndOfMonthMaxima",
    "LegalMaximum",
    "due_date",
    "due_on",
    "end_of_month",
    "end_of_month_maxima",
    "latest_lawful",
    "legal_maximum",
    "readings",
]
