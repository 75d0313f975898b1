"""The list of invoices: what each line says, and what is proposed for money received in excess."""

import json

import pytest

from calculator.app.bridge import handle

#: Between businesses, at 30 November 2026. 12.15 % in the first half of 2026, 12.40 % in the second.
FIELDS = {
    "as_of": "30/11/2026",
    # 1 000 due 31 August: 91 days x 12.40 % = 30.92, and 40
    "invoices-0-number": "F-1",
    "invoices-0-amount": "1 000",
    "invoices-0-due_on": "31/08/2026",
    # 500 due 31 August, paid in full and 48 too much a month later
    "invoices-3-number": "F-2",
    "invoices-3-amount": "500",
    "invoices-3-due_on": "31/08/2026",
    "invoices-3-payments-0-paid_on": "30/09/2026",
    # 30 days x 12.40 % x 500 / 365 = 5.10 of interest first, then 500
    "invoices-3-payments-0-amount": "593,10",
    "invoices-4-amount": "700",
    "invoices-4-due_on": "01/12/2026",
    "invoices-5-amount": "800",
    "invoices-5-due_on": "30/11/2026",
    "invoices-6-amount": "900",
    "invoices-6-due_on": "31/12/2026",
    "invoices-7-amount": "100",
    "invoices-7-due_on": "31/08/2026",
    "invoices-7-payments-0-paid_on": "31/08/2026",
    "invoices-7-payments-0-amount": "100",
}


def ask(fields: dict[str, str]) -> dict[str, object]:
    answer: dict[str, object] = json.loads(handle(json.dumps({"action": "compute", "fields": fields})))
    return answer


def lines(**more: str) -> dict[str, dict[str, str]]:
    found = ask({**FIELDS, **more})["lines"]
    assert isinstance(found, dict)
    return found


def test_each_row_of_the_form_has_its_line() -> None:
    assert list(lines()) == [f"invoices-{row}" for row in (0, 3, 4, 5, 6, 7)]


def test_a_line_says_what_is_due_and_how_it_comes_about() -> None:
    line = lines()["invoices-0"]
    assert line["sum"] == "1\u202f070,92"
    assert (line["due"], line["amount"], line["credited"], line["paid"]) == ("31/08/2026", "1\u202f000,00", "–", "–")
    assert line["told"] == "Principal 1\u202f000,00 + pénalités 30,92 + indemnité 40,00 = 1\u202f070,92\u00a0€"


@pytest.mark.parametrize(
    ("row", "late", "tone"),
    [
        (0, "91\u00a0j", "late"),
        (3, "payée, 30\u00a0j", "done"),
        (4, "demain", "coming"),
        (5, "aujourd’hui", "coming"),
        (6, "dans 31\u00a0j", "coming"),
        (7, "payée à temps", "done"),
    ],
)
def test_how_late_it_is_stands_in_words(row: int, late: str, tone: str) -> None:
    line = lines()[f"invoices-{row}"]
    assert (line["late"], line["tone"]) == (late, tone)


def test_the_columns_of_a_line_add_up() -> None:
    """593.10 received: 5.10 of interest, 40 of compensation, 500 of principal; 48.00 are left."""
    line = lines()["invoices-3"]
    assert (line["paid"], line["sum"]) == ("593,10", "0,00")


def test_money_received_in_excess_may_be_set_against_the_oldest() -> None:
    html = ask(FIELDS)["html"]
    assert isinstance(html, dict)
    assert "48,00\u00a0€ reçus en trop</strong> sur la facture F-2" in html["proposal"]
    assert 'data-action="impute-surplus"' in html["proposal"]


@pytest.mark.parametrize("more", [{"terms-surplus": "oldest"}, {"invoices-3-payments-0-amount": "545,10"}])
def test_nothing_is_proposed_where_there_is_nothing_to_set_off(more: dict[str, str]) -> None:
    html = ask({**FIELDS, **more})["html"]
    assert isinstance(html, dict)
    assert html["proposal"].strip() == ""


def test_a_private_debt_has_no_compensation_in_its_sum() -> None:
    line = lines(**{"creditor-kind": "individual", "notice_received_on": "31/08/2026"})["invoices-0"]
    assert "indemnité" not in line["told"]
