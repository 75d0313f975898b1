"""A list that comes into a case that is there: payments, other customers, what was settled; nothing typed is lost."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from decimal import Decimal
from html import unescape

import pytest

from calculator.app import handle
from latepay_core import read_claim
from tests.support.importing import BLANK, CUSTOMER, TYPED, Importing, pasted

MORE = (
    "Facture;Client;Date;Échéance;TTC\n"
    "F-1;Durand;01/01/2026;31/01/2026;1 000,00\n"
    "F-2;Durand;01/02/2026;03/03/2026;50,00\n"
)
BANK = (
    "Date;Libellé;Débit;Crédit\n"
    "05/06/2026;VIR DURAND FACTURE F-1;;400,00\n"
    "06/06/2026;VIR DURAND;;600,00\n"
    "07/06/2026;VIR INCONNU;;7,00\n"
)


def test_what_was_typed_stays_as_it_was_typed() -> None:
    fields = pasted(MORE, TYPED).added()
    assert {name: fields[name] for name in TYPED} == TYPED
    assert (fields["invoices-4-number"], fields["invoices-4-amount"]) == ("F-2", "50,00")
    assert "invoices-5-amount" not in fields
    assert "La facture F-1 était déjà dans le dossier" in pasted(MORE, TYPED).text()


def test_payments_are_proposed_and_counted_only_once_confirmed() -> None:
    typed = {**TYPED, "invoices-3-amount": ""}
    work = Importing(("releve.csv", BANK.encode()), fields=typed)
    shown = work.text()
    assert "400,00 € reçus le 05/06/2026" in shown
    assert "le virement cite la facture F-1" in shown
    assert "600,00 € reçus le 06/06/2026" in shown
    assert "1 paiement sans facture reconnue" in shown.replace("encaissement", "paiement")
    # the one that names its invoice is ticked, the other waits
    assert work.ask()["add"] == "Ajouter un paiement"
    fields = work.added()
    assert fields["invoices-0-payments-0-amount"] == "400,00"
    assert "invoices-0-payments-1-amount" not in fields
    boxes = re.findall(r'data-import="payment" data-key="([^"]+)"', work.ask()["html"]["import"])
    both = work.says(payments=dict.fromkeys(map(unescape, boxes), True)).added()
    assert both["invoices-0-payments-1-amount"] == "600,00"
    none = work.says(payments=dict.fromkeys(map(unescape, boxes), False))
    assert none.ask()["ready"] == 0
    assert "invoices-0-payments-0-amount" not in none.added()


def test_a_payment_and_a_credit_note_that_bear_the_number_of_their_invoice_go_to_it() -> None:
    rows = (
        "N°;Client;Nature;Date;Échéance;Montant TTC\n"
        "F-1;Durand;Facture;01/02/2026;03/03/2026;1 000,00\nF-1;Durand;Règlement;15/04/2026;;400,00\n"
        "F-2;Durand;Facture;01/03/2026;31/03/2026;500,00\nF-2;Durand;Avoir;15/03/2026;;-100,00\n"
    )
    work = pasted(rows)
    assert "numéro a déjà été lu" not in work.text()
    fields = work.added()
    assert (fields["invoices-1-credit_notes-0-issued_on"], fields["invoices-1-credit_notes-0-amount"]) == (
        "15/03/2026",
        "100,00",
    )
    assert fields["invoices-0-payments-0-amount"] == "400,00"
    assert "un avoir vient en déduction de la facture F-2" in work.text().replace("Un avoir", "un avoir")


@pytest.mark.parametrize("nature", ["Avoir;AV-7", "Règlement;R-7"])
def test_what_is_anothers_is_never_deducted_from_a_customers_invoice(nature: str) -> None:
    """B16 is Alpha's; Beta has no open invoice: its credit note or payment that names B16 lessens nothing."""
    rows = (
        "Type;N°;Client;Date;Échéance;Montant TTC;Facture d'origine\n"
        "Facture;B16;Alpha;01/02/2026;03/03/2026;1 000,00;\n"
        f"{nature};Beta;15/04/2026;;200,00;B16\n"
    )
    work = pasted(rows)
    fields = work.added()
    assert fields["invoices-0-amount"] == "1\u202f000,00"
    assert not [name for name in fields if "credit_notes" in name or "payments" in name]
    assert "200,00" in work.text()  # it is told
    own = pasted(rows.replace("Beta", "Alpha")).added()
    assert [value for name, value in own.items() if name.endswith("-0-amount") and value == "200,00"] == ["200,00"]


