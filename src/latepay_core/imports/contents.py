"""A list without headings: what its columns are, told from what they hold."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from latepay_core.imports.cells import Style, looks_like_day, read_day, read_sum
from latepay_core.imports.columns import Column, Columns, styled
from latepay_core.imports.grid import Cell, Row

_BANK_WORDS = re.compile(r"\W*(?:VIR|PRLV|PRELEV|CARTE|CB|CHQ|CHEQUE|REM|RETRAIT|COTIS|FRAIS)", re.IGNORECASE)
_FEW = 3
_PAIR = 2
#: A list's amounts without VAT, VAT, and amounts with VAT add up, but for rounding.
_CENTS = Decimal("0.02")


def guessed(columns: Columns) -> Columns:
    """The same list with the roles that its content tells; without any where that is not sure.

    Two columns of days are the invoice's and its due date, the later one; of two columns of sums, the one that is
    never the greater is what is left. One column of days alone may be either, and is not decided here.
    """
    rows = _data_rows(columns)
    filled = [column for column in columns.columns if column.filled]
    days = [
        column for column in filled if column.mostly(column.days + column.serials) and not column.mostly(column.cents)
    ]
    sums = [column for column in filled if column not in days and column.mostly(column.sums) and column.cents]
    roles = _day_roles(days, rows) | _sum_roles(sums, rows)
    others = [column for column in filled if column not in days and column not in sums]
    if len(days) in (1, _PAIR) and len(sums) == 1 and (bank := _bank_roles(days, sums[0], others, columns.body)):
        return styled(replace(columns, roles={role: (at,) for role, at in bank.items()}))
    roles |= _text_roles(others)
    if not {"amount", "due"} <= roles.keys():
        return columns
    return styled(replace(columns, roles={role: (at,) for role, at in roles.items()}))


def _data_rows(columns: Columns) -> list[Row]:
    return [row for row in columns.body if any(looks_like_day(cell) for cell in row.cells)]


def _day_roles(days: list[Column], rows: list[Row]) -> dict[str, int]:
    if len(days) not in (_PAIR, _FEW):
        return {}
    by_fill = sorted(days, key=lambda each: (-each.filled, each.at))
    pair = sorted(by_fill[:_PAIR], key=lambda each: each.at)
    first, second = (_values_of_days(rows, each.at) for each in pair)
    later = [b >= a for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    if not later or (any(later) and not all(later)):
        return {}
    issued, due = (pair[0].at, pair[1].at) if all(later) else (pair[1].at, pair[0].at)
    roles = {"issued": issued, "due": due}
    if len(days) == _FEW:
        roles["paid_on"] = by_fill[_PAIR].at
    return roles


def _values_of_days(rows: list[Row], at: int) -> list[date | None]:
    found = (read_day(row.at(at), Style()) for row in rows)
    return [each if isinstance(each, date) else None for each in found]


def _sum_roles(sums: list[Column], rows: list[Row]) -> dict[str, int]:
    if len(sums) == 1:
        return {"amount": sums[0].at}
    values = {column.at: [_value(row.at(column.at)) for row in rows] for column in sums}
    if len(sums) == _FEW:
        return _with_tax(values)
    if len(sums) != _PAIR:
        return {}
    one, other = sums[0].at, sums[1].at
    if _never_greater(values[other], values[one]):
        return {"amount": one, _rest_or_paid(values[other], values[one]): other}
    if _never_greater(values[one], values[other]):
        return {"amount": other, _rest_or_paid(values[one], values[other]): one}
    return {}


def _value(cell: Cell) -> Decimal:
    found = read_sum(cell, Style(decimal=","))
    return found if isinstance(found, Decimal) else Decimal(0)


def _never_greater(lesser: Iterable[Decimal], greater: Iterable[Decimal]) -> bool:
    return all(abs(a) <= abs(b) for a, b in zip(lesser, greater, strict=True))


def _rest_or_paid(lesser: list[Decimal], greater: list[Decimal]) -> str:
    """What the smaller sums are: what is left where most equal the amount; what was paid where most are nil."""
    equal = sum(a == b for a, b in zip(lesser, greater, strict=True))
    nil = sum(a == 0 for a in lesser)
    if equal == 0 and nil == 0:
        return "amount_net"
    return "open" if equal >= nil else "paid_amount"


def _with_tax(values: dict[int, list[Decimal]]) -> dict[str, int]:
    """Three columns of sums that add up: without VAT, VAT, with VAT."""
    total = max(values, key=lambda at: sum(map(abs, values[at])))
    others = [at for at in values if at != total]
    pairs = zip(values[others[0]], values[others[1]], values[total], strict=True)
    if all(abs(a + b - both) <= _CENTS for a, b, both in pairs):
        net = max(others, key=lambda at: sum(map(abs, values[at])))
        return {"amount": total, "amount_net": net, "vat": next(at for at in others if at != net)}
    return {}


def _bank_roles(days: list[Column], sums: Column, others: list[Column], rows: Iterable[Row]) -> dict[str, int]:
    """A bank's lines: a day, a signed sum, and a wording that banks use; nothing where it is none."""
    texts = [column for column in others if column.mostly(column.names)]
    if not texts:
        return {}
    label = max(texts, key=lambda each: sum(len(row.text(each.at)) for row in rows))
    said = [row.text(label.at) for row in rows if row.at(label.at)]
    if sum(bool(_BANK_WORDS.match(text)) for text in said) * 2 <= len(said):
        return {}
    return {"operation_date": days[0].at, "operation_amount": sums.at, "label": label.at}


def _text_roles(others: list[Column]) -> dict[str, int]:
    """The number is the column of different texts with figures; the customer that of names."""
    roles: dict[str, int] = {}
    names = [column for column in others if column.mostly(column.names) and not column.mostly(column.terms)]
    numbers = [column for column in others if column.distinct >= column.filled - 1 and column.filled > column.names]
    numbers = numbers or [column for column in others if column.distinct >= column.filled - 1 and column not in names]
    if numbers:
        roles["number"] = numbers[0].at
    terms = [column for column in others if column.mostly(column.terms)]
    if terms:
        roles["term"] = terms[0].at
    named = [column for column in names if column.at != roles.get("number")]
    if named:
        roles["customer"] = min(named, key=lambda each: (each.distinct, each.at)).at
    return roles
