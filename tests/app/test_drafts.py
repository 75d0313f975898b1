"""What was typed is saved whether it is a claim or not, and opened as it was."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from calculator.app import handle

TODAY = "2026-11-29"
FIELDS = {"invoices-0-amount": "2 400", "invoices-0-due_on": "31/08/2026", "as_of": "29/11/2026"}


def asked(**request: Any) -> Any:
    return json.loads(handle(json.dumps(request)))


def test_a_form_that_computes_is_saved_as_a_claim() -> None:
    saved = asked(action="save", fields=FIELDS, today=TODAY)
    assert saved["state"] == "claim"
    assert saved["name"] == "creance-2026-11-29.json"
    assert saved["document"]["schema"] == "latepay.claim/1"


@pytest.mark.parametrize(
    ("entry", "typed", "faults"),
    [("invoices-0-due_on", "31/02/2026", 1), ("invoices-0-amount", "", 1), ("debtor-insolvency_opened_on", "hier", 1)],
)
def test_any_other_is_saved_as_it_was_typed(entry: str, typed: str, faults: int) -> None:
    fields = FIELDS | {entry: typed}
    saved = asked(action="save", fields=fields, today=TODAY)
    assert (saved["state"], saved["faults"]) == ("draft", faults)
    assert saved["document"]["fields"] == {name: value for name, value in fields.items() if value}
    opened = asked(action="open", file=json.dumps(saved["document"]), name="dossier.json", today=TODAY)
    assert opened["state"] in ("errors", "incomplete")
    assert f'value="{typed}"' in opened["html"]["form"]
    assert 'value="29/11/2026"' in opened["html"]["form"]


def test_nothing_is_taken_of_a_form_that_gives_no_figures() -> None:
    taken = asked(action="take", fields=FIELDS | {"invoices-0-due_on": "31/02/2026"}, today=TODAY)
    assert taken == {"state": "refused", "html": {}}


@pytest.mark.parametrize(
    "fields",
    [{"<script>": "x"}, {"as_of": 5}, {"as_of": None}, ["as_of"], {"A": "x"}, {"as_of": "x" * 300_000}],
    ids=["name", "number", "null", "list", "capital", "long"],
)
def test_a_draft_that_this_page_has_not_written_is_refused(fields: Any) -> None:
    answer = asked(
        action="open", file=json.dumps({"schema": "latepay.draft/1", "fields": fields}), name="x.json", today=TODAY
    )
    assert answer["state"] == "refused"


def test_what_a_draft_holds_is_text_and_nothing_else() -> None:
    typed = '"><img src=x onerror=alert(1)>'
    draft = {"schema": "latepay.draft/1", "fields": FIELDS | {"debtor-name": typed}}
    form = asked(action="open", file=json.dumps(draft), name="x.json", today=TODAY)["html"]["form"]
    assert "<img" not in form


@pytest.mark.parametrize("name", ["letter", "kept"])
def test_a_nest_inside_an_entry_does_not_reach_the_program(name: str) -> None:
    deep = '{"a":' + "[" * 20_000 + "]" * 20_000 + "}"
    answer = asked(action="compute", fields=FIELDS | {name: deep}, today=TODAY)
    assert answer["state"] == "errors"
    assert "fault" not in answer


def test_each_entry_of_a_day_says_up_to_when_the_figures_go() -> None:
    assert asked(action="compute", fields=FIELDS, today=TODAY)["as_of"] == "2026-11-29"


def test_an_invoice_that_was_removed_does_not_come_back_as_an_empty_one() -> None:
    """Whoever removes their first invoice, and passes the case on, gives the others: under the numbers they had."""
    left = {"invoices-3-amount": "10 000", "invoices-3-due_on": "31/05/2026", "as_of": "29/11/2026"}
    for fields, rows in ((left, {"invoices-3"}), ({"debtor-name": "Dupont SARL"}, {"invoices-0"})):
        saved = json.dumps({"schema": "latepay.draft/1", "fields": fields})
        opened = asked(action="open", file=saved, name="dossier", today=TODAY)
        assert set(re.findall(r'row-invoice" data-row="(invoices-\d+)"', opened["html"]["form"])) == rows
