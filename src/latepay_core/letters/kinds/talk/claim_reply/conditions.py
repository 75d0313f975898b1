"""When a debtor can answer with a reckoning, and what his words may cost him."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.owed import nothing_late
from latepay_core.letters.conditions.registry import Figures, condition


@condition("not-due-yet")
def _not_due_yet(case: LetterCase, entry: Entry) -> Figures | None:
    """What is claimed of the reader falls due later: there is nothing to reckon again."""
    return nothing_late(case, entry)


@condition("claimed-less")
def _claimed_less(case: LetterCase, entry: Entry) -> Figures | None:
    """What is claimed does not exceed what the statement finds, and no line of it can be contested."""
    claimed, found = case.details.received.amount, case.statement.totals.total_due
    if claimed is None or claimed > found or case.lines_alone:
        return None
    return {"claimed": claimed, "found": found}


@condition("offer-acknowledges")
def _offer_acknowledges(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter offers to settle for a sum: a debtor who acknowledges the debt interrupts the limitation period.

    Where he says which part he does not contest, it offers nothing else.
    """
    found = case.statement.totals.total_due
    return {"found": found} if found and not case.details.dispute.undisputed and not case.lines_alone else None


@condition("undisputed-acknowledges")
def _undisputed_acknowledges(case: LetterCase, entry: Entry) -> Figures | None:
    """The debtor writes which part he does not contest: he may acknowledge the debt for it."""
    undisputed = case.details.dispute.undisputed
    return {"undisputed": undisputed} if undisputed else None


@condition("undisputed-too-high")
def _undisputed_too_high(case: LetterCase, entry: Entry) -> Figures | None:
    """The part not contested is more than what is claimed."""
    undisputed, claimed = case.details.dispute.undisputed, case.details.received.amount
    if not undisputed or not claimed or undisputed <= claimed:
        return None
    return {"undisputed": undisputed, "claimed": claimed}


@condition("undisputed-contested")
def _undisputed_contested(case: LetterCase, entry: Entry) -> Figures | None:
    """The part not contested is more than what the lines contested leave of what is claimed."""
    undisputed, claimed = case.details.dispute.undisputed, case.details.received.amount
    if not undisputed or not claimed or not case.lines_alone:
        return None
    left = claimed - case.withdrawn
    return {"undisputed": undisputed, "left": left} if left < undisputed <= claimed else None


@condition("could-ask-more")
def _could_ask_more(case: LetterCase, entry: Entry) -> Figures | None:
    """What is left of the claim is less than what is owed: whoever claims may do the account again."""
    claimed = case.details.received.amount
    if claimed is None or not case.lines_alone:
        return None
    return {"left": claimed - case.withdrawn, "found": case.statement.totals.total_due}


@condition("signed-by-debtor")
def _signed_by_debtor(case: LetterCase, entry: Entry) -> Figures | None:
    """The reader answers as the debtor: who writes to whom is said, for whoever filled the names in as a creditor."""
    if case.claim.side == "debtor":
        return None
    debtor, creditor = case.claim.debtor.name.strip(), case.claim.creditor.name.strip()
    return {"debtor": debtor, "creditor": creditor} if debtor and creditor else None
