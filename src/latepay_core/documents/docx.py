"""Word: a DOCX file written part by part with the standard library alone, so that the browser's Python writes it too.

The same document gives the same bytes. Every text goes through `_text`, which escapes it for XML.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from latepay_core.documents import docx_parts as parts
from latepay_core.documents.columns import alignment, column_widths, complete_rows, standing
from latepay_core.documents.document import Document, Heading, ItemList, Paragraph, Picture, Runs, Table, text_of
from latepay_core.documents.plain import cleaned, language_tag, on_one_line, words
from latepay_core.documents.qr import png
from latepay_core.documents.styles import (
    AFTER_TABLE,
    BODY,
    CAPTION,
    CELL,
    HEAD_HEIGHT,
    NOTE,
    PARTY,
    QR_SIZE,
    SIGNING_ROOM,
    TEXT_WIDTH,
    WINDOW_LEFT,
    WINDOW_TOP,
    Head,
    Part,
    Signatures,
    parts_of,
    style_of,
)

#: The hyphen of « L441-10 »; an invoice's number keeps plain hyphens, for people copy it.
_ARTICLE_HYPHEN = re.compile(r"(?<=\b[LRDA]\d{3})-(?=\d)|(?<=\b[LRDA]\d{4})-(?=\d)")
#: Word counts in twentieths of a point, and pictures in English Metric Units, 36 000 to the millimetre.
_EMU = 36_000
#: Widths of the signs of Arial, in thousandths of the size: what a column needs can be told without the font.
_NARROW_SIGNS, _WIDE_SIGNS = frozenset(" \u00a0\u202f,.;:!'’|ijlfrt()[]/-"), frozenset("mwMW@%—…€GOQ")
_WIDTHS = {"narrow": 333, "wide": 890, "other": 580}
_BOLD = 1.07


def render(document: Document) -> bytes:
    """The document as a DOCX file (Office Open XML), with styles, real tables and page numbers.

    >>> from latepay_core.documents.document import Run
    >>> render(Document("fr", "Relance", (Paragraph((Run("Bonjour"),)),)))[:2]
    b'PK'
    """
    body = _Body(document)
    content = "".join(body.written())
    return _archive(
        {
            "[Content_Types].xml": parts.content_types(),
            "_rels/.rels": parts.package_relations(),
            "docProps/core.xml": parts.core_properties(
                _text(on_one_line(document.title)), _text(on_one_line(document.author)), language_tag(document.language)
            ),
            "word/document.xml": parts.document_part(content),
            "word/_rels/document.xml.rels": parts.document_relations(len(body.pictures)),
            "word/styles.xml": parts.styles_part(document.layout, language_tag(document.language)),
            "word/numbering.xml": parts.numbering_part(body.numberings),
            "word/settings.xml": parts.settings_part(language_tag(document.language)),
            "word/fontTable.xml": parts.font_table(),
            "word/footer1.xml": parts.footer_part(_footer(document)),
            **{f"word/media/image{number}.png": image for number, image in enumerate(body.pictures, start=1)},
        }
    )


def _archive(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return target.getvalue()


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _footer(document: Document) -> str:
    """The reference on the left, « page 1 sur 2 » on the right, its figures as fields."""
    said = words(document.language, "page.number", page="\x01", total="\x02")
    fields = {"\x01": parts.field("PAGE"), "\x02": parts.field("NUMPAGES")}
    pieces = (fields.get(piece) or parts.run(_text(piece)) for piece in re.split("([\x01\x02])", said) if piece)
    return parts.run(_text(on_one_line(document.reference))) + parts.run("", tab=True) + "".join(pieces)


class _Body:
    """The body of the document; gathers the pictures and the lists that other parts of the file declare."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pictures: list[bytes] = []
        self.numberings: list[bool] = []

    def written(self) -> Iterator[str]:
        kept = parts_of(self.document)
        for each in kept:
            yield from self._part(each.part, with_next=each.with_next, on_new_page=each.on_new_page)
        if not kept:
            yield parts.paragraph(BODY, "")

    def _part(self, part: Part, *, with_next: bool, on_new_page: bool) -> Iterator[str]:
        if isinstance(part, Paragraph | Heading):
            style = style_of(part, self.document.layout)
            yield parts.paragraph(style, _runs(part.runs), with_next=with_next, on_new_page=on_new_page)
            return
        if on_new_page:
            yield parts.paragraph(AFTER_TABLE, "", on_new_page=True)
        match part:
            case Head():
                yield from self._head(part)
            case Signatures():
                yield from self._signatures(part)
            case ItemList():
                yield from self._list(part, with_next=with_next)
            case Table():
                yield from self._table(part)
            case Picture():
                yield from self._picture(part, with_next=with_next)

    def _head(self, head: Head) -> Iterator[str]:
        """A row of two cells, as tall as the window needs; the recipient's begins where the window does."""
        cells = ["".join(map(self._address, head.sender)), ""]
        for index, each in enumerate(head.recipient):
            cells[1] += self._address(each, parts.room_above(WINDOW_TOP) if index == 0 else "")
        yield parts.invisible_table((WINDOW_LEFT, TEXT_WIDTH - WINDOW_LEFT), cells, HEAD_HEIGHT)
        yield parts.paragraph(AFTER_TABLE, "")

    def _address(self, block: Paragraph, room: str = "") -> str:
        return parts.paragraph(style_of(block, self.document.layout), _runs(block.runs), room=room)

    def _signatures(self, signatures: Signatures) -> Iterator[str]:
        width = TEXT_WIDTH / 2
        for start in range(0, len(signatures.blocks), 2):
            pair = signatures.blocks[start : start + 2]
            cells = [parts.paragraph(PARTY, _runs(each.runs), lines_together=True) for each in pair]
            yield parts.invisible_table((width, width), [*cells, ""][:2], SIGNING_ROOM)
            yield parts.paragraph(AFTER_TABLE, "")

    def _list(self, block: ItemList, *, with_next: bool) -> Iterator[str]:
        """The list of what is sent along stays on one page; the last item of a list has the room of a paragraph."""
        self.numberings.append(block.ordered)
        style, number = style_of(block, self.document.layout), len(self.numberings)
        for index, item in enumerate(block.items):
            last = index == len(block.items) - 1
            stays = with_next if last else block.role == "enclosures" or index == 0
            room = parts.room_below(BODY.after) if last else ""
            yield parts.paragraph(style, _runs(item), numbering=number, with_next=stays, room=room)

    def _table(self, table: Table) -> Iterator[str]:
        size, widths = column_widths(table, TEXT_WIDTH, _measure)
        body = complete_rows(table)
        aligned = [alignment(table, column) for column in range(len(table.header))]
        header = [_text_run(cell, strong=True, size=size) for cell in table.header]
        rows = [parts.row(header, widths, aligned, header=True)]
        for number, cells in enumerate(body):
            total, stays = standing(table, number)
            texts = [_text_run(cell, strong=total, size=size) for cell in cells]
            rows.append(parts.row(texts, widths, aligned, total=total, with_next=stays))
        if table.caption:
            yield parts.paragraph(CAPTION, _text_run(table.caption), with_next=True)
        yield parts.data_table(widths, rows, _text(on_one_line(table.caption)))
        yield parts.paragraph(AFTER_TABLE, "")

    def _picture(self, picture: Picture, *, with_next: bool) -> Iterator[str]:
        if not picture.modules:
            said = words(self.document.language, "picture.missing", alternative=on_one_line(picture.alternative))
            yield parts.paragraph(NOTE, _text_run(said, emphasis=True), with_next=with_next)
            return
        self.pictures.append(png(picture.modules))
        alternative = _text(on_one_line(picture.alternative))
        drawn = parts.drawing(len(self.pictures), round(QR_SIZE * _EMU), alternative)
        yield parts.paragraph(NOTE, drawn, with_next=bool(picture.caption) or with_next)
        if picture.caption:
            yield parts.paragraph(NOTE, _text_run(picture.caption), with_next=with_next)


def _runs(runs: Runs) -> str:
    return "".join(_text_run(run.text, strong=run.strong, emphasis=run.emphasis) for run in runs if text_of((run,)))


def _text_run(text: str, *, strong: bool = False, emphasis: bool = False, size: float | None = None) -> str:
    """One run; a line break is an element of its own, and so is the hyphen at which an article may not be cut."""
    lines = (_ARTICLE_HYPHEN.sub(parts.NO_BREAK_HYPHEN, _text(line)) for line in cleaned(text).split("\n"))
    return parts.run(*lines, strong=strong, emphasis=emphasis, size=None if size == CELL.size else size)


def _measure(text: str, size: float, strong: bool) -> float:
    thousandths = sum(
        _WIDTHS["narrow" if sign in _NARROW_SIGNS else "wide" if sign in _WIDE_SIGNS else "other"] for sign in text
    )
    return thousandths / 1000 * size * (_BOLD if strong else 1) * 25.4 / 72
