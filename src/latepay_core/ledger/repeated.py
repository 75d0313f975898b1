"""Rows that a list gives twice: one number, one customer, one date, one amount. The second is told, and not counted.

A row is remembered by 64 bits, so that a list of ten million takes eighty megabytes.
"""

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from latepay_core.ledger.columns import Column, cents, kernels, there
from latepay_core.ledger.schema import EUROS

type _Marks = np.ndarray[Any, np.dtype[np.int64]]
_DAYS = ("due_on", "issued_on")
_TEXTS = ("number", "customer")
#: An odd number of 63 bits for each kind of cell: the amount, the days, the texts.
_ODD = (
    0x6A09E667F3BCC909,
    0x3B67AE8584CAA73B,
    0x3C6EF372FE94F82B,
    0x254FF53A5F1D36F1,
    0x510E527FADE682D1,
)
_NO_DAY = 1 << 40


class Seen:
    """The rows of a list that were met: in sorted runs, of which a later one is always the smaller."""

    def __init__(self) -> None:
        self._runs: list[_Marks] = []

    def again(self, batch: pa.RecordBatch) -> list[int]:
        """The rows of a batch that were met before, in it or in an earlier one; one without a number never was.

        >>> from decimal import Decimal
        >>> rows = {"number": ["F-1", "F-2", " f-1 ", ""], "amount": [Decimal(10)] * 4, "due_on": [1, 1, 1, 1]}
        >>> seen = Seen()
        >>> seen.again(pa.RecordBatch.from_pydict(rows)), seen.again(pa.RecordBatch.from_pydict(rows))
        ([2], [0, 1, 2])
        """
        if not {"number", "amount"} <= set(batch.schema.names) or not set(_DAYS) & set(batch.schema.names):
            return []
        rows = np.flatnonzero(_told(batch))
        marks = _marks(batch)[rows]
        own, first = np.unique(marks, return_index=True)
        repeated = np.ones(len(rows), dtype=np.bool_)
        repeated[first] = False
        for run in self._runs:
            repeated |= _within(run, marks)
        self._remember(own)
        return [int(row) for row in rows[repeated]]

    def _remember(self, marks: _Marks) -> None:
        while self._runs and len(self._runs[-1]) <= 2 * len(marks):
            marks = np.sort(np.concatenate([self._runs.pop(), marks]), kind="stable")
        self._runs.append(marks)


def _within(run: _Marks, marks: _Marks) -> np.ndarray[Any, np.dtype[np.bool_]]:
    if not len(run):
        return np.zeros(len(marks), dtype=np.bool_)
    return np.asarray(run[np.minimum(np.searchsorted(run, marks), len(run) - 1)] == marks)


def _told(batch: pa.RecordBatch) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows have what tells them from the others: a number, an amount and a date."""
    dated = np.logical_or.reduce([there(batch.column(name)) for name in _DAYS if name in batch.schema.names])
    number: Column = kernels.utf8_trim_whitespace(batch.column("number").cast(pa.string()))
    numbered = kernels.not_equal(number, "").fill_null(False)
    found: np.ndarray[Any, np.dtype[np.bool_]] = np.asarray(numbered) & there(batch.column("amount")) & dated
    return found


def _marks(batch: pa.RecordBatch) -> _Marks:
    """What tells each row from the others, in 64 bits: each cell times an odd number of its own, added up."""
    names = batch.schema.names
    marks = _whole(batch) * _ODD[0]
    for name, odd in zip(_DAYS, _ODD[1:3], strict=True):
        if name in names:
            marks = marks + np.asarray(batch.column(name).cast(pa.int32()).cast(pa.int64()).fill_null(_NO_DAY)) * odd
    for name, odd in zip(_TEXTS, _ODD[3:], strict=True):
        if name in names:
            marks = marks + _hashes(batch.column(name)) * odd
    return marks


def _whole(batch: pa.RecordBatch) -> _Marks:
    """The amounts as the list gives them, in cents: what was paid on no known day is taken off an amount, and is told.

    Two rows of one invoice, of which different sums were paid, are the same invoice.
    """
    amounts: _Marks = cents(batch.column("amount").cast(EUROS))
    if "paid_undated" not in batch.schema.names:
        return amounts
    return amounts + cents(batch.column("paid_undated").cast(EUROS).fill_null(Decimal(0)))


def _hashes(column: Column) -> _Marks:
    """The hash of each text, without the spaces around it and in small letters; that of no text where there is none."""
    texts: Column = kernels.utf8_lower(kernels.utf8_trim_whitespace(column.cast(pa.string()).fill_null("")))
    return np.fromiter(map(hash, texts.to_pylist()), np.int64, len(texts))
