"""Puts the forms of « Vos conditions » and « Ce que coûte le retard » into their pages, for Python to answer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calculator.app.prevention import made_html
from calculator.app.view import render
from latepay_core.countries.fr.regimes.rates import floor_on
from latepay_core.days import half_year_start
from latepay_core.law import verified_until
from latepay_core.terms import Answers, make_terms
from tools.calculator_page import one_block, prints_last

#: Where the form stands in a page.
PLACE = "[[outil]]"
PAGES = {"prevenir/vos-conditions.md": "terms_page.html", "prevenir/cout-du-retard.md": "lateness_page.html"}


def write(docs: Path, assets: Mapping[str, Any]) -> None:
    """Fills both pages under `docs`; `assets` says where the runtime and the pages' modules were built."""
    # what stands there before any answer holds on the last day on which the law was read
    known = verified_until("eu", "fr")
    made = made_html(make_terms(Answers(), known))
    half = half_year_start(known)
    told = {"made": made, "floor": floor_on(half, ()).percent}
    styles = ["../../" + style for style in sorted(assets["styles"], key=prints_last)]
    module, runtime = "../../" + assets["prevention"], "../../" + assets["runtime"]
    for name, template in PAGES.items():
        form = one_block(render(template, **told, module=module, runtime=runtime, styles=styles))
        page = docs / name
        page.write_text(page.read_text(encoding="utf-8").replace(PLACE, form), encoding="utf-8")
