"""The one call across the bridge: every answer a page may get, on the same code that runs in the browser."""

import json
import re
from typing import Any

import pytest

from calculator.app import handle
from calculator.app.fields import is_asked
from calculator.app.filling import fields_of
from calculator.app.form import read_form
from latepay_core import Claim, draw_up
from latepay_core.countries.fr.sector_terms import sector_terms

INVOICE = {"invoices-0-amount": "10 000", "invoices-0-due_on": "31/05/2026", "as_of": "31/08/2026"}


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer, answer
    return answer


def compute(**fields: str) -> dict[str, Any]:
    return ask(action="compute", fields={**INVOICE, **{name.replace("__", "-"): text for name, text in fields.items()}})


def test_the_contracts_example_is_shown_to_the_cent() -> None:
    answer = compute()
    assert answer["state"] == "computed"
    result = answer["html"]["result"]
    # 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 62 / 365 = 210.63; and 40.
    for figure in ("10\u202f350,49\u00a0€", "310,49\u00a0€", "40,00\u00a0€", "3,40\u00a0€"):
        assert figure in result
    statement = answer["html"]["statement"]
    assert "99,86\u00a0€" in statement
    assert "210,63\u00a0€" in statement
    assert "C. com., art. L441-10, II" in statement


def test_the_copied_table_pastes_as_cells() -> None:
    rows = [line.split("\t") for line in ask(action="take", fields=INVOICE)["texts"]["table_tsv"].splitlines()]
    assert {len(row) for row in rows} == {9}
    assert rows[1][2:8] == ["01/06/2026", "30/06/2026", "30", "10000,00", "12,15", "99,86"]
    assert rows[-1][0] == "Total dû au 31/08/2026"
    assert rows[-1][7] == "10350,49"


def test_a_cell_never_starts_a_formula() -> None:
    answer = ask(action="take", fields={**INVOICE, "invoices-0-number": "=1+1"})
    assert answer["texts"]["table_tsv"].splitlines()[1].startswith("'=1+1\t")


def test_what_is_typed_is_escaped_everywhere() -> None:
    hostile = '"><script>alert(1)</script>'
    fields = {**INVOICE, "invoices-0-number": hostile, "debtor-name": hostile, "creditor-name": hostile}
    answer = ask(action="compute", fields=fields)
    opened = ask(
        action="open", file=json.dumps(ask(action="save", fields=fields, today="2026-11-29")["document"]), name=hostile
    )
    refused = ask(action="open", file="{}", name=hostile)
    wrong = ask(action="compute", fields={**fields, "as_of": hostile})
    pages = [*answer["html"].values(), *opened["html"].values(), *refused["html"].values(), *wrong["html"].values()]
    assert all("<script" not in page for page in pages)
    assert any("&lt;script&gt;" in page for page in pages)


def test_errors_are_listed_with_links_to_their_fields() -> None:
    answer = ask(action="compute", fields={**INVOICE, "as_of": "31/02/2026", "invoices-0-amount": ""})
    assert answer["state"] == "errors"
    assert 'href="#as_of"' in answer["html"]["errors"]
    assert 'href="#invoices-0-amount"' in answer["html"]["errors"]
    assert answer["marks"]["invoices-0-amount"]["missing"] is True
    assert answer["html"]["statement"] == ""


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"invoices-0-amount": "0"}, "invoices-0-amount", "Le montant est nul"),
        ({"invoices-0-amount": "1000000000000000"}, "invoices-0-amount", "dépasse ce que l’outil calcule"),
        ({"invoices-0-amount": "-5"}, "invoices-0-amount", "est négatif"),
        ({"invoices-0-amount": "0,999"}, "invoices-0-amount", "«\u00a00,999\u00a0» a plus de deux décimales"),
        ({"as_of": "01/01/1950"}, "as_of", "trop ancien"),
        ({"invoices-0-due_on": "31/12/2007"}, "invoices-0-due_on", "trop ancienne"),
        ({"terms-rate-basis": "fixed", "terms-rate-percent": "900"}, "terms-rate-percent", "n’est pas possible"),
        (
            {
                "invoices-0-issued_on": "01/05/2026",
                "invoices-0-payments-0-paid_on": "01/04/2026",
                "invoices-0-payments-0-amount": "5",
            },
            "invoices-0-payments-0-paid_on",
            "précède l’émission",
        ),
        ({"debtor-kind": "consumer", "terms-semester": "frozen"}, "terms-semester", "ne peut pas être figé"),
        (
            {"terms-supplied-from": "01/07/2026", "terms-supplied-percent": "3"},
            "terms-supplied-from",
            "connus jusqu’au",
        ),
    ],
)
def test_the_cores_refusals_stand_beside_their_fields(changed: dict[str, str], field: str, said: str) -> None:
    answer = ask(action="compute", fields={**INVOICE, **changed})
    assert answer["state"] == "errors"
    assert said in answer["marks"][field]["error"]


