"""The page's own sentences, and how the core's refusals read on a page."""

import re

from calculator.app.addressing import Reader
from latepay_core.data import catalogue
from latepay_core.said import Cited
from latepay_core.wording import say as in_words

#: The names that a claim file gives its keys and choices, as the core's sentences add them for those who write one.
_KEYS = re.compile(r"\s\((?:[a-z]+[_.-][a-z_.-]+(?: ou [a-z_.]+)?|issue|receipt|term[^)]*|basis[^)]*)\)")


def say(key: str, /, **figures: object) -> str:
    """The page's French sentence for a key."""
    return catalogue("calculator.app", "fr.toml")[key].format(**figures)


def told(reader: Reader, key: str, /, **figures: object) -> str:
    """The same, as it is said to that reader: `[field-debtor]` stands beside `[field]` where the words differ."""
    return reader.pick(*all_wordings(key)).format(**figures)


def all_wordings(key: str) -> tuple[str, str, str, str]:
    """A sentence for whoever is owed money, for a debtor, for a private creditor, for the debtor of one."""
    known, (section, _, name) = catalogue("calculator.app", "fr.toml"), key.partition(".")
    debtor, private, both = (known.get(f"{section}-{other}.{name}", "") for other in ("debtor", "private", "both"))
    return known[key], debtor, private, both


def place(path: str) -> str:
    """Where in a file something stands, in a reader's words; a name of no claim is quoted.

    >>> place("invoices[0].payments[1].amount"), place("zz")
    ('facture 1, paiement 2, montant', '«\xa0zz\xa0»')
    """
    words = catalogue("calculator.app", "fr.toml")
    found = []
    for part in filter(None, path.split(".")):
        name, _, position = part.rstrip("]").partition("[")
        said = words.get(f"place.{name}", f"«\u00a0{name}\u00a0»")
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
