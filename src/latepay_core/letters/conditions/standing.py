"""Conditions about the parties and the law: who owes, where, what a court has decided, what time has taken away."""

from latepay_core.claim.countries import FRENCH
from latepay_core.countries.fr.procedure.situation import country_of, place_of
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, named, opened_on, when


@condition("insolvency")
def _insolvency(case: LetterCase, entry: Entry) -> Figures | None:
    opened = opened_on(case)
    return None if opened is None else {"opened": opened}


@condition("insolvency-before")
def _insolvency_before(case: LetterCase, entry: Entry) -> Figures | None:
    """All the letter is about is older than the proceedings: it may not be paid (C. com., art. L622-7)."""
    opened = opened_on(case)
    if opened is None:
        return None
    about = [case.claim.invoices[at] for at in case.positions(entry.scope)]
    later = any(each.issued_on is not None and each.issued_on >= opened for each in about)
    return None if later else {"opened": opened}


@condition("judged")
def _judged(case: LetterCase, entry: Entry) -> Figures | None:
    decision = case.claim.judgment
    if decision is None or decision.enforceable_on > case.statement.as_of:
        return None
    return {"decided": decision.enforceable_on}


@condition("time-barred")
def _time_barred(case: LetterCase, entry: Entry) -> Figures | None:
    if case.limitation is None:
        return None
    about = case.positions(entry.scope)
    lost = [each for each in case.limitation.invoices if each.invoice in about and each.barred]
    if not lost:
        return None
    return {**named([each.number for each in lost]), "last": max(each.last_day for each in lost)}


@condition("not-a-consumer")
def _not_a_consumer(case: LetterCase, entry: Entry) -> Figures | None:
    return when(case.claim.debtor.kind != "consumer")


@condition("consumer")
def _consumer(case: LetterCase, entry: Entry) -> Figures | None:
    return when(case.claim.debtor.kind == "consumer")


@condition("abroad")
def _abroad(case: LetterCase, entry: Entry) -> Figures | None:
    country = country_of(case.claim, case.claim.situation)
    return when(country not in FRENCH, country=country)


@condition("own-law-overseas")
def _own_law(case: LetterCase, entry: Entry) -> Figures | None:
    return when(place_of(case.claim, case.claim.situation) == "own-law-overseas")


@condition("legal-rate-unconfirmed")
def _legal_rate_unconfirmed(case: LetterCase, entry: Entry) -> Figures | None:
    """The notice gives the legal rate of its day, whose text was not read; a statement that counts it warns itself."""
    found = case.legal_rate
    if found is None or found.confirmed or case.statement.totals.interest_due:
        return None
    return {"rate": found.value, "half": case.written_on}


@condition("text-not-read")
def _text_not_read(case: LetterCase, entry: Entry) -> Figures | None:
    """The sheet says so of a letter whose articles nobody read at their source."""
    return when(True)
