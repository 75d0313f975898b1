"""Word: a DOCX file written part by part with the standard library alone, so that the browser's Python writes it too.

The same document gives the same bytes. Every text goes through `_text`, which escapes it for XML.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from latepay_core.documents import docx_parts as parts
from latepay_core.documents.columns import alignment, column_widths, complete_rows, padding, standing
from latepay_core.documents.document import (
    Document,
    Heading,
    ItemList,
    Paragraph,
    Parties,
    PaymentBox,
    Picture,
    Ruled,
    Runs,
    Sums,
    Table,
    first_line,
    text_of,
)
from latepay_core.documents.docx_fit import fitted, measure
from latepay_core.documents.faces import BOLD, ITALIC, REGULAR
from latepay_core.documents.logo import Logo
from latepay_core.documents.plain import cleaned, language_tag, on_one_line, words
from latepay_core.documents.qr import png
from latepay_core.documents.styles import (
    AFTER_TABLE,
    BODY,
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
    FAINT,
    HAIR_RULE,
    HAND_LINE,
    HAND_RULE,
    HEAD_BELOW,
    HEAD_LINE,
    HEAD_NAME,
    INK,
    INK_2,
    INNER_RULE,
    LEFT,
    LETTER_TOP,
    LOGO_GAP,
    MOVE,
    MOVE_TEXT,
    NOTE,
    PARTY,
    QR_COLUMN,
    QR_SIZE,
    ROW_RULE,
    RULE,
    RUNNING,
    SIGNED_FOR,
    SIGNING_ROOM,
    SIGNING_WIDTH,
    STRONG_RULE,
    SUM_LABEL,
    SUM_PART,
    SUM_TOTAL,
    TEXT_WIDTH,
    THICK,
    WINDOW_LEFT,
    WINDOW_TOP,
    Arranged,
    Ending,
    Head,
    Part,
    Signatures,
    Style,
    parts_of,
    style_of,
)
from latepay_core.documents.typography import raised

#: The hyphen of « L441-10 »; an invoice's number keeps plain hyphens, for people copy it.
_ARTICLE_HYPHEN = re.compile(r"(?<=\b[LRDA]\d{3})-(?=\d)|(?<=\b[LRDA]\d{4})-(?=\d)")
#: Word counts in twentieths of a point, and pictures in English Metric Units, 36 000 to the millimetre.
_EMU = 36_000
#: Where the letterhead ends, from the top of the sheet; the room of the paragraph that Word wants after a table.
_HEAD_BOTTOM, _AFTER_TABLE = 50.0, 1.8
_BOX_LEFT, _BOX_RIGHT = 4.5, 1.0
_BOX_SIDES = _BOX_LEFT + _BOX_RIGHT
_SPARE = 1.04
#: Pictures are numbered from 1; the logo, in another part of the file, after all of them.
_LOGO_NUMBER = 1000
_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="100" w:lineRule="exact"/>'


def render(document: Document, *, created: date | None = None) -> bytes:
    """The document as a DOCX file (Office Open XML), with styles, real tables and page numbers.

    It carries its faces, so that it looks the same where they are not installed. `created` is the day written in the
    file's properties.

    >>> from latepay_core.documents.document import Run
    >>> render(Document("fr", "Relance", (Paragraph((Run("Bonjour"),)),)))[:2]
    b'PK'
    """
    body = _Body(document)
    content = "".join(body.written())
    fonts = tuple(map(parts.embedded, (REGULAR, BOLD, ITALIC) if "<w:i/>" in content else (REGULAR, BOLD)))
    return _archive(
        {
            "[Content_Types].xml": parts.content_types(),
            "_rels/.rels": parts.package_relations(),
            "docProps/core.xml": parts.core_properties(
                _text(on_one_line(document.title)),
                _text(on_one_line(document.author)),
                language_tag(document.language),
                created,
            ),
            "docProps/app.xml": parts.app_properties(),
            "word/document.xml": parts.document_part(content, headed=document.layout == "letter"),
            "word/_rels/document.xml.rels": parts.document_relations(len(body.pictures)),
            "word/styles.xml": parts.styles_part(language_tag(document.language), body.fit.share),
            "word/numbering.xml": parts.numbering_part(body.numberings),
            "word/settings.xml": parts.settings_part(language_tag(document.language)),
            "word/fontTable.xml": parts.font_table(fonts),
            "word/_rels/fontTable.xml.rels": parts.font_relations(fonts),
            **{f"word/fonts/{each.file}": each.scrambled for each in fonts},
            "word/header1.xml": parts.running_head(_text_run(on_one_line(document.running))),
            "word/header2.xml": parts.header_part(body.letterhead or parts.paragraph(AFTER_TABLE, "")),
            "word/footer1.xml": parts.footer_part(_footer(document)),
            **_logo_files(document),
            **{f"word/media/image{number}.png": image for number, image in enumerate(body.pictures, start=1)},
        }
    )


def _logo_files(document: Document) -> dict[str, str | bytes]:
    """The logo and where the letterhead finds it; nothing where the document has no letterhead, or no logo."""
    if document.logo is None or document.layout == "message":
        return {}
    name = f"logo.{document.logo.kind}"
    return {f"word/media/{name}": document.logo.content, "word/_rels/header2.xml.rels": parts.head_relations(name)}


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
    """The line of the law on the left, « Page 1 / 2 » on the right, its figures as fields."""
    said = words(document.language, "page.number", page="\x01", total="\x02")
    fields = {"\x01": parts.page_field("PAGE"), "\x02": parts.page_field("NUMPAGES")}
    pieces = (fields.get(piece) or parts.run(_text(piece)) for piece in re.split("([\x01\x02])", said) if piece)
    legal = document.legal or document.reference
    return parts.run(_text(on_one_line(legal))) + parts.run("", tab=True) + "".join(pieces)


class _Body:
    """The body of the document; gathers the pictures and the lists that other parts of the file declare."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pictures: list[bytes] = []
        self.numberings: list[bool] = []
        self.letterhead = ""
        self.kept = parts_of(document)
        #: How much of the room between paragraphs is kept, so that no page is too many.
        self.fit = fitted(self.kept, document.layout)
        #: The same where the parts that are being written stand: in the letter, then in what is annexed to it.
        self.share = self.fit.share

    def written(self) -> Iterator[str]:
        if self.fit.annex_follows:
            at = next(number for number, each in enumerate(self.kept) if each.on_new_page)
            self.kept = (*self.kept[:at], replace(self.kept[at], on_new_page=False), *self.kept[at + 1 :])
        for each in self.kept:
            self.share = self.fit.annex if each.on_new_page else self.share
            yield from self._part(each.part, with_next=each.with_next, on_new_page=each.on_new_page)
        if not self.kept:
            yield parts.paragraph(BODY, "")

    def _part(self, part: Part, *, with_next: bool, on_new_page: bool) -> Iterator[str]:
        if isinstance(part, Paragraph | Heading):
            style = style_of(part, self.document.layout)
            shape = self._room_around(style)
            yield parts.paragraph(style, _runs(part.runs), with_next=with_next, on_new_page=on_new_page, shape=shape)
            return
        if on_new_page:
            yield parts.paragraph(AFTER_TABLE, "", on_new_page=True)
        match part:
            case ItemList():
                yield from self._list(part, with_next=with_next)
            case Table():
                yield from self._table(part, with_next=with_next)
            case Picture():
                yield from self._picture(part, with_next=with_next)
            case _:
                yield from self._arranged(part)

    def _room_around(self, style: Style) -> str:
        """The room around a paragraph, where it is not what its style gives all over the file."""
        return "" if self.share == self.fit.share else parts.room_around(style, self.share)

    def _arranged(self, part: Arranged) -> Iterator[str]:
        """What stands side by side in one row."""
        arrange: dict[type[Arranged], Callable[[Any], Iterator[str]]] = {
            Head: self._head,
            Signatures: self._signatures,
            Ending: self._ending,
            PaymentBox: self._box,
            Sums: self._sums,
            Parties: self._parties,
            Ruled: self._ruled,
        }
        yield from arrange[type(part)](part)

    # ------------------------------------------------------------ the head and the end of a letter

    def _head(self, head: Head) -> Iterator[str]:
        """The letterhead stands in the head of the first page; recipient and date at their places under it."""
        widths = (WINDOW_LEFT - LEFT, TEXT_WIDTH - WINDOW_LEFT + LEFT)
        sender = [parts.paragraph(HEAD_NAME, _runs(first)) for first, _ in map(first_line, _runs_of(head.sender))]
        sender += [
            parts.paragraph(HEAD_LINE, _runs(rest)) for _, rest in map(first_line, _runs_of(head.sender)) if rest
        ]
        cells = [parts.Cell("".join(sender)), parts.Cell(self._blocks(head.contact), (0, 0, 1.4, 0))]
        room, column = head.name_width(measure), head.logo.size[0] + LOGO_GAP if head.logo else 0.0
        columns: tuple[float, ...] = (room, TEXT_WIDTH - room - column)
        if head.logo:
            columns = (column, *columns)
            cells.insert(0, parts.Cell(self._logo(head.logo, head.logo_said)))
        height = _HEAD_BOTTOM - RUNNING - _AFTER_TABLE if head.window else 0
        below = _TIGHT if head.window else parts.blank_line(HEAD_BELOW)
        row = parts.row(cells, columns, height=height)
        self.letterhead = parts.layout_table(columns, [row]) + parts.paragraph(AFTER_TABLE, "", shape=below)
        if not head.window:
            return
        above = WINDOW_TOP - _HEAD_BOTTOM
        window = [parts.Cell(self._blocks(each), (0, 0, above, 0)) for each in (head.beside, head.recipient)]
        rows = [
            parts.row(window, widths, height=DATE_TOP - _HEAD_BOTTOM),
            parts.row(
                [parts.Cell(""), parts.Cell(self._blocks(head.date))], widths, height=LETTER_TOP - DATE_TOP - 1.8
            ),
        ]
        yield parts.layout_table(widths, rows)
        yield parts.paragraph(AFTER_TABLE, "", shape=_TIGHT)

    @staticmethod
    def _logo(logo: Logo, said: str) -> str:
        width, height = (round(side * _EMU) for side in logo.size)
        drawn = parts.drawing(_LOGO_NUMBER, "logo", width, height, _text(said))
        return parts.paragraph(HEAD_LINE, drawn, shape=parts.picture_line())

    def _blocks(self, blocks: Iterable[Paragraph]) -> str:
        return "".join(
            parts.paragraph(style, _runs(each.runs), align=style.align)
            for each, style in ((each, style_of(each, self.document.layout)) for each in blocks)
        )

    def _ending(self, ending: Ending) -> Iterator[str]:
        gap = 8.0
        widths = (TEXT_WIDTH - SIGNING_WIDTH - gap, gap, SIGNING_WIDTH)
        enclosed = ""
        for block in ending.enclosed:
            if isinstance(block, Paragraph):
                enclosed += self._blocks((block,))
            else:
                enclosed += "".join(self._list(block, with_next=False, after=0))
        signed = self._blocks(ending.signed_for) + self._room(SIGNING_ROOM) + self._blocks(ending.signature)
        cells = [parts.Cell(enclosed), parts.Cell(""), parts.Cell(signed)]
        yield parts.layout_table(widths, [parts.row(cells, widths)])
        yield parts.paragraph(AFTER_TABLE, "", shape=_TIGHT)

    @staticmethod
    def _room(millimetres: float) -> str:
        """Room to sign, above a line."""
        return parts.paragraph(
            PARTY,
            "",
            with_next=True,
            shape=parts.shaped(rule=parts.ruled(HAIR_RULE, INK), room=parts.blank_line(millimetres)),
        )

    def _signatures(self, signatures: Signatures) -> Iterator[str]:
        """Two parties side by side: the first line of each says which it is, the others who signs."""
        gap = 12.0
        half = (TEXT_WIDTH - gap) / 2
        widths = (half, gap, half)
        for start in range(0, len(signatures.blocks), 2):
            made = []
            for block in signatures.blocks[start : start + 2]:
                title, names = first_line(block.runs)
                text = parts.paragraph(SIGNED_FOR, _runs(title), with_next=True) + self._room(DEED_SIGNING_ROOM)
                made.append(parts.Cell(text + parts.paragraph(PARTY, _runs(names))))
            cells = [made[0], parts.Cell(""), *made[1:], parts.Cell("")][:3]
            yield parts.layout_table(widths, [parts.row(cells, widths)])
            yield parts.paragraph(AFTER_TABLE, "")

    @staticmethod
    def _ruled(ruled: Ruled) -> Iterator[str]:
        rule = parts.ruled(HAIR_RULE, HAND_RULE)
        for at in range(ruled.lines):
            shape = parts.shaped(rule=rule, room=parts.blank_line(HAND_LINE))
            yield parts.paragraph(BODY, "", with_next=at + 1 < ruled.lines, shape=shape)

    def _list(self, block: ItemList, *, with_next: bool, after: float = BODY.after) -> Iterator[str]:
        """The last item of a list has the room of a paragraph below it."""
        self.numberings.append(block.ordered)
        style, number = style_of(block, self.document.layout), len(self.numberings)
        for index, item in enumerate(block.items):
            last = index == len(block.items) - 1
            stays = with_next if last else index == 0
            room = parts.room_around(style, self.share, below=after) if last else self._room_around(style)
            yield parts.paragraph(style, _runs(item), numbering=number, with_next=stays, shape=room)

    # ------------------------------------------------------------ sums and parties

    def _box(self, box: PaymentBox) -> Iterator[str]:
        """The box « À payer »: text on the left, the code on the right, a thick rule above."""
        code = QR_COLUMN + 4 if box.picture else 0
        widths = (TEXT_WIDTH - code, code) if code else (TEXT_WIDTH,)
        thin, thick = (INNER_RULE, INK), (THICK, INK)
        sides = {"top": thick, "bottom": thin}
        beside = box.amount and box.day and _stand_beside(box, widths[0] - _BOX_SIDES)
        content = parts.paragraph(BOX_TITLE, _text_run(box.title), with_next=True)
        if box.amount:
            asked = _text_run(box.amount, size=BOX_SUM.size)
            asked += parts.run(f"   {_text(box.day)}", strong=True, size=BOX_DAY.size) if beside else ""
            content += parts.paragraph(BOX_SUM, asked)
        if box.day and not beside:
            content += parts.paragraph(BOX_DAY, _text_run(box.day))
        label = max((measure(name, BOX_ROW.size, False) for name, *_ in box.rows), default=0) + 4
        for name, value, strong in box.rows:
            runs = (
                parts.run(_text(cleaned(name)), colour=INK_2)
                + parts.run("", tab=True)
                + _text_run(value, strong=strong)
            )
            content += parts.paragraph(BOX_ROW, runs, shape=parts.shaped(hanging=label))
        left = {**sides, "left": thin} | ({} if code else {"right": thin})
        cells = [parts.Cell(content, (_BOX_LEFT, _BOX_RIGHT, 2.6, 1.4), left)]
        if box.picture:
            picture = "".join(self._picture(box.picture, with_next=False, style=BOX_NOTE))
            cells.append(parts.Cell(picture, (2, 2, 1.6, 1), {**sides, "right": thin}))
        yield parts.layout_table(widths, [parts.row(cells, widths)])
        yield parts.paragraph(AFTER_TABLE, "")

    def _sums(self, sums: Sums) -> Iterator[str]:
        last = len(sums.parts) - 1
        widths = (TEXT_WIDTH / len(sums.parts),) * len(sums.parts)
        cells = []
        for number, (label, value) in enumerate(sums.parts):
            align = "right" if number else ""
            title = _text_run(label, strong=number == last)
            content = parts.paragraph(SUM_LABEL, title, align=align)
            content += parts.paragraph(SUM_TOTAL if number == last else SUM_PART, _text_run(value), align=align)
            cells.append(parts.Cell(content, (0, 0, 2, 2), {"top": (THICK, INK), "bottom": (INNER_RULE, INK)}))
        yield parts.layout_table(widths, [parts.row(cells, widths)])
        yield parts.paragraph(AFTER_TABLE, "")

    def _parties(self, parties: Parties) -> Iterator[str]:
        widths = (TEXT_WIDTH / len(parties.sides),) * len(parties.sides)
        cells = [
            parts.Cell(
                parts.paragraph(SIGNED_FOR, _text_run(label)) + parts.paragraph(PARTY, _text_run(text)), (0, 4, 0, 0)
            )
            for label, text in parties.sides
        ]
        yield parts.layout_table(widths, [parts.row(cells, widths)])
        yield parts.paragraph(AFTER_TABLE, "")

    # ------------------------------------------------------------ tables

    def _table(self, table: Table, *, with_next: bool) -> Iterator[str]:
        size, widths = column_widths(table, TEXT_WIDTH, _with_spare)
        body = complete_rows(table)
        rows = [_row(table, table.header, widths, size, "head", with_next=True)]
        first_total = len(body) - table.totals
        for number, cells in enumerate(body):
            total, stays = standing(table, number)
            kind = "first-total" if number == first_total else "total" if total else "row"
            kind = "move" if number in table.moves else kind
            rows.append(
                _row(table, cells, widths, size, kind, with_next=stays or (with_next and number + 1 == len(body)))
            )
        if table.caption:
            yield parts.paragraph(CAPTION, _text_run(table.caption), with_next=True, shape=self._room_around(CAPTION))
        yield parts.data_table(widths, rows, _text(on_one_line(table.caption)))
        yield parts.paragraph(AFTER_TABLE, "", with_next=with_next, shape=self._room_around(AFTER_TABLE))

    def _picture(self, picture: Picture, *, with_next: bool, style: Style = NOTE) -> Iterator[str]:
        if not picture.modules:
            said = words(self.document.language, "picture.missing", alternative=on_one_line(picture.alternative))
            yield parts.paragraph(NOTE, _text_run(said, emphasis=True), with_next=with_next)
            return
        self.pictures.append(png(picture.modules))
        alternative = _text(on_one_line(picture.alternative))
        at, side = len(self.pictures), round(QR_SIZE * _EMU)
        drawn = parts.drawing(at, f"picture{at}", side, side, alternative)
        stays = bool(picture.caption) or with_next
        yield parts.paragraph(style, drawn, with_next=stays, shape=parts.picture_line(), align=style.align)
        if picture.caption:
            yield parts.paragraph(style, _text_run(picture.caption), with_next=with_next, align=style.align)


