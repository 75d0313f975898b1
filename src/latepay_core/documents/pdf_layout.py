"""Where everything stands on the PDF's pages: parts become rows, rows fill pages. All lengths are millimetres.

A row is never cut. Rows that belong together move to the next page together; a table's header comes back on each page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from latepay_core.documents.columns import alignment, column_widths, complete_rows, standing
from latepay_core.documents.document import (
    Alignment,
    Document,
    Heading,
    ItemList,
    Language,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
)
from latepay_core.documents.pdf_tags import Element, Tree
from latepay_core.documents.pdf_text import Line, Typesetter, baseline, line_height
from latepay_core.documents.plain import on_one_line, words
from latepay_core.documents.qr import quiet
from latepay_core.documents.styles import (
    BODY,
    BOTTOM,
    CAPTION,
    CELL_PADDING,
    HEAD_HEIGHT,
    INDENT,
    NOTE,
    PAGE_HEIGHT,
    PARTY,
    POINTS_PER_MM,
    QR_SIZE,
    RULE,
    SHADE,
    SIGNING_ROOM,
    TEXT_WIDTH,
    TOP,
    WINDOW_LEFT,
    WINDOW_TOP,
    Head,
    Kept,
    Part,
    Signatures,
    Style,
    parts_of,
    style_of,
)

BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
_RULE_WIDTH, _CELL_ROOM, _TABLE_ROOM = 0.2, 0.7, 4.0
_AFTER_HEAD = 2.0
_CELL_LEADING = 1.25
_WHOLE_PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Text:
    """A line's piece; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    strong: bool
    emphasis: bool
    element: Element | None


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `element` is the figure it belongs to, None for what only decorates."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    element: Element | None = None


Ink = Text | Box


@dataclass(frozen=True, slots=True)
class Row:
    """Something drawn at once; `before` is the room above it, dropped at the head of a page."""

    height: float
    ink: tuple[Ink, ...]
    before: float = 0
    with_next: bool = False
    on_new_page: bool = False
    header: "Row | None" = None


@dataclass(slots=True)
class Page:
    """A page's rows, each with its distance from the top margin."""

    rows: list[tuple[float, Row]] = field(default_factory=list)
    filled: float = 0

    def add(self, row: Row) -> None:
        """Puts a row below the others."""
        top = self.filled + (row.before if self.rows else 0)
        self.rows.append((top, row))
        self.filled = top + row.height


def pages_of(document: Document, setter: Typesetter, tree: Tree) -> list[Page]:
    """The document laid out; its structure grows in `tree` at the same time."""
    maker = _Maker(document.layout, document.language, setter, tree)
    return _filled(maker.rows(parts_of(document)))


# ---------------------------------------------------------------- rows fill pages


def _filled(rows: Iterable[Row]) -> list[Page]:
    pages = [Page()]
    for cluster in _clusters(rows):
        if pages[-1].rows and (cluster[0].on_new_page or not _fits(cluster, pages[-1])):
            _turn(pages, cluster[0])
        for number, row in enumerate(cluster):
            if number and not _fits([row], pages[-1]):
                _turn(pages, row)
            pages[-1].add(row)
    return pages


