"""The letter that a customer is to get today, and the statement that goes with it: the files of one mailing."""

from dataclasses import dataclass

from latepay_core.case import Case
from latepay_core.case.portfolio import customer_of
from latepay_core.claim import Claim
from latepay_core.letters.case import LetterCase
from latepay_core.letters.writing import compose
from latepay_core.outputs.formats import CASE_FORMATS, LETTER_FORMATS

#: The letter to correct, the letter to send.
_LETTER = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Mailing:
    """A customer's files, by name. `title` is the letter's; `gaps` how many of its words are still to be filled in."""

    title: str
    gaps: int
    files: dict[str, bytes]


def mailing_of(claim: Claim | Case | LetterCase, logo: bytes | None = None) -> Mailing | None:
    """The letter advised for the claim's day, in Word and in PDF, and its statement; None where no letter is.

    `logo`, a PNG or a JPEG, stands in the letterhead. Raises LetterRefused where the letter may not be written,
    ClaimRefused for a claim that cannot be reckoned.

    >>> found = mailing_of(Claim.model_validate({"as_of": "2026-11-22", "debtor": {"name": "Durand SAS"},
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]}))
    >>> [name.rpartition(".")[2] for name in found.files]
    ['docx', 'pdf', 'xlsx']
    """
    case = LetterCase.of(claim)
    kind = customer_of(case.case).letter
    if kind is None:
        return None
    letter = compose(kind, case)
    files = {LETTER_FORMATS[form].named(letter): LETTER_FORMATS[form].make(letter, logo) for form in _LETTER}
    statement = CASE_FORMATS["xlsx"]
    return Mailing(letter.title, letter.gaps, files | {statement.named(case): statement.make(case)})
