"""Lists come into the form: what was understood, asked, mended, what goes in."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from calculator.app.form import read_form
from tests.support.importing import BLANK, CUSTOMER, DATA, HT, NO_TERM, Importing, pasted, plain

LISTS = sorted(path.name for path in (DATA / "lists").iterdir() if path.is_file() and path.name != "README.md")
LARGE = "grande-liste-10000.csv"


def of_list(name: str) -> Importing:
    return Importing((name, (DATA / "lists" / name).read_bytes()))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "lists" / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def form_rows(fields: dict[str, str]) -> list[dict[str, Any]]:
    """The invoices of a form as they were understood."""
    form = read_form(fields)
    rows: list[dict[str, Any]] = form.data["invoices"] if form.rows else []
    return rows


# ---------------------------------------------------------------- the lists


def open_of(invoice: dict[str, Any]) -> Decimal:
    """What is left by the expected values, the credit notes that name an invoice apart."""
    return Decimal(invoice["open"])


def left_of(row: dict[str, Any]) -> Decimal:
    less = [Decimal(each["amount"]) for key in ("payments", "credit_notes") for each in row.get(key, [])]
    return Decimal(row["amount"]) - sum(less, Decimal(0))


@pytest.mark.parametrize("name", [each for each in LISTS if each != LARGE])
def test_each_list_gives_the_form_what_its_writer_expects(name: str) -> None:
    want = expected(name)
    work = of_list(name).says(term="30 jours")
    customers = [unescape(key) for key in re.findall(CUSTOMER, work.ask()["html"]["import"])]
    got: dict[tuple[str, str], tuple[str | None, str | None, Decimal]] = {}
    for customer in customers or [""]:
        fields = work.says(customer=customer).added()
        left: dict[str, Decimal] = {}
        for row in form_rows(fields):
            left[row.get("number", "")] = left.get(row.get("number", ""), Decimal(0)) + left_of(row)
        own = read_form(fields).data.get("payments", [])
        for payment in own:
            if payment.get("invoice"):
                left[payment["invoice"]] -= Decimal(payment["amount"])
        for row in form_rows(fields):
            key = (fields.get("debtor-name", ""), row.get("number", ""))
            got[key] = (row.get("issued_on"), row.get("due_on"), left[row.get("number", "")])
    linked = {note["of"]: Decimal(note["amount"]) for note in want["credit_notes"] if "of" in note}
    due = [each for each in want["invoices"] if not each.get("settled")]
    for invoice in due:
        number = invoice["number"] or ""
        key = (invoice["customer"] or "", number)
        if key not in got:
            continue
        issued_on, due_on, left_there = got[key]
        assert left_there == open_of(invoice) - linked.get(number, Decimal(0)), number
        assert issued_on == invoice["issued_on"] or invoice.get("issued_on_in_file"), number
        if invoice.get("due_on"):
            assert due_on == invoice["due_on"], number
    named = {(each["customer"] or "", each["number"] or "") for each in due if each.get("issued_on")}
    assert named <= got.keys() | doubtful(want)


def doubtful(want: dict[str, Any]) -> set[tuple[str, str]]:
    """Invoices that are settled by a credit note of theirs."""
    linked = {note["of"]: Decimal(note["amount"]) for note in want["credit_notes"] if "of" in note}
    return {
        (each["customer"] or "", each["number"])
        for each in want["invoices"]
        if each["number"] in linked and Decimal(each["open"]) <= linked[each["number"]]
    }


@pytest.mark.parametrize("name", LISTS)
def test_what_is_read_refused_and_asked_of_each_list_is_said(name: str) -> None:
    want = expected(name)
    answer = of_list(name).ask()
    shown = plain(answer["html"]["import"])
    if len(want["invoices"]) > 1 and not want.get("sample_only"):
        assert f"{len(want['invoices'])} factures" in answer["said"]
    for refused in want["refused"][:5]:
        if not want.get("sample_only"):
            assert re.search(rf"\blignes? {refused['rows'][0]}\b", shown, re.IGNORECASE), refused
    question = want["question"]
    assert ("Une question." in shown) == bool(question and question["need"])


def test_ten_thousand_rows_are_read_and_one_customer_chosen_from_a_list() -> None:
    work = of_list(LARGE)
    answer = work.ask()
    assert answer["said"].replace("\u202f", " ").endswith("9 960 factures.")
    # 900 customers: a list to choose from, not 900 buttons
    assert answer["html"]["import"].count("<option value") > 900
    shown = plain(answer["html"]["import"])
    assert "Et 20 autres lignes" in shown  # 40 rows without an amount, of which 20 are shown
    first = next(each for each in expected(LARGE)["invoices"] if not each.get("settled"))
    names = re.findall(r'<option value="([^"]+)"[^>]*>([^<]*?) · ', answer["html"]["import"])
    key = next(unescape(value) for value, said in names if unescape(said) == first["customer"])
    fields = work.says(customer=key).added()
    rows = {row["number"]: row for row in form_rows(fields)}
    open_there = [
        each
        for each in expected(LARGE)["invoices"]
        if each["customer"] == first["customer"] and not each.get("settled")
    ]
    assert open_there
    for each in open_there:
        assert left_of(rows[each["number"]]) == Decimal(each["open"])


AMERICAN = "Invoice;Customer;Invoice date;Due date;Total\n1;Durand;02/03/2026;03/04/2026;100.00\n"


def test_an_amount_without_tax_is_asked_about_and_never_taken_before() -> None:
    work = pasted(HT)
    assert "La colonne « Montant HT » est-elle TTC ? Son total est de 150,50 €." in work.text()  # 100,00 + 50,50
    assert work.ask()["ready"] == 0
    assert work.says(vat="yes").ask()["ready"] == 2
    assert work.added()["invoices-1-amount"] == "50,50"
    refused = work.says(vat="no")
    assert refused.ask()["ready"] == 0
    assert "ajoutez au tableau une colonne « Montant TTC »" in refused.text()


def test_a_term_is_asked_once_for_all_and_read_as_it_is_written() -> None:
    work = pasted(NO_TERM)
    assert "donnez le délai convenu" in work.text()
    assert "« jamais » n’est pas un délai" in work.says(term="jamais").text()
    fields = work.says(term="45 jours fin de mois").added()
    assert (fields["invoices-0-term-days"], fields["invoices-0-issued_on"]) == ("45", "31/01/2026")


def test_days_that_read_both_ways_are_asked_with_both_readings() -> None:
    work = pasted(AMERICAN)
    shown = work.text()
    # 02/03/2026: the second of March, or the third of February
    assert "Le jour d’abord : 2 mars 2026" in shown
    assert "Le mois d’abord : 3 février 2026" in shown
    assert work.says(month_first=True).added()["invoices-0-due_on"] == "04/03/2026"
    assert work.says(month_first=False).added()["invoices-0-due_on"] == "03/04/2026"


def test_columns_that_nothing_names_are_told_in_the_list_above_them() -> None:
    work = pasted("F-4;01/02/2026;100,00\nF-5;05/02/2026;90,00\n")
    assert "Quelle colonne donne le montant" in work.text()
    work.says(tables=[{"file": "", "sheet": "", "roles": {"0": "number", "1": "due", "2": "amount"}}])
    assert work.ask()["add"] == "Ajouter les 2 factures prêtes"
    assert "Retenir ces colonnes" in work.text()


# ---------------------------------------------------------------- mending

WITH_FAULTS = (
    "N° pièce\tDate\tÉch.\tMontant TTC\tRèglement\tMt réglé\n"
    "F-1\t01/02/2026\t03/03/2026\t100,00\t30/02/2026\t40,00\n"
    "F-2\t01/02/2026\t31/02/2026\t200,00\t\t\n"
)


def test_a_refused_row_says_its_line_cell_and_reason_and_goes_in_once_mended() -> None:
    work = pasted(WITH_FAULTS)
    shown = work.text()
    assert "Ligne 2, cellule E2, facture F-1 : Colonne « Règlement » : le 30 février n’existe pas." in shown
    assert "Ligne 3, cellule C3, facture F-2" in shown
    assert "Laisser sans ce paiement" in shown
    assert work.ask()["ready"] == 0
    work.says(tables=[{"file": "", "sheet": "", "cells": {"C3": "28/02/2026"}}])
    assert work.ask()["add"] == "Ajouter la facture"
    work.says(tables=[{"file": "", "sheet": "", "cells": {"C3": "28/02/2026", "E2": "28/02/2026"}}])
    fields = work.added()
    assert fields["invoices-0-payments-0-paid_on"] == "28/02/2026"
    assert fields["invoices-1-due_on"] == "28/02/2026"


def test_a_payment_whose_day_is_wrong_is_left_out_with_its_sum() -> None:
    work = pasted(WITH_FAULTS).says(tables=[{"file": "", "sheet": "", "cells": {"E2": "", "F2": ""}}])
    assert "invoices-0-payments-0-amount" not in work.added()
    assert work.added()["invoices-0-amount"] == "100,00"


def test_a_refused_row_that_is_left_out_is_no_longer_shown() -> None:
    work = pasted(WITH_FAULTS)
    (key,) = re.findall(r'data-import="left" data-key="([^"]+)"', work.ask()["html"]["import"])
    assert "facture F-2" not in work.says(left=[key]).text()


def test_the_rows_that_were_to_be_corrected_are_told_again_once_the_others_are_in() -> None:
    work = pasted(WITH_FAULTS).says(tables=[{"file": "", "sheet": "", "cells": {"C3": "28/02/2026"}}])
    # F-2 comes in, F-1 and its payment of 30 February do not
    assert "Une ligne à corriger n’y est pas" in work.ask("add")["said"]
    mended = {"C3": "28/02/2026", "E2": "28/02/2026"}
    work = pasted(WITH_FAULTS).says(tables=[{"file": "", "sheet": "", "cells": mended}])
    assert "à corriger" not in work.ask("add")["said"]
    # what the reader left out himself is no news to him
    work = pasted(WITH_FAULTS).says(tables=[{"file": "", "sheet": "", "cells": {"E2": "", "F2": ""}}])
    assert "Une ligne à corriger n’y est pas" in work.ask("add")["said"]
    (key,) = re.findall(r'data-import="left" data-key="([^"]+)"', work.ask()["html"]["import"])
    assert "à corriger" not in work.says(left=[key]).ask("add")["said"]


def test_what_is_owed_by_nobody_is_not_to_be_corrected() -> None:
    rows = (
        "N°;Client;Date;Échéance;Montant TTC;Statut\nF-1;Durand;20/01/2026;19/02/2026;100,00;Impayée\n"
        "F-2;Durand;20/01/2026;19/02/2026;90,00;Annulée\nF-3;Durand;20/01/2026;19/02/2026;80,00;Brouillon\n"
    )
    assert "à corriger" not in pasted(rows).ask("add")["said"]


def test_beside_a_customer_stands_what_it_owes_on_the_day_of_the_statement() -> None:
    """A payment of a later day is not deducted yet; one for the whole account is."""
    rows = (
        "Nature;N°;Client;Date;Échéance;Montant TTC\nFacture;F-1;Durand;20/01/2026;19/02/2026;100,00\n"
        "Règlement;F-1;Durand;15/04/2026;;30,00\nRèglement;;Durand;16/03/2026;;20,00\n"
        "Facture;F-2;Martin;20/01/2026;19/02/2026;50,00\n"
    )
    said = Importing(("liste.csv", rows.encode()), fields=BLANK | {"as_of": "31/03/2026"}).text()
    # 100 less the 20 of 16 March
    assert "Durand · une facture · 80,00 €" in said


def test_two_firms_of_one_name_are_told_apart_by_their_numbers() -> None:
    rows = "N°;Client;SIREN;Échéance;TTC\nF-1;Durand;552100554;31/05/2026;200\nF-2;Durand;443061841;31/05/2026;100\n"
    shown = pasted(rows).text()
    assert "Durand (552100554)" in shown
    assert "Durand (443061841)" in shown
