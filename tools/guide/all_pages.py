"""Write « Toutes les pages »: the navigation of the site as a list, each page by the title that stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from tools.guide.staging import heading, joined, split

PAGE = "toutes-les-pages.md"
START = "Pour commencer"


@dataclass(frozen=True, slots=True)
class Section:
    """A tab of the navigation and the pages under it; the pages that stand alone are gathered in one."""

    title: str
    pages: tuple[str, ...]


def sections(configuration: Path) -> list[Section]:
    """The navigation of `mkdocs.yml` in its order, after the pages that are no part of a tab."""
    text = configuration.read_text(encoding="utf-8")
    found = yaml.safe_load(text[text.index("\nnot_in_nav:") :])
    tabs = [tab for each in found["nav"] for tab in each.items()]
    alone = [path for _, path in tabs if isinstance(path, str)]
    apart = [path.strip("/") for path in found["not_in_nav"].split()]
    return [Section(START, (*alone, *apart))] + [
        Section(title, tuple(pages)) for title, pages in tabs if not isinstance(pages, str)
    ]


def navigation(configuration: Path) -> list[str]:
    """The pages of the navigation of `mkdocs.yml`, in their order."""
    text = configuration.read_text(encoding="utf-8")
    nav = yaml.safe_load(text[text.index("\nnav:") :])["nav"]
    inside = [pages for each in nav for pages in each.values()]
    return [path for pages in inside for path in ([pages] if isinstance(pages, str) else pages)]


def title_of(target: Path, path: str) -> str:
    """The title that stands on a staged page; its short one where that is none, or is made for two sides."""
    meta, body = split((target / path).read_text(encoding="utf-8"), path)
    found = heading(body)
    return str(meta["title"]) if not found or "<" in found else found


def _link(target: Path, path: str) -> str:
    language = '{ lang="en" hreflang="en" }' if path.endswith("/en.md") else ""
    return f"[{title_of(target, path)}]({path}){language}"


def page(target: Path, found: list[Section]) -> str:
    """The text of the page, from what is staged."""
    meta = {
        "title": "Toutes les pages",
        "description": "Toutes les pages du site, dans l’ordre du menu\u00a0: savoir quoi faire, prévenir, relancer, "
        "agir, comprendre, les modèles de lettres, et ce qui concerne le site.",
    }
    parts = [
        "\n# Toutes les pages\n\nDans l’ordre du menu. Un mot vous vient\u202f? La recherche, en haut de chaque page, "
        "va plus vite.\n{ .lead }\n"
    ]
    for section in found:
        links = [f"- {_link(target, path)}\n" for path in section.pages if path != PAGE]
        parts.append(f'\n## {section.title}\n\n<div class="all-pages" markdown="1">\n\n{"".join(links)}\n</div>\n')
    return joined(meta, "".join(parts))


def write(target: Path, configuration: Path) -> None:
    """Write the page among the staged ones."""
    (target / PAGE).write_text(page(target, sections(configuration)), encoding="utf-8", newline="")
