"""An invoice's account carried from day to day: what is owed on each of many days, without beginning again each time.

It keeps no line and no movement, only what is owed; to the cent it is what `reckon` finds on the same day.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from latepay_core.days import DAY
from latepay_core.interest.account import (
    Account,
    Conventions,
    Credit,
    Terms,
    capitalise,
    fall_late,
    next_eve,
    stretches,
    take_in,
)
from latepay_core.interest.exact import round_half_up
from latepay_core.interest.periods import RatePeriod


class Running:
    """One invoice's account on its way: asked for days that never go back.

    `terms.as_of` is the last day it can be asked for; `periods` are the rates up to then.
    """

    def __init__(
        self, terms: Terms, credits_: Iterable[Credit], periods: Sequence[RatePeriod], conventions: Conventions
    ) -> None:
        self.account = Account(principal=terms.principal, unpaid_since=terms.first)
        #: The parts of the same invoice that fall due before this one.
        self.parts: Sequence[Running] = ()
        self._terms, self._periods, self._conventions = terms, periods, conventions
        came_in: dict[date, list[Credit]] = {}
        for each in credits_:
            came_in.setdefault(each.on, []).append(each)
        self._came_in, self._days = came_in, sorted(came_in, reverse=True)
        self._late = False
        # Interest that has accrued since the last movement: up to `_cursor` it is kept, rounded and exact.
        self._cursor, self._rounded, self._exact = terms.first, 0, 0
        # A day's sums are asked for before money is received on it: they are worked out once.
        self._asked: tuple[date, int, int] | None = None

    def carry_to(self, day: date) -> None:
        """Takes in what came in up to a day, that day included, and capitalises interest where it is time."""
        while True:
            eve = next_eve(self.account, self._terms)
            # What comes in on an eve is taken in first: it may leave less than a year of interest due.
            if self._days and self._days[-1] <= (day if eve is None else min(day, eve)):
                on = self._days.pop()
                self._close(on)
                take_in(self.account, on, self._came_in.pop(on), self._conventions)
            elif eve is not None and eve < day:
                self._close(eve)
                capitalise(self.account, eve)
            else:
                break
        if not self._late and day > self._terms.due_on:
            self._fall_late(day)

    def owed_on(self, day: date) -> int:
        """Principal and interest at the end of a day, in cents."""
        self.carry_to(day)
        return self.account.principal + self.account.interest_due + self._accrued(day)[0]

    def compensation_on(self, day: date) -> int:
        """What is left of the recovery compensation at the end of a day, in cents."""
        self.carry_to(day)
        return self.account.compensation_due

    def principal_on(self, day: date) -> int:
        """The principal that a credit note of a day may lower, in cents: that day's own payments come after it."""
        noted = self._noted_on(day)
        return max(0, self.account.principal - noted)

    def overcredited_on(self, day: date) -> int:
        """What credit notes held beyond the principal by the end of a day, in cents."""
        noted = self._noted_on(day)
        return self.account.overcredited + max(0, noted - self.account.principal)

    def _noted_on(self, day: date) -> int:
        """The day's own credit notes that are still to be taken in; where there is nothing more to come, none is."""
        to_come = self._came_in.get(day)
        self.carry_to(day if to_come is None else day - DAY)
        return sum(each.cents for each in to_come or () if each.kind == "credit-note")

    def receive(self, day: date, cents: int, kind: Literal["payment", "credit-note"] = "payment") -> None:
        """Takes in some money or a credit note, once the account was asked for the day's sums."""
        if kind == "credit-note" and day in self._came_in:
            self._came_in[day].append(Credit(day, cents, kind))
            return
        self.carry_to(day)
        self._close(day)
        take_in(self.account, day, (Credit(day, cents, kind),), self._conventions)

    def _fall_late(self, day: date) -> None:
        """The due date has passed: one invoice has one compensation, that of its first part that was paid late."""
        self._late = True
        for part in self.parts:
            part.carry_to(day)
        if not any(part.account.compensation for part in self.parts):
            fall_late(self.account, self._terms)

    def _close(self, day: date) -> None:
        """Ends the line of interest on a day: what comes after is reckoned on another principal."""
        if not self._late and day > self._terms.due_on:
            self._fall_late(day)
        interest, exact = self._accrued(day)
        self.account.interest += interest
        self.account.interest_due += interest
        self.account.exact += exact
        if self._cursor is not None:
            self._cursor = max(self._cursor, day + DAY)
        self._rounded = self._exact = 0
        self._asked = None

    def _accrued(self, day: date) -> tuple[int, int]:
        """The interest since the last movement, in cents and exact; whole stretches are never gone over again."""
        if self._asked is not None and self._asked[0] == day:
            return self._asked[1:]
        rounded, exact = self._rounded, self._exact
        if self._cursor is not None and self._cursor <= day:
            reached = day + DAY
            for part in stretches(self.account, self._periods, self._cursor, day, self._conventions.year):
                exact += part.exact
                rounded += round_half_up(part.exact)
                if part.last == day:
                    reached = part.first
                else:
                    self._rounded += round_half_up(part.exact)
                    self._exact += part.exact
            self._cursor = reached
        if self._conventions.rounding == "total":
            rounded = round_half_up(self.account.exact + exact) - self.account.interest
        self._asked = day, rounded, exact
        return rounded, exact
