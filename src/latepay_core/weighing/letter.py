"""A letter that claims money, read as text: its lines, their kinds, its total, its day. A proposal, to be looked over.

An amount is kept for each line; the total is the largest one that some of the others add up to, and these are the
lines. Where nothing adds up, every line that is no total is proposed, and the reader says.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import cast

from latepay_core.claim.asked import MOST_LINES, Asked, AskedLine, Kind
from latepay_core.weighing.letter_rows import DUE, Column, Money, columns_of, days_in, folded, kind_of, money_in, spaced
from latepay_core.weighing.their_invoices import TheirInvoice, invoices_in

#: Beyond, sums of lines are not tried one by one.
_MOST_ADDED = 16
_MOST_SIGNS = 20_000
_LONGEST_LABEL = 80
_PERCENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
_ANNOUNCED = re.compile(
    r"(?:p[ée]nalit[ée]s?|int[ée]r[êe]ts?|agios|retard|taux)\b[^%.;€]{0,60}?(\d{1,2}(?:[.,]\d{1,3})?)\s?%(?!\s?d[eu]\b)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\btotal\b|\bsoit\b|\bensemble\b|somme (?:a|due|totale)|\ba (?:payer|regler|solder)\b|net a|reclam"
)
_HEAD, _HEAD_LENGTH = 15, 70
_SEVERAL = 2
_WORDS = re.compile(r"[\w/.-]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter was understood to ask, the day it bears, the first due date that it names, and its invoices."""

    asked: Asked | None
    dated: date | None
    due_on: date | None
    invoices: tuple[TheirInvoice, ...] = ()


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
    rows = [spaced(each) for each in text[:_MOST_SIGNS].splitlines()]
    told = [each for each in rows if each]
    named = invoices_in(told)
    found = list(_lines(told, {each.number for each in named if each.number}))
    dated, due = _dated(rows), next(days_in(" ".join(rows), DUE), None)
    total, kept = _added_up(found)
    if not kept:
        return Letter(None, dated, due, _invoices(named, due, None))
    whole = _each_invoice(list(_with_principal(kept)), named, total)
    lines = tuple(AskedLine(kind=each.kind, amount=each.amount, label=each.label) for each in whole)
    asked = Asked(total=total, lines=_bounded(lines), rate_percent=_rate(told, found))
    return Letter(asked, dated, due, _invoices(named, due, asked))


def _bounded(lines: tuple[AskedLine, ...]) -> tuple[AskedLine, ...]:
    """The lines; of more than a claim received may have, one a kind."""
    if len(lines) <= MOST_LINES:
        return lines
    sums: dict[Kind, Decimal] = {}
    for each in lines:
        sums[each.kind] = sums.get(each.kind, Decimal(0)) + each.amount
    return tuple(AskedLine(kind=kind, amount=amount) for kind, amount in sums.items())


def _rate(rows: Sequence[str], found: Sequence[_Line]) -> Decimal | None:
    """The rate they say they applied: that of their lines of interest, else the one announced without any sum."""
    beside = {rate for each in found if each.kind == "interest" for rate in each.rates}
    announced = {match[1] for row in rows if not next(money_in(row), None) for match in _ANNOUNCED.finditer(row)}
    rates = {Decimal(each.replace(",", ".")) for each in beside or announced}
    return rates.pop() if len(rates) == 1 else None


def _each_invoice(lines: Sequence[_Line], named: Sequence[TheirInvoice], total: Decimal | None) -> Iterator[_Line]:
    """The lines; one that is the sum of all the invoices, or the last of a sentence’s, gives its place to theirs."""
    summed = [(each.number, each.amount) for each in named if each.amount]
    whole = sum((amount for _, amount in summed), Decimal(0))
    principals = [each.amount for each in lines if each.kind == "principal"]
    others = sum((each.amount for each in lines if each.kind != "principal"), Decimal(0))
    all_of_them = len(principals) == 1 and total == whole + others
    for each in lines:
        if each.kind == "principal" and len(summed) >= _SEVERAL and (each.amount == whole or all_of_them):
            for number, amount in summed:
                yield _Line("principal", amount, number, False, ())
        else:
            yield each


