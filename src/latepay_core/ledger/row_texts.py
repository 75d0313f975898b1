"""Rows of a list as texts, and those among them that carry nothing to reckon: totals, groups, repeated headings."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from latepay_core.imports.grid import Row, tidy_cell
from latepay_core.imports.rows import why_empty
from latepay_core.ledger.columns import Column, kernels
from latepay_core.ledger.headings import Understood

#: How many rows tell what a column holds.
SAMPLED = 500


def rows_of(rows: pa.RecordBatch) -> Iterator[Row]:
    """The rows of a batch of texts, numbered from 1, as an import sees them."""
    cells = zip(*(each.to_pylist() for each in rows.columns), strict=True)
    for at, row in enumerate(cells, start=1):
        yield Row(at, tuple(None if each is None else tidy_cell(each) for each in row))


def empty_rows(rows: pa.RecordBatch, understood: Understood) -> Iterator[tuple[int, str]]:
    """The rows of a batch that `latepay import` leaves aside, and why: `total`, `group`, `header`, `note`.

    Only those that bear no number, and no day where no column numbers the rows, may be such: no other is looked at.
    """
    named = {name: heading for heading, name in understood.columns.items()}
    if "number" in named:
        texts: Column = rows.column(named["number"])
        # a group's own row says how many rows it has: « Orion (2) »
        bare: Column = kernels.replace_substring_regex(texts, r"\S \(\d+\)\s*$", "")
        numbered: Column = kernels.match_substring_regex(bare, r"\d").fill_null(False)
        candidates = np.flatnonzero(~np.asarray(numbered))
    else:
        days = [rows.column(named[name]) for name in ("due_on", "issued_on") if name in named]
        filled = [np.asarray(kernels.match_substring_regex(each, r"\d").fill_null(False)) for each in days]
        candidates = np.flatnonzero(~np.logical_or.reduce(filled)) if filled else np.arange(rows.num_rows)
    if not len(candidates):
        return
    places: Column = pa.array(candidates, pa.int64())
    found = rows.take(places)
    for at, row in zip(candidates.tolist(), rows_of(found), strict=True):
        why = why_empty(understood.seen, row)
        if why not in ("", "blank"):
            yield at, why
