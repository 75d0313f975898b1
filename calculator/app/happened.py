"""What happened to the claim as a whole: payments that name no invoice, and the timeline of events."""

from typing import Any

from calculator.app import reading
from calculator.app.entries import Form
from calculator.app.wording import say

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


def event_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups' names, each with the codes and names of its kinds."""
    return [
        (say(f"event-group.{group}"), [(kind, say(f"event.{kind}")) for kind in kinds]) for group, kinds in EVENT_GROUPS
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
    return data


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
    reading.choice(form, data, "invoice", name + "invoice", path)
    if data.get("kind") == "promise":
        reading.day(form, data, "expected_on", name + "expected_on", path)
    else:
        reading.unseen_day(form, data, "expected_on", name + "expected_on")
    return data
