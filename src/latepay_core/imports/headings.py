"""What the headings of a list say: the role of each column, with how sure that is."""

import re
import unicodedata
from functools import cache, lru_cache
from pkgutil import get_data
from tomllib import loads

_NUMBER_SIGNS = re.compile(r"\bn\s?[°ºo]\b\.?|\bn[°º]|\bno\.|\bnum(?:ero|éro)?\b\.?|#|\bnb\b")
_SIGNS = re.compile(r"[^a-z0-9>+]+")
_CURRENCY = re.compile(r"\(?\s*(?:€|\beuros?\b|\beur\b)\s*\)?")
_LONGEST_HEADING = 60


@lru_cache(maxsize=4096)
def plain_heading(said: str) -> str:
    """A heading without accents, capitals, currency and punctuation.

    >>> plain_heading("N° de facture"), plain_heading("Montant TTC (€)"), plain_heading("Réf. facture")
    ('numero de facture', 'montant ttc', 'ref facture')
    """
    if len(said) > _LONGEST_HEADING:
        return ""
    text = unicodedata.normalize("NFD", said.casefold().replace("œ", "oe"))
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Mn")
    text = _NUMBER_SIGNS.sub(" numero ", text)
    return _SIGNS.sub(" ", _CURRENCY.sub(" ", text)).strip()


@cache
def _tables() -> dict[str, dict[str, tuple[re.Pattern[str], ...]]]:
    data = loads((get_data("latepay_core.imports", "headings.toml") or b"").decode())
    return {
        name: {role: tuple(re.compile(each) for each in patterns) for role, patterns in table.items()}
        for name, table in data.items()
    }


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> dict[str, int]:
    """The roles that a heading may have, each with the rank of what fits: 0 the surest.

    >>> roles_of("Échéance"), roles_of("Chantier")
    ({'due': 0}, {})
    """
    said = plain_heading(heading)
    found: dict[str, int] = {}
    if said and not said.isdigit():
        for role, patterns in _tables()["roles"].items():
            rank = next((at for at, pattern in enumerate(patterns) if pattern.fullmatch(said)), None)
            if rank is not None:
                found[role] = rank
    return found


def known_headings(cells: tuple[str, ...]) -> int:
    """How many different headings there are among a row's cells."""
    return len({plain_heading(cell) for cell in cells if cell and roles_of(cell)})


def nature_count(headings: tuple[str, ...], nature: str) -> int:
    """How many of the marks of a nature of list (`payments`, `invoices`, `items`, `buckets`) the headings bear."""
    said = [plain_heading(each) for each in headings if each]
    if nature == "buckets":
        return sum(any(pattern.fullmatch(each) for pattern in _tables()["natures"][nature]) for each in said)
    return sum(any(pattern.fullmatch(each) for each in said) for pattern in _tables()["natures"][nature])
