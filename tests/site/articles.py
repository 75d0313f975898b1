"""The text of an article as a reader meets it: what stands in the page's own part, without code or drawings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = {
    "p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "label", "summary", "dt", "dd",
    "figcaption", "blockquote", "div",
}  # fmt: skip
UNREAD = {"code", "pre", "script", "style", "svg", "template", "button"}
#: What stands in the letter that an article shows first: read and spelt, but no prose of the page's own.
LETTER = "letter"
VOID = {"br", "img", "input", "hr", "meta", "link", "source", "wbr", "col"}


@dataclass
class Article(HTMLParser):
    """The blocks of text of a page's `<article>`, in their order; prose alone in `prose`."""

    html: str
    blocks: list[tuple[str, str]] = field(default_factory=list)
    _open: list[tuple[str, bool]] = field(default_factory=list)
    _letter: bool = False
    _inside: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()

    @property
    def _unread(self) -> bool:
        return any(skipped for _, skipped in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "br":
            self.handle_data(" ")
        if tag == "article" and "md-content__inner" in (given.get("class") or ""):
            self._inside += 1
        if tag in VOID:
            return
        skipped = (
            tag in UNREAD
            or given.get("lang") == "en"
            or "headerlink" in (given.get("class") or "")
            or "tick-count" in (given.get("class") or "")
        )
        self._open.append((tag, skipped))
        if tag == "section" and "model" in (given.get("class") or "").split():
            self._letter = True
        if self._inside and tag in BLOCKS:
            self.blocks.append((LETTER if self._letter else tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in [name for name, _ in self._open]:
            return
        while self._open:
            name, _ = self._open.pop()
            if name == tag:
                break
        if tag == "section":
            self._letter = False
        if tag == "article":
            self._inside = max(0, self._inside - 1)

    def handle_data(self, data: str) -> None:
        if self._inside and not self._unread and self.blocks:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)

    @property
    def text(self) -> str:
        return "\n".join(" ".join(text.split()) for _, text in self.blocks if text.strip())

    @property
    def prose(self) -> str:
        """The sentences alone: paragraphs and list items, not tables and titles."""
        return "\n".join(" ".join(text.split()) for tag, text in self.blocks if tag in {"p", "li"} and text.strip())


WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
#: « é » stands by itself: cré-ance, é-chue.
_VOWELS = re.compile(r"é|[aeiouyàâäèêëîïôöùûüœæ]+")


def words(text: str) -> list[str]:
    return WORD.findall(text)


def syllables(word: str) -> int:
    """The syllables of a French word, by its groups of vowels, the final mute « e » left out.

    >>> [syllables(word) for word in ("facture", "échéance", "payer", "le", "pénalités", "créance")]
    [2, 3, 2, 1, 4, 2]
    """
    word = re.sub(r"(?<=[aeiouéè])y(?=[aeiouéè])", "j", word.lower())
    groups = len(_VOWELS.findall(word))
    mute = re.search(r"[^aeiouyéèàâêîôû](?:e|es|ent)$", word) is not None
    return max(1, groups - 1 if mute and groups > 1 else groups)


def reading_ease(text: str) -> float:
    """How easy a French text is: Flesch's scale as Kandel and Moles set it for French; 100 is easiest."""
    found = words(text)
    sentences = max(1, len(re.findall(r"[.!?…:](?=\s|$)|\n", text)))
    return 207 - 1.015 * len(found) / sentences - 73.6 * sum(map(syllables, found)) / max(1, len(found))
