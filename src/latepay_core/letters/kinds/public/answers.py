"""What a public buyer's file answers already, under another name than the question asked."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.kinds.public.buyer import public_view


def answered(case: LetterCase, entry: Entry, path: str) -> bool:
    """Whether an event tells the day of the written claim, or the letter's details that of the only request."""
    if path == "letter.public.claimed_on":
        view = public_view(case, entry)
        return view is not None and view.claimed_on is not None
    alone = len(case.positions(entry.scope)) == 1
    return path == "invoices.received_on" and alone and case.details.public.deposited_on is not None
