"""How close a letter must stand in Word to be one page: Word has no way of its own to take in the room between lines.

What is reckoned here is the height of what `docx` writes, with the widths of the faces that the file carries.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from math import ceil
from typing import Any

from latepay_core.documents.columns import column_widths, complete_rows, padding
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
    HAND_LINE,
    HEAD_BELOW,
    HEAD_LINE,
    HEAD_NAME,
    INDENT,
    LETTER_TOP,
    PAGE_HEIGHT,
    PARTY,
    POINTS_PER_MM,
    QR_SIZE,
    RUNNING,
    SIGNED_FOR,
    SIGNING_ROOM,
    SIGNING_WIDTH,
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
#: The first page of a letter under its head, and of a deed; what is left free for a line that breaks elsewhere, in mm.
_PAGES = {"letter": PAGE_HEIGHT - BOTTOM - LETTER_TOP, "deed": PAGE_HEIGHT - BOTTOM - DEED_TOP}
_SLACK = 1.5
#: A line as full as this may break before its last word in one program, and after it in another: where a letter is one
#: page only if none does, it stands as close as it can.
_FULL = 0.985
#: What the rules of a table add to a row, what a box has within, what follows the end of a letter, in mm.
_RULES, _BOX_WITHIN, _ENDING = 0.5, 4.2, 1.8

#: What the closing takes along of the page before, at the most, in mm.
_MOVED = 35.0

Height = tuple[float, float]


def measure(text: str, size: float, strong: bool) -> float:
    """The width of a text in millimetres; a hyphen that is not to be cut is as wide as the others."""
    return width_of(text.replace("\u2011", "-"), size, strong=strong) / POINTS_PER_MM


def share_of_room(parts: Sequence[Kept], layout: str) -> float:
    """The share of the room between paragraphs that brings a letter onto one page; all of it where none does."""
    if layout not in _PAGES:
        return 1.0
    letter = list(takewhile(lambda each: not each.on_new_page, parts))
    for fullness, shares in ((_FULL, SHARES), (1.0, SHARES[-1:])):
        fixed, room = _heights(letter, layout, fullness)
        for share in shares:
            if fixed + share * room <= _PAGES[layout] - _SLACK:
                return share
    return 1.0


def annex_follows(parts: Sequence[Kept], layout: str) -> bool:
    """Whether what is annexed follows the end of a letter that runs over, on its page, which makes one page less."""
    if layout == "deed":
        return False
    letter = list(takewhile(lambda each: not each.on_new_page, parts))
    rest = parts[len(letter) :]
    annex = [*rest[:1], *takewhile(lambda each: not each.on_new_page, rest[1:])]
    first, next_ = _PAGES.get(layout, _PAGES["deed"]), PAGE_HEIGHT - BOTTOM - TOP
    over = sum(_heights(letter, layout, _FULL)) - first + _SLACK
    if not annex or over <= 0 or share_of_room(parts, layout) < 1:
        return False
    # what must stay together leaves the foot of the first page empty
    over, more = over + _MOVED, sum(_heights(annex, layout, _FULL)) + _SLACK
    return ceil((over + more) / next_) < ceil(over / next_) + ceil(more / next_)


def _heights(parts: Sequence[Kept], layout: str, fullness: float) -> Height:
    made = [_height(each.part, layout, fullness) for each in parts]
    return (sum(fixed for fixed, _ in made), sum(room for _, room in made))


def _height(part: Part, layout: str, fullness: float) -> Height:
    """What a part takes in any case, and the room around it, in millimetres."""
    if isinstance(part, Paragraph | Heading):
        style = style_of(part, layout)
        return _lines(part.runs, style, (TEXT_WIDTH - style.indent) * fullness) * _mm(style.leading), _mm(
            style.before + style.after
        )
    made = _MADE.get(type(part))
    return made(part, layout) if made else (0.0, 0.0)


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


def _listed(block: ItemList, layout: str) -> Height:
    style = style_of(block, layout)
    tall = sum(_lines(item, style, TEXT_WIDTH - INDENT) for item in block.items) * _mm(style.leading)
    return tall, _mm(style.after * (len(block.items) - 1) + BODY.after)


def _table(table: Table, layout: str) -> Height:
    size, widths = column_widths(table, TEXT_WIDTH, measure)
    tall = _mm(CAPTION.leading) if table.caption else 0.0
    room = AFTER_TABLE.after + (CAPTION.before + CAPTION.after if table.caption else 0)
    for number, cells in enumerate((table.header, *complete_rows(table))):
        head = number == 0
        style = CELL_HEAD if head else CELL
        lines = max(
            (
                _lines(_run(cell), Style("", "", size=size, strong=head), widths[at] - sum(padding(table, at)))
                for at, cell in enumerate(cells)
                if number - 1 not in table.moves
            ),
            default=1,
        )
        tall += lines * _mm(style.leading) + 2 * (1.0 if head else CELL_ROOM) + _RULES
    return tall + _mm(AFTER_TABLE.leading), _mm(room)


def _box(box: PaymentBox, layout: str) -> Height:
    left = _mm(BOX_TITLE.leading + (BOX_SUM.leading if box.amount else 0) + (BOX_DAY.leading if box.day else 0))
    left += sum(_mm(BOX_ROW.leading + BOX_ROW.after) for _ in box.rows)
    code = QR_SIZE + _mm(2 * BOX_NOTE.leading) if box.picture else 0.0
    return max(left, code) + _BOX_WITHIN + THICK + _mm(AFTER_TABLE.leading), _mm(AFTER_TABLE.after)


def _sums(sums: Sums, layout: str) -> Height:
    return _mm(SUM_LABEL.leading + SUM_TOTAL.leading) + 4 + THICK + _mm(AFTER_TABLE.leading), _mm(AFTER_TABLE.after)


def _ending(ending: Ending, layout: str) -> Height:
    left = 0.0
    for block in ending.enclosed:
        style, room = style_of(block, layout), TEXT_WIDTH - SIGNING_WIDTH - 8
        items = (block.runs,) if isinstance(block, Paragraph) else block.items
        left += sum(_lines(item, style, room - INDENT) for item in items) * _mm(style.leading)
    right = sum(_lines(each.runs, SIGNED_FOR, SIGNING_WIDTH) for each in ending.signed_for) * _mm(SIGNED_FOR.leading)
    right += sum(_lines(each.runs, PARTY, SIGNING_WIDTH) for each in ending.signature) * _mm(PARTY.leading)
    return max(left, right + SIGNING_ROOM) + _ENDING, 0.0


def _head(head: Head, layout: str) -> Height:
    """What a deed's letterhead takes of its first page; a letter's has its place above the text."""
    if head.window:
        return 0.0, 0.0
    lines = sum(text_of(each.runs).count("\n") for each in head.sender) if head.sender else 0
    tall = max(head.logo.size[1] if head.logo else 0.0, _mm(HEAD_NAME.leading + lines * HEAD_LINE.leading))
    return max(0.0, RUNNING + tall + HEAD_BELOW - DEED_TOP), 0.0


def _parties(parties: Parties, layout: str) -> Height:
    lines = max((1 + text.count("\n") for _, text in parties.sides), default=0)
    return _mm(SIGNED_FOR.leading + lines * PARTY.leading + AFTER_TABLE.leading), _mm(AFTER_TABLE.after)


def _ruled(ruled: Ruled, layout: str) -> Height:
    return ruled.lines * HAND_LINE, 0.0


def _signatures(signatures: Signatures, layout: str) -> Height:
    rows = (len(signatures.blocks) + 1) // 2
    tall = DEED_SIGNING_ROOM + _mm(SIGNED_FOR.leading + PARTY.leading + AFTER_TABLE.leading)
    return rows * tall, rows * _mm(AFTER_TABLE.after)


_MADE: Mapping[type[Part], Callable[[Any, str], Height]] = {
    ItemList: _listed,
    Table: _table,
    PaymentBox: _box,
    Sums: _sums,
    Ending: _ending,
    Head: _head,
    Parties: _parties,
    Ruled: _ruled,
    Signatures: _signatures,
}
