"""The official addresses: registers, forms, courts, mediators, and the words by which a sentence names each."""

from dataclasses import dataclass
from functools import cache

from latepay_core.data import table


@dataclass(frozen=True, slots=True)
class Address:
    """A place of the State, or one that the law names; `says` are the words that mean it in a French sentence."""

    code: str
    name: str
    url: str
    says: tuple[str, ...]


@cache
def addresses() -> dict[str, Address]:
    """Every address by its code.

    >>> addresses()["bodacc"].url
    'https://www.bodacc.fr/'
    """
    found = table("latepay_core.countries.fr.procedure", "addresses.toml")
    return {code: Address(code, each["name"], each["url"], tuple(each["says"])) for code, each in found.items()}


def address(code: str) -> Address:
    """The address of that code; LookupError for another.

    >>> address("justice").name
    'justice.fr'
    """
    try:
        return addresses()[code]
    except KeyError:
        raise LookupError(code) from None


def named_in(text: str) -> tuple[Address, ...]:
    """The addresses that a sentence names, in the order of the table.

    >>> [each.code for each in named_in("Cherchez au Bodacc, puis sur Infogreffe.")]
    ['bodacc', 'infogreffe']
    """
    return tuple(each for each in addresses().values() if any(word in text for word in each.says))
