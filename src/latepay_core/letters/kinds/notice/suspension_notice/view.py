"""What the letter sees: the day from which it suspends."""

from dataclasses import dataclass
from datetime import date

from latepay_core.days import DAY
from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.notice.suspension_notice.details import Suspension


@dataclass(frozen=True)
class Suspended:
    """The first day of the suspension."""

    starts_on: date


def view(context: Context) -> Suspended:
    """What the template sees as `c.own`."""
    return Suspended(own(context.details, Suspension).from_on or context.reply.by + DAY)
