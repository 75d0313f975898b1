"""Writes the calculator's page: form, labels and help, rendered by the browser's own templates."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from calculator.app.view import form_html, render
from tools import first_figures

_HEAD = """\
---
title: Calculateur
description: Ce que doit un client qui paie en retard, au centime et pourquoi, sans rien envoyer nulle part.
hide:
  - navigation
  - toc
  - footer
at_once: {at_once}
shell: {shell}
sheets: {sheets}
---

# <span data-say-base="Combien vous doit-on ?" data-say-debtor="Combien devez-vous ?">Combien vous doit-on ?</span>

<p class="lead">Deux choix, un montant, une date.
<a href="{privacy}">Rien de ce que vous tapez ne quitte votre appareil</a>.</p>

<noscript><p class="noscript">Le calcul demande JavaScript. Sans lui,
<a href="{method}">Comment nous calculons</a> explique comment refaire le compte à la main.</p></noscript>

"""


def write(docs: Path, assets: Mapping[str, Any]) -> None:
    """Writes `docs/calculateur.md`; `assets` says where the runtime and the page's modules were built."""
    page = render(
        "page.html",
        form=_safe(form_html({})),
        result=_safe(render("empty.html")),
        statement="",
        bar=_safe(render("bar.html", statement=None, state="example")),
        shell="../" + assets["shell"],
        runtime="../" + assets["runtime"],
        first_table=_safe(first_figures.as_json()),
        styles=["../" + style for style in sorted(assets["styles"], key=_prints_last)],
    )
    head = _HEAD.format(
        privacy="../vos-donnees/",
        method="../comprendre/comment-nous-calculons/",
        # a JSON string is a YAML string too
        at_once=json.dumps(assets["at_once"]),
        shell=assets["shell"],
        sheets=json.dumps(sorted(assets["styles"], key=_prints_last)),
    )
    (docs / "calculateur.md").write_text(head + _one_block(page) + "\n", encoding="utf-8")


def _prints_last(style: str) -> tuple[bool, str]:
    return (style.endswith("/print.css"), style)


def _safe(html: str) -> Markup:
    """HTML that our own templates made, which escape what they are given."""
    return Markup(html)


def _one_block(html: str) -> str:
    """Without blank lines or indentation, so that Markdown leaves the whole as one block of HTML."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
