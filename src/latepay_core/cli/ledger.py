"""The command that reckons a list of invoices of any size: one row an invoice, in and out."""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from latepay_core.claim.refusals import shown_value
from latepay_core.cli.importing import settled_told
from latepay_core.cli.layout import View, heading
from latepay_core.cli.options import AsJson, Force
from latepay_core.cli.output import STANDARD_STREAM, Destination, destination, format_of
from latepay_core.cli.reading import read_day
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.sheet import Column, Sheet
from latepay_core.cli.terminal import complain, show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.said import Value
from latepay_core.wording import say as sentence_of
from latepay_core.wording import worded_in
from latepay_core.wording.french import amount, date_in_words, number_of

if TYPE_CHECKING:
    from latepay_core.ledger.running import RefusedRow
    from latepay_core.ledger.sinks import Sink
    from latepay_core.ledger.sources import Source
    from latepay_core.ledger.summary import Rows, Summary

PrintJson = Callable[[dict[str, Any]], None]
Told = Callable[["RefusedRow"], None]
_LIBRARIES = ("numpy", "pyarrow")
#: The exit status of a list of which a row was refused: its sums are not those of the whole.
REFUSED = 2
_MOST_SHOWN = 10
_MOST_HEADINGS = 12
_COLUMNS = ("rows", "principal_due", "interest_due", "compensation_due", "total_due")
_REFUSED = ("row", "number", "customer", "field", "code", "reason")
_TITLES = ("rows", "principal", "interest", "compensation", "total")


#: The sentence of a key of this command's catalogue.
say = partial(worded_in, "cli-ledger")


def _option(name: str, *flags: str, metavar: str | None = None) -> Any:
    return typer.Option(*flags, help=say(f"help.{name}"), metavar=metavar, show_default=False)


List = Annotated[str, typer.Argument(metavar=say("metavar.file"), help=say("help.file"), show_default=False)]
Output = Annotated[str | None, _option("output", "--output", "-o", metavar="FICHIER")]
AsOf = Annotated[str | None, _option("as-of", "--as-of", metavar="DATE")]
RefusedFile = Annotated[str | None, _option("refused", "--refused", metavar="FICHIER")]
MonthFirst = Annotated[bool | None, _option("month-first", "--month-first/--day-first")]
Settled = Annotated[bool, _option("settled", "--settled")]
DryRun = Annotated[bool, _option("dry-run", "--dry-run")]


def register(app: typer.Typer, today: Callable[[], date], print_json: PrintJson) -> None:
    """Adds the command to the program."""

    @app.command("ledger", cls=FrenchCommand, help=say("help.ledger"))
    def ledger(
        file: List,
        output: Output = None,
        refused: RefusedFile = None,
        *,
        month_first: MonthFirst = None,
        dry_run: DryRun = False,
        settled: Settled = False,
        as_of: AsOf = None,
        force: Force = False,
        as_json: AsJson = False,
    ) -> None:
        """Reckons a list of invoices."""
        day = today() if as_of is None else read_day(as_of, "--as-of")
        into, beside = _destinations(file, output, refused, dry_run=dry_run, force=force)
        try:
            source, summary = _reckoned(file, into, beside, day, month_first, settled=settled)
        except KeyboardInterrupt:
            complain(say("said.interrupted"))
            raise
        answer = _answer(summary, source, day, beside)
        if as_json:
            print_json(answer)
        else:
            show(_view(summary, source, day, beside))
        _tell_refused(summary, source, beside, day)
        if not summary.rows and not summary.paid_whole:
            raise _faulty("nothing-reckoned", "")
        if summary.refused:
            raise typer.Exit(REFUSED)


_faulty = partial(fault_in, "cli-ledger")


def _destinations(
    file: str, output: str | None, refused: str | None, *, dry_run: bool, force: bool
) -> tuple[Destination | None, Destination | None]:
    """Where sums and refused rows go; nowhere in a dry run. Looked at before the work."""
    if dry_run:
        return None, None
    if output is None:
        raise _faulty("no-output", "--output")
    if output == STANDARD_STREAM:
        raise _faulty("standard-output", "--output")
    path = Path(output)
    name = refused or str(path.with_name(f"{path.stem}-refus.csv"))
    format_of(output, None, ("csv", "parquet", "arrow", "xlsx"))
    into = destination(output, inputs=[file], force=force)
    return into, destination(name, inputs=[file, output], force=force, binary=False)


