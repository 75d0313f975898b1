"""What the core says of its letters, in the page's language: titles and questions in English are the page's own.

What has no English of its own stays French, and is marked as such.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from calculator.app.wording import language, shown, table
from latepay_core.claim import Claim, Refusal
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.missing import asked_as
from latepay_core.letters.writing import LetterOffer, Remark


def titled(kind: str, title: str) -> str:
    """The title of a letter, as its list names it."""
    return title if language() == "fr" else str(_of_letter(kind)["title"])


def offered(offer: LetterOffer) -> Any:
    """A letter of the list, in the page's words."""
    if language() == "fr":
        return offer
    own = _of_letter(offer.kind)
    found = [{"message": why(each)} for each in offer.refusals]
    return {"kind": offer.kind, "title": own["title"], "when": own["when"], "refusals": found}


def when_not(entry: Entry, french: str) -> str:
    """When a letter is better not sent."""
    return french if language() == "fr" else str(_of_letter(entry.kind)["when_not"])


def why(refusal: Refusal | Remark) -> str:
    """Why a letter is not written, or what to know before it is sent."""
    cause = refusal if isinstance(refusal, Refusal) else refusal.cause or refusal
    return shown(cause.message)


def asked(path: str, entry: Entry, claim: Claim) -> tuple[str, str]:
    """How a fact is asked for, and a hint."""
    label, hint = asked_as(path, entry, claim)
    if language() == "fr":
        return label, hint
    for own in _questions_to(entry, claim):
        if path in own:
            return own[path]["label"], own[path]["hint"]
    return in_french(label), in_french(hint)


def _questions_to(entry: Entry, claim: Claim) -> Iterator[Mapping[str, Mapping[str, str]]]:
    """The English questions in the words of a debtor, or of a private creditor, then in everyone's."""
    words = table("letters")
    if claim.side == "debtor" or entry.to == "creditor":
        yield words["field-of"]["debtor"]
    if claim.creditor.kind == "individual":
        yield words["field-of"]["private"]
    yield words["field"]


def _of_letter(kind: str) -> Mapping[str, str]:
    own: Mapping[str, str] = table("letters")["offer"][kind]
    return own


def in_french(said: str) -> str | Markup:
    """What the core says in French alone, marked as such on another page."""
    return said if language() == "fr" else Markup('<span lang="fr">{}</span>').format(said)
