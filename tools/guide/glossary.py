"""Explain the words of the law where they are read: the first time a page uses one, it links to the glossary, which
also tells its meaning at once. The meanings are those of the glossary itself.
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from tools.guide.structured import plain

PAGE = Path("comprendre") / "glossaire.md"
FORMS = Path(__file__).with_name("glossary.toml")
PAGES = Path(__file__).with_name("glossary_pages.toml")
FOLDERS = ("prevenir", "relancer", "agir", "comprendre")
_ROW = re.compile(r"^\| (?P<term>[^|]+?) \| (?P<meaning>[^|]+?) \|$")
#: Links, code, tags, attributes: a word inside them is left alone.
_KEPT = re.compile(r"(!?\[[^\]]*\](?:\([^)]*\))?(?:\{[^}]*\})?|`[^`]*`|<[^>]*>|\{[^}]*\})")
#: Lines of text; headings, tables, quotations, raw HTML and what only styles the line above are not.
_TEXT = re.compile(r"^(?: {4})?(?:[-*] |\d+\. )?[^\s#|>{<!`]")


class UnknownTerm(ValueError):
    """A word to explain that the glossary does not hold."""


def anchor(term: str) -> str:
    """The identifier of a term in the glossary.

    >>> anchor("Toutes taxes comprises (TTC)")
    'mot-toutes-taxes-comprises-ttc'
    """
    letters = unicodedata.normalize("NFKD", term.lower()).encode("ascii", "ignore").decode()
    return "mot-" + re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def meanings(glossary: str) -> dict[str, str]:
    """Each term of the glossary's tables and its meaning, as plain text."""
    rows = (_ROW.match(line) for line in glossary.splitlines())
    found = {row["term"]: plain(row["meaning"]) for row in rows if row and not row["term"].startswith("-")}
    found.pop("Terme", None)
    return found


@cache
def places() -> dict[str, str]:
    """The page that makes use of each term, as the glossary links to it."""
    found: dict[str, str] = tomllib.loads(PAGES.read_text(encoding="utf-8"))
    return found


def with_anchors(glossary: str) -> str:
    """The glossary: each term reachable by its identifier, and leading to the page that makes use of it.

    UnknownTerm for a term without a page.
    """
    known = meanings(glossary)

    def marked(line: str) -> str:
        row = _ROW.match(line)
        if not row or row["term"] not in known:
            return line
        if row["term"] not in places():
            raise UnknownTerm(f"« {row['term']} » n’a pas de page dans tools/guide/glossary_pages.toml")
        leads = f"[{row['term']}]({places()[row['term']]})"
        return f'| <dfn id="{anchor(row["term"])}">{leads}</dfn> | {row["meaning"]} |'

    return "\n".join(map(marked, glossary.split("\n")))


@cache
def forms() -> dict[str, list[str]]:
    """The terms to explain, and the forms under which pages use them."""
    found: dict[str, list[str]] = tomllib.loads(FORMS.read_text(encoding="utf-8"))
    return found


def explained(body: str, known: dict[str, str], address: str) -> str:
    """A page whose first use of each term links to the glossary at `address`.

    >>> explained("# La créance\\n\\nVotre créance est due.", {"Créance": "Ce qu’on vous doit"}, "g.md")
    '# La créance\\n\\nVotre [créance](g.md#mot-creance "Ce qu’on vous doit"){ .term } est due.'
    """
    lines = body.split("\n")
    for term, used in forms().items():
        if term in known:
            _explain(lines, used, f'({address}#{anchor(term)} "{known[term].replace(chr(34), "”")}"){{ .term }}')
    return "\n".join(lines)


def _explain(lines: list[str], used: list[str], target: str) -> None:
    word = re.compile(rf"(?<![\w’-])({'|'.join(map(re.escape, used))})(?![\w-])")
    for at, line in enumerate(lines):
        if not _TEXT.match(line):
            continue
        pieces = _KEPT.split(line)
        for piece in range(0, len(pieces), 2):
            changed, count = word.subn(lambda found: f"[{found[1]}]{target}", pieces[piece], count=1)
            if count:
                pieces[piece] = changed
                lines[at] = "".join(pieces)
                return


def write(target: Path) -> None:
    """Explain the words of the staged pages; UnknownTerm for one that left the glossary."""
    glossary = (target / PAGE).read_text(encoding="utf-8")
    known = meanings(glossary)
    missing = [term for term in forms() if term not in known]
    if missing:
        raise UnknownTerm(f"le glossaire n’a pas « {missing[0]} », que tools/guide/glossary.toml explique")
    for folder in FOLDERS:
        for page in sorted((target / folder).glob("*.md")):
            if page != target / PAGE:
                _, head, body = page.read_text(encoding="utf-8").split("---\n", 2)
                address = os.path.relpath(target / PAGE, page.parent)
                page.write_text(f"---\n{head}---\n{explained(body, known, address)}", encoding="utf-8", newline="")
    (target / PAGE).write_text(with_anchors(glossary), encoding="utf-8", newline="")
