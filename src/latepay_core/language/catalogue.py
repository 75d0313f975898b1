"""Sentences by key, from the French catalogue."""

import pkgutil
import tomllib
from collections.abc import Iterable
from functools import cache, reduce


@cache
def catalogue(package: str, name: str) -> dict[str, str]:
    """The sentences of a catalogue file that stands beside a package's modules, by dotted key."""
    data = pkgutil.get_data(package, name)
    if data is None:
        raise FileNotFoundError(name)
    return dict(_flatten("", tomllib.loads(data.decode())))


def _flatten(prefix: str, table: dict[str, object]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            flat += _flatten(f"{prefix}{key}.", value)
        else:
            flat.append((f"{prefix}{key}", str(value)))
    return flat


def sentence(key: str, /, **figures: object) -> str:
    """The core's French sentence for a key, with its figures filled in.

    Raises KeyError for an unknown key or a missing figure: both are faults of the program, not of its user.

    >>> sentence("convention.year.365.label")
    'jours réels sur 365'
    """
    return catalogue("latepay_core.language", "fr.toml")[key].format(**figures)


def sentence_to(side: str, key: str, /, **figures: object) -> str:
    """The same, as it is said to whoever keeps the file: the debtor has words of his own where the case asks for them.

    >>> sentence_to("debtor", "convention.year.365.label")
    'jours réels sur 365'
    """
    own = f"to-{side}.{key}"
    return sentence(own if own in catalogue("latepay_core.language", "fr.toml") else key, **figures)


def in_turn(values: Iterable[str]) -> str:
    """Values that followed one another, each once.

    >>> in_turn(["10", "10", "12"])
    '10 puis 12'
    """
    return reduce(lambda before, after: sentence("word.then", before=before, after=after), dict.fromkeys(values))


_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """The text with typewriter apostrophes and ordinary spaces, for terminals and for what people search in logs.

    >>> plain("«\u00a031/02/2026\u00a0» n’est pas une date")
    "« 31/02/2026 » n'est pas une date"
    """
    return text.translate(_PLAIN)
