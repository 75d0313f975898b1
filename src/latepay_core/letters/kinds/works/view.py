"""What the letters about works see: the days that the law of works gives."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.letters.context import Context
from latepay_core.letters.kinds.works.dates import guarantee_above, owner_from, released_on, stop_from


@dataclass(frozen=True)
class Dated:
    """Days, and what decides which are said.

    `owner_from` is the last day before the owner is asked, `stop_from` that before works stop, `released_on` the day
    the money retained was free, None where acceptance is not known. `overdue`: whether principal is late. `least`: the
    sum of a contract, without VAT, beyond which a guarantee is owed, in EUR.
    """

    owner_from: date
    stop_from: date
    released_on: date | None
    overdue: bool
    least: Decimal


def view(context: Context) -> Dated:
    """What the templates see as `c.own`."""
    arrives = context.arrives_on
    overdue = any(each.days_late > 0 and each.principal for each in context.invoices)
    least = guarantee_above(context.as_of)
    # nobody's bank works on a Sunday: a day that the law gives at the least is put off to one on which money can come
    worked = context.case.facts.next_worked_day
    return Dated(worked(owner_from(arrives)), worked(stop_from(arrives)), released_on(context.case), overdue, least)
