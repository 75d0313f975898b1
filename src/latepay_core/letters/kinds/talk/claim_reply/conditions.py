"""When a debtor can answer with a reckoning, and what his words may cost him."""

from decimal import Decimal

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.owed import nothing_late
from latepay_core.letters.conditions.registry import Figures, condition
from latepay_core.said import Value


@condition("not-due-yet")
def _not_due_yet(case: LetterCase, entry: Entry) -> Figures | None:
    """What is claimed of the reader falls due later: there is nothing to reckon again."""
    return nothing_late(case, entry)


@condition("claimed-less")
def _claimed_less(case: LetterCase, entry: Entry) -> Figures | None:
    """What is claimed exceeds neither what was owed on its day nor what is by now; no line of it can be contested."""
    claimed = case.details.received.amount
    found = min(case.due_on_their_day, case.statement.totals.total_due)
    if claimed is None or claimed > found or case.lines_alone:
        return None
    return {"claimed": claimed, "found": found}


@condition("all-accepted")
def _all_accepted(case: LetterCase, entry: Entry) -> Figures | None:
    """The reader accepts all that is claimed, line by line: there is nothing to answer."""
    return {} if case.chosen and not case.withdrawn and not case.to_justify else None


@condition("offer-acknowledges")
def _offer_acknowledges(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter offers to settle for a sum: a debtor who acknowledges the debt interrupts the limitation period.

    Where he says which part he does not contest, it offers nothing else.
    """
    found = case.statement.totals.total_due
    return {"found": found} if found and not case.undisputed and not case.lines_alone else None


@condition("accepted-acknowledges")
def _accepted_acknowledges(case: LetterCase, entry: Entry) -> Figures | None:
    """The letter says line by line what is not objected to: the debtor may acknowledge the debt for it."""
    accepted = sum((each.line.asked or Decimal(0) for each in case.answers if each.choice == "accepted"), Decimal(0))
    return {"accepted": accepted} if case.chosen and accepted else None


@condition("accepted-not-owed")
def _accepted_not_owed(case: LetterCase, entry: Entry) -> Figures | None:
    """The reader accepts more than what is owed."""
    given = (each for each in case.answers if each.choice == "accepted" != each.reckoned)
    more = sum(((each.line.asked or Decimal(0)) - each.line.owed for each in given), Decimal(0))
    return {"more": more} if more > 0 else None


@condition("undisputed-acknowledges")
def _undisputed_acknowledges(case: LetterCase, entry: Entry) -> Figures | None:
    """The debtor writes which part he does not contest: he may acknowledge the debt for it."""
    return {"undisputed": case.undisputed} if case.undisputed else None


@condition("undisputed-bounded")
def _undisputed_bounded(case: LetterCase, entry: Entry) -> Figures | None:
    """The part not contested is more than what there is left to pay: the letter has no more than that."""
    typed, written = case.details.dispute.undisputed, case.undisputed
    return {"undisputed": typed, "left": written} if typed and 0 < written < typed else None


@condition("undisputed-nothing")
def _undisputed_nothing(case: LetterCase, entry: Entry) -> Figures | None:
    """A part is said not to be contested, and nothing is left to pay: the letter has no word of it."""
    typed = case.details.dispute.undisputed
    return {"undisputed": typed} if typed and not case.undisputed else None


@condition("could-ask-more")
def _could_ask_more(case: LetterCase, entry: Entry) -> Figures | None:
    """What is left of the claim is less than what is owed on its day: whoever claims may do the account again."""
    if case.details.received.amount is None or not case.lines_alone or case.withheld:
        return None
    found = case.due_on_their_day
    return {"left": case.left, "found": found, "day": case.their_day} if 0 < case.left < found else None


@condition("could-ask-all")
def _could_ask_all(case: LetterCase, entry: Entry) -> Figures | None:
    """Nothing is left of the claim, and something is owed that it does not ask."""
    if case.details.received.amount is None or not case.lines_alone or case.withheld or case.left > 0:
        return None
    then, now = case.due_on_their_day, case.statement.totals.total_due
    return {"found": then or now, "day": case.their_day if then else case.statement.as_of} if then or now else None


@condition("run-since-their-letter")
def _run_since_their_letter(case: LetterCase, entry: Entry) -> Figures | None:
    """What is left of the claim is all that was owed on its day, and more is owed by now: interest has run since."""
    if case.details.received.amount is None or not case.lines_alone or case.withheld:
        return None
    found, then = case.statement.totals.total_due, case.due_on_their_day
    if not (then <= case.left < found and case.left > 0):
        return None
    return {"left": case.left, "found": found, "dated": case.their_day, "day": case.statement.as_of}


@condition("contested-owed")
def _contested_owed(case: LetterCase, entry: Entry) -> Figures | None:
    """The reader contests what the reckoning finds owed: what is left is then no sum to settle with."""
    return {**_withheld(case), "left": case.left} if case.withheld and case.left > 0 else None


@condition("contested-owed-all")
def _contested_owed_all(case: LetterCase, entry: Entry) -> Figures | None:
    """The same, where nothing at all is left."""
    return _withheld(case) if case.withheld and case.left <= 0 else None


def _withheld(case: LetterCase) -> dict[str, Value]:
    return {"withheld": case.withheld, "found": case.due_on_their_day, "day": case.their_day}


@condition("total-apart")
def _total_apart(case: LetterCase, entry: Entry) -> Figures | None:
    """Their total is more than the lines that are known of it: one may have been left out here."""
    return {"beyond": case.unlisted} if case.unlisted else None


@condition("signed-by-debtor")
def _signed_by_debtor(case: LetterCase, entry: Entry) -> Figures | None:
    """The reader answers as the debtor: who writes to whom is said, for whoever filled the names in as a creditor."""
    if case.claim.side == "debtor":
        return None
    debtor, creditor = case.claim.debtor.name.strip(), case.claim.creditor.name.strip()
    return {"debtor": debtor, "creditor": creditor} if debtor and creditor else None
