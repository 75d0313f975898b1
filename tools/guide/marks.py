"""How sure a claim is: one small mark beside it, the same everywhere, which leads to the page that explains it.

A page writes `{{ mark.read }}`, `{{ mark.agreed }}` or `{{ mark.ours }}` at the end of the claim, before its stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import relpath
from typing import Literal

from markupsafe import Markup

from latepay_core.law import Certainty
from latepay_core.law.certainty import label
from latepay_core.wording import say

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
    "read": Mark(say(label("verified")), "nous avons lu le texte"),
    "agreed": Mark(say(label("secondary")), "plusieurs sources le disent, le texte n’a pas été lu"),
    "ours": Mark(say(label("own-knowledge")), "texte non relu, ou rien ne le tranche\u00a0: la lecture prudente"),
}

#: The core's scale, on which what is good practice is ours.
OF_CERTAINTY: dict[Certainty, Name] = {
    "verified": "read",
    "secondary": "agreed",
    "practice": "ours",
    "own-knowledge": "ours",
}


def word_of(certainty: Certainty) -> str:
    """The word of the scale for a step of the core's.

    >>> word_of("verified"), word_of("secondary"), word_of("own-knowledge")
    ('lu', 'recoupé', 'notre lecture')
    """
    return MARKS[OF_CERTAINTY[certainty]].word


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
