"""Payments received for the claim as a whole: which invoice each one settles (C. civ., art. 1342-10).

The debtor chooses: a payment that names its invoice goes there. Otherwise it goes to the debts already due, the oldest
first, equal ones in proportion; then to the others in the same order. Between debts that bear the same rate none is
more in the debtor's interest to clear than another, so age decides. The recovery compensations come last, as they do
within one invoice; what is then left over is kept on the first invoice and said.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from latepay_core.claim import Claim, ClaimRefused, CreditNote, Invoice, Payment
from latepay_core.claim.invoices import ClaimPayment
from latepay_core.claim.part import made
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.dates import due_on
from latepay_core.interest import Account, Credit, Running
from latepay_core.money import cents, euros
from latepay_core.regimes import Regime
from latepay_core.said import Said, said
from latepay_core.statement.model import AllocatedPayment, Share
from latepay_core.statement.reckoning import CarriedNote, Rows, credits_of, rows_by_number, run_invoice

Shares = Mapping[int, int]
_SET_OFF = ("surplus", "mixed")
#: Rules that place credit notes: no money came in.
CREDITS = ("credit", "credit-within", "credit-left")
#: How many times a claim's money may be divided among invoices of one rank: beyond, nobody could read the statement.
MOST_SHARES = 300_000


class Noted(NamedTuple):
    """Part of a credit note that other invoices took, in cents; `invoice`, by position, is None where it had none."""

    number: str
    invoice: int | None
    money: int


class Placed(NamedTuple):
    """A day's money, in cents, and the invoices it settled, by position.

    `rule` is `credit` (credit notes for the claim as a whole, or beyond their invoice's principal: `notes`),
    `credit-within` (what one of them holds beyond the part of its invoice that it stands on: for the other parts),
    `credit-left` (what nothing could take of them), `named`, `by-law`, `surplus` (paid too much on the invoices
    `beyond`) or `mixed`, both of a day together.
    """

    on: date
    shares: Shares
    rule: str
    notes: tuple[Noted, ...] = ()
    beyond: tuple[int, ...] = ()


def allocate(claim: Claim, regime: Regime, as_of: date) -> tuple[Claim, tuple[Placed, ...]]:
    """The claim with its general payments moved to the invoices they settle, and what went where.

    Payments after `as_of` stay out, as all payments after it do.
    """
    if not claim.payments and not claim.credit_notes and not any(each.credit_notes for each in claim.invoices):
        return claim, ()
    placed = tuple(_placed(claim, regime, as_of))
    received: dict[int, list[Payment]] = defaultdict(list)
    credited: dict[int, list[CreditNote]] = defaultdict(list)
    invoices = list(claim.invoices)
    for each in placed:
        if each.rule in CREDITS:
            numbers = {note.number for note in each.notes}
            number = numbers.pop() if len(numbers) == 1 else ""
            carried_on = each.rule == "credit" and any(note.invoice is not None for note in each.notes)
            noted = CarriedNote if carried_on else CreditNote
            for position, share in each.shares.items():
                credited[position].append(made(noted, number=number, issued_on=each.on, amount=euros(share)))
            for origin in {note.invoice for note in each.notes if note.invoice is not None}:
                carried = {note.number: note.money for note in each.notes if note.invoice == origin}
                invoices[origin] = _cut(invoices[origin], each.on, carried)
            continue
        # A share that the law gives names no invoice: it is kept apart from what was paid for this one.
        kind = ClaimPayment if each.rule == "by-law" and len(claim.invoices) > 1 else Payment
        for position, share in each.shares.items():
            received[position].append(made(kind, paid_on=each.on, amount=euros(share)))
    for position, more in received.items():
        own = invoices[position].payments
        invoices[position] = invoices[position].model_copy(update={"payments": (*own, *more)})
    for position, notes in credited.items():
        own_notes = invoices[position].credit_notes
        invoices[position] = invoices[position].model_copy(update={"credit_notes": (*own_notes, *notes)})
    return claim.model_copy(update={"invoices": tuple(invoices), "payments": (), "credit_notes": ()}), placed


def _cut(invoice: Invoice, day: date, carried: Mapping[str, int]) -> Invoice:
    """The invoice without what its credit notes of a day held beyond its principal and others took."""
    left, kept = dict(carried), []
    for note in invoice.credit_notes:
        taken = min(left.get(note.number, 0), cents(note.amount)) if note.issued_on == day else 0
        if taken:
            left[note.number] -= taken
            note = note.model_copy(update={"amount": euros(cents(note.amount) - taken)})  # noqa: PLW2901
        if note.amount:
            kept.append(note)
    return invoice.model_copy(update={"credit_notes": tuple(kept)})


def _with_own_notes(claim: Claim, as_of: date) -> dict[date, set[int]]:
    """The invoices with credit notes of their own, by day; none where no note can hold more than its principal."""
    found: dict[date, set[int]] = defaultdict(set)
    general = any(each.paid_on <= as_of for each in claim.payments) or bool(claim.credit_notes)
    if len(claim.invoices) == 1 or not (general or any(_may_exceed(each, as_of) for each in claim.invoices)):
        return found
    for position, invoice in enumerate(claim.invoices):
        for note in invoice.credit_notes:
            if note.issued_on <= as_of:
                found[note.issued_on].add(position)
    return found


def _may_exceed(invoice: Invoice, as_of: date) -> bool:
    came_in = sum(each.cents for each in credits_of(invoice) if each.on <= as_of)
    return bool(invoice.credit_notes) and came_in > cents(invoice.amount)


def _placed(claim: Claim, regime: Regime, as_of: date) -> Iterator[Placed]:
    positions, rows = _positions(claim), rows_by_number(claim)
    grouped: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    named: dict[int, list[Credit]] = defaultdict(list)
    days: dict[date, list[Placed]] = {}
    unnamed: dict[date, int] = defaultdict(int)
    credited = _credited(claim, as_of)
    noted = _with_own_notes(claim, as_of)
    days.update({day: [] for day in (*credited, *noted)})
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
    purse = _Purse(claim, regime, as_of, rows, named) if unnamed or grouped or credited or noted else None
    for day in sorted(days):
        yield from days[day]
        if purse is None:
            continue
        if day in credited or day in noted:
            yield from _placed_notes(claim, purse, day, noted.get(day, ()), credited.get(day, 0))
        yield from (Placed(day, purse.spend_on(day, money, name), "named") for name, money in grouped[day].items())
        if day in unnamed:
            yield Placed(day, purse.spend(day, unnamed[day]), "by-law")


def _placed_notes(claim: Claim, purse: "_Purse", day: date, positions: Iterable[int], general: int) -> Iterator[Placed]:
    """A day's credit notes for no invoice in particular, and what others hold beyond their invoice's principal."""
    beyond, within = dict(purse.beyond_on(day, sorted(positions))), dict[int, int]()
    for at, money in list(beyond.items()):
        # An invoice's own parts come before any other invoice: the credit note is for all of them.
        if parts := purse.spend_credit_on(day, money, claim.invoices[at].number):
            within[at] = sum(parts.values())
            beyond[at] -= within[at]
            yield Placed(day, parts, "credit-within", tuple(_notes_of(claim, day, at, within[at])))
    whole = general + sum(beyond.values())
    if not whole:
        return
    shares = purse.spend_credit(day, whole)
    went = sum(shares.values())
    notes: list[Noted] = []
    sources: list[tuple[int | None, int]] = [*beyond.items(), (None, general)]
    for origin, money in sources:
        taken = min(money, went)
        went -= taken
        notes += _notes_of(claim, day, origin, taken, skipped=within.get(origin, 0) if origin is not None else 0)
        if origin is None and taken < money:
            yield Placed(day, purse.keep_credit(day, money - taken), "credit-left")
    if shares:
        yield Placed(day, shares, "credit", tuple(notes))


def _notes_of(claim: Claim, day: date, origin: int | None, money: int, skipped: int = 0) -> Iterator[Noted]:
    """The credit notes of a day, the last one first, that some of their money is taken from, once some was before."""
    own = claim.credit_notes if origin is None else claim.invoices[origin].credit_notes
    by_number: dict[str, int] = {}
    for note in own:
        if note.issued_on == day:
            by_number[note.number] = by_number.get(note.number, 0) + cents(note.amount)
    for number_, amount_ in reversed(by_number.items()):
        before = min(skipped, amount_)
        skipped -= before
        taken = min(money, amount_ - before)
        money -= taken
        if taken:
            yield Noted(number_, origin, taken)


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
        # What is known already of the credit notes that each account cannot take.
        self._beyond: dict[int, int] = defaultdict(int)
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

    def beyond_on(self, day: date, positions: Iterable[int]) -> Shares:
        """What the credit notes of some invoices hold, on a day, beyond what was left of their principal."""
        self._welcome(day)
        found = {}
        for position in positions:
            new = self._accounts[position].overcredited_on(day) - self._beyond[position]
            if new:
                self._beyond[position] += new
                found[position] = new
        return found

    def spend_credit(self, day: date, money: int) -> Shares:
        """What each invoice gets of a credit note: the principal of the oldest first, and nothing but principal."""
        self._welcome(day)
        shares: dict[int, int] = defaultdict(int)
        # The ranks themselves stay: an invoice without principal may still owe interest.
        self._pour(day, list(self._owing), money, shares, Running.principal_on)
        return self._received(day, shares, "credit-note")

    def spend_credit_on(self, day: date, money: int, number_: str) -> Shares:
        """The same among the parts of one invoice; nothing where it has a single one."""
        ranked = sorted((self._due[at], at) for at in self._parts.get(number_, ()))
        shares: dict[int, int] = defaultdict(int)
        self._pour(day, ranked, money, shares, Running.principal_on)
        return self._received(day, shares, "credit-note")

    def keep_credit(self, day: date, money: int) -> Shares:
        """What no principal can take of a credit note stays on the oldest invoice, to be given back."""
        if self._first is None:
            return {}
        self._beyond[self._first[1]] += money
        return self._received(day, {self._first[1]: money}, "credit-note")

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
                raise ClaimRefused([refuse("too-many-shares", "payments", limit=MOST_SHARES)])
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


def shares_told(claim: Claim, each: Placed) -> tuple[Said, ...]:
    """Where a day's money went, for a sentence to list."""
    return tuple(
        said(
            "allocation.share",
            amount=euros(share),
            number=_name(claim, position),
        )
        for position, share in each.shares.items()
    )


def notes_told(claim: Claim, each: Placed) -> tuple[Said, ...]:
    """Which credit notes others took, and beyond which invoice, for a sentence to list."""
    return tuple(
        said(
            "allocation.note-whole" if note.invoice is None else "allocation.note-beyond",
            amount=euros(note.money),
            note=said("allocation.note-numbered", number=shown_value(note.number))
            if note.number
            else said("allocation.note"),
            invoice="" if note.invoice is None else _name(claim, note.invoice),
        )
        for note in each.notes
    )


def _name(claim: Claim, position: int) -> str:
    return shown_value(claim.invoices[position].number) or str(position + 1)


def allocated_payment(claim: Claim, each: Placed) -> AllocatedPayment:
    """A day's money and where it went, as a sentence."""
    parts = [
        made(Share, invoice=position, number=claim.invoices[position].number, amount=euros(share))
        for position, share in each.shares.items()
    ]
    went = shares_told(claim, each)
    total = euros(sum(each.shares.values()))
    return made(
        AllocatedPayment,
        paid_on=each.on,
        amount=total,
        shares=tuple(parts),
        sentence=said(
            f"allocation.{each.rule}" + ("-several" if len(each.beyond) > 1 else ""),
            day=each.on,
            amount=total,
            went=went,
            invoices=[_name(claim, position) for position in each.beyond],
        ),
        reference="C. civ., art. 1342-10 et 1347" if each.rule in _SET_OFF else "C. civ., art. 1342-10",
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
