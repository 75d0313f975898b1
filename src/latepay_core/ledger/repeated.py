"""Rows that a list gives twice: one number, one customer, one date, one amount. The second is told, and not counted.

A row is remembered by 64 bits, so that a list of ten million takes eighty megabytes.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from latepay_core.ledger.columns import Column, kernels

type _Marks = np.ndarray[Any, np.dtype[np.int64]]
_DAYS = ("due_on", "issued_on")
#: Between the cells of a row, where no cell has it.
_BETWEEN = "\x1f"


class Seen:
    """The rows of a list that were met: in sorted runs, of which a later one is always the smaller."""

    def __init__(self) -> None:
        self._runs: list[_Marks] = []

    def again(self, batch: pa.RecordBatch) -> list[int]:
        """The rows of a batch that were met before, in it or in an earlier one; one without a number never was.

        >>> rows = {"number": ["F-1", "F-2", " f-1 ", ""], "amount": [10, 10, 10, 10], "due_on": [1, 1, 1, 1]}
        >>> seen = Seen()
        >>> seen.again(pa.RecordBatch.from_pydict(rows)), seen.again(pa.RecordBatch.from_pydict(rows))
        ([2], [0, 1, 2])
        """
        if "number" not in batch.schema.names or "amount" not in batch.schema.names:
            return []
        texts = _told(batch)
        rows = np.flatnonzero(np.asarray(texts.is_valid()))
        marks = np.fromiter(map(hash, texts.drop_null().to_pylist()), np.int64, len(rows))
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


def _told(batch: pa.RecordBatch) -> Column:
    """What tells each row from the others; null where it has no number, no amount or no date."""
    names = batch.schema.names
    number = _plain(batch.column("number"))
    days = [batch.column(name).cast(pa.int32()) for name in _DAYS if name in names]
    cells = [
        kernels.if_else(kernels.equal(number, ""), pa.scalar(None, pa.string()), number),
        batch.column("amount").cast(pa.string()),
        *(kernels.fill_null(each.cast(pa.string()), "") for each in days),
    ]
    if "customer" in names:
        cells.append(kernels.fill_null(_plain(batch.column("customer")), ""))
    told: Column = kernels.binary_join_element_wise(*cells, _BETWEEN)
    if not days:
        return pa.nulls(batch.num_rows, pa.string())
    dated = kernels.is_valid(kernels.coalesce(*days))
    return kernels.if_else(dated, told, pa.scalar(None, pa.string()))


def _plain(texts: Column) -> Column:
    return kernels.utf8_lower(kernels.utf8_trim_whitespace(texts.cast(pa.string())))
