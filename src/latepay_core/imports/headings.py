"""What the headings of a list say: the role of each column, with how sure that is."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

from latepay_core.data import table

_NUMBER_SIGNS = re.compile(r"\bn\.?\s?[°ºo]\b\.?|\bn\.?[°º]|\bno\.|\bnum(?:ero|éro)?\b\.?|#|\bnb\b")
_SIGNS = re.compile(r"[^a-z0-9>+]+")
_CURRENCY = re.compile(r"\(?\s*(?:€|\beuros?\b|\beur\b)\s*\)?")
#: « InvoiceNumber » is two words.
_HUMPS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_LONGEST_HEADING = 60
#: « SIREN client », « N° TVA du client », « Customer VAT number »: a known heading that names the customer.
_PARTY = "(?:clients?|tiers|debiteurs?|acheteurs?|customers?)"
_OF_CUSTOMER = re.compile(rf"^{_PARTY} | (?:(?:du|de la|de l|des|de) )?{_PARTY}$")
#: What a heading may be so; « N° du client » is no invoice's number.
_PARTY_ROLES = frozenset({"siren", "vat_number"})
_DOCUMENTS = frozenset({"facture", "piece", "invoice"})
#: The rank of what only a heading's words tell, after all that its whole wording does.
BY_WORDS = 50


def unaccented(said: str) -> str:
    """A text in small letters, without accents.

    >>> unaccented("Œuvre d'Été")
    "oeuvre d'ete"
    """
    text = unicodedata.normalize("NFD", said.casefold().replace("œ", "oe"))
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn")


@lru_cache(maxsize=4096)
def plain_heading(said: str) -> str:
    """A heading without accents, capitals, currency and punctuation.

    >>> plain_heading("N° de facture"), plain_heading("Montant TTC (€)"), plain_heading("Réf. facture")
    ('numero de facture', 'montant ttc', 'ref facture')
    """
    if len(said) > _LONGEST_HEADING:
        return ""
    text = unaccented(_HUMPS.sub(" ", said))
    text = _NUMBER_SIGNS.sub(" numero ", text)
    return _SIGNS.sub(" ", _CURRENCY.sub(" ", text)).strip().removesuffix(" en")


@cache
def _same() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{pattern})\b"), words) for pattern, words in _data()["same"])


@lru_cache(maxsize=4096)
def heading_words(said: str) -> str:
    """The same, in the words that the patterns know: abbreviations, « inc VAT », German and Spanish read as those.

    >>> heading_words("Amount (inc VAT)"), heading_words("Inv. no."), heading_words("Fälligkeitsdatum")
    ('amount ttc', 'invoice numero', 'echeance')
    """
    words = plain_heading(said)
    for pattern, known in _same():
        words = pattern.sub(known, words)
    return words


class _WordRule(NamedTuple):
    """A role that a heading has by its words."""

    role: str
    any: tuple[frozenset[str], ...]
    without: frozenset[str]

    def fits(self, words: set[str]) -> bool:
        """Whether each group gives a word, and none is of those that say something else."""
        return not words & self.without and all(words & group for group in self.any)


def _data() -> dict[str, Any]:
    return table("latepay_core.imports", "headings.toml")


@cache
def _tables() -> dict[str, dict[str, tuple[re.Pattern[str], ...]]]:
    return {
        name: {role: tuple(re.compile(each) for each in patterns) for role, patterns in _data()[name].items()}
        for name in ("roles", "natures")
    }


@cache
def _word_rules() -> tuple[_WordRule, ...]:
    return tuple(
        _WordRule(rule["role"], tuple(map(frozenset, rule["any"])), frozenset(rule["without"]))
        for rule in _data()["words"]
    )


def _fitting(said: str) -> dict[str, int]:
    """The roles whose patterns fit a plain heading whole, each with its rank."""
    ranks = {
        role: next((at for at, pattern in enumerate(patterns) if pattern.fullmatch(said)), None)
        for role, patterns in _tables()["roles"].items()
    }
    return {role: rank for role, rank in ranks.items() if rank is not None}


def _of_customer(said: str) -> dict[str, int]:
    """The roles of a known heading that names the customer besides: it is surer than the same heading alone."""
    bare = _OF_CUSTOMER.sub("", said)
    if bare == said:
        return {}
    document = bool(_DOCUMENTS & set(bare.split()))
    return {
        role: rank - 1 if role in _PARTY_ROLES else rank
        for role, rank in _fitting(bare).items()
        if role in _PARTY_ROLES or (role == "number" and document)
    }


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> dict[str, int]:
    """The roles that a heading may have, each with the rank of what fits: the lowest is the surest.

    >>> roles_of("Échéance"), roles_of("Chantier"), roles_of("InvoiceAmountDue")
    ({'due': 0}, {}, {'open': 50})
    """
    said = heading_words(heading)
    found: dict[str, int] = {}
    if said and not said.isdigit():
        found = _fitting(said)
        found = found or _of_customer(said)
        if not found:
            words = set(said.split())
            found = {rule.role: BY_WORDS for rule in _word_rules() if rule.fits(words)}
            found = dict(list(found.items())[:1])
    return found


def known_headings(cells: tuple[str, ...]) -> int:
    """How many different headings there are among a row's cells."""
    return len({heading_words(cell) for cell in cells if cell and roles_of(cell)})


def nature_count(headings: tuple[str, ...], nature: str) -> int:
    """How many of the marks of a nature of list (`payments`, `invoices`, `items`, `buckets`) the headings bear."""
    said = [heading_words(each) for each in headings if each]
    if nature == "buckets":
        return sum(any(pattern.fullmatch(each) for pattern in _tables()["natures"][nature]) for each in said)
    return sum(any(pattern.fullmatch(each) for each in said) for pattern in _tables()["natures"][nature])
