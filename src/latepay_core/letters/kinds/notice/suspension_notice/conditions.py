"""A suspension is announced before it starts, and only where what is unpaid is grave enough (C. civ., art. 1219)."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.notice.suspension_notice.details import Suspension


@condition("suspension-too-early", asks="letter.suspension.from_on")
def _suspension_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """The day typed does not come after the letter's: the customer would learn of it once it had begun."""
    starts = own(case.details, Suspension).from_on
    if starts is None or starts > case.written_on:
        return None
    return {"starts": starts, "written": case.written_on}


@condition("suspension-grave")
def _suspension_grave(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)
