"""Tables that never cut a figure or a date: headings and words fold, and where that is not enough, rows are stacked."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.text import Text

from latepay_core.cli.sentences import sentence
from latepay_core.cli.terminal import bound, folded, on_one_line

_GAPS = (3, 2, 1)
#: Narrower than this, a column of words is harder to read than a stack.
_LEAST_WORDS = 14
#: A longer word (an address, an invoice number of any length) is broken.
_LONGEST_WORD = 30
_RULE = "─"


@dataclass(frozen=True)
class Column:
    """A column: `words` fold, anything else is whole on its line; figures stand on the right."""

    heading: str
    words: bool = False
    right: bool = False


@dataclass
class Sheet:
    """A table; without headings where `columns` have none.

    >>> sheet = Sheet((Column("Reste dû", right=True), Column("Le")))
    >>> sheet.add("1234,56", "31/12/2026")
    >>> print(*(line.plain for line in sheet.lines(40)), sep="\\n")
      Reste   Le
         dû
    ────────────────────
    1234,56   31/12/2026
    >>> [line.plain.startswith("· Reste dû") for line in sheet.lines(17)]
    [True, False]
    """

    columns: tuple[Column, ...]
    rows: list[tuple[tuple[str, ...], bool]] = field(default_factory=list)

    def add(self, *cells: str, strong: bool = False) -> None:
        """Adds a row."""
        self.rows.append((tuple(bound(on_one_line(cell)) for cell in cells), strong))

    def rule(self) -> None:
        """Parts what follows from what is above."""
        self.rows.append(((), False))

    def lines(self, width: int) -> Iterator[Text]:
        """The lines for a place that many signs wide."""
        for gap in _GAPS:
            widths = self._widths(width - gap * (len(self.columns) - 1))
            if widths is not None:
                yield from self._laid_out(widths, gap)
                return
        yield from self._stacked(width)

    # ------------------------------------------------------------ side by side

    def _widths(self, room: int) -> list[int] | None:
        """The width of each column; None where the least that they need is too much."""
        least, natural = [], []
        for index, column in enumerate(self.columns):
            cells = [cells[index] for cells, _ in self.rows if cells]
            whole = max(map(cell_len, cells), default=0)
            natural.append(max(whole, cell_len(column.heading) if column.words else _longest(column.heading)))
            words = max(_LEAST_WORDS, *map(_longest, (column.heading, *cells)))
            least.append(min(words, natural[-1]) if column.words else natural[-1])
        spare = room - sum(least)
        if spare < 0:
            return None
        wanted = sum(natural) - sum(least)
        if wanted <= spare:
            return natural
        return [low + spare * (high - low) // wanted for low, high in zip(least, natural, strict=True)]

    def _laid_out(self, widths: list[int], gap: int) -> Iterator[Text]:
        rule = Text(_RULE * (sum(widths) + gap * (len(widths) - 1)))
        if any(column.heading for column in self.columns):
            yield from self._row([column.heading for column in self.columns], widths, gap, strong=True)
            yield rule
        for cells, strong in self.rows:
            if cells:
                yield from self._row(cells, widths, gap, strong=strong)
            else:
                yield rule

    def _row(self, cells: Iterable[str], widths: list[int], gap: int, *, strong: bool) -> Iterator[Text]:
        folds = [_wrapped(cell, size) for cell, size in zip(cells, widths, strict=True)]
        for number in range(max(map(len, folds))):
            parts = []
            for lines, size, column in zip(folds, widths, self.columns, strict=True):
                text = lines[number] if number < len(lines) else ""
                blank = " " * (size - cell_len(text))
                parts.append(blank + text if column.right else text + blank)
            yield Text((" " * gap).join(parts).rstrip(" "), style="bold" if strong else "")

    # ------------------------------------------------------------ one under the other

    def _stacked(self, width: int) -> Iterator[Text]:
        for cells, strong in self.rows:
            for text in self._labelled(cells):
                yield Text(folded(text, width), style="bold" if strong else "")

    def _labelled(self, cells: tuple[str, ...]) -> Iterator[str]:
        if cells and not self.columns[0].heading:
            yield sentence("cli.labelled", label=cells[0], value=cells[1])
            return
        margin = "· "
        for column, cell in zip(self.columns, cells, strict=False):
            if cell:
                yield margin + sentence("cli.labelled", label=column.heading, value=cell)
                margin = "  "


def _longest(text: str) -> int:
    """The width of the longest word; one that is broken anyway does not count in full."""
    return min(max(map(cell_len, text.split(" ")), default=0), _LONGEST_WORD)


def _wrapped(cell: str, size: int) -> list[str]:
    """A cell's lines; most cells are one, and need no folding."""
    if len(cell) <= size:
        return [cell.rstrip(" ")] if cell.strip(" ") else []
    return textwrap.wrap(cell, size, break_on_hyphens=False)
