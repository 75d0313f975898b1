"""Tables of the PDF: columns as wide as they need, rules, rows that are cut only where they are taller than a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from latepay_core.documents.columns import alignment, column_widths, complete_rows, padding, standing
from latepay_core.documents.document import Alignment, Run, Table
from latepay_core.documents.pdf_drawing import Drawing, inked, points
from latepay_core.documents.pdf_pages import BODY_HEIGHT, Box, Ink, Row
from latepay_core.documents.pdf_tags import Element
from latepay_core.documents.pdf_text import Line
from latepay_core.documents.styles import (
    CAPTION,
    CELL,
    CELL_HEAD,
    CELL_ROOM,
    FAINT,
    HAIR_RULE,
    INK,
    INK_2,
    INNER_RULE,
    MOVE,
    MOVE_TEXT,
    ROW_RULE,
    RULE,
    STRONG_RULE,
    TEXT,
    TEXT_WIDTH,
    Style,
)

_TABLE_ROOM = 3.2


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a table: where they stand, and how their cells look."""

    size: float
    widths: tuple[float, ...]
    align: tuple[Alignment, ...]
    padding: tuple[tuple[float, float], ...]
    due: int | None
    aside: int | None

    def row(
        self, drawing: Drawing, cells: Sequence[str], parent: Element, kind: str, *, first: bool = False
    ) -> list[Row]:
        """A table row; several where its text is taller than a page. A header is cut at a third of one."""
        style = replace(CELL_HEAD if kind == "head" else CELL, size=self.size)
        spans = [(at, self._width(at, kind)) for at in range(len(cells)) if kind != "move" or at < 2]  # noqa: PLR2004
        columns = [
            (at, drawing.setter.lines((Run(cells[at]),), self.size, width, strong=self._strong(at, kind)))
            for at, width in spans
        ]
        elements = {at: drawing.tree.grow("TH" if kind == "head" else "TD", parent) for at, _ in columns}
        room = BODY_HEIGHT / 3 if kind == "head" else BODY_HEIGHT - points(4 * CELL_HEAD.leading)
        most = max(1, int((room - 2 * CELL_ROOM) / points(style.leading)))
        tallest = max(len(lines) for _, lines in columns)
        return [
            self._drawn([(at, lines[start : start + most]) for at, lines in columns], elements, style, kind, first)
            for start in range(0, tallest, most)
        ]

    def _drawn(
        self,
        columns: Sequence[tuple[int, Sequence[Line]]],
        elements: dict[int, Element],
        style: Style,
        kind: str,
        first: bool,
    ) -> Row:
        leading, room = points(style.leading), 1.0 if kind in ("head", "total") else CELL_ROOM
        tallest = max(len(lines) for _, lines in columns)
        height = tallest * leading + 2 * room
        ink: list[Ink] = [Box(0, 0, TEXT_WIDTH, height, MOVE)] if kind == "move" else []
        ink += _rules(kind, height, first)
        if self.aside is not None and kind != "move":
            ink.append(Box(sum(self.widths[: self.aside]), 0, HAIR_RULE, height, RULE))
        for at, lines in columns:
            look = replace(style, colour=self._colour(at, kind))
            drop = (tallest - len(lines)) * leading if kind == "head" else 0
            left, right = self.padding[at]
            spare = self.widths[at] - left - right
            for number, line in enumerate(lines):
                shift = {"left": 0.0, "center": (spare - line.width) / 2, "right": spare - line.width}[self.align[at]]
                start = sum(self.widths[:at]) + left + (0.0 if kind == "move" else shift)
                ink += inked(line, start, room + drop + number * leading, look, elements[at])
        return Row(height, tuple(ink))

    def _width(self, at: int, kind: str) -> float:
        left, right = self.padding[at]
        if kind == "move" and at == 1:
            return sum(self.widths[1:]) - left
        return self.widths[at] - left - right

    def _strong(self, at: int, kind: str) -> bool:
        return at != self.aside and (kind in ("head", "total") or (at == self.due and kind == "row"))

    def _colour(self, at: int, kind: str) -> str:
        return INK_2 if at == self.aside else {"head": INK, "move": MOVE_TEXT}.get(kind, TEXT)


def table_rows(drawing: Drawing, table: Table) -> list[Row]:
    """A table, its caption and its header, which comes back on each page."""
    rows: list[Row] = []
    top = drawing.tree.grow("Table", drawing.tree.top)
    if table.caption:
        caption = drawing.tree.grow("Caption", top)
        lines = drawing.lines((Run(table.caption),), CAPTION, TEXT_WIDTH)
        rows = [replace(drawing.line_row(line, CAPTION, caption, 0), with_next=True) for line in lines]
        rows[-1] = replace(rows[-1], height=rows[-1].height + points(CAPTION.after))
    grid = _grid(drawing, table)
    header = grid.row(drawing, table.header, drawing.tree.grow("TR", top), "head")[0]
    # drawn again on the next pages, where it is no longer part of the text
    repeated = replace(header, ink=tuple(replace(ink, element=None) for ink in header.ink))
    rows.append(replace(header, with_next=True))
    first_total = len(table.rows) - table.totals
    for number, cells in enumerate(complete_rows(table)):
        total, stays = standing(table, number)
        kind = "total" if total else "move" if number in table.moves else "row"
        made = grid.row(drawing, cells, drawing.tree.grow("TR", top), kind, first=number == first_total)
        rows += [replace(row, header=repeated) for row in made]
        rows[-1] = replace(rows[-1], with_next=stays)
    return drawing.spaced(rows, points(CAPTION.before) if table.caption else _TABLE_ROOM, _TABLE_ROOM)


def _grid(drawing: Drawing, table: Table) -> _Grid:
    size, widths = column_widths(table, TEXT_WIDTH, partial(_measured, drawing))
    return _Grid(
        size,
        widths,
        tuple(alignment(table, column) for column in range(len(widths))),
        tuple(padding(table, column) for column in range(len(widths))),
        table.due,
        table.aside,
    )


def _measured(drawing: Drawing, text: str, size: float, strong: bool) -> float:
    return drawing.setter.width(drawing.setter.fit(text), size, strong)


def _rules(kind: str, height: float, first: bool) -> Iterator[Box]:
    """A head between two rules, a hairline under each row, totals between two rules."""
    if kind == "head":
        yield Box(0, 0, TEXT_WIDTH, STRONG_RULE, INK)
        yield Box(0, height - HAIR_RULE, TEXT_WIDTH, HAIR_RULE, INK)
    elif kind == "total":
        yield from [Box(0, -ROW_RULE, TEXT_WIDTH, INNER_RULE, INK)] if first else []
        yield Box(0, height - STRONG_RULE, TEXT_WIDTH, STRONG_RULE, INK)
    else:
        yield Box(0, height - ROW_RULE, TEXT_WIDTH, ROW_RULE, FAINT)
