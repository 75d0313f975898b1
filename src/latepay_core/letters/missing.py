"""What a letter still needs: asked for when it is written, never before."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from latepay_core.claim import Claim
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.folders import module_for
from latepay_core.letters.wording import known, of_the_party, say

_DETAILS = "letter."
_INVOICES = "invoices."
#: What a private person does not have.
_COMPANY_ONLY = (
    ".siren",
    "_identity.legal_form",
    "_identity.represented_by",
    "_identity.share_capital",
    "_identity.registry",
)
#: What a court asks of a person alone (CPC, art. 57).
_PERSON_ONLY = ("_identity.born_on", "_identity.born_in", "_identity.nationality", "_identity.occupation")


class Missing(BaseModel):
    """A field the letter needs and nobody has given: its path in the claim file, what to ask, how to answer.

    Where `required`, the letter is not written without it; otherwise a dotted line stands in its place.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    field: str
    label: str
    hint: str
    required: bool


def missing_of(entry: Entry, case: LetterCase) -> tuple[Missing, ...]:
    """The fields of a letter that are empty, those the law requires first."""
    return tuple(_missing(case, entry, entry.must, required=True)) + tuple(
        _missing(case, entry, entry.needs, required=False)
    )


def _missing(case: LetterCase, entry: Entry, paths: tuple[str, ...], *, required: bool) -> Iterator[Missing]:
    for path in paths:
        if not filled(case, entry, path) and not not_asked(case, entry, path):
            label, hint = asked_as(path, entry, case.claim)
            yield Missing(field=path, label=label, hint=hint, required=required)


def asked_as(path: str, entry: Entry, claim: Claim) -> tuple[str, str]:
    """How a field is asked for, and a hint: in the words of a debtor, or of a private creditor, where these differ.

    >>> from latepay_core.letters.catalogue import entry_of
    >>> claim = Claim.model_validate({"side": "debtor", "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]})
    >>> asked_as("creditor.name", entry_of("claim-reply"), claim)[0]
    'Celui qui vous réclame la somme'
    """
    debtor = claim.side == "debtor" or entry.to == "creditor"
    private = claim.creditor.kind == "individual"
    own = (
        *([f"field-of.debtor.{path}"] if debtor else ()),
        *([f"field-of.private.{path}"] if private else ()),
        f"field.{path}",
    )
    key = next(each for each in own if known(f"{each}.label"))
    label, hint = (of_the_party(say(f"{key}.{part}"), private=private) for part in ("label", "hint"))
    return label, hint


def of_the_other_kind(case: LetterCase, path: str) -> bool:
    """Whether a field is a company's while the party is a private person, or a person's while it is none."""
    private = {"creditor": case.claim.creditor.kind == "individual", "debtor": case.claim.debtor.kind == "consumer"}
    owner = path.removeprefix(_DETAILS).partition(".")[0].removesuffix("_identity")
    if path.endswith(_PERSON_ONLY):
        return not private.get(owner, False)
    return private.get(owner, False) and path.endswith(_COMPANY_ONLY)


def not_asked(case: LetterCase, entry: Entry, path: str) -> bool:
    """Whether a field has no sense here: a company's for a person, an invoice's for a loan, or the reverse.

    A private lender has no invoice whose number could be given; whoever has one need not say, in a formal notice, where
    the sum comes from.
    """
    if path in {"invoices.number", "invoices.issued_on"} and case.loan:
        return True
    if path == "letter.supply" and entry.group == "notice" and not case.loan:
        return True
    return of_the_other_kind(case, path)


def filled(case: LetterCase, entry: Entry, path: str) -> bool:
    """Whether a field is there: of the claim, of its details (`letter.…`), or of every invoice the letter is about."""
    if path in entry.either and filled(case, entry, entry.either[path]):
        return True
    answers = module_for(entry.kind, "answers")
    if answers is not None and answers.answered(case, entry, path):
        return True
    if path.startswith(_INVOICES):
        invoices = [case.claim.invoices[at] for at in case.positions(entry.scope)]
        return all(_value(each, path.removeprefix(_INVOICES)) for each in invoices)
    return bool(value_at(case, path))


def value_at(case: LetterCase, path: str) -> Any:
    """What stands at a path of the claim, or of its letters' details (`letter.…`); None where nothing does."""
    if path.startswith(_DETAILS):
        return _value(case.details, path.removeprefix(_DETAILS))
    return _value(case.claim, path)


def _value(start: Any, path: str) -> Any:
    for name in path.split("."):
        start = getattr(start, name)
        if start is None:
            return None
    return start
