"""When money retained on works is free (loi n° 71-584, art. 1 to 3)."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.works.dates import released_on
from latepay_core.letters.kinds.works.details import Works


@condition("no-works-for-a-person")
def _no_works_for_a_person(case: LetterCase, entry: Entry) -> Figures | None:
    """A private creditor has built nothing."""
    return when(case.claim.creditor.kind == "individual")


@condition("retention-too-early", asks="letter.works.accepted_on")
def _retention_too_early(case: LetterCase, entry: Entry) -> Figures | None:
    """The year after acceptance is not over on the letter's day."""
    free = released_on(case)
    if free is None or free < case.written_on:
        return None
    return {"free": free, "written": case.written_on}


@condition("retention-more", asks="letter.works.retention")
def _retention_more(case: LetterCase, entry: Entry) -> Figures | None:
    """What is said to be retained is more than the principal that is left."""
    retained, left = own(case.details, Works).retention, case.statement.totals.principal_due
    if retained is None or retained <= left:
        return None
    return {"retained": retained, "left": left}


@condition("retention-objection")
def _retention_objection(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)


@condition("retention-unknown")
def _retention_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    """Without the day of acceptance, nothing says that the year is over."""
    return when(released_on(case) is None)