def test_the_reader_says_which_column_names_the_invoice_and_sees_that_lettering_is_not_read() -> None:
    rows = (
        "Type;N°;Client;Date;Échéance;Montant TTC;Rattachement;Lettrage\n"
        "Facture;F-1;Durand;01/02/2026;03/03/2026;1 000,00;;\nFacture;F-2;Durand;01/02/2026;03/03/2026;500,00;;AA\n"
        "Règlement;R-7;Durand;15/04/2026;;200,00;F-2;AA\n"
    )
    work = pasted(rows)
    shown = work.text()
    assert "Facture concernée" in shown
    assert "Colonnes qui ne sont pas lues (2)" in shown
    assert "« Lettrage »" in shown.replace("\u00a0", " ").partition("Colonnes qui ne sont pas lues")[2]
    work.says(tables=[{"file": "", "sheet": "", "roles": {"6": "corrects"}}])
    assert work.added()["invoices-1-payments-0-amount"] == "200,00"


def test_what_was_paid_in_excess_is_kept_whole() -> None:
    rows = "Date;Libellé;Débit;Crédit\n05/06/2026;VIR DURAND FACTURE F-1;;1 100,00\n"
    work = Importing(("releve.csv", rows.encode()), fields={**TYPED, "invoices-3-amount": ""})
    assert "avec 100,00 € en trop" in work.text()  # 1 100 - 1 000
    assert work.added()["invoices-0-payments-0-amount"] == "1 100,00".replace(" ", "\u202f")


def test_next_weeks_list_brings_its_one_new_payment() -> None:
    newer = (
        "Facture;Client;Date;Échéance;TTC;Réglé le;Montant réglé\n"
        "F-1;Durand;01/01/2026;31/01/2026;1 000,00;05/06/2026;400,00\n"
    )
    work = pasted(newer, {**TYPED, "invoices-3-amount": ""})
    assert work.ask()["add"] == "Ajouter un paiement"
    assert work.added()["invoices-0-payments-0-paid_on"] == "05/06/2026"


def test_next_weeks_list_brings_its_one_new_payment_without_a_reference() -> None:
    """Two payments that name no invoice: the first is in the case, the second is new."""
    head = "Type;N° pièce;Client;Date pièce;Échéance;Montant TTC\nFacture;F-1;Durand;01/01/2026;31/01/2026;1 000,00\n"
    first, second = "Règlement;VIR;Durand;05/03/2026;;-200,00\n", "Règlement;VIR;Durand;07/04/2026;;-300,00\n"
    before = pasted(head + first, {"debtor-name": "Durand", "as_of": "30/11/2026"}).added()
    assert (before["payments-0-paid_on"], before["payments-0-amount"]) == ("05/03/2026", "200,00")
    work = pasted(head + first + second, before)
    assert work.ask()["add"] == "Ajouter un paiement"
    after = work.added()
    assert (after["payments-1-paid_on"], after["payments-1-amount"]) == ("07/04/2026", "300,00")
    assert "payments-2-amount" not in after


