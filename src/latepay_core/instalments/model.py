"""What is asked of an instalment plan, and the plan. Amounts are EUR and exact; dates are days."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from latepay_core.claim.fields import Amount, IsoDate, Plain
from latepay_core.claim.part import Part
from latepay_core.claim.refusals import KNOWN_KEYS, keyed_fault
from latepay_core.said import Said, Value

#: `continues`: interest runs until the last payment; `stopped`: until the plan's day; `waived`: none is asked for.
FutureInterest = Literal["continues", "stopped", "waived"]
#: Ten years of monthly payments: beyond that, a number can only be a typing error.
MOST_INSTALMENTS = 120


class PlanChoice(Part):
    """What the parties choose: either how many monthly payments or how much each, the first day, and what is included.

    >>> PlanChoice.model_validate({"number": 3, "first_on": "2026-12-05"}).interest
    'continues'
    """

    number: StrictInt | None = None
    amount: Amount | None = None
    first_on: IsoDate
    interest: FutureInterest = "continues"
    compensation: StrictBool = True

    @model_validator(mode="after")
    def _one_way_to_count(self) -> Self:
        if self.number is not None and self.amount is not None:
            raise _fault("number-and-amount", path="amount")
        if self.number is None and self.amount is None:
            raise _fault("number-or-amount-missing", path="number")
        if self.number is not None and not 1 <= self.number <= MOST_INSTALMENTS:
            raise _fault("number-out-of-range", path="number", given=self.number, most=MOST_INSTALMENTS)
        return self


KNOWN_KEYS.update(PlanChoice.model_fields)


def _fault(code: str, /, **figures: Value) -> PydanticCustomError:
    return keyed_fault(f"plan-{code}", f"instalments/refusal.{code}", **figures)


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Instalment(_Answer):
    """One payment: its day, its amount, where the money goes, what is left to pay after it.

    `interest_added` is what accrued since the payment before (since the plan's day, for the first). `remaining` counts
    everything included in the plan. `provisional`: some of that interest is reckoned at a rate not yet published.
    """

    number: int
    on: date
    amount: Plain
    interest_added: Plain
    to_interest: Plain
    to_principal: Plain
    to_compensation: Plain
    remaining: Plain
    remaining_principal: Plain
    provisional: bool


class PlanRate(_Answer):
    """A rate that the plan's interest is reckoned at, percent a year, from a day on.

    `provisional`: it is not published yet, and the last one published stands for it. `invoices`: those that bear it,
    where others bear another at the same time; None where one series of rates holds for all.
    """

    starts_on: date
    percent: Plain
    provisional: bool
    invoices: Said | None = None


class InstalmentPlan(_Answer):
    """A plan: `principal`, `interest` and `compensation` are what it starts from on `as_of`.

    `future_interest` and `future_compensation` are what the payments' own time adds; the five add up to `total`, the
    sum of the instalments. `future_interest_on_interest` is the part of `future_interest` that capitalised interest
    bears (C. civ., art. 1343-2). `waived_interest` and `left_out_compensation` are owed on `as_of` and not in the
    plan. `regular` is the amount of every payment but the last, `last` that of the last one.
    """

    as_of: date
    first_on: date
    last_on: date
    interest_choice: FutureInterest
    compensation_included: bool
    principal: Plain
    interest: Plain
    compensation: Plain
    future_interest: Plain
    future_interest_on_interest: Plain
    future_compensation: Plain
    total: Plain
    waived_interest: Plain
    left_out_compensation: Plain
    regular: Plain
    last: Plain
    instalments: tuple[Instalment, ...]
    #: The rates of the plan's own time, in the order of the days, for one group of invoices after the other; empty
    #: where no interest runs.
    rates: tuple[PlanRate, ...]
    provisional: bool
    sentence: Said
    notes: tuple[Said, ...]
    references: tuple[Said, ...]
