"""The rows of a list, told apart: those to read, and the titles, groups, totals and notes that carry nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from latepay_core.imports.cells import looks_like_day, looks_like_sum
from latepay_core.imports.columns import Columns
from latepay_core.imports.grid import CellFault, Row, column_letter
from latepay_core.imports.headings import known_headings
from latepay_core.imports.model import PartyFound, Place

_TOTAL = re.compile(
    r"(?:sous[- ]?|sub[- ]?)?tota(?:ls?|ux|les)\b|grand total|(?:gesamt)?summe\b|sumas?\b"
    r"|solde (?:du compte|final|initial|au)|report\b|à reporter|cumul\b|sum\b",
    re.IGNORECASE,
)
#: A cell that says nothing but this, whatever days stand beside it.
_SUM_ALONE = re.compile(
    r"(?:(?:sous[- ]?|sub[- ]?)?tota(?:ls?|ux|les)|(?:montant |grand )totals?|soldes?|balance"
    r"|sommes?|reste|(?:gesamt)?summe|sumas?)"
    r"(?: (?:outstanding|owing|owed|inc\.? vat|invoiced"
    r"|du compte|client|d[uû]e?s?|restant(?: d[uû])?|à (?:payer|recevoir)|ttc|h\.?t\.?|général|factures?))*"
    r"\s*:?",
    re.IGNORECASE,
)
#: A group's own row, with how many rows it has: « Orion (2) ».
_GROUP_COUNT = re.compile(r".*\S \(\d+\)")
_PAGE = re.compile(r"page \d+\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9ÀÂÄÉÈÊËÎÏÔÖÙÛÜÇŒ_./-]{2,20}")
_MOST_OF_A_GROUP = 3


class BodyRow(NamedTuple):
    """A row to read, and the customer of the group that it stands in."""

    row: Row
    group: PartyFound


def body_rows(columns: Columns, ignored: Counter[str]) -> Iterator[BodyRow]:
    """The rows to read; the others are counted in `ignored` by why."""
    group = PartyFound()
    if columns.header is not None:
        ignored["title"] += sum(bool(row.filled) for row in columns.grid.rows[: columns.header])
        ignored["header"] += 1
    for row in columns.body:
        why = why_empty(columns, row)
        if why == "group":
            group = _party_of(row)
        if why:
            ignored[why] += 1
        else:
            yield BodyRow(row, group)


def why_empty(columns: Columns, row: Row) -> str:
    """Why a row carries nothing to read; empty where it may."""
    filled = row.filled
    if not filled:
        return "blank"
    texts = [row.text(at) for at in filled if isinstance(row.at(at), str)]
    if len(texts) == len(filled) and _repeats_headings(columns, texts):
        return "header"
    sums_up = _sums_up(columns, row, texts)
    is_page = len(filled) == len(texts) == 1 and bool(_PAGE.match(texts[0]))
    if not sums_up and (is_page or _has_number(columns, row) or _has_day(row)):
        return "note" if is_page else ""
    if sums_up or any(_TOTAL.match(text) for text in texts[:2]):
        return "total"
    if not any(_is_value(row, at) for at in filled):
        return "group" if len(filled) <= _MOST_OF_A_GROUP else ""
    return "" if any(sum(map(str.isalpha, text)) > 1 for text in texts) else "total"


def _sums_up(columns: Columns, row: Row, texts: list[str]) -> bool:
    """Whether a row names a sum where an invoice has its number: « Solde », « Total TTC »."""
    if _counts_a_group(row, texts):
        return True
    at = columns.at("number")
    if at is None:
        return bool(texts) and not _has_day(row) and names_a_sum(texts[0])
    # a firm may bear such a name: what has a number beside it is its invoice
    return names_a_sum(row.text(at) or (texts[0] if texts else ""))


def _counts_a_group(row: Row, texts: list[str]) -> bool:
    """Whether a row gives the sums of a group, and how many rows it has: « Orion (2) », as Odoo does."""
    said = [text for text in texts if not looks_like_sum(text)]
    return len(said) == 1 < len(row.filled) and bool(_GROUP_COUNT.fullmatch(said[0])) and not _has_day(row)


def names_a_sum(said: str) -> bool:
    """Whether a text names a sum and nothing else.

    >>> names_a_sum("Total TTC"), names_a_sum("Total Énergies")
    (True, False)
    """
    return _SUM_ALONE.fullmatch(said) is not None


def _repeats_headings(columns: Columns, texts: list[str]) -> bool:
    """Whether a page of the list begins again with its headings."""
    return columns.header is not None and set(texts) <= set(columns.headings) and known_headings(tuple(texts)) > 1


def _is_value(row: Row, at: int) -> bool:
    cell = row.at(at)
    return isinstance(cell, CellFault) or looks_like_sum(cell)


def _has_number(columns: Columns, row: Row) -> bool:
    """Whether the row names a document of a customer; a group's own row may write in that column too."""
    at = columns.at("number")
    if at is None or (
        not columns.has("customer") and not any(_is_value(row, each) for each in row.filled if each != at)
    ):
        return False
    return any(map(str.isdigit, row.text(at)))


def _has_day(row: Row) -> bool:
    return any(looks_like_day(row.at(at)) for at in row.filled)


def _party_of(row: Row) -> PartyFound:
    """The customer that a group's own row names: a code and a name, or one of them."""
    texts = [row.text(at) for at in row.filled]
    if len(texts) > 1 and _CODE.fullmatch(texts[0]):
        return PartyFound(name=texts[1], code=texts[0])
    name = max(texts, key=len)
    code, _, rest = name.partition(" ")
    if rest and any(map(str.isdigit, code)) and _CODE.fullmatch(code):
        return PartyFound(name=rest.lstrip("-–: "), code=code)
    return PartyFound(name=name)


def place_of(columns: Columns, *rows: Row, role: str = "") -> Place:
    """Where rows stand, and the cell of a role in the first of them."""
    at = columns.at(role) if role else None
    cell = f"{column_letter(at)}{rows[0].number}" if at is not None else ""
    return Place(columns.grid.file, tuple(row.number for row in rows), columns.grid.sheet, cell)