def _stand_beside(box: PaymentBox, width: float) -> bool:
    """Whether the day has room beside its sum, in millimetres."""
    day = measure(f"   {cleaned(box.day)}", BOX_DAY.size, True)
    return measure(cleaned(box.amount), BOX_SUM.size, True) + day <= width


def _row(
    table: Table, cells: Sequence[str], widths: Sequence[float], size: float, kind: str, *, with_next: bool
) -> str:
    """A row as the PDF draws it: a head between two rules, a hairline under each row, totals between two rules."""
    style, made = CELL_HEAD if kind == "head" else CELL, []
    for at, text in enumerate(cells[:2] if kind == "move" else cells):
        aside = at == table.aside
        strong = not aside and (kind.endswith(("head", "total")) or (at == table.due and kind == "row"))
        colour = INK_2 if aside else MOVE_TEXT if kind == "move" else ""
        # the style of a column's head is strong by itself
        shown = _text_run(
            text, strong=strong and kind != "head", size=size, colour=colour, weak=aside and kind == "head"
        )
        align = "" if kind == "move" else alignment(table, at)
        paragraph = parts.paragraph(style, shown, align=align, with_next=with_next)
        left, right = padding(table, at)
        room = 1.0 if kind.endswith(("head", "total")) else CELL_ROOM
        rules = dict(_RULES[kind])
        if aside and kind != "move":
            rules["left"] = (HAIR_RULE, RULE)
        span = len(widths) - 1 if kind == "move" and at == 1 else 1
        ground = MOVE if kind == "move" else ""
        made.append(parts.Cell(paragraph, (left, right, room, room), rules, ground, span, low=kind == "head"))
    return parts.row(made, widths, header=kind == "head")


