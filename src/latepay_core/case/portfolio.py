"""Several cases side by side on one day, a row for each customer: sums by age, next step, last day to act.

Every figure is one that the case's own statement or next step gives; here they are only laid in columns and added up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from latepay_core.case.case import Case, case_of
from latepay_core.claim import Claim
from latepay_core.procedure.late_cost import cost_of_late_payment
from latepay_core.statement.country import has
from latepay_core.statement.proceedings import before_judgment

if TYPE_CHECKING:
    from latepay_core.procedure import NextStep
    from latepay_core.statement.model import InvoiceStatement

_NOTHING = Decimal("0.00")
#: The ages, the youngest first, and the last day late of each but the oldest.
_AGES = ("not_due", "to_30", "to_60", "to_90", "over_90")
_LAST_DAYS = (0, 30, 60, 90)


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is owed, in EUR, by the days since each invoice fell due: not due yet, 1 to 30, 31 to 60, 61 to 90, more.

    The whole sum of an invoice has the invoice's age, its penalties and its compensation included. An invoice that
    falls due on the very day can still be paid in time: it is not due yet.
    """

    not_due: Decimal = _NOTHING
    to_30: Decimal = _NOTHING
    to_60: Decimal = _NOTHING
    to_90: Decimal = _NOTHING
    over_90: Decimal = _NOTHING

    @classmethod
    def of(cls, owed: Iterable[tuple[int, Decimal]]) -> Self:
        """The ages of sums, each with its days late.

        >>> sums = {0: "5.00", 30: "1.00", 31: "2.00", 91: "4.00"}
        >>> found = Ageing.of((days, Decimal(euros)) for days, euros in sums.items())
        >>> [str(each) for each in found.sums]
        ['5.00', '1.00', '2.00', '0.00', '4.00']
        """
        sums = [_NOTHING] * len(_AGES)
        for days, euros in owed:
            sums[sum(days > last for last in _LAST_DAYS)] += euros
        return cls(*sums)

    @property
    def sums(self) -> tuple[Decimal, ...]:
        """The sums, the youngest first."""
        return (self.not_due, self.to_30, self.to_60, self.to_90, self.over_90)

    @property
    def named(self) -> dict[str, Decimal]:
        """The sums by the names of their ages, the youngest first."""
        return dict(zip(_AGES, self.sums, strict=True))

    def __add__(self, other: "Ageing") -> "Ageing":
        return Ageing(*(one + more for one, more in zip(self.sums, other.sums, strict=True)))


@dataclass(frozen=True, slots=True)
class Owed:
    """What one customer owes, or several together, in EUR: due, falling due later, and of all the principal.

    Once collective proceedings are open, what was born before the judgment is neither: it is `born_before`.
    """

    due: Decimal = _NOTHING
    not_due: Decimal = _NOTHING
    principal: Decimal = _NOTHING
    ageing: Ageing = Ageing()
    #: Of what is due, the part owed on invoices whose whole amount was received, too late.
    paid_late: Decimal = _NOTHING
    born_before: Decimal = _NOTHING

    @classmethod
    def of(cls, case: Case) -> Self:
        """What a case's statement says."""
        statement = case.statement
        declared = before_judgment(case.claim, statement.invoices, statement.as_of)
        kept = [each for at, each in enumerate(statement.invoices) if at not in declared]
        chased = {id(each) for each in kept}
        due = _due(each for each in kept if each.due_on < statement.as_of)
        return cls(
            due=due,
            not_due=_due(kept) - due,
            principal=statement.totals.principal_due,
            ageing=Ageing.of((each.days_late, each.total_due) for each in kept),
            paid_late=_due(each for each in paid_late_in(case) if id(each) in chased),
            born_before=statement.totals.total_due - _due(kept),
        )

    @property
    def settled(self) -> bool:
        """Whether nothing is owed."""
        return not (self.due or self.not_due or self.born_before)

    def __add__(self, other: "Owed") -> "Owed":
        return Owed(
            self.due + other.due,
            self.not_due + other.not_due,
            self.principal + other.principal,
            self.ageing + other.ageing,
            self.paid_late + other.paid_late,
            self.born_before + other.born_before,
        )


