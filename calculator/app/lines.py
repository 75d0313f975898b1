"""The list of invoices: what each line says of its invoice, once the case is reckoned."""

from datetime import date
from typing import TYPE_CHECKING

from calculator.app.addressing import Reader
from calculator.app.entries import Form
from calculator.app.form import row_numbers
from calculator.app.wording import amount, date_in_numbers, language, number, told
from latepay_core import Statement
from latepay_core.statement import InvoiceStatement

if TYPE_CHECKING:
    from calculator.app.answers import Line

#: The last lines by the number of their row, each with the invoice that it says, and what they were all said for: what
#: nothing has changed for is not said again.
_LAST: "dict[int, tuple[InvoiceStatement, Line]]" = {}
_SAID_FOR: list[tuple[str, Reader, date]] = []


def lines_of(form: Form, statement: Statement) -> "dict[str, Line]":
    """By the name of its row: the cells of an invoice's line, how late it is in words, and how its sum comes about.

    `tone` says what words say too: `done` for nothing left to pay, `coming` for what can still be paid in time.
    """
    rows = row_numbers(form)
    if len(rows) != len(statement.invoices):
        return {}
    said_for = (language(), form.reader, statement.as_of)
    before = _LAST.copy() if [said_for] == _SAID_FOR else {}
    _SAID_FOR[:] = [said_for]
    _LAST.clear()
    for row, invoice in zip(rows, statement.invoices, strict=True):
        known = before.get(row)
        line = known[1] if known and known[0] is invoice else _line(form, invoice, statement.as_of)
        _LAST[row] = (invoice, line)
    return {f"invoices-{row}": line for row, (_, line) in _LAST.items()}


def _line(form: Form, invoice: InvoiceStatement, as_of: date) -> "Line":
    coming = invoice.due_on >= as_of
    tone = "done" if not invoice.total_due else "coming" if coming else "late"
    return {
        "tone": tone,
        "due": date_in_numbers(invoice.due_on),
        "amount": number(invoice.amount + invoice.paid_undated),
        "credited": number(invoice.credited) if invoice.credited else "–",
        "paid": number(paid) if (paid := invoice.paid + invoice.paid_undated) else "–",
        "sum": number(invoice.total_due),
        "late": _late(form, invoice, as_of),
        "told": _told(form, invoice),
    }


def _late(form: Form, invoice: InvoiceStatement, as_of: date) -> str:
    """How late it is, was, or when it falls due."""
    if invoice.days_until_settled is not None:
        days = invoice.days_until_settled
        return told(form.reader, "line.paid-late", days=days) if days else told(form.reader, "line.paid-in-time")
    if invoice.due_on >= as_of:
        left = (invoice.due_on - as_of).days
        words = {0: "line.today", 1: "line.tomorrow"}.get(left, "line.in-days")
        return told(form.reader, words, days=left)
    return told(form.reader, "line.late", days=invoice.days_late)


def _told(form: Form, invoice: InvoiceStatement) -> str:
    """Principal, interest and compensation as they add up to what is due."""
    figures = {
        "principal": number(invoice.principal_due),
        "interest": number(invoice.interest_due),
        "compensation": number(invoice.compensation_due),
        "total": amount(invoice.total_due),
    }
    return told(form.reader, "line.told" if invoice.compensation_due else "line.told-without-compensation", **figures)
