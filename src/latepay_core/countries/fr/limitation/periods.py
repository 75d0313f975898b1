"""One invoice's limitation period: where it starts, what interrupted it, where it ends, in figures and why."""

from dataclasses import dataclass
from datetime import date

from latepay_core.claim import Claim, Event, Invoice
from latepay_core.claim.invoices import ClaimPayment
from latepay_core.claim.part import made
from latepay_core.countries.fr.limitation.rules import (
    EFFECTS,
    TERM,
    Effect,
    LimitationKind,
    Period,
    Start,
    counts_from_due,
    effect_of,
    judgment_counts,
    kind_of,
    period_from,
    restart_on,
    start_of,
)
from latepay_core.countries.fr.regions import region_of
from latepay_core.countries.fr.working_days import add_days, why_not_worked
from latepay_core.dates.limitation_model import DueReading, InvoiceLimitation, TimelineEvent
from latepay_core.law.certainty import to_check, weakest
from latepay_core.said import Said, in_a_row, said

#: « Au moins une semaine ouvrée avant » : five worked days.
_MARGIN = 5


def invoice_limitation(
    claim: Claim, index: int, due: date, as_of: date, *, without: frozenset[str] = frozenset()
) -> InvoiceLimitation:
    """The limitation of one invoice; kinds of events in `without` are passed over."""
    invoice = claim.invoices[index]
    kind = kind_of(claim, invoice, as_of)
    start = start_of(claim, invoice, kind, due, as_of)
    first = period_from(kind, start.day)
    happened = [each for each in _happened(claim, invoice, kind, as_of) if each.kind not in without]
    period, events = _run(kind, first, happened)
    interruptions = tuple(event for event in events if event.interrupts)
    levels = [period.value.certainty, *(event.confidence for event in interruptions)]
    confidence = weakest(levels)
    reading = _due_reading(kind, start, due, happened, period)
    uncertain = start.uncertain and (reading is not None or not interruptions)
    end = reading.last_day if reading is not None and uncertain else period.last_day
    return InvoiceLimitation(
        number=invoice.number,
        invoice=index,
        kind=kind,
        title=said(f"limitation.kind.{kind}"),
        months=period.months,
        starts_on=period.starts_on,
        last_day=period.last_day,
        act_before=add_days(period.last_day, -_MARGIN, "ouvre", region_of(claim)),
        days_left=max(0, (period.last_day - as_of).days),
        barred=as_of > end,
        article=period.value.reference,
        first_starts_on=first.starts_on,
        first_last_day=first.last_day,
        interrupted_by=interruptions,
        events=tuple(events),
        explanation=_explanation(kind, start, first, period, interruptions, reading),
        start_uncertain=uncertain,
        start_certainty="presumed" if uncertain else "known",
        start_basis=start.basis,
        start_reference=start.reference,
        asks=f"invoices[{index}].performed_on" if uncertain else None,
        due_reading=reading,
        confidence=confidence,
        confirmed=confidence == "verified",
        to_check=to_check(confidence),
    )


def _due_reading(
    kind: LimitationKind, start: Start, due: date, happened: list["_Happened"], period: Period
) -> DueReading | None:
    """The period as it would run from the due date; None where that changes nothing."""
    if due <= start.day or not counts_from_due(kind):
        return None
    other, _ = _run(kind, period_from(kind, due), happened)
    if other.last_day == period.last_day:
        return None
    told = said("limitation.due-reading", due=due, last=other.last_day)
    return DueReading(starts_on=other.starts_on, last_day=other.last_day, reference=TERM, sentence=told)


@dataclass(frozen=True, slots=True)
class _Happened:
    on: date
    kind: str
    position: int | None


def _happened(claim: Claim, invoice: Invoice, kind: LimitationKind, as_of: date) -> list[_Happened]:
    """What happened to an invoice up to `as_of`, in order; a payment entered twice counts once."""
    received = [*invoice.payments, *(each for each in claim.payments if goes_to(claim, each, invoice))]
    found = [_Happened(payment.paid_on, "part-payment", None) for payment in received]
    decided = judgment_counts(claim, kind, as_of)
    if decided is not None:
        found.append(_Happened(decided, "judgment", None))
    paid = {each.on for each in found if each.kind == "part-payment"}
    for position, event in enumerate(claim.events):
        told_twice = event.kind == "part-payment" and event.on in paid
        if concerns(event, invoice) and not told_twice and not _undeclared(event, claim, invoice):
            found.append(_Happened(event.on, event.kind, position))
    return sorted((each for each in found if each.on <= as_of), key=lambda each: each.on)


