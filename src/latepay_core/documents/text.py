"""A document as plain text: what an e-mail's body holds, what is copied, what stands in a .txt file."""

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    PageBreak,
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

#: On paper the recipient and the date stand on the right; so they do here, where the text has a width.
_RIGHT = frozenset({"recipient", "place-date", "signed-for", "signature"})
_MARGIN = 40
_RULE, _LINE = "-" * 72, "_" * 40


def render(document: Document, *, width: int | None = None) -> str:
    """The document's text, its blocks set apart by an empty line; ends with a line break.

    Lines are as long as they come, for mail programs fold them themselves; `width` folds paragraphs at that many signs.

    >>> from latepay_core.documents.document import Run
    >>> render(Document("fr", "x", (Paragraph((Run("Bonjour,"),)), Paragraph((Run("à bientôt."),)))))
    'Bonjour,\\n\\nà bientôt.\\n'
    """
    indented = document.layout == "letter"
    blocks = map(_with_room, document.blocks) if document.layout == "deed" else document.blocks
    parts = ["\n".join(_lines(block, width, indented=indented)) for block in blocks]
    if document.language == "en":
        parts = [part.replace("\u00a0:", ":") for part in parts]
    if document.legal and indented:
        parts.append(document.legal)
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _with_room(block: Block) -> Block:
    """The place where a party signs a deed: a line between what it signs as and its name."""
    if not isinstance(block, Paragraph) or block.role != "signature":
        return block
    title, names = first_line(block.runs)
    return replace(block, runs=(*title, Run(f"\n\n{_LINE}\n"), *names))


def _lines(block: Block, width: int | None, *, indented: bool) -> Iterator[str]:
    match block:
        case Paragraph():
            margin = " " * _MARGIN if indented and block.role in _RIGHT else ""
            yield from _folded(_text(block.runs), width, margin)
        case Heading():
            yield from _folded(_text(block.runs).upper() if block.level == 1 else _text(block.runs), width)
        case ItemList():
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.ordered else "- "
                yield from _folded(_text(item), width, mark, " " * len(mark))
        case Table():
            yield from _table(block)
        case PaymentBox() | Sums() | Parties() | Ruled():
            yield from _arranged(block)
        case Picture() if not block.modules:
            # a code cannot be scanned from a text: what it holds is written out beside it
            yield block.alternative
        case PageBreak():
            yield _RULE


def _arranged(block: PaymentBox | Sums | Parties | Ruled) -> Iterator[str]:
    """What stands side by side on paper, one line after the other."""
    match block:
        case PaymentBox():
            yield from _box(block)
        case Sums():
            yield from (f"{label}\u00a0: {value}" for label, value in block.parts)
        case Parties():
            yield from (f"{label}\u00a0: {text.replace(chr(10), ', ')}" for label, text in block.sides)
        case Ruled():
            yield from (_LINE for _ in range(block.lines))


def _box(box: PaymentBox) -> Iterator[str]:
    """The box « À payer »: the sum and its day on a line, then one line a row."""
    asked = ", ".join(text for text in (box.amount, box.day) if text)
    yield f"{box.title}\u00a0: {asked}" if asked else f"{box.title}\u00a0:"
    yield from (f"{label}\u00a0: {value}" for label, value, _ in box.rows)


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _folded(text: str, width: int | None, first: str = "", later: str | None = None) -> Iterator[str]:
    margin = first if later is None else later
    for at, line in enumerate(text.split("\n")):
        start = margin if at else first
        if width is None:
            yield start + line
        else:
            yield from textwrap.wrap(
                line, width, initial_indent=start, subsequent_indent=margin, break_on_hyphens=False
            ) or [""]


def _table(table: Table) -> Iterator[str]:
    """Columns under each other, for a font whose signs are all as wide; what came in runs over the columns it needs."""
    own = [table.header, *(row for number, row in enumerate(table.rows) if number not in table.moves)]
    widths = [max(len(row[at]) for row in own) for at in range(len(table.header))]

    def line(row: tuple[str, ...], *, move: bool = False) -> str:
        if move:
            return f"{row[0].ljust(widths[0])}  {row[1]}"
        cells = (
            cell.rjust(width) if align == "right" else cell.ljust(width)
            for cell, width, align in zip(row, widths, table.align, strict=True)
        )
        return "  ".join(cells).rstrip()

    if table.caption:
        yield table.caption
        yield ""
    rule = "  ".join("-" * width for width in widths)
    yield line(table.header)
    yield rule
    body = len(table.rows) - table.totals
    for number, row in enumerate(table.rows):
        if number == body:
            yield rule
        yield line(row, move=number in table.moves)
