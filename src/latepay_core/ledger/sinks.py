"""Where the answers go: Parquet, CSV, Arrow or XLSX, batch after batch."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from latepay_core.ledger.columns import arrow
from latepay_core.ledger.sources import Unusable

_MOST_SHEET_ROWS = 1_048_575
#: Signs that make a spreadsheet take a text for a formula, or for another cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Sink(Protocol):
    """A file being written."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Writes some rows."""

    def close(self) -> None:
        """Ends the file."""


class _Parquet:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        texts = [each.name for each in schema if each.name in ("regime", "edition", "customer", "refused", "field")]
        # Its stubs take no list of columns.
        writer: Any = pq.ParquetWriter
        self._writer = writer(path, schema, compression="zstd", use_dictionary=texts, store_decimal_as_integer=True)

    def write(self, batch: pa.RecordBatch) -> None:
        self._writer.write_batch(batch)

    def close(self) -> None:
        self._writer.close()


class _Csv:
    """Texts that a spreadsheet would take for formulas get an apostrophe before them, as spreadsheets write it."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = pcsv.CSVWriter(path, schema, write_options=pcsv.WriteOptions(quoting_style="needed"))

    def write(self, batch: pa.RecordBatch) -> None:
        self._writer.write(harmless(batch))

    def close(self) -> None:
        self._writer.close()


class _Arrow:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._writer = arrow.ipc.new_file(str(path), schema)

    def write(self, batch: pa.RecordBatch) -> None:
        self._writer.write_batch(batch)

    def close(self) -> None:
        self._writer.close()


class _Xlsx:
    """A sheet whose texts are texts, whatever they begin with."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import xlsxwriter  # noqa: PLC0415 - only for workbooks

        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        self._sheet = self._book.add_worksheet()
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._euros = self._book.add_format({"num_format": "#,##0.00"})
        self._row = 0
        for at, name in enumerate(schema.names):
            self._sheet.write_string(0, at, name)

    def write(self, batch: pa.RecordBatch) -> None:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            self._row += 1
            if self._row > _MOST_SHEET_ROWS:
                raise Unusable("too-many-for-a-sheet", limit=_MOST_SHEET_ROWS)
            for at, value in enumerate(row):
                self._put(at, value)

    def _put(self, at: int, value: object) -> None:
        match value:
            case None:
                return
            case Decimal():
                self._sheet.write_number(self._row, at, float(value), self._euros)
            case date():
                self._sheet.write_datetime(self._row, at, value, self._day)
            case int():
                self._sheet.write_number(self._row, at, value)
            case _:
                self._sheet.write_string(self._row, at, str(value))

    def close(self) -> None:
        self._book.close()


_MADE: dict[str, Callable[[Path, pa.Schema], Sink]] = {
    "parquet": _Parquet,
    "csv": _Csv,
    "arrow": _Arrow,
    "xlsx": _Xlsx,
}
FORMATS = tuple(_MADE)


class Closing(AbstractContextManager["Closing"]):
    """A sink that is ended whatever happens."""

    def __init__(self, path: Path, form: str, schema: pa.Schema) -> None:
        self.sink = _MADE[form](path, schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.sink.close()


def harmless(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch without a text that a spreadsheet would take for a formula.

    >>> harmless(pa.RecordBatch.from_pydict({"number": ["=1+1", "F-1", None]})).to_pydict()
    {'number': ["'=1+1", 'F-1', None]}
    """
    columns: list[Any] = []
    for column in batch.columns:
        if not pa.types.is_string(column.type):
            columns.append(column)
            continue
        suspect = pa.array([text is not None and text.startswith(_FORMULA) for text in column.to_pylist()])
        columns.append(arrow.compute.if_else(suspect, arrow.compute.binary_join_element_wise("'", column, ""), column))
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)
