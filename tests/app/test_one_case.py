"""One case for one set of entries: the figures are reckoned once, however many parts of the page ask for them."""

import json
import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest

from calculator.app import form, kept
from calculator.app.bridge import handle
from latepay_core.countries.fr.procedure.next_step import step_of
from latepay_core.countries.fr.procedure.routes import routes_of
from latepay_core.letters import writing
from latepay_core.statement import draw_up, limitation_of

FIELDS = {
    "debtor-kind": "business",
    "debtor-name": "Société Durand",
    "creditor-name": "Atelier Martin",
    "as_of": "31/08/2026",
    "invoices-0-number": "F-1",
    "invoices-0-amount": "10 000",
    "invoices-0-issued_on": "30/04/2026",
    "invoices-0-due_on": "31/05/2026",
    "invoices-0-payments-0-paid_on": "15/07/2026",
    "invoices-0-payments-0-amount": "1 234,56",
    "invoices-1-number": "F-2",
    "invoices-1-amount": "600",
    "invoices-1-issued_on": "30/05/2026",
    "invoices-1-due_on": "30/06/2026",
    "events-0-kind": "reminder",
    "events-0-on": "10/07/2026",
}
WATCHED = {
    each.__code__: each.__name__
    for each in (draw_up, limitation_of, step_of, routes_of, writing.letters_for, writing.compose, form.read_form)
}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept._KEPT.clear()


def ask(action: str, fields: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    request = {"action": action, "today": "2026-08-31", "fields": fields or FIELDS, **more}
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer, answer
    assert answer.get("state") not in ("errors", "incomplete", "refused"), answer
    return answer


def calls(*requests: tuple[str, dict[str, Any]]) -> Counter[str]:
    """How often each watched function was entered while the page asked."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := WATCHED.get(frame.f_code)):
            found[name] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for action, more in requests:
            ask(action, **more)
    finally:
        sys.setprofile(before)
    return found


NOTICE = {"chosen": "formal-notice"}


def test_figures_advice_letters_and_files_share_one_case() -> None:
    found = calls(
        ("compute", {}),
        ("advise", {}),
        ("write", {}),
        ("write", NOTICE),
        ("text", NOTICE),
        ("document", NOTICE | {"format": "docx"}),
        ("document", NOTICE | {"format": "eml"}),
        ("document", {"format": "csv"}),
        ("document", {"format": "ics"}),
        ("take", {}),
        ("save", {}),
    )
    assert found["draw_up"] == found["limitation_of"] == 1
    assert found["step_of"] == found["routes_of"] == 1
    assert found["letters_for"] == found["compose"] == 1
    # compute, take and save read the form for its marks; nobody else does
    assert found["read_form"] == 3


def test_a_letter_alone_is_written_from_one_case() -> None:
    found = calls(("write", NOTICE))
    assert found["draw_up"] == found["limitation_of"] == found["step_of"] == found["routes_of"] == 1
    assert found["letters_for"] == found["compose"] == found["read_form"] == 1


def test_what_only_a_letter_needs_changes_no_figure() -> None:
    ask("compute")
    found = calls(("write", NOTICE | {"changes": {"letter.place": "Lyon"}}))
    assert (found["draw_up"], found["routes_of"], found["step_of"]) == (0, 1, 1)
    again = calls(("write", NOTICE | {"changes": {"letter.place": "Nantes"}}))
    assert (again["draw_up"], again["routes_of"], again["step_of"]) == (0, 0, 0)
    assert (again["letters_for"], again["compose"]) == (1, 1)


def test_other_entries_make_another_case() -> None:
    first = ask("compute")["texts"]["total"]
    other = {**FIELDS, "invoices-1-amount": "700"}
    assert calls(("compute", {"fields": other}))["draw_up"] == 1
    assert ask("compute", other)["texts"]["total"] != first
    assert ask("compute")["texts"]["total"] == first


def test_the_reply_time_of_a_letter_still_moves_the_next_step() -> None:
    """The details of the letters reach the advice: the day to take the next route is counted from the time left."""
    sent = {**FIELDS, "events-1-kind": "formal-notice", "events-1-on": "20/08/2026"}
    usual = ask("advise", sent)["html"]["advice"]
    longer = ask("advise", {**sent, "letter": json.dumps({"reply": {"days": 60, "kind": "calendar"}})})["html"][
        "advice"
    ]
    assert usual != longer
    assert ask("advise", sent)["html"]["advice"] == usual


def test_details_that_are_none_are_refused_though_the_figures_are_kept() -> None:
    ask("compute")
    asked = {"action": "compute", "fields": {**FIELDS, "letter": "[]"}}
    assert json.loads(handle(json.dumps(asked)))["state"] == "errors"
