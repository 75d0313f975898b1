"""What happened to the claim as a whole: payments that name no invoice, and the timeline of events."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from calculator.app import reading
from calculator.app.entries import Form
from calculator.app.fields import LEAVES_TIME, is_asked
from calculator.app.wording import all_wordings, amount, say

#: The kinds of events, in the groups in which the form lists them.
EVENT_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reminders", ("invoice-checked", "reminder", "call", "confirmation", "formal-notice", "public-claim")),
    ("answers", ("answer", "promise", "dispute", "dispute-settled")),
    ("debt-admitted", ("acknowledgement", "part-payment")),
    (
        "court",
        (
            "order-requested",
            "order-made",
            "order-served",
            "opposition",
            "court-action",
            "enforcement",
            "claim-declared",
            "prefect-request",
        ),
    ),
)

_PAID_ON = "situation-principal_paid_on"
#: Nobody is promised a payment later than that: more often a year is mistyped.
_FAR = timedelta(days=366)


def event_choices() -> list[tuple[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]]:
    """The groups' names, each with the codes and names of its kinds: every name in all its wordings."""
    return [
        (all_wordings(f"event-group.{group}"), [(kind, all_wordings(f"event.{kind}")) for kind in kinds])
        for group, kinds in EVENT_GROUPS
    ]


def read_happened(form: Form) -> None:
    """Reads the payments, credit notes and events that hold something into the claim's data."""
    for kind, read in (("payments", _payment), ("credit_notes", credit_note), ("events", _event)):
        rows = sorted(form.own_rows.get(kind, ()))
        if rows:
            form.data[kind] = [read(form, f"{kind}-{row}-", f"{kind}[{at}]") for at, row in enumerate(rows)]


def _payment(form: Form, name: str, path: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    reading.day(form, data, "paid_on", name + "paid_on", path, "paid_on")
    reading.euros(form, data, "amount", name + "amount", path, "amount")
    reading.choice(form, data, "invoice", name + "invoice", path)
    reading.text(form, data, "reference", name + "reference", path)
    return data


def read_notice_received(form: Form) -> None:
    """Who is asked for money notes a formal notice on the day it came: interest on a civil debt runs from there."""
    civil = form.typed("creditor-kind") == "individual" or form.typed("debtor-kind") == "consumer"
    if form.data.get("side") != "debtor" or not civil or form.typed("notice_received_on"):
        return
    days = [each["on"] for each in form.data.get("events", ()) if each.get("kind") == "formal-notice" and "on" in each]
    if days:
        form.data["notice_received_on"] = min(days)


def read_buyers_payment(form: Form) -> None:
    """Says what the day a public buyer paid stands for, where no payment is entered: the core counts it as one."""
    paid_on = form.data.get("situation", {}).get("principal_paid_on")
    invoices = form.data["invoices"]
    if paid_on is None or form.typed("debtor-kind") != "public-body" or form.data.get("payments"):
        return
    if any(invoice.get("payments") for invoice in invoices):
        return
    mark = form.mark(_PAID_ON)
    if len(invoices) > 1:
        mark.warning = say("paid.several")
        return
    notes = [*invoices[0].get("credit_notes", ()), *form.data.get("credit_notes", ())]
    sums = [Decimal(each["amount"]) for each in (invoices[0], *notes) if "amount" in each]
    if "amount" not in invoices[0] or (paid := sums[0] - sum(sums[1:])) <= 0:
        return
    form.field_of_path["invoices[0].payments[0]"] = _PAID_ON
    mark.echo += say("paid.whole", amount=amount(paid))


def credit_note(form: Form, name: str, path: str) -> dict[str, Any]:
    """A credit note, of an invoice or of the claim as a whole."""
    data: dict[str, Any] = {}
    reading.text(form, data, "number", name + "number", path)
    reading.day(form, data, "issued_on", name + "issued_on", path, "note-issued_on")
    reading.euros(form, data, "amount", name + "amount", path, "amount")
    return data


def _event(form: Form, name: str, path: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    reading.choice(form, data, "kind", name + "kind", path, "event-kind")
    reading.day(form, data, "on", name + "on", path, "event-on")
    if form.near and date.fromisoformat(data.get("on", date.min.isoformat())) > form.near:
        form.mark(name + "on").warning = say("field.event-to-come")
    reading.choice(form, data, "invoice", name + "invoice", path)
    if is_asked(form.fields, name + "expected_on"):
        reading.day(form, data, "expected_on", name + "expected_on", path)
        if form.near and date.fromisoformat(data.get("expected_on", date.min.isoformat())) > form.near + _FAR:
            form.mark(name + "expected_on").warning = say("field.promise-far")
    elif data.get("kind") in LEAVES_TIME:
        reading.day(form, data, "expected_on", name + "until", path)
        reading.whole(form, data, "delay_days", name + "delay_days", path)
    else:
        reading.unseen_day(form, data, "expected_on", name + "expected_on")
    return data
