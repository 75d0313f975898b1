"""Stage `docs/` for the builders: figures filled in, front matter checked, everything else copied as it is.

The builders (MkDocs, Zensical) read the staged folder and nothing else: they need neither hook nor plugin.
"""

from __future__ import annotations

import re
import shutil
import tomllib
import traceback
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

import yaml
from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError

from latepay_core.wording.french import date_in_words
from tools.guide import cards, structured
from tools.guide.checklist_pages import list_to_tick
from tools.guide.drawings import PageDrawings
from tools.guide.figures import filters, names
from tools.guide.letter_first import letter_first, letter_folded, own_figures
from tools.guide.marks import PageMarks
from tools.guide.parts import PageParts, official, reserve

#: Folders of `docs/` that are no part of the site: read by people who work on it, or by the tools.
UNPUBLISHED = ("decisions", "overrides", "examples", "format")
UNPUBLISHED_PAGES = ("sources.md",)
#: Written by the bundle, kept from one build to the next: what has not changed is not built again.
KEPT = Path("assets") / "app"
FENCE = "---\n"
#: How fast a page is read, on a screen, by someone who looks for what to do.
WORDS_A_MINUTE = 220
#: What is there to be copied: a reader of the article does not read it three times over.
LETTERS = re.compile(r'<section class="model".*?</section>|<svg\b.*?</svg>', re.S)
#: Where one looks something up: nobody reads them through.
LOOKED_UP = {f"comprendre/{name}" for name in ("glossaire", "non-automatise", "taux", "textes")}
KEYWORDS = Path(__file__).with_name("keywords.toml")


class StagingError(Exception):
    """Pages that cannot be staged; one line for each fault: page, line, what is wrong."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


def stage(docs: Path, target: Path) -> None:
    """Write into `target` the pages and files of `docs`; StagingError names every page that is at fault."""
    empty(target)
    environment = pages_environment(docs / "examples")
    faults: list[str] = []
    for source in published(docs):
        relative = source.relative_to(docs)
        written = target / relative
        written.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".md":
            shutil.copyfile(source, written)
            continue
        try:
            text = rendered(environment, source.read_text(encoding="utf-8"), f"docs/{relative.as_posix()}")
            written.write_text(text, encoding="utf-8", newline="")
        except StagingError as found:
            faults += found.faults
    if faults:
        raise StagingError(faults)


def complete(target: Path, drawn: Path) -> None:
    """Check the front matter of every staged page, generated ones too, and add what the theme's templates read.

    `drawn` is where cards already drawn are kept.
    """
    faults: list[str] = []
    for page in sorted(target.rglob("*.md")):
        place = page.relative_to(target).as_posix()
        try:
            meta, body = split(page.read_text(encoding="utf-8"), place)
            found = completed(meta, place) | _told(target, place, meta, body, drawn)
            page.write_text(joined(found, body), encoding="utf-8", newline="")
        except StagingError as problem:
            faults += problem.faults
    if faults:
        raise StagingError(faults)


def _told(target: Path, place: str, meta: Mapping[str, Any], body: str, drawn: Path) -> dict[str, Any]:
    """What only programs read: the search's keywords, structured data, the card of a shared link."""
    name = place.removesuffix(".md")
    told: dict[str, Any] = {}
    if name in keywords():
        told["tags"] = keywords()[name]
    if text := structured.structured_data(meta, body):
        told["structured_data"] = text
    title = "Ce que doit un client qui paie en retard" if name == "index" else heading(body) or str(meta["title"])
    if "checked_on" in meta and name not in LOOKED_UP:
        own = LETTERS.sub("", body)
        told["reading_minutes"] = max(1, round(len(structured.plain(own).split()) / WORDS_A_MINUTE))
    told["card"] = cards.write(target, name.replace("/", "-"), structured.plain(title), drawn)
    return told


def heading(body: str) -> str:
    """The main title of a page, as it is written; empty where the page has none.

    >>> heading("\\n# Le glossaire\\n\\nDes mots.")
    'Le glossaire'
    """
    return next((line[2:].strip() for line in body.splitlines() if line.startswith("# ")), "")


@cache
def keywords() -> dict[str, list[str]]:
    """What people type to find a page, by the page's path without its ending; read by the search alone."""
    found: dict[str, list[str]] = tomllib.loads(KEYWORDS.read_text(encoding="utf-8"))
    return found


