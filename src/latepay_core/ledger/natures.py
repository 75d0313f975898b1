"""Rows of a list that are no invoices: « Règlement », « Avoir » under a heading « Nature », sums below zero.

Each goes to the one invoice of the list whose number it bears. One that finds none, or several, is for the account of
its customer (`accounts`), and is told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import numpy as np
import pyarrow as pa

from latepay_core.claim.typed import Unread
from latepay_core.claim.typed.signs import unread
from latepay_core.imports.cells import Style
from latepay_core.imports.joining import NEAR
from latepay_core.imports.references import note_about
from latepay_core.imports.statuses import NOTE_NUMBER, below_zero_is_received, kind_of
from latepay_core.ledger.columns import Column, Mask, kernels
from latepay_core.ledger.typed_columns import day_read, sum_read

Into = Literal["payments", "credit_notes"]
#: Where a row that is no invoice has its day and its sum.
_DAYS = ("issued_on", "paid_on", "due_on")
_SUMS = ("amount", "amount_net", "paid_amount")
_KEPT = ("number", "customer")
_PLAIN = Style()
_BELOW_ZERO = ("-", "−", "–", "(")
_SIGNS = "()-−– "
#: A sum that is written below zero.
_BELOW = r"^\s*[-−–(]\s*€?\s*\d|\d\s*€?\s*-\s*$"
_INTO: Mapping[str, Into] = {"payment": "payments", "credit": "credit_notes"}


class Aside(NamedTuple):
    """A row that is no invoice: its place in the batch, what it is, which invoice it names; `why` it cannot be read.

    `into` is None for a row of a kind that is none of ours.
    """

    row: int
    into: Into | None
    number: str
    customer: str
    day: date | None
    amount: Decimal | None
    why: Unread | None
    #: A payment whose sum is written below zero, as it is written.
    negative: str = ""

    @property
    def entry(self) -> dict[str, object]:
        """The payment or the credit note, as its invoice's row holds it."""
        return {"paid_on" if self.into == "payments" else "issued_on": self.day, "amount": self.amount}


def aside_in(
    rows: pa.RecordBatch,
    named: Mapping[str, str],
    style: Style = _PLAIN,
    *,
    of_documents: bool = False,
    notes_by_number: bool = False,
) -> list[Aside]:
    """The rows of a batch of texts that are no invoices; `named` tells the heading of each column.

    A sum below zero is a credit note's, whatever its kind, but for a payment. Where the list tells invoices from what
    is none (`of_documents`), a row of an unknown kind is no invoice either. `notes_by_number`: credit notes bear
    numbers of their own, and no sign.
    """
    found: dict[int, Into | None] = dict(_by_kind(rows, named["kind"], of_documents)) if "kind" in named else {}
    credited = below_zero(rows, named)
    if notes_by_number:
        credited |= numbered_as_notes(rows, named)
    for at in np.flatnonzero(credited).tolist():
        found.setdefault(at, "credit_notes")
    return [
        _aside(at, into, {name: _text(rows, head, at) for name, head in named.items()}, style, _about(rows, at, into))
        for at, into in sorted(found.items())
    ]


def _by_kind(rows: pa.RecordBatch, heading: str, of_documents: bool) -> Iterator[tuple[int, Into | None]]:
    kinds: Column = rows.column(heading).dictionary_encode()
    aside = {"payment", "credit", *(("unknown",) if of_documents else ())}
    meant = [kind if (kind := kind_of(each)) in aside else "" for each in kinds.dictionary.to_pylist()]
    codes = np.asarray(kinds.indices.fill_null(len(meant)))
    for at in np.flatnonzero(np.array([*map(bool, meant), False])[codes]).tolist():
        yield at, _INTO.get(meant[codes[at]])