def test_warnings_stand_beside_their_field_too() -> None:
    answer = ask(action="compute", fields={**INVOICE, "invoices-0-issued_on": "01/01/2026"})
    assert answer["state"] == "computed"
    assert "dépasse le maximum légal" in answer["marks"]["invoices-0-due_on"]["warning"]
    assert 'data-code="term-over-legal-maximum"' in answer["html"]["result"]


def test_a_result_past_the_last_check_says_it_is_provisional() -> None:
    answer = compute(as_of="15/01/2027")
    assert "Provisoire" in answer["html"]["result"]
    assert "provisoire" in answer["html"]["statement"]
    supplied = ask(
        action="compute",
        fields={**INVOICE, "as_of": "15/01/2027", "terms-supplied-from": "1/1/27", "terms-supplied-percent": "2,15"},
    )
    # 12.15 % for the fifteen days of 2027: 10 000 x 12.15 % x 15 / 365 = 49.93
    assert "49,93\u00a0€" in supplied["html"]["statement"]


CLAIM = {
    "schema": "latepay.claim/1",
    "as_of": "2026-09-30",
    "creditor": {"kind": "business", "name": "Atelier du Pin", "siren": "732829320", "iban": "FR76"},
    "debtor": {
        "kind": "business",
        "name": "Client & Fils",
        "address": "1 rue X",
        "insolvency_opened_on": "2026-09-01",
        "country": "BE",
    },
    "terms": {
        "rate": {"basis": "ecb-plus", "points": "8.5"},
        "semester": "frozen",
        "year": "actual",
        "allocation": "principal-first",
        "rounding": "total",
        "capitalise_from": "2026-05-01",
    },
    "judgment": {"enforceable_on": "2026-08-01"},
    "events": [{"on": "2026-06-01", "kind": "reminder"}],
    "payments": [{"paid_on": "2026-07-02", "amount": "7.00", "invoice": "F-2"}],
    "situation": {
        "debtor_place": "unknown",
        "court_town": "Lyon",
        "both_traders": True,
        "amicable_attempt": True,
        "bodacc_published_on": "2026-09-04",
        "claimant": {"employees": 12, "turnover": "800000", "profit": "-1500.50"},
    },
    "invoices": [
        {
            "number": "F-1",
            "issued_on": "2026-01-15",
            "term": {"days": 45, "end_of_month": "before", "on_day": 10},
            "amount": "1234.50",
            "payments": [{"paid_on": "2026-07-01", "amount": "100.00"}, {"paid_on": "2026-07-01", "amount": "1.05"}],
            "credit_notes": [{"number": "A-1", "issued_on": "2026-02-01", "amount": "10.00"}],
        },
        {"number": "F-2", "due_on": "2026-03-31", "amount": "99.99", "summary": True, "performed_on": "2026-02-03"},
        {
            "number": "F-3",
            "issued_on": "2026-02-03",
            "received_on": "2026-02-04",
            "due_on": "2026-03-31",
            "amount": "12.00",
            "trade": "alcohol",
            "delivered_on": "2026-02-02",
        },
        {
            "number": "F-4",
            "due_on": "2026-03-31",
            "amount": "13.00",
            "trade": "transport",
            "delivered_on": "2026-02-02",
        },
    ],
}


def test_a_saved_claim_comes_back_whole() -> None:
    opened = ask(action="open", file=json.dumps(CLAIM), name="x.json")
    assert opened["state"] == "computed"
    taken = ask(action="take", fields=fields_of(Claim.model_validate(CLAIM)))
    saved = ask(action="save", fields=fields_of(Claim.model_validate(CLAIM)), today="2026-11-29")
    assert Claim.model_validate(saved["document"]) == Claim.model_validate(CLAIM)
    assert taken["statement"] == draw_up(Claim.model_validate(CLAIM)).model_dump(mode="json")
    assert 'value="Client &amp; Fils"' in opened["html"]["form"]
    assert opened["files"]["claim"] == "creance-client-fils-2026-09-30.json"


def test_fields_written_from_a_claim_are_read_back_as_that_claim() -> None:
    claim = Claim.model_validate(CLAIM)
    assert Claim.model_validate(read_form(fields_of(claim)).data) == claim


