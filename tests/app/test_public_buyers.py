"""What the page understands for a public buyer: a term in days from the request, and the day the accountant paid."""

import json
import re
from typing import Any

import pytest

from calculator.app import handle
from calculator.app.filling import fields_of
from calculator.app.form import read_form
from calculator.app.view import form_html
from latepay_core import Claim

DAYS, PAID_ON = "invoices-0-term-days", "situation-principal_paid_on"
#: The form as it stands when « le délai » has been chosen: what is not asked of a public buyer is not sent.
TERM = {
    "debtor-kind": "public-body",
    "invoices-0-amount": "4 200",
    "invoices-0-due_mode": "term",
    "invoices-0-issued_on": "10/02/2026",
    "invoices-0-received_on": "12/02/2026",
    "as_of": "29/11/2026",
}
PAID = {
    "debtor-kind": "public-body",
    "invoices-0-amount": "4 200",
    "invoices-0-due_on": "02/04/2026",
    PAID_ON: "02/06/2026",
    "as_of": "02/06/2026",
}


def ask(fields: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"action": "compute", "fields": fields})))
    return answer


# ---------------------------------------------------------------- the term


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        # 12 February + 30: 14 March
        ({DAYS: "30"}, "14\u00a0mars\u00a02026"),
        # without its receipt, the request's own date and two days: the 12th as well (CCP, art. R2192-14)
        ({DAYS: "30", "invoices-0-received_on": ""}, "14\u00a0mars\u00a02026"),
        # nothing typed: the buyer's own term, 30, 50 (3 April) or 60 days (13 April)
        ({}, "14\u00a0mars\u00a02026"),
        ({"debtor-public_kind": "health"}, "3\u00a0avril\u00a02026"),
        ({"debtor-public_kind": "public-enterprise"}, "13\u00a0avril\u00a02026"),
        # no end of month and no payment day, wherever they are typed: 12 February + 45, 29 March
        ({DAYS: "45 jours fin de mois le 10"}, "29\u00a0mars\u00a02026"),
        ({DAYS: "30", "invoices-0-term-end_of_month": "unknown"}, "14\u00a0mars\u00a02026"),
    ],
)
def test_a_public_buyers_term_is_counted_in_days_from_the_request(fields: dict[str, str], due: str) -> None:
    answer = ask(TERM | fields)
    assert answer["state"] == "computed"
    assert f"Échéance\u00a0: {due}." in answer["marks"][DAYS]["echo"]


def test_an_end_of_month_typed_for_the_due_date_of_a_public_buyer_is_left_out_and_said_to_be() -> None:
    fields = {key: value for key, value in TERM.items() if key != "invoices-0-due_mode"}
    mark = ask(fields | {"invoices-0-due_on": "30 jours fin de mois"})["marks"]["invoices-0-due_on"]
    assert "Échéance\u00a0: 14\u00a0mars\u00a02026." in mark["echo"]
    assert "sans fin de mois" in mark["warning"]
    assert "retenue" not in mark["warning"]


@pytest.mark.parametrize("field", [DAYS, "invoices-0-due_on"])
def test_months_are_no_term_of_a_public_buyer(field: str) -> None:
    fields = TERM | {field: "2 mois"} | ({} if field == DAYS else {"invoices-0-due_mode": "due"})
    assert "en jours" in ask(fields)["marks"][field]["error"]


def test_the_legal_term_that_stands_for_an_unsaid_one_is_said() -> None:
    assert "50\u00a0jours" in ask(TERM | {"debtor-public_kind": "health"})["marks"][DAYS]["echo"]


def test_a_term_that_a_file_counts_otherwise_stays_as_the_file_has_it() -> None:
    """Its questions stay in sight: what a file says is never changed unseen."""
    claim = Claim.model_validate(
        {
            "debtor": {"kind": "public-body"},
            "as_of": "2026-11-29",
            "invoices": [
                {
                    "amount": "10",
                    "issued_on": "2026-02-10",
                    "term": {"from": "issue", "days": 30, "end_of_month": "after"},
                    "trade": "perishable-food",
                },
                {"amount": "10", "due_on": "2026-03-14", "trade": "transport"},
            ],
        }
    )
    fields = fields_of(claim)
    assert Claim.model_validate(read_form(fields).data) == claim
    html = form_html(fields)
    for name in ("term-from", "term-end_of_month", "trade"):
        before = html[: html.index(f'name="invoices-0-{name}"')]
        assert "data-filled" in before[before.rindex("data-when=") :][:90]
    assert re.search(r'name="invoices-1-transport"[^>]* checked', html)


# ---------------------------------------------------------------- the day the accountant paid


def test_the_day_of_the_only_payment_is_enough() -> None:
    # 4 200 x 10.15 % x 61 / 365 = 71.2447 from 3 April to 2 June; and 40: 111.24
    answer = ask(PAID)
    assert answer["texts"]["total"] == "111,24\u00a0€"
    echo = answer["marks"][PAID_ON]["echo"]
    assert echo.startswith("2\u00a0juin\u00a02026")
    assert "4\u202f200,00\u00a0€" in echo


def test_a_credit_note_lessens_what_was_paid() -> None:
    note = {"invoices-0-credit_notes-0-issued_on": "01/03/2026", "invoices-0-credit_notes-0-amount": "200"}
    assert "4\u202f000,00\u00a0€" in ask(PAID | note)["marks"][PAID_ON]["echo"]


@pytest.mark.parametrize("payment", ["invoices-0-payments-0", "payments-0"])
def test_a_payment_that_was_entered_is_the_one_that_counts(payment: str) -> None:
    form = read_form(PAID | {f"{payment}-paid_on": "03/06/2026", f"{payment}-amount": "4 200"})
    entered = [*form.data["invoices"][0].get("payments", ()), *form.data.get("payments", ())]
    assert [each["paid_on"] for each in entered] == ["2026-06-03"]
    assert form.marks[PAID_ON].echo == "2\u00a0juin\u00a02026"


def test_of_several_invoices_each_has_its_payment_entered() -> None:
    answer = ask(PAID | {"invoices-1-amount": "100", "invoices-1-due_on": "02/04/2026"})
    assert "sous chaque facture" in answer["marks"][PAID_ON]["warning"]
    assert "payments" not in read_form(PAID | {"invoices-1-amount": "100"}).data["invoices"][0]


@pytest.mark.parametrize(
    "changed", [{"debtor-kind": "business"}, {"invoices-0-amount": ""}, {PAID_ON: "31/02/2026"}, {PAID_ON: ""}]
)
def test_no_payment_is_made_up(changed: dict[str, str]) -> None:
    assert "payments" not in read_form(PAID | changed).data["invoices"][0]


def test_thirty_days_typed_as_a_date_ask_for_the_day_of_receipt() -> None:
    """The term of a public buyer starts when it receives the request (CCP, art. R2192-12)."""
    fields = {"debtor-kind": "public-body", "invoices-0-amount": "3 000", "as_of": "29/11/2026"}
    echo = ask(fields | {"invoices-0-due_on": "30 jours"})["marks"]["invoices-0-due_on"]["echo"]
    assert "le jour où l’acheteur a reçu la demande de paiement" in echo
    assert "émission de la facture" not in echo


def test_a_public_debtor_is_not_told_to_claim_from_himself() -> None:
    fields = PAID | {"as_of": "29/11/2026"}
    said = {side: ask(fields | {"side": side})["html"]["result"] for side in ("creditor", "debtor")}
    assert "réclamez-les par écrit" in said["creditor"]
    assert "réclamez-les" not in said["debtor"] and "payez-les sans attendre" in said["debtor"]
