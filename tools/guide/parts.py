"""The parts that pages share: official addresses, what makes one lose a right, the letter shown first, own figures.

Each is written once and asked for by its name, `{{ official("bodacc") }}`, `{{ lost("limitation") }}`, so that a page
can neither type an address of the State nor warn in its own way.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from latepay_core.countries.fr.procedure.addresses import address, named_in
from latepay_core.countries.fr.procedure.checklists import Item
from latepay_core.wording import say

LOST = Path(__file__).with_name("lost_rights.toml")
RESERVES = Path(__file__).with_name("reserves.toml")
LOST_TITLE = "Ce qui fait perdre un droit"


def root_from(page: str) -> str:
    """The root of the site from where a page is read: each page is a folder of its own.

    >>> root_from("agir/refere.md"), root_from("agir/index.md"), root_from("index.md")
    ('../../', '../', '')
    """
    depth = page.count("/") + (0 if page.rpartition("/")[2] == "index.md" else 1)
    return "../" * depth


def official(code: str, words: str = "") -> str:
    """A link to an official address, in the words of the sentence or by its own name.

    >>> official("bodacc")
    '[Bodacc](https://www.bodacc.fr/)'
    >>> official("justice", "l’adresse du tribunal")
    '[l’adresse du tribunal](https://www.justice.fr/)'
    """
    found = address(code)
    return f"[{words or found.name}]({found.url})"


def linked(item: Item) -> Markup:
    """The addresses that an item of a check list names, as links that follow its reason."""
    found = named_in(f"{say(item.text)} {say(item.why)}")
    return Markup("").join(Markup(' <a href="{}">{}</a>').format(each.url, each.name) for each in found)


@cache
def lost_rights() -> dict[str, str]:
    """The five warnings, unrendered, by what is lost."""
    found: dict[str, str] = tomllib.loads(LOST.read_text(encoding="utf-8"))
    return found


@cache
def reserves() -> dict[str, str]:
    """What sentences reserve, unrendered, by what it is about."""
    found: dict[str, str] = tomllib.loads(RESERVES.read_text(encoding="utf-8"))
    return found


def reserve(environment: Environment, about: str) -> str:
    """The words of a reserve, the same wherever a page or a warning makes it; LookupError for one that is not told."""
    if about not in reserves():
        raise LookupError(f"pas de réserve « {about} » ; il y a {', '.join(reserves())}")
    return environment.from_string(reserves()[about]).render()


@dataclass(frozen=True, slots=True)
class PageParts:
    """The parts as one page asks for them: `page` is its path, `agir/refere.md`."""

    page: str
    environment: Environment

    def lost(self, right: str) -> Markup:
        """The warning for that right, as a block of the page; LookupError for one that is not among the five."""
        if right not in lost_rights():
            raise LookupError(f"pas d’avertissement « {right} » ; il y a {', '.join(lost_rights())}")
        text = self.environment.from_string(lost_rights()[right]).render(root=self._markdown_root)
        body = "\n".join(f"    {line}" if line else "" for line in text.strip().splitlines())
        return Markup(f'!!! danger "{LOST_TITLE}"\n\n{body}')

    @property
    def _markdown_root(self) -> str:
        return "../" * self.page.count("/")
