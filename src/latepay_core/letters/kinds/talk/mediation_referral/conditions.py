"""How the mediator is asked."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when


@condition("mediation-to-check")
def _mediation_to_check(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)
