"""The tables that stand beside the modules of a room, as TOML."""

import pkgutil
import tomllib
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
