"""From a batch of invoices to a batch of sums."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from latepay_core.claim import Refusal
from latepay_core.ledger.columns import (
    Column,
    Mask,
    cents,
    conformed,
    dates,
    day_number,
    days,
    distinct,
    euros,
    integers,
    kernels,
    named,
    there,
)
from latepay_core.ledger.exact import MOST_CENTS, Cents, Days
from latepay_core.ledger.following import Standing, following_of
from latepay_core.ledger.rounds import Accounts, Received, Rows
from latepay_core.ledger.schema import OUTPUT
from latepay_core.ledger.single import SUMS, reckoned_alone, step_of_row
from latepay_core.ledger.terms import FIRST, LAST, NEVER, SHARED, Shared

#: Arrays of some hundred kilobytes stay in the processor's memory; larger ones are given back and faulted in anew.
SLICE = 16_384
#: What the columns leave to `draw_up`: each makes another account than that of payments alone.
_ALONE = (
    "credit_notes",
    "capitalise_from",
    "enforceable_on",
    "insolvency_opened_on",
    "suspension_notified_on",
    "suspension_completed_on",
    "supplied_rates",
)
_LONGEST_NAME = 2000
#: Sums of payments stay far from what 64 bits hold.
_MOST_RECEIVED = 10**17
_DAYS = ("due_on", "first_day", "last_day")
_SAID = ("next_step", "unsaid")
_TEXTS = ("regime", "edition", "refused", "field", *_SAID)


def compute(batch: pa.RecordBatch, as_of: date | None = None) -> pa.RecordBatch:
    """What each invoice of a batch is worth at the end of a day: `OUTPUT`, one row for each row, in the same order.

    `batch` holds columns of `INPUT`, in any order. The day is the row's own `as_of`, else the argument; amounts are EUR
    with VAT included. A row that cannot be reckoned has the code of its first fault in `refused`, as `draw_up` finds
    it. Raises UnknownColumns for a column that no row has.

    >>> from decimal import Decimal
    >>> day = date(2026, 3, 15)
    >>> due, amounts = [date(2025, 11, 30), None], [Decimal("10000.00"), Decimal("5.00")]
    >>> rows = {"number": ["F-118", "F-119"], "due_on": due, "amount": amounts}
    >>> answer = compute(pa.RecordBatch.from_pydict(rows), as_of=day).to_pylist()
    >>> str(answer[0]["interest"]), str(answer[0]["total_due"]), answer[1]["refused"]
    ('349.52', '10389.52', 'due-date-missing')
    """
    whole = conformed(batch)
    parts = [_of_slice(whole.slice(start, SLICE), as_of) for start in range(0, whole.num_rows, SLICE)]
    if not parts:
        return pa.RecordBatch.from_pylist([], schema=OUTPUT)
    return pa.Table.from_batches(parts).combine_chunks().to_batches()[0]


class _Answer:
    """The columns of an answer on their way, by row."""

    def __init__(self, size: int) -> None:
        self.sums = {name: np.zeros(size, dtype=np.int64) for name in (*SUMS, "per_day")}
        self.days = {name: np.zeros(size, dtype=np.int64) for name in (*_DAYS, "days_late")}
        self.first_day_there = np.zeros(size, dtype=np.bool_)
        self.reckoned = np.zeros(size, dtype=np.bool_)
        #: The rows that were answered, by figures or by a refusal.
        self.seen = np.zeros(size, dtype=np.bool_)
        self.names: dict[str, tuple[list[str | None], dict[str | None, int]]] = {}
        self.codes = {name: np.zeros(size, dtype=np.int64) for name in _TEXTS}

    def name(self, column: str, rows: Any, value: str | None) -> None:
        """The same text for some rows."""
        texts, known = self.names.setdefault(column, ([None], {None: 0}))
        if value not in known:
            known[value] = len(texts)
            texts.append(value)
        self.codes[column][rows] = known[value]

    def each(self, column: str, rows: Days, places: Days, values: Sequence[str | None]) -> None:
        """For each of some rows the text at its place among `values`."""
        texts, known = self.names.setdefault(column, ([None], {None: 0}))
        for value in values:
            if value not in known:
                known[value] = len(texts)
                texts.append(value)
        self.codes[column][rows] = np.array([known[value] for value in values], dtype=np.int64)[places]

    def refuse(self, rows: Any, refusal: Refusal) -> None:
        self.name("refused", rows, refusal.code)
        self.name("field", rows, _within_row(refusal.path))

    def text(self, column: str) -> Column:
        return named(self.names.get(column, ([None], {}))[0], self.codes[column])


def _within_row(path: str) -> str:
    """The place of a fault in its row.

    >>> _within_row("invoices[0].due_on"), _within_row("invoices[0]"), _within_row("terms.rate")
    ('due_on', '', 'terms.rate')
    """
    return path.removeprefix("invoices[0]").removeprefix(".")


def _of_slice(rows: pa.RecordBatch, as_of: date | None) -> pa.RecordBatch:
    read = _Read(rows, as_of)
    answer = _Answer(rows.num_rows)
    for values, members in _groups(rows):
        shared = shared_terms(values)
        plain = members[read.plain[members]]
        if shared.refused:
            # Where the row's own dates are in order, what is refused is what the group says.
            done = plain[read.has_due[plain]] if shared.term is None else plain[:0]
            answer.refuse(done, shared.refused[0])
        else:
            done = _reckon(read, shared, plain, answer)
        answer.seen[done] = True
    _one_by_one(rows, np.flatnonzero(~answer.seen), as_of, answer)
    return _as_batch(rows, answer)


@cache
def shared_terms(values: tuple[Any, ...]) -> Shared:
    """What rows with these values in their `SHARED` columns have in common."""
    return Shared(dict(zip(SHARED, values, strict=True)))


def _groups(rows: pa.RecordBatch) -> Iterator[tuple[tuple[Any, ...], Days]]:
    """The rows that say the same in their `SHARED` columns, together."""
    size, codes, texts = rows.num_rows, np.zeros(rows.num_rows, dtype=np.int64), []
    for name in SHARED:
        column = rows.column(name)
        if column.null_count == size:
            texts.append((name, [None]))
            continue
        encoded = column.dictionary_encode(null_encoding="encode")
        values = encoded.dictionary.to_pylist()
        texts.append((name, values))
        # Codes are made dense again at each column: their product never grows past 64 bits.
        codes = codes * len(values) + np.asarray(encoded.indices).astype(np.int64)
        codes = distinct(codes)[1]
    if not codes.any():
        firsts, members = [0], [np.arange(size)]
    else:
        order = np.argsort(codes, kind="stable")
        starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
        firsts, members = order[starts].tolist(), np.split(order, starts[1:])
    for first, group in zip(firsts, members, strict=True):
        yield tuple(_shown(rows.column(name)[first].as_py()) for name in SHARED), group


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)


class _Read:
    """The columns of a slice as numbers, and which rows have nothing that would have to be looked at more closely."""

    def __init__(self, rows: pa.RecordBatch, as_of: date | None) -> None:
        self.size, self.rows, self.default_day = rows.num_rows, rows, as_of
        self.amount = cents(rows.column("amount"))
        self.due, self.has_due = self._day(rows, "due_on")
        self.issued, self.has_issued = self._day(rows, "issued_on")
        self.received_on, self.has_received = self._day(rows, "received_on")
        self.notice, has_notice = self._day(rows, "notice_received_on")
        self.as_of, has_as_of = self._day(rows, "as_of")
        if as_of is not None:
            self.as_of = np.where(has_as_of, self.as_of, day_number(as_of))
            has_as_of[:] = True
        self.plain = has_as_of & (self.amount > 0) & (self.amount < MOST_CENTS) & _within(self.as_of)
        for column, has in ((self.due, self.has_due), (self.issued, self.has_issued)):
            self.plain &= ~has | _within(column)
        self.plain &= ~self.has_received | (
            _within(self.received_on) & (~self.has_issued | (self.received_on >= self.issued))
        )
        self.plain &= ~has_notice | (_within(self.notice) & (~self.has_issued | (self.notice >= self.issued)))
        self.notice = np.where(has_notice, self.notice, NEVER)
        for name in _ALONE:
            if rows.column(name).null_count < self.size:
                self.plain &= ~there(rows.column(name))
        self._names(rows)
        self._payments(rows)

    @staticmethod
    def _day(rows: pa.RecordBatch, name: str) -> tuple[Days, Mask]:
        return days(rows.column(name)), there(rows.column(name))

    def _names(self, rows: pa.RecordBatch) -> None:
        names: Column = rows.column("number")
        lengths: Column = kernels.utf8_length(names)
        self.plain &= np.asarray(lengths.fill_null(0)) <= _LONGEST_NAME

    def _payments(self, rows: pa.RecordBatch) -> None:
        """Every payment with its row, sorted; a row whose payments are not sure is no plain one."""
        lists: Column = rows.column("payments")
        counts = np.asarray(lists.value_lengths().fill_null(0)).astype(np.int64)
        entries = lists.flatten()
        row = np.repeat(np.arange(self.size), counts)
        if not len(row):
            self.received = Received(row, row, row)
            return
        paid_on, amount = entries.field("paid_on"), entries.field("amount")
        day, money = days(paid_on), cents(amount)
        sure = there(paid_on) & there(amount) & np.asarray(entries.is_valid())
        sure &= _within(day) & (money > 0) & (money < MOST_CENTS)
        sure &= ~self.has_issued[row] | (day >= self.issued[row])
        self.plain[row[~sure]] = False
        # The sum is looked at as a float: it only chooses the road, and it cannot wrap.
        sums = np.bincount(row, weights=money.astype(np.float64), minlength=self.size)
        self.plain &= sums < _MOST_RECEIVED
        kept = day <= self.as_of[row]
        row, day, money = row[kept], day[kept], money[kept]
        order = np.lexsort((day, row))
        self.received = Received(row[order], day[order], money[order])


def _within(column: Days) -> Mask:
    return (column >= FIRST) & (column <= LAST)


def _reckon(read: _Read, shared: Shared, members: Days, answer: _Answer) -> Days:
    """Reckons the rows of a group that the columns hold exactly, and returns which they are."""
    due, known = _due_dates(read, shared, members)
    fits = known & (due >= shared.first_due) & (due <= LAST)
    members, due = members[fits], due[fits]
    if not len(members) or not shared.rates.fits:
        return members[:0]
    received = _received_by(read, members)
    as_of, amount = read.as_of[members], read.amount[members]
    spans = shared.spans(due, read.notice[members], as_of)
    rows = Rows(amount, due, as_of, spans, _principal_first(shared, received, amount))
    accounts = Accounts(rows, shared.rates, rounds_once=shared.rounds_once)
    accounts.reckon(received)
    _fill(answer, members, accounts)
    _follow(read, shared, members, received, accounts, answer)
    answer.name("regime", members, shared.regime.code)
    answer.name("edition", members, shared.edition)
    return members


def _due_dates(read: _Read, shared: Shared, members: Days) -> tuple[Days, Mask]:
    """The due date of each row: written, or counted from the day that the group's term starts on."""
    if shared.term is None:
        return read.due[members], read.has_due[members]
    from_receipt = shared.term.counted_from == "receipt"
    start = (read.received_on if from_receipt else read.issued)[members]
    known = (read.has_received if from_receipt else read.has_issued)[members] & ~read.has_due[members]
    if shared.term.counted_from == "payment-request":
        known[:] = False
    return shared.due(np.where(known, start, FIRST)), known


