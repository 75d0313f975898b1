"""What the row of an invoice says was paid of it, and when: as `latepay import` takes it, so that both owe one sum.

A sum with its day is a payment; a day alone says that all was paid then. What was paid on a day that no column gives,
or before the invoice was made, is taken off its amount: no interest is asked on it, from the due date on.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from latepay_core.claim.typed import Unread
from latepay_core.claim.typed.signs import unread
from latepay_core.imports.cells import Style
from latepay_core.imports.grid import tidy_cell
from latepay_core.imports.statuses import STATES_OUT, STATES_OWED, is_no_number, state_under
from latepay_core.ledger import typed_columns as typed
from latepay_core.ledger.columns import Column, Mask, kernels
from latepay_core.ledger.headings import Understood
from latepay_core.ledger.schema import EUROS, INPUT

_NOTHING = Decimal(0)
#: What changes in a row of which something was paid so.
_CHANGED = ("amount", "paid_undated", "payments", "credit_notes")


class Shown(NamedTuple):
    """What the rows of a batch show: their payments, and what was paid on no known day; `left` where a column has it.

    `own` counts the payments of each row that its own cells tell. A day of payment without a sum settles the rows of
    `by_day`, but not those of `unpaid`, whose state says that they are still owed; `partly` was paid in part.
    """

    payments: Column
    undated: Column
    left: Column | None
    own: Sequence[int]
    by_day: Sequence[int] = ()
    unpaid: Sequence[int] = ()
    partly: Sequence[int] = ()


def shown(rows: pa.RecordBatch, understood: Understood, found: Mapping[str, Column], style: Style) -> Shown:
    """Of typed rows, what their cells say was paid."""
    named = {name: heading for heading, name in understood.columns.items()}
    nothing = pa.nulls(rows.num_rows, EUROS)
    day = found.get("paid_on", pa.nulls(rows.num_rows, pa.date32()))
    money, amount = found.get("paid_amount", nothing), found.get("amount", nothing)
    left = typed.left(rows.column(named["open"]), style) if "open" in named else None
    # a day alone: all that is not left was paid then
    nowhere = np.zeros(rows.num_rows, dtype=np.bool_)
    states = list(_states(rows, understood)) if understood.states else []
    settled = np.array(["settled" in each for each in states]) if states else nowhere
    owed = np.array([_are_owed(each) for each in states]) if states else nowhere
    in_part = np.array(["partly" in each for each in states]) if states else nowhere
    told: Column = left.is_valid() if left is not None else pa.array(nowhere)
    alone = np.asarray(kernels.and_not(kernels.and_(day.is_valid(), money.is_null()), told))
    whole = amount if left is None else kernels.subtract(amount, kernels.coalesce(left, pa.scalar(0, EUROS)))
    whole = kernels.if_else(kernels.and_(day.is_valid(), money.is_null()), whole.cast(EUROS), None)
    whole = kernels.if_else(pa.array(alone & owed), None, whole)
    money = kernels.coalesce(money, kernels.if_else(kernels.greater(whole, pa.scalar(0, EUROS)), whole, None))
    undated = kernels.if_else(day.is_valid(), None, money)
    if understood.states:
        silent = kernels.and_(money.is_null(), pa.array(settled))
        silent = silent if left is None else kernels.and_(silent, left.is_null())
        undated = kernels.if_else(silent, amount, undated)
    payments = typed.one_payment(day, money)
    if understood.pairs:
        payments, undated = _further(rows, understood.pairs, payments, undated, style, alone & ~owed)
    own = np.asarray(payments.value_lengths().fill_null(0)).tolist()
    return Shown(
        payments,
        undated,
        left,
        own,
        by_day=np.flatnonzero(alone & ~owed & ~settled).tolist(),
        unpaid=np.flatnonzero(alone & owed).tolist(),
        partly=np.flatnonzero(in_part & owed & ~alone & ~np.asarray(told)).tolist(),
    )


def _are_owed(states: set[str]) -> bool:
    """Whether what the states of a row say leaves something owed."""
    return "settled" not in states and not states.isdisjoint(STATES_OWED)


def _further(
    rows: pa.RecordBatch,
    pairs: Sequence[tuple[str, str | None]],
    payments: Column,
    undated: Column,
    style: Style,
    alone: Mask,
) -> tuple[Column, Column]:
    """The same with the payments that further columns tell; beside them, a day `alone` paid what they leave."""
    lists: list[list[dict[str, Any]]] = [list(each or ()) for each in payments.to_pylist()]
    without: list[Decimal | None] = undated.to_pylist()
    for of_sum, of_day in pairs:
        sums = typed.left(rows.column(of_sum), style).to_pylist()
        days = typed.days("paid_on", rows.column(of_day), style).column.to_pylist() if of_day else [None] * len(sums)
        for at, (money, day) in enumerate(zip(sums, days, strict=True)):
            if money and alone[at] and lists[at]:
                lists[at][0] = lists[at][0] | {"amount": max(_NOTHING, lists[at][0]["amount"] - money)}
            if money and day:
                lists[at].append({"paid_on": day, "amount": money})
            elif money:
                without[at] = (without[at] or _NOTHING) + money
    lists = [[each for each in some if each["amount"]] for some in lists]
    return pa.array(lists, INPUT.field("payments").type), pa.array(without, EUROS)


def _states(rows: pa.RecordBatch, understood: Understood) -> Iterator[set[str]]:
    """What each row's columns of states say, each text of one column read once."""
    columns = []
    for heading in understood.states:
        encoded = rows.column(heading).dictionary_encode()
        known = [state_under(heading, tidy_cell(str(each)) or "") for each in encoded.dictionary.to_pylist()]
        columns.append([known[code] if code is not None else "" for code in encoded.indices.to_pylist()])
    yield from map(set, zip(*columns, strict=True))


