"""A document as every renderer receives it: plain text in blocks, no markup and no layout.

Whatever a person typed is text here, and stays text: each renderer escapes it for its own target.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from latepay_core.said import Language

if TYPE_CHECKING:
    from latepay_core.documents.logo import Logo

#: What a paragraph is for: the renderers place it, the templates only name it.
Role = Literal[
    "body",
    "sender",
    "contact",
    "recipient",
    "place-date",
    "channel",
    "references",
    "subject",
    "salutation",
    "closing",
    "signed-for",
    "signature",
    "enclosures",
    "note",
    "sum",
    "intro",
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


def first_line(runs: Runs) -> tuple[Runs, Runs]:
    """What stands before the first line break, and what after it.

    >>> [text_of(part) for part in first_line((Run("Atelier Martin\\n12 rue des Lilas"),))]
    ['Atelier Martin', '12 rue des Lilas']
    """
    for at, run in enumerate(runs):
        before, found, after = run.text.partition("\n")
        if found:
            return (*runs[:at], replace(run, text=before)), (replace(run, text=after), *runs[at + 1 :])
    return runs, ()


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
    """A table of text cells; the last `totals` rows are its totals. `align`, `widths` (shares): one entry a column.

    `due` is the column that the others add up to; `aside` stands beside the sum and is no part of it. In the rows of
    `moves`, what came in, the second cell takes the room of all that follow.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Alignment, ...]
    totals: int = 0
    widths: tuple[float, ...] = ()
    due: int | None = None
    aside: int | None = None
    moves: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its text twin: `svg` where the target can show it, `modules` the bits of a QR code."""

    alternative: str
    svg: str = ""
    modules: tuple[tuple[bool, ...], ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PaymentBox:
    """« À payer »: a sum, the day it is asked for, to whom and where; never cut by the end of a page.

    `rows`: a label, its value, whether it stands out. `picture` is the code of the very sum.
    """

    title: str
    amount: str
    day: str
    rows: tuple[tuple[str, str, bool], ...]
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """The parts of a sum side by side, each with its label; the last is what they add up to."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is owed and who owes, side by side: a label and lines of text each."""

    sides: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Empty lines to write on by hand."""

    lines: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page (the statement annexed to a letter)."""


Block = Paragraph | Heading | ItemList | Table | Picture | PaymentBox | Sums | Parties | Ruled | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """`layout`: "letter" has address blocks in its head, "deed" a title, "message" neither (an e-mail).

    `legal` is the line at the foot of each page, `running` the one at the head of the second page and those after it.
    `logo` stands in the letterhead, on paper alone; `letterhead` is what stands beside it on a deed, whose own text
    has no letterhead.
    """

    language: Language
    title: str
    blocks: tuple[Block, ...]
    layout: Literal["letter", "deed", "message"] = "letter"
    author: str = ""
    reference: str = ""
    legal: str = ""
    running: str = ""
    logo: "Logo | None" = None
    letterhead: tuple[Paragraph, ...] = ()


def arranged_texts(block: Block) -> Iterator[str]:
    """The texts of what stands side by side: a box, sums, parties; nothing for any other block.

    >>> list(arranged_texts(Sums((("Principal", "10,00 €"), ("Total dû", "10,00 €")))))
    ['Principal', '10,00 €', 'Total dû', '10,00 €']
    """
    match block:
        case PaymentBox():
            yield from (block.title, block.amount, block.day)
            yield from (text for row in block.rows for text in row[:2])
        case Sums():
            yield from (text for part in block.parts for text in part)
        case Parties():
            yield from (text for side in block.sides for text in side)
