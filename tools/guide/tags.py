"""The tags of the guide: a closed list, by stage and by situation; each has its place on the page that gathers them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("tags.toml")


class UnknownTag(ValueError):
    """A tag that is not on the list."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word that gathers pages; `slug` is what a page writes, `title` what a reader sees."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    slug: str
    tags: tuple[Tag, ...]


@cache
def groups() -> tuple[Group, ...]:
    """The list, in its order."""
    data = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return tuple(
        Group(each["title"], each["slug"], tuple(Tag(**tag) for tag in each["tags"])) for each in data["groups"]
    )


def known() -> dict[str, Tag]:
    """Every tag by its slug."""
    return {tag.slug: tag for group in groups() for tag in group.tags}


def labels(slugs: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """What the theme shows for a page's tags; nothing for a page without any.

    >>> labels(["relancer"])
    {'labels': [{'title': 'Relancer', 'anchor': 'relancer'}]}
    """
    found = list(slugs)
    unknown = [slug for slug in found if slug not in known()]
    if unknown:
        raise UnknownTag(f"étiquette inconnue « {unknown[0]} » ; connues : {', '.join(known())}")
    return {"labels": [{"title": known()[slug].title, "anchor": slug} for slug in found]} if found else {}
