"""Terms of payment on the page: understood where a date is asked, both readings with their dates, never too early."""

import json
import re
from typing import Any

import pytest

from calculator.app import handle
from calculator.app.filling import fields_of
from calculator.app.form import read_form
from latepay_core import Claim

DUE, DAYS, END = "invoices-0-due_on", "invoices-0-term-days", "invoices-0-term-end_of_month"
BASE = {"invoices-0-amount": "2 400", "as_of": "29/11/2026"}
ISSUED = {**BASE, "invoices-0-issued_on": "02/07/2026"}
TERM = {**ISSUED, "invoices-0-due_mode": "term"}


def ask(fields: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"action": "compute", "fields": fields})))
    return answer


def test_a_term_typed_for_the_due_date_gives_both_readings_and_keeps_the_later() -> None:
    # 2 July + 30 days: 1 August, so 31 August; or 31 July + 30 days: 30 August
    answer = ask({**ISSUED, DUE: "30 jours fin de mois"})
    assert answer["state"] == "computed"
    mark = answer["marks"][DUE]
    assert "Échéance\u00a0: 31\u00a0août\u00a02026" in mark["echo"]
    assert "31\u00a0août\u00a02026 (30\u00a0jours, puis fin du mois)" in mark["warning"]
    assert "30\u00a0août\u00a02026 (fin du mois, puis 30\u00a0jours)" in mark["warning"]
    # as worked out in the walk: 90 days late, 2 400 x 12,40 % x 90/365 = 73,38, + 40
    assert answer["texts"]["total"] == "2\u202f513,38\u00a0€"


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("30 jours", "1er\u00a0août\u00a02026"),
        ("60 j nets", "31\u00a0août\u00a02026"),
        ("45 jours fin de mois le 10", "10\u00a0octobre\u00a02026"),  # 10 September, or from 14 September 10 October
        ("fin de mois", "31\u00a0juillet\u00a02026"),
        ("2 mois", "2\u00a0septembre\u00a02026"),
        ("fin de mois + 45 jours", "14\u00a0septembre\u00a02026"),
    ],
)
def test_terms_typed_for_the_due_date(typed: str, due: str) -> None:
    answer = ask({**ISSUED, DUE: typed})
    assert answer["state"] == "computed"
    assert f"Échéance\u00a0: {due}." in answer["marks"][DUE]["echo"]


def test_a_term_without_the_day_it_runs_from_asks_for_it() -> None:
    answer = ask({**BASE, DUE: "30 jours fin de mois"})
    assert answer["state"] == "incomplete"
    assert "Délai compris" in answer["marks"][DUE]["echo"]
    assert answer["marks"]["invoices-0-issued_on"]["missing"]


@pytest.mark.parametrize(
    ("typed", "said"), [("à réception", "Écrivez cette date ici"), ("30 jours après réception", "compté depuis la")]
)
def test_a_term_from_receipt_says_what_to_do(typed: str, said: str) -> None:
    assert said in ask({**ISSUED, DUE: typed})["marks"][DUE]["error"]


def test_a_public_buyers_term_runs_from_the_request() -> None:
    form = read_form({**ISSUED, DUE: "30 jours", "debtor-kind": "public-body"})
    assert form.data["invoices"][0]["term"] == {"from": "payment-request", "days": 30}


def test_not_knowing_is_an_answer_and_claims_least() -> None:
    unknown = ask({**TERM, DAYS: "30", END: "unknown"})
    assert "31\u00a0août\u00a02026" in unknown["marks"][DAYS]["echo"]
    assert "30\u00a0août\u00a02026" in unknown["marks"][END]["warning"]
    assert unknown["texts"]["total"] == "2\u202f513,38\u00a0€"
    # the term alone: due 1 August, 120 days, 2 400 x 12,40 % x 120/365 = 97,84
    assert ask({**TERM, DAYS: "30", END: ""})["texts"]["total"] == "2\u202f537,84\u00a0€"


def test_the_page_starts_from_not_knowing() -> None:
    html = ask_form()
    at = html.index('name="invoices-0-term-end_of_month"')
    assert '<option value="unknown" selected>' in html[at : at + 400]


def ask_form() -> str:
    from calculator.app.view import form_html

    return form_html({})