def _due(invoices: "Iterable[InvoiceStatement]") -> Decimal:
    return sum((each.total_due for each in invoices), _NOTHING)


def paid_late_in(case: Case) -> "tuple[InvoiceStatement, ...]":
    """The invoices whose whole amount was received and that still owe what their lateness cost.

    Paid fifteen days late at 12,15 %, 500,00 EUR bore 2,50 EUR, which the payment settled first: as much principal is
    left, and the compensation.

    >>> claim = Claim.model_validate({"as_of": "2025-12-15", "debtor": {"name": "Durand"},
    ...     "invoices": [{"number": "F-4", "due_on": "2025-11-30", "amount": "500.00",
    ...                   "payments": [{"paid_on": "2025-12-15", "amount": "500.00"}]}]})
    >>> [(each.number, str(each.total_due)) for each in paid_late_in(Case(claim))]
    [('F-4', '42.50')]
    """
    return tuple(
        each
        for each in case.facts.owed
        if each.paid and each.paid + each.credited >= each.amount and each.due_on < case.statement.as_of
    )


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer's row.

    `oldest_days`: how long ago the oldest invoice still owed fell due, in calendar days; 0 where none is late.
    `step`: what to do next; None where nothing is owed, or the country has no procedure here. `letter`: the letter that
    is to leave that day, or on the first worked day after it; None where none is. `last_day`: the next time limit to
    keep, limitation or another; None where none runs. `lost`: whether one has passed already.
    """

    name: str
    owed: Owed
    oldest_days: int
    step: "NextStep | None"
    letter: str | None
    last_day: date | None
    lost: bool


def customer_of(claim: Claim | Case) -> Customer:
    """The row of a case, on its own day; ClaimRefused where it cannot be reckoned.

    Four days late at 12,40 % on 2 400,00 EUR are 3,26 EUR, and the compensation 40,00 EUR. The 22nd is a Sunday: the
    reminder leaves on the Monday.

    >>> row = customer_of(Claim.model_validate({"as_of": "2026-11-22", "debtor": {"name": "Durand SAS"},
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]}))
    >>> row.name, str(row.owed.due), row.oldest_days, row.letter, str(row.step.on), str(row.last_day)
    ('Durand SAS', '2443.26', 4, 'first-reminder', '2026-11-23', '2031-11-18')
    """
    case = case_of(claim)
    owed = case.facts.owed
    step = case.step if owed and has(case.statement.regime, "procedure") else None
    limits = _last_days(case)
    ahead = [day for day in limits if day >= case.statement.as_of]
    return Customer(
        name=case.claim.debtor.name,
        owed=Owed.of(case),
        oldest_days=max((each.days_late for each in owed), default=0),
        step=step,
        letter=step.letter if step and step.on <= _next_post(case) else None,
        last_day=min(ahead, default=None),
        lost=len(ahead) < len(limits),
    )


def _last_days(case: Case) -> list[date]:
    """The time limits of what is still owed: those the procedure knows of, else the limitation alone."""
    if has(case.statement.regime, "procedure"):
        return [each.last_day for each in case.step.limits]
    kept = case.facts.owed_positions
    found = case.limitation.invoices if case.limitation else ()
    return [each.safe_day for each in found if each.invoice in kept]


def _next_post(case: Case) -> date:
    """The first day, from that of the figures on, that is worked where the debtor is."""
    return case.facts.worked_day


def total_of(customers: Iterable[Owed]) -> Owed:
    """What they owe together.

    >>> total_of([Owed(due=Decimal("1.50")), Owed(due=Decimal("2.00"), not_due=Decimal("4.00"))]).due
    Decimal('3.50')
    """
    return sum(customers, Owed())


def days_of_sales(owed: Owed, yearly_sales: Decimal) -> Decimal:
    """The days sales outstanding: what customers owe ÷ a year's sales × 365, to the tenth of a day.

    `yearly_sales`: the user's own, EUR with VAT, as the invoices are. What lateness adds was never sold: only the
    principal counts, due or not. OutOfRange for sales that are no positive amount.

    >>> days_of_sales(Owed(due=Decimal("31000"), principal=Decimal("30000")), Decimal("240000"))
    Decimal('45.6')
    """
    return cost_of_late_payment(owed.principal, yearly_sales).days_sales_outstanding
