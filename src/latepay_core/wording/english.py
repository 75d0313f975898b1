"""British English forms of figures, for the catalogues' `{name:form}`.

Amounts are exact euros (Decimal) or whole counts (int), rates percent a year.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from latepay_core.claim.typed.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, FRENCH_MONTHS
from latepay_core.wording.joining import Join, joins

SPACE = "\u00a0"
_MONTHS = tuple(name.capitalize() for name in ENGLISH_MONTHS)
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {Decimal(count): word for count, word in enumerate(_WORDS, 2)}
_UNDER_20 = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty")
_IN_FIGURES = 70
_JUNE = 6


_FRENCH_DAY = re.compile(rf"\b(\d{{1,2}})(?:er)?[ \u00a0]({'|'.join(FRENCH_MONTHS)})[ \u00a0](\d{{4}})\b")
_CODES = {
    r"C\. com\. de Nouvelle-Calédonie": "New Caledonia Commercial Code",
    r"C\. com\.": "Commercial Code",
    r"C\. civ\.": "Civil Code",
    r"C\. conso\.": "Consumer Code",
    r"C\. trav\.": "Labour Code",
    r"CPCE\b": "Code of Civil Enforcement Procedures",
    r"CPC\b": "Code of Civil Procedure",
    r"CCP\b": "Public Procurement Code",
    r"CMF\b": "Monetary and Financial Code",
    r"CGI\b": "General Tax Code",
    r"CGCT\b": "Local Authorities Code",
    r"COJ\b": "Judicial Organisation Code",
    r"CJA\b": "Administrative Justice Code",
    r"CJUE\b": "CJEU",
}
_MAIN_RATE = "ECB, main refinancing operations rate applicable since "
_HALVES = {"1er": "first", "2e": "second"}
_CITED = (
    *((re.compile(rf"\b{code}"), name) for code, name in _CODES.items()),
    (re.compile(r"\bRèglement \((?:CE|UE)\) n°"), "Regulation (EC) no."),
    (re.compile(r"\bancien(?:s)? (?=art)"), "former "),
    (re.compile(r"\bavis n°"), "opinion (avis) no."),
    (re.compile(r"\bUsage\b"), "Practice"),
    *(
        (
            re.compile(rf"du ministre de l’économie fixant le taux du {half} semestre (?=\d)"),
            f"setting the rate for the {name} half of ",
        )
        for half, name in _HALVES.items()
    ),
    (re.compile(r"\bArrêté (?=setting)"), "Order (arrêté) "),
    (re.compile(r"\bDécret fixant le taux légal de l’année (?=\d)"), "Decree (décret) setting the legal rate for "),
    (re.compile(r"\(numéro non relevé\)"), "(number not read)"),
    (re.compile(r"\(numéro lu ([\d-]+), à vérifier\)"), r"(number read as \1, to be checked)"),
    (re.compile(r"\bDécret(?= \d)"), "Decree (décret)"),
    (re.compile(r"\bDécret du (?=\d)"), "Decree (décret) of "),
    (re.compile(r"Taux légal en vigueur depuis le "), "Legal rate in force since "),
    (re.compile(r"\(table historique\)"), "(historical table)"),
    (re.compile(r"\bdite NRE\b"), "known as NRE"),
    (re.compile(r"BCE, taux des opérations principales de refinancement applicable depuis le "), _MAIN_RATE),
    (re.compile(r"\(taux minimal de soumission\)"), "(minimum bid rate)"),
    (re.compile(r"\bdécret n°", re.IGNORECASE), "decree (décret) no."),
    (re.compile(r"\bArrêté du\b"), "Order (arrêté) of"),
    (re.compile(r"\bJournal officiel du\b"), "Journal officiel of"),
    (re.compile(r"\bloi n°", re.IGNORECASE), "Act (loi) no."),
    (re.compile(r"\bloi du (?=\d)", re.IGNORECASE), "Act (loi) of "),
    (re.compile(r"\bContrat\b"), "Contract"),
    (re.compile(r"\bmodifiée en\b"), "amended in"),
    (re.compile(r"\(texte non relu\)"), "(text not read again)"),
    (re.compile(r"(?<=\d)\)? du (?=\d)"), " of "),
    (re.compile(r"\bet suivants\b"), "ff."),
    (re.compile(r"\bet\b"), "and"),
    (re.compile(r"(?<=\d) à (?=[LRD]?\d)"), " to "),
    (re.compile(r"[ \u00a0\u202f]([;:])"), r"\1"),
    (re.compile(r"\bn°[ \u00a0]?"), "no. "),
)


def cited(reference: str) -> str:
    """A reference as an English sentence cites it: the codes by their English names, the articles as they are numbered.

    >>> cited("C. com., art. L441-10, II et D441-5 (décret n° 2012-1115)"), cited("Usage")
    ('Commercial Code, art. L441-10, II and D441-5 (decree (décret) no. 2012-1115)', 'Practice')
    >>> cited("Contrat (loi du 2 août 2002, art. 7)")
    'Contract (Act (loi) of 2\\xa0August\\xa02002, art. 7)'
    >>> cited("Arrêté du 26 juin 2026, Journal officiel du 30 juin 2026 (texte non relu)")
    'Order (arrêté) of 26\\xa0June\\xa02026, Journal officiel of 30\\xa0June\\xa02026 (text not read again)'
    >>> cited("Règlement (CE) n° 1896/2006"), cited("C. com., art. L441-10, I ; CEPC, avis n° 17-5")
    ('Regulation (EC) no. 1896/2006', 'Commercial Code, art. L441-10, I; CEPC, opinion (avis) no. 17-5')
    """
    text = _FRENCH_DAY.sub(
        lambda day: f"{day[1]}{SPACE}{_MONTHS[FRENCH_MONTHS.index(day[2])]}{SPACE}{day[3]}", reference
    )
    return reduce(lambda so_far, rule: rule[0].sub(rule[1], so_far), _CITED, text)


def number(value: Decimal, decimals: int = 2) -> str:
    """A number in English: at least `decimals` places, never rounded.

    >>> number(Decimal("1234.5")), number(Decimal("0.125")), number(Decimal("-30"), 0)
    ('1,234.50', '0.125', '-30')
    """
    text = format(value.normalize(), "f") if value else "0"
    sign = "-" if text.startswith("-") else ""
    whole, _, fraction = text.lstrip("-").partition(".")
    fraction = fraction.ljust(decimals, "0")
    return sign + f"{int(whole):,}" + ("." + fraction if fraction else "")


def amount(euros: Decimal) -> str:
    """An amount in euros.

    >>> amount(Decimal("10632.46")), amount(Decimal("-0.5"))
    ('€10,632.46', '-€0.50')
    """
    text = number(euros)
    return f"-€{text[1:]}" if text.startswith("-") else f"€{text}"


def round_amount(euros: Decimal) -> str:
    """An amount in euros, without cents where it has none.

    >>> round_amount(Decimal("40")), round_amount(Decimal("62.5"))
    ('€40', '€62.50')
    """
    return f"€{number(euros, 2 if euros % 1 else 0)}"


def count_in_words(count: Decimal) -> str:
    """A small count in words, any other in figures.

    >>> count_in_words(Decimal("3")), count_in_words(Decimal("1.5")), count_in_words(Decimal("12"))
    ('three', '1.5', '12')
    """
    return _COUNTS.get(count) or number(count, 0)


def spelt(count: Decimal) -> str:
    """A whole number up to 69 in words, any other in figures: the terms of the law are spelt.

    >>> spelt(Decimal(1)), spelt(Decimal(15)), spelt(Decimal(30)), spelt(Decimal(45)), spelt(Decimal("1.5"))
    ('one', 'fifteen', 'thirty', 'forty-five', '1.5')
    """
    if count % 1 or not 0 <= count < _IN_FIGURES:
        return number(count, 0)
    tens, units = divmod(int(count), 10)
    if count < len(_UNDER_20):
        return _UNDER_20[int(count)]
    return _TENS[tens] + (f"-{_UNDER_20[units]}" if units else "")


def percent(rate: Decimal) -> str:
    """A rate in percent.

    >>> percent(Decimal("12.15"))
    '12.15%'
    """
    return number(rate) + "%"


def date_in_words(day: date) -> str:
    """A date in prose.

    >>> date_in_words(date(2026, 6, 1))
    '1\\xa0June\\xa02026'
    """
    return f"{day.day}{SPACE}{_MONTHS[day.month - 1]}{SPACE}{day.year}"


def date_in_numbers(day: date) -> str:
    """A date in a table, that no reader takes for another: in figures, day and month change places across borders.

    >>> date_in_numbers(date(2026, 4, 3))
    '3\\xa0Apr\\xa02026'
    """
    return f"{day.day}{SPACE}{_MONTHS[day.month - 1][:3]}{SPACE}{day.year}"


def day_count(days: int) -> str:
    """A number of days.

    >>> day_count(1), day_count(1200)
    ('1\\xa0day', '1,200\\xa0days')
    """
    return f"{days:,}{SPACE}" + ("day" if days == 1 else "days")


def half_year(day: date) -> str:
    """The half-year a day belongs to.

    >>> half_year(date(2026, 6, 30)), half_year(date(2026, 7, 1))
    ('first\\xa0half of\\xa02026', 'second\\xa0half of\\xa02026')
    """
    return f"{'first' if day.month <= _JUNE else 'second'}{SPACE}half of{SPACE}{day.year}"


def _count(value: Any) -> str:
    return number(value, 0)


def _whole(value: Any) -> str:
    return f"{value:,}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _spelt_first(count: Decimal) -> str:
    """A count at the beginning of a sentence."""
    return _capital(spelt(count))


def _months(months: int) -> str:
    return f"{months}{SPACE}" + ("month" if months == 1 else "months")


def _years(months: int) -> str:
    """A length of time given in months, in years where they are whole.

    >>> _years(60), _years(12), _years(3)
    ('5\u00a0years', '1\u00a0year', '3\u00a0months')
    """
    years, rest = divmod(months, 12)
    return _months(months) if rest or not years else f"{years}{SPACE}" + ("year" if years == 1 else "years")


def _ordinal(day: int) -> str:
    """A day of the month.

    >>> [_ordinal(day) for day in (1, 2, 3, 4, 11, 12, 13, 21, 31)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '31st']
    """
    ending = "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _month(number_: int) -> str:
    return _MONTHS[number_ - 1]


def _weekday(day: date) -> str:
    return ENGLISH_WEEKDAYS[day.weekday()].capitalize()


def _thousandths(value: Decimal) -> str:
    return number(value, 3)


FORMS: Mapping[str, Callable[[Any], str]] = {
    "amount": amount,
    "round-amount": round_amount,
    "percent": percent,
    "number": number,
    "count": _count,
    "whole": _whole,
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
    "cited": cited,
}


JOINS: Mapping[str, Join] = joins(then="then", and_="and", or_="or", semicolon="; ")
