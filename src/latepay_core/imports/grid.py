"""A table as a file holds it: rows of cells, each a text, a number, a day, or a fault of the spreadsheet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from latepay_core.imports.limits import LONGEST_CELL

#: A cell's name, whose column is one of those that are read.
_CELL = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,6})")


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

    def mended(self, cells: Mapping[str, str]) -> "Grid":
        """The same with other texts in some cells, by name; an empty text empties a cell.

        >>> Grid("", (Row(1, ("F-1", "12")), Row(2, ("F-2",)))).mended({"B2": "30", "A1": ""}).rows[1].cells
        ('F-2', '30')
        """
        by_row: dict[int, dict[int, str]] = {}
        for name, text in cells.items():
            if found := _CELL.fullmatch(name):
                by_row.setdefault(int(found[2]), {})[column_number(found[1])] = text
        if not by_row:
            return self
        return replace(self, rows=tuple(_mended(row, by_row.get(row.number, {})) for row in self.rows))


def _mended(row: Row, texts: Mapping[int, str]) -> Row:
    if not texts:
        return row
    width = max(len(row.cells), *(at + 1 for at in texts))
    return Row(row.number, tuple(tidy_cell(texts[at]) if at in texts else row.at(at) for at in range(width)))


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


def column_number(letters: str) -> int:
    """The column that the letters name, counted from 0.

    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
