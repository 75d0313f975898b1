"""How wide each column of a table is: wide enough for its amounts, else as its author asked."""

import re
from collections.abc import Callable, Sequence
from math import ceil

from latepay_core.documents.document import Alignment, Table
from latepay_core.documents.plain import cleaned
from latepay_core.documents.styles import APART, ASIDE_PADDING, CELL, CELL_PADDING

#: The width in millimetres of a text at a size in points, bold or not.
Measure = Callable[[str, float, bool], float]

#: Where a line may break: at ordinary spaces only, never at those of an amount.
BREAKS = re.compile(r"[ \n]+")
_SIZES = (CELL.size, 8.5, 8.0, 7.5, 7.0, 6.5)
#: A word longer than this is cut rather than allowed to push the other columns out of the page.
_WIDEST_WORD = 32.0
#: Without it, a word that is exactly as wide as its column would be cut for the last binary digit of a sum.
_SLACK = 0.1


def complete_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """The rows, cleaned, each with as many cells as the header; raises ValueError for a row that has more."""
    columns = len(table.header)
    if any(len(row) > columns for row in table.rows):
        raise ValueError(f"a row of « {table.caption} » has more than {columns} cells")
    return tuple(tuple(map(cleaned, (*row, *("",) * (columns - len(row))))) for row in table.rows)


def alignment(table: Table, column: int) -> Alignment:
    """How a column is aligned; on the left where nothing is said."""
    return table.align[column] if column < len(table.align) else "left"


def padding(table: Table, column: int) -> tuple[float, float]:
    """The room on the left and on the right of a cell, in millimetres: a table begins and ends with the text.

    >>> table = Table("", ("A", "B", "C"), (), ("left", "right", "right"), aside=2)
    >>> [padding(table, column) for column in range(3)]
    [(0.0, 0.0), (1.6, 2.0), (2.0, 0.0)]
    """
    left = 0.0 if column == 0 else ASIDE_PADDING if column == table.aside else CELL_PADDING
    if column and alignment(table, column) == "left" and alignment(table, column - 1) == "right":
        left = APART
    return left, ASIDE_PADDING if table.aside == column + 1 else 0.0


#: A table of so few lines is never cut by the end of a page; about how many signs a line of the whole width holds.
_WHOLE_TABLE, _SIGNS = 14, 100


def standing(table: Table, row: int) -> tuple[bool, bool]:
    """Whether a row is a total, and whether it stays on the page of the next.

    A short table stands on one page, its first row stays with the second, and totals never part from the account.

    >>> table = Table("", ("A",), (("1",),) * 20 + (("20",),), ("left",), totals=1)
    >>> [standing(table, row) for row in (0, 1, 19, 20)]
    [(False, True), (False, False), (False, True), (True, False)]
    """
    last, first_total = len(table.rows) - 1, len(table.rows) - table.totals
    together = row == 0 or _is_short(table) or (table.totals > 0 and first_total - 1 <= row)
    return row >= first_total, together and row < last


def _is_short(table: Table) -> bool:
    """Whether its rows are few, and their texts short: reasons given at length need more than one page's rest."""
    return len(table.rows) <= _WHOLE_TABLE and sum(_lines(table, row) for row in table.rows) <= _WHOLE_TABLE


def _lines(table: Table, row: Sequence[str]) -> int:
    """About how many lines a row takes: those of its longest cell, where its author said how wide each column is."""
    if len(table.widths) != len(row):
        return 1
    whole = sum(table.widths) or 1
    return max(
        (ceil(len(cell) * whole / (_SIGNS * share)) for cell, share in zip(row, table.widths, strict=True) if share),
        default=1,
    )


def column_widths(table: Table, total: float, measure: Measure) -> tuple[float, tuple[float, ...]]:
    """The size of a table's text in points, and the widths of its columns in millimetres, which add up to `total`.

    The text shrinks a little where a table of many columns would otherwise break its amounts over two lines.
    """
    own = [row for number, row in enumerate(complete_rows(table)) if number not in table.moves]
    columns = list(zip(*(tuple(map(cleaned, table.header)), *own), strict=True))
    rooms = [sum(padding(table, column)) for column in range(len(columns))]
    for size in _SIZES:
        least = [_least(cells, size, measure) + room for cells, room in zip(columns, rooms, strict=True)]
        if sum(least) <= total:
            break
    wished = _wished(table, columns, rooms, total, size, measure)
    return size, _shared_out(least, wished, total)


def _least(cells: Sequence[str], size: float, measure: Measure) -> float:
    tokens = {word for cell in cells for word in BREAKS.split(cell)}
    widest = max((measure(word, size, True) for word in tokens if word), default=0.0)
    return min(widest, _WIDEST_WORD) + _SLACK


def _wished(
    table: Table,
    columns: Sequence[Sequence[str]],
    rooms: Sequence[float],
    total: float,
    size: float,
    measure: Measure,
) -> tuple[float, ...]:
    if len(table.widths) == len(columns) and sum(table.widths) > 0:
        whole = sum(table.widths)
        return tuple(total * share / whole for share in table.widths)
    longest = ([measure(line, size, False) for cell in cells for line in cell.split("\n")] for cells in columns)
    return tuple(
        min(max(lines, default=0.0), total / 2) + _SLACK + room for lines, room in zip(longest, rooms, strict=True)
    )


def _shared_out(least: Sequence[float], wished: Sequence[float], total: float) -> tuple[float, ...]:
    """Everyone has the least they need, then what they wished for as far as it goes; what is left over is for all."""
    needed = sum(least)
    if needed >= total:
        return tuple(total * each / needed for each in least)
    missing = [max(0.0, wish - have) for wish, have in zip(wished, least, strict=True)]
    spare, whole = total - needed, sum(missing)
    granted = min(1.0, spare / whole) if whole else 0.0
    over = (spare - whole * granted) / len(least)
    return tuple(have + want * granted + over for have, want in zip(least, missing, strict=True))
