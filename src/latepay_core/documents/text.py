"""A document as plain text: what an e-mail's body holds, what is copied, what stands in a .txt file."""

import textwrap
from collections.abc import Iterator

from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Picture,
    Runs,
    Table,
)

#: On paper the recipient and the date stand on the right; so they do here, where the text has a width.
_RIGHT = frozenset({"recipient", "place-date", "signature"})
_MARGIN = 40
_RULE = "-" * 72


def render(document: Document, *, width: int | None = None) -> str:
    """The document's text, its blocks set apart by an empty line; ends with a line break.

    Lines are as long as they come, for mail programs fold them themselves; `width` folds paragraphs at that many signs.

    >>> from latepay_core.documents.document import Run
    >>> render(Document("fr", "x", (Paragraph((Run("Bonjour,"),)), Paragraph((Run("à bientôt."),)))))
    'Bonjour,\\n\\nà bientôt.\\n'
    """
    indented = document.layout == "letter"
    parts = ["\n".join(_lines(block, width, indented=indented)) for block in document.blocks]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


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
        case Picture() if not block.modules:
            # a code cannot be scanned from a text: what it holds is written out beside it
            yield block.alternative
        case PageBreak():
            yield _RULE


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
    """Columns under each other, for a font whose signs are all as wide."""
    rows = [table.header, *table.rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.header))]

    def line(row: tuple[str, ...]) -> str:
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
    yield from map(line, table.rows[:body])
    if table.totals:
        yield rule
        yield from map(line, table.rows[body:])
