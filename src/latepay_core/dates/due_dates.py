"""Due dates from payment terms (C. com., art. L441-10, I).

Calendar days; the day of issue is day 0. « Fin de mois » has two accepted readings: days then end of month ("after"),
or end of month then days ("before"); neither is the rule, so the term says which. No text moves a contractual due date
that falls on a weekend or a holiday.
"""

from datetime import date, timedelta
from typing import Literal

from latepay_core.claim import Invoice, Refusal, Term
from latepay_core.claim.refusals import refuse
from latepay_core.dates.public_terms import public_due_date, term_start
from latepay_core.days import DAY, add_months, last_day

_DECEMBER = 12
#: Where the end of month comes in a term: after the days, before them, or nowhere.
Reading = Literal["after", "before"] | None


def end_of_month(day: date) -> date:
    """The last day of the month a day belongs to.

    >>> end_of_month(date(2028, 2, 10))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=last_day(day.year, day.month))


def due_date(term: Term, start: date) -> date:
    """The due date of an invoice whose term runs from `start` (day 0).

    Months keep the number of the day, or end with the month (CPC, art. 641, by analogy). A payment day is the first
    that comes: after the end of month where that is what the term reaches, on the day reached otherwise.

    >>> issued = date(2026, 1, 15)
    >>> due_date(Term(days=45, end_of_month="after"), issued), due_date(Term(days=45, end_of_month="before"), issued)
    (datetime.date(2026, 3, 31), datetime.date(2026, 3, 17))
    >>> due_date(Term(days=30, end_of_month="after", on_day=10), issued), due_date(Term(months=2), issued)
    (datetime.date(2026, 3, 10), datetime.date(2026, 3, 15))
    """
    return max(_due(term, reading, start) for reading in readings_of(term))


def readings_of(term: Term) -> tuple[Reading, ...]:
    """The readings that a term leaves open: one, or both where nobody knows which « fin de mois » was agreed upon.

    >>> readings_of(Term(days=30)), readings_of(Term(days=30, end_of_month="unknown"))
    ((None,), ('after', 'before'))
    """
    return ("after", "before") if term.end_of_month == "unknown" else (term.end_of_month,)


def _due(term: Term, reading: Reading, start: date) -> date:
    match reading:
        case None:
            reached = _counted(term, start)
        case "after":
            reached = end_of_month(_counted(term, start))
        case "before":
            reached = _counted(term, end_of_month(start))
            if term.months and not term.days:
                reached = end_of_month(reached)  # from the end of a month, whole months lead to the end of another
    if not term.payment_days:
        return reached
    # « fin de mois le 10 » is the 10th of the month that follows; elsewhere the day reached may itself be the one.
    first = reached + DAY if reading == "after" else reached
    return min(_next_day_numbered(first, number) for number in term.payment_days)


def _counted(term: Term, start: date) -> date:
    return add_months(start, term.months or 0) + timedelta(days=term.days or 0)


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
        return None if begun is None else public_due_date(begun.day, invoice.term.days or 0, invoice.suspension)
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
        day = invoice.suspension.notified_on
        return refuse("suspension-open", f"{path}.suspension.completed_on", day=day)
    missing = "issued_on" if invoice.term is None or invoice.term.counted_from == "issue" else "received_on"
    return refuse("term-without-start", f"{path}.{missing}")


def _next_day_numbered(first: date, number: int) -> date:
    """The first day from `first` on that carries this number, or the month's last day where it is shorter."""
    candidate = _numbered(first.year, first.month, number)
    if candidate >= first:
        return candidate
    year, month = (first.year + 1, 1) if first.month == _DECEMBER else (first.year, first.month + 1)
    return _numbered(year, month, number)


def _numbered(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, last_day(year, month)))


def readings(term: Term, start: date, *, both: bool = False) -> list[tuple[str, date]]:
    """The due date under each reading of a term: `net`, `after`, `before`; under both of « fin de mois » if asked for.

    >>> readings(Term(days=45, end_of_month="unknown"), date(2025, 3, 10))
    [('after', datetime.date(2025, 4, 30)), ('before', datetime.date(2025, 5, 15))]
    >>> readings(Term(days=45), date(2025, 3, 10))
    [('net', datetime.date(2025, 4, 24))]
    """
    chosen = ("after", "before") if both else readings_of(term)
    return [(reading or "net", _due(term, reading, start)) for reading in chosen]
