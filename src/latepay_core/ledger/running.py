"""From a file of invoices to a file of sums, in constant memory: read, reckoned and written batch after batch.

Reading and writing are Arrow's own and let other threads run; what is reckoned is written by a thread beside.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from latepay_core.claim import Refusal
from latepay_core.claim.typed import Unread
from latepay_core.imports.rows import names_a_sum
from latepay_core.ledger.columns import Column, Mask, cents, conformed, day_number, days, kernels, there
from latepay_core.ledger.computing import compute
from latepay_core.ledger.exact import Days
from latepay_core.ledger.schema import OUTPUT
from latepay_core.ledger.single import reckoned_alone
from latepay_core.ledger.sinks import Closing, Sink
from latepay_core.ledger.sources import Fault, Part, Source
from latepay_core.ledger.summary import Rows, Summary

#: How many batches may wait for the writer.
_WAITING = 3
#: The columns of a file: a row that was refused is not among them.
WRITTEN = pa.schema([each for each in OUTPUT if each.name not in ("refused", "field")])


class RefusedRow(NamedTuple):
    """A row that could not be reckoned: its number in the file, what it is called, and its first fault."""

    row: int
    number: str | None
    customer: str | None
    refusal: Refusal


def reckon_file(
    source: Source,
    as_of: date,
    written: "Sink | None",
    told: Callable[[RefusedRow], None],
    progress: Callable[[int], None] = lambda _: None,
    *,
    settled: bool = False,
) -> Summary:
    """Reckons every row of a source; sums go to `written`, refused rows to `told`, in the order of the file.

    The totals are those of `latepay statement`: invoices that were paid whole stand apart, unless `settled`.
    Nothing is written where `written` is None: that is a dry run. `progress` is called with the bytes read.
    """
    summary = Summary(with_settled=settled)
    with _beside(written, summary) as write:
        for part in source.parts():
            summary.from_issue += part.from_issue
            summary.known += part.known
            summary.settled += part.settled
            summary.sums_left_out += part.totals
            summary.notes += part.notes
            elsewhere = {*(fault.row for fault in part.faults), *part.general}
            summary.asides += sum(each.row not in elsewhere for each in part.asides)
            answer = compute(part.batch, as_of)
            bad = there(answer.column("refused"))
            for fault in part.faults:
                bad[fault.row] = True
            for row in _refused(part, answer, bad, as_of, summary):
                summary.refused[row.refusal.code] += 1
                told(row)
            batch = conformed(part.batch)
            for rows, found in (
                (summary.two_readings, due_two_ways(batch)),
                (summary.later, moved_later(batch, as_of)),
                (summary.lowered, part.lowered),
                (summary.deposits, part.deposits),
            ):
                rows.add(map(part.number, _reckoned(found, bad)))
            for rows, code, unsaid in _days_and_states(summary, part):
                rows.add(map(part.number, _reckoned(unsaid, bad)))
                answer = _with_unsaid(answer, code, unsaid)
            summary.general.add(map(part.number, part.general))
            good = answer if not bad.any() else answer.filter(pa.array(~bad))
            write(good.select(WRITTEN.names), paid_whole(part, answer, as_of)[~bad])
            progress(part.bytes_read)
    for number in source.ragged:
        refusal = Unread("row-cells").refusal("")
        summary.refused[refusal.code] += 1
        told(RefusedRow(number, None, None, refusal))
    return summary


def _reckoned(found: Sequence[int] | Days, bad: Mask) -> list[int]:
    """Those of some rows that were reckoned, each once and in order."""
    rows = np.unique(np.asarray(found, dtype=np.int64))
    return [int(row) for row in rows[~bad[rows]]]


def paid_whole(part: Part, answer: pa.RecordBatch, as_of: date) -> Mask:
    """The rows whose own payments and credit notes, up to the day of their sums, come to exactly their amount.

    What their customer's account gave them leaves them where they are, as in a claim.
    """
    batch = conformed(part.batch)
    stops = np.where(there(batch.column("as_of")), days(batch.column("as_of")), day_number(as_of))
    came = np.zeros(batch.num_rows, dtype=np.int64)
    for name, day in (("payments", "paid_on"), ("credit_notes", "issued_on")):
        lists: Column = batch.column(name)
        entries = lists.flatten()
        if not len(entries):
            continue
        row = np.repeat(np.arange(len(lists)), np.asarray(lists.value_lengths().fill_null(0)))
        kept = there(entries.field("amount")) & (days(entries.field(day)) <= stops[row])
        np.add.at(came, row[kept], cents(entries.field("amount"))[kept])
    found: Mask = (came > 0) & (came == cents(answer.column("amount")))
    found[list(part.shared)] = False
    return found


def _with_unsaid(answer: pa.RecordBatch, code: str, rows: Sequence[int]) -> pa.RecordBatch:
    """The answer, of which some rows say by a code what their list leaves unsaid, unless they say why a step is."""
    if not len(rows):
        return answer
    mask = np.zeros(answer.num_rows, dtype=np.bool_)
    mask[list(rows)] = True
    said: Column = answer.column("unsaid")
    told = kernels.coalesce(said, kernels.if_else(pa.array(mask), code, pa.scalar(None, pa.string())))
    return answer.set_column(answer.schema.get_field_index("unsaid"), answer.schema.field("unsaid"), told)


def _days_and_states(summary: Summary, part: Part) -> Iterator[tuple[Rows, str, Sequence[int]]]:
    """The rows whose day of payment has no sum, and those paid in part of which no payment is known; each its code.

    The codes are those of the remarks of an import. A part that was paid on no known day has its rows counted already.
    """
    yield Rows(), "paid-undated", part.lowered
    if part.shown is None:
        return
    yield summary.by_day, "paid-by-day", part.shown.by_day
    yield summary.unpaid_days, "paid-day-unpaid", part.shown.unpaid
    if part.shown.partly:
        payments: Column = part.batch.column("payments")
        known = np.asarray(kernels.greater(payments.value_lengths().fill_null(0), 0))
        known |= there(part.batch.column("paid_undated"))
        yield summary.partly, "partly-unsaid", [at for at in part.shown.partly if not known[at]]


def _refused(part: Part, answer: pa.RecordBatch, bad: Mask, as_of: date, summary: Summary) -> Iterator[RefusedRow]:
    """The rows of a part that have a fault: a cell that could not be read, else what `draw_up` says of the row."""
    faults: dict[int, Fault] = {each.row: each for each in part.faults}
    for at in np.flatnonzero(bad).tolist():
        number, customer = (answer.column(name)[at].as_py() for name in ("number", "customer"))
        row = _row(part.batch, at)
        if row["due_on"] is None and names_a_sum(number or customer or ""):
            summary.sums_left_out += 1
            continue
        if at not in faults and is_note(row):
            summary.notes += 1
            continue
        if at in faults:
            refusal = faults[at].why.refusal(faults[at].column)
        elif not any(value is not None and value != [] for value in row.values()):
            continue  # a line of nothing but separators, as spreadsheets leave at the end
        else:
            found = reckoned_alone(row, as_of)
            assert isinstance(found, Refusal)
            refusal = found
        yield RefusedRow(part.number(at), number, customer, refusal)


def is_note(row: Mapping[str, object]) -> bool:
    """Whether a row holds a few words and nothing else, as below a list: no number, no sum, no day.

    >>> is_note({"number": "E&OE", "customer": None}), is_note({"number": "F-1", "customer": None})
    (True, False)
    """
    told = {name: value for name, value in row.items() if value not in (None, "", [])}
    texts = [str(value) for name, value in told.items() if name in ("number", "customer")]
    return len(texts) == len(told) == 1 and not any(map(str.isdigit, texts[0]))


def due_two_ways(batch: pa.RecordBatch) -> Days:
    """The rows due by a term « fin de mois » that does not say which end of month it means."""
    terms: Column = batch.column("end_of_month")
    if terms.null_count == len(terms):
        return np.empty(0, dtype=np.int64)
    unknown: Column = kernels.equal(terms, "unknown").fill_null(False)
    return np.flatnonzero(np.asarray(unknown) & ~there(batch.column("due_on")))


def moved_later(batch: pa.RecordBatch, as_of: date) -> Days:
    """The rows of which a payment or a credit note is of a later day than their sums stop at."""
    stops = np.where(there(batch.column("as_of")), days(batch.column("as_of")), day_number(as_of))
    found = [np.empty(0, dtype=np.int64)]
    for name, day in (("payments", "paid_on"), ("credit_notes", "issued_on")):
        lists: Column = batch.column(name)
        if lists.null_count == len(lists):
            continue
        row = np.repeat(np.arange(len(lists)), np.asarray(lists.value_lengths().fill_null(0)))
        found.append(row[days(lists.flatten().field(day)) > stops[row]])
    return np.concatenate(found)


def _row(batch: pa.RecordBatch, at: int) -> dict[str, object]:
    return batch.slice(at, 1).to_pylist()[0]


@contextmanager
def _beside(sink: "Sink | None", summary: Summary) -> Iterator[Callable[[pa.RecordBatch, Mask], None]]:
    """A thread that writes and adds up: what it meets with is raised here, and nothing is left running."""
    waiting: queue.Queue[tuple[pa.RecordBatch, Mask] | None] = queue.Queue(_WAITING)
    failed: list[BaseException] = []

    def write() -> None:
        for batch, whole in iter(waiting.get, None):
            try:
                if not failed:
                    summary.add(batch, whole)
                    if sink is not None:
                        sink.write(batch)
            except BaseException as error:
                failed.append(error)

    def put(batch: pa.RecordBatch, whole: Mask) -> None:
        if failed:
            raise failed[0]
        waiting.put((batch, whole))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield put
    finally:
        waiting.put(None)
        thread.join()
    if failed:
        raise failed[0]


def open_sink(path: Path, form: str) -> Closing:
    """The file of sums, to be used in a `with`."""
    return Closing(path, form, WRITTEN)