def test_a_payment_for_the_oldest_is_for_the_account_so_that_the_law_sets_it() -> None:
    """F-1 is paid but for its 40 EUR by money for the account: a next payment is never put on F-1 alone."""
    typed = {
        "debtor-name": "Durand",
        "as_of": "30/11/2026",
        "invoices-0-number": "F-1",
        "invoices-0-amount": "1 000",
        "invoices-0-due_on": "31/01/2026",
        "invoices-1-number": "F-2",
        "invoices-1-amount": "3 000",
        "invoices-1-due_on": "28/02/2026",
        "payments-0-paid_on": "31/01/2026",
        "payments-0-amount": "1 000",
    }
    rows = "Date;Libellé;Débit;Crédit\n07/04/2026;VIR DURAND;;1 000,00\n"
    work = Importing(("releve.csv", rows.encode()), fields=typed)
    shown = work.text()
    assert "pour l’ensemble du dossier, la facture la plus ancienne d’abord" in shown
    boxes = re.findall(r'data-import="payment" data-key="([^"]+)"', work.ask()["html"]["import"])
    fields = work.says(payments=dict.fromkeys(map(unescape, boxes), True)).added()
    assert (fields["payments-1-paid_on"], fields["payments-1-amount"]) == ("07/04/2026", "1\u202f000,00")
    assert not [name for name in fields if re.match(r"invoices-\d-payments", name)]


def test_another_customers_list_begins_another_case_or_goes_where_the_reader_says() -> None:
    rows = MORE.replace("Durand", "Martin SAS").replace("F-1", "M-1").replace("F-2", "M-2")
    fields = {**TYPED, "creditor-name": "Atelier", "terms-rate-basis": "fixed", "terms-rate-percent": "12"}
    work = pasted(rows, fields)
    assert "Votre dossier est celui de Durand SARL. Ces factures sont celles de Martin SAS." in work.text()
    assert work.ask()["anew"] is True
    anew = work.added()
    assert (anew["debtor-name"], anew["creditor-name"], anew["invoices-0-number"]) == ("Martin SAS", "Atelier", "M-1")
    assert "terms-rate-percent" not in anew or anew["terms-rate-percent"] == ""
    here = work.says(into="here").added()
    assert (here["debtor-name"], here["invoices-4-number"], here["invoices-5-number"]) == ("Durand SARL", "M-1", "M-2")


def test_the_other_customers_are_offered_as_files_that_open() -> None:
    sums = (("F-1;Durand", 10), ("F-2;Martin", 20), ("F-3;Petit", 30))
    rows = "Facture;Client;Échéance;TTC\n" + "".join(f"{each};31/01/2026;{euros},00\n" for each, euros in sums)
    work = pasted(rows, {**BLANK, "creditor-name": "Atelier"})
    assert "Quel client d’abord" in work.text()
    file = work.ask("others")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(file["content"]))) as archive:
        claims = {name: read_claim(archive.read(name)) for name in archive.namelist()}
    assert sorted(claims) == ["creance-martin.json", "creance-petit.json"]
    martin = claims["creance-martin.json"]
    assert (martin.creditor.name, martin.debtor.name, martin.invoices[0].amount) == ("Atelier", "Martin", Decimal(20))


def test_a_term_that_says_nothing_of_the_month_is_kept_so_for_the_other_customers() -> None:
    """A new row stands at « je ne sais pas »: « non » is an answer, and the day hangs on it."""
    rows = (
        "N°;Client;Date;Délai;Montant TTC\nU1;Un SA;10/07/2025;30 jours;100,00\n"
        "D1;Deux SA;10/07/2025;30 jours;700,00\nD2;Deux SA;12/08/2025;45 jours fin de mois;500,00\n"
    )
    work = pasted(rows)
    un, _ = (unescape(key) for key in re.findall(CUSTOMER, work.ask()["html"]["import"]))
    (deux,) = [each["at"] for each in work.says(customer=un).ask("names")["others"]]
    fields = work.ask("cases", others=[{"at": deux}])["cases"][0]["fields"]
    months = {fields[f"invoices-{n}-number"]: fields.get(f"invoices-{n}-term-end_of_month") for n in (0, 1)}
    assert months == {"D1": "", "D2": "unknown"}


TOWN = (
    "N°;Client;Date;Reçue par la mairie le;Montant TTC;Payé le;Montant payé\n"
    "FA-201;Ville de Lune;09/01/2026;12/01/2026;4 870,50;;\n"
    "FA-214;Ville de Lune;18/05/2026;20/05/2026;12 300,00;;\n"
)


