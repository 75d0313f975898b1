"""Goods are claimed back in time, and the claim is declared all the same."""

from datetime import date

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.kinds.court.title_reclaim.dates import reclaim_by


@condition("reclaim-late", asks="situation.bodacc_published_on")
def _reclaim_late(case: LetterCase, entry: Entry) -> Figures | None:
    """The three months after the publication are over."""
    last = _last(case)
    return None if last is None or last >= case.written_on else {"last": last}


@condition("reclaim-by")
def _reclaim_by(case: LetterCase, entry: Entry) -> Figures | None:
    last = _last(case)
    return None if last is None else {"last": last}


@condition("reclaim-declare")
def _reclaim_declare(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)


def _last(case: LetterCase) -> date | None:
    published = case.claim.situation.bodacc_published_on
    return reclaim_by(published) if published else None
