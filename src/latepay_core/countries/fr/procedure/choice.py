"""Turns a decision, a code and a few dates, into the answer a reader gets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from latepay_core.countries.fr.procedure.law_figures import figures_of
from latepay_core.countries.fr.procedure.timeline import Facts, pace
from latepay_core.countries.fr.procedure.words import of_a_private_debt, told
from latepay_core.countries.fr.working_days import next_open_day, next_worked_day
from latepay_core.data import table
from latepay_core.procedure.model import NextStep, PlannedStep, Point
from latepay_core.said import NOTHING, Said, Value
from latepay_core.statement import InvoiceStatement

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
    figures: dict[str, Value] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    then: tuple[PlannedStep, ...] = ()
    #: The invoices it is about, where it is not about all those pursued.
    about: tuple[InvoiceStatement, ...] = ()
    promised_by: date | None = None


def day_to_do(code: str, planned: date, facts: Facts, after: date | None = None) -> date:
    """The day to do a step: the planned one or today (or `after`), never a Sunday or a holiday where the debtor is."""
    day = max(planned, after or facts.as_of)
    if code in _AS_IT_IS:
        return day
    return next_open_day(day, facts.region) if code in ON_SATURDAY else next_worked_day(day, facts.region)


def title_of(code: str) -> Said:
    """What a step is called."""
    return _of_step(code, "title")


def answer(facts: Facts, choice: Choice) -> NextStep:
    """The next step, with what is to be said of it."""
    on = _in_time(choice, day_to_do(choice.code, choice.planned_on, facts), facts)
    figures: dict[str, Value] = {
        "on": on,
        "planned": choice.planned_on,
        "due": facts.since,
        "delay": _delay(facts),
        "asks": _asks(choice, facts),
        **received_figures(facts),
        **({"last_day": choice.last_day} if choice.last_day else {}),
        **({"answer_by": choice.answer_by} if choice.answer_by else {}),
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
        what=_of_step(choice.code, choice.what, **figures),
        why=_of_step(choice.code, choice.why, **figures),
        letter=choice.letter,
        attach=_papers(choice.code),
        invoices=_numbers(choice.about or facts.pursued or facts.overdue or facts.owed),
        set_aside=_numbers(facts.disputed) if facts.pursued else (),
        points=choice.points,
        then=choice.then,
        promised_by=choice.promised_by,
    )


def _in_time(choice: Choice, on: date, facts: Facts) -> date:
    """The day to do it: a last day that falls before an office opens again leaves no later one."""
    last = choice.last_day
    return max(facts.as_of, last) if last is not None and choice.planned_on <= facts.as_of <= last < on else on


def _asks(choice: Choice, facts: Facts) -> Said:
    """What the first reminder asks for, where lateness already costs more: the principal alone, the rest being told."""
    about = facts.pursued or facts.overdue
    asked = sum((each.principal_due for each in about), Decimal(0))
    total = sum((each.total_due for each in about), Decimal(0))
    if choice.code != "first-reminder" or total == asked:
        return NOTHING
    return _of_step("first-reminder", "asks", asked=asked, total=total + facts.settled_late)


def _delay(facts: Facts) -> Said:
    """The time that the letter leaves: the days chosen for it, else the usual ones."""
    chosen = facts.reply
    if chosen.by is not None:
        return told("delay.day")
    kind = chosen.kind_or("calendar" if facts.consumer else "ouvrable")
    usual = pace()["consumer_answer_days" if facts.consumer else "answer_working_days"]
    return told(f"delay.{kind}", days=Decimal(chosen.days or usual), post=Decimal(pace()["post_working_days"]))


def received_figures(facts: Facts) -> dict[str, Value]:
    """What came in for the invoices pursued, and when: « 500,00 € reçus le 15 avril 2026 »."""
    received = facts.received()
    if not received:
        return {}
    total = sum((each.received for each in received), Decimal(0))
    key = "received.once" if len(received) == 1 else "received.several"
    left = sum((each.total_due for each in facts.pursued), Decimal(0))
    return {"received": told(key, received=total, day=received[-1].on), "left": left}


def _papers(code: str) -> tuple[Said, ...]:
    """The papers to attach: of a private debt there is no invoice."""
    step = _step(code)
    usual: list[str] = step.get("papers", [])
    chosen: list[str] = step.get("papers_of_a_private_debt", usual) if of_a_private_debt() else usual
    return tuple(told(f"paper.{paper}") for paper in chosen)


def _of_step(code: str, what: str, /, **figures: Value) -> Said:
    """A sentence of a step, with the figures of the law that it takes."""
    return told(f"step.{code}.{what}", **figures_of(_step(code).get("law", ())), **figures)


def _step(code: str) -> dict[str, Any]:
    """What the room's data say of a step; most say nothing."""
    found: dict[str, Any] = table("latepay_core.countries.fr.procedure", "steps.toml").get(code, {})
    return found


def _numbers(invoices: Iterable[object]) -> tuple[str, ...]:
    return tuple(getattr(each, "number", "") for each in invoices)
