"""Turns a decision, a code and a few dates, into the answer a reader gets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from latepay_core.countries.fr.working_days import next_open_day, next_worked_day
from latepay_core.language import amount, count_in_words, date_in_words
from latepay_core.procedure.model import NextStep, PlannedStep, Point
from latepay_core.procedure.timeline import Facts, pace
from latepay_core.procedure.words import say

#: What can be done on a Saturday; the rest waits for an office, a bank or a post office to be open.
ON_SATURDAY = frozenset({"check-invoice", "first-reminder", "confirm", "before-due"})

#: What waits for no office: a state, or a due date, after which it would be late.
_AS_IT_IS = frozenset({"settled", "debtor-settled", "debtor-pay"})


@dataclass(frozen=True)
class Choice:
    """What a rule decided. `why` and `what` name variants of the step's sentences; `figures` fill them in."""

    code: str
    planned_on: date
    why: str = "why"
    what: str = "what"
    letter: str | None = None
    last_day: date | None = None
    answer_by: date | None = None
    figures: dict[str, object] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    then: tuple[PlannedStep, ...] = ()


def day_to_do(code: str, planned: date, facts: Facts, after: date | None = None) -> date:
    """The day to do a step: the planned one or today (or `after`), never a Sunday or a holiday where the debtor is."""
    day = max(planned, after or facts.as_of)
    if code in _AS_IT_IS:
        return day
    return next_open_day(day, facts.region) if code in ON_SATURDAY else next_worked_day(day, facts.region)


def title_of(code: str) -> str:
    """What a step is called."""
    return say(f"step.{code}.title")


def answer(facts: Facts, choice: Choice) -> NextStep:
    """The next step, in words."""
    on = day_to_do(choice.code, choice.planned_on, facts)
    figures = {
        "on": date_in_words(on),
        "planned": date_in_words(choice.planned_on),
        "due": date_in_words(facts.since),
        "last_day": date_in_words(choice.last_day) if choice.last_day else "",
        "answer_by": date_in_words(choice.answer_by) if choice.answer_by else "",
        "delay": _delay(facts),
        "asks": _asks(choice, facts),
        **received_words(facts),
        **choice.figures,
    }
    return NextStep(
        code=choice.code,
        title=title_of(choice.code),
        on=on,
        planned_on=choice.planned_on,
        late=(choice.last_day or choice.planned_on) < facts.as_of,
        last_day=choice.last_day,
        answer_by=choice.answer_by,
        what=say(f"step.{choice.code}.{choice.what}", **figures),
        why=say(f"step.{choice.code}.{choice.why}", **figures),
        letter=choice.letter,
        attach=_attachments(choice.code),
        invoices=_numbers(facts.pursued or facts.overdue or facts.owed),
        set_aside=_numbers(facts.disputed) if facts.pursued else (),
        points=choice.points,
        then=choice.then,
    )


def _asks(choice: Choice, facts: Facts) -> str:
    """What the first reminder asks for, where lateness already costs more: the principal alone, the rest being told."""
    about = facts.pursued or facts.overdue
    asked = sum((each.principal_due for each in about), Decimal(0))
    total = sum((each.total_due for each in about), Decimal(0))
    if choice.code != "first-reminder" or total == asked:
        return ""
    return say("step.first-reminder.asks", asked=amount(asked), total=amount(total))


def _delay(facts: Facts) -> str:
    """The time that the letter leaves, in words: the days chosen for it, else the usual ones."""
    chosen = facts.reply
    if chosen.by is not None:
        return say("delay.day")
    kind = chosen.kind_or("calendar" if facts.consumer else "ouvrable")
    usual = pace()["consumer_answer_days" if facts.consumer else "answer_working_days"]
    counts = {"days": chosen.days or usual, "post": pace()["post_working_days"]}
    return say(f"delay.{kind}", **{name: count_in_words(Decimal(count)) for name, count in counts.items()})


def received_words(facts: Facts) -> dict[str, str]:
    """What came in for the invoices pursued, and when: « 500,00 € reçus le 15 avril 2026 »."""
    received = facts.received()
    if not received:
        return {}
    total = sum((each.received for each in received), Decimal(0))
    key = "received.once" if len(received) == 1 else "received.several"
    said = say(key, received=amount(total), day=date_in_words(received[-1].on))
    return {"received": said, "left": amount(sum((each.total_due for each in facts.pursued), Decimal(0)))}


def _attachments(code: str) -> tuple[str, ...]:
    return tuple(line for line in say(f"step.{code}.attach").splitlines() if line)


def _numbers(invoices: Iterable[object]) -> tuple[str, ...]:
    return tuple(getattr(each, "number", "") for each in invoices)