def not_owed(rows: pa.RecordBatch, understood: Understood) -> Iterator[tuple[int, Unread]]:
    """The rows that are owed by nobody, and why: drafts, what was cancelled or given back."""
    if understood.states:
        for at, states in enumerate(_states(rows, understood)):
            out = next((each for each in STATES_OUT if each in states), None)
            if out is not None:
                yield at, Unread(out)
    heading = next((each for each, name in understood.columns.items() if name == "number"), None)
    if heading is None:
        return
    # what programs write for a number has no figure, or is « PROV »
    texts: Column = rows.column(heading)
    odd: Column = kernels.match_substring_regex(texts, r"(?i)^\s*(/|-+|\(?PROV|brouillon|draft)")
    for at in np.flatnonzero(np.asarray(odd.fill_null(False))).tolist():
        if is_no_number(tidy_cell(str(texts[at].as_py())) or ""):
            yield at, unread("draft", "")


class Lowered(NamedTuple):
    """A batch whose amounts are what is left to be paid from the due date on; its rows that changed, and why."""

    batch: pa.RecordBatch
    undated: Sequence[int]
    deposits: Sequence[int]
    settled: Sequence[int]


def lowered(batch: pa.RecordBatch, known: Shown) -> Lowered:
    """Takes off the amounts what was paid on no known day, and what was paid or credited before the invoice."""
    given = {name: batch.column(name).to_pylist() for name in (*_CHANGED, "issued_on")}
    rests = known.left.to_pylist() if known.left is not None else [None] * batch.num_rows
    undated, deposits, settled = list[int](), list[int](), list[int]()
    for at, (rest, unknown) in enumerate(zip(rests, known.undated.to_pylist(), strict=True)):
        amount = given["amount"][at]
        if amount is None:
            continue
        came = list(given["payments"][at] or ())
        own, below = (
            sum((each["amount"] for each in part), _NOTHING) for part in (came[: known.own[at]], came[known.own[at] :])
        )
        without = unknown or _NOTHING
        if rest is not None:
            without += max(_NOTHING, amount - own - without - rest)
        # a payment in a row of its own says when what had no day was paid
        without = max(_NOTHING, without - below)
        earlier = _earlier(given, at)
        if not without and not earlier:
            continue
        left = max(_NOTHING, amount - without - earlier)
        given["amount"][at] = left or None
        given["paid_undated"][at] = (given["paid_undated"][at] or _NOTHING) + without or None
        (settled if not left else undated if without else deposits).append(at)
    if not (undated or deposits or settled):
        return Lowered(batch, (), (), ())
    for name in _CHANGED:
        column: Column = pa.array(given[name], INPUT.field(name).type)
        batch = batch.set_column(batch.schema.get_field_index(name), name, column)
    return Lowered(batch, undated, deposits, settled)


def _earlier(given: Mapping[str, list[Any]], at: int) -> Decimal:
    """Takes out of a row what was paid or credited before its invoice was made, and adds it up."""
    issued, taken = given["issued_on"][at], _NOTHING
    for name, day in (("payments", "paid_on"), ("credit_notes", "issued_on")):
        for each in list(given[name][at] or ()):
            if issued is not None and each[day] is not None and each[day] < issued:
                given[name][at] = [other for other in given[name][at] if other is not each]
                taken += each["amount"]
    return taken


def needs_lowering(batch: pa.RecordBatch, known: Shown) -> bool:
    """Whether a batch has a row of which something was paid on no known day, or may have been before the invoice."""
    if known.left is not None or known.undated.null_count < len(known.undated):
        return True
    return _has_earlier(batch, "payments", "paid_on") or _has_earlier(batch, "credit_notes", "issued_on")


def _has_earlier(batch: pa.RecordBatch, name: str, day: str) -> bool:
    """Whether something came before the invoice of its row."""
    lists: Column = batch.column(name)
    entries = lists.flatten()
    issued = batch.column("issued_on").take(kernels.list_parent_indices(lists))
    return len(entries) > 0 and bool(kernels.any(kernels.less(entries.field(day), issued)).as_py())
