"""Payments received for the claim as a whole: which invoice each one settles (C. civ., art. 1342-10).

The debtor chooses: a payment that names its invoice goes there. Otherwise it goes to the debts already due, the oldest
first, equal ones in proportion; then to the others in the same order. Between debts that bear the same rate none is
more in the debtor's interest to clear than another, so age decides. The recovery compensations come last, as they do
within one invoice; what is then left over is kept on the first invoice and said.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from latepay_core.claim import Claim, ClaimRefused, CreditNote, Invoice, Payment
from latepay_core.claim.model import ClaimPayment
from latepay_core.claim.part import made
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.dates import due_on
from latepay_core.interest import Account, Credit, Running
from latepay_core.language import amount, date_in_words, number_of, sentence
from latepay_core.regimes import Regime
from latepay_core.statement.explain import cents, euros
from latepay_core.statement.model import AllocatedPayment, Share
from latepay_core.statement.reckoning import Rows, rows_by_number, run_invoice

Shares = Mapping[int, int]
_SET_OFF = ("surplus", "mixed")
#: How many times a claim's money may be divided among invoices of one rank: beyond, nobody could read the statement.
MOST_SHARES = 300_000


class Placed(NamedTuple):
    """A day's money, in cents, and the invoices it settled, by position.

    `rule` is `credit` (a credit note for the claim as a whole), `named`, `by-law`, `surplus` (paid too much on another
    invoice) or `mixed`, both of a day together.
    """

    on: date
    shares: Shares
    rule: str


def allocate(claim: Claim, regime: Regime, as_of: date) -> tuple[Claim, tuple[Placed, ...]]:
    """The claim with its general payments moved to the invoices they settle, and what went where.

    Payments after `as_of` stay out, as all payments after it do.
    """
    claim = _carried(claim)
    if not claim.payments and not claim.credit_notes:
        return claim, ()
    placed = tuple(_placed(claim, regime, as_of))
    received: dict[int, list[Payment]] = defaultdict(list)
    credited: dict[int, list[CreditNote]] = defaultdict(list)
    for each in placed:
        if each.rule == "credit":
            for position, share in each.shares.items():
                credited[position].append(made(CreditNote, number="", issued_on=each.on, amount=euros(share)))
            continue
        # A share that the law gives names no invoice: it is kept apart from what was paid for this one.
        kind = ClaimPayment if each.rule == "by-law" and len(claim.invoices) > 1 else Payment
        for position, share in each.shares.items():
            received[position].append(made(kind, paid_on=each.on, amount=euros(share)))
    invoices = list(claim.invoices)
    for position, more in received.items():
        own = invoices[position].payments
        invoices[position] = invoices[position].model_copy(update={"payments": (*own, *more)})
    for position, notes in credited.items():
        own_notes = invoices[position].credit_notes
        invoices[position] = invoices[position].model_copy(update={"credit_notes": (*own_notes, *notes)})
    return claim.model_copy(update={"invoices": tuple(invoices), "payments": (), "credit_notes": ()}), placed


def _carried(claim: Claim) -> Claim:
    """What the credit notes of an invoice hold beyond its amount joins those of the whole claim: the others take it."""
    if len(claim.invoices) == 1:
        return claim
    invoices, carried = list(claim.invoices), list(claim.credit_notes)
    for position, invoice in enumerate(claim.invoices):
        room, kept = cents(invoice.amount), []
        if sum(cents(note.amount) for note in invoice.credit_notes) <= room:
            continue
        for note in sorted(invoice.credit_notes, key=lambda each: each.issued_on):
            own = min(room, cents(note.amount))
            room -= own
            if own:
                kept.append(note.model_copy(update={"amount": euros(own)}))
            if own < cents(note.amount):
                carried.append(note.model_copy(update={"amount": euros(cents(note.amount) - own)}))
        invoices[position] = invoice.model_copy(update={"credit_notes": tuple(kept)})
    if len(carried) == len(claim.credit_notes):
        return claim
    return claim.model_copy(update={"invoices": tuple(invoices), "credit_notes": tuple(carried)})


def _placed(claim: Claim, regime: Regime, as_of: date) -> Iterator[Placed]:
    positions, rows = _positions(claim), rows_by_number(claim)
    grouped: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    named: dict[int, list[Credit]] = defaultdict(list)
    days: dict[date, list[Placed]] = {}
    unnamed: dict[date, int] = defaultdict(int)
    credited = _credited(claim, as_of)
    days.update({day: [] for day in credited})
    for payment in claim.payments:
        if payment.paid_on > as_of:
            continue
        days.setdefault(payment.paid_on, [])
        if payment.invoice is None:
            unnamed[payment.paid_on] += cents(payment.amount)
            continue
        if payment.invoice in rows:
            grouped[payment.paid_on][payment.invoice] += cents(payment.amount)
            continue
        position, money = positions[payment.invoice], cents(payment.amount)
        named[position].append(Credit(payment.paid_on, money))
        days[payment.paid_on].append(Placed(payment.paid_on, {position: money}, "named"))
    purse = _Purse(claim, regime, as_of, rows, named) if unnamed or grouped or credited else None
    for day in sorted(days):
        yield from days[day]
        if purse is None:
            continue
        if day in credited:
            yield Placed(day, purse.spend_credit(day, credited[day]), "credit")
        yield from (Placed(day, purse.spend_on(day, money, name), "named") for name, money in grouped[day].items())
        if day in unnamed:
            yield Placed(day, purse.spend(day, unnamed[day]), "by-law")


def _credited(claim: Claim, as_of: date) -> dict[date, int]:
    """The credit notes of the claim as a whole, by day, in cents."""
    found: dict[date, int] = defaultdict(int)
    for note in claim.credit_notes:
        if note.issued_on <= as_of:
            found[note.issued_on] += cents(note.amount)
    return found


def _positions(claim: Claim) -> dict[str, int]:
    """The first invoice of each number."""
    found: dict[str, int] = {}
    for position, invoice in enumerate(claim.invoices):
        found.setdefault(invoice.number, position)
    return found


class _Purse:
    """The money of the claim as a whole, spent day after day; what an invoice no longer owes is not looked at again."""

    def __init__(
        self, claim: Claim, regime: Regime, as_of: date, rows: Rows, named: Mapping[int, list[Credit]]
    ) -> None:
        self._accounts = [
            run_invoice(claim, regime, invoice, as_of, named.get(position, ()))
            for position, invoice in enumerate(claim.invoices)
        ]
        self._due = [due_on(invoice) or date.max for invoice in claim.invoices]
        self._parts: dict[str, list[int]] = {number_: [] for number_ in rows}
        for position, invoice in enumerate(claim.invoices):
            if invoice.number in self._parts:
                self._parts[invoice.number].append(position)
        for parts in self._parts.values():
            for at in parts:
                before = [other for other in parts if self._due[other] < self._due[at]]
                self._accounts[at].parts = [self._accounts[other] for other in before]
        # Those still to be issued, the next one last.
        issued = ((invoice.issued_on or date.min, position) for position, invoice in enumerate(claim.invoices))
        self._to_come = sorted(issued, reverse=True)
        self._looked_at = 0
        self._first: tuple[date, int] | None = None
        self._owing: list[tuple[date, int]] = []
        self._compensated: list[tuple[date, int]] = []

    def spend(self, day: date, money: int) -> Shares:
        """What each invoice gets of a day's money: its principal and interest first, its compensation after."""
        self._welcome(day)
        shares: dict[int, int] = defaultdict(int)
        left = self._pour(day, self._owing, money, shares, Running.owed_on)
        if left:
            left = self._pour(day, self._compensated, left, shares, Running.compensation_on)
        if left and self._first is not None:
            shares[self._first[1]] += left
        return self._received(day, shares)

    def spend_on(self, day: date, money: int, number_: str) -> Shares:
        """The same among the parts of one invoice, the first due first; what is left over stays on its first part."""
        self._welcome(day)
        ranked = sorted((self._due[at], at) for at in self._parts[number_])
        shares: dict[int, int] = defaultdict(int)
        left = self._pour(day, list(ranked), money, shares, Running.owed_on)
        left = self._pour(day, list(ranked), left, shares, Running.compensation_on)
        if left:
            shares[ranked[0][1]] += left
        return self._received(day, shares)

    def spend_credit(self, day: date, money: int) -> Shares:
        """What each invoice gets of a credit note: the principal of the oldest first, then what else is owed."""
        self._welcome(day)
        shares: dict[int, int] = defaultdict(int)
        for ranked, owed_on in (
            (self._owing, Running.principal_on),
            (self._owing, Running.owed_on),
            (self._compensated, Running.compensation_on),
        ):
            part: dict[int, int] = defaultdict(int)
            # The ranks themselves stay: an invoice without principal may still owe interest.
            money = self._pour(day, list(ranked), money, part, owed_on)
            for position, share in self._received(day, part, "credit-note").items():
                shares[position] += share
        if money and self._first is not None:
            rest = self._first[1]
            shares[rest] += self._received(day, {rest: money}, "credit-note")[rest]
        return shares

    def _received(
        self, day: date, shares: Mapping[int, int], kind: Literal["payment", "credit-note"] = "payment"
    ) -> Shares:
        for position, share in shares.items():
            self._accounts[position].receive(day, share, kind)
        return {position: shares[position] for position in sorted(shares, key=lambda at: (self._due[at], at))}

    def _pour(
        self,
        day: date,
        ranked: list[tuple[date, int]],
        money: int,
        shares: dict[int, int],
        owed_on: Callable[[Running, date], int],
    ) -> int:
        """Pays the debts in their order, those due on one day together, and returns what is left.

        What is paid in full, or owes nothing, leaves the ranks: it cannot owe again.
        """
        done = 0
        while money and done < len(ranked):
            due = ranked[done][0]
            end = bisect_right(ranked, (due, len(self._accounts)), lo=done)
            group = [position for _, position in ranked[done:end]]
            self._looked_at += len(group)
            if self._looked_at > MOST_SHARES:
                raise ClaimRefused([refuse("too-many-shares", "payments", limit=number_of(MOST_SHARES))])
            owed = {position: sum_ for position in group if (sum_ := owed_on(self._accounts[position], day))}
            given = _within(list(owed), owed, money)
            for position, share in given.items():
                if share:
                    shares[position] += share
                    money -= share
            kept = [(due, position) for position, sum_ in owed.items() if given[position] < sum_]
            ranked[done:end] = kept
            if kept:
                break
        return money

    def _welcome(self, day: date) -> None:
        """The invoices that exist from a day on. The oldest debt comes first, whether it is due yet or not."""
        while self._to_come and self._to_come[-1][0] <= day:
            _, position = self._to_come.pop()
            ranked = self._due[position], position
            insort(self._owing, ranked)
            insort(self._compensated, ranked)
            self._first = min(self._first or ranked, ranked)


