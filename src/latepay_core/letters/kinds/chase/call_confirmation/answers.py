"""What a promise noted in the case answers of the questions about a call."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.kinds.chase.call_confirmation.spoken import oral_promise

_OF_THE_DAY = frozenset({"letter.call.debtor_step_by", "letter.call.check_on"})
#: Of a promise to pay, what is done is to pay, and nobody need have been on the telephone.
_OF_A_PROMISE = frozenset({"letter.call.debtor_step", "letter.call.with_whom", "letter.call.creditor_step"})


def answered(case: LetterCase, entry: Entry, path: str) -> bool:
    """Whether the call, the answer or the promise of the case tells it: its day, the day promised, what is done."""
    talk = case.facts.last("call", "answer", "promise")
    if path == "letter.call.held_on":
        return talk is not None
    promise = case.facts.last_promise
    if path in _OF_THE_DAY:
        return promise is not None and promise.expected_on is not None
    return path in _OF_A_PROMISE and oral_promise(case) is not None
