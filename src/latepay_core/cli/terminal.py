"""What goes out: readable text on standard output, one line for each fault on standard error."""

import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from latepay_core.language import plain

#: Below this a table's columns fold into each other; a terminal this narrow scrolls sideways instead.
_NARROWEST = 78
_WIDEST = 110
_FRENCH_SPACES = "\u00a0\u202f"
_UNSHOWN = "\N{REPLACEMENT CHARACTER}"


def ready(*streams: TextIO) -> None:
    """French needs UTF-8, and so does JSON, whatever the machine's habits."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def on_one_line(text: str) -> str:
    """The text without anything that moves the cursor, breaks the line, or cannot be written.

    >>> on_one_line("a\\x1b[31m\\nb")
    'a�[31m�b'
    """
    return "".join(
        sign if sign.isprintable() or sign in "\u00a0\u202f" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )


def complain(text: str) -> None:
    """Says one fault on standard error, in one line."""
    print(on_one_line(plain(text)), file=sys.stderr)


def show(parts: Iterable[RenderableType | str]) -> None:
    """Prints the parts of a view, prose folded between words and never at a no-break space."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    console.width = min(max(console.width, _NARROWEST), _WIDEST)
    for part in parts:
        if isinstance(part, str):
            print(_folded(part, console.width))
        elif isinstance(part, Text):
            part.plain = _folded(part.plain, console.width)
            console.print(part, soft_wrap=True)
        else:
            console.print(part)


def _folded(text: str, width: int) -> str:
    content = text.lstrip(" ")
    margin = " " * (len(text) - len(content))
    hanging = margin + "  " if content.startswith("· ") else margin
    return textwrap.fill(
        on_one_line(content),
        width,
        initial_indent=margin,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
