"""Lists, statements and electronic invoices come into the form: what was understood, asked, mended, what goes in."""

from __future__ import annotations

import base64
import io
import itertools
import json
import re
import zipfile
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from calculator.app import handle
from calculator.app.form import read_form
from latepay_core import read_claim
from latepay_core.outputs.verify import Outcome, verify
from latepay_core.wording.french import amount as in_euros

DATA = Path(__file__).parents[1] / "data"
LISTS = sorted(path.name for path in (DATA / "lists").iterdir() if path.is_file() and path.name != "README.md")
LARGE = "grande-liste-10000.csv"
BLANK = {"as_of": "29/11/2026"}
#: A customer to choose: a button, or a line of a list.
CUSTOMER = r'(?:data-import="customer" value|<option value)="([^"]+)"[^>]*>[^<]* · '
KEYS = itertools.count()


class Importing:
    """The page, as far as it imports: it gives the files once, then asks with the answers so far."""

    def __init__(self, *files: tuple[str, bytes], fields: dict[str, str] | None = None) -> None:
        self.names = [name for name, _ in files]
        self.sources = [{"name": name, "bytes": base64.b64encode(content).decode()} for name, content in files]
        self.fields = fields or BLANK
        self.answers: dict[str, Any] = {}
        self.remembered: dict[str, dict[str, str]] = {}
        self.key = str(next(KEYS))

    def ask(
        self, step: str = "read", *, with_files: bool = False, others: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        request: dict[str, Any] = {
            "action": "import",
            "step": step,
            "key": self.key,
            "names": self.names,
            "answers": self.answers,
            "remembered": self.remembered,
            "fields": self.fields,
            "today": "2026-11-29",
        }
        if others is not None:
            request["others"] = others
        if with_files:
            request["sources"] = self.sources
        answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
        assert "fault" not in answer
        if answer["state"] == "gone" and not with_files:
            return self.ask(step, with_files=True, others=others)
        return answer

    def says(self, **answers: Any) -> Importing:
        self.answers |= answers
        return self

    def text(self) -> str:
        return plain(self.ask()["html"]["import"])

    def added(self) -> dict[str, str]:
        return entries(self.ask("add")["html"]["form"])


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ").split())


def entries(html: str) -> dict[str, str]:
    """What stands in the form, sleeping rows included: of choices, what was chosen."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", html):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        found[attributes.get("name", "")] = unescape(attributes.get("value", ""))
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)', html):
        found[name] = unescape(text)
    return {name: value for name, value in found.items() if name and value}


def of_list(name: str) -> Importing:
    return Importing((name, (DATA / "lists" / name).read_bytes()))


def pasted(rows: str, fields: dict[str, str] | None = None) -> Importing:
    return Importing(("", rows.encode()), fields=fields)


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


# ---------------------------------------------------------------- questions

HT = "Facture;Date;Échéance;Montant HT\nF-1;01/02/2026;03/03/2026;100,00\nF-2;01/02/2026;03/03/2026;50,50\n"
NO_TERM = "Facture;Client;Date;TTC\nF-3;Durand;31/01/2026;100,00\n"
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


# ---------------------------------------------------------------- a case that is there

TYPED = {
    "as_of": "29/11/2026",
    "debtor-name": "Durand SARL",
    "invoices-0-number": "F-1",
    "invoices-0-amount": "1 000 euros",
    "invoices-0-issued_on": "1er janvier 2026",
    "invoices-0-due_on": "31 janvier 2026",
    "invoices-3-amount": "douze",
}
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


def test_settled_invoices_are_taken_where_the_reader_wants_their_penalties() -> None:
    rows = "Facture;Date;Échéance;TTC;Réglé le;Montant réglé\nF-1;01/02/2026;03/03/2026;100,00;05/04/2026;100,00\n"
    work = pasted(rows)
    assert work.ask()["ready"] == 0
    assert "Reprendre aussi la facture déjà payée" in work.text()
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


# ---------------------------------------------------------------- electronic invoices, hostile files, memory


def invoice_file(name: str) -> tuple[str, bytes]:
    return name, (DATA / "invoices" / name).read_bytes()


def test_an_electronic_invoice_shows_the_field_of_each_value_and_its_credit_note_finds_it() -> None:
    work = Importing(invoice_file("Facture_FR_EN16931.pdf"))
    shown = work.text()
    assert "FA-2017-0010" in shown
    assert "13/12/2017 BT-9" in shown
    assert "671,15 BT-112" in shown
    fields = work.added()
    # BT-112 671.15 less BT-113 201.00, paid on a day that the file does not give
    assert (fields["invoices-0-amount"], fields["creditor-name"]) == ("470,15", "Au bon moulin")
    note = Importing(invoice_file("Avoir_FR_type381_BASIC.pdf"), fields=fields)
    assert note.ask()["add"] == "Ajouter un avoir"
    with_note = note.added()
    assert with_note["invoices-0-credit_notes-0-amount"] == "233,47"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("piege.xml", LAUGHS),
        ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        ("abime.pdf", b"%PDF-1.7 rien"),
        ("abime.xlsx", b"PK\x03\x04" + bytes(40)),
        ("vide.csv", b""),
        ("recette.txt", "Deux œufs, du beurre.".encode()),
    ],
)
def test_a_file_that_holds_nothing_gets_one_sentence_and_the_case_stays(name: str, content: bytes) -> None:
    work = Importing((name, content), fields=TYPED)
    answer = work.ask()
    assert (answer["ready"], answer["add"]) == (0, "")
    assert answer["html"]["import"].count("<strong>") == 1
    assert work.added() == entries(
        json.loads(
            handle(json.dumps({"action": "open", "file": json.dumps({"schema": "latepay.draft/1", "fields": TYPED})}))
        )["html"]["form"]
    )


def test_another_python_asks_for_the_files_again() -> None:
    first, second = pasted(NO_TERM), pasted(HT)
    assert first.ask()["documents"] == 1
    assert second.ask()["ready"] == 0
    request = {"action": "import", "step": "read", "key": first.key, "fields": BLANK, "today": "2026-11-29"}
    assert json.loads(handle(json.dumps(request))) == {"state": "gone"}
    assert first.ask()["documents"] == 1


def test_columns_that_the_device_remembers_are_read_so_and_said() -> None:
    rows = "Facture;Livraison;Date butoir;Somme\nF-1;01/02/2026;03/03/2026;100,00\n"
    work = pasted(rows).says(tables=[{"file": "", "sheet": "", "roles": {"1": "issued", "2": "due", "3": "amount"}}])
    (signature,) = work.ask()["signatures"]
    later = pasted(rows.replace("F-1", "F-9"))
    later.remembered = {signature["signature"]: {"1": "issued", "2": "due", "3": "amount"}}
    assert "Colonnes lues comme vous l’avez retenu" in later.text()
    assert later.added()["invoices-0-due_on"] == "03/03/2026"


def test_a_saved_case_is_left_to_the_way_that_opens_it() -> None:
    claim = {"schema": "latepay.claim/1", "invoices": [{"amount": "10.00", "due_on": "2026-01-31"}]}
    assert Importing(("dossier.txt", json.dumps(claim).encode())).ask() == {"state": "case"}


def test_a_total_of_the_list_is_written_as_money() -> None:
    shown = pasted("Facture;Client;Échéance;TTC\nF-1;A;31/01/2026;1 234,50\nF-2;B;31/01/2026;1,00\n").text()
    assert f"A · une facture · {in_euros(Decimal('1234.50'))}".replace("\u202f", " ").replace("\u00a0", " ") in shown


def test_saved_cases_of_one_file_are_taken_whole() -> None:
    claims = [
        {
            "schema": "latepay.claim/1",
            "debtor": {"name": name},
            "invoices": [
                {"number": number, "amount": "1000.00", "issued_on": "2026-01-01", "term": {"days": 30}},
            ],
            "events": [{"kind": "reminder", "on": "2026-02-10"}],
        }
        for name, number in (("Durand", "F-1"), ("Lenoir", "F-2"))
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for at, claim in enumerate(claims):
            archive.writestr(f"creance-{at}.json", json.dumps(claim))
        archive.writestr("abime.json", '{"schema": "latepay.claim/1", "invoices": [')
    together = json.dumps({"schema": "latepay.cases/1", "claims": claims}).encode()
    for name, content in (("dossiers.zip", packed.getvalue()), ("dossiers.json", together)):
        work = Importing((name, content))
        answer = work.ask()
        assert answer["state"] == "cases"
        said = plain(answer["html"]["import"])
        for words in ("2 dossiers enregistrés ici", "Durand", "Lenoir", "Garder ces 2 dossiers"):
            assert words in said
        assert ("abime.json" in said) == (name == "dossiers.zip")
        assert [each["name"] for each in work.ask("own-names")["others"]] == ["Durand", "Lenoir"]
        found = work.ask("own-cases", others=[{"at": 1}])["cases"]
        assert [each["at"] for each in found] == [1]
        fields = found[0]["fields"]
        assert fields["invoices-0-term-end_of_month"] == ""
        assert (fields["debtor-name"], fields["events-0-kind"], fields["events-0-on"]) == (
            "Lenoir",
            "reminder",
            "10/02/2026",
        )
    opened = {"action": "open", "file": together.decode(), "name": "dossiers.json", "today": "2026-11-29"}
    assert json.loads(handle(json.dumps(opened)))["state"] == "cases"


LETTERS = {
    "Durand": {"invoices-0-number": "F-1", "invoices-0-amount": "1 000", "invoices-0-due_on": "30/09/2026"},
    "Lenoir": {"invoices-0-number": "L-1", "invoices-0-amount": "250,50", "invoices-0-due_on": "15/10/2026"},
}
#: Five days after the due date: a first reminder, which has no statement annexed.
RECENT = {"invoices-0-number": "R-1", "invoices-0-amount": "80", "invoices-0-due_on": "24/11/2026"}


def letters_of_the_day(cases: dict[str, dict[str, str]], events: dict[str, str] | None = None) -> bytes:
    """The archive that « Vos clients » makes."""
    asked = {"action": "mailing", "today": "2026-11-29"}
    made = []
    for name, invoice in cases.items():
        fields = {"debtor-name": name, "creditor-name": "Atelier", **invoice, **(events or {})}
        made.append({"name": name, **json.loads(handle(json.dumps({**asked, "name": name, "fields": fields})))})
    packed = handle(json.dumps({**asked, "action": "mailings", "mailings": made}))
    return base64.b64decode(json.loads(packed)["content"])


#: After two reminders, the letter of the day is a notice, with its statement annexed.
REMINDED = {
    "events-0-kind": "reminder",
    "events-0-on": "02/11/2026",
    "events-1-kind": "reminder",
    "events-1-on": "10/11/2026",
}


def test_letters_of_the_day_that_come_back_are_told_in_one_sentence_and_open_with_their_invoices() -> None:
    work = Importing(("lettres.zip", letters_of_the_day(LETTERS, REMINDED)))
    answer = work.ask()
    shown = plain(answer["html"]["import"])
    assert answer["state"] == "cases"
    told = "2 lettres faites ici : chacune porte les factures de son dossier, sans ce que vous y aviez noté"
    assert told in shown
    assert "Durand · une facture" in shown
    assert "lettres.zip/" not in shown, "no refusal for each file"
    found = work.ask("own-names")
    assert (found["letters"], [each["name"] for each in found["others"]]) == (True, ["Durand", "Lenoir"])
    case = work.ask("own-cases", others=[{"at": 1}])["cases"][0]["fields"]
    assert (case["debtor-name"], case["invoices-0-amount"]) == ("Lenoir", "250,50")


#: Beside the late one: an invoice of 500 for which 600 came in on its day, one paid in full, one that is not due yet.
WHOLE = LETTERS["Durand"] | {
    "invoices-1-number": "F-2",
    "invoices-1-amount": "500",
    "invoices-1-due_on": "31/08/2026",
    "invoices-1-payments-0-paid_on": "31/08/2026",
    "invoices-1-payments-0-amount": "600",
    "invoices-2-number": "F-3",
    "invoices-2-amount": "80",
    "invoices-2-due_on": "31/08/2026",
    "invoices-2-payments-0-paid_on": "20/08/2026",
    "invoices-2-payments-0-amount": "80",
    "invoices-3-number": "F-4",
    "invoices-3-amount": "90",
    "invoices-3-due_on": "31/12/2026",
    "payments-0-paid_on": "02/10/2026",
    "payments-0-amount": "100",
}


@pytest.mark.parametrize("packed", [True, False])
def test_a_letter_that_comes_back_brings_every_invoice_of_its_case(packed: bool) -> None:
    """What was paid in full, too much, or is not due is in no notice, and in the case all the same."""
    content = letters_of_the_day({"Durand": WHOLE}, REMINDED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pdf = next(archive.read(each) for each in archive.namelist() if each.endswith(".pdf"))
    work = Importing(("lettres.zip", content) if packed else ("lettre.pdf", pdf))
    document = work.ask()["document"]
    assert [each["number"] for each in document["invoices"]] == ["F-1", "F-2", "F-3", "F-4"]
    assert document["invoices"][1]["payments"] == [{"paid_on": "2026-08-31", "amount": "600.00"}]
    assert document["payments"] == [{"paid_on": "2026-10-02", "amount": "100.00"}]
    assert "events" not in document, "what was noted of calls and reminders is for no debtor to read"
    assert verify(pdf).outcome is Outcome.AGREES


def test_letters_without_their_invoices_are_refused_in_one_sentence() -> None:
    work = Importing(("lettres.zip", letters_of_the_day({"Petit": RECENT, "Blanc": RECENT})))
    answer = work.ask()
    shown = plain(answer["html"]["import"])
    assert answer["state"] == "read"
    assert shown.count("lettres.zip") == 2, "once in what was read, once in the refusal"
    assert "lettres.zip : Des lettres faites ici n’y portent pas les factures dont elles parlent" in shown
    both = letters_of_the_day(LETTERS, REMINDED), letters_of_the_day({"Petit": RECENT})
    shown = Importing(("a.zip", both[0]), ("b.zip", both[1])).text()
    assert "2 lettres faites ici" in shown
    assert "b.zip : Des lettres faites ici n’y portent pas" in shown


def test_one_letter_is_the_case_that_it_carries() -> None:
    with zipfile.ZipFile(io.BytesIO(letters_of_the_day({"Durand": LETTERS["Durand"]}, REMINDED))) as archive:
        pdf = next(archive.read(each) for each in archive.namelist() if each.endswith(".pdf"))
        word = next(archive.read(each) for each in archive.namelist() if each.endswith(".docx"))
    answer = Importing(("lettre.pdf", pdf)).ask()
    assert (answer["state"], answer["document"]["invoices"][0]["number"]) == ("case", "F-1")
    assert "ouvrez plutôt son PDF" in Importing(("lettre.docx", word)).text()


def test_an_archive_of_one_case_is_that_case() -> None:
    claim = {"debtor": {"name": "Durand"}, "invoices": [{"number": "F-1", "amount": "10.00", "due_on": "2026-01-31"}]}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("creance.json", json.dumps(claim))
    assert Importing(("dossier.zip", packed.getvalue())).ask() == {"state": "case", "document": claim}
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("factures.csv", "Facture;Client;Échéance;TTC\nF-2;Martin;31/01/2026;20,00\n")
    assert Importing(("dossier.zip", packed.getvalue())).ask()["state"] == "mixed"
