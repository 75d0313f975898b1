"""When the owner of private works owes a guarantee (C. civ., art. 1799-1)."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.works.dates import guarantee_above
from latepay_core.letters.kinds.works.details import Works


@condition("guarantee-below", asks="letter.works.contract_amount")
def _guarantee_below(case: LetterCase, entry: Entry) -> Figures | None:
    """The contract is too small: the law asks for no guarantee."""
    agreed, least = own(case.details, Works).contract_amount, guarantee_above(case.statement.as_of)
    if agreed is None or agreed > least:
        return None
    return {"agreed": agreed, "least": least}


@condition("guarantee-stop")
def _guarantee_stop(case: LetterCase, entry: Entry) -> Figures | None:
    return when(bool(case.facts.overdue))
