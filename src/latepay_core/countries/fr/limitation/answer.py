"""Limitation: for each invoice, the last day on which an action is still in time, and what moved it.

A period ends at midnight of its last day (C. civ., art. 2229). A weekend or a holiday never extends it (Cass. 2e civ.,
7 April 2016, n° 15-12.960). An interruption starts the whole period again. Suspensions are not worked out.
"""

from collections.abc import Iterator
from datetime import date

from latepay_core.claim import Claim, ClaimRefused, Refusal
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.countries.fr.limitation.periods import invoice_limitation
from latepay_core.countries.fr.limitation.rules import LETTERS, is_far, kind_of
from latepay_core.countries.fr.limitation.warnings import warnings_of
from latepay_core.dates.due_dates import due_on, without_due_date
from latepay_core.dates.limitation_model import InvoiceLimitation, LimitationAnswer, TimelineEvent
from latepay_core.law import NotCovered
from latepay_core.said import said

__all__ = ["InvoiceLimitation", "LimitationAnswer", "TimelineEvent", "limitation"]


def limitation(claim: Claim) -> LimitationAnswer:
    """Until when each invoice of a claim can be acted upon, on the day `claim.as_of`.

    Payments, events and decisions after that day are left out; so is, with a warning, a payment of the whole claim that
    names none of several invoices, unless it was allocated before. Raises ClaimRefused, with French sentences, for a
    claim without that day, an event on an unknown invoice, or an interruption after the period had run out.

    >>> claim = Claim.model_validate({"as_of": "2026-01-15", "invoices": [{"due_on": "2021-03-31", "amount": "10.00"}]})
    >>> answer = limitation(claim)
    >>> answer.invoices[0].last_day, answer.invoices[0].act_before, answer.warnings[0].code
    (datetime.date(2026, 3, 31), datetime.date(2026, 3, 24), 'limitation-near')
    """
    if claim.as_of is None:
        raise ClaimRefused([refuse("as-of-missing", "as_of")])
    unknown = list(_unknown_invoices(claim))
    found, refused = _invoices(claim, claim.as_of)
    refused = unknown + refused + list(_too_late(claim, found))
    if refused:
        raise ClaimRefused(refused)
    return LimitationAnswer(
        as_of=claim.as_of,
        invoices=tuple(found),
        warnings=tuple(warnings_of(claim, found, claim.as_of)),
        notes=(said("limitation.note.suspension"), said("limitation.note.margin")),
    )


def far_from_limitation(claim: Claim) -> bool:
    """Whether no limitation can run out soon, told without working one out: most claims are young.

    The earliest day that an invoice tells begins no period earlier than the one that runs; an event or a decision may
    change the period, and is then worked out.

    >>> claim = {"as_of": "2026-01-15", "invoices": [{"due_on": "2025-03-31", "amount": "10.00"}]}
    >>> far_from_limitation(Claim.model_validate(claim))
    True
    """
    if claim.as_of is None or claim.events or claim.judgment is not None:
        return False
    for invoice in claim.invoices:
        days = (due_on(invoice), invoice.issued_on, invoice.received_on, invoice.delivery, invoice.performance)
        first = min((day for day in days if day is not None), default=None)
        if first is None:
            return False
        try:
            if not is_far(kind_of(claim, invoice, claim.as_of), first, claim.as_of):
                return False
        except NotCovered:
            return False
    return True


def _invoices(claim: Claim, as_of: date) -> tuple[list[InvoiceLimitation], list[Refusal]]:
    found: list[InvoiceLimitation] = []
    refused: list[Refusal] = []
    for index, invoice in enumerate(claim.invoices):
        due = due_on(invoice)
        if due is None:
            refused.append(without_due_date(invoice, f"invoices[{index}]"))
            continue
        try:
            found.append(invoice_limitation(claim, index, due, as_of))
        except NotCovered as old:
            path = f"invoices[{index}].due_on"
            refused.append(refuse("limitation-not-covered", path, day=old.day, first=old.first))
    return found, refused


def _unknown_invoices(claim: Claim) -> Iterator[Refusal]:
    numbers = {invoice.number for invoice in claim.invoices}
    for position, payment in enumerate(claim.payments):
        if payment.invoice is not None and payment.invoice not in numbers:
            yield refuse(
                "payment-for-unknown-invoice", f"payments[{position}].invoice", number=shown_value(payment.invoice)
            )
    for position, event in enumerate(claim.events):
        if event.invoice is not None and event.invoice not in numbers:
            yield refuse("limitation-unknown-invoice", f"events[{position}].invoice", given=shown_value(event.invoice))


def _too_late(claim: Claim, found: list[InvoiceLimitation]) -> Iterator[Refusal]:
    """Interruptions that came too late for every invoice they bear on, whichever day the period is counted from."""
    bearing: dict[int | None, list[tuple[InvoiceLimitation, TimelineEvent]]] = {}
    for each in found if claim.events else ():
        for past in each.events:
            bearing.setdefault(past.position, []).append((each, past))
    for position, event in enumerate(claim.events):
        touched = bearing.get(position, [])
        if event.kind in LETTERS or not touched or not all(past.too_late for _, past in touched):
            continue
        last = max(
            max(each.last_day, each.due_reading.last_day) if each.due_reading else each.last_day for each, _ in touched
        )
        if event.on <= last:
            continue
        promised = event.kind in ("acknowledgement", "part-payment")
        code = "limitation-acknowledgement-too-late" if promised else "limitation-interruption-too-late"
        yield refuse(code, f"events[{position}].on", on=event.on, last=last)
