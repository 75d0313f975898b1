"""When a simple petition opens a trial, and what it needs (CPC, art. 750 and 750-1)."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.court import commercial_companies, reason_of
from latepay_core.letters.kinds.court.court_petition.details import Petition


@condition("petition-closed")
def _petition_closed(case: LetterCase, entry: Entry) -> Figures | None:
    """Too much is asked, both sides are traders, the debtor is abroad, it is judged already…"""
    route = case.routes["court-request"]
    return when(route.status == "closed", why=reason_of(route))


@condition("petition-companies", asks="situation.both_traders")
def _petition_companies(case: LetterCase, entry: Entry) -> Figures | None:
    """Both are commercial companies: their court is another, unless the user says that the case is none of its."""
    return when(case.claim.situation.both_traders is None and commercial_companies(case))


@condition("petition-unsure")
def _petition_unsure(case: LetterCase, entry: Entry) -> Figures | None:
    """The total is above what the principal is below, or it is not known whether both sides are traders."""
    route = case.routes["court-request"]
    return when(route.status == "to-check", why=reason_of(route))


@condition("petition-attempt")
def _petition_attempt(case: LetterCase, entry: Entry) -> Figures | None:
    return when(not own(case.details, Petition).attempt.strip())


@condition("petition-form")
def _petition_form(case: LetterCase, entry: Entry) -> Figures | None:
    return when(True)
