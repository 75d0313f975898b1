"""Until when to act in Belgium: ten years for what a contract gives right to, five for its interest.

Which day begins the period, and what interrupts it, was not read: the earliest day that the invoice tells is kept, and
nothing is taken to lengthen the period. The day given is thus never later than the true one.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.notice import Notice
from latepay_core.claim.part import made
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.dates.due_dates import due_on, without_due_date
from latepay_core.dates.limitation_model import NEAR_MONTHS, InvoiceLimitation, LimitationAnswer, StartBasis
from latepay_core.days import add_months
from latepay_core.law import parameter
from latepay_core.law.certainty import to_check
from latepay_core.said import Said, said

#: How many days before its last day to act.
_MARGIN = timedelta(days=7)


def limitation(claim: Claim) -> LimitationAnswer:
    """The limitation of every invoice on the day `claim.as_of`; raises ClaimRefused without that day or a due date.

    >>> found = limitation(Claim.model_validate({"as_of": "2026-11-22", "regime": "be-b2b",
    ...     "invoices": [{"issued_on": "2026-03-02", "due_on": "2026-04-01", "amount": "10.00"}]}))
    >>> found.invoices[0].last_day
    datetime.date(2036, 3, 2)
    """
    if claim.as_of is None:
        raise ClaimRefused([refuse("as-of-missing", "as_of")])
    missing = [
        without_due_date(each, f"invoices[{at}]") for at, each in enumerate(claim.invoices) if due_on(each) is None
    ]
    if missing:
        raise ClaimRefused(missing)
    found = tuple(_invoice(claim, at, claim.as_of) for at in range(len(claim.invoices)))
    return LimitationAnswer(
        as_of=claim.as_of,
        invoices=found,
        warnings=tuple(_warnings(found, claim.as_of)),
        notes=(said("be.limitation-note"),),
    )


def _invoice(claim: Claim, at: int, as_of: date) -> InvoiceLimitation:
    invoice = claim.invoices[at]
    told: tuple[tuple[date | None, StartBasis], ...] = (
        (invoice.performance, "performed"),
        (invoice.issued_on, "issued"),
        (invoice.received_on, "received"),
        (due_on(invoice), "due"),
    )
    known = [(day, basis) for day, basis in told if day is not None]
    start, basis = min(known, key=lambda each: each[0])
    value = parameter("be-limitation.contract").on(start)
    months = int(value.value)
    last = add_months(start, months)
    touched = bool(invoice.payments or claim.payments or claim.events)
    return InvoiceLimitation(
        number=invoice.number,
        invoice=at,
        kind="be-contract",
        title=said("be.limitation-title"),
        months=months,
        starts_on=start,
        last_day=last,
        act_before=last - _MARGIN,
        days_left=max(0, (last - as_of).days),
        # A payment or an acknowledgement may have begun the period again: nothing is said to be lost then.
        barred=as_of > last and not touched,
        article=value.reference,
        first_starts_on=start,
        first_last_day=last,
        interrupted_by=(),
        events=(),
        explanation=said(
            "be.limitation-why", start=start, last=last, years=months // 12, interest=_interest_ends(start)
        ),
        start_uncertain=True,
        start_certainty="presumed",
        start_basis=basis,
        start_reference=value.reference,
        asks=None,
        due_reading=None,
        confidence=value.certainty,
        confirmed=value.certainty == "verified",
        to_check=to_check(value.certainty),
    )


def _interest_ends(start: date) -> date:
    """The day after which the oldest interest is lost."""
    return add_months(start, int(parameter("be-limitation.interest").on(start).value))


def _warnings(found: tuple[InvoiceLimitation, ...], as_of: date) -> Iterator[Notice]:
    for each in found:
        interest = _interest_ends(each.starts_on)
        if each.last_day < as_of:
            yield _notice("limitation-passed", "be.limitation-passed", each, each.last_day)
        elif add_months(each.last_day, -NEAR_MONTHS) <= as_of:
            yield _notice("limitation-near", "be.limitation-near", each, each.last_day)
        elif add_months(interest, -NEAR_MONTHS) <= as_of:
            yield _notice("limitation-near", "be.limitation-interest", each, interest)


def _notice(code: str, key: str, each: InvoiceLimitation, last: date) -> Notice:
    message = said(key, invoice=_label(each), last=last)
    figures = {"number": each.number, "last_day": last.isoformat()}
    return made(
        Notice,
        code=code,
        message=message,
        figures=figures,
        invoice=each.invoice,
        path=f"invoices[{each.invoice}].due_on",
    )


def _label(each: InvoiceLimitation) -> Said:
    if each.number:
        return said("limitation.label", number=shown_value(each.number))
    return said("limitation.label-unnumbered", position=each.invoice + 1)
