"""Conditions of the letters about time: a plan that can be reckoned, and proceedings that forbid one."""

from latepay_core.claim import ClaimRefused
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, opened_on, when


@condition("plan-impossible")
def _plan_impossible(case: LetterCase, entry: Entry) -> Figures | None:
    """The instalment plan that was chosen cannot be reckoned; in proceedings, the next one says why."""
    if not case.facts.owed or opened_on(case) is not None:
        return None
    try:
        _ = case.plan
    except ClaimRefused as refused:
        return {"why": refused.refusals[0].message}
    return None


@condition("plan-in-proceedings")
def _plan_in_proceedings(case: LetterCase, entry: Entry) -> Figures | None:
    opened = opened_on(case)
    return None if opened is None else {"opened": opened}


@condition("consumer-plan")
def _consumer_plan(case: LetterCase, entry: Entry) -> Figures | None:
    return when(case.claim.debtor.kind == "consumer")
