"""Write « Modèles »: a page for each letter of the catalogue, with its preview and the files to fill in by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from latepay_core import Claim, read_claim
from latepay_core.documents import docx, html, text
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.catalogue import Entry, catalogue
from latepay_core.letters.writing import Letter, LetterRefused
from latepay_core.outputs.models import write_model
from tools.guide.staging import StagingError, joined
from tools.pages import templates

FOLDER = Path("modeles")
EXAMPLES = Path("examples") / "modeles"
WORDS = Path(__file__).with_name("letter_pages.toml")
CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Model:
    """A letter of the catalogue, left blank: one text for each kind of customer it reads differently for, by the code
    that `letter_pages.toml` names it by. Each was written for the first example whose conditions it meets.
    """

    entry: Entry
    letters: dict[str, Letter]

    @property
    def letter(self) -> Letter:
        """The one that the page shows."""
        return next(iter(self.letters.values()))

    def stem(self, regime: str) -> str:
        """The name of the files for that customer, without ending; the first one's are the letter's own."""
        first = self.letter.file_stem
        return first if self.letters[regime] is self.letter else f"{first}-{words()['files'][regime]}"


@cache
def words() -> dict[str, Any]:
    """The words of these pages."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def models(examples: Path) -> Iterator[Model]:
    """Every letter that has a page; StagingError for one that no example allows: it would have nothing to show."""
    claims = [read_claim(path.read_bytes()) for path in sorted(examples.glob("*.json"))]
    faults = []
    for entry in (each for each in catalogue() if each.guide.model):
        letters = _written(entry, claims)
        if letters:
            yield Model(entry, letters)
        else:
            faults.append(f"docs/{EXAMPLES.as_posix()} : aucun exemple ne permet d’écrire « {entry.kind} »")
    if faults:
        raise StagingError(faults)


def _written(entry: Entry, claims: list[Claim]) -> dict[str, Letter]:
    """The letter for each kind of customer, but those it reads alike for; empty where no example allows it."""
    found: dict[str, Letter] = {}
    told = set()
    for claim in claims:
        try:
            letter = write_model(entry.kind, claim)
        except LetterRefused:
            continue
        said = text.render(letter.document)
        regime = letter.statement.regime
        if regime not in found and said not in told:
            found[regime] = letter
            told.add(said)
    return {each: found[each] for each in words()["regimes"] if each in found} or found


def write(docs: Path, target: Path) -> None:
    """Write the pages and their files among the staged ones."""
    folder = target / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    environment = _environment()
    found = list(models(docs / EXAMPLES))
    for model in found:
        files = folder / model.entry.kind
        files.mkdir(exist_ok=True)
        for regime, letter in model.letters.items():
            stem = model.stem(regime)
            (files / f"{stem}.docx").write_bytes(docx.render(letter.document))
            (files / f"{stem}.txt").write_text(text.render(letter.document), encoding="utf-8", newline="\r\n")
        (folder / f"{model.entry.kind}.md").write_text(
            joined(_meta(model), _body(environment, model, target)), encoding="utf-8", newline=""
        )
    (folder / "index.md").write_text(_index(environment), encoding="utf-8", newline="")


def _environment() -> Environment:
    return templates()


def _meta(model: Model) -> dict[str, Any]:
    title = french_spaces(model.entry.title)
    return {
        "title": title,
        "description": french_spaces(f"Modèle gratuit : {_lower(title)}. {model.entry.when}"),
        "checked_on": CHECKED_ON,
    }


def _body(environment: Environment, model: Model, target: Path) -> str:
    kind = model.entry.kind
    said = model.entry.guide
    own = {"path": said.page, "title": said.title}
    article = own if said.page else words()["articles"][model.entry.group]
    # The guide is about French law: a letter that another country's businesses may write too is not told for them here.
    regimes = _any_of([words()["regimes"][each] for each in model.entry.regimes if each in words()["regimes"]])
    channels = _any_of([words()["channels"][each] for each in model.entry.channels])
    return environment.get_template("letter.md.j2").render(
        offer={
            "kind": kind,
            "title": french_spaces(model.entry.title),
            "when": french_spaces(model.entry.when),
            "when_not": french_spaces(model.entry.when_not),
        },
        addressed=said.addressed or f"à {regimes}",
        channels=french_spaces(said.sent or channels),
        english="en" in model.entry.languages,
        sent=model.entry.to != "reader",
        signed=model.entry.plans and model.entry.layout == "deed",
        blanks=[
            {"customer": words()["regimes"][each], "stem": model.stem(each)}
            for each in model.letters
            if each in words()["regimes"]
        ],
        preview=Markup(one_block(html.render(model.letter.document))),
        missing=model.letter.missing,
        article=article if (target / f"{article['path']}.md").is_file() else None,
        articles=[french_spaces(each) for each in model.entry.articles],
    )


_HEADING = re.compile(r"<h[1-6]\b(?P<attributes>[^>]*)>(?P<text>.*?)</h(?P<level>[1-6])>", re.S)
#: The preview stands under a heading of level 2.
_FIRST_LEVEL = 3


def one_block(markup: str) -> str:
    """A preview as one block of HTML for Markdown, its headings below that of their part of the page, none skipped.

    >>> one_block("<h2>Accord</h2>\\n\\n  <p>Entre</p>")
    '<h3>Accord</h3>\\n<p>Entre</p>'
    """
    lines = "\n".join(line.strip() for line in markup.splitlines() if line.strip())
    levels = [int(found["level"]) for found in _HEADING.finditer(lines)]
    shift = _FIRST_LEVEL - min(levels, default=_FIRST_LEVEL)
    above = _FIRST_LEVEL - 1

    def lowered(found: re.Match[str]) -> str:
        nonlocal above
        above = min(int(found["level"]) + shift, above + 1)
        return f"<h{above}{found['attributes']}>{found['text']}</h{above}>"

    # A table without a class would be wrapped by the theme, which does not know that this one is already.
    return _HEADING.sub(lowered, lines).replace("<table>", '<table class="figures">')


def _any_of(parts: list[str]) -> str:
    """A French list of possibilities: « a, b ou c »."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} ou {parts[-1]}"


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _listed(entry: Entry) -> dict[str, str]:
    """A letter on the page of all of them: its model, or the article about a paper that the case alone fills."""
    told = "" if entry.guide.model else f" {words()['filled']}"
    return {
        "title": french_spaces(entry.title),
        "when": french_spaces(entry.when),
        "page": f"{entry.kind}.md" if entry.guide.model else f"../{entry.guide.page}.md",
        "told": french_spaces(told),
    }


def _index(environment: Environment) -> str:
    groups = [
        {
            "title": french_spaces(title),
            "anchor": group,
            "letters": [_listed(entry) for entry in catalogue() if entry.group == group],
        }
        for group, title in words()["groups"].items()
    ]
    body = environment.get_template("letters.md.j2").render(groups=[each for each in groups if each["letters"]])
    return joined(
        {
            "title": "Modèles de lettres",
            "description": "Les lettres du recouvrement, gratuites\u00a0: rappel, relance, mise en demeure, plan de "
            "paiement, requête… À remplir avec vos chiffres, ou à télécharger en Word et en texte.",
            "checked_on": CHECKED_ON,
        },
        body,
    )
