"""What a table is, and how it was read: as what, which column as what, and what its first rows say."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import islice

from latepay_core.imports.cells import read_day, read_sum
from latepay_core.imports.columns import DAYS, SUMS, Columns, is_sure
from latepay_core.imports.grid import Row
from latepay_core.imports.headings import plain_heading
from latepay_core.imports.ledgers import is_ledger
from latepay_core.imports.model import ColumnSeen, Place, TableSeen
from latepay_core.imports.numbering import numbered
from latepay_core.imports.references import note_about
from latepay_core.imports.rows import body_rows

_PAYMENTS_SHEET = re.compile(r"(reglement|paiement|encaissement|payment|banque|virement|releve)s?\b.*")
#: Roles that only an invoice has.
_OF_INVOICES = ("due", "term", "amount_net", "customer")
#: Roles of payments that a column may have beside another.
_OF_PAYMENTS = ("operation_date", "operation_amount", "payer", "reference")
#: Roles that only ledgers read: in any other table such a column is not read.
_OF_LEDGERS = frozenset({"lettering", "journal", "account", "progressive", "sense"})
_ROWS_SHOWN, _SAMPLES = 5, 3


def table_seen(columns: Columns) -> TableSeen:
    """How a table was read."""
    kind = _kind(columns)
    if kind == "invoices":
        columns, _ = numbered(columns)
    roles = _role_of_each(columns, kind)
    rows = [body.row for body in islice(body_rows(columns, Counter()), _ROWS_SHOWN)]
    shown = [column for column in columns.columns if column.filled]
    seen = tuple(
        ColumnSeen(
            column.at,
            column.heading,
            roles.get(column.at, ""),
            columns.header is not None and is_sure(column.heading),
            tuple(text for row in rows if (text := row.text(column.at)))[:_SAMPLES],
            remarks_read=kind == "invoices" and column.at not in roles and _tells_of_notes(columns, column.at),
        )
        for column in shown
    )
    return TableSeen(
        Place(columns.grid.file, sheet=columns.grid.sheet),
        kind,
        None if columns.header is None else columns.grid.rows[columns.header].number,
        seen,
        tuple((row.number, tuple(_value(columns, row, each) for each in seen)) for row in rows),
    )


def _tells_of_notes(columns: Columns, at: int) -> bool:
    texts = (row.text(at) for row in columns.body)
    return any("avoir" in text.casefold() and note_about(text) for text in texts)


def _kind(columns: Columns) -> str:
    if is_ledger(columns):
        return "ledger"
    return (
        "payments"
        if (columns.has("operation_amount") and columns.header is None) or is_payment_list(columns)
        else "invoices"
    )


def _role_of_each(columns: Columns, kind: str) -> dict[int, str]:
    """The one role to show for each column, by what the table is."""
    first = {role: (role in _OF_PAYMENTS) == (kind == "payments") for role in columns.roles}
    found: dict[int, str] = {}
    # of two roles the one that the heading gave first; a term in words stands in the column of the due dates
    for role in sorted(columns.roles, key=lambda each: (not first[each], each == "term")):
        if kind != "ledger" and role in _OF_LEDGERS:
            continue
        for at in columns.all(role):
            found.setdefault(at, role)
    return found


def _value(columns: Columns, row: Row, column: ColumnSeen) -> date | Decimal | str:
    """A cell as it is understood: a day, a sum, else its text."""
    cell = row.at(column.at)
    found: object = None
    if column.role in DAYS:
        found = read_day(cell, columns.style)
    elif column.role in SUMS:
        found = read_sum(cell, columns.style)
    return found if isinstance(found, date | Decimal) else row.text(column.at)


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
