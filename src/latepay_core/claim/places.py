"""In which country a party is: said by the claim, or read from the end of its address."""

import re
import unicodedata
from functools import cache, lru_cache

from latepay_core.claim.address import locality_of
from latepay_core.claim.countries import FRENCH
from latepay_core.claim.model import Claim, Party
from latepay_core.claim.situation import Situation
from latepay_core.data import catalogue

FRANCE = "FR"
#: An address that is not French and names no country: the code that ISO 3166 leaves to users.
SOMEWHERE = "ZZ"

_PARTS = re.compile(r"[\n,;/()]+")
_PREFIXED = re.compile(r"\b(DE|D|BE|B|LU|L|CH|IT|I|ES|E|AT|A|NL|PT|P|FR|F|MC)-\s?\d{4,5}\b")
_PREFIXES = {"D": "DE", "B": "BE", "L": "LU", "I": "IT", "E": "ES", "A": "AT", "P": "PT", "F": "FR"}
_BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$")
_FOUR_DIGITS = re.compile(r"\d{4}(?: ?[A-Z]{2})? +(?=[^\W\d_])")
_POSTCODE = re.compile(r"^(?:[a-z]{1,2} )?\d[\d ]*\d ")
#: What begins with a number and is no town: « 1250 route de Lyon ».
_STREETS = frozenset(
    {"allee", "av", "avenue", "bd", "boulevard", "chemin", "cours", "impasse", "lieu", "place", "quai", "route", "rue"}
    | {"square", "voie", "zone"}
)
_LONGEST_NAME = 5


@lru_cache(maxsize=512)
def country_of_address(address: str) -> str | None:
    """The country an address tells, by its two letters; `ZZ` where it is only seen not to be French, None without sign.

    >>> [country_of_address(each) for each in ("1 quai Antoine, 98000 Monaco", "Platz 1, 10115 Berlin / Allemagne")]
    ['MC', 'DE']
    >>> [country_of_address(each) for each in ("2 rue Haute, 1003 Lausanne", "12 place d'Italie, 75013 Paris")]
    ['ZZ', 'FR']
    """
    parts = [part.strip() for part in _PARTS.split(address) if part.strip()]
    if not parts:
        return None
    named = _named(parts[-1])
    if named is not None:
        return named
    prefixed = _PREFIXED.search(address)
    if prefixed is not None:
        return _PREFIXES.get(prefixed[1], prefixed[1])
    return _by_postcode(address, parts)


def _named(last: str) -> str | None:
    """The country that ends an address, alone or after a postcode and a town."""
    words = _key(last)
    found = _names().get(words)
    if found is None and (postcode := _POSTCODE.match(words)):
        rest = words[postcode.end() :].split()
        # « 98000 Monaco », « 10115 Berlin Allemagne »: the whole rest, or its end after a town.
        ends = [" ".join(rest[start:]) for start in range(max(0, len(rest) - _LONGEST_NAME), len(rest))]
        found = next((_names()[end] for end in ends if end in _names()), None)
    return found


def _by_postcode(address: str, parts: list[str]) -> str | None:
    found = locality_of(address)
    if found is not None:
        if found.postcode.startswith("980"):
            return "MC"
        return FRANCE if _is_french(found.postcode) else SOMEWHERE
    last = parts[-1]
    if _BRITISH.search(last):
        return "GB"
    four = _FOUR_DIGITS.match(last) if len(parts) > 1 else None
    if four is not None and _key(last[four.end() :]).split()[0] not in _STREETS:
        return SOMEWHERE
    return None


def _is_french(postcode: str) -> bool:
    department = int(postcode[:2])
    return 1 <= department <= 95 or postcode[:3] in {"971", "972", "973", "974", "975", "976", "977", "978"} | {  # noqa: PLR2004
        "984",
        "986",
        "987",
        "988",
    }


def country_of_party(party: Party, said: str | None = None) -> str:
    """A party's country: as it is said, else as its address tells; France without a sign.

    The overseas territories keep their own codes, where they are said.

    >>> country_of_party(Party(address="Rue de la Loi 1, 1000 Bruxelles, Belgique")), country_of_party(Party())
    ('BE', 'FR')
    """
    return said or party.country or country_of_address(party.address) or FRANCE


def debtor_country(claim: Claim, situation: Situation | None = None) -> str:
    """The debtor's country; `situation` takes the place of the claim's own.

    >>> party = {"country": "be", "address": "12 rue Haute, 75013 Paris"}
    >>> debtor_country(Claim.model_validate({"debtor": party, "invoices": [{"due_on": "2026-01-31", "amount": "1"}]}))
    'BE'
    """
    return country_of_party(claim.debtor, (situation or claim.situation).debtor_country)


def creditor_country(claim: Claim) -> str:
    """The creditor's country."""
    return country_of_party(claim.creditor)


def is_abroad(country: str) -> bool:
    """Whether a country is not France, its overseas territories included."""
    return country not in FRENCH


def country_name(country: str) -> str:
    """A country's French name; empty for one that is not known.

    >>> country_name("DE"), country_name("ZZ")
    ('Allemagne', '')
    """
    names = catalogue("latepay_core.claim", "countries.toml")
    return next(
        (names[f"{group}.{country}"] for group in ("union", "other", "home") if f"{group}.{country}" in names), ""
    )


@cache
def _names() -> dict[str, str]:
    """The countries by their names, as `_key` writes them; the French territories are read from their postcodes."""
    found: dict[str, str] = {}
    for path, name in catalogue("latepay_core.claim", "countries.toml").items():
        group, _, rest = path.partition(".")
        if group in {"union", "other"}:
            found[_key(name)] = rest
        elif group == "elsewhere":
            found[rest] = name
    return found


def _key(text: str) -> str:
    """Small letters and digits, without accents or signs."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain))
