"""The last day to act on each invoice, as this room needs it."""

from datetime import date
from typing import NamedTuple

from latepay_core.claim import Claim
from latepay_core.dates.months import add_months
from latepay_core.statement.checks import due_on


class LastDay(NamedTuple):
    """The last day to act on the invoice at a position of the claim."""

    index: int
    last_day: date


def limitation_last_days(claim: Claim) -> list[LastDay]:
    """The last days of a claim's invoices."""
    months = 24 if claim.debtor.kind == "consumer" and claim.creditor.kind == "business" else 60
    found = []
    for index, invoice in enumerate(claim.invoices):
        due = due_on(invoice)
        if due is not None:
            found.append(LastDay(index, add_months(due, months)))
    return found
