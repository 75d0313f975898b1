"""The accounts of a claim's invoices, carried on payment after payment, by the arithmetic of the statement itself.

Each account is taken up at its last movement, not at the statement's day: the lines are then those that a statement
drawn up later will show, and the cents are the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from latepay_core.claim import Claim
from latepay_core.days import DAY
from latepay_core.instalments.model import PlanChoice
from latepay_core.interest import Account, Conventions, Credit, RatePeriod, Terms
from latepay_core.interest.account import accrue, capitalise, fall_late, next_eve, take_in
from latepay_core.money import cents
from latepay_core.regimes import Regime
from latepay_core.statement.allocation import order_of, shares_of
from latepay_core.statement.reckoning import (
    Reckoned,
    Rows,
    conventions_of,
    reckon_invoice,
    rows_by_number,
)


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment and what it did, in cents."""

    on: date
    amount: int
    interest_added: int
    interest_on_interest_added: int
    compensation_added: int
    to_interest: int
    to_principal: int
    to_compensation: int
    remaining: int
    remaining_principal: int
    provisional: bool


@dataclass(slots=True)
class Ledger:
    """One invoice's account on its way from payment to payment."""

    account: Account
    terms: Terms
    periods: Sequence[RatePeriod]
    conventions: Conventions
    cursor: date | None
    late: bool

    def copy(self) -> "Ledger":
        """The same account, to be carried on separately; of its past only the last line is kept."""
        return replace(self, account=replace(self.account, lines=self.account.lines[-1:], allocations=[]))

    def carried_to(self, day: date) -> "Ledger":
        """The account as it stands on a day. This one stays where it is: only a movement ends a line of interest."""
        if self.late and not self.account.total:
            return self
        found = self.copy()
        found.carry_to(day)
        return found

    def carry_to(self, day: date) -> None:
        """Adds what accrues up to a day, capitalisation and compensation included.

        What is due at the end of an eve is capitalised the day after, once that eve's own payments are taken in.
        """
        while (eve := next_eve(self.account, self.terms)) is not None and eve < day:
            self._accrue(eve)
            capitalise(self.account, eve)
        self._accrue(day)

    def _accrue(self, day: date) -> None:
        if not self.late and day > self.terms.due_on:
            self.late = fall_late(self.account, self.terms)
        self.cursor = accrue(self.account, self.periods, self.cursor, day, self.conventions)

    def receive(self, day: date, amount: int) -> None:
        """Takes a payment in, in cents."""
        take_in(self.account, day, [Credit(day, amount)], self.conventions)


def open_ledgers(claim: Claim, regime: Regime, as_of: date, horizon: date, choice: PlanChoice) -> list[Ledger]:
    """The account of every invoice of a claim whose payments are allocated, ready to be carried on to `horizon`."""
    found, rows = [], rows_by_number(claim)
    for invoice in claim.invoices:
        now = reckon_invoice(claim, regime, invoice, as_of, rows)
        ledger = (
            _running(claim, regime, now, horizon, rows) if choice.interest == "continues" else _at_rest(now, choice)
        )
        if not choice.compensation:
            ledger.account.compensation_due = 0
            ledger.terms = ledger.terms._replace(compensation=0)
        found.append(ledger)
    return found


def _at_rest(now: Reckoned, choice: PlanChoice) -> Ledger:
    """An account to which nothing more is added."""
    account = now.account
    if choice.interest == "waived":
        account.interest_due = account.capitalised = 0
    terms = Terms(cents(now.invoice.amount), now.due_on, now.due_on, None, None, 0)
    return Ledger(account, terms, (), Conventions(), None, late=True)


def _running(claim: Claim, regime: Regime, now: Reckoned, horizon: date, rows: Rows) -> Ledger:
    """An account on which interest goes on, as it stood at the end of its last movement."""
    as_of = claim.as_of or date.max
    conventions = conventions_of(claim, regime, now.invoice, as_of)
    span = regime.span(claim, now.invoice, now.due_on, horizon)
    first, last = span.first, span.last
    terms = Terms(
        cents(now.invoice.amount),
        now.due_on,
        horizon,
        first,
        last,
        cents(now.compensation.euros),
        claim.terms.capitalise_from,
    )
    agreed = claim.agreed_for(now.invoice)
    periods = regime.rate_periods(agreed, first, last) if first and last and first <= last else ()
    capitalised = now.account.capitalised_at
    moves = [each.on for each in now.account.allocations] + ([capitalised] if capitalised else [])
    if not moves:
        opened = Account(principal=terms.principal, unpaid_since=first)
        return Ledger(opened, terms, periods, conventions, first, late=False)
    last_move = max(moves)
    account = reckon_invoice(claim, regime, now.invoice, last_move, rows).account
    cursor = None if first is None else max(first, last_move + DAY)
    return Ledger(account, terms, periods, conventions, cursor, late=last_move > terms.due_on)


