"""Write « Toutes les pages, par thème »: each tag with the pages that bear it, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from tools.guide import tags
from tools.guide.staging import heading, joined, split

PAGE = Path("guide") / "par-theme.md"


@dataclass(frozen=True, slots=True)
class Entry:
    """A staged page as a list names it; `path` starts from the folder of the site."""

    path: PurePosixPath
    title: str
    description: str
    tags: tuple[str, ...]


def entries(target: Path, order: list[str]) -> list[Entry]:
    """The staged pages that bear tags, in the order of the navigation, then by path."""
    rank = {path: position for position, path in enumerate(order)}
    found = []
    for page in sorted(target.rglob("*.md")):
        path = page.relative_to(target).as_posix()
        meta, body = split(page.read_text(encoding="utf-8"), path)
        title = str(meta.get("title") or heading(body))
        if meta.get("tags"):
            found.append(Entry(PurePosixPath(path), title, str(meta.get("description", "")), tuple(meta["tags"])))
    return sorted(found, key=lambda entry: (rank.get(entry.path.as_posix(), len(rank)), entry.path))


def navigation(configuration: Path) -> list[str]:
    """The pages of the navigation of `mkdocs.yml`, in their order."""
    text = configuration.read_text(encoding="utf-8")
    found = yaml.safe_load(text[text.index("\nnav:") :])
    pages: list[str] = []
    waiting = [found["nav"]]
    while waiting:
        entry = waiting.pop(0)
        if isinstance(entry, str):
            pages.append(entry)
        else:
            waiting[:0] = list(entry.values()) if isinstance(entry, dict) else entry
    return pages


def page(target: Path, order: list[str]) -> str:
    """The text of the page, from what is staged."""
    pages = entries(target, order)
    meta = {
        "title": "Toutes les pages, par thème",
        "description": "Toutes les pages du guide, rangées par étape et par situation : prévenir, relancer, "
        "mettre en demeure, agir en justice, et selon qui vous doit de l’argent.",
    }
    parts = [
        "\n# Toutes les pages, par thème\n\nTrouvez votre situation, puis votre étape. Les lettres de chaque thème "
        "sont au bout de sa liste.\n{ .lead }\n"
    ]
    for group in tags.groups():
        parts.append(f"\n## {group.title} {{ #{group.slug} }}\n")
        for tag in group.tags:
            listed = [entry for entry in pages if tag.slug in entry.tags]
            if listed:
                parts.append(f"\n### {tag.title} {{ #{tag.slug} }}\n\n")
                parts += _listed(listed)
    return joined(meta, "".join(parts))


def _listed(entries: list[Entry]) -> list[str]:
    """The articles, one a line, then the letters together on the last."""
    letters = [entry for entry in entries if entry.path.parts[0] == "modeles"]
    lines = [f"- {_link(entry)}\n" for entry in entries if entry not in letters]
    return lines + ([f"- **Lettres**\u00a0: {', '.join(map(_link, letters))}\n"] if letters else [])


def _link(entry: Entry) -> str:
    return f"[{entry.title}]({_relative(entry.path)})"


def _relative(path: PurePosixPath) -> str:
    folder = PurePosixPath(PAGE.parent.as_posix())
    return path.name if path.parent == folder else f"../{path}"


def write(target: Path, order: list[str]) -> None:
    """Write the page among the staged ones."""
    (target / PAGE).write_text(page(target, order), encoding="utf-8", newline="")
