"""What a subcontractor must know before he turns to the owner (loi n° 75-1334, art. 3, 12 and 13)."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, opened_on, when


@condition("subcontractor-accepted")
def _subcontractor_accepted(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)


@condition("subcontractor-proceedings")
def _subcontractor_proceedings(case: LetterCase, entry: Entry) -> Figures | None:
    """The direct action holds in insolvency, and the claim is declared all the same."""
    opened = opened_on(case)
    return None if opened is None else {"opened": opened}
