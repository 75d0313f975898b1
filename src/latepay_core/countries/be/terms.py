"""The terms of payment between Belgian businesses (law of 2 August 2002, art. 4, as amended on 14 August 2021).

Sixty calendar days at most, verification included, without exception: a longer clause is unwritten, and the thirty days
of the law take its place. Days are counted from the one after the invoice was received.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from latepay_core.claim import Invoice
from latepay_core.law import parameter
from latepay_core.regimes import Finding
from latepay_core.said import said

if TYPE_CHECKING:
    from latepay_core.statement.reckoning import Reckoned


def longest(invoice: Invoice) -> tuple[date, date] | None:
    """The last lawful due date, and the one the law puts in the place of a later one; None where neither is known.

    >>> longest(Invoice.model_validate({"amount": "10", "due_on": "2026-06-30", "received_on": "2026-03-02"}))
    (datetime.date(2026, 5, 1), datetime.date(2026, 4, 1))
    """
    start = invoice.received_on or invoice.issued_on
    rule = parameter("be-b2b.max-term")
    if start is None or start < rule.values[0].starts_on:
        return None
    most, usual = (int(each.on(start).value) for each in (rule, parameter("be-b2b.default-term")))
    return start + timedelta(days=most), start + timedelta(days=usual)


def terms_findings(reckoned: list[Reckoned]) -> Iterator[Finding]:
    """Each invoice whose term is longer than the law allows."""
    for index, each in enumerate(reckoned):
        lawful = longest(each.invoice)
        if lawful is None or each.due_on <= lawful[0]:
            continue
        days = int(parameter("be-b2b.max-term").values[-1].value)
        message = said("be.too-long", due=each.due_on, most=lawful[0], usual=lawful[1], days=days)
        figures: dict[str, object] = {
            "due_on": each.due_on.isoformat(),
            "lawful_due_on": lawful[1].isoformat(),
            "rule": "60-days",
        }
        path = f"invoices[{index}].{'term' if each.invoice.term else 'due_on'}"
        yield Finding("term-over-legal-maximum", message, figures, index, path)
