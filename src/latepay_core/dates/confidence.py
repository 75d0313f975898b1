"""How sure the ground of a date is, and what says so."""

from collections.abc import Iterable
from typing import get_args

from latepay_core.dates.public_holidays import Confidence
from latepay_core.law import DatedValue
from latepay_core.said import NOTHING, Said, said

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


def to_check(level: Confidence) -> Said:
    """What must be said of a ground that was not read in its text; empty for a verified one.

    >>> bool(to_check("verified")), to_check("secondary").key
    (False, 'timelimit.to-check.secondary')
    """
    return NOTHING if level == "verified" else said(f"timelimit.to-check.{level}")