def empty(target: Path) -> None:
    """Remove what an earlier build staged, except the runtime."""
    for path in sorted(target.rglob("*"), reverse=True):
        inside = path.relative_to(target)
        if inside == KEPT or KEPT in inside.parents or inside in KEPT.parents:
            continue
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()


def published(docs: Path) -> Iterator[Path]:
    """The files of `docs` that belong to the site, in a fixed order."""
    for path in sorted(docs.rglob("*")):
        relative = path.relative_to(docs)
        hidden = relative.parts[0] in UNPUBLISHED or relative.as_posix() in UNPUBLISHED_PAGES
        if path.is_file() and not hidden and KEPT not in relative.parents and path.suffix != ".pyc":
            yield path


def pages_environment(examples: Path) -> Environment:
    """How pages are rendered. Markdown is no HTML, so nothing is escaped; `{#` opens an anchor there, not a comment."""
    environment = Environment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",
        comment_end_string="##}",
    )
    environment.globals |= {**names(examples), "official": official, "examples": examples}
    environment.globals["reserve"] = partial(reserve, environment)
    environment.filters |= filters()
    return environment


def rendered(environment: Environment, text: str, place: str) -> str:
    """A page with its figures; StagingError names the page and the line that cannot be worked out."""
    if not any(mark in text for mark in ("{{", "{%", "{##")):
        return text
    try:
        return environment.from_string(text).render(**shared_parts(environment, place.removeprefix("docs/")))
    except TemplateSyntaxError as problem:
        raise StagingError([f"{place}, ligne {problem.lineno} : {problem.message}"]) from None
    except (TemplateError, LookupError, ValueError, TypeError, ArithmeticError, AttributeError) as problem:
        raise StagingError([f"{place}, ligne {_line(problem)} : {problem}"]) from None


def shared_parts(environment: Environment, page: str) -> dict[str, object]:
    """What a page asks for by name and what depends on where it stands: marks, warnings, the letter shown first."""
    examples = cast("Path", environment.globals["examples"])
    return {
        "mark": PageMarks(page),
        "lost": PageParts(page, environment).lost,
        "drawing": PageDrawings(page, environment).drawing,
        "checklist": partial(list_to_tick, page),
        "letter_first": partial(letter_first, page, examples),
        "letter_folded": partial(letter_folded, page, examples),
        "own_figures": partial(own_figures, page),
    }


def _line(problem: BaseException) -> int:
    """The line of the page that was being rendered: Jinja puts it into the traceback, under a name of its own."""
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == "<template>"]
    return next((line for line in reversed(lines) if line), 1)


def split(text: str, place: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a page."""
    if not text.startswith(FENCE) or FENCE not in text[len(FENCE) :]:
        raise StagingError([f"{place}, ligne 1 : pas d’en-tête (voyez docs/decisions/0004-guide.md)"])
    head, body = text[len(FENCE) :].split(FENCE, 1)
    try:
        meta = yaml.safe_load(head)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise StagingError([f"{place}, ligne {mark.line + 2 if mark else 1} : en-tête illisible"]) from None
    if not isinstance(meta, dict):
        raise StagingError([f"{place}, ligne 1 : en-tête vide"])
    return meta, body


def completed(meta: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The front matter, and its day in words."""
    faults = []
    if not str(meta.get("description") or "").strip():
        faults.append(f"{place} : il manque « description » dans l’en-tête")
    if "tags" in meta:
        faults.append(f"{place} : « tags » est la place des mots de la recherche (tools/guide/keywords.toml)")
    found = dict(meta)
    if "checked_on" in meta:
        if isinstance(meta["checked_on"], date):
            found["checked_on"] = meta["checked_on"].isoformat()
            found["checked_on_in_words"] = date_in_words(meta["checked_on"])
        else:
            faults.append(f"{place} : « checked_on » n’est pas une date comme 2026-11-22")
    if faults:
        raise StagingError(faults)
    return found


def joined(meta: Mapping[str, Any], body: str) -> str:
    """A page from its two parts."""
    return FENCE + yaml.safe_dump(dict(meta), allow_unicode=True, sort_keys=False, width=10_000) + FENCE + body
