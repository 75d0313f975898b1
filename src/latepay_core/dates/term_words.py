"""What is said of a payment term's length and payment days."""

from latepay_core.claim import Term
from latepay_core.said import NOTHING, Said, said


def length_told(term: Term) -> Said:
    """The length of a term.

    >>> length_told(Term(days=30)).key, length_told(Term(months=1, days=15)).key
    ('length.days', 'length.months-and-days')
    """
    if not term.months:
        return said("length.days", days=term.days or 0)
    if term.days:
        return said("length.months-and-days", months=term.months, days=term.days)
    return said("length.only-months", months=term.months)


def payment_days_told(term: Term) -> Said:
    """The payment days, as the end of a sentence about the term; nothing where there are none.

    >>> payment_days_told(Term(days=30, on_days=(25, 1))).key, bool(payment_days_told(Term(days=30)))
    ('explain.term-on-days', False)
    """
    days = term.payment_days
    if not days:
        return NOTHING
    return said("explain.term-on-day", day=days[0]) if len(days) == 1 else said("explain.term-on-days", days=days)
