"""French forms of amounts, rates and dates, for the catalogues' `{name:form}`.

Amounts are exact euros (Decimal) or whole cents (int), rates are percent a year. Thousands are set apart by a
narrow no-break space (U+202F), the unit by a no-break space (U+00A0).
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from latepay_core.claim.typed.dates import FRENCH_MONTHS, WEEKDAYS
from latepay_core.wording.joining import Join, joins

NARROW = "\u202f"
SPACE = "\u00a0"
MONTHS = FRENCH_MONTHS

_UNDER_17 = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_TENS = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante")
#: What stands between the tens and the units; from 70 on French counts otherwise.
_LINK = {0: "", 1: " et "}
_FIRST_ODD = 70
_WORDS = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_COUNTS = {Decimal(count): word for count, word in enumerate(_WORDS, 2)}


@lru_cache(maxsize=4096)
def number(value: Decimal, decimals: int = 2) -> str:
    """A number in French: `1 234,50`, at least `decimals` places, never rounded.

    >>> number(Decimal("1234.5")), number(Decimal("0.125")), number(Decimal("30"), 0)
    ('1\u202f234,50', '0,125', '30')
    """
    text = format(value.normalize(), "f") if value else "0"
    sign = "-" if text.startswith("-") else ""
    whole, _, fraction = text.lstrip("-").partition(".")
    fraction = fraction.ljust(decimals, "0")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    return sign + grouped + ("," + fraction if fraction else "")


def number_of(count: int) -> str:
    """A count, thousands set apart.

    >>> number_of(10000)
    '10\u202f000'
    """
    return f"{count:,}".replace(",", NARROW)


def amount(euros: Decimal) -> str:
    """An amount in euros: `1 234,50 €`.

    >>> amount(Decimal("10632.46"))
    '10\u202f632,46\u00a0€'
    """
    return number(euros) + SPACE + "€"


def round_amount(euros: Decimal) -> str:
    """An amount in euros, without cents where it has none: as the law writes it.

    >>> round_amount(Decimal("40")), round_amount(Decimal("62.5"))
    ('40\u00a0€', '62,50\u00a0€')
    """
    return number(euros, 2 if euros % 1 else 0) + SPACE + "€"


def count_in_words(count: Decimal) -> str:
    """A small count in words, any other in figures.

    >>> count_in_words(Decimal("3")), count_in_words(Decimal("1.5")), count_in_words(Decimal("12"))
    ('trois', '1,5', '12')
    """
    return _COUNTS.get(count) or number(count, 0)


def spelt(count: Decimal | int) -> str:
    """A whole number up to 69 in words, any other in figures: the terms of the law are spelt.

    >>> spelt(1), spelt(15), spelt(17), spelt(30), spelt(45), spelt(61), spelt(Decimal("1.5")), spelt(90)
    ('un', 'quinze', 'dix-sept', 'trente', 'quarante-cinq', 'soixante et un', '1,5', '90')
    """
    count = Decimal(count)
    if count % 1 or not 0 <= count < _FIRST_ODD:
        return number(count, 0)
    tens, units = divmod(int(count), 10)
    if count < len(_UNDER_17):
        return _UNDER_17[int(count)]
    return f"{_TENS[tens]}{_LINK.get(units, '-')}{_UNDER_17[units] if units else ''}"


def percent(rate: Decimal) -> str:
    """A rate in percent: `12,15 %`.

    >>> percent(Decimal("12.15")), percent(Decimal("8"))
    ('12,15\u00a0%', '8,00\u00a0%')
    """
    return number(rate) + SPACE + "%"


@lru_cache(maxsize=4096)
def date_in_words(day: date) -> str:
    """A date in prose.

    >>> date_in_words(date(2026, 6, 1)), date_in_words(date(2026, 11, 22))
    ('1er\u00a0juin\u00a02026', '22\u00a0novembre\u00a02026')
    """
    ordinal = "1er" if day.day == 1 else str(day.day)
    return f"{ordinal}{SPACE}{MONTHS[day.month - 1]}{SPACE}{day.year}"


@lru_cache(maxsize=4096)
def date_in_numbers(day: date) -> str:
    """A date in a table.

    >>> date_in_numbers(date(2026, 6, 1))
    '01/06/2026'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def day_count(days: int) -> str:
    """A number of days.

    >>> day_count(1), day_count(30), day_count(1200)
    ('1\u00a0jour', '30\u00a0jours', '1\u202f200\u00a0jours')
    """
    return number_of(days) + SPACE + ("jour" if days < 2 else "jours")  # noqa: PLR2004


def half_year(day: date) -> str:
    """The half-year a day belongs to.

    >>> half_year(date(2026, 6, 30)), half_year(date(2026, 7, 1))
    ('1er\u00a0semestre\u00a02026', '2e\u00a0semestre\u00a02026')
    """
    return ("1er" if day.month <= 6 else "2e") + f"{SPACE}semestre{SPACE}{day.year}"  # noqa: PLR2004


_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """The text with typewriter apostrophes and ordinary spaces, for terminals and for what people search in logs.

    >>> plain("«\u00a031/02/2026\u00a0» n’est pas une date")
    "« 31/02/2026 » n'est pas une date"
    """
    return text.translate(_PLAIN)


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


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


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
    # an English sentence puts its own words between the articles
    "cited": str,
}


JOINS: Mapping[str, Join] = joins(then="puis", and_="et", or_="ou", semicolon="\u202f; ")
