"""Cells as values: days and sums as programs and people write them, in the way the whole list does."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from latepay_core.claim.fields import AMOUNT_LIMIT, FIRST_DATE, LAST_DATE, calendar_date
from latepay_core.claim.typed import Unread, amount_typed, date_typed, tidied
from latepay_core.imports.grid import Cell, CellFault, text_of


class Style(NamedTuple):
    """How a list writes: the month before the day, the decimal sign (empty where it does not show), 1904's calendar."""

    month_first: bool = False
    decimal: str = ""
    mac: bool = False


class Misread(NamedTuple):
    """A cell that has no value: a stable code and, for what was typed, why."""

    code: str
    because: Unread | None = None
    shown: str = ""


_CENT = Decimal("0.01")
_FRENCH_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_NUMERIC_DAY = re.compile(r"(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?(\d{4}|\d{2})(?:,? \d.*)?", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_WINDOWS_ZERO, _MAC_ZERO = date(1899, 12, 30), date(1904, 1, 1)
#: Numbers of the days from 1995 to 2049.
SERIALS = range(34_700, 54_789)
_EIGHT = re.compile(r"(?:19|20)\d{6}", re.ASCII)
_SIMPLE_SUM = re.compile(r"-?\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)
_GROUPED_BY = {",": re.compile(r"-?\d{1,3}(?:\.\d{3})+", re.ASCII), ".": re.compile(r"-?\d{1,3}(?:,\d{3})+", re.ASCII)}
_DECIMALS = re.compile(r"\d([.,])\d{1,2}(?!\d)", re.ASCII)
_MANY_DECIMALS = re.compile(r"-?\d+([.,])(\d{3,12})", re.ASCII)
_DASHES = re.compile(r"[-–—_ ]+")
_CENTURY = 100
_PIVOT = 80
_THOUSANDS = 3


def read_day(cell: Cell, style: Style) -> date | Misread | None:
    """The day of a cell, None where it is empty; a spreadsheet's number for a day is one.

    >>> read_day("12/22/2025", Style(month_first=True)), read_day("45757", Style())
    (datetime.date(2025, 12, 22), datetime.date(2025, 4, 10))
    >>> read_day("31/02/2026", Style()).code
    'date-unreadable'
    """
    if cell is None or (isinstance(cell, str) and _DASHES.fullmatch(cell)):
        return None
    if isinstance(cell, CellFault):
        return _faulty(cell)
    if isinstance(cell, date):
        return cell if FIRST_DATE <= cell <= LAST_DATE else Misread("date-unreadable", shown=cell.isoformat())
    return _numbered_day(cell, style) if isinstance(cell, Decimal) else _worded_day(cell, style)


def _faulty(cell: CellFault) -> Misread:
    """A formula in error, or one that was saved without its value."""
    return Misread("formula-unread" if cell.shown.startswith("=") else "formula-error", shown=cell.shown)


def _written_day(text: str, style: Style) -> date | None:
    """The usual form, read at once: lists have thousands of them."""
    if not (match := _FRENCH_DAY.fullmatch(text)):
        return None
    first, second, year = map(int, match.groups())
    return calendar_date(year, *((first, second) if style.month_first else (second, first)))


def _worded_day(text: str, style: Style) -> date | Misread:
    if found := _written_day(text, style):
        return found if FIRST_DATE <= found <= LAST_DATE else Misread("date-unreadable", date_typed_or_none(text))
    if style.month_first and (match := _NUMERIC_DAY.fullmatch(text)):
        year = int(match[3])
        if year < _CENTURY:
            year += 2000 if year < _PIVOT else 1900
        if found := calendar_date(year, int(match[1]), int(match[2])):
            return found
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in SERIALS:
        return _numbered_day(Decimal(match[1]), style)
    found_or_not = date_typed(text)
    return Misread("date-unreadable", found_or_not) if isinstance(found_or_not, Unread) else found_or_not


def _numbered_day(number: Decimal, style: Style) -> date | Misread:
    whole = int(number)
    if _EIGHT.fullmatch(str(whole)):
        return _worded_day(str(whole), style)
    start, shift = (_MAC_ZERO, (_MAC_ZERO - _WINDOWS_ZERO).days) if style.mac else (_WINDOWS_ZERO, 0)
    if whole + shift in SERIALS:
        return start + timedelta(days=whole)
    return Misread("date-unreadable", date_typed_or_none(text_of(number)))


def date_typed_or_none(text: str) -> Unread | None:
    """Why a text is no date; None where it is one."""
    found = date_typed(text)
    return found if isinstance(found, Unread) else None


def read_sum(cell: Cell, style: Style) -> Decimal | Misread | None:
    """The sum of a cell in EUR, signed; None where it is empty or holds a dash.

    >>> read_sum("1.234", Style(decimal=",")), read_sum("'5439,16", Style()), read_sum("1.970,93-", Style())
    (Decimal('1234.00'), Decimal('5439.16'), Decimal('-1970.93'))
    >>> read_sum("1.234", Style()).code, read_sum("NC", Style()).code, read_sum("$ 12.00", Style()).code
    ('amount-ambiguous', 'amount-unreadable', 'currency-not-eur')
    """
    if cell is None:
        return None
    if isinstance(cell, CellFault):
        return _faulty(cell)
    if isinstance(cell, date):
        return Misread("amount-unreadable", shown=cell.isoformat())
    if isinstance(cell, Decimal):
        return _in_cents(cell)
    if _SIMPLE_SUM.fullmatch(cell):
        return _in_cents(Decimal(cell.replace(",", ".")))
    return None if _DASHES.fullmatch(cell) else _typed_sum(cell, style)


def _typed_sum(text: str, style: Style) -> Decimal | Misread:
    said = tidied(text).strip("'")
    if style.decimal and _GROUPED_BY[style.decimal].fullmatch(said):
        return _in_cents(Decimal(said.replace(".", "").replace(",", "")))
    if (match := _MANY_DECIMALS.fullmatch(said)) and (match[1] == style.decimal or len(match[2]) > _THOUSANDS):
        return _in_cents(Decimal(said.replace(",", ".")))
    found = amount_typed(text)
    if isinstance(found, Decimal):
        return _in_cents(found)
    codes = {"amount-other-currency": "currency-not-eur", "amount-two-ways": "amount-ambiguous"}
    return Misread(codes.get(found.code, "amount-unreadable"), found)


def _in_cents(value: Decimal) -> Decimal | Misread:
    if abs(value) >= AMOUNT_LIMIT:
        return Misread("amount-unreadable", shown=text_of(value))
    # a spreadsheet keeps what a formula gave, and shows it in cents
    return value.quantize(_CENT, ROUND_HALF_UP)


def looks_like_day(cell: Cell) -> bool:
    """Whether a cell is written as a day, real or not; a bare number is none."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str):
        return False
    if _NUMERIC_DAY.fullmatch(cell):
        return True
    return not _SIMPLE_SUM.fullmatch(cell) and isinstance(date_typed(cell), date)


def looks_like_number_of_day(cell: Cell) -> bool:
    """Whether a cell is a number that spreadsheets or ledgers give to a day."""
    said = text_of(cell) if isinstance(cell, str | Decimal) else ""
    return bool((match := _SERIAL.fullmatch(said)) and int(match[1]) in range(33_000, 54_789)) or bool(
        _EIGHT.fullmatch(said) and isinstance(date_typed(said), date)
    )


def looks_like_sum(cell: Cell) -> bool:
    """Whether a cell is a number, or a text that reads as an amount."""
    if isinstance(cell, Decimal):
        return True
    if not isinstance(cell, str) or not any(sign.isdigit() for sign in cell):
        return False
    return bool(_SIMPLE_SUM.fullmatch(cell)) or (
        not _NUMERIC_DAY.fullmatch(cell) and isinstance(read_sum(cell, Style(decimal=",")), Decimal)
    )


def month_may_come_first(headings: Iterable[str], style: Style) -> bool:
    """Whether days that read both ways may have the month first: under English headings, in a list without commas.

    >>> month_may_come_first(["Invoice date"], Style(decimal=".")), month_may_come_first(["Échéance"], Style())
    (True, False)
    """
    words = " ".join(headings).casefold()
    english = any(word in words for word in ("due", "invoice", "paid", "issue", "created"))
    return english and style.decimal != ","


def style_of(days: list[Cell], sums: list[Cell], *, mac: bool) -> tuple[Style, bool]:
    """How the list writes, from all its days and sums; and whether some day could be read in both orders."""
    month_first = day_first = both = False
    for cell in days:
        if isinstance(cell, str) and (match := _NUMERIC_DAY.fullmatch(cell)):
            first, second = int(match[1]), int(match[2])
            month_first |= first <= 12 < second <= 31  # noqa: PLR2004 - months and days
            day_first |= second <= 12 < first <= 31  # noqa: PLR2004
            both |= "/" in cell and first <= 12 and second <= 12 and first != second  # noqa: PLR2004
    signs = [match[1] for cell in sums if isinstance(cell, str) for match in _DECIMALS.finditer(cell[-10:])]
    commas, points = signs.count(","), signs.count(".")
    decimal = "," if commas > points else "." if points else ""
    return Style(month_first and not day_first, decimal, mac), both and not month_first and not day_first
