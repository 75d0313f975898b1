"""The law's own figures that this room's sentences name, from the law's data: none is typed in a sentence."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from latepay_core.law import NotCovered, parameter

_A_YEAR = 12


@lru_cache(maxsize=64)
def law_figures(day: date | None = None) -> Mapping[str, Decimal | date]:
    """What the law's own data say: amounts in EUR, counts of days, months, years, points or times, days of a change.

    On a `day`, for what is written of that day; the latest where it is left out.

    >>> found = law_figures()
    >>> str(found["compensation"]), str(found["order_service"]), found["order_service_changed"].isoformat()
    ('40', '3', '2026-09-01')
    """
    service, enforcement = parameter("time-limit.order-service"), parameter("time-limit.order-enforcement")
    increase, waiting = _latest("civil.increase-delay"), _latest("time-limit.order-enforcement")
    return {
        "compensation": _on(day, "b2b.compensation"),
        "public_compensation": _on(day, "public.compensation"),
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
        "order_service_changed": service.values[-1].starts_on,
        "order_enforcement": waiting,
        "order_enforcement_changed": enforcement.values[-1].starts_on,
        "order_to_increase": waiting + increase,
    }


def figures_of(names: Iterable[str]) -> dict[str, Decimal | date]:
    """Those of them that a sentence takes, by their names."""
    found = law_figures()
    return {name: found[name] for name in names}


def _latest(identifier: str) -> Decimal:
    return parameter(identifier).values[-1].value


def _on(day: date | None, identifier: str) -> Decimal:
    """The value on a day; the latest for no day, or for one older than the law's data."""
    try:
        return parameter(identifier).on(day).value if day else _latest(identifier)
    except NotCovered:
        return _latest(identifier)