def test_a_public_buyers_days_run_from_the_day_it_had_the_invoice_in_a_list_too() -> None:
    """From 12 January and 20 May, 30 days end on 11 February and 19 June, not on 8 February and 17 June."""
    work = pasted(TOWN, {"debtor-kind": "public-body", "as_of": "25/10/2026"})
    assert "50 jours" in work.text()
    assert "fin de mois" not in work.text()
    fields = work.says(term="30 jours").added()
    told = handle(json.dumps({"action": "compute", "fields": fields, "today": "2026-10-25"}))
    shown = "".join(json.loads(told)["html"].values())
    assert set(re.findall(r"échue le (\d\d/\d\d/\d{4})", shown)) == {"11/02/2026", "19/06/2026"}


def test_without_the_day_of_receipt_it_is_said_that_a_public_buyers_term_starts_too_early() -> None:
    rows = TOWN.replace("12/01/2026;4", ";4")
    work = pasted(rows, {"debtor-kind": "public-body"}).says(term="30 jours")
    assert "court du jour où il a reçu la facture" in work.text()
    assert "court du jour où il a reçu la facture" not in pasted(rows).says(term="30 jours").text()
    fields = work.added()
    assert (fields.get("invoices-0-term-from"), fields.get("invoices-1-term-from")) == ("issue", None)


def test_settled_invoices_are_taken_where_the_reader_wants_their_penalties() -> None:
    rows = "Facture;Date;Échéance;TTC;Réglé le;Montant réglé\nF-1;01/02/2026;03/03/2026;100,00;05/04/2026;100,00\n"
    work = pasted(rows)
    assert work.ask()["ready"] == 0
    assert "Reprendre aussi la facture déjà payée" in work.text()
    assert "Tout est payé dans cette liste" in work.text()
    assert "Tout est payé" not in pasted(rows + "F-2;01/02/2026;03/03/2026;100,00;;\n").text()
    fields = work.says(settled=True).added()
    assert (fields["invoices-0-amount"], fields["invoices-0-payments-0-paid_on"]) == ("100,00", "05/04/2026")


def test_the_customer_stays_when_settled_invoices_are_taken_too() -> None:
    # Durand has the most that is open; with what was paid, Petit stands first and has the most of all
    rows = "Facture;Client;Date;Échéance;TTC;Réglé le;Montant réglé\n" + "".join(
        f"{number};{customer};01/02/2026;03/03/2026;100,00;{paid}\n"
        for number, customer, paid in (
            *((f"P-{at}", "Petit", "05/04/2026;100,00") for at in range(4)),
            *(("M-1", "Martin", ";"), ("D-1", "Durand", ";"), ("D-2", "Durand", ";")),
        )
    )
    work = pasted(rows)
    shown = work.ask()
    # as the page does: whose case it is goes along with the next answer
    assert work.says(customer=shown["customer"], settled=True).added()["debtor-name"] == "Durand"
    martin = next(key for key in re.findall(CUSTOMER, shown["html"]["import"]) if "martin" in key)
    assert work.says(customer=martin).added()["debtor-name"] == "Martin"
    assert work.says(settled=False).added()["debtor-name"] == "Martin"


def test_several_due_dates_of_one_invoice_stay_one_invoice_in_the_file() -> None:
    rows = "Facture;Date;Échéance;Montant échéance\nF-1;01/02/2026;03/03/2026;100,00\nF-1;01/02/2026;03/04/2026;50,00\n"
    work = pasted(rows, {**BLANK, "debtor-name": "Durand"})
    fields = work.added()
    saved = json.loads(handle(json.dumps({"action": "save", "fields": fields, "today": "2026-11-29"})))
    (invoice,) = saved["document"]["invoices"]
    assert [each["amount"] for each in invoice["instalments"]] == ["100.00", "50.00"]
    again = pasted(rows.replace("F-1", "F-2"), fields).added()
    saved = json.loads(handle(json.dumps({"action": "save", "fields": again, "today": "2026-11-29"})))
    assert [len(each["instalments"]) for each in saved["document"]["invoices"]] == [2, 2]