def test_the_due_date_stands_beside_the_term_with_the_other_reading_and_the_legal_maximum() -> None:
    # 30 November + 45 days: 14 January, so 31 January; 30 November + 45 days: 14 January; 60 days: 29 January
    fields = {**BASE, "invoices-0-issued_on": "30/11/2026", "invoices-0-due_mode": "term", DAYS: "45", END: "after"}
    echo = ask({**fields, "as_of": "28/02/2027"})["marks"][DAYS]["echo"]
    assert "Échéance\u00a0: 31\u00a0janvier\u00a02027." in echo
    assert "Dans l’autre lecture (fin du mois, puis 45\u00a0jours)\u00a0: 14\u00a0janvier\u00a02027." in echo
    assert MAXIMA.format("29\u00a0janvier\u00a02027", "31\u00a0janvier\u00a02027", "14\u00a0janvier\u00a02027") in echo


MAXIMA = (
    "Maximum légal\u00a0: {} (60 jours après l’émission de la facture)\u202f; pour un délai"
    " «\u00a0fin de mois\u00a0», {} (45\u00a0jours, puis fin du mois) ou {} (fin du mois, puis 45\u00a0jours)."
)


@pytest.mark.parametrize("end", ["unknown", "after", "before"])
def test_the_legal_maximum_of_an_end_of_month_is_the_same_whatever_reading_is_picked(end: str) -> None:
    # 14 May 2026 + 60: 13 July; + 45: 28 June, so 30 June; 31 May + 45: 15 July
    fields = {**TERM, "invoices-0-issued_on": "14/05/2026", DAYS: "45", END: end}
    expected = MAXIMA.format("13\u00a0juillet\u00a02026", "30\u00a0juin\u00a02026", "15\u00a0juillet\u00a02026")
    assert expected in ask(fields)["marks"][DAYS]["echo"]


@pytest.mark.parametrize("typed", ["45 jours fin de mois", "45 jours fin de mois le 10", "6 semaines fin de mois"])
def test_what_the_doubt_about_a_typed_term_offers_to_write_is_read_without_doubt(typed: str) -> None:
    warning = ask({**ISSUED, DUE: typed})["marks"][DUE]["warning"]
    assert "choisissez" not in warning
    written = re.findall(r"«\u00a0([^»]*)\u00a0»", warning.partition("écrivez ici")[2])
    assert len(written) == 3
    ends = []
    for each in written:
        mark = ask({**ISSUED, DUE: each})["marks"][DUE]
        assert "deux façons" not in mark.get("warning", "")
        ends.append(read_form({**ISSUED, DUE: each}).data["invoices"][0]["term"].get("end_of_month"))
    assert ends == ["after", "before", None]


def test_the_date_that_a_typed_term_waits_for_is_named_where_it_is() -> None:
    said = ask({**BASE, DUE: "30 jours"})["marks"][DUE]["echo"]
    assert "sous «\u00a0Numéro, date d’émission, délai de paiement, taux\u00a0»" in said


def test_the_sector_stands_with_its_maximum() -> None:
    fields = {**TERM, DAYS: "30", END: "", "invoices-0-trade": "transport"}
    assert "secteur" in ask(fields)["marks"][DAYS]["echo"]


@pytest.mark.parametrize(
    ("fields", "term"),
    [
        ({DAYS: "2", "invoices-0-term-unit": "months"}, {"months": 2}),
        ({DAYS: "2 mois"}, {"months": 2}),
        ({DAYS: "30 jours"}, {"days": 30}),
        ({DAYS: "45 jours fin de mois le 10", END: "unknown"}, {"days": 45, "end_of_month": "unknown", "on_day": 10}),
        ({DAYS: "45 jours fin de mois", END: "before"}, {"days": 45, "end_of_month": "before"}),
        ({DAYS: "30", "invoices-0-term-on_day": "10 et 25"}, {"days": 30, "on_days": [10, 25]}),
        ({DAYS: "30", "invoices-0-term-on_day": "le 10"}, {"days": 30, "on_day": 10}),
    ],
)
def test_the_term_fields_say_every_term(fields: dict[str, str], term: dict[str, Any]) -> None:
    form = read_form({**TERM, **fields})
    assert not form.faulty
    assert form.data["invoices"][0]["term"] == {"from": "issue", **term}
    # and a file that holds it fills the same fields again
    claim = Claim.model_validate(form.data)
    assert Claim.model_validate(read_form(fields_of(claim)).data) == claim


@pytest.mark.parametrize("typed", ["32", "0", "dix", "10-", "10 x"])
def test_a_payment_day_is_a_day_of_the_month(typed: str) -> None:
    form = read_form({**TERM, DAYS: "30", "invoices-0-term-on_day": typed})
    assert "n’est pas un jour du mois" in form.marks["invoices-0-term-on_day"].error
