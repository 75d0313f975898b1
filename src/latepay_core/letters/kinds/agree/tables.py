"""The table of an instalment plan."""

from collections.abc import Iterator
from decimal import Decimal

from latepay_core.documents.document import Block, Table
from latepay_core.documents.reading import Attributes
from latepay_core.instalments import InstalmentPlan
from latepay_core.letters.context import Context
from latepay_core.letters.tables.cells import RIGHT, shown


def _plan(context: Context, given: Attributes) -> Iterator[Block]:
    """One row a payment, what it settles adding up to it; rows of dots where the plan is not chosen yet."""
    plan: InstalmentPlan | None = context.own.plan
    columns = context.own.shares
    keys = [f"{'first' if at == 0 else 'then'}-{key}" for at, (key, _) in enumerate(columns)]
    last = "all-instalment" if keys else "instalment-amount"
    header = tuple(context.word(f"table.column.{key}") for key in ("instalment", "on", *keys, last, "remaining"))
    if plan is None:
        rows: list[tuple[str, ...]] = [
            (str(number), context.blank, context.blank, context.blank) for number in (1, 2, 3)
        ]
    else:
        rows = [
            (
                str(each.number),
                context.form("in_words", each.on),
                *(shown(context, getattr(each, name)) for _, name in columns),
                context.form("figure", each.amount),
                context.form("figure", each.remaining),
            )
            for each in plan.instalments
        ]
    several = plan is not None and len(plan.instalments) > 1
    if plan is not None and several:
        paid = (sum((getattr(each, name) for each in plan.instalments), Decimal(0)) for _, name in columns)
        sums = (shown(context, each) for each in paid)
        rows.append((context.word("table.together"), "", *sums, context.form("figure", plan.total), ""))
    yield Table(
        caption=context.word("table.plan-shared" if columns else "table.plan"),
        header=header,
        rows=tuple(rows),
        align=("left", "left", *(RIGHT for _ in (*keys, last, "remaining"))),
        totals=1 if several else 0,
        due=len(keys) + 2,
        aside=len(keys) + 3,
    )


INSERTS = {"plan": _plan}
