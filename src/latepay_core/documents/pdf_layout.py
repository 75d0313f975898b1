"""Where everything stands on the PDF's pages: parts become rows, rows fill pages. All lengths are millimetres."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from latepay_core.documents.document import (
    Document,
    Heading,
    ItemList,
    Paragraph,
    Parties,
    PaymentBox,
    Picture,
    Ruled,
    Run,
    Sums,
    Table,
)
from latepay_core.documents.pdf_boxes import box_rows, parties_rows, sums_rows
from latepay_core.documents.pdf_drawing import Drawing, squares
from latepay_core.documents.pdf_letter import ending_rows, head_rows, ruled_rows, signatures_rows
from latepay_core.documents.pdf_pages import Page, Row, filled
from latepay_core.documents.pdf_tables import table_rows
from latepay_core.documents.pdf_tags import Tree
from latepay_core.documents.pdf_text import Typesetter
from latepay_core.documents.plain import on_one_line, words
from latepay_core.documents.styles import (
    DEED_TOP,
    HEAD_TOP,
    NOTE,
    QR_SIZE,
    Ending,
    Head,
    Kept,
    Part,
    Signatures,
    parts_of,
    style_of,
)


def pages_of(document: Document, setter: Typesetter, tree: Tree) -> list[Page]:
    """The document laid out; its structure grows in `tree` at the same time."""
    drawing = Drawing(document.layout, document.language, setter, tree)
    parts = parts_of(document)
    headed = bool(parts) and isinstance(parts[0].part, Head)
    made = filled(_rows(drawing, parts), HEAD_TOP if headed else DEED_TOP, joined=document.layout != "deed")
    return made or [Page(DEED_TOP)]


def _rows(drawing: Drawing, parts: Iterable[Kept]) -> Iterator[Row]:
    above = 0
    for kept in parts:
        level = _level(kept.part, drawing.layout, above)
        above = level or above
        made = _rows_of(drawing, kept.part, level)
        if made:
            made[0] = replace(made[0], on_new_page=kept.on_new_page)
            made[-1] = replace(made[-1], with_next=kept.with_next)
        yield from made


def _level(part: Part, layout: str, above: int) -> int:
    """The level of a heading, 0 for any other part: the first is 1, and none is left out (ISO 14289-1, 7.4.2)."""
    outline = style_of(part, layout).outline if isinstance(part, Paragraph | Heading) else None
    return 0 if outline is None else min(outline, above) + 1


def _rows_of(drawing: Drawing, part: Part, level: int) -> list[Row]:
    if isinstance(part, Paragraph | Heading):
        return drawing.paragraph(part.runs, style_of(part, drawing.layout), f"H{level}" if level else "P")
    return _MADE[type(part)](drawing, part)


def _picture_rows(drawing: Drawing, picture: Picture) -> list[Row]:
    if not picture.modules:
        said = words(drawing.language, "picture.missing", alternative=on_one_line(picture.alternative))
        return drawing.paragraph((Run(said, emphasis=True),), NOTE, "P")
    figure = drawing.tree.grow("Figure", drawing.tree.top, drawing.setter.fit(on_one_line(picture.alternative)))
    drawn = drawing.spaced([Row(QR_SIZE, tuple(squares(picture, figure)), with_next=bool(picture.caption))], 0, 0)
    return drawn + (drawing.paragraph((Run(picture.caption),), NOTE, "P") if picture.caption else [])


_MADE: Mapping[type[Part], Callable[[Drawing, Any], list[Row]]] = {
    ItemList: Drawing.listed,
    Table: table_rows,
    Picture: _picture_rows,
    Head: head_rows,
    Signatures: signatures_rows,
    Ending: ending_rows,
    PaymentBox: box_rows,
    Sums: sums_rows,
    Parties: parties_rows,
    Ruled: ruled_rows,
}
