"""A letter that claims money, read as text: its lines, their kinds, its total, its day. A proposal, to be looked over.

An amount is kept for each line; the total is the largest one that some of the others add up to, and these are the
lines. Where nothing adds up, every line that is no total is proposed, and the reader says.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations

from latepay_core.claim.asked import Asked, AskedLine, Kind
from latepay_core.claim.typed import date_typed
from latepay_core.data import table

#: Beyond, sums of lines are not tried one by one.
_MOST_ADDED = 16
_MOST_SIGNS = 20_000
_LONGEST_LABEL = 80
_AMOUNT = re.compile(
    r"(?<![\d/.,-])(\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,](\d{2}))?(?!\d)(?![.,/]\d)\s?(€|eur(?:os?)?\b)?(?!\s?%)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
_TOTAL = re.compile(
    r"\btotal\b|\bsoit\b|\bensemble\b|somme (?:a|due|totale)|\ba (?:payer|regler|solder)\b|net a|reclam"
)
_DAY = re.compile(r"\b(\d{1,2}(?:er)?\s+[a-zéûô]+\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})\b", re.IGNORECASE)
_DUE = re.compile(rf"(?:échue?s?|échéance|payable|à payer|à régler)\b[^.€]{{0,30}}?{_DAY.pattern}", re.IGNORECASE)
_HEAD, _HEAD_LENGTH = 15, 70


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter was understood to ask, the day it bears, and the first due date that it names."""

    asked: Asked | None
    dated: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class _Line:
    kind: Kind
    amount: Decimal
    label: str
    total: bool
    rates: tuple[str, ...]


def read_letter(text: str) -> Letter:
    """What a letter asks; `asked` is None where no amount was found in it.

    >>> text = "Lyon, le 31 août 2026\\nFacture : 5 760,00 €\\nTVA sur pénalités 47,66 €\\nTotal 5 807,66 €"
    >>> found = read_letter(text)
    >>> [(each.kind, str(each.amount)) for each in found.asked.lines], str(found.asked.total), found.dated.isoformat()
    ([('principal', '5760.00'), ('vat-on-interest', '47.66')], '5807.66', '2026-08-31')
    """
    rows = [_spaces(each) for each in text[:_MOST_SIGNS].splitlines()]
    found = list(_lines([each for each in rows if each]))
    total, kept = _added_up(found)
    if not kept:
        return Letter(None, _dated(rows), _due(rows))
    lines = tuple(AskedLine(kind=each.kind, amount=each.amount, label=each.label) for each in _with_principal(kept))
    rates = {rate for each in found if each.kind == "interest" for rate in each.rates}
    rate = Decimal(next(iter(rates)).replace(",", ".")) if len(rates) == 1 else None
    return Letter(Asked(total=total, lines=lines, rate_percent=rate), _dated(rows), _due(rows))


def _spaces(row: str) -> str:
    return re.sub(r"[\s.…]*\.{3,}|[\s\u00a0\u202f\u2009]+", " ", row).strip()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _lines(rows: Sequence[str]) -> Iterator[_Line]:
    """The rows that end in an amount of money; what a row does not say, the two above it may."""
    for at, row in enumerate(rows):
        amounts = [each for each in _AMOUNT.finditer(row) if each[2] or each[3]]
        if not amounts:
            continue
        last = amounts[-1]
        value = Decimal(f"{re.sub(r'[ .]', '', last[1])}.{last[2] or '00'}")
        if not value:
            continue
        own = _folded(row)
        above = (_folded(" ".join(rows[max(0, at - back) : at])) for back in (1, 2))
        kind: Kind = next(filter(None, map(_kind, (own, *above))), "other")
        rates = tuple(_PERCENT.findall(row))
        yield _Line(kind, value, _label(row[: amounts[0].start()]), bool(_TOTAL.search(own)), rates)


def _label(words: str) -> str:
    said = re.sub(r"^[\s\-–—•*\d)]+(?=\D)|[\s:=.(–-]+$", "", words)
    said = re.sub(r"(?:\s+est)?\s+(?:de|d’|d')$", "", said)
    return said[:_LONGEST_LABEL].strip() if " " in said else ""


@cache
def _kinds() -> tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...]:
    rows = table(__package__, "letter.toml")["kinds"]
    return tuple((each["kind"], tuple(re.compile(pattern) for pattern in each["all"])) for each in rows)


def _kind(words: str) -> Kind | None:
    return next((kind for kind, patterns in _kinds() if all(each.search(words) for each in patterns)), None)


def _added_up(found: Sequence[_Line]) -> tuple[Decimal | None, list[_Line]]:
    """The total and its lines: the largest amount that others, as few as can be, add up to."""
    if len(found) <= _MOST_ADDED:
        said = sorted({each.amount for each in found if each.total}, reverse=True)
        for total in (*said, *sorted({each.amount for each in found} - set(said), reverse=True)):
            if chosen := _sum_up(total, [each for each in found if each.amount < total]):
                return total, chosen
    lines = [each for each in found if not each.total]
    totals = [each.amount for each in found if each.total]
    if not lines:
        return max(totals, default=None), list(found)
    return max(totals, default=None), lines


def _sum_up(total: Decimal, others: Sequence[_Line]) -> list[_Line]:
    for count in range(2, len(others) + 1):
        for chosen in combinations(others, count):
            if sum(each.amount for each in chosen) == total:
                return list(chosen)
    return []


def _with_principal(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines; where none is the principal, the largest that says nothing of itself is."""
    unsaid = [each for each in lines if each.kind == "other"]
    largest = max(lines, key=lambda each: each.amount)
    for each in lines:
        is_it = each is largest and (each in unsaid) and all(one.kind != "principal" for one in lines)
        yield _Line("principal", each.amount, each.label, each.total, each.rates) if is_it else each


def _dated(rows: Sequence[str]) -> date | None:
    """The day in the head of the letter: a short row that holds a whole date."""
    for row in rows[:_HEAD]:
        if len(row) <= _HEAD_LENGTH and (found := _DAY.search(row)):
            day = date_typed(found[1])
            if isinstance(day, date):
                return day
    return None


def _due(rows: Sequence[str]) -> date | None:
    """The first due date that is named."""
    for found in _DUE.finditer(" ".join(rows)):
        day = date_typed(found[1])
        if isinstance(day, date):
            return day
    return None
