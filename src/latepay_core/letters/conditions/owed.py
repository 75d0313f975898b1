"""Conditions about what is owed: that there is something, that it is late, that its principal is not paid."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, named, when


@condition("nothing-owed")
def _nothing_owed(case: LetterCase, entry: Entry) -> Figures | None:
    return when(not case.facts.owed, day=case.statement.as_of)


@condition("nothing-overdue")
def _nothing_overdue(case: LetterCase, entry: Entry) -> Figures | None:
    """The principal is not late, or has been paid."""
    facts = case.facts
    if facts.overdue or not facts.owed:
        return None
    upcoming = [each.due_on for each in facts.owed if each.days_late == 0]
    if not upcoming:
        return None
    return {"due": min(upcoming), "day": case.statement.as_of}


@condition("nothing-late")
def nothing_late(case: LetterCase, entry: Entry) -> Figures | None:
    """Nothing that is owed is past its due date."""
    facts = case.facts
    if not facts.owed or any(each.days_late > 0 for each in facts.owed):
        return None
    return {"due": min(each.due_on for each in facts.owed), "day": case.statement.as_of}


@condition("only-interest-left")
def _only_interest_left(case: LetterCase, entry: Entry) -> Figures | None:
    """The invoices have been paid, late: only what lateness costs is left."""
    facts = case.facts
    return when(bool(facts.owed) and not facts.overdue and all(each.days_late > 0 for each in facts.owed))


@condition("principal-not-paid")
def _principal_not_paid(case: LetterCase, entry: Entry) -> Figures | None:
    """The principal is owed; each request whose interest the préfet is asked for stands for itself."""
    overdue = () if entry.scope == "for-the-prefect" and case.facts.paid_late else case.facts.overdue
    return when(bool(overdue), **named([each.number for each in overdue]))


@condition("already-due")
def _already_due(case: LetterCase, entry: Entry) -> Figures | None:
    """Nothing is left that falls due later."""
    owed = case.facts.owed
    if not owed or any(each.days_late == 0 for each in owed):
        return None
    return {"due": max(each.due_on for each in owed)}


@condition("left-as-principal", asks="terms.allocation")
def _left_as_principal(case: LetterCase, entry: Entry) -> Figures | None:
    """The invoices are paid, but interest was paid first: what is left of them stands as principal."""
    others = entry.scope == "for-the-prefect" and bool(case.facts.for_the_prefect)
    return when(case.facts.left_as_principal and not others)
