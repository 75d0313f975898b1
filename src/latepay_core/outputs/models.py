"""A letter to fill in by hand: the same text, with dotted lines where names, figures and dates would stand.

It is written from an example claim, so that it is the very letter that the program writes; then every figure that
belongs to the example is taken out, and the annexed statement with them, which holds nothing else. Sums that the law
fixes, the dates of texts and the numbers of articles stay.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from latepay_core.claim import Claim, Event
from latepay_core.documents.document import (
    Alignment,
    Block,
    Document,
    Heading,
    ItemList,
    Paragraph,
    Parties,
    PaymentBox,
    Run,
    Runs,
    Sums,
    Table,
)
from latepay_core.letters.case import LetterCase
from latepay_core.letters.details import LetterDetails
from latepay_core.letters.forms import WEEKDAYS, amount_in_words
from latepay_core.letters.wording import say
from latepay_core.letters.writing import Letter, compose
from latepay_core.said import Language
from latepay_core.wording.french import amount

_GAP = "[\u00a0\u202f ]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MONTHS += "|January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS += "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = rf"(?:(?:{'|'.join(WEEKDAYS)}|[A-Z][a-z]+day) )?\d{{1,2}}(?:er)?{_GAP}(?:{_MONTHS}){_GAP}\d{{4}}"
_AMOUNT = rf"\d{{1,3}}(?:\u202f\d{{3}})*,\d\d{_GAP}€|€\d{{1,3}}(?:,\d{{3}})*\.\d\d"
#: An amount in a column whose unit is said above it.
_BARE = re.compile(r"\d{1,3}(?:\u202f\d{3})*,\d\d|\d{1,3}(?:,\d{3})*\.\d\d")
_FIGURE = re.compile(
    rf"(?P<text>(?:(?:décret|loi|ordonnance) n°|arrêté du|avis du|Cour de cassation)[^.;]{{0,40}}?{_DAY})"
    rf"|(?P<amount>{_AMOUNT})|(?P<day>{_DAY}|\d\d/\d\d/\d{{4}})|(?P<rate>\d+[.,]\d+{_GAP}?%)"
    rf"|(?P<half>(?:1er|2e){_GAP}semestre{_GAP}\d{{4}})|(?P<late>\d+(?={_GAP}jours? de retard))",
    re.IGNORECASE,
)


def write_model(kind: str, claim: Claim, language: Language = "fr") -> Letter:
    """The blank model of a letter, from a claim on which it can be written.

    Raises LetterRefused where the claim does not allow the letter; a detail that is missing does not matter here.
    Whoever fills it in by hand sends it by hand: what it rests on is attached.

    >>> claim = Claim.model_validate({"as_of": "2026-11-22", "debtor": {"name": "Durand"},
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]})
    >>> write_model("first-reminder", claim).subject
    'Facture ………, échue le ………'
    """
    details = LetterDetails(attached=True)
    letter = compose(kind, LetterCase.of(_anonymous(claim), details), language, complete=False)
    document = blanked(letter.body, _kept(letter))
    return replace(letter, document=document, subject=_blank_text(letter.subject, _kept(letter), ()), warnings=())


def _anonymous(claim: Claim) -> Claim:
    """The claim without names, numbers and addresses: dotted lines take their places."""
    creditor = claim.creditor.model_copy(update=dict.fromkeys(_NAMES & set(type(claim.creditor).model_fields), ""))
    debtor = claim.debtor.model_copy(update=dict.fromkeys(_NAMES & set(type(claim.debtor).model_fields), ""))
    invoices = tuple(each.model_copy(update={"number": ""}) for each in claim.invoices)
    payments = tuple(each.model_copy(update={"invoice": None}) for each in claim.payments)
    parts = {"creditor": creditor, "debtor": debtor, "invoices": invoices, "payments": payments, "letter": None}
    return claim.model_copy(update={**parts, "events": tuple(map(_of_no_invoice, claim.events))})


_NAMES = {"name", "address", "siren", "vat_number", "email", "phone", "reference", "iban", "bic"}


def _of_no_invoice(event: Event) -> Event:
    return event.model_copy(update={"invoice": None})


def _kept(letter: Letter) -> frozenset[str]:
    """The sums that the law fixes: the compensation of one invoice."""
    fixed = {each.compensation for each in letter.statement.invoices if each.compensation}
    return frozenset(amount(each) for each in fixed)


def blanked(document: Document, kept: frozenset[str] = frozenset()) -> Document:
    """The document with a dotted line in the place of each amount (but those `kept`), date and rate."""
    words = tuple(sorted(_spelt(document), key=len, reverse=True))

    def blank(text: str) -> str:
        return _blank_text(text, kept, words)

    return replace(
        document, blocks=tuple(_blank_block(block, blank) for block in document.blocks), reference="", running=""
    )


def _blank_block(block: Block, blank: Callable[[str], str]) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, runs=_blank_runs(block.runs, blank))
        case ItemList():
            return replace(block, items=tuple(_blank_runs(item, blank) for item in block.items))
        case Table():
            rows = tuple(tuple(map(_blank_cell, map(blank, row), block.align)) for row in block.rows)
            return replace(block, caption=blank(block.caption), rows=rows)
        case PaymentBox() | Sums() | Parties():
            return _blank_arranged(block, blank)
    return block


def _blank_arranged(block: PaymentBox | Sums | Parties, blank: Callable[[str], str]) -> Block:
    match block:
        case PaymentBox():
            rows = tuple((label, blank(value), strong) for label, value, strong in block.rows)
            return replace(block, amount=blank(block.amount), day=blank(block.day), rows=rows, picture=None)
        case Sums():
            return replace(block, parts=tuple((label, blank(value)) for label, value in block.parts))
        case Parties():
            return replace(block, sides=tuple((label, blank(text)) for label, text in block.sides))


def _blank_cell(text: str, align: Alignment) -> str:
    """A bare number on the right counts days or euros; on the left it numbers the row and stays."""
    return say("blank") if align == "right" and (text.isdecimal() or _BARE.fullmatch(text)) else text


def _blank_runs(runs: Runs, blank: Callable[[str], str]) -> Runs:
    return tuple(Run(blank(run.text), run.strong, run.emphasis) for run in runs)


def _blank_text(text: str, kept: frozenset[str], words: Iterable[str]) -> str:
    for spelt in words:
        text = text.replace(spelt, say("blank"))
    return _FIGURE.sub(lambda found: _blank_figure(found, kept), text)


def _blank_figure(found: re.Match[str], kept: frozenset[str]) -> str:
    if found["text"] or found[0] in kept:
        return found[0]
    if found["amount"]:
        return f"€{say('blank')}" if found[0].startswith("€") else f"{say('blank')}\u00a0€"
    return f"{say('blank')}\u00a0%" if found["rate"] else say("blank")


def _spelt(document: Document) -> set[str]:
    """Every amount of the document in words, as a deed writes it out."""
    texts = (run.text for block in document.blocks for run in _runs(block))
    figures = {hit[0] for text in texts for hit in re.finditer(_AMOUNT, text)}
    digits = (re.sub(r"[^\d,]", "", each) for each in figures if each.endswith("€"))
    return {amount_in_words(Decimal(each.replace(",", "."))) for each in digits}


def _runs(block: Block) -> Iterable[Run]:
    if isinstance(block, Paragraph | Heading):
        return block.runs
    return [run for item in block.items for run in item] if isinstance(block, ItemList) else ()
