"""A table of any nature: seen what it is, then read as a list of invoices, a ledger or a list of payments."""

import re
from collections import Counter

from latepay_core.imports.columns import Columns, columns_of
from latepay_core.imports.contents import guessed
from latepay_core.imports.grid import Grid
from latepay_core.imports.headings import plain_heading
from latepay_core.imports.invoice_lists import read_invoice_list
from latepay_core.imports.ledgers import is_ledger, read_ledger
from latepay_core.imports.model import Answers, Found, Place, Question, Refused
from latepay_core.imports.payment_lists import read_payment_list
from latepay_core.imports.rows import place_of, why_empty

_PAYMENTS_SHEET = re.compile(r"(reglement|paiement|encaissement|payment|banque|virement|releve)s?\b.*")
_FEWEST_BUCKETS = _OUR_MARKS = 2
_SAMPLES = 3
#: Roles that only an invoice has.
_OF_INVOICES = ("due", "term", "amount_net", "customer")


def read_grid(grid: Grid, answers: Answers | None = None) -> Found:
    """What a table holds."""
    answers = answers or Answers()
    columns = columns_of(grid, answers.columns, answers.month_first)
    place = Place(grid.file, sheet=grid.sheet)
    if columns.header is None and answers.columns is None:
        columns = guessed(columns)
        if not columns.roles:
            return Found(questions=(_which_columns(columns, need=True),)) if _has_sums(columns) else _nothing(place)
        read = read_payment_list if columns.has("operation_amount") else read_invoice_list
        return read(columns) + Found(questions=(_which_columns(columns, need=False),))
    return _read(columns, place)


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
        return Found(questions=(Question("vat", place, figures={"heading": columns.heading("amount_net")}),))
    return Found(questions=(_which_columns(columns, need=True),)) if _has_sums(columns) else _nothing(place)


def _nothing(place: Place) -> Found:
    return Found(refused=(Refused("nothing-found", place),))


def _has_sums(columns: Columns) -> bool:
    return any(column.mostly(column.sums) and column.filled > 1 for column in columns.columns)


def is_payment_list(columns: Columns) -> bool:
    """Whether a list is one of payments: it bears more of their marks than of invoices', or its sheet says so."""
    sums = columns.has("credit") or columns.has("operation_amount") or columns.has("amount")
    days = columns.has("operation_date") or columns.has("issued") or columns.has("paid_on")
    if not (sums and days):
        return False
    if _PAYMENTS_SHEET.fullmatch(plain_heading(columns.grid.sheet)):
        return True
    payments, invoices = columns.marks("payments"), columns.marks("invoices")
    if payments == invoices:
        return not any(columns.has(role) for role in _OF_INVOICES)
    return payments > invoices


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
