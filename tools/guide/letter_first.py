"""The letter that an article starts with: filled by the core for an invented case, one for each kind of customer.

Nothing here is worded: the sentences are those of the letter's own template. What the reader replaces is underlined,
and the whole can be copied, or filled by the calculator with one's own figures.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from markupsafe import Markup

from latepay_core import read_claim
from latepay_core.documents import html
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.catalogue import catalogue
from latepay_core.letters.writing import write_letter
from tools.guide.parts import root_from

EXAMPLES = Path("lettres")
#: How the switch names each kind of customer, and the claim of `docs/examples/lettres` that fills its letter.
KINDS = {
    "business": ("une entreprise", "entreprise"),
    "consumer": ("un particulier", "particulier"),
    "public": ("un acheteur public", "acheteur-public"),
}
_BLOCK = re.compile(
    r'<(p|ul|ol)\b[^>]*data-role="(?:subject|salutation|body|closing|note)"[^>]*>.*?</\1>|<h4>.*?</h4>'
    r'|<div class="letter__table".*?</div>|<section class="letter__pay".*?</section>',
    re.S,
)
#: The title of an article of an agreement: in the guide's page, no title of the page itself.
_TITLE = re.compile(r"<h4>(.*?)</h4>")
#: The box of the payment, without its code to scan: a text to copy holds no picture.
_BOX = re.compile(r'<section class="letter__pay"[^>]*>(.*?)</section>')
_PICTURE = re.compile(r"<figure>.*?</figure>", re.S)
_ANNEX = '<hr class="letter__page"'
#: A law and its day are nobody's example: « loi n° 75-1334 du 31 décembre 1975 ».
_LAW = re.compile(r"(?:n°[\u00a0 ][\d-]+|loi) du \d{1,2}(?:er)?[\u00a0 ]\w+[\u00a0 ]\d{4}")
#: What is the example's own: sums, rates, days, references, the account and its holder.
_OWN = re.compile(
    r"\d[\d\u202f]*,\d\d(?:[\u00a0\u202f](?:€|%))?|\d\d/\d\d/\d{4}"
    r"|(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?\d{1,2}(?:er)?[\u00a0 ]"
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?:[\u00a0 ]\d{4})?"
    r"|F-\d+|FR76(?: \d+)+|Atelier Durand"
)


def _underlined(markup: str) -> str:
    """The text with what the reader replaces underlined.

    >>> _underlined("<p>Le 3 juin 2026, loi n° 75-1334 du 31 décembre 1975</p>")
    '<p>Le <em>3 juin 2026</em>, loi n° 75-1334 du 31 décembre 1975</p>'
    """
    parts = re.split(rf"(<[^>]+>|{_LAW.pattern})", markup)
    return "".join(part if rank % 2 else _OWN.sub(r"<em>\g<0></em>", part) for rank, part in enumerate(parts))


def _body(kind: str, claim: Path) -> str:
    letter = write_letter(kind, read_claim(claim.read_bytes()))
    text = html.render(letter.document).partition(_ANNEX)[0]
    blocks = [re.sub(r"\s*\n\s*", "", _PICTURE.sub("", found[0])) for found in _BLOCK.finditer(text)]
    blocks = [_BOX.sub(r'<div class="letter__pay">\1</div>', block) for block in blocks]
    blocks = [_TITLE.sub(r"<p><strong>\1</strong></p>", block) for block in blocks]
    if not blocks:
        raise LookupError(f"la lettre « {kind} » n’a rien à montrer")
    return "".join(_underlined(re.sub(r' data-(?:key|role)="[^"]*"', "", block)) for block in blocks)


@cache
def title_of(kind: str) -> str:
    """What the catalogue calls a letter: two letters of a page are told apart by it.

    >>> title_of("second-reminder")
    'Seconde relance'
    """
    return next(french_spaces(each.title) for each in catalogue() if each.kind == kind)


def _claim(folder: Path, letter: str, customer: str) -> Path:
    """The case of that letter where it needs one of its own, for that customer or for all; else the customer's."""
    own = (folder / f"{letter}-{customer}.json", folder / f"{letter}.json")
    return next((path for path in own if path.is_file()), folder / f"{customer}.json")


def letter_first(page: str, examples: Path, **kinds: str) -> Markup:
    """The letters, as one block of HTML: `business="formal-notice"`, `consumer=…`, `public=…`, in the order given."""
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise LookupError(f"pas de client « {', '.join(unknown)} » ; il y a {', '.join(KINDS)}")
    name = "-".join(kinds.values())
    first = next(iter(kinds.values()))
    switch, texts = [], []
    for rank, (customer, letter) in enumerate(kinds.items()):
        words, example = KINDS[customer]
        identifier = f"{name}-{customer}"
        checked = " checked" if rank == 0 else ""
        switch.append(
            f'<input type="radio" name="{name}" id="{identifier}" data-kind="{customer}"{checked}>'
            f'<label for="{identifier}">{escape(words)}</label>'
        )
        fill = f"{root_from(page)}calculateur/#lettre={letter}"
        texts.append(
            f'<div class="model-letter" data-kind="{customer}"><div class="model-text">'
            f"{_body(letter, _claim(examples / EXAMPLES, letter, example))}</div>"
            f'<p class="model-actions"><a class="md-button md-button--primary" href="{fill}">'
            "Remplir avec mes chiffres</a> "
            '<button type="button" class="md-button" data-copy>Copier le texte</button> '
            '<span role="status">Remplacez les mots soulignés.</span></p></div>'
        )
    asked = (
        f'<fieldset class="model-kinds"><legend>Mon client est</legend><div>{"".join(switch)}</div></fieldset>'
        if len(kinds) > 1
        else ""
    )
    return Markup(
        f'<section class="model" aria-label="Lettre\u00a0: {escape(title_of(first))}" data-search-exclude>'
        f"{asked}{''.join(texts)}</section>"
    )


def letter_folded(page: str, examples: Path, words: str, **kinds: str) -> Markup:
    """The letters of a page that has shown another one first: the reader unfolds them by their name, `words`."""
    return Markup(
        f'<details class="letter-folded"><summary>{escape(words)}</summary>'
        f"{letter_first(page, examples, **kinds)}</details>"
    )


def own_figures(page: str, letter: str = "") -> Markup:
    """Two fields that lead to the calculator, filled: the amount and the due date, in the part of the address that is
    never sent anywhere. With `letter`, the calculator writes that letter.
    """
    wanted = f' data-letter="{escape(letter)}"' if letter else ""
    said = "Remplir ma lettre" if letter else "Calculer ce qu’on me doit"
    return Markup(
        f'<form class="own-figures" data-own-figures="{root_from(page)}calculateur/"{wanted} '
        'aria-label="Avec vos chiffres" data-search-exclude><p><strong>Avec vos chiffres</strong></p>'
        '<p><label for="own-amount">Montant TTC, en euros</label>'
        '<input id="own-amount" inputmode="decimal" autocomplete="off" required></p>'
        '<p><label for="own-due">À payer le</label><input id="own-due" type="date" required></p>'
        f'<p><button class="md-button md-button--primary">{said}</button></p></form>'
    )
