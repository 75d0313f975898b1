"""Conditions about what is contested."""

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.conditions.registry import Figures, condition, named, numbers, when


@condition("disputed")
def _disputed(case: LetterCase, entry: Entry) -> Figures | None:
    """Everything overdue is contested."""
    facts = case.facts
    return when(bool(facts.overdue) and not facts.pursued, **named([each.number for each in facts.disputed]))


@condition("some-disputed")
def _some_disputed(case: LetterCase, entry: Entry) -> Figures | None:
    """Some invoices are contested: they are set aside."""
    facts = case.facts
    disputed = [each.number for each in facts.disputed]
    return when(bool(disputed) and bool(facts.pursued), invoices=numbers(disputed))


@condition("some-disputed-kept")
def _some_disputed_kept(case: LetterCase, entry: Entry) -> Figures | None:
    """Some invoices are contested, in a letter that goes with everything owed."""
    return _some_disputed(case, entry)
