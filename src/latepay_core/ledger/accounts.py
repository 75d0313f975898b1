"""Payments and credit notes that name no invoice of their list: set against the customer's account, in the law's order.

So does `latepay import`, and what it makes of the list owes the same to the cent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from latepay_core.claim import ClaimRefused
from latepay_core.claim.naming import name_key
from latepay_core.claim.typed import Unread
from latepay_core.claim.typed.signs import unread
from latepay_core.law import NotCovered
from latepay_core.ledger.columns import Column
from latepay_core.ledger.natures import Aside
from latepay_core.ledger.single import claim_of, validated
from latepay_core.regimes import regime_of
from latepay_core.statement.allocation import allocate

type Batches = Callable[[], Iterator[tuple[pa.RecordBatch, int]]]
_DAYS = {"payments": "paid_on", "credit_notes": "issued_on"}


@dataclass
class Placed:
    """By row of the file, the payments and credit notes that its invoice then has; why some went to no account."""

    rows: dict[int, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    alone: dict[int, Unread] = field(default_factory=dict)
    #: Those, by row, that got a share of it.
    shared: set[int] = field(default_factory=set)
    #: Those, by row, that name no invoice of the account that they are on.
    general: set[int] = field(default_factory=set)

    def put_into(self, batch: pa.RecordBatch, first: int) -> pa.RecordBatch:
        """The batch with what its invoices got of their customer's account."""
        changed = [at for at in range(batch.num_rows) if at + first in self.rows]
        for name in _DAYS if changed else ():
            cells = batch.column(name).to_pylist()
            for at in changed:
                cells[at] = self.rows[at + first][name]
            column: Column = pa.array(cells, batch.schema.field(name).type)
            batch = batch.set_column(batch.schema.get_field_index(name), name, column)
        return batch


class _Row(NamedTuple):
    """An invoice's row of the file, and its fields."""

    at: int
    fields: Mapping[str, Any]


def placed(batches: Batches, waiting: Mapping[int, Aside]) -> Placed:
    """Where what names no invoice goes: `waiting`, by row of the file.

    `batches` gives the rows of the list and the number of the first.
    """
    found = Placed()
    if not waiting:
        return found
    by_customer: dict[str, dict[int, Aside]] = defaultdict(dict)
    for row, each in waiting.items():
        by_customer[_key(each.customer)][row] = each
    invoices = _invoices_of(batches, by_customer)
    for key, asides in by_customer.items():
        theirs = invoices.get(key, [])
        taken = {row: each for row, each in asides.items() if not _begins_after(theirs, each.day)}
        try:
            if taken:
                given = _shared_out(theirs, taken.values())
                found.rows |= given
                found.shared |= {each.at for each in theirs if _got_more(each, given[each.at])}
        except (ClaimRefused, NotCovered):
            taken = {}
        numbers = {each.fields["number"] for each in theirs}
        found.general |= {row for row, each in taken.items() if each.number not in numbers}
        found.alone |= {
            row: unread("row-of-no-invoice", each.number) for row, each in asides.items() if row not in taken
        }
    return found


def _got_more(row: _Row, given: Mapping[str, Sequence[Any]]) -> bool:
    """Whether an invoice has more than what its own row says."""
    return any(len(given[name]) > len(row.fields[name] or ()) for name in _DAYS)


def _key(customer: str | None) -> str:
    return name_key(customer or "")


def _invoices_of(batches: Batches, wanted: Iterable[str]) -> dict[str, list[_Row]]:
    """The invoices of some customers, with their rows."""
    keys, found = set(wanted), dict[str, list[_Row]]()
    for batch, first in batches():
        for at, customer in enumerate(batch.column("customer").to_pylist()):
            if (key := _key(customer)) in keys:
                row = batch.slice(at, 1).to_pylist()[0]
                if row["amount"] is not None:
                    found.setdefault(key, []).append(_Row(first + at, row))
    return found


def _begins_after(invoices: Sequence[_Row], day: date | None) -> bool:
    """Whether there is no account, or every invoice was issued after that day: what happened then was about others."""
    issued = [each.fields["issued_on"] for each in invoices]
    return not issued or day is None or (all(issued) and day < min(issued))


def _shared_out(invoices: Sequence[_Row], asides: Iterable[Aside]) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """What each invoice of a customer gets of what came for the account. Raises ClaimRefused and NotCovered."""
    general: dict[str, list[dict[str, Any]]] = {name: [] for name in _DAYS}
    numbers = {each.fields["number"] for each in invoices}
    for each in asides:
        named = {"invoice": each.number} if each.number in numbers and each.into == "payments" else {}
        general[each.into or "payments"].append({**each.entry, **named})
    last = max(each[day] for name, day in _DAYS.items() for each in general[name])
    alone = [claim_of(each.fields, None) for each in invoices]
    claim = validated(
        {**alone[0], "as_of": last, "invoices": [each["invoices"][0] for each in alone], **general},
    )
    allocated, _ = allocate(claim, regime_of(claim), last)
    return {
        row.at: {
            name: [{day: getattr(each, day), "amount": each.amount} for each in getattr(invoice, name)]
            for name, day in _DAYS.items()
        }
        for row, invoice in zip(invoices, allocated.invoices, strict=True)
    }
