"""What people type is read with tolerance, echoed, or refused beside its field with a sentence that helps."""

import json

import pytest

from calculator.app import handle
from calculator.app.filling import fields_of
from calculator.app.form import claim_of, read_form
from latepay_core import draw_up

INVOICE = {"invoices-0-amount": "10 000", "invoices-0-due_on": "31/05/2026", "as_of": "22/11/2026"}


def test_four_entries_make_a_claim() -> None:
    form = read_form({"debtor-kind": "business", **INVOICE})
    assert not form.faulty
    assert form.data["invoices"] == [{"amount": "10000", "due_on": "2026-05-31"}]
    assert form.data["as_of"] == "2026-11-22"
    assert form.data["debtor"] == {"kind": "business"}


@pytest.mark.parametrize(
    ("typed", "euros"),
    [
        ("1 234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1\u202f234,56\u00a0€", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1234,5 EUR", "1234.5"),
        ("1 234 567", "1234567"),
        ("12'345,00", "12345.00"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, euros: str) -> None:
    form = read_form({**INVOICE, "invoices-0-amount": typed})
    assert form.data["invoices"][0]["amount"] == euros
    assert form.marks["invoices-0-amount"].echo.endswith("€")


@pytest.mark.parametrize(
    "typed", ["31/05/26", "31/05/2026", "31.5.2026", "31-05-2026", "2026-05-31", "31 mai 2026", "31052026", "31 MAI 26"]
)
def test_dates_are_read_as_people_write_them(typed: str) -> None:
    form = read_form({**INVOICE, "invoices-0-due_on": typed})
    assert form.data["invoices"][0]["due_on"] == "2026-05-31"
    assert form.marks["invoices-0-due_on"].echo == "31\u00a0mai\u00a02026"


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        (
            "invoices-0-due_on",
            "31/02/2026",
            "Le 31 février n’existe pas. Vouliez-vous dire le 28\u00a0février\u00a02026",
        ),
        ("invoices-0-due_on", "29/02/2025", "28\u00a0février\u00a02025"),
        ("invoices-0-due_on", "12/13/2026", "Il n’y a pas de mois numéro 13"),
        ("invoices-0-due_on", "bientôt", "«\u00a0bientôt\u00a0» n’est pas une date"),
        ("invoices-0-due_on", "ju 2026", "n’est pas une date"),
        ("invoices-0-amount", "12,5x", "«\u00a012,5x\u00a0» n’est pas un montant"),
        ("invoices-0-amount", "12,34,56", "n’est pas un montant"),
    ],
)
def test_what_is_not_understood_is_said_beside_its_field(name: str, typed: str, said: str) -> None:
    form = read_form({**INVOICE, name: typed})
    assert said in form.marks[name].error
    assert not form.marks[name].missing
    assert not form.only_incomplete


def test_empty_needed_fields_are_missing_not_wrong() -> None:
    form = read_form({"invoices-0-amount": "", "invoices-0-due_on": "", "as_of": ""})
    assert form.only_incomplete
    assert {name for name, mark in form.marks.items() if mark.missing} == {
        "invoices-0-amount",
        "invoices-0-due_on",
        "as_of",
    }


def test_rows_left_blank_do_not_count() -> None:
    form = read_form(
        {
            **INVOICE,
            "invoices-0-payments-0-amount": "",
            "invoices-0-payments-0-paid_on": " ",
            "invoices-3-amount": "",
            "invoices-3-due_mode": "due",
            "invoices-3-term-from": "issue",
        }
    )
    assert not form.faulty
    assert len(form.data["invoices"]) == 1
    assert "payments" not in form.data["invoices"][0]


def test_rows_need_not_be_numbered_without_gaps() -> None:
    form = read_form(
        {
            **INVOICE,
            "invoices-7-amount": "50",
            "invoices-7-due_on": "01/01/2026",
            "invoices-7-payments-4-amount": "5",
            "invoices-7-payments-4-paid_on": "02/01/2026",
        }
    )
    assert form.data["invoices"][1]["payments"] == [{"paid_on": "2026-01-02", "amount": "5"}]
    assert form.field_of_path["invoices[1].payments[0].amount"] == "invoices-7-payments-4-amount"


def test_a_term_needs_the_day_it_is_counted_from() -> None:
    fields = {
        "invoices-0-amount": "10",
        "invoices-0-due_mode": "term",
        "invoices-0-term-days": "45",
        "as_of": "1/1/2026",
    }
    form = read_form({**fields, "invoices-0-term-end_of_month": "after", "invoices-0-term-on_day": "10"})
    assert form.marks["invoices-0-issued_on"].missing
    assert form.data["invoices"][0]["term"] == {"from": "issue", "days": 45, "end_of_month": "after", "on_day": 10}
    received = read_form({**fields, "invoices-0-term-from": "receipt"})
    assert received.marks["invoices-0-received_on"].missing


def test_a_contract_rate_asks_for_its_figure() -> None:
    form = read_form({**INVOICE, "terms-rate-basis": "fixed"})
    assert form.marks["terms-rate-percent"].missing
    given = read_form({**INVOICE, "terms-rate-basis": "fixed", "terms-rate-percent": "12,5 %"})
    assert given.data["terms"]["rate"] == {"basis": "fixed", "percent": "12.5"}


def test_what_an_opened_file_held_besides_the_form_travels_along() -> None:
    kept = '{"events": [{"on": "2026-01-01", "kind": "reminder"}], "debtor": {"siren": "1"}}'
    form = read_form({**INVOICE, "kept": kept})
    assert form.data["events"][0]["kind"] == "reminder"
    assert form.data["debtor"]["siren"] == "1"


def test_the_page_takes_it() -> None:
    form = read_form(
        {
            "as_of": "30/06/2026",
            "invoices-0-amount": "1000",
            "invoices-0-due_on": "31/01/2026",
            "credit_notes-0-issued_on": "31/03/2026",
            "credit_notes-0-amount": "1200",
        }
    )
    assert not form.faulty
    assert form.data["credit_notes"] == [{"issued_on": "2026-03-31", "amount": "1200"}]


def test_a_choice_that_is_none_is_told_without_the_codes_of_a_file() -> None:
    answer = json.loads(handle(json.dumps({"action": "compute", "fields": {**INVOICE, "debtor-kind": "martian"}})))
    error = answer["marks"]["debtor-kind"]["error"]
    assert "dans la liste" in error
    assert "public-body" not in error


def test_an_invoice_may_have_a_rate_of_its_own() -> None:
    """1 000 due 31 August 2026 at 12 % for 30 days: 9.86; its neighbour at the legal 12.40 %: 10.19."""
    fields = {
        "as_of": "30/09/2026",
        "invoices-0-amount": "1 000",
        "invoices-0-due_on": "31/08/2026",
        "invoices-0-rate-basis": "fixed",
        "invoices-0-rate-percent": "12 %",
        "invoices-1-amount": "1 000",
        "invoices-1-due_on": "31/08/2026",
        "invoices-1-rate-basis": "",
    }
    form = read_form(fields)
    assert form.data["invoices"][0]["terms"] == {"rate": {"basis": "fixed", "percent": "12"}}
    assert "terms" not in form.data["invoices"][1]
    claim = claim_of(form)
    assert [str(each.interest) for each in draw_up(claim).invoices] == ["9.86", "10.19"]
    again = fields_of(claim)
    assert (again["invoices-0-rate-basis"], again["invoices-0-rate-percent"]) == ("fixed", "12")
    assert claim_of(read_form(again)) == claim


def test_the_rate_of_one_invoice_is_asked_once_chosen_and_its_other_conventions_stay() -> None:
    form = read_form({**INVOICE, "invoices-0-rate-basis": "ecb-plus"})
    assert form.marks["invoices-0-rate-points"].missing
    kept = {**INVOICE, "invoices-0-kept": '{"terms": {"year": "actual"}}', "invoices-0-rate-basis": "statutory"}
    form = read_form(kept)
    assert form.data["invoices"][0]["terms"] == {"year": "actual", "rate": {"basis": "statutory"}}


def test_a_rate_alone_makes_no_invoice() -> None:
    form = read_form({**INVOICE, "invoices-1-rate-basis": "statutory", "invoices-1-amount": ""})
    assert len(form.data["invoices"]) == 1