@dataclass(frozen=True, slots=True)
class Sums:
    """What is owed on all accounts together, in cents.

    `interest_on_interest` is what capitalised interest has borne from the start, whether or not it is still owed.
    """

    principal: int
    interest: int
    compensation: int
    interest_on_interest: int

    @property
    def total(self) -> int:
        """Principal, interest and compensation."""
        return self.principal + self.interest + self.compensation


class Books:
    """All the accounts of a claim, and what each possible series of payments does to them."""

    def __init__(self, claim: Claim, ledgers: Sequence[Ledger], opening: Sums) -> None:
        self._claim, self._ledgers, self._opening = claim, ledgers, opening
        self._orders: dict[date, list[list[int]]] = {}

    def rates(self, after: date, until: date) -> Iterator[tuple[int, list[RatePeriod]]]:
        """The periods of the rates at which each account, by position, bears interest after a day, until another."""
        for position, each in enumerate(self._ledgers):
            account = each.carried_to(after).account
            periods = [period for period in each.periods if period.first <= until and period.last > after]
            if periods and (account.principal or account.capitalised):
                yield position, periods

    def owed_on(self, day: date) -> int:
        """Everything owed on a day if nothing is paid until then, in cents."""
        return _sums([each.carried_to(day) for each in self._ledgers]).total

    def pay(self, days: Sequence[date], amount: int, *, clear: bool) -> list[Paid]:
        """Pays `amount` cents on each of the days, never more than is owed, and stops once nothing is.

        With `clear`, the last day pays whatever is then left.
        """
        ledgers = list(self._ledgers)
        before = self._opening
        made: list[Paid] = []
        for day in days:
            now = [each.carried_to(day) for each in ledgers]
            owed = _sums(now)
            money = owed.total if clear and day == days[-1] else min(amount, owed.total)
            for position in self._settle(now, day, money):
                ledgers[position] = now[position]
            left = _sums(now)
            made.append(_paid(day, (before, owed, left), now))
            before = left
            if not left.total:
                break
        return made

    def _settle(self, ledgers: list[Ledger], day: date, money: int) -> Iterable[int]:
        """Pays some money in, and says which invoices it reached."""
        accounts = dict(enumerate(each.account for each in ledgers))
        shares = shares_of(self._order(day), accounts, money)
        for position, share in shares.items():
            ledgers[position].receive(day, share)
        return shares

    def _order(self, day: date) -> list[list[int]]:
        if day not in self._orders:
            self._orders[day] = order_of(self._claim, day)
        return self._orders[day]


def _paid(day: date, states: tuple[Sums, Sums, Sums], ledgers: Sequence[Ledger]) -> Paid:
    before, owed, left = states
    return Paid(
        on=day,
        amount=owed.total - left.total,
        interest_added=owed.interest - before.interest,
        interest_on_interest_added=owed.interest_on_interest - before.interest_on_interest,
        compensation_added=owed.compensation - before.compensation,
        to_interest=owed.interest - left.interest,
        to_principal=owed.principal - left.principal,
        to_compensation=owed.compensation - left.compensation,
        remaining=left.total,
        remaining_principal=left.principal,
        provisional=any(_provisional(each.account) for each in ledgers),
    )


def _provisional(account: Account) -> bool:
    return bool(account.lines) and account.lines[-1].period.quote.provisional


def _sums(ledgers: Sequence[Ledger]) -> Sums:
    accounts = [each.account for each in ledgers]
    return Sums(
        sum(each.principal for each in accounts),
        sum(each.interest_due for each in accounts),
        sum(each.compensation_due for each in accounts),
        sum(each.interest_on_interest for each in accounts),
    )
