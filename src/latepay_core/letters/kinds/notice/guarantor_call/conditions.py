"""The guarantee comes before the letter; what a guarantor may answer."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, opened_on, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.notice.guarantor_call.details import Guarantor


@condition("guarantee-later", asks="letter.guarantor.signed_on")
def _guarantee_later(case: LetterCase, entry: Entry) -> Figures | None:
    signed = own(case.details, Guarantor).signed_on
    if signed is None or signed <= case.written_on:
        return None
    return {"signed": signed, "written": case.written_on}


@condition("guarantor-simple")
def _guarantor_simple(case: LetterCase, entry: Entry) -> Figures | None:
    return when(own(case.details, Guarantor).kind == "simple")


@condition("guarantor-informed")
def _guarantor_informed(case: LetterCase, entry: Entry) -> Figures | None:
    """A professional creditor tells a guarantor who is a person of the first default (C. civ., art. 2303)."""
    return when(case.claim.creditor.kind != "individual")


@condition("guarantor-proceedings")
def _guarantor_proceedings(case: LetterCase, entry: Entry) -> Figures | None:
    opened = opened_on(case)
    return None if opened is None else {"opened": opened}
