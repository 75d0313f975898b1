"""What makes a claim impossible to reckon: contradictory dates, amounts that cannot be, dates not covered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim, Invoice, Refusal
from latepay_core.claim.fields import AMOUNT_LIMIT
from latepay_core.claim.invoices import BuyersPayment
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.claim.rows import paths_in_file
from latepay_core.dates import due_on
from latepay_core.dates.due_dates import without_due_date
from latepay_core.regimes import Regime
from latepay_core.statement.timeline_checks import invoice_dates, suspension_refusals, timeline_refusals


def refusals(claim: Claim, regime: Regime) -> list[Refusal]:
    """Everything that stands in the way of a statement, in the claim's order; paths are those of its file."""
    found = _refusals(claim, regime)
    if not found:
        return found
    in_file = paths_in_file(claim.invoices)
    return [replace(each, path=in_file(each.path)) for each in found]


def _refusals(claim: Claim, regime: Regime) -> list[Refusal]:
    found: list[Refusal] = []
    if claim.as_of is None:
        found.append(refuse("as-of-missing", "as_of"))
    found += regime.refusals(claim)
    found += timeline_refusals(claim)
    found += _general_payments(claim)
    for index, invoice in enumerate(claim.invoices):
        found += _invoice(invoice, f"invoices[{index}]", regime)
    return found


def _invoice(invoice: Invoice, path: str, regime: Regime) -> Iterator[Refusal]:
    yield from invoice_dates(invoice, path)
    impossible = list(suspension_refusals(invoice, path, regime))
    if impossible:
        yield from impossible
        return
    due = due_on(invoice)
    if due is None:
        yield without_due_date(invoice, path)
        return
    if due < regime.covers_from:
        yield refuse(f"before-{regime.code}", f"{path}.due_on", due=due, first=regime.covers_from)
    yield from _credits(invoice, path)


def _general_payments(claim: Claim) -> Iterator[Refusal]:
    if not claim.payments and not claim.credit_notes:
        return
    numbered: dict[str, list[Invoice]] = {}
    for invoice in claim.invoices:
        if invoice.number:
            numbered.setdefault(invoice.number, []).append(invoice)
    first_issued = {number: _first_issued(invoices) for number, invoices in numbered.items()}
    of_all = _first_issued(claim.invoices)
    for index, note in enumerate(claim.credit_notes):
        if of_all is not None and note.issued_on < of_all:
            days = {"note": note.issued_on, "issued": of_all}
            yield refuse("credit-note-before-issue", f"credit_notes[{index}].issued_on", **days)
    received: dict[date, Decimal] = {}
    for index, payment in enumerate(claim.payments):
        path = f"payments[{index}]"
        if payment.invoice is not None and payment.invoice not in numbered:
            yield refuse("payment-for-unknown-invoice", f"{path}.invoice", number=shown_value(payment.invoice))
            continue
        issued = of_all if payment.invoice is None else first_issued[payment.invoice]
        if issued is not None and payment.paid_on < issued:
            days = {"paid": payment.paid_on, "issued": issued}
            yield refuse("payment-before-issue", f"{path}.paid_on", **days)
        before = received.get(payment.paid_on, Decimal(0))
        total = received[payment.paid_on] = before + payment.amount
        if before < AMOUNT_LIMIT <= total:
            day, path = payment.paid_on, f"{path}.amount"
            yield refuse("day-payments-too-large", path, day=day, sum=total, limit=AMOUNT_LIMIT)


def _first_issued(invoices: Sequence[Invoice]) -> date | None:
    """The day the first of some invoices was issued; None where one of them may be older, being without a date."""
    issued = [each.issued_on for each in invoices if each.issued_on is not None]
    return min(issued) if len(issued) == len(invoices) else None


def _credits(invoice: Invoice, path: str) -> Iterator[Refusal]:
    for index, payment in enumerate(invoice.payments):
        if invoice.issued_on is not None and payment.paid_on < invoice.issued_on:
            days = {"paid": payment.paid_on, "issued": invoice.issued_on}
            known_by_its_day = isinstance(payment, BuyersPayment)
            own = "situation.principal_paid_on" if known_by_its_day else f"{path}.payments[{index}].paid_on"
            yield refuse("payment-before-issue", own, **days)
    for index, note in enumerate(invoice.credit_notes):
        if invoice.issued_on is not None and note.issued_on < invoice.issued_on:
            days = {"note": note.issued_on, "issued": invoice.issued_on}
            yield refuse("credit-note-before-issue", f"{path}.credit_notes[{index}].issued_on", **days)
