"""From a claim and what was already done about it to the next thing to do: what, when, why, with which letter."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from latepay_core.countries.fr.procedure import legal
from latepay_core.countries.fr.procedure.choice import Choice, answer, day_to_do
from latepay_core.countries.fr.procedure.debtor import debtor_step
from latepay_core.countries.fr.procedure.friendly import (
    answer_by,
    answered_by,
    first_reminder_on,
    friendly_step,
    later_steps,
    letter_for,
    reply_day,
)
from latepay_core.countries.fr.procedure.insolvency import insolvency
from latepay_core.countries.fr.procedure.limits import limits_of
from latepay_core.countries.fr.procedure.promise import broken_promise, ended_promise, standing_promise, undated
from latepay_core.countries.fr.procedure.situation import place_of
from latepay_core.countries.fr.procedure.timeline import Facts, pace
from latepay_core.countries.fr.procedure.words import limit_point, named, point, points, speaking_of
from latepay_core.countries.fr.time_limits import prefect_timetable, public_interest_payment
from latepay_core.countries.fr.working_days import next_worked_day
from latepay_core.days import DAY
from latepay_core.procedure.facts import buyer_paid_on
from latepay_core.procedure.model import NextStep
from latepay_core.said import Value
from latepay_core.statement import InvoiceStatement


def step_of(facts: Facts) -> NextStep:
    """The next thing to do: what loses a right comes first, then the guide's order; in his own file, the debtor's."""
    with speaking_of(facts.claim):
        return _next_step(facts)


def _next_step(facts: Facts) -> NextStep:
    claim = facts.claim
    if claim.side == "debtor":
        found = debtor_step(facts)
    else:
        found = next(choice for rule in _RULES if (choice := rule(facts)) is not None)
    step = answer(facts, found).model_copy(update={"limits": limits_of(facts)})
    if place_of(claim, facts.situation) == "own-law-overseas":
        return step.model_copy(update={"points": (point("own-law-overseas"), *step.points)})
    return step


def _not_due(facts: Facts) -> Choice | None:
    if any(each.days_late > 0 for each in facts.owed):
        return None
    due = min(each.due_on for each in facts.owed)
    planned = due - timedelta(days=pace()["before_due"])
    told = facts.last("reminder", after=planned - DAY)
    code = "await-due-date" if told else "before-due"
    day = due + timedelta(days=pace()["check_after_due"]) if told else planned
    following = later_steps("check-invoice", due + DAY, facts)
    return Choice(code, day, letter=None if told else "before-due", figures={"due": due}, then=following)


def _only_interest(facts: Facts) -> Choice | None:
    """The principal is paid, penalties or interest and compensation are left."""
    if facts.overdue:
        return None
    paid = facts.principal_paid_on or facts.as_of
    if facts.regime == "fr-public":
        return _public_interest(facts)
    notice = facts.last("formal-notice", after=paid - DAY)
    if notice is not None:
        return _after_notice(facts)
    keys = ["penalties-still-due"] if facts.regime == "fr-b2b" else ["civil-interest-still-due"]
    keys += ["allocation-order"] if facts.left_as_principal else []
    figures: dict[str, Value] = {"paid": paid}
    day = next_worked_day(paid + DAY, facts.region)
    on = day_to_do("claim-interest", day, facts)
    why = "why" if facts.regime == "fr-b2b" else "why-civil"
    return Choice(
        "claim-interest",
        day,
        why,
        letter="penalties-request",
        answer_by=reply_day(facts, on, by_mail=True),
        figures=figures,
        points=points(*keys),
    )


#: What claims the interest once the principal is paid: then a written reminder can be about nothing else.
_IN_WRITING = ("public-claim", "reminder", "formal-notice")


def _is_claimed(facts: Facts, request: InvoiceStatement) -> bool:
    """Whether a request's interest was claimed in writing once its own principal was paid.

    As long as another principal is owed, a reminder that names no request may be about that one.
    """
    last = facts.principal_paid_on or facts.as_of
    found = facts.events(*_IN_WRITING, after=(buyer_paid_on(request) or last) - DAY, of=(request,))
    return any(each.kind == "public-claim" or each.invoice is not None or each.on >= last for each in found)


def _claim_interest(facts: Facts, asked: Sequence[InvoiceStatement], keys: list[str]) -> Choice:
    """The interest of the requests paid late is claimed: of all, or of those that no letter has claimed yet."""
    days = {day for each in asked if (day := buyer_paid_on(each))}
    paid = max(days, default=facts.principal_paid_on or facts.as_of)
    some = len(asked) < len(facts.paid_late)
    figures: dict[str, Value] = {"paid": paid, "end": public_interest_payment(paid).last_day}
    if some:
        figures |= {"requests": tuple(map(named, asked))}
    return Choice(
        "claim-public-interest",
        next_worked_day(paid + DAY, facts.region),
        what="what-rest" if some else "what-several" if len(days) > 1 else "what",
        letter="public-interest-claim",
        figures=figures,
        points=points("public-claim-interrupts", *keys),
    )


def _public_interest(facts: Facts) -> Choice:
    paid = facts.principal_paid_on or facts.as_of
    end = public_interest_payment(paid).last_day
    figures: dict[str, Value] = {
        "paid": paid,
        "end": end,
        "prefect": prefect_timetable(paid)[0].last_day + DAY,
    }
    keys = ["public-interest-45-days", "public-no-waiver"]
    keys += ["allocation-order"] if facts.left_as_principal else []
    asked = facts.last("prefect-request", after=paid)
    if asked is not None:
        return _await_prefect(facts, paid, asked.on)
    unclaimed = [each for each in facts.paid_late if not _is_claimed(facts, each)]
    if unclaimed:
        return _claim_interest(facts, unclaimed, keys)
    if _local(facts):
        return _ask_prefect(facts, keys)
    if facts.as_of <= end:
        return Choice("await-public-interest", end + DAY, figures=figures, points=points(*keys))
    return Choice("choose-route", end + DAY, "why-public", points=points("no-promised-delay"), figures=figures)


def _ask_prefect(facts: Facts, keys: list[str]) -> Choice:
    """The préfet is asked from the thirty-first day on after the payment of a request, or that day is waited for."""
    paid = facts.interest_paid_on or facts.as_of
    authorised = prefect_timetable(paid)[0].last_day
    end = public_interest_payment(paid).last_day
    figures: dict[str, Value] = {"paid": paid, "end": end, "authorised": authorised, "prefect": authorised + DAY}
    if not facts.for_the_prefect:
        said = points(*keys, "prefect-steps")
        return Choice("await-public-interest", authorised + DAY, figures=figures, points=said)
    what = "what" if facts.situation.public_buyer == "local-authority" else "what-if-local"
    said = points("prefect-steps")
    return Choice("ask-prefect", authorised + DAY, what=what, letter="prefect-request", figures=figures, points=said)


def _await_prefect(facts: Facts, paid: date, asked: date) -> Choice:
    """What the préfet, then the authority, still have to do, counted from the request."""
    steps = prefect_timetable(paid, asked_on=asked)[1:]
    names = ("notice", "compliance", "payment")
    figures: dict[str, Value] = {name: step.last_day for name, step in zip(names, steps, strict=True)}
    figures["asked"] = asked
    said = (*map(limit_point, steps), *points("prefect-steps", "prefect-silent"))
    return Choice("await-prefect", facts.as_of, figures=figures, points=said)


def _local(facts: Facts) -> bool:
    buyer = facts.situation.public_buyer
    return buyer == "local-authority" or (buyer is None and facts.claim.debtor.public_kind in (None, "state-or-local"))


def _dispute(facts: Facts) -> Choice | None:
    if facts.pursued:
        return None
    opened = max(found.on for each in facts.disputed if (found := facts.open_dispute(each)))
    keys = points("dispute-first", "dispute-undisputed-part", "dispute-order-unfit")
    figures: dict[str, Value] = {"opened": opened}
    return Choice("settle-dispute", opened + DAY, letter="dispute-reasons", figures=figures, points=keys)


def _after_notice(facts: Facts) -> Choice | None:
    due = facts.since
    kinds = ("public-claim", "formal-notice") if facts.regime == "fr-public" else ("formal-notice",)
    sent = facts.last(*kinds, after=due - DAY)
    received = facts.claim.notice_received_on if facts.regime != "fr-public" else None
    if received is not None and (received > facts.as_of or received < due):
        received = None
    if sent is None and received is None:
        return None
    day = sent.on if sent is not None else (received or due)
    end = answered_by(facts, sent, received) if sent is not None else reply_day(facts, day, received)
    figures: dict[str, Value] = {"sent": day, "end": end}
    if facts.as_of <= end:
        planned = next_worked_day(end + DAY, facts.region)
        return Choice("await-notice", planned, figures=figures, points=points("keep-your-word"))
    broken = facts.promise_broken if facts.promise_broken and facts.promise_broken.on > day else None
    expected = facts.promised_by(broken) if broken else end
    planned = next_worked_day(max(end, expected) + DAY, facts.region)
    keys = ["keep-your-word", "no-promised-delay", *(["b2b-extra-costs"] if facts.regime == "fr-b2b" else [])]
    if facts.disputed:
        keys.insert(0, "dispute-set-aside")
    letter = letter_for("choose-route", facts)
    why = "why-public" if facts.regime == "fr-public" else "why-part-paid" if facts.received(day) else "why"
    if broken:
        why = f"why-promise-broken{undated(broken)}"
        figures |= {"promised": broken.on, "expected": expected}
    return Choice("choose-route", planned, why, letter=letter, figures=figures, points=points(*keys))


_RULES: tuple[Callable[[Facts], Choice | None], ...] = (
    legal.settled,
    insolvency,
    legal.judgment,
    legal.order,
    legal.limitation,
    legal.court,
    _not_due,
    standing_promise,
    ended_promise,
    _only_interest,
    _dispute,
    broken_promise,
    _after_notice,
    friendly_step,
)

__all__ = ["answer_by", "first_reminder_on", "step_of"]
