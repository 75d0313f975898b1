"""Writes the calculator's page: form, labels, help and a worked example, rendered by the browser's own templates."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from calculator.app.addressing import reader_of
from calculator.app.view import form_html, render, result_html, statement_html
from latepay_core import Claim
from latepay_core.case import Case
from latepay_core.procedure.debtor import LEFT_BY_A_NOTICE

#: The worked example: 10 000 EUR billed on 30 April 2026, due on 31 May, reckoned on 22 November, across a new rate.
EXAMPLE = {
    "as_of": "2026-11-22",
    "invoices": [{"number": "F-118", "issued_on": "2026-04-30", "due_on": "2026-05-31", "amount": "10000.00"}],
}

_HEAD = """\
---
title: Calculateur
description: Ce que doit un client qui paie en retard, au centime et pourquoi, sans rien envoyer nulle part.
hide:
  - navigation
  - toc
  - footer
early: {early}
runtime: {runtime}
worker: {worker}
---

# <span data-say-base="Combien vous doit-on ?" data-say-debtor="Combien devez-vous ?">Combien vous doit-on ?</span>

<p class="lead">Indiquez la somme et son échéance : le montant dû s’affiche aussitôt, avec l’article de loi et le taux
publié derrière chaque chiffre. Tout se calcule sur votre appareil :
<a href="{privacy}">rien de ce que vous tapez n’en sort</a>.</p>

<noscript><p class="noscript">Le calcul demande JavaScript. Sans lui, l’exemple ci-dessous montre chaque étape, et
<a href="{method}">Comment nous calculons</a> explique comment refaire le compte à la main.</p></noscript>

"""


def write(docs: Path, assets: Mapping[str, Any]) -> None:
    """Writes `docs/calculateur.md`; `assets` says where the runtime and the page's modules were built."""
    claim = Claim.model_validate(EXAMPLE)
    case = Case(claim)
    statement = case.statement
    page = render(
        "page.html",
        form=_safe(form_html({})),
        result=_safe(result_html(claim, statement, example=True, advice=_advice(case))),
        statement=_safe(statement_html(claim, statement, example=True)),
        bar=_safe(render("bar.html", statement=None, state="example")),
        shell="../" + assets["shell"],
        runtime="../" + assets["runtime"],
        styles=["../" + style for style in sorted(assets["styles"], key=_prints_last)],
    )
    head = _HEAD.format(
        privacy="../vos-donnees/",
        method="../comprendre/comment-nous-calculons/",
        # a JSON string is a YAML string too
        early=json.dumps(assets["early"]),
        runtime=assets["runtime"],
        worker=assets["worker"],
    )
    (docs / "calculateur.md").write_text(head + _one_block(page) + "\n", encoding="utf-8")


def _prints_last(style: str) -> tuple[bool, str]:
    return (style.endswith("/print.css"), style)


def _advice(case: Case) -> Markup:
    return _safe(
        render(
            "advice.html",
            step=case.step,
            as_of=case.statement.as_of,
            left_by_a_notice=LEFT_BY_A_NOTICE,
            limits=case.limitation,
            reader=reader_of(case.claim),
        )
    )


def _safe(html: str) -> Markup:
    """HTML that our own templates made, which escape what they are given."""
    return Markup(html)


def _one_block(html: str) -> str:
    """Without blank lines or indentation, so that Markdown leaves the whole as one block of HTML."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
