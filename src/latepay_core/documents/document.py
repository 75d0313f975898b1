"""A document as every renderer receives it: plain text in blocks, no markup and no layout.

Whatever a person typed is text here, and stays text: each renderer escapes it for its own target.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]
#: What a paragraph is for: the renderers place it, the templates only name it.
Role = Literal[
    "body",
    "sender",
    "recipient",
    "place-date",
    "channel",
    "references",
    "subject",
    "salutation",
    "closing",
    "signature",
    "enclosures",
    "note",
]
Alignment = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A line break is `\\n`."""

    text: str
    strong: bool = False
    emphasis: bool = False


Runs = tuple[Run, ...]


def text_of(runs: Runs) -> str:
    """The text of runs, without their styles."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`key` names the paragraph within its letter, so that an edit finds its place again; "" cannot be edited."""

    runs: Runs
    role: Role = "body"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the title of a deed, 2 a part, 3 an article."""

    runs: Runs
    level: int = 2
    key: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; `role` "enclosures" is the list of what is sent along."""

    items: tuple[Runs, ...]
    ordered: bool = False
    role: Role = "body"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text cells; the last `totals` rows are its totals. `align`, `widths` (shares): one entry a column."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Alignment, ...]
    totals: int = 0
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its text twin: `svg` where the target can show it, `modules` the bits of a QR code."""

    alternative: str
    svg: str = ""
    modules: tuple[tuple[bool, ...], ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page (the statement annexed to a letter)."""


Block = Paragraph | Heading | ItemList | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """`layout`: "letter" has address blocks in its head, "deed" a centred title, "message" neither (an e-mail)."""

    language: Language
    title: str
    blocks: tuple[Block, ...]
    layout: Literal["letter", "deed", "message"] = "letter"
    author: str = ""
    reference: str = ""
