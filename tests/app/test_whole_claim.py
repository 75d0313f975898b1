"""Payments for several invoices, public buyers, rates and time limits of a claim: what the page shows of them."""

import re

import pytest

from calculator.app.form import read_form
from calculator.app.view import form_html
from tests.support.asking import TWO, ask, compute

RECEIVED = {"payments-0-paid_on": "15/07/2026", "payments-0-amount": "12 000"}


# ------------------------------------------------------------------------------------- payments for several invoices


def test_a_payment_for_all_is_allocated_by_the_law_and_shown() -> None:
    answer = compute(TWO, RECEIVED)
    assert answer["state"] == "computed"
    shown = answer["html"]["statement"]
    # by 15 July 10 000 EUR had borne 30 days at 12.15 % (99.86) and 15 at 12.40 % (50.96): 10 150.82 to the older
    # invoice, the rest to the other
    assert re.search(r"F-1</td>\s*<td[^>]*>10\u202f150,82\u00a0€", shown)
    assert re.search(r"F-2</td>\s*<td[^>]*>1\u202f849,18\u00a0€", shown)
    assert "C. civ., art. 1342-10" in shown
    assert 'data-open="own-payments"' in shown


def test_the_invoice_the_debtor_named_takes_the_payment() -> None:
    answer = compute(TWO, RECEIVED, {"payments-0-invoice": "F-2", "payments-0-amount": "5 000"})
    shown = answer["html"]["statement"]
    assert "que le débiteur a désignée" in shown
    assert re.search(r"F-2</td>\s*<td[^>]*>5\u202f000,00\u00a0€", shown)


def test_a_claim_without_such_payments_shows_no_allocation() -> None:
    shown = compute(TWO)["html"]["statement"]
    assert "allocation" not in shown
    assert "rate-comparison" not in shown


@pytest.mark.parametrize(
    ("changed", "field", "said", "missing"),
    [
        ({"payments-0-amount": ""}, "payments-0-amount", "Indiquez le montant", True),
        ({"payments-0-paid_on": ""}, "payments-0-paid_on", "Indiquez le jour", True),
        ({"payments-0-paid_on": "31/02/2026"}, "payments-0-paid_on", "n’existe pas", False),
        ({"payments-0-invoice": "F-9"}, "payments-0-invoice", "aucune facture ne porte le numéro", False),
        (
            {"invoices-0-issued_on": "01/05/2026", "invoices-1-issued_on": "02/05/2026"}
            | {"payments-0-paid_on": "30/04/2026"},
            "payments-0-paid_on",
            "précède l’émission",
            False,
        ),
    ],
)
def test_what_is_wrong_with_a_payment_stands_beside_it(
    changed: dict[str, str], field: str, said: str, missing: bool
) -> None:
    answer = compute(TWO, RECEIVED, changed)
    mark = answer["marks"][field]
    assert said.lower() in mark["error"].lower()
    assert mark.get("missing", False) is missing
    assert f'href="#{field}"' in answer["html"]["errors"]


def test_blank_rows_do_not_count_and_gaps_do_not_matter() -> None:
    blank = {"payments-3-paid_on": "", "payments-3-invoice": "", "events-0-kind": "", "events-0-on": " "}
    form = read_form({**TWO, **blank, "payments-7-paid_on": "15/07/2026", "payments-7-amount": "5"})
    assert not form.faulty
    assert form.data["payments"] == [{"paid_on": "2026-07-15", "amount": "5"}]
    assert "events" not in form.data
    assert form.field_of_path["payments[0].amount"] == "payments-7-amount"


# ---------------------------------------------------------------------------------------------------- public buyers

PAID = {
    "debtor-kind": "public-body",
    "invoices-0-amount": "10 000",
    "invoices-0-due_on": "31/05/2026",
    "invoices-0-payments-0-paid_on": "31/08/2026",
    "invoices-0-payments-0-amount": "10 000",
    "as_of": "30/09/2026",
}


def test_the_day_by_which_a_public_buyer_owes_its_interest_is_shown() -> None:
    result = compute(PAID)["html"]["result"]
    # 31 August + 45 days
    assert re.search(r'data-figure="interest-payment">15\u00a0octobre\u00a02026<', result)
    assert "délai passé" not in result
    assert "délai passé" in compute(PAID, {"as_of": "16/10/2026"})["html"]["result"]
    # the accountant's own day, where it is another: 28 August + 45 days
    sooner = compute(PAID, {"situation-principal_paid_on": "28/08/2026"})["html"]["result"]
    assert re.search(r'data-figure="interest-payment">12\u00a0octobre\u00a02026<', sooner)
    unpaid = {"invoices-0-payments-0-paid_on": "", "invoices-0-payments-0-amount": ""}
    assert "interest-payment" not in compute(PAID, unpaid)["html"]["result"]


def test_a_public_buyers_term_runs_from_the_request_and_may_be_suspended_once() -> None:
    fields = {
        "debtor-kind": "public-body",
        "debtor-public_kind": "state-or-local",
        "invoices-0-amount": "10 000",
        "invoices-0-due_mode": "term",
        "invoices-0-term-days": "30",
        "invoices-0-term-from": "payment-request",
        "invoices-0-term-end_of_month": "after",
        "invoices-0-received_on": "04/05/2026",
        "as_of": "31/08/2026",
    }
    plain = compute(fields)["html"]["statement"]
    assert "échue le 03/06/2026" in plain
    held = {"invoices-0-suspension-notified_on": "18/05/2026", "invoices-0-suspension-completed_on": "27/05/2026"}
    # thirty days from the complete file
    assert "échue le 26/06/2026" in compute(fields, held)["html"]["statement"]
    half = compute(fields, {**held, "invoices-0-suspension-notified_on": ""})
    assert half["marks"]["invoices-0-suspension-notified_on"]["missing"] is True
    backwards = compute(fields, {**held, "invoices-0-suspension-completed_on": "11/05/2026"})
    assert backwards["state"] == "errors"
    assert any(name.startswith("invoices-0-suspension") for name, mark in backwards["marks"].items() if "error" in mark)


