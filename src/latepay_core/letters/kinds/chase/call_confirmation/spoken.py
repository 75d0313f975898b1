"""How what is confirmed was said: on the telephone, or as a promise of which nothing else is known."""

from latepay_core.claim import Event
from latepay_core.letters.case import LetterCase
from latepay_core.letters.details import own
from latepay_core.letters.kinds.chase.call_confirmation.details import Call


def oral_promise(case: LetterCase) -> Event | None:
    """The promise that was said last, unless a call is known: then it is the call that is told."""
    talk, call = case.facts.last("call", "answer", "promise"), own(case.details, Call)
    if talk is None or talk.kind != "promise" or call.held_on or call.with_whom:
        return None
    same_day = [each for each in case.facts.events("call") if each.on == talk.on]
    return None if same_day else talk