def _clusters(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows that stay together."""
    cluster: list[Row] = []
    for row in rows:
        cluster.append(row)
        if not row.with_next:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def _fits(rows: Sequence[Row], page: Page) -> bool:
    room = sum(row.before + row.height for row in rows) - (0 if page.rows else rows[0].before)
    return page.filled + room <= BODY_HEIGHT


def _turn(pages: list[Page], first: Row) -> None:
    page = Page()
    if first.header is not None:
        page.add(first.header)
    pages.append(page)


# ---------------------------------------------------------------- parts become rows


@dataclass(slots=True)
class _Maker:
    layout: str
    language: Language
    setter: Typesetter
    tree: Tree
    #: Room asked for below what was last set.
    _below: float = 0

    def rows(self, parts: Iterable[Kept]) -> Iterator[Row]:
        for kept in parts:
            made = self._part(kept.part)
            if made:
                made[0] = replace(made[0], on_new_page=kept.on_new_page)
                made[-1] = replace(made[-1], with_next=kept.with_next)
            yield from made

    def _part(self, part: Part) -> list[Row]:
        if isinstance(part, Paragraph | Heading):
            style = style_of(part, self.layout)
            kind = "P" if style.outline is None else f"H{style.outline + 1}"
            return self._paragraph(part.runs, style, kind)
        match part:
            case ItemList():
                return self._list(part)
            case Table():
                return self._table(part)
            case Picture():
                return self._picture(part)
            case Head():
                return self._head(part)
            case Signatures():
                return self._signatures(part)

    def _spaced(self, rows: list[Row], before: float, after: float) -> list[Row]:
        """The rows with the larger of the rooms asked for, by them above and by what precedes below."""
        if rows:
            rows[0] = replace(rows[0], before=max(self._below, before))
            self._below = after
        return rows

    # ------------------------------------------------------------ text

    def _paragraph(self, runs: Runs, style: Style, kind: str) -> list[Row]:
        element = self.tree.grow(kind, self.tree.top)
        lines = self._lines(runs, style, TEXT_WIDTH - style.indent)
        rows = [self._line_row(line, style, element, style.indent) for line in lines]
        whole = style.tight or style.outline is not None
        return self._spaced(_unparted(rows, whole), _points(style.before), _points(style.after))

    def _lines(self, runs: Runs, style: Style, width: float) -> list[Line]:
        return self.setter.lines(runs, _size(style), width, strong=style.strong)

    def _line_row(self, line: Line, style: Style, element: Element, left: float) -> Row:
        size = _size(style)
        spare = TEXT_WIDTH - left - line.width
        start = left + {"left": 0.0, "center": spare / 2, "right": spare}[style.align]
        return Row(line_height(size), tuple(_inked(line, start, 0, size, element)))

    def _list(self, block: ItemList) -> list[Row]:
        style = style_of(block, self.layout)
        listed = self.tree.grow("L", self.tree.top)
        rows: list[Row] = []
        for number, item in enumerate(block.items, start=1):
            entry = self.tree.grow("LI", listed)
            label, body = self.tree.grow("Lbl", entry), self.tree.grow("LBody", entry)
            made = [self._line_row(line, style, body, INDENT) for line in self._lines(item, style, TEXT_WIDTH - INDENT)]
            mark = self._lines((Run(f"{number}." if block.ordered else "–"),), style, INDENT)[0]
            made[0] = replace(made[0], ink=(*_inked(mark, 0, 0, _size(style), label), *made[0].ink))
            made[0] = replace(made[0], before=_points(style.after) if rows else 0)
            rows += _unparted(made, whole=False)
            stays = block.role == "enclosures" or number == 1
            rows[-1] = replace(rows[-1], with_next=stays and number < len(block.items))
        return self._spaced(rows, 0, _points(BODY.after))

    # ------------------------------------------------------------ two columns

    def _head(self, head: Head) -> list[Row]:
        widths = (WINDOW_LEFT - 5, TEXT_WIDTH - WINDOW_LEFT)
        columns = [(head.sender, 0.0, 0.0, widths[0]), (head.recipient, WINDOW_LEFT, WINDOW_TOP, widths[1])]
        return self._columns(columns, HEAD_HEIGHT, _AFTER_HEAD)

    def _signatures(self, signatures: Signatures) -> list[Row]:
        half = TEXT_WIDTH / 2
        rows: list[Row] = []
        for start in range(0, len(signatures.blocks), 2):
            pair = signatures.blocks[start : start + 2]
            columns = [((block,), number * half, 0.0, half - 5) for number, block in enumerate(pair)]
            rows += self._columns(columns, SIGNING_ROOM, 0)
        return rows

    def _columns(
        self, columns: Sequence[tuple[Sequence[Paragraph], float, float, float]], height: float, after: float
    ) -> list[Row]:
        """Paragraphs side by side in one row; one below the other where a column is longer than a page."""
        ink: list[Ink] = []
        stacked: list[Row] = []
        size = _size(PARTY)
        for paragraphs, x, top, width in columns:
            y = top
            for paragraph in paragraphs:
                element = self.tree.grow("P", self.tree.top)
                for line in self.setter.lines(paragraph.runs, size, width):
                    stacked.append(Row(line_height(size), tuple(_inked(line, x, 0, size, element))))
                    ink += _inked(line, x, y, size, element)
                    y += line_height(size)
            height = max(height, y)
        rows = [Row(height, tuple(ink))] if height <= BODY_HEIGHT else stacked
        return self._spaced(rows, 0, after)

    # ------------------------------------------------------------ tables

    def _table(self, table: Table) -> list[Row]:
        rows: list[Row] = []
        top = self.tree.grow("Table", self.tree.top)
        if table.caption:
            caption = self.tree.grow("Caption", top)
            lines = self._lines((Run(table.caption),), CAPTION, TEXT_WIDTH)
            rows = [replace(self._line_row(line, CAPTION, caption, 0), with_next=True) for line in lines]
            rows[-1] = replace(rows[-1], height=rows[-1].height + _points(CAPTION.after))
        grid = self._grid(table)
        # a header is a few words: one that asks for more than a third of the page is cut
        header = self._cells(
            table.header, grid, self.tree.grow("TR", top), strong=True, kind="TH", room=BODY_HEIGHT / 3
        )[0]
        # drawn again on the next pages, where it is no longer part of the text
        repeated = replace(header, ink=tuple(replace(ink, element=None) for ink in header.ink))
        rows.append(replace(header, with_next=True))
        for number, cells in enumerate(complete_rows(table)):
            total, stays = standing(table, number)
            made = self._cells(cells, grid, self.tree.grow("TR", top), strong=total, room=BODY_HEIGHT - header.height)
            rows += [replace(row, header=repeated) for row in made]
            rows[-1] = replace(rows[-1], with_next=stays)
        return self._spaced(rows, _points(CAPTION.before) if table.caption else 0, _TABLE_ROOM)

    def _grid(self, table: Table) -> "_Grid":
        size, widths = column_widths(table, TEXT_WIDTH, self._measured)
        return _Grid(size, widths, tuple(alignment(table, column) for column in range(len(widths))))

    def _measured(self, text: str, size: float, strong: bool) -> float:
        return self.setter.width(self.setter.fit(text), size, strong)

    def _cells(
        self,
        cells: Sequence[str],
        grid: "_Grid",
        parent: Element,
        *,
        strong: bool = False,
        kind: str = "TD",
        room: float = BODY_HEIGHT,
    ) -> list[Row]:
        """A table row; several where its text is taller than a page."""
        inner = [width - 2 * CELL_PADDING for width in grid.widths]
        columns = [
            self.setter.lines((Run(cell),), grid.size, width, strong=strong)
            for cell, width in zip(cells, inner, strict=True)
        ]
        elements = [self.tree.grow(kind, parent) for _ in columns]
        most = max(1, int((room - 2 * _CELL_ROOM) / _cell_line(grid.size)))
        made = []
        for start in range(0, max(map(len, columns)), most):
            sliced = [lines[start : start + most] for lines in columns]
            made.append(_cell_row(sliced, elements, grid, heavy=strong, shaded=kind == "TH"))
        return made

    # ------------------------------------------------------------ pictures

    def _picture(self, picture: Picture) -> list[Row]:
        if not picture.modules:
            said = words(self.language, "picture.missing", alternative=on_one_line(picture.alternative))
            return self._paragraph((Run(said, emphasis=True),), NOTE, "P")
        figure = self.tree.grow("Figure", self.tree.top, self.setter.fit(on_one_line(picture.alternative)))
        drawn = self._spaced([Row(QR_SIZE, tuple(_squares(picture, figure)), with_next=bool(picture.caption))], 0, 0)
        return drawn + (self._paragraph((Run(picture.caption),), NOTE, "P") if picture.caption else [])


@dataclass(frozen=True, slots=True)
class _Grid:
    size: float
    widths: tuple[float, ...]
    align: tuple[Alignment, ...]


def _cell_row(
    columns: Sequence[Sequence[Line]], elements: Sequence[Element], grid: _Grid, *, heavy: bool, shaded: bool
) -> Row:
    height = max(map(len, columns)) * _cell_line(grid.size) + 2 * _CELL_ROOM
    ink: list[Ink] = [Box(0, 0, TEXT_WIDTH, height, SHADE)] if shaded else []
    thickness = _RULE_WIDTH * (2 if heavy else 1)
    ink += [Box(0, y - thickness / 2, TEXT_WIDTH, thickness, RULE) for y in (0.0, height)]
    x = 0.0
    for lines, element, width, align in zip(columns, elements, grid.widths, grid.align, strict=True):
        for number, line in enumerate(lines):
            spare = width - 2 * CELL_PADDING - line.width
            start = x + CELL_PADDING + {"left": 0.0, "center": spare / 2, "right": spare}[align]
            ink += _inked(line, start, _CELL_ROOM + number * _cell_line(grid.size), grid.size, element)
        x += width
    return Row(height, tuple(ink))


def _unparted(rows: list[Row], whole: bool) -> list[Row]:
    """No first line left alone at the foot of a page, no last line alone at the head of the next."""
    last = len(rows) - 1
    together = whole or len(rows) <= _WHOLE_PARAGRAPH
    return [
        replace(row, with_next=number < last and (together or number in (0, last - 1)))
        for number, row in enumerate(rows)
    ]


def _inked(line: Line, x: float, top: float, size: float, element: Element, *, even: bool = False) -> Iterator[Ink]:
    y = top + baseline(size)
    for piece in line.pieces:
        yield Text(x + piece.x, y, piece.text, size, piece.strong, piece.emphasis, element)


def _squares(picture: Picture, figure: Element) -> Iterator[Box]:
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


def _cell_line(size: float) -> float:
    """The height of a line in a table: its text stands closer than a letter's."""
    return size * _CELL_LEADING / POINTS_PER_MM


def _points(points: float) -> float:
    return points / POINTS_PER_MM


def _size(style: Style) -> float:
    return style.size
