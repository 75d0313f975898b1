"""Cells of text become columns of days, amounts and terms, as the core reads what people type.

What is written plainly is read in whole columns; everything else by the core's own readers, once for each distinct
text. What cannot be read leaves its cell empty, and says why.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from latepay_core.claim.typed import Unread, date_typed, number_typed, sum_typed
from latepay_core.claim.typed.signs import unread
from latepay_core.imports.cells import Style, read_day, read_sum
from latepay_core.imports.grid import tidy_cell
from latepay_core.imports.terms import term_within
from latepay_core.ledger.columns import Column, arrow, day_number, kernels
from latepay_core.ledger.schema import EUROS, INPUT, RATE

#: An amount in whole cents about which there are no two ways; spaces are those of every program.
_SPACE = "[ \u00a0\u202f]"
_PLAIN = rf"^(?:\d{{1,12}}|\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,3}})(?:[.,]\d{{1,2}})?{_SPACE}?€?$"
#: What a plain cast to decimals would take and the core would not: a sign, a space, thousandths, a point without cents.
_SUSPECT = r"[^0-9.]|\..{3}|^\.|\.$"
_NOTHING = r"^0*(?:[.,]0*)?\s?€?$|^-$"
#: What writes below zero what was taken off.
_SIGN = r"^[-−–(]\s*|\s*[-)]$"
_PAYMENT = r"^(?P<day>[^=]+)=(?P<money>[^=]+)$"
_BETWEEN_PAYMENTS = "|"
#: A published rate that the program does not know yet: `ecb-mro@2027-01-01=2.15`.
_SUPPLIED = re.compile(r"(?P<series>[a-z-]+)@(?P<day>[^=@]+)=(?P<percent>[^=]+)")
_LARGEST = 2**31
#: The columns that hold one of a few words.
WORDS = tuple(
    name for name in INPUT.names if INPUT.field(name).type == pa.string() and name not in ("number", "customer")
)
DAYS = tuple(name for name in INPUT.names if INPUT.field(name).type == pa.date32())
COUNTS = tuple(name for name in INPUT.names if INPUT.field(name).type == pa.int32())


class Misread(NamedTuple):
    """A cell that could not be read: its row in the batch, its column, and why."""

    row: int
    column: str
    why: Unread


class Typed(NamedTuple):
    """A column, and the cells of it that could not be read."""

    column: Column
    misread: Sequence[Misread] = ()


_FRENCH = Style()


def day_read(text: str, style: Style = _FRENCH) -> date | Unread:
    """The day of a cell as the lists of the page are read, the month first where the list writes so; or why not.

    >>> day_read("45757"), day_read("12/22/2025", Style(month_first=True))
    (datetime.date(2025, 4, 10), datetime.date(2025, 12, 22))
    """
    found = read_day(tidy_cell(text), style)
    if isinstance(found, date):
        return found
    because = date_typed(text) if found is None or found.because is None else found.because
    return because if isinstance(because, Unread) else unread("date-unreadable", text)


def sum_read(text: str, style: Style = _FRENCH) -> Decimal | Unread:
    """The sum of a cell as the lists of the page are read, above nil; or why it is none.

    >>> sum_read("1.234", Style(decimal=",")), sum_read("1.234").code, sum_read("-5").code
    (Decimal('1234.00'), 'amount-two-ways', 'amount-negative')
    """
    found = read_sum(tidy_cell(text), style)
    if isinstance(found, Decimal) and found > 0:
        return found
    because = sum_typed(text)
    return because if isinstance(because, Unread) else unread("amount-unreadable", text)


@lru_cache(maxsize=100_000)
def _day(text: str, style: Style) -> int | Unread | None:
    """The day of a cell; None where it holds none: empty, or a dash."""
    if read_day(tidy_cell(text), _FRENCH) is None:
        return None
    found = day_read(text, style)
    return found if isinstance(found, Unread) else day_number(found)


@lru_cache(maxsize=10_000)
def _rate(text: str) -> Decimal | Unread:
    found = number_typed(text)
    return unread("number-unreadable", text) if found is None else found


@lru_cache(maxsize=10_000)
def _count(text: str) -> int | Unread:
    found = number_typed(text)
    whole = found is not None and found == int(found) and abs(found) < _LARGEST
    return int(found) if found is not None and whole else unread("number-unreadable", text)


@lru_cache(maxsize=10_000)
def _term(text: str) -> Mapping[str, Any] | Unread:
    found = term_within(text)
    return unread("term-unreadable", text) if found is None else found


def days(name: str, texts: Column, style: Style = _FRENCH) -> Typed:
    """A column of days, as the whole list writes them.

    >>> days("due_on", pa.array(["2026-01-31", "31/1/26", "31/02/2026", ""])).column.to_pylist()[:2]
    [datetime.date(2026, 1, 31), datetime.date(2026, 1, 31)]
    """
    return _by_text(name, texts, lambda text: _day(text, style), pa.int32(), pa.date32())


def counts(name: str, texts: Column, _: Style = _FRENCH) -> Typed:
    """A column of whole numbers."""
    return _by_text(name, texts, _count, pa.int32(), pa.int32())


def rates(name: str, texts: Column, _: Style = _FRENCH) -> Typed:
    """A column of rates, in percent a year or in times."""
    return _by_text(name, texts, _rate, RATE, RATE)


def _by_text(name: str, texts: Column, read: Callable[[str], object], stored: pa.DataType, kind: pa.DataType) -> Typed:
    """A column of few distinct texts: each is read once."""
    encoded = texts.dictionary_encode()
    found = [read(each) if each.strip() else None for each in encoded.dictionary.to_pylist()]
    wrong = np.array([isinstance(each, Unread) for each in found], dtype=np.bool_)
    values: Column = pa.array([None if isinstance(each, Unread) else each for each in found], stored).cast(kind)
    column = values.take(encoded.indices)
    if not wrong.any():
        return Typed(column)
    codes = np.asarray(encoded.indices.fill_null(-1))
    rows = np.flatnonzero(np.append(wrong, False)[codes]).tolist()
    return Typed(column, [Misread(row, name, _unread(found[codes[row]])) for row in rows])


def _unread(found: object) -> Unread:
    assert isinstance(found, Unread)
    return found


def words(texts: Column) -> Column:
    """A column of words: the texts without the spaces around them; what was empty is null."""
    return _filled(texts)


def _filled(texts: Column) -> Column:
    trimmed: Column = kernels.utf8_trim_whitespace(texts)
    return kernels.if_else(kernels.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def amounts(name: str, texts: Column, style: Style = _FRENCH) -> Typed:
    """A column of amounts in EUR, in whole cents.

    >>> amounts("amount", pa.array(["1 234,56 €", "12.5", "1,234.50", "1.234"])).column.to_pylist()
    [Decimal('1234.56'), Decimal('12.50'), Decimal('1234.50'), None]
    """
    if (exact := _as_written(texts)) is not None:
        return Typed(exact)
    texts = _filled(texts)
    plain: Column = kernels.match_substring_regex(texts, _PLAIN)
    cleaned: Column = kernels.replace_substring_regex(kernels.if_else(plain, texts, None), f"{_SPACE}|€", "")
    column: Column = kernels.replace_substring(cleaned, ",", ".").cast(EUROS)
    others = np.flatnonzero(np.asarray(kernels.invert(plain).fill_null(False))).tolist()
    if not others:
        return Typed(column)
    values, misread = {}, []
    for row in others:
        found = sum_read(texts[row].as_py(), style)
        if isinstance(found, Unread):
            misread.append(Misread(row, name, found))
        else:
            values[row] = found
    if values:
        mask = np.zeros(len(texts), dtype=np.bool_)
        mask[list(values)] = True
        column = kernels.replace_with_mask(column, pa.array(mask), pa.array(list(values.values()), EUROS))
    return Typed(column, misread)


def _as_written(texts: Column) -> Column | None:
    """The amounts of a column that is written throughout as a program writes it; None where it is not."""
    if kernels.any(kernels.match_substring_regex(texts, _SUSPECT)).as_py():
        return None
    try:
        amounts_: Column = texts.cast(EUROS)
    except pa.ArrowInvalid:
        return None
    return amounts_ if (kernels.min(amounts_).as_py() or 1) > 0 else None


def paid(name: str, texts: Column, style: Style = _FRENCH) -> Typed:
    """A column of what was paid of each row: nothing where it says 0, and no sign, as lists do.

    >>> paid("paid_amount", pa.array(["0,00", "12,50", "-30,00", "(8,00)"])).column.to_pylist()
    [None, Decimal('12.50'), Decimal('30.00'), Decimal('8.00')]
    """
    filled = _filled(texts)
    nothing: Column = kernels.match_substring_regex(filled, _NOTHING)
    unsigned: Column = kernels.replace_substring_regex(filled, _SIGN, "")
    return amounts(name, kernels.if_else(kernels.fill_null(nothing, fill_value=False), None, unsigned), style)


def left(texts: Column, style: Style = _FRENCH) -> Column:
    """A column of what is left of invoices: nil counts, and what cannot be read says nothing.

    >>> left(pa.array(["0,00", "12,50", "", "n.c."])).to_pylist()
    [Decimal('0.00'), Decimal('12.50'), None, None]
    """
    encoded = texts.dictionary_encode()
    read = (read_sum(tidy_cell(each), style) for each in encoded.dictionary.to_pylist())
    found = [each if isinstance(each, Decimal) and each >= 0 else None for each in read]
    column: Column = pa.array(found, EUROS).take(encoded.indices)
    return column


def terms(texts: Column) -> tuple[dict[str, Column], Sequence[Misread]]:
    """A column of terms in words: « 45 jours fin de mois ». It gives the columns that hold a term.

    >>> read, _ = terms(pa.array(["45 jours fin de mois", "net 30"]))
    >>> read["term_days"].to_pylist(), read["end_of_month"].to_pylist()
    ([45, 30], ['unknown', None])
    """
    encoded = _filled(texts).dictionary_encode()
    found = [_term(each) for each in encoded.dictionary.to_pylist()]
    columns, odd = {}, [isinstance(each, Unread) or bool(set(each) - set(_TERM)) for each in found]
    for key, name in _TERM.items():
        kind = INPUT.field(name).type
        cells = [None if bad else each.get(key) for each, bad in zip(found, odd, strict=True)]  # type: ignore[union-attr]
        columns[name] = pa.array(cells, kind).take(encoded.indices)
    codes = encoded.indices.fill_null(-1).to_pylist()
    words = encoded.dictionary.to_pylist()
    misread = [
        Misread(row, "term", unread("term-unreadable", words[code]))
        for row, code in enumerate(codes)
        if code >= 0 and odd[code]
    ]
    return columns, misread


_TERM = {
    "days": "term_days",
    "months": "term_months",
    "end_of_month": "end_of_month",
    "from": "term_from",
    "on_day": "term_on_day",
}
#: The columns that a term in words is made into.
TERMS = tuple(_TERM.values())


def payments(name: str, texts: Column, day_key: str) -> Typed:
    """A column of payments, each a day and an amount: `2026-03-01=100.00|2026-04-01=50.00`.

    >>> read = payments("payments", pa.array(["2026-03-01=100|1/4/26=50,50", None, "hier"]), "paid_on")
    >>> [str(each["amount"]) for each in read.column[0].as_py()], read.column[1].as_py(), read.misread[0].why.code
    (['100.00', '50.50'], [], 'payment-unreadable')
    """
    filled = _filled(texts)
    lists: Column = kernels.split_pattern(filled, _BETWEEN_PAYMENTS)
    entries = lists.flatten()
    row = np.repeat(np.arange(len(texts)), np.asarray(lists.value_lengths().fill_null(0)))
    parts: Column = kernels.extract_regex(entries, _PAYMENT)
    paid_on, money = days(name, parts.field("day")), amounts(name, parts.field("money"))
    misread = {
        row[each.row]: Misread(int(row[each.row]), name, each.why) for each in (*money.misread, *paid_on.misread)
    }
    for at in np.flatnonzero(np.asarray(parts.is_null())).tolist():
        why = unread("payment-unreadable", entries[at].as_py())
        misread[row[at]] = Misread(int(row[at]), name, why)
    inner: Column = arrow.StructArray.from_arrays([paid_on.column, money.column], [day_key, "amount"])
    offsets = np.concatenate([[0], np.cumsum(np.asarray(lists.value_lengths().fill_null(0)))]).astype(np.int32)
    column: Column = arrow.ListArray.from_arrays(pa.array(offsets), inner)
    return Typed(column.cast(INPUT.field(name).type), list(misread.values()))


def supplied(name: str, texts: Column) -> Typed:
    """A column of rates that the program does not know yet: `ecb-mro@2027-01-01=2.15|legal-interest@2027-01-01=2.70`.

    >>> read = supplied("supplied_rates", pa.array(["ecb-mro@1/1/2027=2,15", None, "2,15"]))
    >>> str(read.column[0].as_py()[0]["percent"]), read.column[1].as_py(), read.misread[0].why.code
    ('2.1500', None, 'number-unreadable')
    """
    encoded = _filled(texts).dictionary_encode()
    found = [_supplied(each) for each in encoded.dictionary.to_pylist()]
    kept = pa.array([None if isinstance(each, Unread) else each for each in found], INPUT.field(name).type)
    rows = [] if all(not isinstance(each, Unread) for each in found) else encoded.indices.fill_null(-1).to_pylist()
    misread = [
        Misread(row, name, _unread(found[code]))
        for row, code in enumerate(rows)
        if code >= 0 and isinstance(found[code], Unread)
    ]
    return Typed(kept.take(encoded.indices), misread)


def _supplied(text: str) -> list[dict[str, Any]] | Unread:
    rates_ = []
    for part in text.split(_BETWEEN_PAYMENTS):
        read = _SUPPLIED.fullmatch(part.strip())
        day, percent = (date_typed(read["day"]), number_typed(read["percent"])) if read else (None, None)
        if read is None or percent is None or isinstance(day, Unread):
            return unread("number-unreadable", text)
        rates_.append({"series": read["series"], "from": day, "percent": percent})
    return rates_


def one_payment(day: Column, money: Column) -> Column:
    """A column of payments from a day and an amount of each row; none where one of them is missing."""
    there = np.asarray(kernels.and_(day.is_valid(), money.is_valid()))
    offsets = np.concatenate([[0], np.cumsum(there)]).astype(np.int32)
    kept = pa.array(there)
    inner: Column = arrow.StructArray.from_arrays([day.filter(kept), money.filter(kept)], ["paid_on", "amount"])
    column: Column = arrow.ListArray.from_arrays(pa.array(offsets), inner)
    return column.cast(INPUT.field("payments").type)


def first_of_each(misread: Sequence[Misread]) -> Iterator[Misread]:
    """The first cell of each row that could not be read."""
    seen: set[int] = set()
    for each in misread:
        if each.row not in seen:
            seen.add(each.row)
            yield each
