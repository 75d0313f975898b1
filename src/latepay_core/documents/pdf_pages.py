"""What is drawn on the PDF's pages, and how rows of it fill them. All lengths are millimetres.

A row is never cut. Rows that belong together move to the next page together; a table's header comes back on each page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from latepay_core.documents.logo import Logo
from latepay_core.documents.pdf_tags import Element
from latepay_core.documents.styles import BOTTOM, PAGE_HEIGHT, TOP

PAGE_BOTTOM = PAGE_HEIGHT - BOTTOM
BODY_HEIGHT = PAGE_BOTTOM - TOP
#: How much of the room between paragraphs is kept, where that brings the letter to one page less.
_SQUEEZES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3)
#: The room above an annex that follows the end of its letter on the same page.
_ANNEXED = 6.0


@dataclass(frozen=True, slots=True)
class Text:
    """A line's piece; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    strong: bool
    emphasis: bool
    colour: str
    element: Element | None


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `element` is the figure it belongs to, None for what only decorates."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at its place."""

    x: float
    y: float
    width: float
    height: float
    logo: Logo
    element: Element | None = None


Ink = Text | Box | Image


@dataclass(frozen=True, slots=True)
class Row:
    """Something drawn at once; `before` is the room above it, dropped at the head of a page."""

    height: float
    ink: tuple[Ink, ...]
    before: float = 0
    with_next: bool = False
    on_new_page: bool = False
    header: "Row | None" = None


@dataclass(slots=True)
class Page:
    """A page's rows, each with its distance from the top of the sheet."""

    top: float
    rows: list[tuple[float, Row]] = field(default_factory=list)

    @property
    def filled(self) -> float:
        """Where the last row ends."""
        return self.rows[-1][0] + self.rows[-1][1].height if self.rows else self.top

    def add(self, row: Row, squeeze: float) -> None:
        """Puts a row below the others, with so much of the room that should part them."""
        top = self.filled + (row.before * squeeze if self.rows else 0)
        self.rows.append((top, row))


def filled(rows: Iterable[Row], first: float, *, joined: bool = False) -> list[Page]:
    """Pages filled with rows; the first begins at `first`, in millimetres from the top.

    What would spill a little onto one more page stands closer instead. `joined`: where a letter runs over onto another
    page, what is annexed to it follows its end there, if that is one page less.
    """
    pages: list[Page] = []
    for number, section in enumerate(_sections(rows)):
        apart = _closest(section, Page(TOP if pages else first))
        if joined and number == 1 and len(pages) > 1:
            head = replace(section[0], before=section[0].before + _ANNEXED)
            below = _closest([head, *section[1:]], pages[-1])
            if len(below) <= len(apart):
                pages.pop()
                apart = below
        pages += apart
    return pages


def _closest(rows: Sequence[Row], page: Page) -> list[Page]:
    """The rows on as few pages as they can, from the end of a page on; no closer than that takes."""
    tried = [_filled(rows, replace(page, rows=list(page.rows)), squeeze) for squeeze in _SQUEEZES]
    fewest = min(map(len, tried))
    return next(made for made in tried if len(made) == fewest)


def _sections(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows up to each that begins a new page."""
    section: list[Row] = []
    for row in rows:
        if row.on_new_page and section:
            yield section
            section = []
        section.append(row)
    if section:
        yield section


def _filled(rows: Iterable[Row], page: Page, squeeze: float) -> list[Page]:
    pages = [page]
    for cluster in _clusters(rows):
        if pages[-1].rows and not _fits(cluster, pages[-1], squeeze):
            _turn(pages, cluster[0], squeeze)
        for number, row in enumerate(cluster):
            if number and not _fits([row], pages[-1], squeeze):
                _turn(pages, row, squeeze)
            pages[-1].add(row, squeeze)
    return pages


def _clusters(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows that stay together."""
    cluster: list[Row] = []
    for row in rows:
        cluster.append(row)
        if not row.with_next:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def _fits(rows: Sequence[Row], page: Page, squeeze: float) -> bool:
    room = sum(row.before * squeeze + row.height for row in rows) - (0 if page.rows else rows[0].before * squeeze)
    return page.filled + room <= PAGE_BOTTOM


def _turn(pages: list[Page], first: Row, squeeze: float) -> None:
    page = Page(TOP)
    if first.header is not None:
        page.add(first.header, squeeze)
    pages.append(page)
