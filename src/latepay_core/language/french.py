"""French forms of amounts, rates and dates.

Amounts are exact euros (Decimal) or whole cents (int), rates are percent a year. Thousands are set apart by a
narrow no-break space (U+202F), the unit by a no-break space (U+00A0).
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache

NARROW = "\u202f"
SPACE = "\u00a0"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

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
