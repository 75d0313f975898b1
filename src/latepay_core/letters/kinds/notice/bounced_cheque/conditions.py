"""The cheque was refused before the letter, and what to ask the bank for."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition
from latepay_core.letters.details import own
from latepay_core.letters.kinds.notice.bounced_cheque.details import Cheque
from latepay_core.letters.kinds.notice.bounced_cheque.view import certified_on


@condition("cheque-refused-later", asks="letter.cheque.refused_on")
def _cheque_refused_later(case: LetterCase, entry: Entry) -> Figures | None:
    refused = own(case.details, Cheque).refused_on
    if refused is None or refused <= case.written_on:
        return None
    return {"refused": refused, "written": case.written_on}


@condition("cheque-certificate")
def _cheque_certificate(case: LetterCase, entry: Entry) -> Figures | None:
    """When the certificate can be asked for."""
    day = certified_on(case)
    return None if day is None else {"day": day}
