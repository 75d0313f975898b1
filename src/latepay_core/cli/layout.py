"""What the views are made of: tables, headings, lists, sentences with their reference."""

from collections.abc import Iterable, Iterator
from typing import Literal

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from latepay_core.cli.terminal import on_one_line
from latepay_core.language import sentence

View = Iterator[RenderableType | str]
BULLET = "· "
_FIGURES = frozenset({"days", "principal", "rate", "interest", "value", "excluding-vat", "including-vat"})
_FOLDED = frozenset({"source", "what", "reading", "maximum", "cost", "step", "letter", "confidence"})


def new_table(*columns: str) -> Table:
    """An empty table; figures stand on the right, and only words are folded."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        justify: Literal["left", "right"] = "right" if name in _FIGURES else "left"
        made.add_column(sentence(f"cli.column.{name}"), justify=justify, no_wrap=name not in _FOLDED, overflow="fold")
    return made


def add_row(into: Table, *cells: str) -> None:
    """Adds a row."""
    into.add_row(*(Text(on_one_line(cell)) for cell in cells))


def heading(text: str) -> Text:
    """A line that stands out."""
    return Text(text, style="bold")


def listed(name: str, items: Iterable[str]) -> View:
    """A list under its heading; nothing where there is nothing to list."""
    found = list(items)
    if found:
        yield ""
        yield heading(sentence(f"cli.statement.{name}"))
        yield from (BULLET + item for item in found)


def referred(text: str, reference: str) -> str:
    """The text with its reference before its full stop, unless it names that reference itself."""
    if not reference or reference.casefold() in text.casefold():
        return text
    stop = "." if text.endswith(".") else ""
    return sentence("cli.statement.with-reference", text=text.removesuffix("."), reference=reference) + stop