@contextmanager
def missing_library() -> Iterator[None]:
    """Says what to install where the libraries of columns are not there."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise _faulty("missing-library", "") from None


def _reckoned(
    file: str,
    into: Destination | None,
    beside: Destination | None,
    day: date,
    month_first: bool | None,
    *,
    settled: bool,
) -> tuple["Source", "Summary"]:
    with missing_library():
        from latepay_core.ledger.columns import give_memory_back
        from latepay_core.ledger.running import reckon_file
        from latepay_core.ledger.sources import Unusable, opened
    give_memory_back()
    try:
        source = opened(Path(file), month_first)
        with _writing(into) as sink, _telling(beside) as told, _progress(source.size) as progress:
            return source, reckon_file(source, day, sink, told, progress, settled=settled)
    except Unusable as unusable:
        raise _faulty(unusable.code, file, **shown_figures(unusable.figures)) from None
    except FileNotFoundError:
        raise _faulty("unreadable-file", file, name=shown_value(file)) from None


def shown_figures(figures: dict[str, object]) -> dict[str, Value]:
    """What a sentence about a list needs, as it may be shown."""
    headings = figures.get("headings")
    if isinstance(headings, list):
        figures = figures | {"headings": ", ".join(map(str, headings[:_MOST_HEADINGS]))}
    return {name: each if isinstance(each, int) else shown_value(str(each)) for name, each in figures.items()}


@contextmanager
def _writing(into: Destination | None) -> "Iterator[Sink | None]":
    """The file of sums, whole or not at all."""
    if into is None or into.path is None:
        yield None
        return
    from latepay_core.ledger.running import open_sink

    with ExitStack() as stack:
        path = stack.enter_context(into.unfinished())
        yield stack.enter_context(open_sink(path, into.path.suffix.removeprefix(".").lower())).sink


@contextmanager
def _telling(beside: Destination | None) -> Iterator[Told]:
    """The file of refused rows; it is made only where there is one."""
    if beside is None or beside.path is None:
        yield lambda _: None
        return
    with ExitStack() as stack:
        writers: list[Any] = []

        def told(row: "RefusedRow") -> None:
            if not writers:
                path = stack.enter_context(beside.unfinished())
                stream = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
                writers.append(csv.writer(stream, delimiter=";"))
                writers[0].writerow(say(f"refused-column.{name}") for name in _REFUSED)
            reason = sentence_of(row.refusal.message)
            cells = (row.row, row.number, row.customer, row.refusal.path, row.refusal.code, reason)
            writers[0].writerow(harmless(each) for each in cells)

        yield told


def harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


@contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where somebody sits there."""
    import sys

    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=size)
        yield lambda read: bar.advance(task, read)


def _tell_refused(summary: "Summary", source: "Source", beside: Destination | None, day: date) -> None:
    if source.unread:
        complain(say("said.unread", headings=", ".join(map(shown_value, source.unread[:_MOST_HEADINGS]))))
    for letter in source.untitled:
        complain(say("said.untitled", letter=letter))
    for count, key in (
        (summary.asides, "aside"),
        (summary.from_issue, "from-issue"),
        (summary.known, "known"),
        (summary.settled, "settled"),
        (summary.notes, "notes"),
    ):
        if count:
            complain(say(f"said.{key}-one" if count == 1 else f"said.{key}", count=number_of(count)))
    for rows, key in (
        (summary.two_readings, "two-readings"),
        (summary.later, "later"),
        (summary.lowered, "lowered"),
        (summary.deposits, "deposits"),
        (summary.general, "general"),
        (summary.unpaid_days, "unpaid-days"),
        (summary.by_day, "by-day"),
        (summary.partly, "partly"),
    ):
        if rows.count:
            shown = ", ".join(map(str, rows.first)) + ("…" if rows.count > len(rows.first) else "")
            figures = {"count": number_of(rows.count), "rows": shown, "day": date_in_words(day)}
            complain(say(f"said.{key}-one" if rows.count == 1 else f"said.{key}", **figures))
    left = summary.sums_left_out
    if left:
        complain(say("said.sum-left-out" if left == 1 else "said.sums-left-out", count=number_of(left)))
    count = sum(summary.refused.values())
    if count:
        where = say("said.dry") if beside is None else beside.name
        complain(say("said.refused-one" if count == 1 else "said.refused", count=number_of(count), where=where))


