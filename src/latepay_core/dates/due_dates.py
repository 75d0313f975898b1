"""Due dates from payment terms (C. com., art. L441-10, I).

Calendar days; the day of issue is day 0. « Fin de mois » has two accepted readings: days then end of month ("after"),
or end of month then days ("before"); neither is the rule, so the term says which. No text moves a contractual due date
that falls on a weekend or a holiday.
"""

from datetime import date, timedelta
from typing import Literal

from latepay_core.claim import Invoice, Refusal, Term
from latepay_core.claim.refusals import refuse
from latepay_core.dates.months import last_day
from latepay_core.dates.public_terms import public_due_date, term_start
from latepay_core.language import date_in_words

_DECEMBER = 12


def end_of_month(day: date) -> date:
    """The last day of the month a day belongs to.

    >>> end_of_month(date(2028, 2, 10))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=last_day(day.year, day.month))


def due_date(term: Term, start: date) -> date:
    """The due date of an invoice whose term runs from `start` (day 0).

    >>> issued = date(2026, 1, 15)
    >>> due_date(Term(days=45, end_of_month="after"), issued), due_date(Term(days=45, end_of_month="before"), issued)
    (datetime.date(2026, 3, 31), datetime.date(2026, 3, 17))
    >>> due_date(Term(days=30, end_of_month="after", on_day=10), issued)
    datetime.date(2026, 3, 10)
    """
    days = timedelta(days=term.days)
    if term.end_of_month is None:
        return start + days
    reached = end_of_month(start + days) if term.end_of_month == "after" else end_of_month(start) + days
    return reached if term.on_day is None else _next_day_numbered(reached, term.on_day)


def due_on(invoice: Invoice) -> date | None:
    """The invoice's due date: written on it, or counted from its term; None where the day to count from is missing.

    None as well while a public buyer's term is suspended.

    >>> from latepay_core import Invoice
    >>> due_on(Invoice.model_validate({"amount": "10", "issued_on": "2026-01-15", "term": {"days": 30}}))
    datetime.date(2026, 2, 14)
    """
    if invoice.term is None:
        return invoice.due_on
    if invoice.term.counted_from == "payment-request":
        begun = term_start(invoice)
        return None if begun is None else public_due_date(begun.day, invoice.term.days, invoice.suspension)
    start = invoice.received_on if invoice.term.counted_from == "receipt" else invoice.issued_on
    return None if start is None else due_date(invoice.term, start)


def without_due_date(invoice: Invoice, path: str) -> Refusal:
    """Why an invoice at `path` has no due date: the day to count from is missing, or its term is suspended.

    >>> from latepay_core import Invoice
    >>> invoice = Invoice.model_validate({"amount": "10", "term": {"days": 30, "from": "receipt"}})
    >>> without_due_date(invoice, "invoices[0]").path
    'invoices[0].received_on'
    """
    if invoice.suspension is not None and invoice.suspension.completed_on is None:
        day = date_in_words(invoice.suspension.notified_on)
        return refuse("suspension-open", f"{path}.suspension.completed_on", day=day)
    missing = "issued_on" if invoice.term is None or invoice.term.counted_from == "issue" else "received_on"
    return refuse("term-without-start", f"{path}.{missing}")


def _next_day_numbered(after: date, number: int) -> date:
    """The first day after `after` that carries this number, or the month's last day where it is shorter."""
    candidate = _numbered(after.year, after.month, number)
    if candidate > after:
        return candidate
    year, month = (after.year + 1, 1) if after.month == _DECEMBER else (after.year, after.month + 1)
    return _numbered(year, month, number)


def _numbered(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, last_day(year, month)))


def readings(
    issued: date, days: int, end_of_month: Literal["after", "before", "both"] | None, on_day: int | None = None
) -> list[tuple[str, date]]:
    """The due date under each reading asked for: `net`, `after`, `before`.

    >>> readings(date(2025, 3, 10), 45, "both")
    [('after', datetime.date(2025, 4, 30)), ('before', datetime.date(2025, 5, 15))]
    """
    if end_of_month is None:
        return [("net", issued + timedelta(days=days))]
    chosen: tuple[Literal["after", "before"], ...] = ("after", "before") if end_of_month == "both" else (end_of_month,)
    return [(reading, due_date(Term(days=days, end_of_month=reading, on_day=on_day), issued)) for reading in chosen]
