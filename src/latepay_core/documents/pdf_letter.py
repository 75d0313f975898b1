"""The head of a letter, with its address in the window, and its end, with room to sign."""

from collections.abc import Iterator, Sequence

from latepay_core.documents.document import Paragraph, Ruled, Runs, first_line
from latepay_core.documents.pdf_drawing import Drawing, moved, points, styled
from latepay_core.documents.pdf_pages import Box, Image, Ink, Row
from latepay_core.documents.styles import (
    BESIDE_WINDOW,
    DATE_TOP,
    DEED_SIGNING_ROOM,
    HAIR_RULE,
    HAND_LINE,
    HAND_RULE,
    HEAD_BELOW,
    HEAD_NAME,
    HEAD_TOP,
    INK,
    LEFT,
    LETTER_TOP,
    LOGO_GAP,
    PARTY,
    SIGNED_FOR,
    SIGNING_ROOM,
    SIGNING_WIDTH,
    TEXT_WIDTH,
    WINDOW_LEFT,
    WINDOW_TOP,
    Ending,
    Head,
    Signatures,
    Style,
    style_of,
)

#: The window as the left margin sees it.
_WINDOW = WINDOW_LEFT - LEFT
_ENDING_ROOM = 3.4


def head_rows(drawing: Drawing, head: Head) -> list[Row]:
    """One row, everything at its place on the sheet; what is too long pushes down what stands below it."""
    ink: list[Ink] = []
    window, beside = WINDOW_TOP - HEAD_TOP, TEXT_WIDTH - _WINDOW
    name, y = 0.0, 0.0
    if head.logo:
        width, y = head.logo.size
        figure = drawing.tree.grow("Figure", drawing.tree.top, drawing.setter.fit(head.logo_said))
        ink.append(Image(0.0, 0.0, width, y, head.logo, figure))
        name = width + LOGO_GAP
    room = head.name_width(lambda text, size, strong: drawing.setter.width(text, size, strong=strong))
    y = max(y, drawing.stacked(_named(head.sender), ink, name, 0.0, room))
    y = max(y, drawing.stacked(styled(head.contact, drawing.layout), ink, _WINDOW, points(4), beside))
    if not head.window:
        return drawing.spaced([Row(y + HEAD_BELOW, tuple(ink))], 0, 0)
    window = max(window, y + 2)
    left = drawing.stacked(styled(head.beside, drawing.layout), ink, 0.0, window, BESIDE_WINDOW)
    right = drawing.stacked(styled(head.recipient, drawing.layout), ink, _WINDOW, window, beside)
    date = max(DATE_TOP - HEAD_TOP, right + 3)
    below = drawing.stacked(styled(head.date, drawing.layout), ink, _WINDOW, date, beside)
    height = max(LETTER_TOP - HEAD_TOP, below + 3, left + 4)
    return drawing.spaced([Row(height, tuple(ink))], 0, 0)


def ending_rows(drawing: Drawing, ending: Ending) -> list[Row]:
    """The enclosures on the left, room to sign on the right."""
    ink: list[Ink] = []
    y = 0.0
    for block in ending.enclosed:
        style = style_of(block, drawing.layout)
        if isinstance(block, Paragraph):
            y = drawing.stacked([(block.runs, style)], ink, 0.0, y, TEXT_WIDTH - SIGNING_WIDTH - 8)
            continue
        for lines in drawing.items(block, style, TEXT_WIDTH - SIGNING_WIDTH - 8):
            for line in lines:
                ink += [moved(each, 0, y) for each in line]
                y += points(style.leading)
    height = max(y, _signing(drawing, ending.signed_for, ending.signature, ink, TEXT_WIDTH - SIGNING_WIDTH))
    return drawing.spaced([Row(height, tuple(ink))], _ENDING_ROOM, _ENDING_ROOM)


def _signing(
    drawing: Drawing,
    signed_for: Sequence[Paragraph],
    signature: Sequence[Paragraph],
    ink: list[Ink],
    x: float,
    room: float = SIGNING_ROOM,
    width: float = SIGNING_WIDTH,
) -> float:
    """Room to sign above a line, whose name stands under it; gives where that ends."""
    y = drawing.stacked([(each.runs, SIGNED_FOR) for each in signed_for], ink, x, 0.0, width) + room
    ink.append(Box(x, y - HAIR_RULE, width, HAIR_RULE, INK))
    return drawing.stacked([(each.runs, PARTY) for each in signature], ink, x, y + 1, width)


def signatures_rows(drawing: Drawing, signatures: Signatures) -> list[Row]:
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
            made = _signing(drawing, titles, names, ink, number * (half + gap), DEED_SIGNING_ROOM, half)
            height = max(height, made)
        rows.append(Row(height, tuple(ink), before=points(14)))
    return drawing.spaced(rows, points(14), 0)


def ruled_rows(drawing: Drawing, ruled: Ruled) -> list[Row]:
    """Lines to write on by hand."""
    line = Box(0, HAND_LINE - HAIR_RULE, TEXT_WIDTH, HAIR_RULE, HAND_RULE)
    rows = [Row(HAND_LINE, (line,), with_next=number + 1 < ruled.lines) for number in range(ruled.lines)]
    return drawing.spaced(rows, 0, points(14))


def _named(sender: Sequence[Paragraph]) -> Iterator[tuple[Runs, Style]]:
    """The sender's name as on a letterhead, then the other lines."""
    for block in sender:
        first, rest = first_line(block.runs)
        yield first, HEAD_NAME
        if rest:
            yield rest, style_of(block, "letter")
