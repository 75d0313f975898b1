"""What a letter still needs: asked for when it is written, never before."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from latepay_core.letters.case import Case
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.wording import say

_DETAILS = "letter."
_INVOICES = "invoices."
#: Fields of which one is enough.
_EITHER = {
    "letter.instalments.count": "letter.instalments.amount",
    "letter.court.town": "situation.court_town",
}
#: What a private person does not have.
_COMPANY_ONLY = (".siren", "_identity.legal_form", "_identity.represented_by")


class Missing(BaseModel):
    """A field the letter needs and nobody has given: its path in the claim file, what to ask, how to answer.

    Where `required`, the letter is not written without it; otherwise a dotted line stands in its place.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    field: str
    label: str
    hint: str
    required: bool


def missing_of(entry: Entry, case: Case) -> tuple[Missing, ...]:
    """The fields of a letter that are empty, those the law requires first."""
    return tuple(_missing(case, entry, entry.must, required=True)) + tuple(
        _missing(case, entry, entry.needs, required=False)
    )


def _missing(case: Case, entry: Entry, paths: tuple[str, ...], *, required: bool) -> Iterator[Missing]:
    for path in paths:
        if not filled(case, entry, path) and not of_a_company(case, path):
            yield Missing(
                field=path, label=say(f"field.{path}.label"), hint=say(f"field.{path}.hint"), required=required
            )


def of_a_company(case: Case, path: str) -> bool:
    """Whether a field is a company's while the party is a private person: it is then not asked for."""
    private = {"creditor": case.claim.creditor.kind == "individual", "debtor": case.claim.debtor.kind == "consumer"}
    owner = path.removeprefix(_DETAILS).partition(".")[0].removesuffix("_identity")
    return private.get(owner, False) and path.endswith(_COMPANY_ONLY)


def filled(case: Case, entry: Entry, path: str) -> bool:
    """Whether a field is there: of the claim, of its details (`letter.…`), or of every invoice the letter is about."""
    if path in _EITHER and filled(case, entry, _EITHER[path]):
        return True
    if path.startswith(_DETAILS):
        return bool(_value(case.details, path.removeprefix(_DETAILS)))
    if path.startswith(_INVOICES):
        invoices = [case.claim.invoices[at] for at in case.positions(entry.scope)]
        return all(_value(each, path.removeprefix(_INVOICES)) for each in invoices)
    return bool(_value(case.claim, path))


def _value(start: Any, path: str) -> Any:
    for name in path.split("."):
        start = getattr(start, name)
        if start is None:
            return None
    return start
