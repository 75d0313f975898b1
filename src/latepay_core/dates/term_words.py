"""A payment term's length and payment days, as sentences say them."""

from latepay_core.claim import Term
from latepay_core.language import day_count, sentence


def length_in_words(term: Term) -> str:
    """The length of a term.

    >>> length_in_words(Term(days=30)), length_in_words(Term(months=2)), length_in_words(Term(months=1, days=15))
    ('30\xa0jours', '2\xa0mois', '1\xa0mois et 15\xa0jours')
    """
    days = day_count(term.days or 0)
    if not term.months:
        return days
    months = f"{term.months}\u00a0mois"
    return f"{months} et {days}" if term.days else months


def payment_days_in_words(term: Term) -> str:
    """The payment days, as the end of a sentence about the term; empty where there are none.

    >>> payment_days_in_words(Term(days=30, on_day=10)), payment_days_in_words(Term(days=30, on_days=(25, 1)))
    (', puis le 10 suivant', ', puis le premier 1er ou 25 qui suit')
    """
    days = ["1er" if day == 1 else str(day) for day in term.payment_days]
    if len(days) < 2:  # noqa: PLR2004 - one day or none
        return sentence("explain.term-on-day", day=days[0]) if days else ""
    return sentence("explain.term-on-days", day=f"{', '.join(days[:-1])} ou {days[-1]}")
