"""The days that follow from the law of works: the owner's turn, the stop, the end of the retention."""

from datetime import date, timedelta
from decimal import Decimal

from latepay_core.days import add_months
from latepay_core.law import parameter
from latepay_core.letters.case import LetterCase
from latepay_core.letters.details import own
from latepay_core.letters.kinds.works.details import Works


def _months(identifier: str, day: date) -> int:
    return int(parameter(f"time-limit.{identifier}").on(day).value)


def owner_from(received_on: date) -> date:
    """The last day of the month a main contractor has, once put in default (loi n° 75-1334, art. 12).

    >>> owner_from(date(2026, 3, 19))
    datetime.date(2026, 4, 19)
    """
    return add_months(received_on, _months("direct-action", received_on))


def stop_from(received_on: date) -> date:
    """The day on which the fifteen days end after which unpaid works may stop (C. civ., art. 1799-1).

    >>> stop_from(date(2026, 3, 19))
    datetime.date(2026, 4, 3)
    """
    return received_on + timedelta(days=int(parameter("time-limit.works-stop").on(received_on).value))


def released_on(case: LetterCase) -> date | None:
    """The day the money retained is free, a year after acceptance (loi n° 71-584, art. 2); None where not known."""
    accepted = own(case.details, Works).accepted_on
    return add_months(accepted, _months("retention-release", accepted)) if accepted else None


def guarantee_above(day: date) -> Decimal:
    """The contract's sum without VAT beyond which the owner owes a guarantee, in EUR (C. civ., art. 1799-1)."""
    return parameter("works.guarantee-above").on(day).value
