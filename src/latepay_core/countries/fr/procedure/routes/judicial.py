"""The ways through the civil and commercial courts: order for payment, interim payment, full action."""

from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.procedure.costs import (
    economic_justice_contribution,
    legal_aid_contribution,
    registry,
    service_of_order,
    summons,
)
from latepay_core.countries.fr.procedure.routes.building import (
    AMICABLE_UP_TO,
    Sketch,
    Verdict,
    abroad,
    between_traders,
    blocked,
    counsel,
    counsel_to_check,
    courts,
    forms,
    no_counsel,
    principal,
    recovered,
    stopped,
    total,
    where_abroad,
)
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import point, points
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.procedure.model import CostItem, Court, Point, Route

_COMMERCIAL = {"commercial-court", "economic-court", "overseas-commercial"}
#: The courts that a simple request may seize; the commercial chamber of Alsace-Moselle judges traders.
_BY_REQUEST = {"judicial-court", "protection-judge"}
_JUDICIAL = {"judicial-court", "protection-judge", "commercial-chamber"}


def payment_order(facts: Facts) -> Route:
    """The order for payment (CPC, art. 1405 to 1424)."""
    found = courts(facts, order=True)
    return Sketch(
        "payment-order",
        _payment_order(facts),
        courts=found,
        forms=forms(found),
        lawyer=no_counsel("lawyer-order"),
        costs=_costs(facts, found, order=True),
        back=recovered(facts),
        last_days=_order_days(facts),
        letter="payment-order-request",
        variant="" if any(court.code in _COMMERCIAL for court in found) else "judicial",
    ).route()


def _payment_order(facts: Facts) -> Verdict:
    refusal = stopped(facts, "abroad-french-order")
    if refusal is not None:
        return refusal
    keys = ["order-conditions", "order-not-amicable-first"]
    if facts.disputed:
        return "discouraged", points("dispute-order-unfit", *keys)
    return "open", points(*keys, "request-no-interruption")


def _order_days(facts: Facts) -> dict[int, TimeLimit]:
    days: dict[int, TimeLimit] = {}
    made, served = facts.last("order-made"), facts.last("order-served")
    if made is not None:
        days[3] = time_limits.order_service(made.on)
    if served is not None:
        days[4] = time_limits.opposition(served.on, region=facts.region)
    return days


def court_request(facts: Facts) -> Route:
    """The judicial court seized by a simple request, up to 5 000 EUR, without a summons (CPC, art. 750 and 756 ff.)."""
    found = tuple(court for court in courts(facts) if court.code in _BY_REQUEST)
    judicial = legal_aid_contribution(facts.as_of, court="judicial")
    return Sketch(
        "court-request",
        _court_request(facts),
        courts=found,
        lawyer=no_counsel("lawyer-request"),
        costs=(judicial,) if total(facts) > 0 else (),
        back=recovered(facts),
    ).route()


def _court_request(facts: Facts) -> Verdict:
    refusal = stopped(facts, "abroad-which-court")
    if refusal is not None:
        return refusal
    if between_traders(facts):
        return "closed", (point("request-traders"),)
    if principal(facts) > AMICABLE_UP_TO:
        return "closed", (point("request-over", limit=AMICABLE_UP_TO),)
    return _by_request(facts)


def _by_request(facts: Facts) -> Verdict:
    """The request of a principal within its ceiling, against a debtor in France."""
    figures = {"limit": AMICABLE_UP_TO, "total": total(facts)}
    why = (point("request-no-deed"), *_amicable_first(facts), point("request-interrupts"))
    if total(facts) > AMICABLE_UP_TO:
        return "to-check", (point("request-on-the-line", **figures), *why)
    within = point("request-within", **figures)
    if between_traders(facts) is None:
        return "to-check", (point("request-if-not-traders"), within, *why)
    return "open", (within, *why)


def interim_payment(facts: Facts) -> Route:
    """An interim payment ordered by the judge of urgent matters (CPC, art. 835 and 873)."""
    found = courts(facts)
    return Sketch(
        "interim-payment",
        _interim(facts),
        courts=found,
        lawyer=counsel(facts),
        costs=_costs(facts, found, order=False),
        back=recovered(facts),
    ).route()


def _interim(facts: Facts) -> Verdict:
    refusal = stopped(facts, "abroad-which-court", "to-check")
    if refusal is not None:
        return refusal
    why = (point("interim-conditions"), *_amicable_first(facts))
    if facts.disputed:
        return "discouraged", (point("interim-dispute"), *why)
    return "open", why


def full_action(facts: Facts) -> Route:
    """A full action: the summons, the hearing, the judgment (CPC, art. 750-1, 761, 853)."""
    public = facts.regime == "fr-public"
    found = () if public else courts(facts)
    return Sketch(
        "administrative-action" if public else "full-action",
        _full_action(facts),
        courts=found,
        lawyer=counsel_to_check("lawyer-administrative") if public else counsel(facts),
        costs=() if public else _costs(facts, found, order=False),
        back=points("costs-700") if public else recovered(facts),
    ).route()


def _full_action(facts: Facts) -> Verdict:
    refusal = blocked(facts) if facts.regime != "fr-public" else None
    if refusal is not None:
        return refusal
    if facts.regime == "fr-public":
        if not facts.owed:
            return "closed", (point("nothing-owed"),)
        return "to-check", points("administrative-action", "public-claim-interrupts")
    if abroad(facts):
        return "to-check", (point("abroad-which-court"), *where_abroad(facts))
    key = "action-dispute" if facts.disputed else "action-always"
    instead = points("request-instead") if _court_request(facts)[0] == "open" else ()
    return "open", (*instead, point(key), *_amicable_first(facts), point("action-interrupts"))


def _amicable_first(facts: Facts) -> tuple[Point, ...]:
    """The prior amicable attempt before the judicial court, up to 5 000 EUR (CPC, art. 750-1)."""
    if all(court.code in _COMMERCIAL for court in courts(facts)):
        return ()
    figures = {"limit": AMICABLE_UP_TO, "total": total(facts)}
    if facts.situation.amicable_attempt:
        return (point("amicable-first-done", **figures),)
    if total(facts) <= AMICABLE_UP_TO:
        return (point("amicable-first", **figures),)
    if principal(facts) <= AMICABLE_UP_TO:
        return (point("amicable-first-on-the-line", **figures),)
    return (point("amicable-first-not-needed", **figures),)


def _costs(facts: Facts, found: tuple[Court, ...], *, order: bool) -> tuple[CostItem, ...]:
    codes = {court.code for court in found}
    on, claimed = facts.as_of, total(facts)
    if claimed <= 0:
        return ()
    items = [service_of_order(claimed, on)] if order else [summons(claimed, on), service_of_order(claimed, on)]
    if order and codes & _COMMERCIAL:
        items.insert(0, registry(on))
    if codes & _JUDICIAL:
        items.append(legal_aid_contribution(on, court="judicial", order=order))
    if codes & {"economic-court", "commercial-court"}:
        items.append(economic_justice_contribution(claimed, on, facts.situation.claimant))
    return tuple(items)
