"""How a letter is laid out beyond its rows: accounts of several days side by side, a sum in its subject."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from latepay_core.weighing.letter_rows import days_in, money_in

_SEVERAL = 2
#: Under the head of a table, as many rows may come before the sums of its columns.
_NEAR = 3
_PERIOD = re.compile(r"\b(?:du|from)\b.{6,22}\b(?:au|to)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"^\W*(?:objet|subject|re|concerne|obj)\s*:", re.IGNORECASE)


def days_side_by_side(rows: Sequence[str]) -> tuple[int, tuple[date, ...]] | None:
    """The row that heads columns of several days, and those days; None where the letter has one account.

    >>> days_side_by_side(["au 31/05/2026 au 15/06/2026", "Principal 2 400,00 2 400,00", "Pénalités 48,74 60,72"])
    (0, (datetime.date(2026, 5, 31), datetime.date(2026, 6, 15)))
    """
    for at, row in enumerate(rows):
        days = tuple(days_in(row))
        if len(days) < _SEVERAL or next(money_in(row), None) or _PERIOD.search(row):
            continue
        sums = [len(list(money_in(each))) for each in rows[at + 1 : at + 1 + _NEAR]]
        if sums.count(len(days)) >= _SEVERAL:
            return at, days
    return None


def subject_sums(rows: Sequence[str]) -> Iterator[Decimal]:
    """The sums that the subject of a letter names."""
    for row in rows:
        if _SUBJECT.match(row):
            yield from (each.value for each in money_in(row))
