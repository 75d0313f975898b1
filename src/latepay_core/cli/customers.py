"""The command that lays several customers side by side: sums by age, next step, last day to act."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from latepay_core.case import Case
from latepay_core.case.portfolio import Customer, Owed, customer_of, days_of_sales, total_of
from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.refusals import first_of, shown_value
from latepay_core.claim.typed import Unread, sum_typed
from latepay_core.cli.importing import Left, SettledToo, claims_of_file, left_view
from latepay_core.cli.layout import View, heading
from latepay_core.cli.options import AsJson
from latepay_core.cli.reading import read_day
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.sheet import Column, Sheet
from latepay_core.cli.terminal import complain, show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.law import NotCovered
from latepay_core.wording import complaints, worded_in
from latepay_core.wording import say as sentence_of
from latepay_core.wording.french import amount, date_in_numbers, date_in_words, number, number_of

PrintJson = Callable[[dict[str, Any]], None]
_RIGHT = frozenset({"due", "not-due", "oldest"})
_NOTHING = "–"


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "cli-customers")


Files = Annotated[list[str], typer.Argument(metavar=say("metavar.files"), help=say("help.files"), show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", help=say("help.as-of"), metavar="DATE", show_default=False)]
Sales = Annotated[str | None, typer.Option("--turnover", help=say("help.sales"), metavar="MONTANT", show_default=False)]


def register(app: typer.Typer, today: Callable[[], date], print_json: PrintJson) -> None:
    """Adds the command to the program."""

    @app.command("customers", cls=FrenchCommand, help=say("help.customers"))
    def customers(
        files: Files,
        *,
        turnover: Sales = None,
        as_of: AsOf = None,
        settled: SettledToo = False,
        as_json: AsJson = False,
    ) -> None:
        """Lays the customers of some files side by side."""
        day = today() if as_of is None else read_day(as_of, "--as-of")
        sales = None if turnover is None else _sales(turnover)
        read = [(file, claims_of_file(file, told_below=not as_json, settled=settled, day=day)) for file in files]
        left = _together(each.left for _, each in read)
        found = (row for file, each in read for row in _rows(file, each.claims, day))
        rows = sorted(found, key=lambda row: row.owed.due, reverse=True)
        if not rows:
            for line in left_view(left, "fr", day):
                complain(str(line))
            raise _faulty("no-customer", "")
        if as_json:
            print_json(_answer(rows, day, sales, left))
        else:
            show(_view(rows, day, sales, left))


_faulty = partial(fault_in, "cli-customers")


def _sales(text: str) -> Decimal:
    found = sum_typed(text)
    if isinstance(found, Unread) or found <= 0:
        raise _faulty("sales", "--turnover", given=shown_value(text))
    return found


def _together(each: Iterable[Left]) -> Left:
    """What went into no row, of all files."""
    found = list(each)
    return Left(
        sum(left.rows for left in found),
        tuple(line for left in found for line in left.told),
        sum(left.settled for left in found),
        sum(left.waiting for left in found),
        tuple(claim for left in found for claim in left.paid),
        sum(left.totals for left in found),
    )


def _rows(file: str, claims: Iterable[Claim], day: date) -> Iterator[Customer]:
    """The customers of a file; who is left out, and why, is told on standard error."""
    claims = list(claims)
    names = Counter(claim.debtor.name.casefold() for claim in claims)
    for claim in claims:
        name = claim.debtor.name or say("said.unnamed", file=Path(file).name)
        if names[claim.debtor.name.casefold()] > 1 and claim.debtor.siren:
            name = f"{name} ({claim.debtor.siren})"
        row = _row(claim.model_copy(update={"as_of": day}), name)
        if row is not None:
            yield row


def _row(claim: Claim, name: str) -> Customer | None:
    if claim.side == "debtor":
        complain(say("said.debtor", name=claim.creditor.name or name))
        return None
    try:
        row = customer_of(Case(claim.model_copy(update={"debtor": claim.debtor.model_copy(update={"name": name})})))
    except (ClaimRefused, NotCovered) as refused:
        refusals = refused.refusals if isinstance(refused, ClaimRefused) else (refused.refusal,)
        complain(say("said.left-out", name=name, why=" ".join(complaints(first_of(refusals)))))
        return None
    unsaid = sum(
        each.due_on is None and each.term is not None and each.term.end_of_month == "unknown" for each in claim.invoices
    )
    if unsaid:
        complain(
            say("said.two-readings-one" if unsaid == 1 else "said.two-readings", name=name, count=number_of(unsaid))
        )
    if row.lost:
        complain(say("said.lost", name=name))
    return row


def _answer(rows: list[Customer], day: date, sales: Decimal | None, left: Left) -> dict[str, Any]:
    """The table as `latepay.customers/1` (docs/format)."""
    total = total_of(row.owed for row in rows)
    return {
        "schema": "latepay.customers/1",
        "as_of": day.isoformat(),
        "customers": [_row_json(row) for row in rows],
        "totals": _owed_json(total),
        "left_aside": _left_json(left, day),
        "days_sales_outstanding": None if sales is None else format(days_of_sales(total, sales), "f"),
    }


def _left_json(left: Left, day: date) -> dict[str, Any]:
    late, owed = left.paid_late(day)
    settled = {"settled": left.settled, "paid_late": late, "paid_late_due": format(owed, ".2f")}
    return {"rows": left.rows, **settled, "waiting": left.waiting, "totals": left.totals}


def _row_json(row: Customer) -> dict[str, Any]:
    step = row.step
    return {
        "name": row.name,
        **_owed_json(row.owed),
        "oldest_days": row.oldest_days,
        "next_step": step and {"code": step.code, "title": sentence_of(step.title), "on": step.on.isoformat()},
        "letter_today": row.letter,
        "last_day": row.last_day and row.last_day.isoformat(),
        "limit_passed": row.lost,
    }


def _owed_json(owed: Owed) -> dict[str, Any]:
    ages = {name: format(euros, "f") for name, euros in owed.ageing.named.items()}
    sums = {
        "due": owed.due,
        "not_due": owed.not_due,
        "principal_due": owed.principal,
        "paid_late_due": owed.paid_late,
        "born_before_due": owed.born_before,
    }
    return {name: format(euros, "f") for name, euros in sums.items()} | {"ageing": ages}


def _view(rows: list[Customer], day: date, sales: Decimal | None, left: Left) -> View:
    total = total_of(row.owed for row in rows)
    yield heading(say("title.customers", day=date_in_words(day)))
    columns = ("customer", "due", "not-due", "oldest", "step", "on", "last-day")
    words = frozenset({"customer", "step"})
    sheet = Sheet(tuple(Column(say(f"column.{name}"), words=name in words, right=name in _RIGHT) for name in columns))
    for row in rows:
        sheet.add(*_cells(row))
    sheet.rule()
    counted = say("said.total-one") if len(rows) == 1 else say("said.total", count=number_of(len(rows)))
    sheet.add(counted, *_sums(total), "", "", "", "", strong=True)
    yield sheet
    ages = (say("said.age", label=say(f"age.{name}"), amount=amount(each)) for name, each in total.ageing.named.items())
    yield say("said.ages", ages=" ; ".join(ages))
    if total.paid_late:
        yield say("said.paid-late", amount=amount(total.paid_late))
    for row in rows:
        if row.owed.born_before:
            yield say("said.born-before", name=row.name, amount=amount(row.owed.born_before))
    if sales is not None:
        yield say("said.sales", days=number(days_of_sales(total, sales), 0), sales=amount(sales))
    yield from left_view(left, "fr", day)


def _cells(row: Customer) -> Iterator[str]:
    yield row.name
    yield from _sums(row.owed)
    yield say("said.days", count=number_of(row.oldest_days)) if row.oldest_days else _NOTHING
    if row.step is None:
        yield say("said.settled" if row.owed.settled else "said.no-procedure")
    else:
        yield sentence_of(row.step.title)
    yield date_in_numbers(row.step.on) if row.step else _NOTHING
    yield date_in_numbers(row.last_day) if row.last_day else _NOTHING


def _sums(owed: Owed) -> Iterator[str]:
    for euros in (owed.due, owed.not_due):
        yield amount(euros) if euros else _NOTHING
