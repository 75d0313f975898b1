"""Turns a decision, a code and a few dates, into the answer a reader gets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from latepay_core.dates.working_days import next_worked_day
from latepay_core.language import date_in_words
from latepay_core.procedure.model import NextStep, PlannedStep, Point
from latepay_core.procedure.timeline import Facts
from latepay_core.procedure.words import say

#: What can be done on any day; the rest waits for an office, a bank or a post office to be open.
ANY_DAY = frozenset({"check-invoice", "first-reminder", "confirm", "before-due", "settled"})


@dataclass(frozen=True)
class Choice:
    """What a rule decided. `why` names a variant of the step's reason; `figures` fill its sentences in."""

    code: str
    planned_on: date
    why: str = "why"
    letter: str | None = None
    last_day: date | None = None
    answer_by: date | None = None
    figures: dict[str, object] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    then: tuple[PlannedStep, ...] = ()


def day_to_do(code: str, planned: date, as_of: date) -> date:
    """The day to do a step: the planned one or today, moved to a working day where the step needs one."""
    day = max(planned, as_of)
    return day if code in ANY_DAY else next_worked_day(day)


def title_of(code: str) -> str:
    """What a step is called."""
    return say(f"step.{code}.title")


def answer(facts: Facts, choice: Choice) -> NextStep:
    """The next step, in words."""
    on = day_to_do(choice.code, choice.planned_on, facts.as_of)
    figures = {
        "on": date_in_words(on),
        "planned": date_in_words(choice.planned_on),
        "due": date_in_words(facts.since),
        "last_day": date_in_words(choice.last_day) if choice.last_day else "",
        "answer_by": date_in_words(choice.answer_by) if choice.answer_by else "",
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
        what=say(f"step.{choice.code}.what", **figures),
        why=say(f"step.{choice.code}.{choice.why}", **figures),
        letter=choice.letter,
        attach=_attachments(choice.code),
        invoices=_numbers(facts.pursued or facts.overdue or facts.owed),
        set_aside=_numbers(facts.disputed) if facts.pursued else (),
        points=choice.points,
        then=choice.then,
    )


def _attachments(code: str) -> tuple[str, ...]:
    return tuple(line for line in say(f"step.{code}.attach").splitlines() if line)


def _numbers(invoices: Iterable[object]) -> tuple[str, ...]:
    return tuple(getattr(each, "number", "") for each in invoices)
