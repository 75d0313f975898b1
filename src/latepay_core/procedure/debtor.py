"""The next step of whoever is asked for money: never to chase himself, but the time limits that are his own.

Articles: CPC, art. 1416 and 1418; C. civ., art. 1343-5 and 2240; CPCE, art. L111-4; C. com., art. L622-28.
"""

from collections.abc import Callable, Iterator

from latepay_core.claim import ClaimRefused, Event
from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.days import DAY
from latepay_core.procedure.choice import Choice
from latepay_core.procedure.timeline import Facts
from latepay_core.procedure.words import day_to_keep, limit_point, point, points
from latepay_core.said import Value

_REPLY = "claim-reply"


def debtor_step(facts: Facts) -> Choice:
    """The next thing to do for the debtor, on the statement's day: what loses a right first, then his answer.

    >>> from latepay_core import Claim, draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-11-10", "side": "debtor",
    ...     "invoices": [{"number": "F-204", "due_on": "2026-06-30", "amount": "3000.00"}],
    ...     "events": [{"on": "2026-11-02", "kind": "order-served"}]})
    >>> step = debtor_step(Facts(claim, draw_up(claim), claim.situation))
    >>> step.code, step.last_day.isoformat()
    ('debtor-oppose', '2026-12-02')
    """
    return next(choice for rule in _RULES if (choice := rule(facts)) is not None)


def order_to_oppose(facts: Facts) -> TimeLimit | None:
    """The month to oppose an order for payment that was served, as long as nothing opposed it (CPC, art. 1416)."""
    served = facts.last("order-served")
    if served is None or facts.last("opposition", after=served.on - DAY):
        return None
    return time_limits.opposition(served.on, region=facts.region)


def _settled(facts: Facts) -> Choice | None:
    if facts.owed:
        return None
    totals = facts.statement.totals
    keys = ["debtor-overpaid"] if totals.overpaid or totals.overcredited else []
    return Choice("debtor-settled", facts.as_of, letter=_REPLY, points=points(*keys))


def _proceedings(facts: Facts) -> Choice | None:
    opened = facts.claim.debtor.insolvency_opened_on
    if opened is None or opened > facts.as_of:
        return None
    said = points("insolvency-no-payment", "insolvency-stops-interest")
    return Choice("debtor-proceedings", facts.as_of, figures={"opened": opened}, points=said)


def _judged(facts: Facts) -> Choice | None:
    decision = facts.claim.judgment
    if decision is None or decision.enforceable_on > facts.as_of:
        return None
    raised = time_limits.legal_rate_increase(decision.enforceable_on).last_day + DAY
    figures: dict[str, Value] = {"decided": decision.enforceable_on}
    said = (point("five-points", raised=raised), *points("debtor-grace", "title-ten-years"))
    return Choice("debtor-judged", facts.as_of, figures=figures, points=said)


def _enforced(facts: Facts) -> Choice | None:
    seized = facts.last("enforcement")
    if seized is None:
        return None
    figures: dict[str, Value] = {"seized": seized.on}
    return Choice("debtor-seized", facts.as_of, figures=figures, points=points("debtor-seizure", "debtor-grace"))


def _order(facts: Facts) -> Choice | None:
    served = facts.last("order-served")
    if served is None:
        return None
    figures: dict[str, Value] = {"served": served.on}
    limit = order_to_oppose(facts)
    if limit is None:
        return Choice("debtor-hearing", facts.as_of, figures=figures, points=points("order-hearing-deed"))
    said = (limit_point(limit), *points("debtor-oppose", "order-opposition"))
    last = day_to_keep(limit)
    if facts.as_of > last:
        return Choice("debtor-order-final", facts.as_of, figures=figures, points=(*said, point("debtor-grace")))
    return Choice("debtor-oppose", facts.as_of, last_day=last, figures=figures, points=said)


def _summoned(facts: Facts) -> Choice | None:
    summons = facts.last("court-action")
    if summons is None:
        return None
    figures: dict[str, Value] = {"summoned": summons.on}
    return Choice("debtor-summoned", facts.as_of, figures=figures, points=points("debtor-grace"))


def _barred(facts: Facts) -> Choice | None:
    """The time to sue seems over for every invoice, whichever day it is counted from: the later one, here."""
    try:
        found = facts.limitation.invoices
    except ClaimRefused:
        return None
    owed = facts.owed_positions
    mine = [each for each in found if each.invoice in owed]
    if not mine or not all(each.barred for each in mine):
        return None
    last = max((each.due_reading or each).last_day for each in mine)
    figures: dict[str, Value] = {"over": max(last, *(each.last_day for each in mine))}
    return Choice("debtor-barred", facts.as_of, letter=_REPLY, figures=figures, points=points("debtor-barred"))


def _not_due(facts: Facts) -> Choice | None:
    if any(each.days_late > 0 for each in facts.owed):
        return None
    due = min(each.due_on for each in facts.owed)
    return Choice("debtor-pay", due, figures={"due": due})


def _answer(facts: Facts) -> Choice:
    received = facts.last("formal-notice", "public-claim", "reminder", "call")
    totals = facts.statement.totals
    figures: dict[str, Value] = {
        "owed": totals.due.total_due,
        **({"received_on": received.on} if received else {}),
    }
    why = "why" if not received else "why-notice" if _is_notice(received) else "why-reminded"
    keys = ["debtor-undisputed", "debtor-acknowledges", *(["debtor-no-fees"] if facts.consumer else [])]
    return Choice("debtor-answer", facts.as_of, why, letter=_REPLY, figures=figures, points=points(*keys))


def _is_notice(event: Event) -> bool:
    return event.kind in ("formal-notice", "public-claim")


def debtor_limits(facts: Facts) -> Iterator[TimeLimit]:
    """The limits the debtor must keep: they run against him, not against whoever claims."""
    limit = order_to_oppose(facts)
    if limit is not None and facts.claim.judgment is None:
        yield limit


_RULES: tuple[Callable[[Facts], Choice | None], ...] = (
    _settled,
    _proceedings,
    _judged,
    _enforced,
    _order,
    _summoned,
    _barred,
    _not_due,
    _answer,
)
