"""Write « Le guide entier »: every article on one page, to print or to keep, in the order of the navigation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from latepay_core.wording.french import number
from tools.guide.letter_first import KINDS
from tools.guide.staging import heading, joined, split

PAGE = "guide/edition.md"
#: What is no article: models, tables, lists of words and of links, and this page.
LEFT_OUT = (
    "modeles/",
    "calculateur",
    "prevenir/cout-du-retard",
    "prevenir/vos-conditions",
    "toutes-les-pages",
    "licences",
    "comprendre/textes",
    "comprendre/non-automatise",
    "comprendre/taux",
    "comprendre/glossaire",
    "comprendre/nos-sources",
    "comprendre/votre-calculateur",
    "comprendre/transparence",
    "sur-votre-site",
    "securite",
    "accessibilite",
    "vos-donnees",
    "signaler",
    "mesures",
    PAGE,
)
_LINK = re.compile(r"(?<=\]\()(?!https?:|#|mailto:)([^)#\s]*)(#[^)\s]*)?(?=\))")
_ANCHOR = re.compile(r"\{ #([\w-]+)([^}]*)\}")
_HEADING = re.compile(r"^(#{1,5}) ", re.M)
_IDENTIFIER = re.compile(r'\b(id|for|aria-describedby|aria-labelledby|name)="([^"]+)"')
#: What acts on its own page alone: forms, switches and buttons.
_ACTS = re.compile(
    r'<form\b.*?</form>|<fieldset class="model-kinds">.*?</fieldset>|<p class="model-actions">.*?</p>'
    r'|<p class="tick-count".*?</p>|<div class="tick-actions".*?</div>',
    re.S,
)
#: A warning of the guide's five: title and indented text.
_WARNING = re.compile(r'^!!! danger "[^"]*"\n\n((?:    .*\n?|\n(?=    ))+)', re.M)
_MODEL = re.compile(r'(<section class="model"[^>]*>)(.*?)(</section>)', re.S)
_LETTER = '<div class="model-letter" data-kind="'
#: The parts of the guide that can be printed apart, by the first word of their articles' names.
PARTS = {"guide": "Savoir quoi faire", "prevenir": "Prévenir", "relancer": "Relancer", "agir": "Agir"}
PARTS |= {"comprendre": "Comprendre"}
#: Words of running text on a sheet of paper, counted on the printed page.
WORDS_ON_A_SHEET = 400


def articles(target: Path, order: list[str]) -> Iterator[tuple[str, str]]:
    """The staged articles, path and body, in the order of the navigation."""
    for path in order:
        if path != "index.md" and not path.startswith(LEFT_OUT) and (target / path).is_file():
            yield path, split((target / path).read_text(encoding="utf-8"), path)[1]


def _name(path: str) -> str:
    return path.removesuffix(".md").replace("/", "-")


def placed(path: str, body: str, listed: set[str]) -> str:
    """An article as a part of the page: its headings one level down, its anchors and links its own."""
    name = _name(path)

    def link(found: re.Match[str]) -> str:
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1])) if found[1] else path
        anchor = found[2] or ""
        if place in listed:
            return f"#{_name(place)}{'-' + anchor[1:] if anchor else ''}"
        return posixpath.relpath(place, posixpath.dirname(PAGE)) + anchor

    def own(found: re.Match[str]) -> str:
        values = " ".join(f"{name}-{value}" for value in found[2].split())
        return f'{found[1]}="{values}"'

    body = _ACTS.sub("", body).replace('<details class="letter-folded">', '<details class="letter-folded" open>')
    body = re.sub(r"(?<=\]\()#(?=[\w-])", f"#{name}-", body)
    body = _LINK.sub(link, body)
    body = _ANCHOR.sub(rf"{{ #{name}-\1\2}}", body)
    body = _IDENTIFIER.sub(own, body)
    body = _HEADING.sub(r"#\1 ", body)
    title = re.search(r"^## (.*?)(?: \{[^}]*\})?$", body, re.M)
    if title:
        body = body[: title.start()] + f"## {title[1]} {{ #{name} }}" + body[title.end() :]
    return body.strip()


class Once:
    """What the guide says on many pages is printed once: the warnings, and the letters filled for the same case."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def _first(self, text: str) -> bool:
        plain = re.sub(r"\(#?[^)]*\)|<[^>]*>|\s+", "", text)
        first = plain not in self._seen
        self._seen.add(plain)
        return first

    def kept(self, body: str) -> str:
        """The article without what an earlier one has printed."""
        body = _WARNING.sub(lambda found: found[0] if self._first(found[1]) else "", body)
        return _MODEL.sub(self._letters, body)

    def _letters(self, found: re.Match[str]) -> str:
        head, *letters = found[2].split(_LETTER)
        shown = [head]
        for letter in letters:
            kind = letter.partition('"')[0]
            words = f"<p><strong>Si votre client est {KINDS[kind][0]}</strong></p>" if len(letters) > 1 else ""
            text = letter.partition(">")[2]
            if self._first(text):
                shown.append(f"{words}{_LETTER}{letter}")
            else:
                shown.append(f"{words}<p>La lettre est la même que plus haut dans ce guide.</p>")
        return found[1] + "".join(shown) + found[3]


def length(text: str) -> tuple[int, int]:
    """Words, to the thousand, and sheets, to the ten, of a text in Markdown or HTML.

    >>> length("mot " * 41_700)
    (42000, 100)
    """
    words = len(re.findall(r"\w[\w’-]*", re.sub(r"<[^>]*>|\]\([^)]*\)|\{[^}]*\}", " ", text)))
    return round(words, -3), round(words // WORDS_ON_A_SHEET, -1)


def write(target: Path, order: list[str]) -> None:
    """Write the page among the staged ones."""
    once = Once()
    found = [(path, once.kept(body)) for path, body in articles(target, order)]
    listed = {path for path, _ in found}
    contents = "\n".join(f"- [{heading(body)}](#{_name(path)})" for path, body in found)
    parts = "\n\n".join(placed(path, body, listed) for path, body in found)
    meta = {
        "title": "Le guide entier",
        "description": "Le guide du recouvrement sur une seule page, à imprimer ou à garder\u00a0: prévenir, relancer, "
        "agir, comprendre, article par article.",
    }
    words, sheets = length(parts)
    apart = " ".join(
        f'<button type="button" class="md-button" data-print="{name}">{title}</button>' for name, title in PARTS.items()
    )
    said = f"environ {number(Decimal(words), 0)} mots, {sheets} feuilles"
    text = (
        f"\n# Le guide entier\n\nTous les articles, sur une page\u00a0: {said}. "
        "Imprimez plutôt la partie qu’il vous faut, ou enregistrez-la en PDF depuis votre navigateur.\n{ .lead }\n\n"
        f'<p class="print-actions">Imprimer une partie\u00a0: {apart}</p>\n\n<p class="print-actions">'
        f'<button type="button" class="md-button" data-print>Imprimer tout le guide</button></p>\n\n'
        f'<div class="resume" markdown="1">\n\n{contents}\n\n</div>\n\n{parts}\n'
    )
    (target / PAGE).write_text(joined(meta, text), encoding="utf-8", newline="")
