"""The poor HTML of the templates becomes a Document: blocks of text, nothing else.

    <p role="…" key="…">        a paragraph; `role` as in document.Role (body where it is left out), `key` to edit it
    <h1 key="…"> <h2> <h3>      headings
    <ul role="…" key="…"> <ol>  lists, of <li>
    <strong> <em> <br>          inside them
    <hr class="page">           what follows begins a new page
    <insert name="…" …>         a block that Python makes: a table, a picture

Anything else in a template is a fault of the template. What a person typed comes in escaped, and is text here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby
from typing import cast, get_args

from latepay_core.documents.document import (
    Block,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Parties,
    PaymentBox,
    Role,
    Run,
    Runs,
    Sums,
    Table,
)
from latepay_core.documents.typography import french_spaces
from latepay_core.said import Language

Attributes = Mapping[str, str]
#: Makes the blocks of an <insert>, from its attributes.
Insert = Callable[[Attributes], Iterable[Block]]

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3}
_BLOCKS = frozenset({"p", "li", *_HEADINGS})
_LISTS = frozenset({"ul", "ol"})
_STYLES = frozenset({"strong", "em"})
_ROLES = frozenset(get_args(Role))
_WHITE = re.compile(r"[ \t\n\r\f\v]+")
#: Controls, private and half characters, marks of reading direction; the joiners that emoji and some scripts need stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\uf8ff]"
)
#: What stands for something to write by hand (`blank` of the catalogue of sentences).
_DOTS = "………"
#: Signs that lean on what stands before them.
_LEANING = frozenset("\n;:!?»")
_AROUND_BREAK = re.compile(r" ?\n ?")


class TemplateFault(Exception):
    """A template that does not keep to the vocabulary: a fault of the program, not of its user."""


def cleaned(text: str) -> str:
    """The text without the characters that nobody sees: controls, and the marks that turn the reading direction.

    >>> cleaned("a\\x00b\\u202eab\\u200f")
    'abab'
    """
    return _UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def read_blocks(html: str, inserts: Mapping[str, Insert], language: Language = "fr") -> tuple[Block, ...]:
    """The blocks of a rendered template; paragraphs and items that came out empty are left out.

    >>> html = '<p key="hello">Bonjour, <strong>vous</strong> !</p>'
    >>> [(run.text, run.strong) for block in read_blocks(html, {}) for run in block.runs]
    [('Bonjour, ', False), ('vous', True), ('\\u202f!', False)]
    """
    reader = _Reader(inserts, language)
    reader.feed(html)
    reader.close()
    return reader.finished()


def _made(block: Block, language: Language) -> Block:
    """A block that Python made, its texts cleaned and spaced like any other."""

    def line(text: str) -> str:
        shown = _WHITE.sub(" ", cleaned(text))
        return french_spaces(shown) if language == "fr" else shown

    match block:
        case Table():
            header, rows = tuple(map(line, block.header)), tuple(tuple(map(line, row)) for row in block.rows)
            return replace(block, caption=line(block.caption), header=header, rows=rows)
        case PaymentBox():
            shown = tuple((line(label), line(value), strong) for label, value, strong in block.rows)
            return replace(block, title=line(block.title), day=line(block.day), rows=shown)
        case Sums():
            return replace(block, parts=tuple((line(label), line(value)) for label, value in block.parts))
        case Parties():
            sides = ((line(label), "\n".join(map(line, text.split("\n")))) for label, text in block.sides)
            return replace(block, sides=tuple(sides))
    return block


class _Reader(HTMLParser):
    def __init__(self, inserts: Mapping[str, Insert], language: Language) -> None:
        super().__init__(convert_charrefs=True)
        self._inserts, self._language = inserts, language
        self._blocks: list[Block] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._styles: list[str] = []
        self._runs: list[Run] = []
        self._items: list[Runs] = []

    def finished(self) -> tuple[Block, ...]:
        if self._open or self._styles:
            raise TemplateFault(f"not closed: {self._open or self._styles}")
        return tuple(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or tag in _LISTS:
            self._begin(tag, given)
        elif tag in _STYLES:
            self._styles.append(tag)
        elif tag == "br":
            self._add("\n", fold=False)
        elif tag == "hr" and given.get("class") == "page":
            self._blocks.append(PageBreak())
        elif tag == "insert":
            self._blocks += (_made(block, self._language) for block in self._inserts[given["name"]](given))
        else:
            raise TemplateFault(f"<{tag}> is not in the vocabulary")

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        inside = self._open[-1][0] if self._open else ""
        if (tag == "li") != (inside in _LISTS) or inside in _BLOCKS:
            raise TemplateFault(f"<{tag}> inside <{inside}>")
        if given.get("role", "body") not in _ROLES:
            raise TemplateFault(f"unknown role {given['role']!r}")
        self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYLES:
            if not self._styles or self._styles.pop() != tag:
                raise TemplateFault(f"</{tag}> closes nothing")
            return
        if not self._open or self._open[-1][0] != tag:
            raise TemplateFault(f"</{tag}> closes nothing")
        _, given = self._open.pop()
        role, key = cast(Role, given.get("role", "body")), given.get("key", "")
        if tag in _LISTS:
            if self._items:
                self._blocks.append(ItemList(tuple(self._items), tag == "ol", role, key))
            self._items = []
            return
        runs = tidied(self._runs, self._language)
        self._runs = []
        if not runs:
            return
        if tag == "li":
            self._items.append(runs)
        elif tag == "p":
            self._blocks.append(Paragraph(runs, role, key))
        else:
            self._blocks.append(Heading(runs, _HEADINGS[tag], key))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in _BLOCKS:
            self._add(data)
        elif data.strip():
            raise TemplateFault(f"text outside a paragraph: {data.strip()[:40]!r}")

    def _add(self, text: str, *, fold: bool = True) -> None:
        shown = _WHITE.sub(" ", cleaned(text)) if fold else text
        self._runs.append(Run(shown, "strong" in self._styles, "em" in self._styles))


def tidied(runs: Iterable[Run], language: Language) -> Runs:
    """The runs with one space between words, none at the ends or around line breaks, and their language's spacing."""
    kept: list[Run] = []
    for run in _merged(runs):
        text = _AROUND_BREAK.sub("\n", run.text)
        before = kept[-1].text if kept else "\n"
        bare = text.lstrip(" ")
        if kept and bare[:1] in _LEANING:
            # the space goes with the sign that wants it, whatever the styles are
            kept[-1] = replace(kept[-1], text=before.rstrip(" "))
            apart = " " if bare[0] != "\n" and (bare != text or before.endswith(" ")) else ""
            kept.append(replace(run, text=apart + bare))
        else:
            kept.append(replace(run, text=text.lstrip(" ") if before.endswith((" ", "\n", "«")) else text))
    kept = list(_without_stop_after_dots(_without_ends([run for run in kept if run.text])))
    return tuple(replace(run, text=french_spaces(run.text)) if language == "fr" else run for run in kept)


def _without_stop_after_dots(runs: Iterable[Run]) -> Iterator[Run]:
    """A line of dots to fill in by hand takes no full stop after it."""
    after_dots = False
    for run in runs:
        text = (run.text.removeprefix(".") if after_dots else run.text).replace(f"{_DOTS}.", _DOTS)
        after_dots = text.endswith(_DOTS)
        if text:
            yield replace(run, text=text)


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one style as one run."""
    for (strong, emphasis), same in groupby(runs, key=lambda run: (run.strong, run.emphasis)):
        yield Run("".join(run.text for run in same), strong, emphasis)


def _without_ends(runs: list[Run]) -> list[Run]:
    """No space or line break at the beginning or at the end."""
    while runs and not (text := runs[-1].text.rstrip(" \n")):
        runs = runs[:-1]
    if not runs:
        return []
    runs[-1] = replace(runs[-1], text=text)
    while runs and not (text := runs[0].text.lstrip(" \n")):
        runs = runs[1:]
    runs[0] = replace(runs[0], text=text)
    return runs
