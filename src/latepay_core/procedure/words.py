"""The sentences of this room, and the articles and the confidence that stand beside each of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import cast

from latepay_core.claim import Claim
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.language import catalogue, date_in_words, round_amount, spelt
from latepay_core.law import Certainty, NotCovered, parameter
from latepay_core.procedure.model import Point
from latepay_core.said import in_a_row

_A_YEAR = 12


def say(key: str, /, **figures: object) -> str:
    """The French sentence for a key, with its figures filled in; KeyError for an unknown key or a missing figure.

    >>> say("confidence.secondary")
    'recoupé'
    """
    words = catalogue("latepay_core.procedure", "fr.toml")
    # of a private debt some things are told otherwise: there is no invoice to check or to send again
    key = next(each for each in (f"{key}-{_other.get()}", key) if each in words or each == key)
    return words[key].format(**{**law_figures(), **_other_party(words[f"other.{_other.get()}"]), **figures})


@contextmanager
def speaking_of(claim: Claim) -> Iterator[None]:
    """While it lasts, the one who owes is no customer where a private person is owed the money."""
    before = _other.set("private" if claim.creditor.kind == "individual" else "client")
    try:
        yield
    finally:
        _other.reset(before)


_other: ContextVar[str] = ContextVar("other", default="client")


@cache
def _other_party(name: str) -> Mapping[str, str]:
    """The other party in the forms that sentences need."""
    forms = {"your": f"votre {name}", "the": f"le {name}", "of_the": f"du {name}", "to_the": f"au {name}"}
    capital = {key.capitalize(): said[:1].upper() + said[1:] for key, said in forms.items()}
    return {f"{key}_client": said for key, said in {**forms, **capital}.items()}


@lru_cache(maxsize=64)
def law_figures(day: date | None = None) -> Mapping[str, str]:
    """What the law's own data say, for the sentences that name it: none is typed in them.

    On a `day`, for what is written of that day; the latest where it is left out.

    >>> law_figures()["compensation"], law_figures()["order_service"], law_figures()["order_service_changed"]
    ('40\u00a0€', 'trois', '1er\u00a0septembre\u00a02026')
    """
    service, enforcement = parameter("time-limit.order-service"), parameter("time-limit.order-enforcement")
    increase, waiting = _latest("civil.increase-delay"), _latest("time-limit.order-enforcement")
    counts = {
        "points": _on(day, "b2b.points-over-ecb"),
        "public_points": _on(day, "public.points-over-ecb"),
        "floor_times": _on(day, "b2b.floor-multiplier"),
        "public_interest": _on(day, "time-limit.public-interest"),
        "prefect_authorisation": _on(day, "time-limit.prefect-authorisation"),
        "prefect_notice": _on(day, "time-limit.prefect-notice"),
        "prefect_compliance": _on(day, "time-limit.prefect-compliance"),
        "prefect_payment": _on(day, "time-limit.prefect-payment"),
        "order_deposit": _on(day, "time-limit.order-deposit"),
        "claim_declaration": _latest("time-limit.claim-declaration"),
        "claim_declaration_abroad": _latest("time-limit.claim-declaration-abroad"),
        "claim_relief": _latest("time-limit.claim-relief"),
        "title_years": _latest("limitation.title") / _A_YEAR,
        "public_years": _latest("limitation.public-debtor") / _A_YEAR,
        "increase_points": _latest("civil.increase-points"),
        "increase_months": increase,
        "order_service": service.values[-1].value,
        "order_service_before": service.values[-2].value,
        "order_enforcement": waiting,
        "order_to_increase": waiting + increase,
    }
    return {
        "compensation": round_amount(_on(day, "b2b.compensation")),
        "public_compensation": round_amount(_on(day, "public.compensation")),
        "order_service_changed": date_in_words(service.values[-1].starts_on),
        "order_enforcement_changed": date_in_words(enforcement.values[-1].starts_on),
        **{name: spelt(value) for name, value in counts.items()},
    }


def _latest(identifier: str) -> Decimal:
    return parameter(identifier).values[-1].value


def _on(day: date | None, identifier: str) -> Decimal:
    """The value on a day; the latest for no day, or for one older than the law's data."""
    try:
        return parameter(identifier).on(day).value if day else _latest(identifier)
    except NotCovered:
        return _latest(identifier)


def point(key: str, /, **figures: object) -> Point:
    """A statement of the law or of good practice: its sentence, its article, how far it was verified.

    >>> found = point("mediation-abroad")
    >>> found.confidence, found.confidence_label
    ('own-knowledge', 'notre lecture')
    """
    confidence = cast(Certainty, say(f"point.{key}.confidence"))
    return Point(
        code=key,
        text=say(f"point.{key}.text", **figures),
        reference=say(f"point.{key}.reference"),
        confidence=confidence,
        confidence_label=say(f"confidence.{confidence}"),
    )


def day_to_keep(limit: TimeLimit) -> date:
    """The last day to go by: with the extension of procedure, where it applies.

    >>> from latepay_core.countries.fr.time_limits import claim_declaration, order_service
    >>> day_to_keep(claim_declaration(date(2026, 9, 22))), day_to_keep(order_service(date(2026, 8, 31)))
    (datetime.date(2026, 11, 23), datetime.date(2027, 3, 1))
    """
    return limit.last_day


def limit_point(limit: TimeLimit) -> Point:
    """A time limit as a statement of the law: how it was counted, and what to beware of."""
    return Point(
        code=limit.code,
        text=in_a_row(limit.sentence, *limit.cautions),
        reference=limit.reference,
        confidence=limit.confidence,
        confidence_label=say(f"confidence.{limit.confidence}"),
    )


def points(*keys: str) -> tuple[Point, ...]:
    """Several of them that need no figure."""
    return tuple(map(point, keys))
