"""A promise that still runs: whoever asks for the money before its day goes back on what he accepted."""

from latepay_core.claim import Event
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition

#: What says that a letter waits for the day promised.
PROMISED = ("letter-promise-running", "letter-promise-fresh")


@condition("promise-running")
def _promise_running(case: LetterCase, entry: Entry) -> Figures | None:
    """A payment was promised for a named day that has not passed when the letter is written."""
    named = [each for each in _promises(case, entry) if each.expected_on and each.expected_on >= case.written_on]
    if not named:
        return None
    first = min(named, key=case.facts.promised_by)
    return _figures(case, first)


@condition("promise-fresh")
def _promise_fresh(case: LetterCase, entry: Entry) -> Figures | None:
    """The same, where no day was named: the days that it is given are ours."""
    found = [each for each in _promises(case, entry) if case.facts.promised_by(each) >= case.written_on]
    if not found or any(each.expected_on for each in found):
        return None
    return _figures(case, min(found, key=case.facts.promised_by))


def _promises(case: LetterCase, entry: Entry) -> list[Event]:
    about = case.about(entry.scope)[1].invoices
    return [each for invoice in about if (each := case.facts.promise_of(invoice)) is not None]


def _figures(case: LetterCase, promise: Event) -> Figures:
    return {"promised": promise.on, "until": case.facts.promised_by(promise)}
