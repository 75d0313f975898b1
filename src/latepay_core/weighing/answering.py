"""What a claim received leaves to answer: what is said to each of its lines, and the creditor's own allocation."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim
from latepay_core.claim.asked import Asked, Choice
from latepay_core.statement import draw_up
from latepay_core.weighing.compare import switched
from latepay_core.weighing.counter import CheckedLine, CounterCheck, Verdict
from latepay_core.weighing.theories import ROUNDING

#: Verdicts of a line that is not owed as it is asked, whatever is chosen.
_BEYOND: tuple[Verdict, ...] = ("too-high", "not-owed", "time-barred", "not-addressee")
_OPEN: tuple[Verdict, ...] = ("unsettled", "imputed-otherwise")
#: What may be owed of it hangs on proofs that nobody has looked at yet.
_PROVED = {"fees-proved", "penalty-clause-agreed"}
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What is answered to a line asked; `amount` is what of it is contested, or is to be justified, EUR.

    `reckoned` is what the reckoning would answer: the choice, where nobody has made another; `beyond` is what the
    reckoning itself puts in question of the line.
    """

    line: CheckedLine
    choice: Choice
    reckoned: Choice
    amount: Decimal
    beyond: Decimal

    @property
    def contests(self) -> bool:
        """Whether the line is contested, for its excess or as a whole."""
        return self.choice in {"contested", "contested-whole"}

    @property
    def partly(self) -> bool:
        """Whether the reckoning puts a part of the line in question, and finds the rest owed."""
        return 0 < self.beyond < (self.line.asked or _NOTHING)

    @property
    def withheld(self) -> Decimal:
        """What is contested or is to be justified beyond what the reckoning puts in question, EUR."""
        return max(_NOTHING, min(self.amount - self.beyond, self.line.owed))


def answers(found: CounterCheck) -> tuple[LineAnswer, ...]:
    """What is answered to each line asked of a claim received: as chosen, else as it is reckoned.

    A line that is owed in part is contested for what it has beyond, or as a whole where that is chosen; one that the
    reckoning finds owed, and that is contested all the same, is so as a whole. A cent of rounding is contested only
    where that is chosen.
    """
    pairs = zip(found.lines, _beyond(found), strict=True)
    return tuple(_answer(each, gap) for each, gap in pairs if each.asked and each.verdict != "left-out")


def contested(found: CounterCheck) -> tuple[LineAnswer, ...]:
    """What the reckoning itself contests of a claim received, line by line, whatever was chosen.

    Even where its total is no more than what is owed. Nothing is contested twice.
    """
    pairs = zip(found.lines, _beyond(found), strict=True)
    return tuple(LineAnswer(each, "contested", "contested", gap, gap) for each, gap in pairs if gap)


def _answer(line: CheckedLine, gap: Decimal) -> LineAnswer:
    asked = line.asked or _NOTHING
    beyond = gap
    if line.verdict in _OPEN:
        whole = any(each.code in _PROVED for each in line.reasons)
        beyond = asked if whole else max(_NOTHING, asked - line.owed)
    rounded = any(each.code == ROUNDING for each in line.reasons)
    reckoned: Choice = "contested" if gap else "to-justify" if beyond and not rounded else "accepted"
    choice = line.choice or reckoned
    if choice == "contested-whole" and not 0 < beyond < asked:
        # a line that is owed, or not owed, as a whole is contested in one way
        choice = "contested"
    amount = {"accepted": _NOTHING, "contested-whole": asked}.get(choice, beyond or asked)
    return LineAnswer(line, choice, reckoned, amount, beyond)


def _beyond(found: CounterCheck) -> list[Decimal]:
    """What each line has beyond what is owed of it.

    Where a payment was set against the principal, what they ask less of it comes off what their interest has too much:
    the two are one account.
    """
    imputed = (each for each in found.lines if each.verdict == "imputed-otherwise" and each.asked is not None)
    less = sum((max(_NOTHING, each.owed - (each.asked or _NOTHING)) for each in imputed), _NOTHING)
    gaps = []
    for each in found.lines:
        gap = max(_NOTHING, (each.asked or _NOTHING) - each.owed) if each.verdict in _BEYOND else _NOTHING
        if each.kind == "interest":
            gap -= min(gap, less)
        gaps.append(gap)
    return gaps


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
