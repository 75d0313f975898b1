"""Dates: when an invoice falls due, and the latest day the law allows."""

from latepay_core.dates.due_dates import LegalMaximum, due_date, due_on, end_of_month, legal_maximum, readings

__all__ = ["LegalMaximum", "due_date", "due_on", "end_of_month", "legal_maximum", "readings"]
