"""A public buyer's time to pay: from which day it runs, how long by kind of buyer, and what one suspension does to it.

CCP, art. L2192-10, R2192-10 and R2192-11 (length), R2192-12 to R2192-15 (start), R2192-27 to R2192-29 (suspension).
Calendar days; the day the term starts from is not counted. The special starts of works contracts are not worked out.
"""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from latepay_core.claim import Claim, Invoice, Suspension
from latepay_core.law import DatedValue, parameter

StartRule = Literal["request-received", "service-done", "request-and-two-days"]

#: CCP, art. R2192-14: where no date of receipt is agreed upon, the date of the request plus two days.
_WITHOUT_RECEIPT = timedelta(days=2)
#: CCP, art. R2192-29: after a suspension, a new term of thirty days, or what was left where that is more.
_AFTER_SUSPENSION = timedelta(days=30)


class TermStart(NamedTuple):
    """The day a public buyer's term is counted from, and the rule that gives it."""

    day: date
    rule: StartRule


def term_start(invoice: Invoice) -> TermStart | None:
    """The day from which a public buyer's term runs; None where no date is known to count from.

    Receipt of the request, or the service done where that comes later (R2192-12). Without a date of receipt,
    the request's own date plus two days (R2192-14), never before the service: of the two, the later is the prudent one.

    >>> known = {"amount": "10", "due_on": "2026-12-31", "received_on": "2026-05-04"}
    >>> term_start(Invoice.model_validate(known))
    TermStart(day=datetime.date(2026, 5, 4), rule='request-received')
    >>> term_start(Invoice.model_validate(known | {"performed_on": "2026-05-20"})).rule
    'service-done'
    """
    done = invoice.performance
    if invoice.received_on is not None:
        start = TermStart(invoice.received_on, "request-received")
    elif invoice.issued_on is not None:
        start = TermStart(invoice.issued_on + _WITHOUT_RECEIPT, "request-and-two-days")
    else:
        return None if done is None else TermStart(done, "service-done")
    return TermStart(done, "service-done") if done is not None and done > start.day else start


def public_due_date(start: date, days: int, suspension: Suspension | None = None) -> date | None:
    """The last day of a public buyer's term; None while it is suspended.

    >>> asked = Suspension.model_validate({"notified_on": "2026-05-18", "completed_on": "2026-05-27"})
    >>> public_due_date(date(2026, 5, 4), 30), public_due_date(date(2026, 5, 4), 30, asked)
    (datetime.date(2026, 6, 3), datetime.date(2026, 6, 26))
    >>> early = Suspension.model_validate({"notified_on": "2026-05-06", "completed_on": "2026-05-27"})
    >>> public_due_date(date(2026, 5, 4), 50, early)  # 48 days were left, more than 30
    datetime.date(2026, 7, 14)
    """
    end = start + timedelta(days=days)
    if suspension is None:
        return end
    if suspension.completed_on is None:
        return None
    return suspension.completed_on + max(_AFTER_SUSPENSION, end - suspension.notified_on)


def legal_term(claim: Claim, on: date) -> DatedValue | None:
    """The longest term of the claim's public buyer, in calendar days; None where its kind is not known.

    >>> claim = {"debtor": {"kind": "public-body", "public_kind": "health"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "10.00"}]}
    >>> legal_term(Claim.model_validate(claim), date(2026, 1, 31)).value
    Decimal('50')
    """
    kind = claim.debtor.public_kind
    if kind is None and claim.situation.public_buyer in {"state", "local-authority"}:
        kind = "state-or-local"
    if kind is None:
        return None
    rule = parameter(f"public.term-{kind}")
    return rule.on(max(on, rule.values[0].starts_on))
