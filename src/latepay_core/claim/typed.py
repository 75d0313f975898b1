"""What people type: French amounts and dates, read with tolerance and never guessed.

The readers return None where the text is not understood; where it is understood but impossible, the caller
learns why from `date_fault`.
"""

import re
from datetime import date
from decimal import Decimal

from latepay_core.claim.fields import calendar_date
from latepay_core.language.french import MONTHS

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_EURO = re.compile(r"(€|eur|euros?)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(\.\d{3}){2,}|\d{1,3}(,\d{3}){2,}")
_PLAIN = re.compile(r"[+-]?\d{1,18}([.,]\d{1,12})?", re.ASCII)

_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_WORD_DATE = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d]+)\.?\s+(\d{4}|\d{2})")
_ACCENTS = str.maketrans("éèêûôàç", "eeeuoac")
#: Two-digit years belong to the century around today: 00 to 79 is 20xx, 80 to 99 is 19xx.
_PIVOT = 80


def read_amount(text: str) -> Decimal | None:
    """The number a person typed, or None when it is not one. Units `€`, `EUR` and spaces of every kind are ignored.

    A single comma or point is the decimal mark: `1.234` is one euro and 234 thousandths, refused later for its third
    decimal rather than taken for a thousand.

    >>> read_amount("1 234,56"), read_amount("1234.56"), read_amount("1\u202f234,56\u00a0€")
    (Decimal('1234.56'), Decimal('1234.56'), Decimal('1234.56'))
    >>> read_amount("1.234,56"), read_amount("12,34,56") is None, read_amount("douze") is None
    (Decimal('1234.56'), True, True)
    """
    compact = _EURO.sub("", _SPACES.sub("", text))
    if _GROUPED.fullmatch(compact):
        mark = max(compact.rfind("."), compact.rfind(","))
        if len(set(re.findall(r"[.,]", compact))) > 1:
            whole, fraction = compact[:mark], compact[mark + 1 :]
            return Decimal(re.sub(r"[.,]", "", whole) + "." + fraction)
        return Decimal(re.sub(r"[.,]", "", compact))
    if not _PLAIN.fullmatch(compact):
        return None
    return Decimal(compact.replace(",", "."))


def read_date(text: str) -> date | None:
    """The date a person typed, or None when it is not one or does not exist.

    >>> read_date("22/11/26"), read_date("2026-11-22"), read_date("22 nov. 2026"), read_date("1er juin 2026")
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 22), datetime.date(2026, 11, 22), datetime.date(2026, 6, 1))
    >>> read_date("31/02/2026") is None
    True
    """
    parts = date_parts(text)
    return calendar_date(*parts) if parts else None


def date_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as typed, whether or not the calendar has that day; None when the text is no date.

    >>> date_parts("31/02/2026")
    (2026, 2, 31)
    """
    compact = " ".join(re.sub(r"[\u00a0\u202f]", " ", text).strip().lower().split())
    if match := _ISO_DATE.fullmatch(compact):
        year, month, day = map(int, match.groups())
        return year, month, day
    if match := _NUMERIC_DATE.fullmatch(compact) or _COMPACT_DATE.fullmatch(compact):
        return _year(match[3]), int(match[2]), int(match[1])
    if match := _WORD_DATE.fullmatch(compact):
        month_number = _month(match[2])
        return (_year(match[3]), month_number, int(match[1])) if month_number else None
    return None


def last_day_of_month(year: int, month: int) -> date | None:
    """The last day of a month, or None where there is no such month."""
    return next((day for number in range(31, 27, -1) if (day := calendar_date(year, month, number))), None)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - a four-digit year stands as it is
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _month(word: str) -> int | None:
    start = word.translate(_ACCENTS)
    if len(start) < 3:  # noqa: PLR2004 - shorter beginnings are ambiguous in French
        return None
    matches = [i for i, name in enumerate(MONTHS, 1) if name.translate(_ACCENTS).startswith(start)]
    abbreviations = {"janv": 1, "fevr": 2, "avr": 4, "juil": 7, "juill": 7, "sept": 9}
    if len(matches) == 1:
        return matches[0]
    return abbreviations.get(start)