def _undeclared(event: Event, claim: Claim, invoice: Invoice) -> bool:
    """Whether a declaration of claim is not about this invoice: what was done after the judgment is not declared."""
    opened = claim.debtor.insolvency_opened_on
    done = invoice.performance
    return event.kind == "claim-declared" and opened is not None and done is not None and done >= opened


def goes_to(claim: Claim, payment: ClaimPayment, invoice: Invoice) -> bool:
    """Whether a payment of the whole claim is known to be for an invoice: it names it, or there is no other."""
    return len(claim.invoices) == 1 if payment.invoice is None else payment.invoice == invoice.number


def concerns(event: Event, invoice: Invoice) -> bool:
    """Whether an event bears on an invoice; one that names no invoice bears on all."""
    return event.invoice is None or event.invoice == invoice.number


def _run(kind: LimitationKind, first: Period, happened: list[_Happened]) -> tuple[Period, list[TimelineEvent]]:
    period = first
    events = []
    for each in happened:
        effect = effect_of(each.kind, kind)
        restart = restart_on(kind, each.on)
        late = effect.interrupts and each.on > period.last_day
        restarts = effect.interrupts and not late and restart > period.starts_on
        if late:
            why = said("limitation.event.late", last=period.last_day)
        elif effect.interrupts and not restarts:
            why = said("limitation.event.early", on=each.on, start=period.starts_on)
        else:
            why = _effect_told(each.kind, kind, effect, restart)
        period = period_from(kind, restart) if restarts else period
        events.append(_event(each, effect, why, period if restarts else None, late=late))
    return period, events


def _effect_told(event: str, kind: LimitationKind, effect: Effect, restart: date) -> Said:
    if not effect.interrupts:
        return said(f"limitation.event.no.{event if event in EFFECTS else 'other'}")
    table = "public" if kind == "public-debtor" else "yes"
    return said(f"limitation.event.{table}.{event}", restart=restart)


def _event(each: _Happened, effect: Effect, why: Said, period: Period | None, *, late: bool) -> TimelineEvent:
    return made(
        TimelineEvent,
        on=each.on,
        kind=each.kind,
        position=each.position,
        interrupts=period is not None,
        too_late=late,
        restarts_on=period.starts_on if period else None,
        last_day=period.last_day if period else None,
        sentence=why,
        reference=effect.reference,
        confidence=effect.confidence,
        to_check=to_check(effect.confidence),
    )


def _resting_on(kind: LimitationKind, interruptions: tuple[TimelineEvent, ...]) -> str:
    """What the last day rests on, as its sentence ends: a judgment, a part payment that may acknowledge nothing."""
    if kind == "title":
        return "-title"
    return "-if-paid" if kind != "public-debtor" and interruptions and interruptions[-1].kind == "part-payment" else ""


def _explanation(
    kind: LimitationKind,
    start: Start,
    first: Period,
    period: Period,
    interruptions: tuple[TimelineEvent, ...],
    reading: DueReading | None,
) -> Said:
    duration, last = period.months, period.last_day
    parts = [said(f"limitation.rule.{kind}", duration=duration), start.why]
    if interruptions:
        key = "limitation.interrupted-once" if len(interruptions) == 1 else "limitation.interrupted"
        on, count = interruptions[-1].on, len(interruptions)
        parts.append(said(key, start=period.starts_on, count=count, on=on, duration=duration))
        parts.append(said("limitation.without", last=first.last_day))
    parts.append(said(f"limitation.last-day{_resting_on(kind, interruptions)}", last=last))
    if kind != "public-debtor" and period.last_day.day != period.starts_on.day:
        parts.append(said("limitation.leap", year=period.last_day.year))
    not_worked = why_not_worked(period.last_day)
    if not_worked:
        parts.append(said("limitation.rest-day", last=last, why=not_worked))
    if reading is not None:
        parts.append(reading.sentence)
    return in_a_row(*parts)
