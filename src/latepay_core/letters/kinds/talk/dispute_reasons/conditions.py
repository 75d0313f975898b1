"""There is something to ask reasons for."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when


@condition("not-disputed")
def _not_disputed(case: LetterCase, entry: Entry) -> Figures | None:
    return when(not case.facts.disputed)
