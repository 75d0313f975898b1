"""The check lists of the core inside the articles that explain them: ticked in place, printed on one sheet."""

from __future__ import annotations

from markupsafe import Markup

from latepay_core.countries.fr.procedure.checklists import checklist
from tools.guide.parts import linked, root_from
from tools.pages import templates

#: The article that holds each list, from the root of the site.
PLACES = {
    "invoice-check": "relancer/verifier-la-facture",
    "call": "relancer/appel-telephonique",
    "follow-up": "relancer/compte-rendu",
    "court-file": "agir/dossier-pour-le-tribunal",
}


def list_to_tick(page: str, code: str) -> Markup:
    """The list of that code, for `page`; a register that an item names is linked beside it."""
    environment = templates()
    environment.filters["linked"] = linked
    text = environment.get_template("checklist.html.j2").render(list=checklist(code), root=root_from(page))
    # one block of HTML: Markdown ends it at the first empty line
    return Markup("\n".join(line for line in text.splitlines() if line.strip()))
