"""The ways without a judge: an agreement, a mediator, the small-claims procedure of the commissaires de justice."""

from datetime import date

from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.procedure.routes.building import (
    AMICABLE_UP_TO,
    Sketch,
    Verdict,
    abroad,
    between_traders,
    insolvent,
    no_counsel,
    nothing_to_claim,
    stopped,
    where_abroad,
)
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import point, points
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.procedure.model import Route

#: Loi n° 2026-307 of 23 April 2026, in force since that day.
TRADERS_LEFT_OUT_FROM = date(2026, 4, 25)


def agreement(facts: Facts) -> Route:
    """A written agreement, with instalments (C. civ., art. 2240, 1342-4, 1343-1)."""
    return Sketch("agreement", _agreement(facts), lawyer=no_counsel(), free=True, letter="instalment-offer").route()


def _agreement(facts: Facts) -> Verdict:
    if not facts.owed:
        return "closed", (point("nothing-owed"),)
    if insolvent(facts):
        return "closed", (point("insolvency-no-payment"),)
    if facts.regime == "fr-public":
        return "closed", (point("public-no-longer-term"),)
    keys = ["agreement-acknowledges", "agreement-part-payment", "agreement-allocation"]
    if facts.disputed:
        keys.insert(0, "agreement-dispute")
    return "open", points(*keys)


def mediation(facts: Facts) -> Route:
    """The mediator of enterprises between professionals and with public buyers; conciliation with a consumer."""
    code = "conciliation" if facts.regime == "fr-civil" else "mediation"
    letter = None if facts.regime == "fr-civil" else "mediation-referral"
    return Sketch(code, _mediation(facts), lawyer=no_counsel(), free=True, letter=letter).route()


def _mediation(facts: Facts) -> Verdict:
    refusal = nothing_to_claim(facts)
    if refusal is not None:
        return refusal
    if insolvent(facts):
        return "closed", (point("insolvency-no-payment"),)
    if abroad(facts):
        return "to-check", (point("mediation-abroad"), *where_abroad(facts))
    if facts.regime == "fr-civil":
        keys = ["conciliation-open", "amicable-first-satisfied", "mediation-suspends"]
        return "open", points(*keys)
    keys = ["mediation-free", "mediation-suspends"]
    if facts.disputed:
        keys.insert(0, "mediation-dispute")
    return "open", points(*keys)


def small_claims(facts: Facts) -> Route:
    """The simplified procedure up to 5 000 EUR, principal and interest (CPCE, art. L125-1, R125-1 ff.)."""
    return Sketch(
        "small-claims",
        _small_claims(facts),
        lawyer=no_counsel(),
        back=points("small-claims-all-on-creditor"),
        last_days=_small_claims_days(facts),
    ).route()


def _small_claims(facts: Facts) -> Verdict:
    refusal = stopped(facts, "abroad-french-procedure")
    if refusal is not None:
        return refusal
    sums = facts.statement.totals.principal_due + facts.statement.totals.interest_due
    figures = {"limit": AMICABLE_UP_TO, "sum": sums}
    if sums > AMICABLE_UP_TO:
        return "closed", (point("small-claims-over", **figures),)
    within = point("small-claims-within", **figures)
    traders = between_traders(facts)
    if facts.as_of >= TRADERS_LEFT_OUT_FROM and traders is not False:
        status = "closed" if traders else "to-check"
        key = "small-claims-traders" if traders else "small-claims-if-not-traders"
        return ("closed" if status == "closed" else "to-check"), (point(key), within)
    if facts.disputed:
        return "discouraged", (point("small-claims-dispute"), within)
    return "open", (within, point("amicable-first-satisfied"))


def _small_claims_days(facts: Facts) -> dict[int, TimeLimit]:
    """What the month would give if the letter left on the statement's day."""
    return {2: time_limits.small_claims(facts.as_of, region=facts.region)}
