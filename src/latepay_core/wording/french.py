"""French forms of figures, for the catalogues' `{name:form}`."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from latepay_core.language.french import (
    MONTHS,
    amount,
    count_in_words,
    date_in_numbers,
    date_in_words,
    day_count,
    half_year,
    number,
    number_of,
    percent,
    round_amount,
    spelt,
)


def _count(value: Any) -> str:
    return number(value, 0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _spelt_first(count: Decimal) -> str:
    """A count at the beginning of a sentence."""
    return _capital(spelt(count))


def _months(months: int) -> str:
    return f"{months}\u00a0mois"


def _years(months: int) -> str:
    """A length of time given in months, in years where they are whole.

    >>> _years(60), _years(12), _years(3)
    ('5\u00a0ans', '1\u00a0an', '3\u00a0mois')
    """
    years, rest = divmod(months, 12)
    return _months(months) if rest or not years else f"{years}\u00a0{'an' if years == 1 else 'ans'}"


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)


def _month(number: int) -> str:
    return MONTHS[number - 1]


_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def _thousandths(value: Decimal) -> str:
    return number(value, 3)


FORMS: Mapping[str, Callable[[Any], str]] = {
    "amount": amount,
    "round-amount": round_amount,
    "percent": percent,
    "number": number,
    "count": _count,
    "whole": number_of,
    "in-words": count_in_words,
    "spelt": spelt,
    "spelt-first": _spelt_first,
    "date": date_in_words,
    "day": date_in_numbers,
    "days": day_count,
    "half-year": half_year,
    "capital": _capital,
    "months": _months,
    "years": _years,
    "ordinal": _ordinal,
    "month": _month,
    "weekday": _weekday,
    "thousandths": _thousandths,
}


def _then(values: list[str]) -> str:
    return reduce("{} puis {}".format, dict.fromkeys(values))


def _comma_then(values: list[str]) -> str:
    return ", puis ".join(values)


def _and(values: list[str]) -> str:
    return f"{', '.join(values[:-1])} et {values[-1]}" if len(values) > 1 else "".join(values)


def _or(values: list[str]) -> str:
    return f"{', '.join(values[:-1])} ou {values[-1]}" if len(values) > 1 else "".join(values)


JOINS: Mapping[str, Callable[[list[str]], str]] = {
    "then": _then,
    "comma-then": _comma_then,
    "and": _and,
    "or": _or,
    "comma": ", ".join,
    "semicolon": "\u202f; ".join,
    "plus": " + ".join,
    "minus": " − ".join,
    "space": " ".join,
    "none": "".join,
}
