"""How wide each column of a table is: wide enough for its amounts, else as its author asked."""

import re
from collections.abc import Callable, Sequence

from latepay_core.documents.document import Alignment, Table
from latepay_core.documents.plain import cleaned
from latepay_core.documents.styles import CELL, CELL_PADDING

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


def standing(table: Table, row: int) -> tuple[bool, bool]:
    """Whether a row is a total, and whether it stays on the page of the next: totals never part from the account.

    >>> table = Table("", ("A",), (("1",), ("2",), ("3",)), ("left",), totals=1)
    >>> [standing(table, row) for row in range(3)]
    [(False, False), (False, True), (True, False)]
    """
    last, first_total = len(table.rows) - 1, len(table.rows) - table.totals
    return row >= first_total, table.totals > 0 and first_total - 1 <= row < last


def column_widths(table: Table, total: float, measure: Measure) -> tuple[float, tuple[float, ...]]:
    """The size of a table's text in points, and the widths of its columns in millimetres, which add up to `total`.

    The text shrinks a little where a table of many columns would otherwise break its amounts over two lines.
    """
    columns = list(zip(*(tuple(map(cleaned, table.header)), *complete_rows(table)), strict=True))
    for size in _SIZES:
        least = [_least(cells, size, measure) for cells in columns]
        if sum(least) <= total:
            break
    wished = _wished(table, columns, total, size, measure)
    return size, _shared_out(least, wished, total)


def _least(cells: Sequence[str], size: float, measure: Measure) -> float:
    tokens = {word for cell in cells for word in BREAKS.split(cell)}
    widest = max((measure(word, size, True) for word in tokens if word), default=0.0)
    return min(widest, _WIDEST_WORD) + _SLACK + 2 * CELL_PADDING


def _wished(
    table: Table, columns: Sequence[Sequence[str]], total: float, size: float, measure: Measure
) -> tuple[float, ...]:
    if len(table.widths) == len(columns) and sum(table.widths) > 0:
        whole = sum(table.widths)
        return tuple(total * share / whole for share in table.widths)
    longest = ([measure(line, size, False) for cell in cells for line in cell.split("\n")] for cells in columns)
    return tuple(min(max(lines, default=0.0), total / 2) + 2 * CELL_PADDING for lines in longest)


def _shared_out(least: Sequence[float], wished: Sequence[float], total: float) -> tuple[float, ...]:
    """Everyone has the least they need; what is left goes to those who wished for more, in proportion."""
    needed = sum(least)
    if needed >= total:
        return tuple(total * each / needed for each in least)
    missing = [max(0.0, wish - have) for wish, have in zip(wished, least, strict=True)]
    weights = missing if sum(missing) else list(least)
    spare, whole = total - needed, sum(weights)
    return tuple(have + spare * weight / whole for have, weight in zip(least, weights, strict=True))