def _received_by(read: _Read, members: Days) -> Received:
    """What came in for some rows, with their position among them."""
    position = np.full(read.size, -1, dtype=np.int64)
    position[members] = np.arange(len(members))
    row = position[read.received.row]
    mine = row >= 0
    row, day, money = row[mine], read.received.day[mine], read.received.money[mine]
    order = np.argsort(row, kind="stable")
    return Received(row[order], day[order], money[order])


def _principal_first(shared: Shared, received: Received, amount: Cents) -> Mask:
    """Which rows have their payments go to the principal first: by agreement, or because the very amount was paid."""
    found = np.full(len(amount), shared.principal_first)
    if not len(received.row) or not shared.whole_pays_principal:
        return found
    row, day = received.row, received.day
    so_far = np.cumsum(received.money)
    counts = np.bincount(row, minlength=len(amount))
    begins = np.cumsum(counts) - counts
    before = np.concatenate([[0], so_far])[begins]
    ends_day = np.append((row[1:] != row[:-1]) | (day[1:] != day[:-1]), True)
    found[row[ends_day & (so_far - before[row] == amount[row])]] = True
    return found


def _fill(answer: _Answer, members: Days, accounts: Accounts) -> None:
    sums = {
        "paid": accounts.paid,
        "interest": accounts.interest,
        "interest_due": accounts.interest_due,
        "compensation": accounts.compensation,
        "compensation_due": accounts.compensation_due,
        "principal_due": accounts.principal,
        "overpaid": accounts.overpaid,
        "total_due": accounts.total_due,
        "per_day": accounts.per_day,
    }
    for name, column in sums.items():
        answer.sums[name][members] = column
    rows = accounts.rows
    answer.days["due_on"][members] = rows.due
    answer.days["first_day"][members] = rows.spans.first
    answer.first_day_there[members] = rows.spans.first != NEVER
    answer.days["days_late"][members] = np.maximum(rows.as_of - rows.due, 0)
    answer.reckoned[members] = True


