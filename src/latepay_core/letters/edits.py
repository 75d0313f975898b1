"""Edits: a paragraph rewritten by the user, kept as long as it still says the right figures.

An edit belongs to the key of a block and to the text it replaced. Where that text is unchanged the edit stands; where
only figures changed (amounts, dates, rates, numbers) and the edit cites every one that did, they are replaced in it;
otherwise the letter's own text comes back and the user is told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from latepay_core.documents.document import Block, Document, Heading, ItemList, Paragraph, Run, Runs, text_of
from latepay_core.documents.reading import cleaned, tidied
from latepay_core.letters.details import Edit

Outcome = Literal["kept", "refreshed", "lost", "unknown"]
_GAP = "[\u00a0\u202f ]"
_MONTH = "[a-zéû]{3,9}"
#: Dates first, then amounts and rates, then bare numbers: the longest figure that fits.
_FIGURE = re.compile(
    rf"\d{{1,2}}(?:er)?{_GAP}{_MONTH}{_GAP}\d{{4}}|\d{{2}}/\d{{2}}/\d{{4}}"
    rf"|€?\d+(?:[\u00a0\u202f,.]\d{{3}})*(?:[.,]\d+)?(?:{_GAP}?[€%])?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of an edit. `kept` and `refreshed` stand in the letter; `lost`, its text is still offered to copy."""

    edit: Edit
    outcome: Outcome


def key_of(block: Block) -> str:
    """The key of a block that can be edited, "" for the others."""
    return block.key if isinstance(block, Paragraph | Heading | ItemList) else ""


def plain_text(block: Block) -> str:
    """The text of a block that can be edited, one line for each item of a list: what an edit replaces."""
    if isinstance(block, Paragraph | Heading):
        return text_of(block.runs)
    if isinstance(block, ItemList):
        return "\n".join(map(text_of, block.items))
    return ""


def apply_edits(document: Document, edits: Iterable[Edit]) -> tuple[Document, tuple[Applied, ...]]:
    """The document with the edits that still hold, and what became of each; the last edit of a key wins.

    >>> paragraph = Paragraph((Run("Vous devez 12,00\\xa0€."),), key="sum")
    >>> edit = Edit(letter="x", key="sum", original="Vous devez 10,00\\xa0€.", text="Il reste 10,00\\xa0€.")
    >>> edited, applied = apply_edits(Document("fr", "x", (paragraph,)), [edit])
    >>> applied[0].outcome, plain_text(edited.blocks[0])
    ('refreshed', 'Il reste 12,00\\xa0€.')
    """
    by_key = {each.key: each for each in edits}
    applied: dict[str, Applied] = {}
    blocks = tuple(_edited(block, by_key, applied, document) for block in document.blocks)
    for key, edit in by_key.items():
        applied.setdefault(key, Applied(edit, "unknown"))
    return replace(document, blocks=blocks), tuple(applied[key] for key in by_key)


def _edited(block: Block, by_key: dict[str, Edit], applied: dict[str, Applied], document: Document) -> Block:
    key = key_of(block)
    edit = by_key.get(key) if key else None
    if edit is None:
        return block
    current = plain_text(block)
    text, outcome = refreshed(edit, current)
    applied[key] = Applied(edit, outcome)
    return _with_text(block, text, document) if outcome != "lost" else block


def refreshed(edit: Edit, current: str) -> tuple[str, Outcome]:
    """The edit's text brought up to the current figures, and whether it still stands."""
    if edit.original == current:
        return edit.text, "kept"
    before, after = _FIGURE.findall(edit.original), _FIGURE.findall(current)
    if _FIGURE.sub("#", edit.original) != _FIGURE.sub("#", current):
        return edit.text, "lost"
    new: dict[str, str] = {}
    for old, now in zip(before, after, strict=True):
        if new.setdefault(old, now) != now:
            return edit.text, "lost"
    cited = set(_FIGURE.findall(edit.text))
    if any(old != now and old not in cited for old, now in new.items()):
        return edit.text, "lost"
    return _FIGURE.sub(lambda found: new.get(found[0], found[0]), edit.text), "refreshed"


def _with_text(block: Block, text: str, document: Document) -> Block:
    shown = cleaned(text)
    if isinstance(block, ItemList):
        strong = _strong(run for item in block.items for run in item)
        lines = (line for line in shown.splitlines() if line.strip())
        return replace(block, items=tuple(tidied(_runs(line, strong), document.language) for line in lines))
    if isinstance(block, Paragraph | Heading):
        return replace(block, runs=tidied(_runs(shown, _strong(block.runs)), document.language))
    return block


def _strong(runs: Iterable[Run]) -> list[str]:
    return sorted({run.text.strip() for run in runs if run.strong and run.text.strip()}, key=len, reverse=True)


def _runs(text: str, strong: list[str]) -> Runs:
    """The text with what stood in bold before in bold again, figures included."""
    return tuple(_split(text, strong)) or (Run(""),)


def _split(text: str, strong: list[str]) -> Iterator[Run]:
    if not strong:
        yield Run(text)
        return
    for part in re.split("(" + "|".join(map(re.escape, strong)) + ")", text):
        if part:
            yield Run(part, strong=part in strong)
