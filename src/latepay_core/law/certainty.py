"""How sure we are of what is said to be the law: one scale for every value, period, time limit and step."""

from collections.abc import Iterable
from typing import Literal, get_args

from latepay_core.said import NOTHING, Said, said

#: From the surest to the least sure. `practice` rests on no text and needs none; `verified` was read in its text,
#: `secondary` in sources that agree, `own-knowledge` nowhere: it is the prudent reading.
Certainty = Literal["practice", "verified", "secondary", "own-knowledge"]
_SCALE: tuple[Certainty, ...] = get_args(Certainty)
#: What the files of the law write of each value beside its status.
_WRITTEN: dict[str, Certainty] = {
    "high": "verified",
    "medium-high": "secondary",
    "medium": "secondary",
    "low": "own-knowledge",
    "supplied": "own-knowledge",
}


def certainty_of(status: str, confidence: str) -> Certainty:
    """The step of the scale for a status and a confidence, as the files of the law write them.

    >>> certainty_of("verified", "high"), certainty_of("verified", "medium-high"), certainty_of("unconfirmed", "high")
    ('verified', 'secondary', 'secondary')
    """
    written = confidence if confidence in _SCALE else _WRITTEN[confidence]
    return weakest([written, "verified" if status == "verified" else "secondary"])


def weakest(levels: Iterable[Certainty]) -> Certainty:
    """The least sure of several grounds.

    >>> weakest(["verified", "own-knowledge", "secondary"])
    'own-knowledge'
    """
    return max(levels, key=_SCALE.index)


def label(level: Certainty) -> Said:
    """The word of the scale.

    >>> label("secondary")
    said('certainty.label.secondary')
    """
    return said(f"certainty.label.{level}")


def to_check(level: Certainty) -> Said:
    """What must be said of a ground that was not read in its text; empty for a verified one.

    >>> bool(to_check("verified")), to_check("secondary").key
    (False, 'certainty.to-check.secondary')
    """
    return NOTHING if level in {"practice", "verified"} else said(f"certainty.to-check.{level}")
