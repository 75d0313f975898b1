"""The tables that stand beside the modules of a room, as TOML."""

import pkgutil
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """A table that stands beside a package's modules, read once; FileNotFoundError where there is none.

    >>> sorted(table("latepay_core.claim", "sepa.toml"))[:2]
    ['banks_of_FR', 'banks_of_GB']
    """
    data = pkgutil.get_data(package, name)
    if data is None:
        raise FileNotFoundError(name)
    return tomllib.loads(data.decode())


@cache
def catalogue(package: str, name: str) -> dict[str, str]:
    """The texts of a table that stands beside a package's modules, by dotted key.

    >>> catalogue("latepay_core.claim", "countries.toml")["union.DE"]
    'Allemagne'
    """
    return flattened(table(package, name))


def flattened(table: dict[str, object]) -> dict[str, str]:
    """The texts of a table by dotted key.

    >>> flattened({"union": {"DE": "Allemagne"}})
    {'union.DE': 'Allemagne'}
    """
    return dict(_flat("", table))


def _flat(prefix: str, table: dict[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", str(value)
