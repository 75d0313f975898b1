"""Until when each row of a group can be acted upon, and what to do next, as the core says of one claim.

No rule of law is written here. The core is asked for the limitation of one day after another, and for the next step of
one row of each kind; a kind is made of all that an answer can depend on where no event is told.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from latepay_core.claim import ClaimRefused
from latepay_core.claim.fields import LAST_DATE
from latepay_core.dates.limitation_model import NEAR_MONTHS, InvoiceLimitation
from latepay_core.days import add_months
from latepay_core.ledger.columns import Mask, day_number, day_of, distinct
from latepay_core.ledger.exact import Days
from latepay_core.ledger.rounds import Received
from latepay_core.ledger.single import LimitAndStep, claim_of, validated
from latepay_core.ledger.terms import FIRST, LAST, NEVER, PARTIES, Shared
from latepay_core.statement.limits import limitation_of

#: The days from which a period may be counted, beside the due date.
_BEGINS = ("issued_on", "received_on")
#: What is older says nothing more to the calendar of letters, limitation apart: a test holds it against the core.
OLDEST = 200
_PROBED_DUE, _PROBED_EARLIER = date(2024, 6, 30), date(2021, 3, 31)
_PROBED_LATER = date(2025, 9, 30)
_A_WHILE = timedelta(days=200)


class Standing(NamedTuple):
    """What following a row takes: its days, what came in, and how its account stands on the statement's day."""

    due: Days
    begins: dict[str, tuple[Days, Mask]]
    notice: Days
    as_of: Days
    received: Received
    owed: Mask
    paid_in_full: Mask


class Followed(NamedTuple):
    """For each row its last day (0: none), and the place of its kind; each kind's number, and a row that is of it."""

    last_day: Days
    kind: Days
    numbers: list[int]
    firsts: list[int]


class Following:
    """The limitation of the rows that say the same of their parties; nothing else that rows share bears on it."""

    def __init__(self, parties: Mapping[str, Any]) -> None:
        #: What the core said of each kind so far.
        self.steps: dict[int, LimitAndStep] = {}
        self._parties = parties
        self._lasts = np.zeros(LAST - FIRST + 1, dtype=np.int64)
        self._known = np.zeros(LAST - FIRST + 1, dtype=np.bool_)
        plain = self._last(_PROBED_DUE)
        self._begins = [name for name in _BEGINS if self._last(_PROBED_DUE, **{name: _PROBED_EARLIER}) != plain]
        paid = [{"paid_on": _PROBED_LATER, "amount": "1.00"}]
        self._restarts = self._limit(_PROBED_DUE, payments=paid).last_day != day_of(plain)
        #: Whether a day rests on the payment that began the period again: the one without it is the safe one.
        self._rests = self._limit(_PROBED_DUE, payments=paid).resting_payment is not None

    def _begun_on(self, day: date) -> int:
        """The last day of a period that a day begins; an invoice of that day may be due under a later law."""
        found = self._last(day)
        if found or "issued_on" not in self._begins or day > LAST_DATE - _A_WHILE:
            return found
        return self._last(day + _A_WHILE, issued_on=day)

    def _last(self, due: date, **more: Any) -> int:
        """The last day for an invoice due on a day; 0 where the core cannot say it."""
        try:
            return day_number(self._limit(due, **more).last_day)
        except ClaimRefused:
            return 0

    def _limit(self, due: date, **more: Any) -> InvoiceLimitation:
        """What the core says of such an invoice."""
        row = {**self._parties, "amount": "2.00", "due_on": due, **more}
        return limitation_of(validated(claim_of(row, date(2026, 1, 31)))).invoices[0]

    def lasts(self, starts: Days) -> Days:
        """The last day of a period that each day begins."""
        at = starts - FIRST
        for each in np.unique(at[~self._known[at]]).tolist():
            self._lasts[each] = self._begun_on(day_of(each + FIRST))
            self._known[each] = True
        return self._lasts[at]

    def follow(self, rows: Standing) -> Followed:
        """The last days, and the kinds of next steps."""
        start = rows.due.copy()
        for name in self._begins:
            days, there = rows.begins[name]
            start = np.where(there, np.minimum(start, days), start)
        last, from_due = self.lasts(start), self.lasts(rows.due)
        safe = last
        if self._restarts:
            first = last.copy()
            self._restart(rows.received, last, from_due)
            safe = np.where(first >= rows.as_of, first, last) if self._rests else last
        return Followed(np.where(rows.owed, safe, 0), *self._kinds(rows, last, from_due))

    def _restart(self, received: Received, *lasts: Days) -> None:
        """A payment in time begins the period again: each row's first, then each row's second."""
        counts = np.bincount(received.row, minlength=len(lasts[0]))
        starts = np.cumsum(counts) - counts
        rows = np.flatnonzero(counts)
        number = 0
        while len(rows):
            paid_on = received.day[starts[rows] + number]
            again = self.lasts(paid_on)
            for last in lasts:
                before = last[rows]
                last[rows] = np.where((paid_on <= before) & (before > 0), np.maximum(before, again), before)
            number += 1
            rows = rows[counts[rows] > number]

    @staticmethod
    def _kinds(rows: Standing, last: Days, from_due: Days) -> tuple[Days, list[int], list[int]]:
        """Rows of which the core says the same: days too old to matter are one day, and so are days to come."""
        age = np.clip(rows.as_of - rows.due, -1, OLDEST)
        told = (rows.notice != NEVER) & (rows.notice >= rows.due) & (rows.notice <= rows.as_of)
        since = np.where(told, np.minimum(rows.as_of - rows.notice, OLDEST), -1)
        stands = (
            rows.owed,
            rows.paid_in_full,
            last == 0,
            rows.as_of > last,
            rows.as_of > from_due,
            rows.as_of >= _near(last),
        )
        # The calendar of worked days bears on what is fresh alone.
        fresh = ((age >= 0) & (age < OLDEST)) | ((since >= 0) & (since < OLDEST))
        key = np.where(fresh, rows.as_of - FIRST, 0) * (OLDEST + 2) + age + 1
        key = key * (OLDEST + 2) + since + 1
        for each in stands:
            key = key * 2 + each
        numbers, kind = distinct(key)
        firsts = np.empty(len(numbers), dtype=np.int64)
        firsts[kind[::-1]] = np.arange(len(kind))[::-1]
        return kind, numbers.tolist(), firsts.tolist()


def _near(last: Days) -> Days:
    """The first day on which each last day is near."""
    lasts, where = distinct(last)
    return np.array([_near_of(each) for each in lasts.tolist()], dtype=np.int64)[where]


@lru_cache(maxsize=100_000)
def _near_of(last: int) -> int:
    return day_number(add_months(day_of(last), -NEAR_MONTHS))


def following_of(shared: Shared) -> Following:
    """The limitation of a group of rows."""
    return _following(shared.parties)


@cache
def _following(parties: tuple[Any, ...]) -> Following:
    return Following(dict(zip(PARTIES, parties, strict=True)))