def _follow(
    read: _Read, shared: Shared, members: Days, received: Received, accounts: Accounts, answer: _Answer
) -> None:
    """Until when to act on each row, and what to do next: asked of the core for one row of each kind."""
    rows = accounts.rows
    standing = Standing(
        due=rows.due,
        begins={
            "issued_on": (read.issued[members], read.has_issued[members]),
            "received_on": (read.received_on[members], read.has_received[members]),
        },
        notice=read.notice[members],
        as_of=rows.as_of,
        received=received,
        owed=accounts.total_due > 0,
        paid_in_full=(accounts.principal == 0) | (accounts.paid >= rows.principal),
    )
    following = following_of(shared)
    found = following.follow(standing)
    answer.days["last_day"][members] = found.last_day
    for kind, first in zip(found.numbers, found.firsts, strict=True):
        if kind not in following.steps:
            row = _rows(read.rows, members[first : first + 1]).to_pylist()[0]
            following.steps[kind] = step_of_row(row, read.default_day)
    told = [following.steps[kind] for kind in found.numbers]
    answer.each("next_step", members, found.kind, [each.next_step for each in told])
    answer.each("unsaid", members, found.kind, [each.unsaid for each in told])


def _rows(rows: pa.RecordBatch, members: Days) -> pa.RecordBatch:
    positions: Column = pa.array(members)
    return rows.take(positions)


