"""What the letter sees: what the guarantor can be asked for, which is never more than he guaranteed."""

from dataclasses import dataclass
from decimal import Decimal

from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.notice.guarantor_call.details import Guarantor


@dataclass(frozen=True)
class Guaranteed:
    """The sum asked for, in EUR, and whether the guarantee's limit makes it less than what is owed."""

    asked: Decimal
    limited: bool


def view(context: Context) -> Guaranteed:
    """What the template sees as `c.own`."""
    owed, limit = context.totals.total_due, own(context.details, Guarantor).limit
    asked = owed if limit is None else min(owed, limit)
    return Guaranteed(asked, asked < owed)
