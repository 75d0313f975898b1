"""The account of many invoices at once, as `interest.account` keeps that of one.

Payments are taken in by rounds: each row's first, then each row's second. Rows stand in the order of how many they
have, so that a round is the beginning of every column, and works on it in place.
"""

from dataclasses import dataclass

import numpy as np

from latepay_core.ledger.columns import Mask
from latepay_core.ledger.exact import COMMON, DENOMINATOR, LEAP, Cents, Days, half_up, quotient
from latepay_core.ledger.terms import Rates, Spans


@dataclass(slots=True)
class Rows:
    """What the reckoning needs to know of each row, in days and cents; `units` are the frozen rates, if they are."""

    principal: Cents
    due: Days
    as_of: Days
    spans: Spans
    principal_first: Mask


@dataclass(slots=True)
class Received:
    """What came in: for each payment its row, day and cents, in the order of rows and, within a row, of days."""

    row: Days
    day: Days
    money: Cents


class Accounts:
    """The accounts of some rows, carried to the end of their statement's day by `reckon`."""

    def __init__(self, rows: Rows, rates: Rates, *, rounds_once: bool) -> None:
        size = len(rows.principal)
        self.rows, self._rates, self._rounds_once = rows, rates, rounds_once
        self.principal = rows.principal.copy()
        self._units = None if rates.units is not None else rates.frozen_units(rows.spans.first)
        self._cursor = rows.spans.first.copy()
        self._late = np.zeros(size, dtype=np.bool_)
        self._exact, self._left = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        names = ("interest", "interest_due", "compensation", "compensation_due", "paid", "overpaid")
        self.interest, self.interest_due, self.compensation, self.compensation_due, self.paid, self.overpaid = (
            np.zeros(size, dtype=np.int64) for _ in names
        )

    def reckon(self, received: Received) -> None:
        """Takes in what came in, and carries every account to the end of its statement's day."""
        counts = np.bincount(received.row, minlength=len(self.principal))
        starts = np.cumsum(counts) - counts
        order = _most_first(counts)
        for number in range(int(counts.max(initial=0))):
            rows = order[: int(np.count_nonzero(counts > number))]
            at = starts[rows] + number
            self._fall_late(rows, received.day[at])
            self._accrue(rows, received.day[at])
            self._take_in(rows, received.money[at])
        everyone = np.arange(len(self.principal))
        self._fall_late(everyone, self.rows.as_of)
        self._accrue(everyone, self.rows.as_of)

    @property
    def total_due(self) -> Cents:
        """What is still owed."""
        return self.principal + self.interest_due + self.compensation_due

    @property
    def per_day(self) -> Cents:
        """What the day after the statement costs at the current rate."""
        spans, as_of = self.rows.spans, self.rows.as_of
        tomorrow = as_of + 1
        runs = (spans.first <= tomorrow) & (tomorrow <= spans.last_tomorrow)
        units = self._units_of(self._rates.period(np.maximum(np.minimum(spans.first, tomorrow), as_of)), None)
        cents, left = quotient(self.principal, units, COMMON)
        if self._rates.leap.any():
            leap = self._rates.leap[self._rates.period(tomorrow)]
            in_leap, left_in_leap = quotient(self.principal, units, LEAP)
            cents, left = np.where(leap, in_leap, cents), np.where(leap, left_in_leap, left)
        return np.where(runs, half_up(cents, left), 0)

    def _units_of(self, period: Days, rows: Days | None) -> Days:
        """The rate of some rows in a period."""
        if self._rates.units is not None:
            return self._rates.units[period]
        assert self._units is not None
        return self._units if rows is None else self._units[rows]

    def _fall_late(self, rows: Days, day: Days) -> None:
        """The due date has passed: the compensation is owed where something was still unpaid."""
        now = (day > self.rows.due[rows]) & ~self._late[rows]
        rows = rows[now]
        self._late[rows] = True
        owing = rows[self.principal[rows] > 0]
        self.compensation[owing] = self.compensation_due[owing] = self.rows.spans.compensation[owing]

    def _accrue(self, rows: Days, until: Days) -> None:
        """Adds the interest of each row from where it stands to a day, that day included."""
        first, last = self._cursor[rows], np.minimum(until, self.rows.spans.last[rows])
        self._cursor[rows] = np.maximum(first, until + 1)
        bearing = (first <= last) & (self.principal[rows] > 0)
        rows, first, last = rows[bearing], first[bearing], last[bearing]
        reached = self._rates.period(first)
        lines = self._rates.period(last) - reached + 1
        order = _most_first(lines)
        rows, first, last, reached, lines = (each[order] for each in (rows, first, last, reached, lines))
        for number in range(int(lines.max(initial=0))):
            size = int(np.searchsorted(-lines, -number, side="left"))
            self._line(rows[:size], first[:size], last[:size], reached[:size] + number)

    def _line(self, rows: Days, first: Days, last: Days, period: Days) -> None:
        """One line of interest of some rows: the days of theirs that fall in one period."""
        begin = np.maximum(first, self._rates.starts[period])
        end = np.minimum(last, self._rates.starts[period + 1] - 1)
        factor = self._units_of(period, rows) * (end - begin + 1)
        principal = self.principal[rows]
        cents, left = quotient(principal, factor, COMMON)
        if self._rates.leap.any():
            leap = self._rates.leap[period]
            in_leap, left_in_leap = quotient(principal, factor, LEAP)
            cents, left = np.where(leap, in_leap, cents), np.where(leap, left_in_leap, left)
        if self._rounds_once:
            left += self._left[rows]
            carried = left // DENOMINATOR
            self._left[rows] = left - carried * DENOMINATOR
            self._exact[rows] += cents + carried
            interest = half_up(self._exact[rows], self._left[rows]) - self.interest[rows]
        else:
            interest = half_up(cents, left)
        self.interest[rows] += interest
        self.interest_due[rows] += interest

    def _take_in(self, rows: Days, money: Cents) -> None:
        """Allocates what came in; interest must have been added up to that day."""
        interest, principal = self.interest_due[rows], self.principal[rows]
        by_interest = np.minimum(money, interest)
        by_principal = np.minimum(money, principal)
        first = self.rows.principal_first[rows]
        to_interest = np.where(first, np.minimum(money - by_principal, interest), by_interest)
        to_principal = np.where(first, by_principal, np.minimum(money - by_interest, principal))
        left = money - to_interest - to_principal
        to_compensation = np.minimum(left, self.compensation_due[rows])
        self.interest_due[rows] -= to_interest
        self.principal[rows] -= to_principal
        self.compensation_due[rows] -= to_compensation
        self.paid[rows] += money
        self.overpaid[rows] += left - to_compensation


def _most_first(counts: Days) -> Days:
    """The rows in the order of their counts, the largest first; counts that 16 bits hold are sorted far faster."""
    if counts.max(initial=0) < 1 << 15:
        return np.argsort(-counts.astype(np.int16), kind="stable")
    return np.argsort(-counts, kind="stable")
