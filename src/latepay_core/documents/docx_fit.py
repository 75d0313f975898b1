"""How close a document must stand in Word to take no page too many: Word does not take in the room between lines.

What is reckoned here is the height of what `docx` writes, with the widths of the faces that the file carries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from latepay_core.documents.columns import column_widths, complete_rows, padding, standing
from latepay_core.documents.document import (
    Heading,
    ItemList,
    Paragraph,
    Parties,
    PaymentBox,
    Ruled,
    Run,
    Runs,
    Sums,
    Table,
    text_of,
)
from latepay_core.documents.faces import width_of
from latepay_core.documents.plain import cleaned
from latepay_core.documents.styles import (
    AFTER_TABLE,
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
    DEED_SIGNING_ROOM,
    DEED_TOP,
    HAIR_RULE,
    HAND_LINE,
    HEAD_BELOW,
    HEAD_LINE,
    HEAD_NAME,
    INDENT,
    INNER_RULE,
    LETTER_TOP,
    PAGE_HEIGHT,
    PARTY,
    POINTS_PER_MM,
    QR_SIZE,
    ROW_RULE,
    RUNNING,
    SIGNED_FOR,
    SIGNING_ROOM,
    SIGNING_WIDTH,
    STRONG_RULE,
    SUM_LABEL,
    SUM_TOTAL,
    TEXT_WIDTH,
    THICK,
    TOP,
    Ending,
    Head,
    Kept,
    Part,
    Signatures,
    Style,
    style_of,
)

#: How much of the room between paragraphs is kept, at the least: closer, a letter reads as one block.
SHARES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)
#: What a first page holds, of a letter under its head or of a deed, and a following one; what is left free on each
#: for a line that breaks elsewhere, in mm.
_FIRST = {"letter": PAGE_HEIGHT - BOTTOM - LETTER_TOP, "deed": PAGE_HEIGHT - BOTTOM - DEED_TOP}
_NEXT = PAGE_HEIGHT - BOTTOM - TOP
_SLACK = 3.1
#: A line as full as this may break before its last word in one program, and after it in another: where a letter is one
#: page only if none does, it stands as close as it can.
_FULL = 0.985
#: What a box has within, what follows the end of a letter, in mm.
_BOX_WITHIN, _ENDING = 4.2, 1.8

#: What a part takes in any case, then the room above and below it, in millimetres.
Height = tuple[float, float, float]


def measure(text: str, size: float, strong: bool) -> float:
    """The width of a text in millimetres; a hyphen that is not to be cut is as wide as the others."""
    return width_of(text.replace("\u2011", "-"), size, strong=strong) / POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Fit:
    """How a document stands: the share of the room between paragraphs, in a letter and in what is annexed to it, and
    whether the annex follows on the last page of its letter.
    """

    share: float = 1.0
    annex: float = 1.0
    annex_follows: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never cut: its height, the room above and below it, whether it stays with the next, or begins a page."""

    fixed: float
    above: float = 0.0
    below: float = 0.0
    stays: bool = False
    turns: bool = False


def fitted(parts: Sequence[Kept], layout: str) -> Fit:
    """What brings a document onto as few pages as it can be, no closer than that takes.

    What is annexed to a letter that runs over follows its end, where that is one page less.
    """
    alone = list(takewhile(lambda each: not each.on_new_page, parts))
    annexed = parts[len(alone) :]
    first = _FIRST.get(layout, _FIRST["deed"])
    letter, share = _closest(alone, layout, first)
    annex, closer = _closest(annexed, layout, _NEXT)
    if letter > 1 and _pages(alone, layout, first, 1.0, SHARES[-1]) == 1:
        letter, share = 1, SHARES[-1]
    if letter > 1 and annexed and layout != "deed":
        joined = [*alone, replace(annexed[0], on_new_page=False), *annexed[1:]]
        together, shared = _closest(joined, layout, first)
        if together < letter + annex:
            return Fit(shared, shared, annex_follows=True)
    return Fit(share, closer)


def _closest(parts: Sequence[Kept], layout: str, first: float) -> tuple[int, float]:
    """The fewest pages that parts take, and the largest share of their room that does it."""
    found = {share: _pages(parts, layout, first, _FULL, share) for share in SHARES}
    fewest = min(found.values())
    return fewest, next(share for share, count in found.items() if count == fewest)