_RULES: Mapping[str, Mapping[str, tuple[float, str]]] = {
    "head": {"top": (STRONG_RULE, INK), "bottom": (HAIR_RULE, INK)},
    "row": {"bottom": (ROW_RULE, FAINT)},
    "move": {"bottom": (ROW_RULE, FAINT)},
    "total": {"bottom": (STRONG_RULE, INK)},
    "first-total": {"top": (INNER_RULE, INK), "bottom": (STRONG_RULE, INK)},
}


def _runs_of(blocks: Iterable[Paragraph]) -> Iterator[Runs]:
    return (each.runs for each in blocks)


def _runs(runs: Runs) -> str:
    return "".join(_text_run(run.text, strong=run.strong, emphasis=run.emphasis) for run in runs if text_of((run,)))


def _text_run(
    text: str,
    *,
    strong: bool = False,
    emphasis: bool = False,
    size: float | None = None,
    colour: str = "",
    weak: bool = False,
) -> str:
    """One run; a line break is an element of its own, and so is the hyphen at which an article may not be cut.

    `weak` takes away what a strong style gives.
    """
    own = None if size == CELL.size else size
    made = ""
    for stretch, up in raised(cleaned(text)):
        lines = (_ARTICLE_HYPHEN.sub(parts.NO_BREAK_HYPHEN, _text(line)) for line in stretch.split("\n"))
        made += parts.run(*lines, strong=strong, emphasis=emphasis, size=own, colour=colour, weak=weak, raised=up)
    return made


def _with_spare(text: str, size: float, strong: bool) -> float:
    """A little more than a text needs: a program that does not read the file's own faces takes others."""
    return measure(text, size, strong) * _SPARE
