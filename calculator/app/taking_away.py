"""« Emporter »: every file that the case can leave in, each with what it says, and why one cannot be made."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from calculator.app.addressing import reader_of
from calculator.app.details import Details
from calculator.app.kept import Letters, letters_of
from calculator.app.letter_words import titled, why
from calculator.app.view import render
from calculator.app.wording import told
from calculator.app.writing import COURT, manner_of
from latepay_core import ClaimRefused
from latepay_core.letters.catalogue import entry_of
from latepay_core.letters.forms import counted
from latepay_core.outputs.follow_up import follow_up

Answer = dict[str, Any]
_PLANS = ("instalment-agreement", "instalment-offer")


def take_away(asked: Mapping[str, Any]) -> Answer:
    """The list of files for the form's claim; `chosen` is the kind of the letter on the desk, if one lies there."""
    details = Details(asked["fields"].get("letter", ""), {})
    try:
        letters = letters_of(asked["fields"], details.data)
        html = render("take_away.html", **_files(asked, letters))
    except (ClaimRefused, ValidationError):
        return {"state": "refused", "html": {"files": render("take_away.html", statement=None)}}
    return {"state": "ready", "html": {"files": html}}


def _files(asked: Mapping[str, Any], letters: Letters) -> Answer:
    claim, statement = letters.case.claim, letters.case.statement
    debtor = claim.side == "debtor"
    other = claim.creditor if debtor else claim.debtor
    reader = reader_of(claim)
    one, many = (told(reader, f"things.{key}") for key in ("one", "many"))
    return {
        "things": counted(len(statement.invoices), one, many),
        "other": other.name,
        "statement": statement,
        "letter": _letter(asked, letters),
        "days": sorted(_days(letters)),
        "plan": _plan(letters),
        # a court's file is gathered by whoever is owed
        "court": None if debtor else _court(letters),
    }


def _letter(asked: Mapping[str, Any], letters: Letters) -> Answer | None:
    """The letter on the desk, or else the one that the next step advises; None where there is neither."""
    advised = next((each.kind for each in letters.offers if each.advised and each.available), "")
    entry = entry_of(asked.get("chosen") or advised)
    if entry is None:
        return None
    language, channel = manner_of(asked, entry)
    try:
        letter = letters.written(entry.kind, language, channel)
    except ClaimRefused as refused:
        return {"kind": entry.kind, "title": titled(entry.kind, entry.title), "refusals": _sentences(refused.refusals)}
    # the general terms of sale ask for no sum
    asks = entry.group != "terms"
    return {
        "kind": entry.kind,
        "title": titled(entry.kind, letter.title),
        "letter": letter,
        "asks": asks,
        "refusals": (),
    }


def _days(letters: Letters) -> Iterator[tuple[Any, str]]:
    try:
        yield from ((each.on, each.title) for each in follow_up(letters.case))
    except ClaimRefused:
        # a plan that cannot be: its own row says why
        return


def _plan(letters: Letters) -> Answer | None:
    """The plan of the case and the deed that prints it; None as long as its size or its first day is not chosen."""
    try:
        plan = letters.case.plan
    except ClaimRefused as refused:
        return {"refusals": _sentences(refused.refusals)}
    if plan is None:
        return None
    offers = {each.kind: each for each in letters.offers}
    kind = next((each for each in _PLANS if offers[each].available), "")
    return {"plan": plan, "kind": kind, "refusals": () if kind else _sentences(offers[_PLANS[0]].refusals)}


def _court(letters: Letters) -> Answer:
    offer = next(each for each in letters.offers if each.kind == COURT)
    if not offer.available:
        return {"refusals": _sentences(offer.refusals)}
    _, statement = letters.case.about("late")
    return {"statement": statement, "refusals": ()}


def _sentences(found: Sequence[Any]) -> list[Any]:
    return [why(each) for each in found]
