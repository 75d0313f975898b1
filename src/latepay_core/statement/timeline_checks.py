"""Timelines that cannot be: what comes before its cause, and dates that contradict one another."""

from collections.abc import Iterator
from datetime import date, timedelta

from latepay_core.claim import Claim, Event, Invoice, Refusal
from latepay_core.claim.refusals import refuse
from latepay_core.dates.public_terms import term_start
from latepay_core.regimes import Regime
from latepay_core.said import said

#: How many times an event may bear on an invoice: one that names none bears on all of them.
MOST_BEARINGS = 100_000
#: An event, and what must have come before it where the timeline holds both.
_AFTER = {
    "order-made": "order-requested",
    "order-served": "order-made",
    "opposition": "order-served",
    "dispute-settled": "dispute",
}


def timeline_refusals(claim: Claim) -> Iterator[Refusal]:
    """What is impossible in a claim's own dates, whatever its invoices: notice, decision, proceedings, events."""
    yield from _before_every_invoice(claim)
    notice, judgment = claim.notice_received_on, claim.judgment
    if notice is not None and judgment is not None and judgment.enforceable_on < notice:
        days = {"judgment": judgment.enforceable_on, "notice": notice}
        yield refuse("judgment-before-notice", "judgment.enforceable_on", **days)
    opened, published = claim.debtor.insolvency_opened_on, claim.situation.bodacc_published_on
    if opened is not None and published is not None and published < opened:
        days = {"published": published, "opened": opened}
        yield refuse("publication-before-opening", "situation.bodacc_published_on", **days)
    if claim.debtor.public_kind == "public-enterprise" and claim.situation.public_buyer in {"state", "local-authority"}:
        yield refuse("two-public-buyers", "situation.public_buyer")
    if not claim.events:
        return
    bearing = sum(event.invoice is None for event in claim.events) * len(claim.invoices)
    if bearing > MOST_BEARINGS:
        yield refuse("too-many-bearings", "events", limit=MOST_BEARINGS)
        return
    yield from _events(claim)


def _before_every_invoice(claim: Claim) -> Iterator[Refusal]:
    """A notice or a decision about invoices none of which existed yet; an invoice without a date may be older."""
    if claim.notice_received_on is None and claim.judgment is None:
        return
    issued = [each.issued_on for each in claim.invoices if each.issued_on is not None]
    if len(issued) < len(claim.invoices):
        return
    first = min(issued)
    if claim.notice_received_on is not None and claim.notice_received_on < first:
        days = {"notice": claim.notice_received_on, "issued": first}
        yield refuse("notice-before-issue", "notice_received_on", **days)
    if claim.judgment is not None and claim.judgment.enforceable_on < first:
        days = {"judgment": claim.judgment.enforceable_on, "issued": first}
        yield refuse("judgment-before-issue", "judgment.enforceable_on", **days)


def _events(claim: Claim) -> Iterator[Refusal]:
    for position, event in enumerate(claim.events):
        # A letter may be received after the day that it leaves: whoever got it so is told that this day is over.
        came_late = claim.side == "debtor" and event.kind in ("formal-notice", "public-claim")
        if event.expected_on is not None and event.expected_on < event.on and not came_late:
            days = {"on": event.on, "expected": event.expected_on}
            code = "promise-backwards" if event.kind in ("promise", "acknowledgement") else "reply-backwards"
            yield refuse(code, f"events[{position}].expected_on", **days)
        cause = _AFTER.get(event.kind)
        causes = [each.on for each in claim.events if each.kind == cause and _about_the_same(each, event)]
        if causes and min(causes) > event.on:
            words = {"later": said(f"refusals/event.{event.kind}"), "earlier": said(f"refusals/event.{cause}")}
            days = {"on": event.on, "first": min(causes)}
            yield refuse("events-out-of-order", f"events[{position}].on", **words, **days)


def _about_the_same(one: Event, other: Event) -> bool:
    return one.invoice is None or other.invoice is None or one.invoice == other.invoice


def invoice_dates(invoice: Invoice, path: str) -> Iterator[Refusal]:
    """What is impossible in one invoice's own dates."""
    if invoice.issued_on is not None and invoice.received_on is not None and invoice.received_on < invoice.issued_on:
        days = {"received": invoice.received_on, "issued": invoice.issued_on}
        yield refuse("received-before-issue", f"{path}.received_on", **days)


def suspension_refusals(invoice: Invoice, path: str, regime: Regime) -> Iterator[Refusal]:
    """What is impossible in a public buyer's term and its suspension (CCP, art. R2192-27 to R2192-29)."""
    counted = invoice.term is not None and invoice.term.counted_from == "payment-request"
    if counted and not regime.counts_from_request:
        yield refuse("payment-request-without-public-body", f"{path}.term.from")
    if invoice.suspension is None:
        return
    if invoice.term is None or not counted:
        yield refuse("suspension-needs-term", f"{path}.suspension")
        return
    begun = term_start(invoice)
    if begun is not None:
        end = begun.day + timedelta(days=invoice.term.days or 0)
        yield from _suspension_within(invoice, f"{path}.suspension", begun.day, end)


def _suspension_within(invoice: Invoice, path: str, start: date, end: date) -> Iterator[Refusal]:
    suspension = invoice.suspension
    if suspension is None:
        return
    notified, completed = suspension.notified_on, suspension.completed_on
    words = {"notified": notified, "start": start, "end": end}
    if notified < start:
        yield refuse("suspension-before-start", f"{path}.notified_on", **words)
    elif notified > end:
        yield refuse("suspension-too-late", f"{path}.notified_on", **words)
    if completed is not None and completed < notified:
        yield refuse("suspension-backwards", f"{path}.completed_on", completed=completed, **words)
