"""Payments received for the claim as a whole: which invoice each one settles (C. civ., art. 1342-10).

The debtor chooses: a payment that names its invoice goes there. Otherwise it goes to the debts already due, the oldest
first, equal ones in proportion; then to the others in the same order. Between debts that bear the same rate none is
more in the debtor's interest to clear than another, so age decides. The recovery compensations come last, as they do
within one invoice; what is then left over is kept on the first invoice and said.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import groupby

from latepay_core.claim import Claim, Invoice, Payment
from latepay_core.claim.part import made
from latepay_core.dates import due_on
from latepay_core.interest import Account
from latepay_core.language import amount, date_in_words, sentence
from latepay_core.regimes import Regime
from latepay_core.statement.explain import cents, euros
from latepay_core.statement.model import AllocatedPayment, Share
from latepay_core.statement.reckoning import reckon_invoice

Shares = Mapping[int, int]


def allocate(claim: Claim, regime: Regime, as_of: date) -> tuple[Claim, tuple[AllocatedPayment, ...]]:
    """The claim with its general payments moved to the invoices they settle, and what went where.

    Payments after `as_of` stay out, as all payments after it do.
    """
    made: list[AllocatedPayment] = []
    received = sorted((each for each in claim.payments if each.paid_on <= as_of), key=lambda each: each.paid_on)
    for day, on_the_day in groupby(received, key=lambda each: each.paid_on):
        unnamed = 0
        for payment in on_the_day:
            if payment.invoice is None:
                unnamed += cents(payment.amount)
                continue
            position = next(at for at, each in enumerate(claim.invoices) if each.number == payment.invoice)
            claim, shown = _settle(claim, day, {position: cents(payment.amount)}, "named")
            made.append(shown)
        if unnamed:
            claim, shown = _settle(claim, day, _shares(claim, regime, day, unnamed), "by-law")
            made.append(shown)
    return claim.model_copy(update={"payments": ()}), tuple(made)


def _settle(claim: Claim, day: date, shares: Shares, rule: str) -> tuple[Claim, AllocatedPayment]:
    invoices = list(claim.invoices)
    for position, share in shares.items():
        invoice = invoices[position]
        payment = Payment(paid_on=day, amount=euros(share))
        invoices[position] = invoice.model_copy(update={"payments": (*invoice.payments, payment)})
    return claim.model_copy(update={"invoices": tuple(invoices)}), _shown(claim, day, shares, rule)


def _shown(claim: Claim, day: date, shares: Shares, rule: str) -> AllocatedPayment:
    parts = [
        made(Share, invoice=position, number=claim.invoices[position].number, amount=euros(share))
        for position, share in shares.items()
    ]
    went = ", ".join(
        sentence("allocation.share", amount=amount(part.amount), number=part.number or part.invoice + 1)
        for part in parts
    )
    total = euros(sum(shares.values()))
    said = sentence(f"allocation.{rule}", day=date_in_words(day), amount=amount(total), went=went)
    return made(
        AllocatedPayment,
        paid_on=day,
        amount=total,
        shares=tuple(parts),
        sentence=said,
        reference=sentence("allocation.reference"),
    )


def _shares(claim: Claim, regime: Regime, day: date, money: int) -> Shares:
    """How much of a day's money goes to each invoice: their principal and interest first, their compensations after."""
    order = order_of(claim, day)
    accounts = {at: reckon_invoice(claim, regime, claim.invoices[at], day).account for group in order for at in group}
    return shares_of(order, accounts, money)


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