def _answer(summary: "Summary", source: "Source", day: date, beside: Destination | None) -> dict[str, Any]:
    """The summary as `latepay.ledger/1` (docs/format)."""
    return {
        "schema": "latepay.ledger/1",
        "as_of": day.isoformat(),
        "rows": summary.rows,
        "totals": {name: format(each, "f") for name, each in summary.euros.items()},
        "ageing": {name: format(each, "f") for name, each in summary.ageing.named.items()},
        "customers": [_row_json(each, "customer") for each in summary.by("customer", _MOST_SHOWN)],
        "regimes": [_row_json(each, "regime") for each in summary.by("regime")],
        "refused": dict(sorted(summary.refused.items())),
        "refused_file": beside.name if beside and summary.refused else None,
        "unread_columns": source.unread,
        "untitled_columns": source.untitled,
        "two_readings": _rows_json(summary.two_readings),
        "later_movements": _rows_json(summary.later),
        "paid_undated": _rows_json(summary.lowered),
        "deposits": _rows_json(summary.deposits),
        "on_account": _rows_json(summary.general),
        "unpaid_days": _rows_json(summary.unpaid_days),
        "paid_by_day": _rows_json(summary.by_day),
        "partly_paid": _rows_json(summary.partly),
        "settled": summary.settled,
        "left_aside": _left_json(summary),
    }


def _left_json(summary: "Summary") -> dict[str, Any]:
    """The invoices that were paid whole and are in no total, as `latepay.customers/1` has them."""
    counts = (0, 0) if summary.with_settled else (summary.paid_whole, summary.paid_late)
    late = format(summary.late_due if any(counts) else Decimal("0.00"), "f")
    return {"settled": counts[0], "paid_late": counts[1], "paid_late_due": late}


def _rows_json(rows: "Rows") -> dict[str, Any]:
    return {"rows": rows.count, "first": rows.first}


def _row_json(row: dict[str, Any], name: str) -> dict[str, Any]:
    sums = {each: format(row[each], "f") for each in _COLUMNS[1:]}
    return {name: row[name], "rows": row["rows"], **sums}


def _view(summary: "Summary", source: "Source", day: date, beside: Destination | None) -> View:
    title = {0: "title.ledger-none", 1: "title.ledger-one"}.get(summary.rows, "title.ledger")
    yield heading(say(title, rows=number_of(summary.rows), day=date_in_words(day)))
    yield _sheet("regime", summary.by("regime"), summary)
    if count := sum(summary.refused.values()):
        where = say("said.dry-refused") if beside is None else say("said.refused-in", file=beside.name)
        yield say("said.incomplete-one" if count == 1 else "said.incomplete", count=number_of(count), where=where)
    yield from _settled_view(summary)
    ages = (say("said.age", label=_age(name), amount=amount(each)) for name, each in summary.ageing.named.items())
    yield say("said.ages", ages="\u202f; ".join(ages))
    customers = summary.by("customer")
    if "customer" in source.columns.values() and customers:
        if len(customers) > _MOST_SHOWN:
            yield say("said.others", count=_MOST_SHOWN, all=number_of(len(customers)))
        yield _sheet("customer", customers[:_MOST_SHOWN], None)


def _settled_view(summary: "Summary") -> View:
    """The invoices that were paid whole: apart, with what they still owe, or what of the total they owe."""
    counted = summary.with_settled
    apart = summary.settled if counted else summary.settled + summary.paid_whole
    if apart:
        yield settled_told(apart, 0 if counted else summary.paid_late, summary.late_due, "fr")
    if counted and summary.late_cents:
        yield worded_in("cli-customers", "said.paid-late", amount=amount(summary.late_due))


def _age(name: str) -> str:
    return worded_in("cli-customers", f"age.{name}")


def _sheet(name: str, rows: list[dict[str, Any]], summary: "Summary | None") -> Sheet:
    first = Column(say(f"column.{name}"), words=True, right=False)
    sheet = Sheet((first, *(Column(say(f"column.{title}"), words=False, right=True) for title in _TITLES)))
    for row in rows:
        sheet.add(row[name] or say("said.unnamed"), *_cells(row))
    if summary is not None:
        sheet.rule()
        sheet.add(
            say("said.total-incomplete" if summary.refused else "said.total"),
            *_cells({"rows": summary.rows, **summary.euros}),
            strong=True,
        )
    return sheet


def _cells(row: dict[str, Any]) -> Iterator[str]:
    yield number_of(row["rows"])
    yield from (amount(row[name]) for name in _COLUMNS[1:])
