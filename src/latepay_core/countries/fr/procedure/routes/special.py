"""Routes for particular cases: insolvent debtor, debtor abroad, uncontested debts between traders, seizure."""

from latepay_core.claim.places import SOMEWHERE
from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.procedure.costs import service_of_order
from latepay_core.countries.fr.procedure.insolvency import later_points
from latepay_core.countries.fr.procedure.routes.building import (
    Sketch,
    Verdict,
    abroad,
    between_traders,
    blocked,
    counsel_to_check,
    insolvent,
    no_counsel,
    stopped,
    total,
    where_abroad,
)
from latepay_core.countries.fr.procedure.situation import EUROPEAN_ORDER_COUNTRIES, country_of
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import point, points
from latepay_core.countries.fr.regions import declares_from_afar
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.procedure.model import Route


def claim_declaration(facts: Facts) -> Route:
    """The declaration of the claim in collective proceedings (C. com., art. L622-28, R622-24)."""
    return Sketch(
        "claim-declaration",
        _declaration(facts),
        lawyer=no_counsel("lawyer-declaration"),
        back=points("insolvency-stops-interest"),
        last_days=_declaration_days(facts),
        letter="claim-declaration",
    ).route()


def _declaration(facts: Facts) -> Verdict:
    if not insolvent(facts):
        return "closed", (point("insolvency-none"),)
    if not facts.owed:
        return "closed", (point("nothing-owed"),)
    if not facts.born_before:
        return "closed", later_points(facts)
    return "open", points("insolvency-two-months", "declaration-interrupts", "insolvency-abroad", "insolvency-relief")


def _declaration_days(facts: Facts) -> dict[int, TimeLimit]:
    published = facts.situation.bodacc_published_on
    return (
        {}
        if published is None
        else {2: time_limits.claim_declaration(published, abroad=declares_from_afar(facts.claim, facts.situation))}
    )


def uncontested_debt(facts: Facts) -> Route:
    """The procedure of loi n° 2026-307 for uncontested debts between traders, in force since 25 April 2026.

    No decree and no tariff were seen up to October 2026: a commissaire de justice must be asked.
    """
    costs = (service_of_order(total(facts), facts.as_of),) if total(facts) > 0 else ()
    return Sketch(
        "uncontested-debt", _uncontested(facts), lawyer=counsel_to_check("lawyer-unknown"), costs=costs
    ).route()


def _uncontested(facts: Facts) -> Verdict:
    refusal = blocked(facts)
    if refusal is not None:
        return refusal
    if between_traders(facts) is False:
        return "closed", (point("uncontested-traders-only"),)
    return "to-check", points("uncontested-no-decree", "uncontested-traders-only")


def european_order(facts: Facts) -> Route:
    """The European order for payment (regulation 1896/2006): a debtor in another member state, Denmark left out."""
    return Sketch(
        "european-order", _european(facts), lawyer=no_counsel("lawyer-european"), letter="payment-order-request"
    ).route()


def _european(facts: Facts) -> Verdict:
    refusal = blocked(facts)
    if refusal is not None:
        return refusal
    if not abroad(facts):
        return "closed", (point("european-cross-border-only"),)
    if country_of(facts.claim, facts.situation) == SOMEWHERE:
        return "to-check", where_abroad(facts)
    if country_of(facts.claim, facts.situation) not in EUROPEAN_ORDER_COUNTRIES:
        return "closed", (point("european-not-this-country"),)
    keys = ["european-conditions", "european-interest"]
    if facts.claim.debtor.kind == "consumer":
        keys.append("european-consumer")
    if facts.disputed:
        return "discouraged", points("european-dispute", *keys)
    return "open", points(*keys)


def protective_seizure(facts: Facts) -> Route:
    """A protective seizure while the action goes on (CPCE, art. L511-1 and L511-2)."""
    return Sketch("protective-seizure", _seizure(facts), lawyer=counsel_to_check("lawyer-seizure")).route()


def _seizure(facts: Facts) -> Verdict:
    refusal = stopped(facts, "abroad-which-court", "to-check")
    if refusal is not None:
        return refusal
    return "to-check", points("seizure-conditions", "seizure-action")