def below_zero(rows: pa.RecordBatch, named: Mapping[str, str]) -> Mask:
    """The rows of a batch of texts whose amount is written below zero."""
    heading = named.get("amount") or named["amount_net"]
    written: Column = kernels.match_substring_regex(rows.column(heading), _BELOW)
    return np.asarray(written.fill_null(False))


def numbered_as_notes(rows: pa.RecordBatch, named: Mapping[str, str]) -> Mask:
    """The rows that bear the number of a credit note, without due date or payment: `AV-12`."""
    if "number" not in named:
        return np.zeros(rows.num_rows, dtype=np.bool_)
    found = np.asarray(kernels.match_substring_regex(rows.column(named["number"]), NOTE_NUMBER).fill_null(False)).copy()
    for name in ("due_on", "paid_amount"):
        if name in named and found.any():
            filled: Column = kernels.match_substring_regex(rows.column(named[name]), r"[1-9]")
            found &= ~np.asarray(filled.fill_null(False))
    return found


def _about(rows: pa.RecordBatch, at: int, into: Into | None) -> str:
    """The invoice of a credit note, as a remark in any cell of its row says it: « Avoir sur F-118 »."""
    if into != "credit_notes":
        return ""
    texts = (str(column[at].as_py() or "") for column in rows.columns)
    return next((number for text in texts if "avoir" in text.casefold() and (number := note_about(text))), "")


def _text(rows: pa.RecordBatch, heading: str, at: int) -> str:
    return str(rows.column(heading)[at].as_py() or "").strip()


def _aside(at: int, into: Into | None, cells: Mapping[str, str], style: Style, about: str) -> Aside:
    typed_day = next((cells[name] for name in _DAYS if cells.get(name)), "")
    typed_sum = next((cells[name] for name in _SUMS if cells.get(name)), "")
    day, amount = day_read(typed_day, style), _sum_of(cells, typed_sum, style)
    unreadable = isinstance(day, Unread) or isinstance(amount, Unread)
    why = unread("payment-unreadable", " ".join(filter(None, (typed_day, typed_sum)))) if unreadable else None
    own = cells.get("number", "")
    return Aside(
        at,
        into,
        cells.get("corrects") or (about if about != own else "") or own,
        cells.get("customer", ""),
        None if isinstance(day, Unread) else day,
        None if isinstance(amount, Unread) else amount,
        unread("kind-unknown", cells.get("kind", "")) if into is None else why,
        typed_sum if into == "payments" and (typed_sum.startswith(_BELOW_ZERO) or typed_sum.endswith("-")) else "",
    )


def _sum_of(cells: Mapping[str, str], written: str, style: Style) -> Decimal | Unread:
    """The sum of a row, without its sign; with the VAT where the list has the amount without it."""
    found = sum_read(written.strip(_SIGNS), style)
    vat = "" if cells.get("amount") or not cells.get("amount_net") else cells.get("vat", "").strip(_SIGNS)
    added = sum_read(vat, style) if vat.strip("0,. ") else Decimal(0)
    if isinstance(found, Unread) or isinstance(added, Unread):
        return found if isinstance(found, Unread) else added
    return found + added


def emptied(batch: pa.RecordBatch, rows: Sequence[int], kept: Sequence[str] = _KEPT) -> pa.RecordBatch:
    """The batch with nothing in some of its rows but what tells whose they are: they are no invoices."""
    places = np.arange(batch.num_rows)
    mask = np.zeros(batch.num_rows, dtype=np.bool_)
    mask[list(rows)] = True
    taken: Column = pa.array(places, pa.int64(), mask=mask)
    names = batch.schema.names
    columns = [batch.column(name) if name in kept else batch.column(name).take(taken) for name in names]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


