"""What goes out: readable text on standard output, one line for each fault on standard error."""

import io
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

from rich.console import Console, RenderableType
from rich.text import Text

from latepay_core.language import plain

#: Below this a table's columns fold into each other; a terminal this narrow scrolls sideways instead.
_NARROWEST = 78
_WIDEST = 110
_FRENCH_SPACES = "\u00a0\u202f"
_UNSHOWN = "\N{REPLACEMENT CHARACTER}"


def ready() -> None:
    """Makes the standard streams fit for use: there, and in UTF-8, which French and JSON need on any machine.

    A stream that the caller closed is None for Python, and its number would go to the next file opened: a stand-in
    takes its place, that raises OSError on use.
    """
    for name, mode in (("stdin", "w"), ("stdout", "r"), ("stderr", "r")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays for the whole run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def let_go(stream: TextIO) -> None:
    """Drops what a stream could not write, so that Python does not try again, and complain, when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        stream.flush()


def on_one_line(text: str) -> str:
    """The text without anything that moves the cursor, breaks the line, or cannot be written.

    >>> on_one_line("a\\x1b[31m\\nb")
    'a�[31m�b'
    """
    return "".join(
        sign if sign.isprintable() or sign in "\u00a0\u202f" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )


def complain(text: str) -> None:
    """Says one fault on standard error, in one line; where nobody can be told, the exit status still tells."""
    try:
        print(on_one_line(plain(text)), file=sys.stderr, flush=True)
    except OSError:
        let_go(sys.stderr)


def show(parts: Iterable[RenderableType | str]) -> None:
    """Prints the parts of a view, prose folded between words and never at a no-break space."""
    console = Console(
        file=io.StringIO(),
        force_terminal=sys.stdout.isatty(),
        width=width(),
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        if isinstance(part, str):
            print(_folded(part, console.width), file=console.file)
        elif isinstance(part, Text):
            part.plain = _folded(part.plain, console.width)
            console.print(part, soft_wrap=True)
        else:
            console.print(part)
    # not by rich itself, which ends the program its own way when the reader goes away
    sys.stdout.write(cast(io.StringIO, console.file).getvalue())


def width() -> int:
    """How many signs a line may hold here."""
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


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
