"""A promise to pay: what it holds back until its day, and what comes the day after where it is not kept.

Nothing but time limits goes before it: whoever accepted a day, and asks for the money sooner, contradicts himself.
"""

from datetime import date

from latepay_core.claim import Event
from latepay_core.countries.fr.procedure.choice import Choice, day_to_do, title_of
from latepay_core.countries.fr.procedure.friendly import answered_by, later_steps, letter_for, reply_day
from latepay_core.countries.fr.procedure.timeline import Facts, pace
from latepay_core.countries.fr.procedure.words import points
from latepay_core.countries.fr.working_days import next_worked_day
from latepay_core.days import DAY
from latepay_core.procedure.model import PlannedStep
from latepay_core.said import Value


def standing_promise(facts: Facts) -> Choice | None:
    """All that is chased was promised for a day that is not past: write it down while it is fresh, then wait."""
    promise = facts.promise_standing
    public_interest = facts.regime == "fr-public" and not facts.overdue
    if promise is None or public_interest or _noticed(facts, promise.on - DAY) is not None:
        return None
    until = facts.promised_by(promise)
    figures: dict[str, Value] = {"promised": promise.on, "expected": until}
    planned = _looked_at(facts, promise)
    then = _afterwards(facts, planned)
    # A day that nobody gave is never told as one: the wait is ours, and is said to be.
    named = promise.expected_on
    talk = _to_confirm(facts, promise, until)
    if talk is not None:
        why = f"why-{talk.kind}" if talk is not promise or not named else "why-promise-for"
        figures["base"] = talk.on
        return Choice(
            "confirm",
            talk.on,
            why,
            letter=letter_for("confirm", facts),
            figures=figures,
            points=points("written-promise-interrupts"),
            then=(PlannedStep(code="await-promise", title=title_of("await-promise"), on=planned), *then),
            promised_by=named,
        )
    why = f"why{undated(promise)}{_in_writing(facts, promise)}"
    keys = points("written-promise-interrupts")
    return Choice(
        "await-promise", planned, why, _what(facts), figures=figures, points=keys, then=then, promised_by=named
    )


def _looked_at(facts: Facts, promise: Event) -> date:
    """The day on which the account is looked at: the first one worked after the day promised."""
    return next_worked_day(facts.promised_by(promise) + DAY, facts.region)


def _what(facts: Facts) -> str:
    """The name of what is to be done on the day that the account is looked at."""
    if not facts.overdue:
        return "what-interest"
    return "what-noticed" if _noticed(facts) else "what-public" if facts.regime == "fr-public" else "what"


def ended_promise(facts: Facts) -> Choice | None:
    """The day promised is past, and the account is still to be looked at: that comes first, on one day for all."""
    promise = facts.promise_ended
    public_interest = facts.regime == "fr-public" and not facts.overdue
    if promise is None or public_interest or _noticed(facts, promise.on - DAY) is not None:
        return None
    until = facts.promised_by(promise)
    planned = _looked_at(facts, promise)
    if facts.as_of > planned:
        return None
    then = _afterwards(facts, planned)
    first = then[0]
    asks = first.code != "choose-route"
    return Choice(
        "await-promise",
        planned,
        f"why-ended{undated(promise)}",
        _what(facts),
        letter=first.letter,
        answer_by=reply_day(facts, first.on, by_mail=first.code == "claim-interest") if asks else None,
        figures={"promised": promise.on, "expected": until},
        points=points("keep-your-word"),
        then=then,
    )


def broken_promise(facts: Facts) -> Choice | None:
    """The day promised is past: no reminder more. Where the notice had left before the promise, its own end goes on."""
    promise = facts.promise_broken
    if promise is None or _noticed(facts) is not None:
        return None
    expected = facts.promised_by(promise)
    figures: dict[str, Value] = {"promised": promise.on, "expected": expected}
    code = _last_word(facts)
    planned = _looked_at(facts, promise)
    on = day_to_do(code, planned, facts)
    return Choice(
        code,
        planned,
        f"why-promise-broken{undated(promise)}",
        letter=letter_for(code, facts),
        answer_by=reply_day(facts, on),
        figures=figures,
        points=points("keep-your-word", *(["notice-no-interruption"] if code == "formal-notice" else [])),
        then=later_steps(code, on, facts),
    )


def undated(promise: Event) -> str:
    """The end of the name of what is said of a promise that named no day."""
    return "" if promise.expected_on else "-undated"


def _noticed(facts: Facts, after: date | None = None) -> Event | None:
    """The notice, or the written claim on a public buyer, sent since the due date, or since a day."""
    kinds = ("public-claim", "formal-notice") if facts.regime == "fr-public" else ("formal-notice",)
    return facts.last(*kinds, after=after or facts.since - DAY)


def _to_confirm(facts: Facts, promise: Event, until: date) -> Event | None:
    """What was said last, where it is still to be written down: fresh, nothing written since, its day not there yet."""
    talk = facts.last("call", "answer", "promise")
    if talk is None or (promise.kind == "acknowledgement" and talk.on <= promise.on):
        return None
    fresh = (facts.as_of - talk.on).days <= pace()["next_letter_after"] and facts.as_of < until
    written = facts.last("confirmation", after=talk.on - DAY) or facts.last("reminder", after=talk.on)
    return talk if fresh and written is None else None


def _in_writing(facts: Facts, promise: Event) -> str:
    """The end of the name of the reason: whether the debtor wrote it, we did, or nobody has."""
    if promise.kind == "acknowledgement":
        return "-written"
    return "" if facts.last("confirmation", after=promise.on - DAY) else "-unconfirmed"


def _last_word(facts: Facts) -> str:
    return "public-claim" if facts.regime == "fr-public" else "formal-notice"


def _after_the_notice(facts: Facts, planned: date) -> date:
    """The first day on which a notice that was sent before holds nothing back any more."""
    sent = _noticed(facts)
    if sent is None:
        return planned
    received = facts.claim.notice_received_on if facts.regime != "fr-public" else None
    return next_worked_day(answered_by(facts, sent, received) + DAY, facts.region)


def _afterwards(facts: Facts, planned: date) -> tuple[PlannedStep, ...]:
    """What follows if nothing comes: the notice on the day after, or the route where it was sent before."""
    if not facts.overdue:
        code, letter = "claim-interest", "penalties-request"
    else:
        code = "choose-route" if _noticed(facts) else _last_word(facts)
        letter = letter_for(code, facts) or ""
    on = day_to_do(code, max(planned, _after_the_notice(facts, planned)), facts)
    first = PlannedStep(code=code, title=title_of(code), on=on, letter=letter or None)
    return (first, *(later_steps(code, on, facts) if facts.overdue else ()))


__all__ = ["broken_promise", "ended_promise", "standing_promise", "undated"]
