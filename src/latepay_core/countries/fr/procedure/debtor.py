"""The next step of whoever is asked for money: never to chase himself, but the time limits that are his own.

Articles: CPC, art. 1416 and 1418; C. civ., art. 1343-5 and 2240; CPCE, art. L111-4; C. com., art. L622-28.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from latepay_core.claim import ClaimRefused, Event
from latepay_core.claim.part import made
from latepay_core.countries.fr import time_limits
from latepay_core.countries.fr.procedure.choice import Choice, day_to_do
from latepay_core.countries.fr.procedure.friendly import arrives_on
from latepay_core.countries.fr.procedure.timeline import Facts, pace
from latepay_core.countries.fr.procedure.words import day_to_keep, limit_point, point, points
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.countries.fr.working_days import deadline, next_worked_day
from latepay_core.days import DAY
from latepay_core.said import Value

_REPLY = "claim-reply"
_NOTICES = ("formal-notice", "public-claim")


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


def _answered(facts: Facts) -> Choice | None:
    """He has answered what he received: whoever claims has the time that the answer leaves."""
    mine, received = own_answer(facts), _received(facts)
    if mine is None or (received is not None and received.on > mine.on):
        return None
    end = answer_until(facts, mine)
    figures: dict[str, Value] = {"answered": mine.on, "end": end, "owed": facts.statement.totals.due.total_due}
    waiting = facts.as_of <= end
    day = next_worked_day(end + DAY, facts.region) if waiting else facts.as_of
    running = notice_until(facts)
    return Choice(
        "debtor-await",
        day,
        "why" if waiting else "why-silent",
        last_day=running if running and running >= facts.as_of else None,
        figures=figures,
        points=points("debtor-undisputed", "debtor-acknowledges"),
    )


def _answer(facts: Facts) -> Choice:
    received, until = _received(facts), notice_until(facts)
    on = day_to_do("debtor-answer", facts.as_of, facts)
    figures: dict[str, Value] = {
        "owed": facts.statement.totals.due.total_due,
        **({"received_on": received.on} if received else {}),
        **({"until": until} if until else {}),
    }
    keys = ["debtor-undisputed", "debtor-acknowledges", *(["debtor-no-fees"] if facts.consumer else [])]
    return Choice(
        "debtor-answer",
        facts.as_of,
        _why(received, until, facts.as_of),
        letter=_REPLY,
        last_day=until,
        answer_by=claim_reply_day(facts, on),
        figures=figures,
        points=points(*keys),
    )


def _why(received: Event | None, until: date | None, as_of: date) -> str:
    if received is None:
        return "why"
    if received.kind not in _NOTICES:
        return "why-reminded"
    if until is None:
        return "why-notice"
    return "why-notice-until" if as_of <= until else "why-notice-over"


def _received(facts: Facts) -> Event | None:
    """What he was sent last: a formal notice goes before what only reminds him."""
    return received_notice(facts) or facts.last("reminder", "call")


def received_notice(facts: Facts) -> Event | None:
    """The last formal notice, on the day he received it: an event, or the day a civil debt bears interest from."""
    noted, day = facts.last(*_NOTICES), facts.claim.notice_received_on
    if noted is None and day is not None and day <= facts.as_of:
        return made(Event, on=day, kind="formal-notice")
    return noted


def notice_until(facts: Facts) -> date | None:
    """The last day that the formal notice leaves him: the one it names, else its days from its receipt."""
    notice = received_notice(facts)
    if notice is None or notice.expected_on is not None or notice.delay_days is None:
        return notice.expected_on if notice else None
    return notice.on + timedelta(days=notice.delay_days)


def own_answer(facts: Facts) -> Event | None:
    """His own last letter to whoever claims: an answer, or a dispute."""
    return facts.last("answer", "dispute")


def answer_until(facts: Facts, mine: Event) -> date:
    """The last day that his own letter leaves to whoever claims: the one noted with it, else its usual time."""
    if mine.expected_on is None and mine.delay_days is not None:
        return arrives_on(mine.on, facts.region) + timedelta(days=mine.delay_days)
    return mine.expected_on or claim_reply_day(facts, mine.on)


def claim_reply_day(facts: Facts, sent: date) -> date:
    """The last day that an answer sent by post leaves to whoever claims: as chosen for it, else its usual time."""
    chosen = facts.reply
    if chosen.by is not None and chosen.by > sent:
        return chosen.by
    days, kind = chosen.days or pace()["claim_reply_days"], chosen.kind_or("ouvre")
    return deadline(arrives_on(sent, facts.region), days, kind, facts.region).last_day


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
    _answered,
    _answer,
)
