"""The page's own sentences, how the core's refusals read on a page, and figures as the page's language prints them.

A request names the language that it is to be answered in; whatever is worded while it is answered is in that language.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.app.addressing import Reader
from latepay_core import data
from latepay_core.said import Cited, Language, Value, said
from latepay_core.wording import english, printed
from latepay_core.wording import say as say_in

_LANGUAGE: ContextVar[Language] = ContextVar("language", default="fr")
LANGUAGES: tuple[Language, ...] = ("fr", "en")


def language() -> Language:
    """The language of the page that is being answered."""
    return _LANGUAGE.get()


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Within it, everything is worded in that language; in French for one that the page does not speak.

    >>> with speaking("en"):
    ...     amount(Decimal("1234.5")), date_in_words(date(2026, 6, 1)), say("field.missing-amount")
    ('€1,234.50', '1\\xa0June\\xa02026', 'Give the amount.')
    """
    spoken = next((each for each in LANGUAGES if each == chosen), LANGUAGES[0])
    bring(spoken)
    token = _LANGUAGE.set(spoken)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def bring(spoken: Language) -> None:
    """Has the words of a language at hand, which a browser fetches when they are first wanted."""
    if spoken == "en":
        import calculator.app.english  # noqa: F401


def table(name: str) -> dict[str, Any]:
    """A table of words beside the modules of the page: `letters.toml`, or `letters.en.toml` for an English page."""
    return data.table("calculator.app", _file(name))


def catalogue(name: str) -> dict[str, str]:
    """The same, by dotted key."""
    return data.catalogue("calculator.app", _file(name))


def _file(name: str) -> str:
    return f"{name}.toml" if language() == "fr" else f"{name}.{language()}.toml"


def in_words(what: Cited) -> str:
    """What the core has to say."""
    return say_in(what, language())


def cited(reference: Cited) -> str:
    """A reference, with what links its articles in the page's language."""
    said_there = in_words(reference)
    return said_there if language() == "fr" else english.cited(said_there)


def worded(key: str, /, **figures: Value) -> str:
    """The core's sentence of a key."""
    return in_words(said(key, **figures))


def amount(euros: Decimal) -> str:
    """An amount in euros."""
    return printed(euros, "amount", language())


def round_amount(euros: Decimal) -> str:
    """An amount in euros, without cents where it has none."""
    return printed(euros, "round-amount", language())


def number(value: Decimal) -> str:
    """A number with two decimals at least."""
    return printed(value, "number", language())


def whole_number(value: Decimal) -> str:
    """A number without needless zeros."""
    return printed(value, "count", language())


def thousands(euros: Decimal) -> str:
    """A round sum in thousands, where room is short.

    >>> thousands(Decimal(7500))
    '7,5\xa0k€'
    >>> with speaking("en"):
    ...     thousands(Decimal(7500)), thousands(Decimal(0))
    ('€7.5k', '€0')
    """
    count = whole_number(euros / 1000)
    return f"{count}\u00a0k€" if language() == "fr" else f"€{count}k" if euros else "€0"


def half_year(day: date) -> str:
    """The half-year that begins on a day."""
    return printed(day, "half-year", language())


def number_of(count: int) -> str:
    """A count, thousands set apart."""
    return printed(count, "whole", language())


def percent(rate: Decimal) -> str:
    """A rate in percent."""
    return printed(rate, "percent", language())


def day_count(days: int) -> str:
    """A number of days."""
    return printed(days, "days", language())


def date_in_words(day: date) -> str:
    """A date in prose."""
    return printed(day, "date", language())


def date_in_numbers(day: date) -> str:
    """A date in a table."""
    return printed(day, "day", language())


#: The names that a claim file gives its keys and choices, as the core's sentences add them for those who write one.
_KEYS = re.compile(r"\s\((?:[a-z]+[_.-][a-z_.-]+(?: (?:ou|or) [a-z_.]+)?|issue|receipt|term[^)]*|basis[^)]*)\)")


def say(key: str, /, **figures: object) -> str:
    """The page's sentence for a key."""
    return catalogue("page")[key].format(**figures)


def told(reader: Reader, key: str, /, **figures: object) -> str:
    """The same, as it is said to that reader: `[field-debtor]` stands beside `[field]` where the words differ."""
    return reader.pick(*all_wordings(key)).format(**figures)


def all_wordings(key: str) -> tuple[str, str, str, str]:
    """A sentence for whoever is owed money, for a debtor, for a private creditor, for the debtor of one."""
    known, (section, _, name) = catalogue("page"), key.partition(".")
    debtor, private, both = (known.get(f"{section}-{other}.{name}", "") for other in ("debtor", "private", "both"))
    return known[key], debtor, private, both


def place(path: str) -> str:
    """Where in a file something stands, in a reader's words; a name of no claim is quoted.

    >>> place("invoices[0].payments[1].amount"), place("zz")
    ('facture 1, paiement 2, montant', '«\xa0zz\xa0»')
    """
    words = catalogue("page")
    found = []
    for part in filter(None, path.split(".")):
        name, _, position = part.rstrip("]").partition("[")
        said = words.get(f"place.{name}") or say("place-unknown", name=name)
        found.append(f"{said} {int(position) + 1}" if position.isdigit() else said)
    return ", ".join(found)


def shown(message: Cited) -> str:
    """A refusal's sentence as it stands alone on a page: capital first, full stop last, no key of a file.

    >>> shown("le montant est nul")
    'Le montant est nul.'
    >>> shown("indiquez l’échéance (due_on) ou le délai convenu (term)")
    'Indiquez l’échéance ou le délai convenu.'
    """
    said = without_keys(message)
    ended = said if said.endswith((".", "?", "!", "…")) else said + "."
    return ended[:1].upper() + ended[1:]


def without_keys(message: Cited) -> str:
    """A sentence of the core without the names of a file's keys, which a form does not have.

    >>> without_keys("Indiquez cette date (performed_on), ou agissez (vite).")
    'Indiquez cette date, ou agissez (vite).'
    """
    return _KEYS.sub("", in_words(message))
