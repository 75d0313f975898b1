"""Write the check lists of the core as pages of « Outils »: each prints on one sheet, and can be ticked in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from latepay_core.procedure.checklists import Checklist, checklists
from latepay_core.said import Cited
from latepay_core.wording import say
from tools.guide.staging import joined
from tools.pages import templates

FOLDER = Path("outils")
CHECKED_ON = date(2026, 11, 22)
#: The article that says more of each list: its page from the root of the site, its title, the tags they share.
ARTICLES = {
    "invoice-check": ("relancer/verifier-la-facture", "Vérifier sa facture", ("relancer",)),
    "call": ("relancer/appel-telephonique", "L’appel téléphonique", ("relancer", "silence")),
    "follow-up": ("relancer/compte-rendu", "Le compte rendu", ("relancer",)),
    "court-file": ("agir/injonction-de-payer", "L’injonction de payer", ("agir-en-justice",)),
}


def write(target: Path) -> None:
    """Write the pages among the staged ones."""
    environment = templates()
    environment.filters["lower_first"] = lower_first
    template = environment.get_template("checklist.md.j2")
    (target / FOLDER).mkdir(parents=True, exist_ok=True)
    for each in checklists():
        body = template.render(
            list=each,
            others=[other for other in checklists() if other is not each],
            article=_article(each, target),
            colon="\u00a0:",
        )
        (target / FOLDER / f"{each.slug}.md").write_text(joined(_meta(each), body), encoding="utf-8", newline="")


def _meta(each: Checklist) -> dict[str, object]:
    return {
        "title": say(each.title),
        "description": f"Liste à imprimer ou à cocher sur place\u00a0: {lower_first(each.title)}. {say(each.purpose)}",
        "tags": list(ARTICLES[each.code][2]),
        "checked_on": CHECKED_ON,
    }


def _article(each: Checklist, target: Path) -> dict[str, str] | None:
    path, title, _ = ARTICLES[each.code]
    return {"href": f"../../{path}/", "title": title} if (target / f"{path}.md").is_file() else None


def lower_first(title: Cited) -> str:
    """A title within a sentence.

    >>> lower_first("L’appel téléphonique")
    'l’appel téléphonique'
    """
    text = say(title)
    return text[:1].lower() + text[1:]
