"""Dates: when an invoice falls due."""

from latepay_core.dates.due_dates import due_date, due_on, end_of_month, readings

__all__ = ["due_date", "due_on", "end_of_month", "readings"]