@dataclass
class Joined:
    """What was paid and credited in rows of their own, by the row of the invoice; why the others stand alone."""

    given: Mapping[int, Sequence[Aside]]
    alone: Mapping[int, Unread]
    #: Those that name no invoice of the list, or several: for the account of their customer.
    unplaced: Mapping[int, Aside]

    def put_into(self, batch: pa.RecordBatch, first: int) -> tuple[pa.RecordBatch, int]:
        """The batch with the payments and credit notes of its invoices, and how many the invoice's own row had already.

        What is known so, by its sum and its day, is counted once, as `latepay import` does.
        """
        known = 0
        rows = {at: self.given[at + first] for at in range(batch.num_rows) if at + first in self.given}
        for name in ("payments", "credit_notes"):
            if not any(each.into == name for found in rows.values() for each in found):
                continue
            cells = batch.column(name).to_pylist()
            for at, found in rows.items():
                own = list(cells[at] or [])
                more = [each for each in found if each.into == name and not _taken_out(own, each)]
                known += sum(each.into == name for each in found) - len(more)
                cells[at] = [*(cells[at] or []), *(each.entry for each in more)]
            column: Column = pa.array(cells, batch.schema.field(name).type)
            batch = batch.set_column(batch.schema.get_field_index(name), name, column)
        return batch, known


def _taken_out(own: list[dict[str, Any]], payment: Aside) -> bool:
    """Takes out of what an invoice's row shows as paid the one payment that a row of its own tells again."""
    for each in own if payment.into == "payments" else ():
        if each["amount"] == payment.amount and payment.day and abs(each["paid_on"] - payment.day) <= NEAR:
            own.remove(each)
            return True
    return False


type Batches = Callable[[], Iterator[tuple[pa.RecordBatch, int, Sequence[Aside]]]]


def joined(batches: Batches) -> Joined:
    """Which invoice each row goes to; `batches` gives, as often as it is called, rows, the first one's number, asides.

    The list, of any size, is read once for what was paid and credited, and once for the invoices that are named there.
    """
    asides = {first + each.row: each for _, first, found in batches() for each in found}
    if not asides:
        return Joined({}, {}, {})
    taken_back = _taken_back(asides)
    invoices = _named(batches, {each.number for each in asides.values() if each.number})
    given: dict[int, list[Aside]] = defaultdict(list)
    alone: dict[int, Unread] = {}
    unplaced: dict[int, Aside] = {}
    for row, each in asides.items():
        places = [at for at, customer in invoices.get(each.number, ()) if _same(customer, each.customer)]
        if each.why is not None:
            alone[row] = each.why
        elif row in taken_back:
            alone[row] = unread("payment-taken-back", each.negative or format(each.amount, "f"))
        elif len(places) == 1:
            given[places[0]].append(each)
        elif places and each.into == "credit_notes":
            alone[row] = unread("row-of-several-invoices", each.number)
        else:
            unplaced[row] = each
    return Joined(given, alone, unplaced)


def _taken_back(asides: Mapping[int, Aside]) -> set[int]:
    """The payments of the sign that the list's payments do not have: bounced or cancelled."""
    payments = {row: bool(each.negative) for row, each in asides.items() if each.into == "payments" and not each.why}
    received = below_zero_is_received(sum(payments.values()), len(payments), named=True)
    return {row for row, negative in payments.items() if negative != received}


def _named(batches: Batches, numbers: set[str]) -> dict[str, list[tuple[int, str]]]:
    """The rows of the invoices that bear these numbers, each with its customer."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    wanted = pa.array(sorted(numbers), pa.string())
    for batch, first, asides in batches():
        not_invoices = {each.row for each in asides}
        texts: Column = kernels.utf8_trim_whitespace(batch.column("number"))
        for at in np.flatnonzero(np.asarray(kernels.is_in(texts, value_set=wanted))).tolist():
            if at not in not_invoices:
                customer = str(batch.column("customer")[at].as_py() or "").strip()
                found[texts[at].as_py()].append((first + at, customer))
    return found


def _same(one: str, other: str) -> bool:
    """Whether two cells may name one customer: one that is empty names any."""
    return not one or not other or one.casefold() == other.casefold()
