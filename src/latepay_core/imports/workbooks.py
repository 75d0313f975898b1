"""XLSX and ODS workbooks: their visible sheets as tables, with the values last reckoned, never their formulas."""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from latepay_core.claim.typed.amounts import other_currency
from latepay_core.imports.archives import member, opened
from latepay_core.imports.grid import Cell, CellFault, Grid, Row, text_of, tidy_cell
from latepay_core.imports.limits import MOST_COLUMNS, MOST_ROWS
from latepay_core.imports.refusals import FileRefused
from latepay_core.imports.safe_xml import children, every, local, parsed
from latepay_core.imports.statuses import in_euros

_ODS_BODY = "body/spreadsheet/table"
#: A currency as formats have it, with the language it is written in: `[$£-809]`.
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_MOST_BLANKS = 1_000
_UNREAD_FORMULA = re.compile(rb"<f[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")


def sheets_of_xlsx(content: bytes, file: str) -> list[Grid]:
    """The visible sheets of an XLSX workbook that hold something; raises FileRefused."""
    import openpyxl  # noqa: PLC0415 - optional, and only for workbooks
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    opened(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            mac = book.epoch == CALENDAR_MAC_1904
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            grids = [Grid(file, _rows_of(sheet), sheet.title, mac) for sheet in sheets]
            if _has_unread_formulas(content):
                grids = _with_unread_formulas(content, grids)
    except (FileRefused, ImportError):  # a module that is missing is no fault of the file
        raise
    except Exception:  # openpyxl tells a damaged workbook by whatever error comes first
        raise FileRefused("workbook-damaged") from None
    return [grid for grid in grids if any(row.filled for row in grid)]


def _has_unread_formulas(content: bytes) -> bool:
    """Whether a sheet holds formulas that were saved without their values, as programs write them."""
    archive = opened(content)
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    return any(_UNREAD_FORMULA.search(member(archive, name)) for name in names)


def _with_unread_formulas(content: bytes, grids: list[Grid]) -> list[Grid]:
    """The same sheets, with a fault where a formula has no value."""
    import openpyxl  # noqa: PLC0415 - optional, and only for workbooks

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    return [replace(grid, rows=tuple(_marked(grid.rows, book[grid.sheet]))) for grid in grids]


def _marked(rows: tuple[Row, ...], formulas: Any) -> Iterator[Row]:
    formulas.reset_dimensions()
    for row, written in zip(rows, formulas.iter_rows(max_col=MOST_COLUMNS), strict=False):
        cells = list(row.cells)
        for at, cell in enumerate(written[: len(cells)]):
            if cells[at] is None and cell.data_type == "f":
                cells[at] = CellFault(str(cell.value))
        yield Row(row.number, tuple(cells))


def _rows_of(sheet: Any) -> tuple[Row, ...]:
    sheet.reset_dimensions()
    rows: list[Row] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise FileRefused("too-many-rows", limit=str(MOST_ROWS))
        rows.append(Row(number, tuple(map(_figure, cells))))
    return _trimmed(rows)


def _cell(value: Any, kind: str) -> Cell:
    if value is None or isinstance(value, time | timedelta):
        return None
    if kind == "e":
        return CellFault(str(value))
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return _number(repr(value))
    return tidy_cell(str(value))


def _figure(cell: Any) -> Cell:
    """A cell; a number with the currency that its format shows, where that is another than the euro: « 120 £ »."""
    found = _cell(cell.value, cell.data_type)
    if isinstance(found, Decimal) and (currency := _currency_of(cell.number_format)):
        return f"{text_of(found)} {currency}"
    return found


@cache
def _currency_of(number_format: str) -> str:
    """The other currency of a number's format; the formats that every spreadsheet has show the reader's own."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS_REVERSE  # noqa: PLC0415 - optional, and only for workbooks

    if number_format in BUILTIN_FORMATS_REVERSE:
        return ""
    return other_currency(_CURRENCY.sub(lambda match: f" {match[1]} ", number_format))


def _number(said: str) -> Cell:
    try:
        number = Decimal(said)
    except InvalidOperation:
        return tidy_cell(said)
    return number if number.is_finite() else CellFault(said)


def _trimmed(rows: list[Row]) -> tuple[Row, ...]:
    while rows and not rows[-1].filled:
        rows.pop()
    return tuple(rows)


def sheets_of_ods(content: bytes, file: str) -> list[Grid]:
    """The sheets of an OpenDocument workbook that hold something; raises FileRefused."""
    archive = opened(content)
    root = parsed(member(archive, "content.xml"))
    grids = [Grid(file, _ods_rows(table), _attribute(table, "name")) for table in every(root, _ODS_BODY)]
    return [grid for grid in grids if any(row.filled for row in grid)]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _repeated(element: Element, name: str) -> int:
    said = _attribute(element, name)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1  # noqa: PLR2004 - a plain count


def _ods_rows(table: Element) -> tuple[Row, ...]:
    rows: list[Row] = []
    number = 1
    for element in _row_elements(table):
        times = _repeated(element, "number-rows-repeated")
        cells = _ods_cells(element)
        if any(cell is not None for cell in cells):
            if times + len(rows) > MOST_ROWS:
                raise FileRefused("too-many-rows", limit=str(MOST_ROWS))
            rows += [Row(number + at, cells) for at in range(times)]
        number += times
    return tuple(rows)


def _row_elements(table: Element) -> Iterator[Element]:
    """The rows of a table, those in groups and headers included."""
    for child in table:
        if local(child) == "table-row":
            yield child
        elif local(child) in {"table-row-group", "table-header-rows", "table-rows"}:
            yield from _row_elements(child)


def _ods_cells(row: Element) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for element in row:
        if local(element) not in {"table-cell", "covered-table-cell"}:
            continue
        times = _repeated(element, "number-columns-repeated")
        cell = _ods_cell(element)
        if cell is None and times > _MOST_BLANKS:
            times = 1
        cells += [cell] * min(times, MOST_COLUMNS - len(cells))
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _ods_cell(element: Element) -> Cell:
    kind = _attribute(element, "value-type")
    shown = tidy_cell(" ".join("".join(each.itertext()) for each in children(element, "p")))
    if shown and shown.startswith(("#", "Err:")) and kind in {"string", "float", ""}:
        return CellFault(shown)
    if kind in {"float", "currency", "percentage"}:
        found = _number(_attribute(element, "value"))
        currency = _attribute(element, "currency") if kind == "currency" else ""
        return found if not isinstance(found, Decimal) or in_euros(currency) else f"{text_of(found)} {currency}"
    if kind == "date":
        said = _attribute(element, "date-value")[:10]
        try:
            return date.fromisoformat(said)
        except ValueError:
            return shown
    return shown
