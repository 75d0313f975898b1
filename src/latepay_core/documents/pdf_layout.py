"""Where everything stands on the PDF's pages: parts become rows, rows fill pages. All lengths are millimetres.

A row is never cut. Rows that belong together move to the next page together; a table's header comes back on each page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from latepay_core.documents.columns import alignment, column_widths, complete_rows, padding, standing
from latepay_core.documents.document import (
    Alignment,
    Document,
    Heading,
    ItemList,
    Language,
    Paragraph,
    Parties,
    PaymentBox,
    Picture,
    Ruled,
    Run,
    Runs,
    Sums,
    Table,
    first_line,
)
from latepay_core.documents.pdf_tags import Element, Tree
from latepay_core.documents.pdf_text import Line, Typesetter, baseline
from latepay_core.documents.plain import on_one_line, words
from latepay_core.documents.qr import quiet
from latepay_core.documents.styles import (
    BESIDE_WINDOW,
    BODY,
    BOTTOM,
    BOX_DAY,
    BOX_NOTE,
    BOX_ROW,
    BOX_SUM,
    BOX_TITLE,
    CAPTION,
    CELL,
    CELL_HEAD,
    CELL_ROOM,
    DATE_TOP,
    DEED_SIGNING_ROOM,
    DEED_TOP,
    FAINT,
    HAIR_RULE,
    HAND_LINE,
    HAND_RULE,
    HEAD_NAME,
    HEAD_TOP,
    INDENT,
    INK,
    INK_2,
    INNER_RULE,
    LEFT,
    LETTER_TOP,
    MOVE,
    MOVE_TEXT,
    NOTE,
    PAGE_HEIGHT,
    PARTY,
    POINTS_PER_MM,
    QR_COLUMN,
    QR_SIZE,
    ROW_RULE,
    RULE,
    SIGNED_FOR,
    SIGNING_ROOM,
    SIGNING_WIDTH,
    STRONG_RULE,
    SUM_LABEL,
    SUM_PART,
    SUM_TOTAL,
    TEXT,
    TEXT_WIDTH,
    THICK,
    TOP,
    WINDOW_LEFT,
    WINDOW_TOP,
    Arranged,
    Ending,
    Head,
    Kept,
    Part,
    Signatures,
    Style,
    parts_of,
    style_of,
)

PAGE_BOTTOM = PAGE_HEIGHT - BOTTOM
BODY_HEIGHT = PAGE_BOTTOM - TOP
#: The window as the left margin sees it.
_WINDOW = WINDOW_LEFT - LEFT
_TABLE_ROOM, _BOX_ROOM, _ENDING_ROOM = 3.2, 3.4, 3.4
_BOX_LEFT, _BOX_TOP, _BOX_BOTTOM, _BOX_GAP = 4.5, 2.6, 2.4, 4.0
_WHOLE_PARAGRAPH = 3
#: How much of the room between paragraphs is kept, where that brings the letter to one page less.
_SQUEEZES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)


@dataclass(frozen=True, slots=True)
class Text:
    """A line's piece; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    strong: bool
    emphasis: bool
    colour: str
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
    """A page's rows, each with its distance from the top of the sheet."""

    top: float
    rows: list[tuple[float, Row]] = field(default_factory=list)
    filled: float = 0

    def __post_init__(self) -> None:
        self.filled = self.top

    def add(self, row: Row, squeeze: float) -> None:
        """Puts a row below the others, with so much of the room that should part them."""
        top = self.filled + (row.before * squeeze if self.rows else 0)
        self.rows.append((top, row))
        self.filled = top + row.height


def pages_of(document: Document, setter: Typesetter, tree: Tree) -> list[Page]:
    """The document laid out; its structure grows in `tree` at the same time.

    What would spill a little onto one more page stands closer instead.
    """
    maker = _Maker(document.layout, document.language, setter, tree)
    parts = parts_of(document)
    headed = bool(parts) and isinstance(parts[0].part, Head)
    pages: list[Page] = []
    for section in _sections(maker.rows(parts)):
        first = TOP if pages else HEAD_TOP if headed else DEED_TOP
        tried = [_filled(section, first, squeeze) for squeeze in _SQUEEZES]
        fewest = min(map(len, tried))
        pages += next(made for made in tried if len(made) == fewest)
    return pages or [Page(DEED_TOP)]


# ---------------------------------------------------------------- rows fill pages


