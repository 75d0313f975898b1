"""Conditions of the letters to a public buyer: the days that follow from the payment of the principal."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.kinds.public.buyer import public_view


@condition("paid-day-unknown", asks="situation.principal_paid_on")
def _paid_day_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    return when(not case.facts.overdue and case.facts.principal_paid_on is None)


@condition("public-time-running")
def _public_time_running(case: LetterCase, entry: Entry) -> Figures | None:
    """The 45 days a public buyer has to pay the interest are not over."""
    view = public_view(case, entry)
    return None if view is None or view.overdue else {"end": view.interest_due_by}
