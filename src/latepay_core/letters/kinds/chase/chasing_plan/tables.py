"""The table of what is done next, each on its day."""

from collections.abc import Iterator
from datetime import date

from latepay_core.documents.document import Block, Table
from latepay_core.documents.reading import Attributes
from latepay_core.letters.catalogue import entry_of
from latepay_core.letters.context import Context
from latepay_core.letters.tables.cells import LEFT
from latepay_core.said import Cited
from latepay_core.wording import say as told
from latepay_core.wording.french import day_count


def _steps(context: Context, given: Attributes) -> Iterator[Block]:
    """One row a step: its day, how long after the oldest due date, what to do, with which letter, room for a name."""
    step = context.step
    planned: list[tuple[date, Cited, str | None]] = [(step.on, step.title, step.letter)]
    planned += [(each.on, each.title, each.letter) for each in step.then]
    rows = tuple(
        (
            context.form("in_full", on),
            _after(context, on),
            told(title),
            _letter(context, letter),
            context.word("step.who"),
        )
        for on, title, letter in planned
    )
    yield Table(
        caption=context.word("table.steps"),
        header=tuple(context.word(f"table.column.step.{key}") for key in ("on", "after", "what", "letter", "who")),
        rows=rows,
        align=(LEFT,) * 5,
    )


def _after(context: Context, on: date) -> str:
    days = (on - context.first_due).days
    return day_count(days) if days >= 0 else context.word("step.before-due")


def _letter(context: Context, kind: str | None) -> str:
    entry = entry_of(kind) if kind else None
    return entry.title_in("fr") if entry else context.word("step.none")


INSERTS = {"steps": _steps}
