"""What was paid beyond what an invoice owed, set against the claim's other invoices where the creditor chose so.

Two debts between the same parties, both due, may be set against each other once one of them asks for it (C. civ.,
art. 1347 and 1348): the excess then counts as money received that day without an invoice, and goes where the law sends
such money (art. 1342-10). Otherwise it stays where it is, and is said.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from latepay_core.claim import Claim, ClaimPayment, ClaimRefused
from latepay_core.claim.refusals import refuse
from latepay_core.money import cents, euros
from latepay_core.regimes import Regime
from latepay_core.statement.allocation import Placed, allocate
from latepay_core.statement.reckoning import reckon_invoice, rows_by_number

#: Each day of excess has the whole claim reckoned again: days, times invoices and payments.
MOST_WORK = 20_000


class Excess(NamedTuple):
    """What came in too much for an invoice, by its position, on a day, in cents."""

    on: date
    invoice: int
    money: int


def settle(claim: Claim, regime: Regime, as_of: date) -> tuple[Claim, tuple[Placed, ...]]:
    """The claim with every payment on the invoice it settles, and what was placed where; see `allocate`."""
    if claim.terms.surplus == "kept":
        return allocate(claim, regime, as_of)
    freed, days, size = claim, dict[date, set[int]](), len(claim.invoices) + len(claim.payments)
    while found := _excess(freed, regime, as_of):
        # Day by day: what an earlier excess settles changes what a later payment finds.
        first = min(each.on for each in found)
        for each in found:
            if each.on == first:
                freed = _freed(freed, each)
                days.setdefault(first, set()).add(each.invoice)
        if len(days) * size > MOST_WORK:
            raise ClaimRefused([refuse("too-many-surpluses", "terms.surplus", days=len(days))])
    allocated, placed = allocate(freed, regime, as_of)
    given = {each.paid_on for each in claim.payments if each.invoice is None}
    return allocated, tuple(_told(freed, placed, days, given))


def _excess(claim: Claim, regime: Regime, as_of: date) -> list[Excess]:
    """What can be moved: the excess of payments that were made for one invoice, as long as another one is owed."""
    allocated, _ = allocate(claim, regime, as_of)
    rows = rows_by_number(allocated)
    accounts = [reckon_invoice(allocated, regime, each, as_of, rows).account for each in allocated.invoices]
    if not any(each.total for each in accounts):
        return []
    found = []
    for position, account in enumerate(accounts):
        for move in account.allocations:
            own = sum(_made_for(claim, position, move.on)) if move.left_over else 0
            if own:
                found.append(Excess(move.on, position, min(move.left_over, own)))
    return found


def _made_for(claim: Claim, position: int, on: date) -> Iterator[int]:
    """The payments of a day that were made for one invoice, in cents."""
    invoice = claim.invoices[position]
    yield from (cents(each.amount) for each in invoice.payments if each.paid_on == on)
    named = (each for each in claim.payments if each.invoice == invoice.number and invoice.number)
    yield from (cents(each.amount) for each in named if each.paid_on == on)


def _freed(claim: Claim, excess: Excess) -> Claim:
    """The claim in which the excess came in without an invoice."""
    left = excess.money
    invoices, number = list(claim.invoices), claim.invoices[excess.invoice].number
    own = []
    for each in invoices[excess.invoice].payments:
        taken = min(left, cents(each.amount)) if each.paid_on == excess.on else 0
        left -= taken
        if taken < cents(each.amount):
            own.append(each.model_copy(update={"amount": euros(cents(each.amount) - taken)}))
    invoices[excess.invoice] = invoices[excess.invoice].model_copy(update={"payments": tuple(own)})
    payments = []
    for given in claim.payments:
        mine = bool(number) and given.invoice == number and given.paid_on == excess.on
        taken = min(left, cents(given.amount)) if mine else 0
        left -= taken
        if taken < cents(given.amount):
            payments.append(given.model_copy(update={"amount": euros(cents(given.amount) - taken)}))
    payments.append(ClaimPayment(paid_on=excess.on, amount=euros(excess.money)))
    return claim.model_copy(update={"invoices": tuple(invoices), "payments": tuple(payments)})


def _told(claim: Claim, placed: Iterable[Placed], days: Mapping[date, set[int]], given: set[date]) -> Iterator[Placed]:
    """The money as it came in: an excess stands with what the invoice it was paid for kept of it.

    `claim` is the one in which each excess came in without an invoice, `days` the invoices it was paid for.
    """
    for each in placed:
        origins = sorted(days.get(each.on, ()))
        if each.rule == "named" and any(at in origins for at in each.shares):
            continue
        if each.rule != "by-law" or not origins:
            yield each
            continue
        shares = {at: kept for at in origins if (kept := sum(_made_for(claim, at, each.on)))}
        for position, share in each.shares.items():
            shares[position] = shares.get(position, 0) + share
        rule = "mixed" if each.on in given else "surplus"
        yield each._replace(shares=shares, rule=rule, beyond=tuple(origins))
