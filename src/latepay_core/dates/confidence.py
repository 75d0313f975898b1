"""How sure the ground of a date is, and the words that say so."""

from collections.abc import Iterable
from typing import get_args

from latepay_core.dates.public_holidays import Confidence
from latepay_core.language import sentence
from latepay_core.law import DatedValue

_LEVELS: tuple[Confidence, ...] = get_args(Confidence)


def confidence_of(value: DatedValue) -> Confidence:
    """How sure a value of the law's data is."""
    if value.status == "verified":
        return "verified"
    return "own-knowledge" if value.confidence == "own-knowledge" else "secondary"


def weakest(levels: Iterable[Confidence]) -> Confidence:
    """The least sure of several grounds.

    >>> weakest(["verified", "own-knowledge", "secondary"])
    'own-knowledge'
    """
    return max(levels, key=_LEVELS.index)


def to_check(level: Confidence) -> str:
    """What must be said of a ground that was not read in its text; empty for a verified one.

    >>> to_check("verified"), to_check("secondary")[:7]
    ('', 'Recoupé')
    """
    return "" if level == "verified" else sentence(f"timelimit.to-check.{level}")
