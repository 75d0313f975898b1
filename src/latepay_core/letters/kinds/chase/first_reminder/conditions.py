"""What a first reminder does not ask for yet."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition


@condition("principal-alone")
def _principal_alone(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter asks for the principal alone: the rest stays owed, and is told to the user."""
    _, statement = case.about(entry.scope)
    totals = statement.totals
    if totals.total_due == totals.principal_due:
        return None
    left = totals.total_due - totals.principal_due + case.facts.settled_late
    return {"asked": totals.principal_due, "left": left}
