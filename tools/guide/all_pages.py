"""Write « Toutes les pages »: each page of the site by the title that stands on it, by where the reader stands."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import yaml

from tools.guide.staging import heading, joined, split

PAGE = "toutes-les-pages.md"
STANDS = Path(__file__).with_name("all_pages.toml")


@dataclass(frozen=True, slots=True)
class Section:
    """Where one stands, and the pages that serve there."""

    title: str
    pages: tuple[str, ...]


def sections(configuration: Path, stands_in: Path = STANDS) -> list[Section]:
    """Every page of `mkdocs.yml`, and what it keeps out of its menu, by where one stands."""
    stands = tomllib.loads(stands_in.read_text(encoding="utf-8"))["stands"]
    left = [*navigation(configuration), *_apart(configuration)]
    left = [path for path in left if not any(path in each["pages"] for each in stands)]
    found = []
    for each in stands:
        pages: list[str] = []
        for name in each["pages"]:
            several = [path for path in left if path.startswith(name.removesuffix("*"))] if name.endswith("*") else []
            left = [path for path in left if path not in several]
            pages += several or [name]
        found.append(Section(each["title"], tuple(pages)))
    return found


def _apart(configuration: Path) -> list[str]:
    """The pages that no menu of `mkdocs.yml` leads to."""
    text = configuration.read_text(encoding="utf-8")
    found = yaml.safe_load(text[text.index("\nnot_in_nav:") :])["not_in_nav"]
    return [path.strip("/") for path in found.split()]


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
        "description": "Toutes les pages du site, selon où vous en êtes\u00a0: avant la commande, facture en retard, "
        "devant le juge, selon votre client, les modèles de lettres, et ce qui concerne le site.",
    }
    parts = [
        "\n# Toutes les pages\n\nCherchez où vous en êtes. Un mot vous vient\u202f? La recherche, en haut de chaque "
        "page, va plus vite.\n{ .lead }\n"
    ]
    for section in found:
        links = [f"- {_link(target, path)}\n" for path in section.pages if path != PAGE]
        parts.append(f'\n## {section.title}\n\n<div class="all-pages" markdown="1">\n\n{"".join(links)}\n</div>\n')
    return joined(meta, "".join(parts))


def write(target: Path, configuration: Path) -> None:
    """Write the page among the staged ones."""
    (target / PAGE).write_text(page(target, sections(configuration)), encoding="utf-8", newline="")
