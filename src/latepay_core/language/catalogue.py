"""Sentences by key, from the French catalogue."""

from functools import cache

from latepay_core.data import table


@cache
def catalogue(package: str, name: str) -> dict[str, str]:
    """The sentences of a catalogue file that stands beside a package's modules, by dotted key."""
    return dict(_flatten("", table(package, name)))


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

    >>> sentence("refusal.missing")
    'il manque cette information'
    """
    return catalogue("latepay_core.language", "fr.toml")[key].format(**figures)


_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """The text with typewriter apostrophes and ordinary spaces, for terminals and for what people search in logs.

    >>> plain("«\u00a031/02/2026\u00a0» n’est pas une date")
    "« 31/02/2026 » n'est pas une date"
    """
    return text.translate(_PLAIN)
