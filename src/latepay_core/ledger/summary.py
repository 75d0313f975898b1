"""What a ledger comes to: by regime, by age, by customer; sums in whole cents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from latepay_core.case.portfolio import Ageing
from latepay_core.ledger.columns import Column, Mask, cents, kernels, numbers
from latepay_core.money import euros as in_euros

_SUMS = ("principal_due", "interest_due", "compensation_due", "total_due")
#: How many groups of one batch after another are held before they are added up.
_HELD = 64
#: How many rows of a kind are named.
_MOST_NAMED = 12


@dataclass(slots=True)
class Rows:
    """Some rows of a file: how many, and the numbers of the first ones."""

    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, numbers: Iterable[int]) -> None:
        """Takes in more of them."""
        for number in numbers:
            self.count += 1
            if len(self.first) < _MOST_NAMED:
                self.first.append(number)


@dataclass(slots=True)
class Summary:
    """The sums over the rows that were reckoned, and how many were refused, by code."""

    rows: int = 0
    #: Whether invoices that were paid whole are among them.
    with_settled: bool = False
    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_SUMS, 0))
    #: Rows that name a sum where an invoice has its number: « Total », « Solde ».
    sums_left_out: int = 0
    #: Rows of a few words: a remark below the list, the name of a group.
    notes: int = 0
    #: Payments and credit notes in rows of their own that stand with their invoice; terms « à réception » counted from
    #: the day of the invoice.
    asides: int = 0
    from_issue: int = 0
    #: Payments that the list tells twice, in the invoice's row and in one of their own: counted once.
    known: int = 0
    #: The rows, by number, that were reckoned by a term « fin de mois » of two readings, and those of which a payment
    #: or a credit note is of a later day than the sums stop at; the first ones, and how many there are.
    two_readings: Rows = field(default_factory=Rows)
    later: Rows = field(default_factory=Rows)
    #: Those of which a part was paid on no known day, and how many were paid whole so and are left aside.
    lowered: Rows = field(default_factory=Rows)
    #: Those that had a deposit before their invoice was made, and those that name no invoice of the list and are on the
    #: account of their customer.
    deposits: Rows = field(default_factory=Rows)
    general: Rows = field(default_factory=Rows)
    #: Those that a day of payment without a sum settles, those that it does not since their state says that they are
    #: owed, and those that their state says were paid in part, of which no payment is given.
    by_day: Rows = field(default_factory=Rows)
    unpaid_days: Rows = field(default_factory=Rows)
    partly: Rows = field(default_factory=Rows)
    settled: int = 0
    #: Those that were paid whole on known days; of them, those that were paid late, and what they owe.
    paid_whole: int = 0
    paid_late: int = 0
    late_cents: int = 0
    refused: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _ages: list[int] = field(default_factory=lambda: [0] * 5)
    _groups: list[pa.Table] = field(default_factory=list)

    def add(self, answer: pa.RecordBatch, whole: Mask) -> None:
        """Takes in rows that were reckoned; those that were paid `whole` stand apart, unless they are to be counted."""
        if whole.any():
            owed = cents(answer.column("total_due"))[whole]
            self.paid_whole += len(owed)
            self.paid_late += int((owed > 0).sum())
            self.late_cents += int(owed.sum())
            answer = answer if self.with_settled else answer.filter(pa.array(~whole))
        if not answer.num_rows:
            return
        self.rows += answer.num_rows
        for name in _SUMS:
            self.sums[name] += int(cents(answer.column(name)).sum())
        age = np.searchsorted(AGES, numbers(answer.column("days_late")), side="left")
        owed = cents(answer.column("total_due"))
        for at in range(len(self._ages)):
            self._ages[at] += int(owed[age == at].sum())
        self._groups.append(_grouped(pa.Table.from_batches([answer.select(["customer", "regime", *_SUMS])])))
        if len(self._groups) > _HELD:
            self._groups = [_added(self._groups)]

    @property
    def ageing(self) -> Ageing:
        """What is owed by age, as `latepay customers` lays it out."""
        return Ageing(*map(in_euros, self._ages))

    def by(self, column: str, most: int | None = None) -> list[dict[str, Any]]:
        """The sums of each customer or regime, the largest first."""
        if not self._groups:
            return []
        table = _added(self._groups)
        table = _spelt_once(table) if column == "customer" else table
        found: Any = table.group_by(column).aggregate([("rows", "sum"), *((name, "sum") for name in _SUMS)])
        found = found.rename_columns([name.removesuffix("_sum") for name in found.column_names])
        return list(_listed(found.sort_by([("total_due", "descending")]), most))

    @property
    def late_due(self) -> Decimal:
        """What those that were paid late still owe, in EUR."""
        return in_euros(self.late_cents)

    @property
    def euros(self) -> dict[str, Decimal]:
        """The sums, in EUR."""
        return {name: in_euros(found) for name, found in self.sums.items()}


AGES = np.array([0, 30, 60, 90])


def _spelt_once(table: Any) -> Any:
    """The same groups, each customer under the first of its spellings: capitals and spaces make no other customer."""
    names: Column = table.column("customer").combine_chunks()
    single: Column = kernels.utf8_trim_whitespace(kernels.replace_substring_regex(names, r"\s+", " "))
    codes = kernels.utf8_lower(single).dictionary_encode(null_encoding="encode")
    _, first = np.unique(np.asarray(codes.indices), return_index=True)
    spelt: Column = names.take(pa.array(first)).take(codes.indices)
    return table.set_column(table.schema.get_field_index("customer"), "customer", spelt)


def _grouped(table: Any) -> Any:
    """Sums of a batch by customer and regime; a sum of decimals may be wider than its terms."""
    counted = table.append_column("rows", pa.array(np.ones(table.num_rows, dtype=np.int64)))
    return _by_both(counted)


def _added(groups: list[Any]) -> Any:
    return _by_both(pa.concat_tables(groups)) if len(groups) > 1 else groups[0]


def _by_both(table: Any) -> Any:
    keys = ["customer", "regime"]
    found = table.group_by(keys).aggregate([("rows", "sum"), *((name, "sum") for name in _SUMS)])
    return found.rename_columns([name.removesuffix("_sum") for name in found.column_names])


def _listed(table: Any, most: int | None) -> Iterator[dict[str, Any]]:
    yield from (table if most is None else table.slice(0, most)).to_pylist()
