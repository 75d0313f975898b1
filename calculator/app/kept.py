"""The case of the form's entries, kept from one call to the next: figures, advice, letters and files share it.

One case is kept, the last that was asked for, and one set of details of its letters. Other entries make another case.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from calculator.app.form import Form, claim_of, read_form
from calculator.app.wording import bring, language
from latepay_core import Claim, ClaimRefused
from latepay_core.case import Case
from latepay_core.claim import Invoice
from latepay_core.claim.reading import read_json
from latepay_core.statement.accounts import Accounts

if TYPE_CHECKING:
    from latepay_core.letters.details import Channel
    from latepay_core.letters.writing import Letter, LetterOffer
    from latepay_core.said import Language

#: The form's field for what the letters alone need: the figures are the same whatever it holds.
_LETTER = "letter"
#: The fields that no figure depends on: that one, and the lines of a claim received as they were typed.
BESIDE = (_LETTER, "asked")


class Letters:
    """The letters of a case with some details (`data`): their list is made once, and each letter written once."""

    def __init__(self, case: Case, data: Mapping[str, Any], before: "Letters | None") -> None:
        from latepay_core.letters.case import LetterCase

        self.case, self.data = LetterCase.of(case.holding(data)), dict(data)
        # what was rewritten in a letter changes that letter, and nothing of the list
        same = before is not None and _unedited(before.data) == _unedited(data)
        self._offers: tuple[LetterOffer, ...] | None = before._offers if before is not None and same else None
        self._written: dict[tuple[object, ...], Letter] = {}

    @property
    def offers(self) -> "tuple[LetterOffer, ...]":
        """The letters of the catalogue for this case, the advised one first."""
        from latepay_core.letters.writing import letters_for

        if self._offers is None:
            self._offers = letters_for(self.case)
        return self._offers

    def written(self, kind: str, language: "Language", channel: "Channel | None") -> "Letter":
        """A letter; raises ClaimRefused where it may not be written."""
        from latepay_core.letters.writing import compose

        key = (kind, language, channel)
        bring(language)
        if key not in self._written:
            self._written[key] = compose(kind, self.case, language, channel=channel)
        return self._written[key]


class _Kept:
    """A case, the entries it was made of, and the letters last asked for."""

    def __init__(self, entries: Mapping[str, str], case: Case) -> None:
        self.entries, self.case = entries, case
        self._letters: Letters | None = None

    def letters(self, data: Mapping[str, Any]) -> Letters:
        if self._letters is None or self._letters.data != data:
            self._letters = Letters(self.case, data, self._letters)
        return self._letters


class _Invoices:
    """The invoices of the last claim, by what was read of their rows: what says the same is the very same object."""

    def __init__(self) -> None:
        self._known: dict[str, Invoice] = {}

    def claim(self, form: Form, **more: Any) -> Claim:
        """The claim of a form; raises pydantic's ValidationError as `claim_of` does."""
        read: list[dict[str, Any]] = form.data["invoices"]
        if form.parts or len(read) == 1:
            return claim_of(form, **more)
        texts = [repr(each) for each in read]
        known = [self._known.get(text, each) for text, each in zip(texts, read, strict=True)]
        claim = claim_of(form, **more, invoices=known)
        # an invoice in instalments is not one row any more
        self._known = dict(zip(texts, claim.invoices, strict=True)) if len(texts) == len(claim.invoices) else {}
        return claim


_INVOICES, _ACCOUNTS = _Invoices(), Accounts()

#: The one that is kept, once there is one.
_KEPT: list[_Kept] = []


def case_of(fields: Mapping[str, str], form: Form | None = None) -> Case:
    """The case of a form's entries, `form` being what was read of them; ValidationError or ClaimRefused for none.

    >>> entries = {"invoices-0-amount": "100", "invoices-0-due_on": "30/11/2025", "as_of": "15/03/2026"}
    >>> case_of(entries) is case_of(dict(entries)), case_of(entries) is case_of({**entries, "as_of": "16/03/2026"})
    (True, False)
    """
    letter = _letter(fields)
    return _kept(fields, form, letter).case.holding(letter or {})


def letters_of(fields: Mapping[str, str], data: Mapping[str, Any]) -> Letters:
    """The letters of the entries' case, with their details; raises as `case_of` does, and for details that are none."""
    return _kept(fields, None, data).letters(data)


def _kept(fields: Mapping[str, str], form: Form | None, letter: Mapping[str, Any] | None) -> _Kept:
    # the files of a case are in the page's language
    entries = {name: value for name, value in fields.items() if name not in BESIDE} | {"": language()}
    if letter is not None and _KEPT and _KEPT[0].entries == entries:
        return _KEPT[0]
    read, more = form or read_form(fields), {_LETTER: dict(letter)} if letter else {}
    case = Case(_INVOICES.claim(read, **more), accounts=_ACCOUNTS)
    _ = case.statement  # a claim that cannot be reckoned is no case
    _KEPT[:] = [_Kept(entries, case)]
    return _KEPT[0]


def _letter(fields: Mapping[str, str]) -> dict[str, Any] | None:
    """What the letters need, as the entries have it; None for a text that holds none."""
    try:
        found = read_json(fields.get(_LETTER) or "{}")
    except ClaimRefused:
        return None
    return found if isinstance(found, dict) else None


def _unedited(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "edits"}
