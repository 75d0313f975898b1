"""The setting of a clause, read from a few words about it."""

import re
from datetime import date
from functools import cache
from typing import Any, cast, get_args

from latepay_core.data import table
from latepay_core.terms.folding import folded
from latepay_core.terms.model import Note, Setting

_NOTES = cast(tuple[Note, ...], get_args(Note))
_MONTHS = (
    *(("jan",), ("fev", "feb"), ("mars", "march"), ("avr", "apr"), ("mai", "may"), ("juin", "june")),
    *(("juil", "july"), ("aou", "aug"), ("sept",), ("oct",), ("nov",), ("dec",)),
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_SECOND_HALF = re.compile(r"second half|2e semestre|second semestre|deuxieme semestre|\bs2\b")


def setting_of(words: str, today: date) -> Setting:
    """What a few words say of a paper: « facture entre entreprises, octobre 2026 ». What they do not say stays usual.

    The day is the first of the month or half-year named; `today` where no year is.

    >>> found = setting_of("facture d’un transporteur, février 2024", date(2026, 11, 30))
    >>> found.document, found.trade, found.on
    ('invoice', 'transport', datetime.date(2024, 2, 1))
    """
    text = folded(words)
    values: dict[str, Any] = {}
    for row in _rows():
        if row["field"] not in values and row["pattern"].search(text):
            values[row["field"]] = row["value"]
    notes = tuple(note for note in _NOTES if re.search(rf"\b{note.lower()}\b", text))
    return Setting(**values, notes=notes, on=_day(text, today))


def _day(text: str, today: date) -> date:
    year = _YEAR.search(text)
    if year is None:
        return today
    before = text[: year.start()]
    named = [
        (place, month)
        for month, names in enumerate(_MONTHS, 1)
        for name in names
        if (place := max((each.start() for each in re.finditer(rf"\b{name}", before)), default=-1)) >= 0
    ]
    if named:
        return date(int(year[1]), max(named)[1], 1)
    if int(year[1]) == today.year:
        return today if not re.search(r"half|semestre|\bs1\b", text) else date(today.year, 1, 1)
    return date(int(year[1]), 7 if _SECOND_HALF.search(text) else 1, 1)


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    rows = table("latepay_core.terms", "setting.toml")["rows"]
    return tuple({**each, "pattern": re.compile(each["looks_for"])} for each in rows)
