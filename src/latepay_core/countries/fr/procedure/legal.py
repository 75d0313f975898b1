"""The steps that time limits impose: limitation, orders, judgments; each before the guide's own order.

Articles: C. civ., art. 2240 to 2244; CPC, art. 1411 and 1416; CMF, art. L313-3.
"""

from datetime import timedelta

from latepay_core.claim import Event
from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.procedure.choice import Choice
from latepay_core.countries.fr.procedure.timeline import Facts, pace
from latepay_core.countries.fr.procedure.words import limit_point, point, points
from latepay_core.countries.fr.working_days import next_worked_day
from latepay_core.days import DAY, add_months
from latepay_core.said import Value


def settled(facts: Facts) -> Choice | None:
    """Nothing is owed any more."""
    if facts.owed:
        return None
    if facts.cancelled:
        return Choice("settled", facts.as_of, "why-cancelled", what="what-cancelled")
    overpaid = facts.statement.totals.overpaid > 0
    overcredited = facts.statement.totals.overcredited > 0
    keys = ["settled-overpaid"] if overpaid else ["settled-thanks"]
    keys += ["settled-overcredited"] if overcredited else []
    return Choice("settled", facts.as_of, points=points(*keys))


def judgment(facts: Facts) -> Choice | None:
    """An enforceable decision: have it enforced, and know when the legal rate rises by five points."""
    decision = facts.claim.judgment
    if decision is None or decision.enforceable_on > facts.as_of:
        return None
    enforced = facts.last("enforcement", after=decision.enforceable_on - DAY)
    if enforced:
        return Choice("follow-enforcement", facts.as_of, points=points("title-ten-years"))
    raised = time_limits.legal_rate_increase(decision.enforceable_on).last_day + DAY
    return Choice(
        "enforce",
        decision.enforceable_on,
        letter="hand-over",
        figures={"decided": decision.enforceable_on, "raised": raised},
        points=(point("title-ten-years"), point("five-points", raised=raised), point("title-costs")),
    )


def order(facts: Facts) -> Choice | None:
    """An order for payment under way: serve it, wait for the opposition, enforce it."""
    made, served = facts.last("order-made"), facts.last("order-served")
    if served is not None and (made is None or served.on >= made.on):
        return _served(facts, served, made)
    if made is None:
        return None
    limit = time_limits.order_service(made.on)
    figures: dict[str, Value] = {"made": made.on}
    if facts.as_of > limit.last_day:
        return Choice(
            "order-lapsed", facts.as_of, letter="payment-order-request", figures=figures, points=points("order-service")
        )
    said = (limit_point(limit), *points("order-service", "order-service-interrupts"))
    return Choice("serve-order", made.on + DAY, last_day=limit.last_day, figures=figures, points=said)


def _served(facts: Facts, served: Event, made: Event | None) -> Choice:
    figures: dict[str, Value] = {"served": served.on}
    if facts.last("opposition", after=served.on - DAY):
        opposed = facts.last("opposition")
        on = (opposed.on if opposed else served.on) + DAY
        return Choice("answer-opposition", on, figures=figures, points=points("order-opposed", "order-hearing-deed"))
    opposition = time_limits.opposition(served.on, region=facts.region)
    end = opposition.last_day
    waiting = time_limits.order_enforcement(made.on if made else served.on, served.on, region=facts.region)
    free = next_worked_day(max(end, waiting.last_day if waiting else end) + DAY, facts.region)
    figures |= {"end": end, "free": free}
    raised = time_limits.legal_rate_increase(waiting.last_day if waiting else opposition.unextended).last_day + DAY
    dearer = point("order-five-points", raised=raised)
    if facts.as_of < free:
        said = (limit_point(opposition), *points("order-opposition", "order-enforce-two-months"), dearer)
        return Choice("await-opposition", free, figures=figures, points=said)
    said = (*points("order-opposition", "order-enforce-two-months"), dearer, point("title-costs"))
    return Choice("enforce-order", free, letter="hand-over", figures=figures, points=said)


def limitation(facts: Facts) -> Choice | None:
    """A right about to be lost, or lost: a formal notice does not stop the clock (C. civ., art. 2241 and 2244)."""
    owed = facts.owed_positions
    days = [each for each in facts.limitation.invoices if each.invoice in owed]
    alive = [each for each in days if not each.barred]
    if days and not alive:
        last = max(each.last_day for each in days)
        return Choice("time-barred", facts.as_of, last_day=last, points=points("limitation-raised-by-debtor"))
    near = [each for each in alive if add_months(each.last_day, -pace()["limitation_near_months"]) <= facts.as_of]
    if not near:
        return None
    last, act = min((each.safe_day, each.safe_act_before) for each in near)
    public = facts.regime == "fr-public"
    keys = ["public-claim-interrupts"] if public else ["limitation-interrupts", "notice-no-interruption"]
    keys += ["limitation-no-extension", "request-no-interruption"] if not public else ["limitation-no-extension"]
    keys += ["limitation-some-lost"] if len(alive) < len(days) else []
    letter = "public-claim" if public else "payment-order-request"
    started = add_months(last, -pace()["limitation_near_months"])
    why = "why-public" if public else "why-presumed" if last < facts.as_of else "why"
    figures: dict[str, Value] = {"act": max(act, facts.as_of)}
    return Choice("act-now", started, why, letter=letter, last_day=last, figures=figures, points=points(*keys))


def court(facts: Facts) -> Choice | None:
    """A request or an action before a court, not decided yet."""
    action = facts.last("court-action", "order-requested")
    if action is None:
        return None
    requested = action.kind == "order-requested"
    keys = ["order-deposit", "request-no-interruption"] if requested else ["action-interrupts"]
    figures: dict[str, Value] = {"begun": action.on}
    return Choice(
        "follow-court", action.on + timedelta(days=30), f"why-{action.kind}", figures=figures, points=points(*keys)
    )
