"""What goes out: readable text on standard output, one line for each fault on standard error."""

import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TextIO

from rich.console import Console
from rich.text import Text

from latepay_core.wording.french import MONTHS, plain

#: A terminal narrower than this scrolls sideways.
_NARROWEST = 40
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


class Laid(Protocol):
    """What lays itself out for a width."""

    def lines(self, width: int) -> Iterable[Text]: ...


def show(parts: Iterable[Laid | Text | str]) -> None:
    """Prints the parts of a view, prose folded between words and never at a no-break space."""
    written = io.StringIO()
    console = Console(
        file=written,
        force_terminal=sys.stdout.isatty(),
        width=width(),
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        if isinstance(part, str):
            print(folded(part, console.width), file=written)
        elif isinstance(part, Text):
            part.plain = folded(part.plain, console.width)
            console.print(part, soft_wrap=True)
        else:
            for line in part.lines(console.width):
                if line.style:
                    console.print(line, soft_wrap=True)
                else:
                    written.write(f"{line.plain}\n")
    # not by rich itself, which ends the program its own way when the reader goes away
    sys.stdout.write(written.getvalue())


def width() -> int:
    """How many signs a line may hold here."""
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


#: « 15 décembre 2025 » where a text of the law's has ordinary spaces.
_DATE = re.compile(rf"(?<!\d)(\d{{1,2}}(?:er)?) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b")


def bound(text: str) -> str:
    """The text with its dates held together.

    >>> bound("Arrêté du 15 décembre 2025")
    'Arrêté du 15\\xa0décembre\\xa02025'
    """
    return _DATE.sub(lambda found: "\u00a0".join(filter(None, found.groups())), text)


def folded(text: str, width: int) -> str:
    """A paragraph in lines of that width; what follows a bullet or a margin stays behind it."""
    content = text.lstrip(" ")
    margin = " " * (len(text) - len(content))
    hanging = margin + "  " if content.startswith("· ") else margin
    return textwrap.fill(
        bound(on_one_line(content)),
        width,
        initial_indent=margin,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