def _sections(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows up to each that begins a new page."""
    section: list[Row] = []
    for row in rows:
        if row.on_new_page and section:
            yield section
            section = []
        section.append(row)
    if section:
        yield section


def _filled(rows: Iterable[Row], first: float, squeeze: float) -> list[Page]:
    pages = [Page(first)]
    for cluster in _clusters(rows):
        if pages[-1].rows and not _fits(cluster, pages[-1], squeeze):
            _turn(pages, cluster[0], squeeze)
        for number, row in enumerate(cluster):
            if number and not _fits([row], pages[-1], squeeze):
                _turn(pages, row, squeeze)
            pages[-1].add(row, squeeze)
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


def _fits(rows: Sequence[Row], page: Page, squeeze: float) -> bool:
    room = sum(row.before * squeeze + row.height for row in rows) - (0 if page.rows else rows[0].before * squeeze)
    return page.filled + room <= PAGE_BOTTOM


def _turn(pages: list[Page], first: Row, squeeze: float) -> None:
    page = Page(TOP)
    if first.header is not None:
        page.add(first.header, squeeze)
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
        match part:
            case Paragraph() | Heading():
                style = style_of(part, self.layout)
                kind = "P" if style.outline is None else f"H{style.outline + 1}"
                return self._paragraph(part.runs, style, kind)
            case ItemList():
                return self._list(part)
            case Table():
                return self._table(part)
            case Picture():
                return self._picture(part)
        return self._arranged(part)

    def _arranged(self, part: Arranged) -> list[Row]:
        """What stands side by side in one row."""
        arrange: dict[type[Arranged], Callable[[Any], list[Row]]] = {
            Head: self._head,
            Signatures: self._signatures,
            Ending: self._ending,
            PaymentBox: self._box,
            Sums: self._sums,
            Parties: self._parties,
            Ruled: self._ruled,
        }
        return arrange[type(part)](part)

    def _spaced(self, rows: list[Row], before: float, after: float) -> list[Row]:
        """The rows with the larger of two rooms above them: the one they ask for, the one that comes before."""
        if rows:
            rows[0] = replace(rows[0], before=max(before, self._below))
            self._below = after
        return rows

    def _lines(self, runs: Runs, style: Style, width: float) -> list[Line]:
        return self.setter.lines(runs, style.size, width, strong=style.strong)

    # ------------------------------------------------------------ paragraphs and lists

    def _paragraph(self, runs: Runs, style: Style, kind: str) -> list[Row]:
        element = self.tree.grow(kind, self.tree.top)
        lines = self._lines(runs, style, TEXT_WIDTH - style.indent)
        rows = [self._line_row(line, style, element, style.indent) for line in lines]
        return self._spaced(_unparted(rows, whole=kind != "P"), _points(style.before), _points(style.after))

    def _line_row(self, line: Line, style: Style, element: Element, left: float) -> Row:
        spare = TEXT_WIDTH - left - line.width
        start = left + {"left": 0.0, "center": spare / 2, "right": spare}[style.align]
        return Row(_points(style.leading), tuple(_inked(line, start, 0, style, element)))

    def _list(self, block: ItemList) -> list[Row]:
        rows: list[Row] = []
        style = style_of(block, self.layout)
        for lines in self._items(block, style, TEXT_WIDTH):
            made = [Row(_points(style.leading), tuple(ink)) for ink in lines]
            made[0] = replace(made[0], before=_points(style.after) if rows else 0)
            rows += _unparted(made, whole=False)
        if len(block.items) > 1:
            rows[0] = replace(rows[0], with_next=True)
        return self._spaced(rows, 0, _points(BODY.after))

    def _items(self, block: ItemList, style: Style, width: float) -> Iterator[list[list[Ink]]]:
        """Each item's lines, drawn, its mark before the first."""
        top = self.tree.grow("L", self.tree.top)
        for number, item in enumerate(block.items, start=1):
            entry = self.tree.grow("LI", top)
            label, body = self.tree.grow("Lbl", entry), self.tree.grow("LBody", entry)
            mark = self._lines((Run(f"{number}." if block.ordered else "–"),), style, INDENT)[0]
            lines: list[list[Ink]] = [list(_inked(mark, 0, 0, style, label))]
            for at, line in enumerate(self._lines(item, style, width - INDENT)):
                lines += [[]] if at else []
                lines[-1] += _inked(line, INDENT, 0, style, body)
            yield lines

    # ------------------------------------------------------------ the head and the end of a letter

    def _head(self, head: Head) -> list[Row]:
        """One row, everything at its place on the sheet; what is too long pushes down what stands below it."""
        ink: list[Ink] = []
        window, beside = WINDOW_TOP - HEAD_TOP, TEXT_WIDTH - _WINDOW
        y = self._stacked(_named(head.sender), ink, 0.0, 0.0, _WINDOW - 5)
        y = max(y, self._stacked(_styled(head.contact, self.layout), ink, _WINDOW, _points(4), beside))
        window = max(window, y + 2)
        left = self._stacked(_styled(head.beside, self.layout), ink, 0.0, window, BESIDE_WINDOW)
        right = self._stacked(_styled(head.recipient, self.layout), ink, _WINDOW, window, beside)
        date = max(DATE_TOP - HEAD_TOP, right + 3)
        below = self._stacked(_styled(head.date, self.layout), ink, _WINDOW, date, beside)
        height = max(LETTER_TOP - HEAD_TOP, below + 3, left + 4)
        return self._spaced([Row(height, tuple(ink))], 0, 0)

    def _stacked(
        self, paragraphs: Iterable[tuple[Runs, Style]], ink: list[Ink], x: float, y: float, width: float
    ) -> float:
        """Draws paragraphs one below the other from `y` on; gives where the last one ends."""
        for runs, style in paragraphs:
            element = self.tree.grow("P", self.tree.top)
            for line in self._lines(runs, style, width):
                start = x + (width - line.width if style.align == "right" else 0.0)
                ink += _inked(line, start, y, style, element)
                y += _points(style.leading)
            y += _points(style.after)
        return y

    def _ending(self, ending: Ending) -> list[Row]:
        ink: list[Ink] = []
        y = 0.0
        for block in ending.enclosed:
            style = style_of(block, self.layout)
            if isinstance(block, Paragraph):
                y = self._stacked([(block.runs, style)], ink, 0.0, y, TEXT_WIDTH - SIGNING_WIDTH - 8)
                continue
            for lines in self._items(block, style, TEXT_WIDTH - SIGNING_WIDTH - 8):
                for line in lines:
                    ink += [_moved(each, 0, y) for each in line]
                    y += _points(style.leading)
        height = max(y, self._signing(ending.signed_for, ending.signature, ink, TEXT_WIDTH - SIGNING_WIDTH))
        return self._spaced([Row(height, tuple(ink))], _ENDING_ROOM, _ENDING_ROOM)

    def _signing(
        self,
        signed_for: Sequence[Paragraph],
        signature: Sequence[Paragraph],
        ink: list[Ink],
        x: float,
        room: float = SIGNING_ROOM,
        width: float = SIGNING_WIDTH,
    ) -> float:
        """Room to sign above a line, whose name stands under it; gives where that ends."""
        y = self._stacked([(each.runs, SIGNED_FOR) for each in signed_for], ink, x, 0.0, width) + room
        ink.append(Box(x, y - HAIR_RULE, width, HAIR_RULE, INK))
        return self._stacked([(each.runs, PARTY) for each in signature], ink, x, y + 1, width)

    def _signatures(self, signatures: Signatures) -> list[Row]:
        """Two parties side by side: the first line of each says which it is, the others who signs."""
        gap = 12.0
        half = (TEXT_WIDTH - gap) / 2
        rows: list[Row] = []
        for start in range(0, len(signatures.blocks), 2):
            ink: list[Ink] = []
            height = 0.0
            for number, block in enumerate(signatures.blocks[start : start + 2]):
                first, rest = first_line(block.runs)
                titles, names = (Paragraph(first),), (Paragraph(rest),) if rest else ()
                made = self._signing(titles, names, ink, number * (half + gap), DEED_SIGNING_ROOM, half)
                height = max(height, made)
            rows.append(Row(height, tuple(ink), before=_points(14)))
        return self._spaced(rows, _points(14), 0)

    def _ruled(self, ruled: Ruled) -> list[Row]:
        line = Box(0, HAND_LINE - HAIR_RULE, TEXT_WIDTH, HAIR_RULE, HAND_RULE)
        rows = [Row(HAND_LINE, (line,), with_next=number + 1 < ruled.lines) for number in range(ruled.lines)]
        return self._spaced(rows, 0, _points(14))

    # ------------------------------------------------------------ sums and parties

    def _box(self, box: PaymentBox) -> list[Row]:
        """The box « À payer »: text on the left, the code on the right, a thick rule above."""
        ink: list[Ink] = []
        width = TEXT_WIDTH - _BOX_LEFT - 2 - (QR_COLUMN + 6 if box.picture else 0)
        y = THICK + _BOX_TOP
        y = self._stacked([((Run(box.title),), BOX_TITLE)], ink, _BOX_LEFT, y, width)
        y = self._asked(box, ink, y, width)
        label_width = max((self.setter.width(label, BOX_ROW.size) for label, *_ in box.rows), default=0) + _BOX_GAP
        for label, value, strong in box.rows:
            element = self.tree.grow("P", self.tree.top)
            name = self._lines((Run(label + " "),), BOX_ROW, label_width)[0]
            ink += _inked(name, _BOX_LEFT, y, replace(BOX_ROW, colour=INK_2), element)
            for line in self._lines((Run(value, strong),), BOX_ROW, width - label_width):
                ink += _inked(line, _BOX_LEFT + label_width, y, BOX_ROW, element)
                y += _points(BOX_ROW.leading)
            y += _points(BOX_ROW.after)
        height = y + _BOX_BOTTOM
        if box.picture:
            height = max(height, self._code(box.picture, ink, height))
        frame = [Box(0, 0, TEXT_WIDTH, THICK, INK), Box(0, height - INNER_RULE, TEXT_WIDTH, INNER_RULE, INK)]
        frame += [Box(x, THICK, INNER_RULE, height - THICK, INK) for x in (0.0, TEXT_WIDTH - INNER_RULE)]
        return self._spaced([Row(height, (*frame, *ink))], _BOX_ROOM, _BOX_ROOM)

    def _asked(self, box: PaymentBox, ink: list[Ink], y: float, width: float) -> float:
        """The sum, and the day it is asked for: on its line where there is room, else below."""
        sum_, day = (
            self._lines((Run(text),), style, width) for text, style in ((box.amount, BOX_SUM), (box.day, BOX_DAY))
        )
        beside = bool(box.amount) and len(day) == 1 and sum_[0].width + _BOX_GAP + day[0].width <= width
        if box.amount:
            element = self.tree.grow("P", self.tree.top)
            ink += _inked(sum_[0], _BOX_LEFT, y, BOX_SUM, element)
        if beside and box.day:
            line = baseline(BOX_SUM.size, BOX_SUM.leading) - baseline(BOX_DAY.size, BOX_DAY.leading)
            ink += _inked(day[0], _BOX_LEFT + sum_[0].width + _BOX_GAP, y + line, BOX_DAY, element)
        y += _points(BOX_SUM.leading) if box.amount else 0
        if not beside and box.day:
            y = self._stacked([((Run(box.day),), BOX_DAY)], ink, _BOX_LEFT, y, width)
        return y + 1.4

    def _code(self, picture: Picture, ink: list[Ink], height: float) -> float:
        """The code and its caption, in the middle of the box's right side; gives the height the box needs for it."""
        captions = self._lines((Run(picture.caption),), BOX_NOTE, QR_COLUMN) if picture.caption else []
        needed = QR_SIZE + 1 + len(captions) * _points(BOX_NOTE.leading)
        height = max(height, THICK + _BOX_TOP + needed + _BOX_BOTTOM)
        left, y = TEXT_WIDTH - 2 - QR_COLUMN, THICK + (height - THICK - needed) / 2
        figure = self.tree.grow("Figure", self.tree.top, self.setter.fit(on_one_line(picture.alternative)))
        ink += [_moved(each, left + (QR_COLUMN - QR_SIZE) / 2, y) for each in _squares(picture, figure)]
        y += QR_SIZE + 1
        element = self.tree.grow("P", self.tree.top)
        for line in captions:
            ink += _inked(line, left + (QR_COLUMN - line.width) / 2, y, BOX_NOTE, element)
            y += _points(BOX_NOTE.leading)
        return height

    def _sums(self, sums: Sums) -> list[Row]:
        """The parts of a sum between a thick rule and a thin one, each under its label."""
        ink: list[Ink] = []
        last = len(sums.parts) - 1
        columns = []
        for number, (label, value) in enumerate(sums.parts):
            title = replace(SUM_LABEL, strong=number == last, colour=INK if number == last else INK_2)
            style = SUM_TOTAL if number == last else SUM_PART
            looks = ((label, title, THICK + 2), (value, style, THICK + 2 + _points(SUM_LABEL.leading)))
            columns.append([(self._lines((Run(text),), look, TEXT_WIDTH)[0], look, y) for text, look, y in looks])
        # each as wide as what stands in it, so that no label runs into the next
        widths = [max(line.width for line, _, _ in column) for column in columns]
        gap = (TEXT_WIDTH - sum(widths)) / max(last, 1)
        for number, column in enumerate(columns):
            element = self.tree.grow("P", self.tree.top)
            end = sum(widths[: number + 1]) + number * gap
            for line, look, y in column:
                ink += _inked(line, end - line.width if number else 0, y, look, element)
        height = THICK + 4 + _points(SUM_LABEL.leading + SUM_TOTAL.leading)
        rules = (Box(0, 0, TEXT_WIDTH, THICK, INK), Box(0, height - INNER_RULE, TEXT_WIDTH, INNER_RULE, INK))
        return self._spaced([Row(height, (*rules, *ink))], _points(6), _points(6))

    def _parties(self, parties: Parties) -> list[Row]:
        ink: list[Ink] = []
        width = (TEXT_WIDTH - 8) / len(parties.sides)
        ends = [
            self._stacked([((Run(label),), SIGNED_FOR), ((Run(text),), PARTY)], ink, number * (width + 8), 0.0, width)
            for number, (label, text) in enumerate(parties.sides)
        ]
        return self._spaced([Row(max(ends), tuple(ink))], 0, _points(11))

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
        header = grid.row(self, table.header, self.tree.grow("TR", top), "head")[0]
        # drawn again on the next pages, where it is no longer part of the text
        repeated = replace(header, ink=tuple(replace(ink, element=None) for ink in header.ink))
        rows.append(replace(header, with_next=True))
        first_total = len(table.rows) - table.totals
        for number, cells in enumerate(complete_rows(table)):
            total, stays = standing(table, number)
            kind = "total" if total else "move" if number in table.moves else "row"
            made = grid.row(self, cells, self.tree.grow("TR", top), kind, first=number == first_total)
            rows += [replace(row, header=repeated) for row in made]
            rows[-1] = replace(rows[-1], with_next=stays)
        return self._spaced(rows, _points(CAPTION.before) if table.caption else _TABLE_ROOM, _TABLE_ROOM)

    def _grid(self, table: Table) -> "_Grid":
        size, widths = column_widths(table, TEXT_WIDTH, self._measured)
        return _Grid(
            size,
            widths,
            tuple(alignment(table, column) for column in range(len(widths))),
            tuple(padding(table, column) for column in range(len(widths))),
            table.due,
            table.aside,
        )

    def _measured(self, text: str, size: float, strong: bool) -> float:
        return self.setter.width(self.setter.fit(text), size, strong)

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
    """The columns of a table: where they stand, and how their cells look."""

    size: float
    widths: tuple[float, ...]
    align: tuple[Alignment, ...]
    padding: tuple[tuple[float, float], ...]
    due: int | None
    aside: int | None

    def row(self, maker: _Maker, cells: Sequence[str], parent: Element, kind: str, *, first: bool = False) -> list[Row]:
        """A table row; several where its text is taller than a page. A header is cut at a third of one."""
        style = replace(CELL_HEAD if kind == "head" else CELL, size=self.size)
        spans = [(at, self._width(at, kind)) for at in range(len(cells)) if kind != "move" or at < 2]  # noqa: PLR2004
        columns = [
            (at, maker.setter.lines((Run(cells[at]),), self.size, width, strong=self._strong(at, kind)))
            for at, width in spans
        ]
        elements = {at: maker.tree.grow("TH" if kind == "head" else "TD", parent) for at, _ in columns}
        room = BODY_HEIGHT / 3 if kind == "head" else BODY_HEIGHT - _points(4 * CELL_HEAD.leading)
        most = max(1, int((room - 2 * CELL_ROOM) / _points(style.leading)))
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
        leading, room = _points(style.leading), 1.0 if kind in ("head", "total") else CELL_ROOM
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
                ink += _inked(line, start, room + drop + number * leading, look, elements[at])
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


def _named(sender: Sequence[Paragraph]) -> Iterator[tuple[Runs, Style]]:
    """The sender's name as on a letterhead, then the other lines."""
    for block in sender:
        first, rest = first_line(block.runs)
        yield first, HEAD_NAME
        if rest:
            yield rest, style_of(block, "letter")


def _styled(paragraphs: Iterable[Paragraph], layout: str) -> Iterator[tuple[Runs, Style]]:
    return ((block.runs, style_of(block, layout)) for block in paragraphs)


def _unparted(rows: list[Row], whole: bool) -> list[Row]:
    """No first line left alone at the foot of a page, no last line alone at the head of the next."""
    last = len(rows) - 1
    together = whole or len(rows) <= _WHOLE_PARAGRAPH
    return [
        replace(row, with_next=number < last and (together or number in (0, last - 1)))
        for number, row in enumerate(rows)
    ]


def _inked(line: Line, x: float, top: float, style: Style, element: Element) -> Iterator[Ink]:
    y = top + baseline(style.size, style.leading)
    for piece in line.pieces:
        yield Text(x + piece.x, y, piece.text, style.size, piece.strong, piece.emphasis, style.colour, element)


def _moved(ink: Ink, x: float, y: float) -> Ink:
    return replace(ink, x=ink.x + x, y=ink.y + y)


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


def _points(points: float) -> float:
    return points / POINTS_PER_MM
