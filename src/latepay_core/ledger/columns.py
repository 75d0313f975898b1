"""Arrow's columns as whole numbers, and back: cents, and days since 1970-01-01."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

from latepay_core.ledger.exact import Cents, Days
from latepay_core.ledger.schema import EUROS, INPUT

Mask = npt.NDArray[np.bool_]
#: An Arrow array; the stubs know it by the type of its values, which only its schema tells.
type Column = Any
#: Arrow itself and its functions, where the stubs know less than they do.
arrow: Any = pa
kernels: Any = pyarrow.compute
_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """A day as Arrow counts it.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day of a number."""
    return date.fromordinal(number + _EPOCH)


def give_memory_back() -> None:
    """Has Arrow take its memory where what one batch leaves is given back before the next, if this Arrow can.

    For a program of its own: it changes the pool of the whole process. Over a million rows it saves sixty megabytes.
    """
    if "jemalloc" in arrow.supported_memory_backends():
        arrow.set_memory_pool(arrow.jemalloc_memory_pool())


class UnknownColumns(ValueError):
    """Columns that no invoice's row has: `names`."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__("unknown columns: " + ", ".join(self.names))


def conformed(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with every column of `INPUT`, in that order and of that type; those it lacks are empty.

    Raises UnknownColumns for a name that is none of them, so that a misspelt one is never left out in silence, and
    pyarrow's ArrowInvalid for values that the type of their column does not hold.
    """
    unknown = [name for name in batch.schema.names if name not in INPUT.names]
    if unknown:
        raise UnknownColumns(unknown)
    given = {name: batch.column(at) for at, name in enumerate(batch.schema.names)}
    columns = [
        given[each.name].cast(each.type) if each.name in given else pa.nulls(batch.num_rows, each.type)
        for each in INPUT
    ]
    return pa.RecordBatch.from_arrays(columns, schema=INPUT)


def there(column: Column) -> Mask:
    """Which rows hold something."""
    if column.null_count == 0:
        return np.ones(len(column), dtype=np.bool_)
    return np.asarray(column.is_valid())


def days(column: Column) -> Days:
    """The days of a column; 0 where it is empty."""
    return np.asarray(column.cast(pa.int32()).fill_null(0)).astype(np.int64)


def numbers(column: Column) -> Days:
    """The whole numbers of a column; 0 where it is empty."""
    return np.asarray(column.fill_null(0)).astype(np.int64)


def cents(column: Column) -> Cents:
    """The cents of a column of EUR; 0 where it is empty. An amount of eighteen digits fits in 64 bits."""
    words = np.frombuffer(column.buffers()[1], dtype=np.int64)
    low = words[2 * column.offset : 2 * (column.offset + len(column)) : 2]
    return low if column.null_count == 0 else np.where(there(column), low, 0)


def euros(amounts: Cents, valid: Mask) -> Column:
    """Cents as a column of EUR, empty where `valid` says so."""
    words = np.empty(2 * len(amounts), dtype=np.int64)
    words[0::2] = amounts
    words[1::2] = amounts >> 63
    return _array(EUROS, words, valid)


def dates(numbers_: Days, valid: Mask) -> Column:
    """Days as a column of dates, empty where `valid` says so."""
    return _array(pa.date32(), numbers_.astype(np.int32), valid)


def integers(numbers_: Days, valid: Mask) -> Column:
    """Whole numbers as a column, empty where `valid` says so."""
    return _array(pa.int32(), numbers_.astype(np.int32), valid)


def _array(kind: pa.DataType, values: npt.NDArray[np.generic], valid: Mask) -> Column:
    if valid.all():
        return pa.Array.from_buffers(kind, len(valid), [None, pa.py_buffer(values)], 0)
    bits = np.packbits(valid, bitorder="little")
    return pa.Array.from_buffers(kind, len(valid), [pa.py_buffer(bits), pa.py_buffer(values)])


def distinct(values: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The distinct ones of some numbers, as they come, and the place of each number's among them.

    >>> [found.tolist() for found in distinct(np.array([7, 5, 7]))]
    [[7, 5], [0, 1, 0]]
    """
    # hashed by Arrow: NumPy would sort them
    encoded: Column = arrow.array(values).dictionary_encode()
    return np.asarray(encoded.dictionary), np.asarray(encoded.indices).astype(np.int64)


def named(names: Sequence[str | None], codes: npt.NDArray[np.int64]) -> Column:
    """The text of each row's code."""
    texts: Column = pa.array(names, pa.string())
    return texts.take(pa.array(codes))