def _pages(parts: Sequence[Kept], layout: str, first: float, fullness: float, share: float) -> int:
    """How many pages parts take, with so much room on the first."""
    pieces = (piece for each in parts for piece in _pieces(each, layout, fullness))
    return _filled(pieces, first, share)


def _filled(pieces: Iterable[_Piece], first: float, share: float) -> int:
    """How many pages pieces take; those that belong together turn the page together."""
    count, left, below, empty = 1, first - _SLACK, 0.0, True
    for cluster in _clusters(pieces):
        tall = _tall(cluster, below, share)
        if not empty and (cluster[0].turns or tall > left):
            count, left = count + 1, _NEXT - _SLACK
            tall = _tall(cluster, 0.0, share)
        left -= tall
        while left < 0 and tall > _NEXT:
            count, left = count + 1, left + _NEXT
        below, empty = cluster[-1].below, False
    return count


def _tall(cluster: Iterable[_Piece], below: float, share: float) -> float:
    """What pieces take under one that wants so much room below it: of two rooms that meet, the larger parts them."""
    tall = 0.0
    for piece in cluster:
        tall += piece.fixed + share * max(below, piece.above)
        below = piece.below
    return tall


def _clusters(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    cluster: list[_Piece] = []
    for piece in pieces:
        cluster.append(piece)
        if not piece.stays:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def _pieces(kept: Kept, layout: str, fullness: float) -> Iterator[_Piece]:
    """A part as what is not cut: a table's rows and a list's items are parted where nothing holds them together."""
    if isinstance(kept.part, Table):
        made = list(_rows(kept.part))
    elif isinstance(kept.part, ItemList):
        made = list(_items(kept.part, layout))
    else:
        made = [_Piece(*_height(kept.part, layout, fullness))]
    for number, piece in enumerate(made):
        last = number + 1 == len(made)
        yield replace(
            piece,
            stays=kept.with_next if last else piece.stays,
            turns=kept.on_new_page and number == 0,
        )


def _height(part: Part, layout: str, fullness: float) -> Height:
    """What a part takes, and the room around it."""
    if isinstance(part, Paragraph | Heading):
        style = style_of(part, layout)
        lines = _lines(part.runs, style, (TEXT_WIDTH - style.indent) * fullness)
        return lines * _mm(style.leading), _mm(style.before), _mm(style.after)
    made = _MADE.get(type(part))
    return made(part, layout) if made else (0.0, 0.0, 0.0)


def _mm(points: float) -> float:
    return points / POINTS_PER_MM


def _lines(runs: Runs, style: Style, room: float) -> int:
    """How many lines runs take, their words set one after the other."""
    count, at = 1, 0.0
    for word, strong in _words(runs):
        if word == "\n":
            count, at = count + 1, 0.0
            continue
        wide = measure(word, style.size, strong or style.strong)
        if at and at + wide > room:
            count, at = count + 1, 0.0
        at += wide + measure(" ", style.size, strong or style.strong)
    return count


def _words(runs: Runs) -> Iterator[tuple[str, bool]]:
    for run in runs:
        for number, line in enumerate(cleaned(run.text).split("\n")):
            if number:
                yield "\n", run.strong
            yield from ((word, run.strong) for word in line.split(" ") if word)


def _run(text: str, strong: bool = False) -> Runs:
    return (Run(text, strong),)


def _items(block: ItemList, layout: str) -> Iterator[_Piece]:
    """The items of a list; the first stays with the second."""
    style, last = style_of(block, layout), len(block.items) - 1
    for number, item in enumerate(block.items):
        tall = _lines(item, style, TEXT_WIDTH - INDENT) * _mm(style.leading)
        yield _Piece(tall, _mm(style.before), _mm(BODY.after if number == last else style.after), stays=number == 0)


def _rows(table: Table) -> Iterator[_Piece]:
    """The caption of a table, its head, its rows, and the line that Word wants after it."""
    size, widths = column_widths(table, TEXT_WIDTH, measure)
    if table.caption:
        yield _Piece(_mm(CAPTION.leading), _mm(CAPTION.before), _mm(CAPTION.after), stays=True)
    head = _row_height(table, table.header, size, widths, CELL_HEAD, 1.0)
    yield _Piece(head + STRONG_RULE + HAIR_RULE, stays=True)
    rows = complete_rows(table)
    first_total = len(rows) - table.totals
    for number, cells in enumerate(rows):
        shown = cells[:1] if number in table.moves else cells
        (total, stays), last = standing(table, number), number + 1 == len(rows)
        tall = _row_height(table, shown, size, widths, CELL, 1.0 if total else CELL_ROOM)
        rules = (STRONG_RULE if total else ROW_RULE) + (INNER_RULE if number == first_total else 0.0)
        yield _Piece(tall + rules, stays=last or stays)
    yield _Piece(_mm(AFTER_TABLE.leading), below=_mm(AFTER_TABLE.after))


def _row_height(
    table: Table, cells: Sequence[str], size: float, widths: Sequence[float], cell: Style, room: float
) -> float:
    """What a row takes without its rules: the lines of its longest cell, and the room above and below them."""
    style = replace(cell, size=size)
    lines = max(
        (_lines(_run(text), style, widths[at] - sum(padding(table, at))) for at, text in enumerate(cells)), default=1
    )
    return lines * _mm(cell.leading) + 2 * room


def _box(box: PaymentBox, layout: str) -> Height:
    left = _mm(BOX_TITLE.leading + (BOX_SUM.leading if box.amount else 0) + (BOX_DAY.leading if box.day else 0))
    left += sum(_mm(BOX_ROW.leading + BOX_ROW.after) for _ in box.rows)
    code = QR_SIZE + _mm(2 * BOX_NOTE.leading) if box.picture else 0.0
    return max(left, code) + _BOX_WITHIN + THICK + _mm(AFTER_TABLE.leading), 0.0, _mm(AFTER_TABLE.after)


def _sums(sums: Sums, layout: str) -> Height:
    return (
        _mm(SUM_LABEL.leading + SUM_TOTAL.leading) + 4 + THICK + _mm(AFTER_TABLE.leading),
        0.0,
        _mm(AFTER_TABLE.after),
    )


def _ending(ending: Ending, layout: str) -> Height:
    left = 0.0
    for block in ending.enclosed:
        style, room = style_of(block, layout), TEXT_WIDTH - SIGNING_WIDTH - 8
        items = (block.runs,) if isinstance(block, Paragraph) else block.items
        left += sum(_lines(item, style, room - INDENT) for item in items) * _mm(style.leading)
    right = sum(_lines(each.runs, SIGNED_FOR, SIGNING_WIDTH) for each in ending.signed_for) * _mm(SIGNED_FOR.leading)
    right += sum(_lines(each.runs, PARTY, SIGNING_WIDTH) for each in ending.signature) * _mm(PARTY.leading)
    return max(left, right + SIGNING_ROOM) + _ENDING, 0.0, 0.0


def _head(head: Head, layout: str) -> Height:
    """What a deed's letterhead takes of its first page; a letter's has its place above the text."""
    if head.window:
        return 0.0, 0.0, 0.0
    lines = sum(text_of(each.runs).count("\n") for each in head.sender) if head.sender else 0
    tall = max(head.logo.size[1] if head.logo else 0.0, _mm(HEAD_NAME.leading + lines * HEAD_LINE.leading))
    return max(0.0, RUNNING + tall + HEAD_BELOW - DEED_TOP), 0.0, 0.0


def _parties(parties: Parties, layout: str) -> Height:
    lines = max((1 + text.count("\n") for _, text in parties.sides), default=0)
    return _mm(SIGNED_FOR.leading + lines * PARTY.leading + AFTER_TABLE.leading), 0.0, _mm(AFTER_TABLE.after)


def _ruled(ruled: Ruled, layout: str) -> Height:
    return ruled.lines * HAND_LINE, 0.0, 0.0


def _signatures(signatures: Signatures, layout: str) -> Height:
    rows = (len(signatures.blocks) + 1) // 2
    tall = DEED_SIGNING_ROOM + _mm(SIGNED_FOR.leading + PARTY.leading + AFTER_TABLE.leading)
    return rows * tall, 0.0, rows * _mm(AFTER_TABLE.after)


_MADE: Mapping[type[Part], Callable[[Any, str], Height]] = {
    PaymentBox: _box,
    Sums: _sums,
    Ending: _ending,
    Head: _head,
    Parties: _parties,
    Ruled: _ruled,
    Signatures: _signatures,
}