def _one_by_one(rows: pa.RecordBatch, members: Days, as_of: date | None, answer: _Answer) -> None:
    """The rows that are drawn up each by itself."""
    if not len(members):
        return
    for row, at in zip(_rows(rows, members).to_pylist(), members.tolist(), strict=True):
        found = reckoned_alone(row, as_of)
        if isinstance(found, Refusal):
            answer.refuse(at, found)
            continue
        for name in answer.sums:
            answer.sums[name][at] = found[name]
        answer.days["due_on"][at] = day_number(found["due_on"])
        answer.days["days_late"][at] = found["days_late"]
        if found["first_day"] is not None:
            answer.days["first_day"][at] = day_number(found["first_day"])
            answer.first_day_there[at] = True
        if found["last_day"] is not None:
            answer.days["last_day"][at] = day_number(found["last_day"])
        for name in ("regime", *_SAID):
            answer.name(name, at, found[name])
        answer.name("edition", at, found["edition"])
        answer.reckoned[at] = True


def _as_batch(rows: pa.RecordBatch, answer: _Answer) -> pa.RecordBatch:
    reckoned = answer.reckoned
    columns: dict[str, Column] = {
        **{name: rows.column(name) for name in ("number", "customer", "amount")},
        **{name: euros(column, reckoned) for name, column in answer.sums.items()},
        **{name: answer.text(name) for name in answer.codes},
        "due_on": dates(answer.days["due_on"], reckoned),
        "first_day": dates(answer.days["first_day"], reckoned & answer.first_day_there),
        "last_day": dates(answer.days["last_day"], reckoned & (answer.days["last_day"] != 0)),
        "days_late": integers(answer.days["days_late"], reckoned),
    }
    ordered: Sequence[Column] = [columns[name] for name in OUTPUT.names]
    return pa.RecordBatch.from_arrays(ordered, schema=OUTPUT)