def test_a_contract_rate_is_compared_half_year_by_half_year() -> None:
    answer = compute(TWO, {"terms-rate-basis": "fixed", "terms-rate-percent": "8"})
    table = re.search(r'<div class="rate-comparison">.*?</table>', answer["html"]["statement"], re.DOTALL)
    assert table is not None
    # three times 2.62 % then 2.75 %; the ECB's 2.15 % then 2.40 %, plus ten points
    rows = re.findall(r'data-label="(Minimum légal|Taux de la loi)" class="number">([\d,]+)', table[0])
    assert rows == [
        ("Minimum légal", "7,86"),
        ("Taux de la loi", "12,15"),
        ("Minimum légal", "8,25"),
        ("Taux de la loi", "12,40"),
    ]
    assert table[0].count("clause irrégulière") == 1


def test_no_key_of_a_file_is_named_on_the_page() -> None:
    answer = compute(TWO, {"debtor-kind": "consumer", "terms-rate-basis": "fixed", "terms-rate-percent": "8"})
    fields = {**TWO, "debtor-kind": "consumer", "notice_received_on": "10/06/2026"}
    advice = ask(action="advise", fields=fields)["html"]["advice"]
    public = compute(PAID)["html"]["statement"]
    for shown in (answer["html"]["errors"], advice, public):
        said = re.sub(r"<[^>]*>", "", shown)
        assert not re.search(r"\b(performed_on|fr-civil|completed_on|public_kind|due_on\))", said)


def test_the_five_years_start_when_the_work_was_done_and_the_day_is_asked_for() -> None:
    # issued 31 March 2021, due 30 May 2021: 31 March 2026 is the prudent day, 30 May 2026 the other reading
    fields = {**TWO, "as_of": "10/01/2025", "invoices-0-issued_on": "31/03/2021", "invoices-0-due_on": "30/05/2021"}
    fields = {name: typed for name, typed in fields.items() if not name.startswith("invoices-1-")}
    advice = re.sub(r"\s+", " ", ask(action="advise", fields=fields)["html"]["advice"])
    assert '<strong data-figure="last-day">31 mars 2026</strong>' in advice
    assert "ou 30 mai 2026, compté depuis l’échéance" in advice
    assert "Indiquez le jour où le travail était fini, ou la marchandise livrée" in advice
    fields["invoices-0-performed_on"] = "10/03/2021"
    known = re.sub(r"\s+", " ", ask(action="advise", fields=fields)["html"]["advice"])
    assert '<strong data-figure="last-day">10 mars 2026</strong>' in known
    assert "Indiquez le jour où le travail" not in known
    assert "Jour où le travail était fini, ou la marchandise livrée" in form_html(fields)


def test_a_last_day_among_several_invoices_names_its_own_in_a_whole_sentence() -> None:
    advice = re.sub(r"\s+", " ", ask(action="advise", fields={**TWO, "side": "debtor"})["html"]["advice"])
    titles = re.findall(r"<dt>([^<]*réclamée? en justice[^<]*)</dt>", advice)
    assert len(titles) == 2
    assert all(
        re.fullmatch(r"Dernier jour où la somme peut vous être réclamée en justice, facture \S+", t) for t in titles
    )


def test_the_first_limit_that_lapses_is_the_one_shown() -> None:
    # published on 14 October 2026: two months, 14 December; the five years say nothing here
    fields = {
        "invoices-0-amount": "6 000",
        "invoices-0-due_on": "31/07/2026",
        "as_of": "29/11/2026",
        "debtor-insolvency_opened_on": "05/10/2026",
        "situation-bodacc_published_on": "14/10/2026",
    }
    advice = re.sub(r"\s+", " ", ask(action="advise", fields=fields)["html"]["advice"])
    assert re.search(r"<dt>Dernier jour pour déclarer</dt> <dd><strong[^>]*>14 décembre 2026</strong>", advice)
    assert "Dernier jour pour agir" not in advice
    unpublished = {**fields, "situation-bodacc_published_on": ""}
    advice = re.sub(r"\s+", " ", ask(action="advise", fields=unpublished)["html"]["advice"])
    assert re.search(r"<dt>Dernier jour pour déclarer</dt> <dd><strong[^>]*>5 décembre 2026</strong>", advice)


def test_an_invoice_paid_late_says_how_late_it_was_paid() -> None:
    # 11 April to 15 December 2024
    fields = {
        "invoices-0-amount": "1 000",
        "invoices-0-due_on": "11/04/2024",
        "invoices-0-payments-0-paid_on": "15/12/2024",
        "invoices-0-payments-0-amount": "1 000",
        "terms-allocation": "principal-first",
        "as_of": "29/11/2026",
    }
    shown = re.sub(r"\s+", " ", compute(fields)["html"]["statement"])
    assert "payée le 15/12/2024 avec 248 jours de retard" in shown
    assert "962" not in shown