def test_the_sector_is_chosen_beside_the_delivery_it_counts_from() -> None:
    form = ask(action="open", file=json.dumps(CLAIM), name="x.json")["html"]["form"]
    chosen = re.search(r'<select id="invoices-2-trade".*?</select>', form, re.DOTALL)
    assert chosen is not None
    options = re.findall(r'<option value="([^"]*)"( selected)?>', chosen[0])
    assert [code for code, _ in options] == ["", *(term.code for term in sector_terms())]
    from_delivery = {term.code for term in sector_terms() if term.counted_from == "delivery"}
    # the year to act of a transport contract runs from delivery, though its payment term does not
    asking = {code for code, _ in options if is_asked({"invoices-2-trade": code}, "invoices-2-delivered_on")}
    assert asking == from_delivery | {"transport"}
    assert [code for code, selected in options if selected] == ["alcohol"]
    assert 'name="invoices-2-delivered_on"' in form
    assert re.search(r'name="invoices-1-performed_on"[^>]*value="03/02/2026"', form)


def test_a_sectors_warnings_stand_beside_the_due_date_and_the_delivery() -> None:
    typed = {**INVOICE, "invoices-0-issued_on": "10/05/2026", "invoices-0-trade": "alcohol"}
    asked = ask(action="compute", fields=typed)
    assert "indiquez sa date" in asked["marks"]["invoices-0-delivered_on"]["warning"]
    late = ask(action="compute", fields={**typed, "invoices-0-delivered_on": "20/04/2026"})
    # the end of April, + 30 days = 30 May
    assert "30\u00a0mai\u00a02026" in late["marks"]["invoices-0-due_on"]["warning"]
    assert "À vérifier" in late["marks"]["invoices-0-due_on"]["warning"]
    wrong = ask(action="compute", fields={**typed, "invoices-0-delivered_on": "31/04/2026"})
    assert wrong["state"] == "errors"
    unseen = ask(action="compute", fields={**typed, "invoices-0-trade": "", "invoices-0-delivered_on": "31/04/2026"})
    assert unseen["state"] == "computed"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ('{"invoices": [{"amount": "10', "incomplet"),
        ("", "vide"),
        ("[]", "ne contient pas une créance"),
        ('{"schema": "latepay.claim/9", "invoices": []}', "version"),
        ('{"schema": "latepay.statement/1"}', "C’est un décompte"),
        ('{"invoices": [{"amount": 10.5, "due_on": "2026-01-01"}]}', "virgule flottante"),
        ("x" * 5_000_001, "Mo"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence_and_changes_nothing(file: str, said: str) -> None:
    answer = ask(action="open", file=file, name="mauvais.json")
    assert answer["state"] == "refused"
    assert said in answer["html"]["errors"]
    assert set(answer["html"]) == {"errors"}


def test_the_bare_statement_is_the_cores() -> None:
    answer = ask(action="statement", claim=CLAIM)
    assert answer["statement"] == draw_up(Claim.model_validate(CLAIM)).model_dump(mode="json")
    refused = ask(action="statement", claim={**CLAIM, "as_of": "1950-01-01"})
    assert refused["refusals"][0]["path"] == "as_of"


def test_a_fault_of_the_program_is_answered_not_raised() -> None:
    answer = json.loads(handle("not json"))
    assert answer["fault"]["code"] == "JSONDecodeError"


def test_the_advice_gives_the_next_step_and_the_last_day_to_act() -> None:
    html = ask(action="advise", fields=INVOICE)["html"]
    assert "Envoyer la mise en demeure" in html["advice"]
    assert "31\u00a0mai\u00a02031" in html["advice"]
    assert "C. com., art. L110-4" in html["advice"]
    assert "Injonction de payer" in html["routes"]
    assert html["routes"].index("Injonction de payer") < html["routes"].index("Procédure simplifiée")


def test_a_form_that_cannot_be_reckoned_gets_no_advice() -> None:
    assert ask(action="advise", fields={**INVOICE, "as_of": ""})["html"] == {"advice": "", "routes": ""}


def test_a_lost_right_is_marked_as_one() -> None:
    # due in 2019, five years on: passed on 30 April 2024
    fields = {"invoices-0-amount": "100", "invoices-0-due_on": "30/04/2019", "as_of": "31/08/2026"}
    advice = ask(action="advise", fields=fields)["html"]["advice"]
    assert '<div class="lost">' in advice
    assert "délai passé" in advice


def test_a_sum_due_before_its_invoice_is_only_doubted() -> None:
    answer = ask(action="compute", fields={**INVOICE, "invoices-0-issued_on": "01/06/2026"})
    assert answer["state"] == "computed"
    assert "précède l’émission" in answer["marks"]["invoices-0-due_on"]["warning"]
