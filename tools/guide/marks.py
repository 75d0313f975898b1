"""How sure a claim is: one small mark beside it, the same everywhere, which leads to the page that explains it.

A page writes `{{ mark.read }}`, `{{ mark.agreed }}` or `{{ mark.ours }}` at the end of the claim, before its stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import relpath
from typing import Literal

from markupsafe import Markup

Name = Literal["read", "agreed", "ours"]

PAGE = "comprendre/nos-sources.md"


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the scale: the word that is seen, and what it stands for."""

    word: str
    meaning: str

    @property
    def anchor(self) -> str:
        return self.word.replace(" ", "-").replace("é", "e")


MARKS: dict[Name, Mark] = {
    "read": Mark("lu", "nous avons lu le texte"),
    "agreed": Mark("recoupé", "plusieurs sources le disent, le texte n’a pas été lu"),
    "ours": Mark("notre lecture", "rien ne le tranche, nous suivons la lecture prudente"),
}

#: The core's words for the same thing.
OF_CONFIDENCE: dict[str, Name] = {
    "verified": "read",
    "high": "read",
    "medium-high": "agreed",
    "medium": "agreed",
    "practice": "ours",
    "secondary": "agreed",
    "low": "ours",
    "own-knowledge": "ours",
}


def word_of(confidence: str) -> str:
    """The word of the scale for what the core says of its confidence.

    >>> word_of("verified"), word_of("secondary"), word_of("own-knowledge")
    ('lu', 'recoupé', 'notre lecture')
    """
    return MARKS[OF_CONFIDENCE[confidence]].word


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The marks as a page writes them, with their links from where it stands: `comprendre/faq.md`."""

    page: str

    def _written(self, name: Name) -> Markup:
        found = MARKS[name]
        place = relpath(PAGE, self.page.rpartition("/")[0] or ".")
        said = f"{found.word}\u00a0: {found.meaning}"
        # nothing here comes from outside, and templates that escape must leave the attribute's quotes alone
        return Markup(f'[{found.word}]({place}#{found.anchor}){{ .source-mark aria-label="{said}" }}')

    @property
    def read(self) -> Markup:
        """The text itself was read.

        >>> print(PageMarks("agir/refere.md").read.partition("{")[0])
        [lu](../comprendre/nos-sources.md#lu)
        """
        return self._written("read")

    @property
    def agreed(self) -> Markup:
        """Several sources say it alike; the text was not read."""
        return self._written("agreed")

    @property
    def ours(self) -> Markup:
        """Nothing settles it, or no text was read: the prudent reading, which is ours."""
        return self._written("ours")
