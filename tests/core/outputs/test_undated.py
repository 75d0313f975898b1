"""What was paid on no known day, and what bears a number of no invoice: told by the statement and by every document."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from latepay_core import Claim, draw_up
from latepay_core.imports import Source
from latepay_core.imports.answer import import_files
from latepay_core.letters.case import LetterCase
from latepay_core.letters.writing import compose, texts_of
from latepay_core.outputs.account import account_of
from latepay_core.outputs.spreadsheet import statement_workbook
from latepay_core.outputs.tables import rows
from latepay_core.wording import say, worded

PART_PAID = """Number,Client,Invoice date,Due date,Amount,Amount paid,Last payment
F1,Alpha,20/01/2026,19/02/2026,1500.00,500.00,
"""
OF_NO_INVOICE = """Nature;Numéro;Client;Date;Échéance;Montant TTC
Facture;F1;Alpha;20/01/2026;19/02/2026;1500,00
Règlement;F9;Alpha;16/03/2026;;300,00
"""


def claim_of(listed: str) -> Claim:
    [claim] = import_files([Source("liste.csv", listed.encode())]).made.claims
    return Claim.model_validate({**claim, "as_of": "2026-03-31"})


def told(texts: Any) -> str:
    return " ".join(" ".join(texts).split())


def test_the_statement_and_the_letters_tell_what_was_paid_on_no_known_day() -> None:
    claim = claim_of(PART_PAID)
    drawn = draw_up(claim)
    # 1,000 x 12.15 % x 40 days / 365 = 13.32; 40 of compensation
    assert str(drawn.totals.total_due) == "1053.32"
    [warning] = [each for each in drawn.warnings if each.code == "paid-undated"]
    assert warning.figures == {"amount": "500.00", "whole": "1500.00"}
    why = told([say(drawn.invoices[0].explanations["principal_due"].sentence)])
    assert why.startswith("Sur 1 500,00 €, 500,00 € avaient été réglés à une date qui n’est pas connue")
    statement = told(texts_of(account_of(claim).document))
    assert "Facture F1, de 1 500,00 € TTC : 500,00 € ont été réglés à une date qui n’est pas connue" in statement
    # the row adds up: 1,500.00 + 13.32 + 40.00 - 500.00 = 1,053.32
    assert "1 500,00 13,32 40,00 500,00 1 053,32" in statement
    letter = told(texts_of(compose("first-reminder", LetterCase.of(claim)).document))
    assert "nous avons reçu 500,00 €, à une date qui n’est pas connue" in letter
    assert "aucun paiement" not in letter


def test_a_judge_is_told_what_was_paid_on_no_known_day() -> None:
    claim = claim_of(PART_PAID)
    request = told(texts_of(compose("payment-order-request", LetterCase.of(claim)).document))
    assert "Aucun paiement n’a été reçu" not in request
    assert "n’a payé que 500,00 €, à une date qui n’est pas connue" in request
    # 200 on a known day: 700 in all
    dated = {"paid_on": "2026-03-16", "amount": "200.00"}
    data = claim.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    more = Claim.model_validate({**data, "payments": [dated]})
    request = told(texts_of(compose("payment-order-request", LetterCase.of(more)).document))
    assert "n’a payé que 700,00 €, dont 500,00 € à une date qui n’est pas connue" in request


def test_a_payment_that_bears_a_number_of_no_invoice_is_told_wherever_its_case_goes() -> None:
    claim = claim_of(OF_NO_INVOICE)
    again = Claim.model_validate_json(claim.model_dump_json(by_alias=True, exclude_defaults=True))
    for each in (claim, again):
        [warning] = [found for found in draw_up(each).warnings if found.code == "payment-unknown-invoice"]
        assert warning.figures == {"number": "F9", "amount": "300.00", "on": "2026-03-16"}
        assert "porte le numéro F9, qui n’est celui d’aucune facture du dossier" in say(warning.message)
    # the 300 pay first 1,500 x 12.15 % x 25 days / 365 = 12.48 of penalties: 1,500 - (300 - 12.48) = 1,212.48
    assert str(draw_up(claim).totals.principal_due) == "1212.48"


def test_the_workbook_and_the_table_tell_what_was_paid_on_no_known_day() -> None:
    claim = claim_of(PART_PAID)
    drawn = draw_up(claim)
    sheet = load_workbook(BytesIO(statement_workbook(claim, drawn)))[worded("outputs/sheet.invoices", "fr")]
    cells = {head.value: below for head, below in zip(sheet[1], sheet[2], strict=True)}
    # 1,500.00 less 500.00, of which nobody knows the day: 1,000.00 is what the sums are reckoned from
    assert (cells["Montant TTC"].value, cells["Reçu à une date inconnue"].value) == (1500, 500)
    assert cells["Reste à compter"].value == "=ROUND(F2-G2,2)"
    [row] = [each for each in rows(drawn) if "500,00" in each[-1]]
    assert row[0] == "F1"
    assert "ont été réglés sur cette facture de 1 500,00 €, à une date qui n’est pas connue" in told([row[-1]])
