"""The sentences of this room, and the articles and the confidence that stand beside each of them."""

from datetime import date
from typing import cast

from latepay_core.dates.time_limits import TimeLimit
from latepay_core.language import catalogue
from latepay_core.procedure.model import Confidence, Point


def say(key: str, /, **figures: object) -> str:
    """The French sentence for a key, with its figures filled in; KeyError for an unknown key or a missing figure.

    >>> say("confidence.secondary")
    'source secondaire'
    """
    return catalogue("latepay_core.procedure", "fr.toml")[key].format(**figures)


def point(key: str, /, **figures: object) -> Point:
    """A statement of the law or of good practice: its sentence, its article, how far it was verified.

    >>> found = point("mediation-abroad")
    >>> found.confidence, found.confidence_label
    ('own-knowledge', 'non vérifié dans les textes')
    """
    confidence = cast(Confidence, say(f"point.{key}.confidence"))
    return Point(
        code=key,
        text=say(f"point.{key}.text", **figures),
        reference=say(f"point.{key}.reference"),
        confidence=confidence,
        confidence_label=say(f"confidence.{confidence}"),
    )


def day_to_keep(limit: TimeLimit) -> date:
    """The last day to go by: with the extension of procedure, where it applies.

    >>> from latepay_core.dates.time_limits import claim_declaration, order_service
    >>> day_to_keep(claim_declaration(date(2026, 9, 22))), day_to_keep(order_service(date(2026, 8, 31)))
    (datetime.date(2026, 11, 23), datetime.date(2027, 3, 1))
    """
    return limit.last_day


def limit_point(limit: TimeLimit) -> Point:
    """A time limit as a statement of the law: how it was counted, and what to beware of."""
    return Point(
        code=limit.code,
        text=" ".join((limit.sentence, *limit.cautions)),
        reference=limit.reference,
        confidence=limit.confidence,
        confidence_label=say(f"confidence.{limit.confidence}"),
    )


def points(*keys: str) -> tuple[Point, ...]:
    """Several of them that need no figure."""
    return tuple(map(point, keys))
