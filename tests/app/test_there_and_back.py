"""A claim with all it may hold is typed, kept in a file and opened again as it was."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from calculator.app.filling import fields_of
from calculator.app.form import claim_of, read_form
from latepay_core import Claim, draw_up
from tests.support.asking import FULL, ask, compute


def test_a_claim_with_everything_in_it_comes_back_as_it_was() -> None:
    claim = Claim.model_validate(FULL)
    form = read_form(fields_of(claim))
    assert not form.faulty
    assert claim_of(form) == claim


def test_what_the_page_has_no_field_for_comes_back_to_the_file() -> None:
    own = {"rate": {"basis": "fixed", "percent": "9.5"}, "semester": "frozen"}
    parts = [{"due_on": "2026-03-31", "amount": "400.00"}, {"due_on": "2026-02-28", "amount": "600.00"}]
    claim = {
        "schema": "latepay.claim/1",
        "as_of": "2026-09-30",
        "creditor": {"country": "BE"},
        "debtor": {"country": "DE"},
        "invoices": [
            {"number": "F-1", "amount": "1000.00", "instalments": parts, "terms": own},
            {"number": "F-2", "due_on": "2026-03-31", "amount": "50.00", "terms": {"allocation": "principal-first"}},
        ],
        "credit_notes": [{"number": "AV-1", "issued_on": "2026-04-01", "amount": "20.00"}],
        "language": "en",
    }
    assert ask(action="open", file=json.dumps(claim), name="x.json")["state"] == "computed"
    fields = fields_of(Claim.model_validate(claim))
    assert ask(action="take", fields=fields)["statement"] == draw_up(Claim.model_validate(claim)).model_dump(
        mode="json"
    )
    saved = ask(action="save", fields=fields, today="2026-11-29")
    assert saved["document"] == claim
    # and where a row is typed in, the rest of the file stays: 1 000.00 becomes 1 100.00 in all
    fields["invoices-0-amount"] = "500"
    typed = ask(action="save", fields=fields, today="2026-11-29")["document"]
    assert typed["invoices"][0]["amount"] == "1100.00"
    assert typed["invoices"][0]["terms"] == own
    # rows that no longer say the same are rows: no due date twice, no payment that loses its row
    for changed in ({"invoices-1-due_on": "31/03/2026"}, {"invoices-0-number": "F-9"}):
        again = ask(action="save", fields={**fields, **changed}, today="2026-11-29")["document"]
        assert len(again["invoices"]) == 3
        assert draw_up(Claim.model_validate(again)).totals.amount == 1150


def test_a_draft_keeps_it_too() -> None:
    claim = {"invoices": [{"number": "F-1", "amount": "10.00", "due_on": "2026-03-31", "terms": {"year": "actual"}}]}
    fields = fields_of(Claim.model_validate(claim)) | {"invoices-0-amount": "dix"}
    draft = ask(action="save", fields=fields, today="2026-11-29")
    assert draft["state"] == "draft"
    opened = ask(action="open", file=json.dumps(draft["document"]), name="x.json")["html"]["form"]
    assert "&#34;year&#34;: &#34;actual&#34;" in opened


def test_a_fault_of_an_instalment_stands_beside_its_row() -> None:
    parts = [{"due_on": "2026-03-31", "amount": "400.00"}, {"due_on": "2026-02-28", "amount": "600.00"}]
    claim = {
        "invoices": [
            {"number": "F-1", "amount": "1000.00", "instalments": parts},
            {"due_on": "2026-03-31", "amount": "1.00"},
        ]
    }
    fields = fields_of(Claim.model_validate(claim)) | {"as_of": "30/09/2026"}
    marks = compute(fields, {"invoices-1-due_on": "31/12/2008"})["marks"]
    assert "error" in marks["invoices-1-due_on"]
    later = compute(fields, {"invoices-2-due_on": "31/12/2008"})["marks"]
    assert "error" in later["invoices-2-due_on"]


def test_that_claim_leaves_out_nothing_that_a_claim_may_hold() -> None:
    # a key added to the claim has to be added to the form, and here
    given = set(_keys(Claim.model_validate(FULL)))
    left_out = {"StatutoryRate.basis", "FixedRate.basis", "EcbPlusRate.basis"}
    # a claim holds its instalments as rows, and writes them again as they were
    left_out |= {"Invoice.instalments", "Instalment.due_on", "Instalment.amount"}
    assert {key for part in _parts(Claim) for key in _named(part)} - given <= left_out | {
        "FixedRate.percent",
        "EcbPlusRate.points",
    }


def _keys(part: BaseModel) -> Iterator[str]:
    for name in part.model_fields_set:
        yield f"{type(part).__name__}.{name}"
        value = getattr(part, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, BaseModel):
                yield from _keys(each)


def _named(part: type[BaseModel]) -> set[str]:
    return {f"{part.__name__}.{name}" for name in part.model_fields}


def _parts(part: type[BaseModel]) -> set[type[BaseModel]]:
    found = {part}
    for field in part.model_fields.values():
        for inner in _models(field.annotation):
            found |= _parts(inner)
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


@pytest.mark.parametrize(
    "situation",
    [
        {"debtor": {"country": "DE"}},
        {"debtor": {"country": "FR"}},
        {"situation": {"debtor_country": "DE"}},
        {"debtor": {"country": "NC"}, "situation": {"debtor_country": "NC"}},
        {"debtor": {"kind": "consumer"}, "terms": {"supplied_rates": [LEGAL := {"series": "legal-interest"}]}},
    ],
)
def test_whichever_way_a_file_says_it(situation: dict[str, Any]) -> None:
    LEGAL.update({"from": "2027-01-01", "percent": "2.5"})
    claim = Claim.model_validate({"invoices": [{"due_on": "2026-05-31", "amount": "10.00"}], **situation})
    assert Claim.model_validate(read_form(fields_of(claim)).data) == claim


def test_a_file_opens_with_all_it_holds_in_sight() -> None:
    claim = {key: value for key, value in FULL.items() if key not in {"regime", "letter", "language", "side"}}
    claim["invoices"] = [each for each in FULL["invoices"] if "suspension" not in each and each.get("number") == "F-1"]
    claim["payments"], claim["debtor"] = [{"paid_on": "2026-07-03", "amount": "8.10"}], {"country": "BE"}
    claim["situation"] = {"debtor_place": "unknown", "claimant": {"employees": 300}}
    del claim["notice_received_on"], claim["judgment"]
    opened = ask(action="open", file=json.dumps(claim), name="x.json")
    form = opened["html"]["form"]
    for addition in ("events", "own-payments", "situation", "claimant", "creditor-details", "capitalisation"):
        assert re.search(rf'<details class="addition[^>]* data-addition="{addition}"[^>]* open', form), addition
    assert "1 rue du Pin\n75011 Paris</textarea>" in form
    assert '<option value="BE" selected>Belgique</option>' in form
    assert '<option value="promise" selected>' in form
    assert 'name="kept" value=""' in form


def test_nothing_is_open_in_a_blank_form() -> None:
    page = ask(action="open", file='{"invoices": [{"due_on": "2026-05-31", "amount": "10.00"}]}', name="x.json")
    # who owes whom is asked first, and folded once a list needs the room
    assert re.findall(r"<details[^>]* open", page["html"]["form"]) == ['<details class="who" id="who" open']


def test_the_browser_answers_for_a_whole_claim_what_the_core_does() -> None:
    claim = {**FULL, "regime": None, "creditor": {"name": "Atelier"}, "judgment": None, "notice_received_on": None}
    claim["debtor"] = {"name": "Client", "country": "DE"}
    claim["situation"] = {"both_traders": True}
    claim["invoices"] = [FULL["invoices"][0], {"number": "F-2", "due_on": "2026-03-31", "amount": "99.99"}]
    claim["terms"] = {}
    fields = fields_of(Claim.model_validate(claim))
    taken = ask(action="take", fields=fields)
    assert taken["statement"] == draw_up(Claim.model_validate(claim)).model_dump(mode="json")
    saved = ask(action="save", fields=fields, today="2026-11-29")
    assert Claim.model_validate(saved["document"]) == Claim.model_validate(claim)