def _invoices(named: Sequence[TheirInvoice], due: date | None, asked: Asked | None) -> tuple[TheirInvoice, ...]:
    """The invoices; the principal and the due date of the letter are those of the only one it is about."""
    found = [each for each in named if each.amount or each.due_on or each.issued_on]
    principals = [each.amount for each in asked.lines if each.kind == "principal"] if asked else []
    summed = [each for each in found if each.amount]
    if len(summed) >= _SEVERAL:
        return tuple(summed)
    if len(principals) >= _SEVERAL and len(found) == len(principals):
        return tuple(replace(each, amount=amount) for each, amount in zip(found, principals, strict=True))
    if len(principals) >= _SEVERAL:
        return tuple(TheirInvoice(amount=each) for each in principals)
    if len(found) > 1 or not (found or principals or due):
        return tuple(found)
    one = found[0] if found else TheirInvoice()
    return (replace(one, amount=principals[0] if principals else one.amount, due_on=one.due_on or due),)


def _lines(rows: Sequence[str], numbers: Container[str]) -> Iterator[_Line]:
    """The rows that end in an amount of money; what a row does not say, an invoice's number or the two above it may."""
    columns: tuple[Column, ...] = ()
    for at, row in enumerate(rows):
        columns = columns_of(row) or columns
        amounts = list(money_in(row))
        if not amounts:
            continue
        if len(amounts) == len(columns) and not _TOTAL.search(folded(row)):
            yield from _cells(row, amounts, columns)
            continue
        own = folded(row)
        told = _told(row, amounts)
        if len(set(told)) > 1 and all(told):
            for amount, own_kind in zip(amounts, told, strict=True):
                yield _Line(own_kind or "other", amount.value, _label(row[: amounts[0].start]), False, ())
            continue
        above = (folded(" ".join(rows[max(0, at - back) : at])) for back in (1, 2))
        numbered = any(each.rstrip(".-/") in numbers for each in _WORDS.findall(row))
        by_place: Kind = "principal" if numbered else next(filter(None, map(kind_of, above)), "other")
        kind = kind_of(own) or by_place
        rates = tuple(_PERCENT.findall(row))
        yield _Line(kind, amounts[-1].value, _label(row[: amounts[0].start]), bool(_TOTAL.search(own)), rates)


def _told(row: str, amounts: Sequence[Money]) -> list[Kind | None]:
    """What each sum of a row is for, by the words before it: « 1 000,00 € TTC, pénalités 13,60 € »."""
    starts = (0, *(each.end for each in amounts))
    return [kind_of(folded(row[start : each.start])) for start, each in zip(starts, amounts, strict=False)]


def _cells(row: str, amounts: Sequence[Money], columns: Sequence[Column]) -> Iterator[_Line]:
    """The sums of a table's row, each for what its column says; where there are others, its total is none of them."""
    label = _label(row[: amounts[0].start])
    for amount, column in zip(amounts, columns, strict=True):
        if column == "total" and set(columns) <= {"aside", "total"}:
            yield _Line("principal", amount.value, label, False, ())
        elif column not in {"aside", "total"}:
            yield _Line(cast(Kind, column), amount.value, label, False, ())


def _label(words: str) -> str:
    said = re.sub(r"^[\s\-–—•*\d)]+(?=\D)|[\s:=.(–-]+$", "", words)
    said = re.sub(r"(?:\s+est)?\s+(?:de|d’|d')$", "", said)
    return said[:_LONGEST_LABEL].strip() if " " in said else ""


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
        if len(row) <= _HEAD_LENGTH and (day := next(days_in(row), None)):
            return day
    return None
