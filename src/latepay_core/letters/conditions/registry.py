"""Where conditions are registered, under the names that the catalogue uses, and what they are made with.

A condition answers with the figures of its sentence where it bites, and with None where it does not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.wording import told_beside
from latepay_core.said import Cited, Said, Value

Figures = Mapping[str, Value]
Test = Callable[[LetterCase, Entry], Figures | None]
#: More numbers than these are counted, and no longer named.
_NAMED = 5


@dataclass(frozen=True)
class Condition:
    """A condition; `asks` is the path of the fact that a refused letter lacks: told, it lets the letter be written."""

    test: Test
    asks: str = ""


REGISTERED: dict[str, Condition] = {}


def condition(name: str, *, asks: str = "") -> Callable[[Test], Test]:
    """Registers a condition under the name the catalogue uses."""

    def register(test: Test) -> Test:
        REGISTERED[name] = Condition(test, asks)
        return test

    return register


def when(applies: bool, **figures: Value) -> Figures | None:
    """The figures where a condition bites."""
    return figures if applies else None


def opened_on(case: LetterCase) -> date | None:
    """The day collective proceedings were opened against the debtor; None where there are none by now."""
    opened = case.claim.debtor.insolvency_opened_on
    return opened if opened is not None and opened <= case.statement.as_of else None


def named(found: list[str]) -> dict[str, Value]:
    """The invoices of a sentence, and the same in brackets; nothing where none has a number, as for a loan."""
    told = numbers(list(dict.fromkeys(found)))
    return {"invoices": told, "which": told_beside("in-brackets", invoices=told) if any(found) else ""}


def numbers(found: Sequence[Cited]) -> Said:
    """Numbers of invoices in a sentence."""
    shown = [each for each in found if each]
    few = len(shown) <= _NAMED
    return told_beside("in-turn", numbers=tuple(shown)) if few else told_beside("several-invoices", count=len(found))
