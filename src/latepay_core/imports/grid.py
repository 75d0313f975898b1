"""A table as a file holds it: rows of cells, each a text, a number, a day, or a fault of the spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from latepay_core.imports.limits import LONGEST_CELL


class CellFault(NamedTuple):
    """What a spreadsheet shows where a formula has no value: `#REF!`."""

    shown: str


type Cell = str | Decimal | date | CellFault | None


class Row(NamedTuple):
    """A row and its number in the file or sheet, counted from 1."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int | None) -> Cell:
        """The cell of a column; None where the row is shorter or there is no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else None

    def text(self, column: int | None) -> str:
        """The cell as text; empty where there is none."""
        return text_of(self.at(column))

    @property
    def filled(self) -> list[int]:
        """The columns that hold something."""
        return [at for at, cell in enumerate(self.cells) if cell is not None]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, or a text cut into cells. `mac` where days are counted from 1904."""

    file: str
    rows: tuple[Row, ...]
    sheet: str = ""
    mac: bool = False
    headings: tuple[str, ...] = field(default=())

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def tidy_cell(text: str) -> str | None:
    """A text cell on one line, without the marks programs put around it; None where nothing is left.

    >>> tidy_cell('="0012"'), tidy_cell("  a  b "), tidy_cell("\\u00a0")
    ('0012', 'a b', None)
    """
    said = " ".join(text[:LONGEST_CELL].split())
    if said.startswith('="') and said.endswith('"'):
        said = said[2:-1].strip()
    return said or None


def text_of(cell: Cell) -> str:
    """A cell as text: a whole number without decimals, a day as ISO.

    >>> text_of(Decimal("414.0")), text_of(date(2026, 1, 31)), text_of(None)
    ('414', '2026-01-31', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return format(cell.quantize(Decimal(1)) if cell == cell.to_integral_value() else cell, "f")
    return cell.shown if isinstance(cell, CellFault) else cell.isoformat()


def column_letter(column: int) -> str:
    """The letters of a column, as spreadsheets show them.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    at = column + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
