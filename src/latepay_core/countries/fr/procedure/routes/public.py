"""The ways against a public buyer: payment ordered by the préfet, interim payment by the administrative judge."""

from latepay_core.claim import Event
from latepay_core.countries.fr.procedure.routes.building import (
    Sketch,
    Verdict,
    counsel_to_check,
    no_counsel,
    nothing_to_claim,
)
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import point, points
from latepay_core.countries.fr.time_limits import TimeLimit, prefect_timetable
from latepay_core.procedure.model import Route


def prefect(facts: Facts) -> Route | None:
    """Compulsory payment of the interest (CGCT, art. L1612-18): of each request whose principal was paid.

    None where nothing but the principal is owed: it is the other way that is asked about then.
    """
    if facts.regime == "fr-public" and facts.overdue and not facts.paid_late:
        return None
    return Sketch(
        "prefect",
        _prefect(facts),
        lawyer=no_counsel("lawyer-prefect"),
        free=True,
        back=points("public-interest-45-days"),
        last_days=_days(facts),
        letter="prefect-request",
    ).route()


def prefect_of_principal(facts: Facts) -> Route | None:
    """Compulsory payment of the principal (CGCT, art. L1612-15 to L1612-17); None where none is owed so."""
    if facts.regime != "fr-public" or not facts.overdue:
        return None
    refusal = _not_for_the_prefect(facts)
    return Sketch(
        "prefect-principal",
        refusal or ("to-check", points("prefect-principal", *_to_be_checked(facts))),
        lawyer=no_counsel("lawyer-prefect"),
        free=True,
        back=points("public-interest-45-days"),
    ).route()


def _prefect(facts: Facts) -> Verdict:
    refusal = _not_for_the_prefect(facts)
    if refusal is not None:
        return refusal
    paid = facts.interest_paid_on
    if paid is not None and facts.as_of <= prefect_timetable(paid)[0].last_day:
        return "closed", points("prefect-too-early")
    keys = ["prefect-if-local", "prefect-steps"] if _to_be_checked(facts) else ["prefect-steps"]
    return ("to-check" if _to_be_checked(facts) else "open"), points(*keys)


def _to_be_checked(facts: Facts) -> tuple[str, ...]:
    """What the reader has to check of the buyer, where he has not said that it is a local authority."""
    return () if facts.situation.public_buyer == "local-authority" else ("prefect-local-only",)


def _not_for_the_prefect(facts: Facts) -> Verdict | None:
    if facts.regime != "fr-public":
        return "closed", (point("prefect-public-only"),)
    buyer, kind = facts.situation.public_buyer, facts.claim.debtor.public_kind
    if buyer == "state":
        return "closed", (point("prefect-not-state"),)
    if buyer == "other" or (buyer is None and kind in {"health", "public-enterprise"}):
        return "closed", (point("prefect-local-only"),)
    return nothing_to_claim(facts)


def _days(facts: Facts) -> dict[int, TimeLimit]:
    paid = facts.interest_paid_on
    if paid is None or facts.regime != "fr-public":
        return {}
    asked: Event | None = facts.last("prefect-request", after=paid, of=facts.paid_late)
    steps = prefect_timetable(paid, asked_on=asked.on if asked else None)
    return {1: steps[0]} | (dict(enumerate(steps[1:], start=3)) if asked else {})


def interim_payment(facts: Facts) -> Route:
    """An interim payment ordered by the administrative judge (CJA, art. R541-1)."""
    return Sketch(
        "administrative-interim",
        _interim(facts),
        lawyer=counsel_to_check("lawyer-administrative"),
        back=points("costs-700"),
    ).route()


def _interim(facts: Facts) -> Verdict:
    if facts.regime != "fr-public":
        return "closed", (point("administrative-public-only"),)
    refusal = nothing_to_claim(facts)
    if refusal is not None:
        return refusal
    if facts.disputed:
        return "discouraged", points("interim-dispute", "administrative-interim")
    if facts.claim.debtor.public_kind == "public-enterprise":
        return "to-check", points("administrative-enterprise", "administrative-interim")
    return "open", points("administrative-interim")
