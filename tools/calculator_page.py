"""Writes the calculator's page: form, labels and help, rendered by the browser's own templates."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from calculator.app.view import form_html, render
from calculator.app.wording import speaking
from tools import first_figures

_HEAD = """\
---
title: {title}
description: {description}
language: {language}
hide:
  - navigation
  - toc
  - footer
at_once: {at_once}
shell: {shell}
sheets: {sheets}
---

# <span{lang} data-say-base="{asked}" data-say-debtor="{owing}">{asked}</span>

<p class="lead"{lang}>{lead}</p>

<p class="page-language">{others}</p>

<noscript><p class="noscript"{lang}>{without}</p></noscript>

"""

#: Where each language has its page, from the root of the site.
PLACES = {"fr": "calculateur", "en": "calculateur/en"}
_NAMES = {"fr": "Français", "en": "English"}
_WORDS = {
    "fr": {
        "title": "Calculateur",
        "description": "Ce que doit un client qui paie en retard, au centime et pourquoi, "
        "sans rien envoyer nulle part.",
        "asked": "Combien vous doit-on\u202f?",
        "owing": "Combien devez-vous\u202f?",
        "lead": "Deux choix, un montant, une date. "
        '<a href="{root}vos-donnees/">Rien de ce que vous tapez ne quitte votre appareil</a>. '
        'Avant de vendre\u00a0: <a href="{root}prevenir/vos-conditions/">vos conditions de paiement</a>.',
        "without": "Le calcul demande JavaScript. Sans lui, "
        '<a href="{root}comprendre/comment-nous-calculons/">Comment nous calculons</a> explique comment refaire le '
        "compte à la main.",
    },
    "en": {
        "title": "Calculator (English)",
        "description": "What a customer who pays late owes under French law, to the cent and why; nothing is sent.",
        "asked": "How much are you owed?",
        "owing": "How much do you owe?",
        "lead": "Two choices, an amount, a date. French law applies. "
        '<a href="{root}vos-donnees/">Nothing you type leaves your device</a> (that page and the guide are in French).',
        "without": "The calculation needs JavaScript. Without it, "
        '<a href="{root}comprendre/comment-nous-calculons/">Comment nous calculons</a>, in French, explains how to '
        "do the account by hand.",
    },
}


def write(docs: Path, assets: Mapping[str, Any]) -> None:
    """Writes the calculator's page in each language; `assets` says where the runtime and the page's modules are."""
    for language, place in PLACES.items():
        path = docs / f"{place}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(language, assets), encoding="utf-8")


def _page(language: str, assets: Mapping[str, Any]) -> str:
    root = "../" * len(PLACES[language].split("/"))
    with speaking(language):
        page = render(
            "page.html",
            language=language,
            form=_safe(form_html({})),
            result=_safe(render("empty.html")),
            statement="",
            bar=_safe(render("bar.html", statement=None, state="example")),
            shell=root + assets["shell"][language],
            runtime=root + assets["runtime"],
            weights=json.dumps(assets["weights"], separators=(",", ":")),
            site=root,
            first_table=_safe(first_figures.as_json()),
            styles=[root + style for style in sorted(assets["styles"], key=prints_last)],
        )
    words = {name: text.format(root=root) for name, text in _WORDS[language].items()}
    head = _HEAD.format(
        language=language,
        # a JSON string is a YAML string too
        at_once=json.dumps(assets["at_once"][language]),
        shell=assets["shell"][language],
        sheets=json.dumps(sorted(assets["styles"], key=prints_last)),
        lang=f' lang="{language}"' if language != "fr" else "",
        others=_switch(language, root),
        **words,
    )
    return head + one_block(page) + "\n"


def _switch(language: str, root: str) -> str:
    """The languages of the page: this one, and a link to the other, where the tab finds its case again."""
    return " · ".join(
        f'<span aria-current="true">{name}</span>'
        if each == language
        else f'<a href="{root}{PLACES[each]}/" hreflang="{each}" lang="{each}">{name}</a>'
        for each, name in _NAMES.items()
    )


def prints_last(style: str) -> tuple[bool, str]:
    return (style.endswith("/print.css"), style)


def _safe(html: str) -> Markup:
    """HTML that our own templates made, which escape what they are given."""
    return Markup(html)


def one_block(html: str) -> str:
    """Without blank lines or indentation, so that Markdown leaves the whole as one block of HTML."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
