"""What the letter sees: from when the bank certifies that the cheque is unpaid (CMF, art. L131-73)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from latepay_core.law import parameter
from latepay_core.letters.case import LetterCase
from latepay_core.letters.context import Context
from latepay_core.letters.details import own
from latepay_core.letters.kinds.notice.bounced_cheque.details import Cheque


@dataclass(frozen=True)
class Refused:
    """The first day of the certificate, None where the refusal's is not known; the days to it, and on to a title."""

    certificate_on: date | None
    certificate_days: Decimal
    title_days: Decimal


def certified_on(case: LetterCase) -> date | None:
    """The first day on which the certificate can be asked for; None where the day of the refusal is not known."""
    refused = own(case.details, Cheque).refused_on
    return refused + timedelta(days=int(_days("certificate", case.statement.as_of))) if refused else None


def _days(step: str, day: date) -> Decimal:
    return parameter(f"time-limit.cheque-{step}").on(day).value


def view(context: Context) -> Refused:
    """What the template sees as `c.own`."""
    certificate, title = (_days(step, context.as_of) for step in ("certificate", "title"))
    return Refused(certified_on(context.case), certificate, title)
