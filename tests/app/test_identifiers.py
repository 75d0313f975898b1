"""Numbers of a party: read as they are pasted, doubted beside their field, and never in the way of the reckoning."""

import json

import pytest

from calculator.app import handle
from calculator.app.form import read_form

INVOICE = {"invoices-0-amount": "10 000", "invoices-0-due_on": "31/05/2026", "as_of": "22/11/2026"}


@pytest.mark.parametrize(
    ("name", "typed", "echo"),
    [
        ("creditor-siren", "732829320", "SIREN 732\u00a0829\u00a0320"),
        ("debtor-siren", "35600000009075", "SIREN 356\u00a0000\u00a0000, d’après le SIRET"),
        ("debtor-siren", "SIREN 356 000 000", "SIREN 356\u00a0000\u00a0000"),
        ("creditor-iban", "IBAN FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189"),
    ],
)
def test_a_number_is_echoed_as_it_was_understood(name: str, typed: str, echo: str) -> None:
    form = read_form({**INVOICE, name: typed})
    assert form.marks[name].echo == echo
    assert not form.marks[name].warning
    party, key = name.split("-")
    assert form.data[party][key] == typed


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"debtor-siren": "73282932"}, "et non 8"),
        ({"creditor-siren": "732829321"}, "un chiffre est faux"),
        ({"creditor-iban": "GB00HLFX11016111455365"}, "contrôle de l’IBAN"),
        ({"creditor-bic": "AGRI"}, "n’est pas un BIC"),
        ({"creditor-vat_number": "FR84404833048"}, "contrôle du numéro de TVA"),
        ({"debtor-vat_number": "DE136695976"}, "d’un autre pays\u00a0: Allemagne"),
        ({"debtor-siren": "732829320", "debtor-vat_number": "FR83404833048"}, "SIREN 732\u00a0829\u00a0320"),
    ],
)
def test_a_doubtful_number_is_said_beside_its_field_and_stops_nothing(fields: dict[str, str], said: str) -> None:
    answer = json.loads(handle(json.dumps({"action": "compute", "fields": {**INVOICE, **fields}})))
    assert answer["state"] == "computed"
    assert said in answer["marks"][list(fields)[-1]]["warning"]


def test_a_foreign_company_has_numbers_of_its_own() -> None:
    form = read_form(
        {**INVOICE, "debtor-country": "DE", "debtor-siren": "HRB 1234", "debtor-vat_number": "DE136695976"}
    )
    assert not form.marks["debtor-siren"].warning
    assert not form.marks["debtor-vat_number"].warning


def test_a_letter_says_it_beside_its_own_field_too() -> None:
    fields = {**INVOICE, "creditor-iban": "FR76 3000", "creditor-name": "Atelier", "debtor-name": "Dupont SARL"}
    asked = {"action": "write", "fields": fields, "chosen": "formal-notice"}
    html = json.loads(handle(json.dumps(asked)))["html"]["writing"]
    assert "compte 8 signes" in html


def test_a_letter_prints_the_siren_and_the_account_without_their_labels() -> None:
    fields = {
        **INVOICE,
        "creditor-siren": "SIRET 732 829 320 00074",
        "creditor-iban": "IBAN FR76 3000 6000 0112 3456 7890 189",
        "creditor-bic": "BIC AGRIFRPP882",
    }
    asked = {"action": "write", "fields": fields, "chosen": "formal-notice"}
    html = json.loads(handle(json.dumps(asked)))["html"]["writing"]
    assert "SIREN 732\u00a0829\u00a0320<" in html
    assert "IBAN IBAN" not in html
    assert "<dt>BIC</dt><dd>AGRIFRPP882</dd>" in html
