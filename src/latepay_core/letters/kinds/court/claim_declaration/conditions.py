"""When a claim can be declared, and what to know then."""

from latepay_core.countries.fr.procedure.law_figures import law_figures
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, named, opened_on, when
from latepay_core.letters.details import own
from latepay_core.letters.kinds.court.claim_declaration.details import Proceedings
from latepay_core.letters.kinds.court.claim_declaration.proceedings import proceedings_view


@condition("no-insolvency", asks="debtor.insolvency_opened_on")
def _no_insolvency(case: LetterCase, entry: Entry) -> Figures | None:
    return when(opened_on(case) is None)


@condition("declaration-late")
def _declaration_late(case: LetterCase, entry: Entry) -> Figures | None:
    """The two months after the publication are over."""
    view = proceedings_view(case)
    if view is None or not view.late or view.declare_by is None or view.relief_by is None:
        return None
    return {**_months(), "last": view.declare_by, "relief": view.relief_by}


@condition("publication-unknown")
def _publication_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    view = proceedings_view(case)
    return when(view is not None and view.published_on is None, **_months())


@condition("security-unstated")
def _security_unstated(case: LetterCase, entry: Entry) -> Figures | None:
    return when(not own(case.details, Proceedings).security)


@condition("born-after-judgment")
def _born_after_judgment(case: LetterCase, entry: Entry) -> Figures | None:
    """All that is owed was done once the proceedings were open: it is paid when due, and nothing is declared."""
    return when(not case.facts.born_before)


@condition("after-judgment")
def _after_judgment(case: LetterCase, entry: Entry) -> Figures | None:
    """Some of the work was finished once the proceedings were open: the letter leaves it out."""
    later = case.facts.born_later
    return when(bool(later), **named([each.number for each in later]))


@condition("work-day-unknown")
def _work_day_unknown(case: LetterCase, entry: Entry) -> Figures | None:
    """The day of the work is not known, and that of the invoice, or else of its payment, is after the judgment."""
    opened = opened_on(case)
    if opened is None or case.loan:
        return None
    about = [case.claim.invoices[at] for at in case.positions(entry.scope)]
    asked = [each for each in about if each.performance is None and (each.issued_on or each.due_on or opened) >= opened]
    return when(bool(asked), **named([each.number for each in asked]))


def _months() -> Figures:
    """How many months the law gives to declare."""
    return {"claim_declaration": law_figures()["claim_declaration"]}
