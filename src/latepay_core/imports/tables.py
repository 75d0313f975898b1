"""A table of any nature: seen what it is, then read as a list of invoices, a ledger or a list of payments."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from latepay_core.imports.cells import read_sum
from latepay_core.imports.columns import DAYS, Columns, changed, columns_of, untitled_sums
from latepay_core.imports.contents import guessed
from latepay_core.imports.grid import Grid, column_letter
from latepay_core.imports.invoice_lists import read_invoice_list
from latepay_core.imports.ledgers import is_ledger, read_ledger
from latepay_core.imports.model import Answers, Found, Place, Question, Refused, Remark, TableAnswers
from latepay_core.imports.payment_lists import read_payment_list
from latepay_core.imports.rows import place_of, why_empty
from latepay_core.imports.seeing import is_payment_list, table_seen

_FEWEST_BUCKETS = _OUR_MARKS = 2
_SAMPLES = 3


def read_grid(grid: Grid, answers: Answers | None = None) -> Found:
    """What a table holds, and how it was read."""
    answers = answers or Answers()
    said = answers.tables.get((grid.file, grid.sheet), TableAnswers())
    columns = columns_of(grid.mended(said.cells), answers.columns, answers.month_first)
    unnamed = columns.header is None and answers.columns is None
    if unnamed:
        columns = guessed(columns)
    columns = changed(columns, said.roles, answers.month_first)
    place = Place(grid.file, sheet=grid.sheet)
    found = _read_unnamed(columns) if unnamed else _read(columns, place)
    if found.documents and not unnamed:
        untitled = (Remark("column-untitled", place, {"letter": column_letter(at)}) for at in untitled_sums(columns))
        found = replace(found, remarks=(*untitled, *found.remarks))
    return replace(found, tables=(table_seen(columns),)) if _is_list(found) else found


def _is_list(found: Found) -> bool:
    """Whether there is a table to be shown: one that is read, or whose columns are asked about."""
    return bool(found.documents or found.receipts or found.questions) or any(each.place.rows for each in found.refused)


def _read_unnamed(columns: Columns) -> Found:
    """A table without headings."""
    place = Place(columns.grid.file, sheet=columns.grid.sheet)
    if not _is_readable(columns):
        return Found(questions=(_which_columns(columns, need=True),)) if _has_sums(columns) else _nothing(place)
    read = read_payment_list if columns.has("operation_amount") else read_invoice_list
    return read(columns) + Found(questions=(_which_columns(columns, need=False),))


def _is_readable(columns: Columns) -> bool:
    """Whether it is known which column holds sums, and which holds days."""
    sums = any(map(columns.has, ("amount", "open", "operation_amount"))) or columns.has("amount_net", "vat")
    return sums and any(map(columns.has, (*DAYS, "term")))


def _read(columns: Columns, place: Place) -> Found:
    if columns.marks("buckets") >= _FEWEST_BUCKETS and not columns.has("number") and not columns.has("due"):
        return _aged_summary(columns)
    if columns.marks("statement") >= _OUR_MARKS:
        return Found(refused=(Refused("file-is-statement", place),))
    if is_ledger(columns) or is_payment_list(columns):
        return read_ledger(columns) if is_ledger(columns) else read_payment_list(columns)
    if columns.has("amount") or columns.has("open") or columns.has("amount_net", "vat"):
        return read_invoice_list(columns)
    if columns.has("amount_net"):
        return Found(questions=(_without_vat(columns, place),))
    return Found(questions=(_which_columns(columns, need=True),)) if _has_sums(columns) else _nothing(place)


def _without_vat(columns: Columns, place: Place) -> Question:
    """Whether the one column of amounts is without VAT: which it is, and what it comes to."""
    at = columns.at("amount_net")
    sums = (read_sum(row.at(at), columns.style) for row in columns.body if not why_empty(columns, row))
    total = sum((each for each in sums if isinstance(each, Decimal)), Decimal(0))
    figures = {"heading": columns.heading("amount_net"), "at": at, "total": format(total, "f")}
    return Question("vat", place, figures=figures)


def _nothing(place: Place) -> Found:
    return Found(refused=(Refused("nothing-found", place),))


def _has_sums(columns: Columns) -> bool:
    return any(column.mostly(column.sums) and column.filled > 1 for column in columns.columns)


def _aged_summary(columns: Columns) -> Found:
    """One row a customer and sums by age: no row is an invoice, and none is made up."""
    ignored: Counter[str] = Counter()
    refused = []
    for row in columns.body:
        why = why_empty(columns, row)
        if why in {"blank", "total", "header"}:
            ignored[why] += 1
            continue
        name = row.text(columns.at("customer")) or row.text(columns.at("customer_code"))
        refused.append(
            Refused("no-invoice", place_of(columns, row), {"customer": name, "total": row.text(columns.at("amount"))})
        )
    return Found(refused=tuple(refused), ignored=dict(ignored))


def _which_columns(columns: Columns, *, need: bool) -> Question:
    """Which column is what: how each was read, and what it begins with."""
    by_column = {at: role for role, ats in columns.roles.items() for at in ats}
    described = [
        {
            "at": column.at,
            "heading": column.heading,
            "role": by_column.get(column.at, ""),
            "samples": [text for row in columns.body[:20] if (text := row.text(column.at))][:_SAMPLES],
        }
        for column in columns.columns
        if column.filled
    ]
    return Question("columns", Place(columns.grid.file, sheet=columns.grid.sheet), need, {"columns": described})
