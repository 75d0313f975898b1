"""The day granted comes after the letter."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition
from latepay_core.letters.details import own
from latepay_core.letters.kinds.agree.details import MoreTime


@condition("granted-too-early")
def _granted_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """More time is granted until a day that is not after the letter's."""
    until = own(case.details, MoreTime).granted_until
    if until is None or until > case.written_on:
        return None
    return {"until": until, "written": case.written_on}