def shares_in_words(claim: Claim, each: Placed) -> str:
    """Where a day's money went, as a sentence lists it."""
    return ", ".join(
        sentence(
            "allocation.share",
            amount=amount(euros(share)),
            number=shown_value(claim.invoices[position].number) or position + 1,
        )
        for position, share in each.shares.items()
    )


def allocated_payment(claim: Claim, each: Placed) -> AllocatedPayment:
    """A day's money and where it went, as a sentence."""
    parts = [
        made(Share, invoice=position, number=claim.invoices[position].number, amount=euros(share))
        for position, share in each.shares.items()
    ]
    went = shares_in_words(claim, each)
    total = euros(sum(each.shares.values()))
    return made(
        AllocatedPayment,
        paid_on=each.on,
        amount=total,
        shares=tuple(parts),
        sentence=sentence(f"allocation.{each.rule}", day=date_in_words(each.on), amount=amount(total), went=went),
        reference=sentence("allocation.reference-set-off" if each.rule in _SET_OFF else "allocation.reference"),
    )


def shares_of(order: list[list[int]], accounts: Mapping[int, Account], money: int) -> Shares:
    """How much of some money, in cents, goes to each account, in groups of equal rank."""
    shares: dict[int, int] = defaultdict(int)
    for owed in (
        {at: account.principal + account.interest_due for at, account in accounts.items()},
        {at: account.compensation_due for at, account in accounts.items()},
    ):
        for group in order:
            given = _within(group, owed, money)
            for position, share in given.items():
                shares[position] += share
                money -= share
    if money:
        shares[order[0][0]] += money
    return {position: share for position, share in shares.items() if share}


def order_of(claim: Claim, day: date) -> list[list[int]]:
    """The invoices that exist on a day, in groups of equal rank."""

    def rank(position: int) -> tuple[bool, date]:
        due = due_on(claim.invoices[position]) or date.max
        return due > day, due

    there = [at for at, each in enumerate(claim.invoices) if _exists(each, day)]
    ranked = sorted(there, key=rank)
    return [list(group) for _, group in groupby(ranked, key=rank)]


def _exists(invoice: Invoice, day: date) -> bool:
    return invoice.issued_on is None or invoice.issued_on <= day


def _within(group: list[int], owed: Mapping[int, int], money: int) -> Shares:
    """A group's share: all of it, or the money in proportion to what is owed, whole cents by largest remainder."""
    total = sum(owed[position] for position in group)
    if money >= total:
        return {position: owed[position] for position in group}
    whole = {position: money * owed[position] // total for position in group}
    left = money - sum(whole.values())
    by_remainder = sorted(group, key=lambda position: (-(money * owed[position] % total), position))
    for position in by_remainder[:left]:
        whole[position] += 1
    return whole
