"""What a claim received leaves to answer: the lines that the law does not allow, and the creditor's own allocation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim
from latepay_core.claim.asked import Asked
from latepay_core.statement import draw_up
from latepay_core.weighing.compare import switched
from latepay_core.weighing.counter import CheckedLine, CounterCheck, Verdict

#: Verdicts of a line that is not owed as it is asked, whatever is chosen.
_BEYOND: tuple[Verdict, ...] = ("too-high", "not-owed", "time-barred", "not-addressee")
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Contested:
    """A line asked, and what of it can be contested, EUR."""

    line: CheckedLine
    amount: Decimal


def contested(found: CounterCheck) -> tuple[Contested, ...]:
    """What can be contested of a claim received, line by line, even where its total is no more than what is owed.

    Where a payment was set against the principal, what they ask less of it comes off what their interest has too much:
    the two are one account. Nothing is contested twice.
    """
    return tuple(_contested(found))


def _contested(found: CounterCheck) -> Iterator[Contested]:
    lines = [each for each in found.lines if each.asked is not None]
    less = sum(
        (max(_NOTHING, each.owed - (each.asked or _NOTHING)) for each in lines if each.verdict == "imputed-otherwise"),
        _NOTHING,
    )
    for each in lines:
        gap = (each.asked or _NOTHING) - each.owed
        if each.verdict not in _BEYOND or gap <= 0:
            continue
        if each.kind == "interest":
            gap -= min(gap, less)
        if gap:
            yield Contested(each, gap)


def as_they_allocate(claim: Claim, asked: Asked, on: date | None = None) -> Claim | None:
    """The claim with what was paid set against the principal first, where the letter received does so; else None.

    A creditor may put a payment on the principal though the claim's conventions put it on interest first: whose letter
    does so asks less principal, and the debtor need offer no more. `on` is the letter's day, the claim's own
    where it is left out. Raises ClaimRefused as `draw_up` does.

    >>> paid = [{"paid_on": "2026-03-31", "amount": "4000"}]
    >>> invoice = {"due_on": "2026-01-31", "amount": "10000", "payments": paid}
    >>> claim = Claim.model_validate({"as_of": "2026-06-30", "invoices": [invoice]})
    >>> theirs = as_they_allocate(claim, Asked.model_validate({"lines": [{"kind": "principal", "amount": "6000"}]}))
    >>> theirs.terms.allocation
    'principal-first'
    """
    principal = sum((each.amount for each in asked.lines if each.kind == "principal"), _NOTHING)
    if not principal:
        return None
    then = claim if on is None else claim.model_copy(update={"as_of": on})
    theirs = switched(then, "allocation", "principal-first")
    own, other = draw_up(then).totals, draw_up(theirs).totals
    if principal != other.principal_due or principal == own.principal_due or other.total_due >= own.total_due:
        return None
    return switched(claim, "allocation", "principal-first")
