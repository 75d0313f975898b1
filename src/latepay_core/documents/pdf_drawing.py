"""How text becomes ink: lines, paragraphs and lists, one below the other, and what is tagged of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from latepay_core.documents.document import ItemList, Paragraph, Picture, Run, Runs
from latepay_core.documents.pdf_pages import Box, Ink, Row, Text
from latepay_core.documents.pdf_tags import Element, Tree
from latepay_core.documents.pdf_text import Line, Typesetter, baseline
from latepay_core.documents.qr import quiet
from latepay_core.documents.styles import BODY, INDENT, POINTS_PER_MM, QR_SIZE, TEXT_WIDTH, Style, style_of
from latepay_core.said import Language

_WHOLE_PARAGRAPH = 3


@dataclass(slots=True)
class Drawing:
    """What draws the parts of a document; the room asked for below one stands above the next."""

    layout: str
    language: Language
    setter: Typesetter
    tree: Tree
    #: Room asked for below what was last set.
    below: float = 0

    def spaced(self, rows: list[Row], before: float, after: float) -> list[Row]:
        """The rows with the larger of two rooms above them: the one they ask for, the one that comes before."""
        if rows:
            rows[0] = replace(rows[0], before=max(before, self.below))
            self.below = after
        return rows

    def lines(self, runs: Runs, style: Style, width: float) -> list[Line]:
        """Text broken into lines of a width."""
        return self.setter.lines(runs, style.size, width, strong=style.strong)

    def paragraph(self, runs: Runs, style: Style, kind: str) -> list[Row]:
        """A paragraph, a row a line."""
        element = self.tree.grow(kind, self.tree.top)
        lines = self.lines(runs, style, TEXT_WIDTH - style.indent)
        rows = [self.line_row(line, style, element, style.indent) for line in lines]
        return self.spaced(unparted(rows, whole=kind != "P"), points(style.before), points(style.after))

    def line_row(self, line: Line, style: Style, element: Element, left: float) -> Row:
        """A line as a row of its own, at its place."""
        spare = TEXT_WIDTH - left - line.width
        start = left + {"left": 0.0, "center": spare / 2, "right": spare}[style.align]
        return Row(points(style.leading), tuple(inked(line, start, 0, style, element)))

    def listed(self, block: ItemList) -> list[Row]:
        """A list, its marks before its items."""
        rows: list[Row] = []
        style = style_of(block, self.layout)
        for lines in self.items(block, style, TEXT_WIDTH):
            made = [Row(points(style.leading), tuple(ink)) for ink in lines]
            made[0] = replace(made[0], before=points(style.after) if rows else 0)
            rows += unparted(made, whole=False)
        if len(block.items) > 1:
            rows[0] = replace(rows[0], with_next=True)
        return self.spaced(rows, 0, points(BODY.after))

    def items(self, block: ItemList, style: Style, width: float) -> Iterator[list[list[Ink]]]:
        """Each item's lines, drawn, its mark before the first."""
        top = self.tree.grow("L", self.tree.top)
        for number, item in enumerate(block.items, start=1):
            entry = self.tree.grow("LI", top)
            label, body = self.tree.grow("Lbl", entry), self.tree.grow("LBody", entry)
            mark = self.lines((Run(f"{number}." if block.ordered else "–"),), style, INDENT)[0]
            lines: list[list[Ink]] = [list(inked(mark, 0, 0, style, label))]
            for at, line in enumerate(self.lines(item, style, width - INDENT)):
                lines += [[]] if at else []
                lines[-1] += inked(line, INDENT, 0, style, body)
            yield lines

    def stacked(
        self, paragraphs: Iterable[tuple[Runs, Style]], ink: list[Ink], x: float, y: float, width: float
    ) -> float:
        """Draws paragraphs one below the other from `y` on; gives where the last one ends."""
        for runs, style in paragraphs:
            element = self.tree.grow("P", self.tree.top)
            for line in self.lines(runs, style, width):
                start = x + (width - line.width if style.align == "right" else 0.0)
                ink += inked(line, start, y, style, element)
                y += points(style.leading)
            y += points(style.after)
        return y


def styled(paragraphs: Iterable[Paragraph], layout: str) -> Iterator[tuple[Runs, Style]]:
    """Paragraphs, each with its look."""
    return ((block.runs, style_of(block, layout)) for block in paragraphs)


def unparted(rows: list[Row], whole: bool) -> list[Row]:
    """No first line left alone at the foot of a page, no last line alone at the head of the next."""
    last = len(rows) - 1
    together = whole or len(rows) <= _WHOLE_PARAGRAPH
    return [
        replace(row, with_next=number < last and (together or number in (0, last - 1)))
        for number, row in enumerate(rows)
    ]


def inked(line: Line, x: float, top: float, style: Style, element: Element) -> Iterator[Ink]:
    """A line as ink, at a place."""
    y = top + baseline(style.size, style.leading)
    for piece in line.pieces:
        yield Text(x + piece.x, y, piece.text, style.size, piece.strong, piece.emphasis, style.colour, element)


def moved(ink: Ink, x: float, y: float) -> Ink:
    """The same, elsewhere."""
    return replace(ink, x=ink.x + x, y=ink.y + y)


def squares(picture: Picture, figure: Element) -> Iterator[Box]:
    """The dark modules, neighbours on a line as one box."""
    modules = quiet(picture.modules)
    side = QR_SIZE / len(modules)
    for line, row in enumerate(modules):
        start: int | None = None
        for column, (dark, after) in enumerate(zip_longest(row, row[1:], fillvalue=False)):
            start = column if dark and start is None else start
            if dark and not after and start is not None:
                yield Box(start * side, line * side, (column + 1 - start) * side, side, "000000", figure)
                start = None


def points(size: float) -> float:
    """A size in points, in millimetres."""
    return size / POINTS_PER_MM
