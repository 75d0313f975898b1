"""The box « À payer », a sum in its parts, and two parties side by side."""

from dataclasses import replace

from latepay_core.documents.document import Parties, PaymentBox, Picture, Run, Sums
from latepay_core.documents.pdf_drawing import Drawing, inked, moved, points, squares
from latepay_core.documents.pdf_pages import Box, Ink, Row
from latepay_core.documents.pdf_text import baseline
from latepay_core.documents.plain import on_one_line
from latepay_core.documents.styles import (
    BOX_DAY,
    BOX_NOTE,
    BOX_ROW,
    BOX_SUM,
    BOX_TITLE,
    INK,
    INK_2,
    INNER_RULE,
    PARTY,
    QR_COLUMN,
    QR_SIZE,
    SIGNED_FOR,
    SUM_LABEL,
    SUM_PART,
    SUM_TOTAL,
    TEXT_WIDTH,
    THICK,
)

_BOX_ROOM = 3.4
_BOX_LEFT, _BOX_TOP, _BOX_BOTTOM, _BOX_GAP = 4.5, 2.6, 2.4, 4.0


def box_rows(drawing: Drawing, box: PaymentBox) -> list[Row]:
    """The box « À payer »: text on the left, the code on the right, a thick rule above."""
    ink: list[Ink] = []
    width = TEXT_WIDTH - _BOX_LEFT - 2 - (QR_COLUMN + 6 if box.picture else 0)
    y = THICK + _BOX_TOP
    y = drawing.stacked([((Run(box.title),), BOX_TITLE)], ink, _BOX_LEFT, y, width)
    y = _asked(drawing, box, ink, y, width)
    label_width = max((drawing.setter.width(label, BOX_ROW.size) for label, *_ in box.rows), default=0) + _BOX_GAP
    for label, value, strong in box.rows:
        element = drawing.tree.grow("P", drawing.tree.top)
        name = drawing.lines((Run(label + " "),), BOX_ROW, label_width)[0]
        ink += inked(name, _BOX_LEFT, y, replace(BOX_ROW, colour=INK_2), element)
        for line in drawing.lines((Run(value, strong),), BOX_ROW, width - label_width):
            ink += inked(line, _BOX_LEFT + label_width, y, BOX_ROW, element)
            y += points(BOX_ROW.leading)
        y += points(BOX_ROW.after)
    height = y + _BOX_BOTTOM
    if box.picture:
        height = max(height, _code(drawing, box.picture, ink, height))
    frame = [Box(0, 0, TEXT_WIDTH, THICK, INK), Box(0, height - INNER_RULE, TEXT_WIDTH, INNER_RULE, INK)]
    frame += [Box(x, THICK, INNER_RULE, height - THICK, INK) for x in (0.0, TEXT_WIDTH - INNER_RULE)]
    return drawing.spaced([Row(height, (*frame, *ink))], _BOX_ROOM, _BOX_ROOM)


def _asked(drawing: Drawing, box: PaymentBox, ink: list[Ink], y: float, width: float) -> float:
    """The sum, and the day it is asked for: on its line where there is room, else below."""
    sum_, day = (
        drawing.lines((Run(text),), style, width) for text, style in ((box.amount, BOX_SUM), (box.day, BOX_DAY))
    )
    beside = bool(box.amount) and len(day) == 1 and sum_[0].width + _BOX_GAP + day[0].width <= width
    if box.amount:
        element = drawing.tree.grow("P", drawing.tree.top)
        ink += inked(sum_[0], _BOX_LEFT, y, BOX_SUM, element)
    if beside and box.day:
        line = baseline(BOX_SUM.size, BOX_SUM.leading) - baseline(BOX_DAY.size, BOX_DAY.leading)
        ink += inked(day[0], _BOX_LEFT + sum_[0].width + _BOX_GAP, y + line, BOX_DAY, element)
    y += points(BOX_SUM.leading) if box.amount else 0
    if not beside and box.day:
        y = drawing.stacked([((Run(box.day),), BOX_DAY)], ink, _BOX_LEFT, y, width)
    return y + 1.4


def _code(drawing: Drawing, picture: Picture, ink: list[Ink], height: float) -> float:
    """The code and its caption, in the middle of the box's right side; gives the height the box needs for it."""
    captions = drawing.lines((Run(picture.caption),), BOX_NOTE, QR_COLUMN) if picture.caption else []
    needed = QR_SIZE + 1 + len(captions) * points(BOX_NOTE.leading)
    height = max(height, THICK + _BOX_TOP + needed + _BOX_BOTTOM)
    left, y = TEXT_WIDTH - 2 - QR_COLUMN, THICK + (height - THICK - needed) / 2
    figure = drawing.tree.grow("Figure", drawing.tree.top, drawing.setter.fit(on_one_line(picture.alternative)))
    ink += [moved(each, left + (QR_COLUMN - QR_SIZE) / 2, y) for each in squares(picture, figure)]
    y += QR_SIZE + 1
    element = drawing.tree.grow("P", drawing.tree.top)
    for line in captions:
        ink += inked(line, left + (QR_COLUMN - line.width) / 2, y, BOX_NOTE, element)
        y += points(BOX_NOTE.leading)
    return height


def sums_rows(drawing: Drawing, sums: Sums) -> list[Row]:
    """The parts of a sum between a thick rule and a thin one, each under its label."""
    ink: list[Ink] = []
    last = len(sums.parts) - 1
    columns = []
    for number, (label, value) in enumerate(sums.parts):
        title = replace(SUM_LABEL, strong=number == last, colour=INK if number == last else INK_2)
        style = SUM_TOTAL if number == last else SUM_PART
        looks = ((label, title, THICK + 2), (value, style, THICK + 2 + points(SUM_LABEL.leading)))
        columns.append([(drawing.lines((Run(text),), look, TEXT_WIDTH)[0], look, y) for text, look, y in looks])
    # each as wide as what stands in it, so that no label runs into the next
    widths = [max(line.width for line, _, _ in column) for column in columns]
    gap = (TEXT_WIDTH - sum(widths)) / max(last, 1)
    for number, column in enumerate(columns):
        element = drawing.tree.grow("P", drawing.tree.top)
        end = sum(widths[: number + 1]) + number * gap
        for line, look, y in column:
            ink += inked(line, end - line.width if number else 0, y, look, element)
    height = THICK + 4 + points(SUM_LABEL.leading + SUM_TOTAL.leading)
    rules = (Box(0, 0, TEXT_WIDTH, THICK, INK), Box(0, height - INNER_RULE, TEXT_WIDTH, INNER_RULE, INK))
    return drawing.spaced([Row(height, (*rules, *ink))], points(6), points(6))


def parties_rows(drawing: Drawing, parties: Parties) -> list[Row]:
    """Who is owed and who owes, side by side."""
    ink: list[Ink] = []
    width = (TEXT_WIDTH - 8) / len(parties.sides)
    ends = [
        drawing.stacked([((Run(label),), SIGNED_FOR), ((Run(text),), PARTY)], ink, number * (width + 8), 0.0, width)
        for number, (label, text) in enumerate(parties.sides)
    ]
    return drawing.spaced([Row(max(ends), tuple(ink))], 0, points(11))
