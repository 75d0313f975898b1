"""Conditions of the letters to a public buyer: the days that follow from the payment of the principal."""

from datetime import date

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, named, when
from latepay_core.letters.kinds.public.buyer import public_view
from latepay_core.letters.wording import told_beside


@condition("paid-day-unknown", asks="situation.principal_paid_on")
def _paid_day_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    return when(not case.facts.overdue and case.facts.principal_paid_on is None)


@condition("public-time-running")
def _public_time_running(case: LetterCase, entry: Entry) -> Figures | None:
    """The 45 days a public buyer has to pay the interest of some requests are not over."""
    view = public_view(case, entry)
    if view is None or view.overdue:
        return None
    running: dict[date, list[str]] = {view.interest_due_by: []}
    for each in view.requests if len(case.positions(entry.scope)) > 1 else ():
        if not each.over:
            running.setdefault(each.due_by, []).append(each.number)
    return {"ends": tuple(told_beside("until", end=end, **named(found)) for end, found in sorted(running.items()))}
