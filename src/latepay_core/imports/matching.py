"""Payments and the invoices that they may settle: proposals for the user to confirm, the surest ground first."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any, Literal, NamedTuple

from latepay_core.imports.headings import unaccented
from latepay_core.imports.model import ZERO, PartyFound, Receipt

Ground = Literal["reference", "amount", "sum", "oldest"]
#: Sums of several invoices are looked for among so many, and up to so many together.
_MOST_TRIED, _MOST_TOGETHER = 14, 4
#: Words of a name that tell no firm from another.
_COMMON_WORDS = "sa sas sasu sarl eurl snc sci scop ei et fils cie ste societe ets etablissements la le les de du vir"
_COMMON = frozenset(_COMMON_WORDS.split())


class Owed(NamedTuple):
    """An invoice that is not settled: whose it is, what is left of it, when it was due."""

    number: str
    customer: str
    left: Decimal
    due_on: date | None = None
    issued_on: date | None = None


class Share(NamedTuple):
    """What a payment settles of an invoice."""

    number: str
    customer: str
    amount: Decimal


class Proposal(NamedTuple):
    """How a payment may be set against invoices, and on what ground; `excess` is what no invoice takes."""

    receipt: Receipt
    ground: Ground
    shares: tuple[Share, ...]
    excess: Decimal = ZERO


def owed_in(claim: dict[str, Any]) -> list[Owed]:
    """What a claim's invoices leave, payments and credit notes of their own taken off."""
    customer = str(claim.get("debtor", {}).get("name", ""))
    found = []
    for invoice in claim.get("invoices", []):
        if not invoice.get("amount"):
            continue  # still to be typed
        less = [each for key in ("payments", "credit_notes") for each in invoice.get(key, []) if each.get("amount")]
        left = Decimal(invoice["amount"]) - sum((Decimal(each["amount"]) for each in less), ZERO)
        days = [each["due_on"] for each in invoice.get("instalments", [])] or [invoice.get("due_on", "")]
        due_on = date.fromisoformat(min(days)) if days[0] else None
        issued_on = date.fromisoformat(invoice["issued_on"]) if invoice.get("issued_on") else None
        found.append(Owed(invoice.get("number", ""), customer, left, due_on, issued_on))
    return [each for each in found if each.left > 0]


def left_on(claim: dict[str, Any], day: date) -> Decimal:
    """What is left of a claim's principal on a day, in EUR: its invoices, less all payments and credit notes up to it.

    >>> later = {"paid_on": "2026-12-15", "amount": "30.00"}
    >>> general = [{**later, "paid_on": "2026-11-02"}]
    >>> claim = {"invoices": [{"amount": "100.00", "payments": [later]}], "payments": general}
    >>> left_on(claim, date(2026, 11, 30)), left_on(claim, date(2026, 12, 31))
    (Decimal('70.00'), Decimal('40.00'))
    """
    parts = [claim, *claim["invoices"]]
    less = [each for part in parts for key in ("payments", "credit_notes") for each in part.get(key, [])]
    made = (each for each in less if (each.get("paid_on") or each.get("issued_on") or "") <= day.isoformat())
    total = sum((Decimal(each["amount"]) for each in claim["invoices"] if each.get("amount")), ZERO)
    return total - sum((Decimal(each["amount"]) for each in made if each.get("amount")), ZERO)


def proposals(receipts: Iterable[Receipt], owed: Sequence[Owed]) -> list[Proposal]:
    """A proposal for each payment that may settle something, in the order of the payments; no sum is settled twice.

    The grounds, in turn: the number that the payment names; one invoice of exactly that sum; several of one customer
    that add up to it; the customer's oldest ones, where the payer bears its name.

    >>> from latepay_core.imports import Place
    >>> owed = [Owed("F1", "Durand SARL", Decimal(100)), Owed("F2", "Durand SARL", Decimal(250))]
    >>> receipt = Receipt(Place(), date(2026, 3, 1), Decimal(250), payer="DURAND")
    >>> proposals([receipt], owed)[0].ground, proposals([receipt], owed)[0].shares[0].number
    ('amount', 'F2')
    """
    left = {(each.customer, each.number, at): each for at, each in enumerate(owed)}
    found: list[Proposal] = []
    for receipt in receipts:
        proposal = _proposal(receipt, [each for each in left.values() if each.left > 0])
        if proposal is None:
            continue
        found.append(proposal)
        for share in proposal.shares:
            key = next(key for key in left if key[:2] == (share.customer, share.number) and left[key].left > 0)
            left[key] = left[key]._replace(left=left[key].left - share.amount)
    return found


def _proposal(receipt: Receipt, owed: Sequence[Owed]) -> Proposal | None:
    # a claim takes no payment older than its invoice; one that a list holds for a customer settles no other's
    owed = [each for each in owed if each.issued_on is None or each.issued_on <= receipt.paid_on]
    owed = [each for each in owed if may_be_of(receipt.customer, PartyFound(name=each.customer))]
    named = [each for each in owed if receipt.invoice and each.number.casefold() == receipt.invoice.casefold()]
    if len(named) == 1:
        return _settling(receipt, "reference", named)
    theirs = [each for each in owed if same_firm(receipt.payer, each.customer)]
    exact = [each for each in theirs or owed if each.left == receipt.amount]
    if len(exact) == 1:
        return _settling(receipt, "amount", exact)
    if not theirs:
        return None
    several = _adding_up(receipt.amount, theirs)
    return _settling(receipt, "sum", several) if several else _settling(receipt, "oldest", _oldest_first(theirs))


def _settling(receipt: Receipt, ground: Ground, owed: Iterable[Owed]) -> Proposal:
    rest = receipt.amount
    shares = []
    for each in owed:
        part = min(rest, each.left)
        if part > 0:
            shares.append(Share(each.number, each.customer, part))
            rest -= part
    return Proposal(receipt, ground, tuple(shares), rest)


def _oldest_first(owed: Iterable[Owed]) -> list[Owed]:
    return sorted(owed, key=lambda each: (each.due_on or date.max, each.number))


def _adding_up(total: Decimal, owed: Sequence[Owed]) -> list[Owed]:
    """The invoices that add up to a sum, where there is one way only to choose them."""
    tried = _oldest_first(owed)[:_MOST_TRIED]
    for count in range(2, _MOST_TOGETHER + 1):
        found = [each for each in combinations(tried, count) if sum((one.left for one in each), ZERO) == total]
        if found:
            return list(found[0]) if len(found) == 1 else []
    return []


def same_firm(payer: str, customer: str) -> bool:
    """Whether two names are one firm's, as banks shorten them.

    >>> same_firm("VIR DURAND ET FILS", "Durand & Fils SARL"), same_firm("DURAND", "Dupont SARL")
    (True, False)
    """
    one, other = _words(payer), _words(customer)
    return bool(one and other) and (other <= one or one <= other)


def may_be_of(customer: PartyFound, other: PartyFound) -> bool:
    """Whether what a list holds for a customer may be another party's: one that is not named may be anyone.

    >>> may_be_of(PartyFound(name="Beta"), PartyFound(name="Alpha")), may_be_of(PartyFound(), PartyFound(name="Alpha"))
    (False, True)
    """
    if not customer.key or not other.key or customer.key == other.key:
        return True
    return same_firm(customer.name or customer.code, other.name or other.code)


def _words(name: str) -> frozenset[str]:
    words = unaccented(name).replace("&", " ").replace("'", " ").replace(".", "").split()
    return frozenset(word for word in words if len(word) > 1) - _COMMON
