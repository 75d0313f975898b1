"""What a French address says of itself: its postcode and its town."""

import re
from typing import NamedTuple

_POSTCODE = re.compile(r"(?<!\d)(\d{2})[ \u00a0\u202f]?(\d{3})(?!\d)\s*,?\s*([^\d,\n]*)")


class Locality(NamedTuple):
    """The end of an address: five digits, and the town as it is written."""

    postcode: str
    town: str


def locality_of(address: str) -> Locality | None:
    """The last postcode of an address and the town after it; None where there is no postcode.

    >>> locality_of("3 rue du Dôme, 67 000 Strasbourg")
    Locality(postcode='67000', town='Strasbourg')
    """
    found = _POSTCODE.findall(address)
    if not found:
        return None
    department, rest, town = found[-1]
    return Locality(department + rest, town)
