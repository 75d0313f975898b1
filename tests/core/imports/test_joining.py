"""Several files about the same invoices: nothing is counted twice, nothing is lost, and what was done is said."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from latepay_core.imports import Answers, Found, Source, read_files
from latepay_core.imports.assembling import assembled

INVOICES = Path(__file__).parents[2] / "data" / "invoices"
HEAD = "N°;Client;Date;Échéance;TTC\n"
BANK = "Date;Date de valeur;Débit;Crédit;Libellé\n"


def read(*files: str, answers: Answers | None = None) -> Found:
    return read_files([Source(f"{at}.csv", content.encode()) for at, content in enumerate(files)], answers)


def paid(found: Found) -> list[list[str]]:
    return [[f"{each.paid_on} {each.amount}" for each in invoice.paid] for invoice in found.invoices]


def book(**sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_a_list_and_the_pdf_of_one_of_its_invoices() -> None:
    # the list writes the name in its own way, and has neither company number nor account
    rows = HEAD + "FA-2017-0010;MA JOLIE BOUTIQUE SARL;13/11/2017;13/12/2017;671,15\n"
    pdf = Source("f.pdf", (INVOICES / "Facture_FR_EN16931.pdf").read_bytes())
    found = read_files([Source("l.csv", rows.encode()), pdf])
    assert len(found.invoices) == 1
    assert [each.code for each in found.remarks] == ["read-twice"]
    (claim,) = assembled(found).claims
    assert claim["creditor"]["iban"] == "FR2012421242124212421242124"
    assert len(claim["invoices"]) == 1


def test_the_invoices_of_one_customer_come_together_by_its_company_number() -> None:
    rows = HEAD + "F-9;Ma jolie boutique;01/02/2018;03/03/2018;100,00\n"
    pdf = Source("f.pdf", (INVOICES / "Facture_FR_EN16931.pdf").read_bytes())
    (claim,) = assembled(read_files([Source("l.csv", rows.encode()), pdf])).claims
    assert claim["debtor"]["siren"] == "787878784"
    assert [each["number"] for each in claim["invoices"]] == ["F-9", "FA-2017-0010"]


def test_one_customer_written_in_two_ways_is_one_customer() -> None:
    rows = "F-1;Ets Morvan & Fils;01/01/2026;31/01/2026;100,00\nF-2;ETS. MORVAN ET FILS;01/02/2026;28/02/2026;50,00\n"
    (claim,) = assembled(read(HEAD + rows)).claims
    assert [each["number"] for each in claim["invoices"]] == ["F-1", "F-2"]
    apart = "F-1;Morvan Père;01/01/2026;31/01/2026;100,00\nF-2;Morvan Fils;01/02/2026;28/02/2026;50,00\n"
    assert len(assembled(read(HEAD + apart)).claims) == 2


def test_one_number_of_two_sums_is_refused_never_merged() -> None:
    found = read(HEAD + "F1;A;01/01/2026;31/01/2026;100,00\n", HEAD + "F1;A;01/01/2026;31/01/2026;120,00\n")
    assert [str(each.amount) for each in found.invoices] == ["100.00"]
    assert [(each.code, each.place.file) for each in found.refused] == [("duplicate-number", "1.csv")]


def test_two_customers_may_have_one_number() -> None:
    found = read(HEAD + "1;Durand;01/01/2026;31/01/2026;100,00\n1;Lenoir;01/01/2026;31/01/2026;120,00\n")
    assert len(found.invoices) == 2
    assert not found.refused


def test_two_statements_that_overlap() -> None:
    line = "12/03/2026;12/03/2026;;40,00;VIR DURAND SANS REFERENCE\n"
    found = read(BANK + line, BANK + line)
    assert len(found.receipts) == 1
    assert [each.code for each in found.remarks] == ["payment-twice"]
    # twice in one statement, they are two payments
    assert len(read(BANK + line + line).receipts) == 2


def test_a_payment_that_the_list_has_some_days_before_the_bank() -> None:
    rows = "N°;Client;Date;Échéance;TTC;Réglé le;Montant réglé\nF1-26;A;01/01/2026;31/01/2026;100,00;10/03/2026;40,00\n"
    near = read(rows, BANK + "12/03/2026;12/03/2026;;40,00;VIR A F1-26\n")
    assert paid(near) == [["2026-03-10 40.00"]]
    far = read(rows, BANK + "12/04/2026;12/04/2026;;40,00;VIR A F1-26\n")
    assert paid(far) == [["2026-03-10 40.00", "2026-04-12 40.00"]]


def test_a_payment_of_what_is_settled_is_left_to_the_user() -> None:
    rows = "N°;Client;Date;Échéance;TTC;Réglé le\nF26-1;A;01/01/2026;31/01/2026;100,00;10/02/2026\n"
    found = read(rows, BANK + "12/04/2026;12/04/2026;;40,00;VIR A F26-1\n")
    assert paid(found) == [["2026-02-10 100.00"]]
    assert [each.invoice for each in found.receipts] == ["F26-1"]


LEDGER = "Compte;Intitulé;Date;Journal;Pièce;Libellé;Débit;Crédit;Lettrage\n"


def test_a_payment_that_went_back_is_no_payment_and_no_invoice() -> None:
    rows = LEDGER + "411A;A;10/01/2026;VE;F26-1;Facture F26-1;100,00;;\n"
    rows += (
        "411A;A;10/02/2026;BQ;B1;Prélèvement F26-1;;100,00;AA\n411A;A;15/02/2026;BQ;B2;Rejet prélèvement;100,00;;AA\n"
    )
    found = read(rows)
    assert [(each.number, str(each.open)) for each in found.invoices] == [("F26-1", "100.00")]
    assert not found.receipts
    assert not found.refused
    alone = read(rows.replace(";AA\n", ";\n"))
    assert [str(each.amount) for each in alone.invoices] == ["100.00"]
    assert [(each.code, each.place.row) for each in alone.refused] == [("payment-returned", 4)]


def test_what_a_ledger_carries_over_waits_for_its_own_due_date() -> None:
    rows = LEDGER + "411A;A;01/01/2026;AN;F25-1;Facture F25-1;100,00;;\n411A;A;10/01/2026;VE;F26-1;F26-1;50,00;;\n"
    found = read(rows, answers=Answers(term={"days": 30}))
    assert [each.number for each in found.invoices] == ["F26-1"]
    assert [(each.code, each.place.row) for each in found.refused] == [("start-missing", 2)]


def test_without_and_tax_add_up_to_what_is_due() -> None:
    rows = "N°;Client;Échéance;Total HT;TVA\nF1;A;31/01/2026;100,10;20,02\nF2;A;31/01/2026;50,00;\n"
    assert [str(each.amount) for each in read(rows).invoices] == ["120.12", "50.00"]


def test_a_formula_leaves_more_decimals_than_the_sheet_shows() -> None:
    # 2403.47 × 1.2 = 2884.164, shown as 2 884,16
    due = date(2026, 1, 31)
    content = book(
        Liste=[["N°", "Client", "Échéance", "TTC"], ["F1", "A", due, 2403.47 * 1.2], ["F2", "A", due, 0.125]]
    )
    found = read_files([Source("l.xlsx", content)])
    assert [str(each.amount) for each in found.invoices] == ["2884.16", "0.13"]


def test_a_sheet_of_credit_notes_and_a_summary_beside_the_invoices() -> None:
    due = date(2026, 1, 31)
    head = ["N°", "Client", "Date", "Échéance", "TTC"]
    content = book(
        Factures=[head, ["F1", "A", date(2026, 1, 1), due, 100]],
        Avoirs=[head, ["A1", "A", due, None, 20]],
        Clients=[["Client", "Dernière facture", "Montant"], ["A", due, 100], ["B", due, 50]],
    )
    found = read_files([Source("l.xlsx", content)])
    assert [(each.number, each.credit, str(each.amount)) for each in found.documents] == [
        ("F1", False, "100.00"),
        ("A1", True, "20.00"),
    ]
    assert [each.code for each in found.remarks if each.code == "sheet-left"] in ([], ["sheet-left"])


def test_a_number_as_the_bank_leaves_it() -> None:
    rows = HEAD + "F-2026/118;A;01/01/2026;31/01/2026;100,00\n12;A;01/01/2026;31/01/2026;90,00\n"
    found = read(rows, BANK + "12/03/2026;12/03/2026;;40,00;VIR A F2026118\n12/03/2026;12/03/2026;;9,00;VIR A LOT 12\n")
    assert paid(found) == [["2026-03-12 40.00"], []]
    # « 12 » may be anything
    assert [str(each.amount) for each in found.receipts] == ["9.00"]


def test_a_ledger_has_one_entry_for_each_due_date_of_an_invoice() -> None:
    head = "Compte;Intitulé;Date;Journal;Pièce;Libellé;Échéance;Débit;Crédit;Lettrage\n"
    rows = head + "411A;A;10/01/2026;VE;F26-1;Facture F26-1;31/01/2026;40,00;;AA\n"
    rows += "411A;A;10/01/2026;VE;F26-1;Facture F26-1;28/02/2026;60,00;;\n411A;A;05/02/2026;BQ;B1;Vir A;;;40,00;AA\n"
    (invoice,) = read(rows).invoices
    assert (str(invoice.amount), str(invoice.open), invoice.place.rows) == ("100.00", "60.00", (2, 3))
    assert [(str(each.due_on), str(each.amount)) for each in invoice.instalments] == [
        ("2026-01-31", "40.00"),
        ("2026-02-28", "60.00"),
    ]
    assert [f"{each.paid_on} {each.amount}" for each in invoice.paid] == ["2026-02-05 40.00"]


def test_an_account_that_may_hold_several_customers_is_told() -> None:
    rows = (
        LEDGER + "411000;Clients;10/01/2026;VE;F26-1;F26-1;100,00;;\n411000;Clients;11/01/2026;VE;F26-2;F26-2;50,00;;\n"
    )
    assert [each.code for each in read(rows).remarks] == ["collective-account"]


def test_a_credit_note_whose_remark_names_its_invoice_stands_with_it() -> None:
    """« Avoir sur F-2 » in any column of its row; without it the oldest invoice, F-1, would have been lessened."""
    rows = "N°;Client;Date;Échéance;TTC;Observations\n"
    rows += "F-1;Durand;01/03/2026;31/03/2026;1 200,00;\nF-2;Durand;01/04/2026;30/04/2026;800,00;\n"
    found = read(rows + "AV-9;Durand;02/05/2026;;-200,00;Avoir sur F-2\n")
    assert [(each.number, [note.number for note in each.credit_notes]) for each in found.invoices] == [
        ("F-1", []),
        ("F-2", ["AV-9"]),
    ]
    assert [each.code for each in found.remarks] == ["credit-note-linked"]
    # that column was read, and is not said to be left unread
    seen = {each.heading: each.remarks_read for each in found.tables[0].columns}
    assert seen["Observations"]
    assert not seen["TTC"]
    other = read(rows + "AV-9;Durand;02/05/2026;;-200,00;Avoir commercial de mai\n")
    assert [each.number for each in other.credit_notes] == ["AV-9"]


MOVEMENTS = """N°;Client;Type;Date;Échéance;Montant TTC
F-1;Durand;Facture;01/02/2026;03/03/2026;1 000,00
F-2;Durand;Facture;01/02/2026;03/03/2026;500,00
"""


def test_a_payment_taken_back_is_no_money_received() -> None:
    """+400 received of F-1, of which −400 bounced: the minus sign is not lost."""
    paid, back = "F-1;Durand;Règlement;15/04/2026;;400,00\n", "F-1;Durand;Règlement;20/04/2026;;-400,00\n"
    for rows, number in ((paid + back, 5), (back, 4), (paid + back.replace("-400,00", "(50,00)"), 5)):
        found = read(MOVEMENTS + rows)
        assert [(each.code, each.place.rows, each.figures["number"]) for each in found.refused] == [
            ("payment-taken-back", (number,), "F-1")
        ]
        assert [str(each.amount) for each in found.invoices[0].paid] == (["400.00"] if number == 5 else [])


def test_a_list_that_writes_all_payments_below_zero_holds_payments() -> None:
    rows = "F-1;Durand;Règlement;15/04/2026;;-400,00\nF-2;Durand;Règlement;20/04/2026;;-50,00\n"
    found = read(MOVEMENTS + rows)
    assert [[str(one.amount) for one in each.paid] for each in found.invoices] == [["400.00"], ["50.00"]]
    back = "F-1;Durand;Règlement;22/04/2026;;400,00\n"
    assert [(each.code, each.place.rows) for each in read(MOVEMENTS + rows + back).refused] == [
        ("payment-taken-back", (6,))
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Facture réglée",
        "Réf. facture",
        "Référence facture",
        "Facture d’origine",
        "N° facture d’origine",
        "Facture corrigée",
        "Facture",
    ],
)
@pytest.mark.parametrize("own", ["N°", "N° pièce"])
def test_the_column_that_links_a_payment_or_a_credit_note_to_its_invoice(heading: str, own: str) -> None:
    rows = (
        f"Type;{own};Client;Date;Échéance;Montant TTC;{heading}\n"
        "Facture;F-1;Durand;01/02/2026;03/03/2026;1 000,00;\nFacture;F-2;Durand;01/02/2026;03/03/2026;500,00;\n"
        "Règlement;R-7;Durand;15/04/2026;;200,00;F-2\nAvoir;AV-3;Durand;16/04/2026;;-50,00;F-2\n"
    )
    first, second = read(rows).invoices
    assert (first.number, first.paid, first.credit_notes) == ("F-1", (), ())
    assert (second.number, [str(each.amount) for each in second.paid]) == ("F-2", ["200.00"])
    assert [(each.number, str(each.amount)) for each in second.credit_notes] == [("AV-3", "50.00")]


def test_a_column_that_says_whether_an_invoice_is_paid_links_nothing() -> None:
    rows = "N°;Client;Date;Échéance;Montant TTC;Facture réglée\nF-1;D;01/02/2026;03/03/2026;10,00;oui\n"
    rows += "F-2;D;01/02/2026;03/03/2026;20,00;non\n"
    found = read(rows)
    assert [(each.number, each.settled) for each in found.invoices] == [("F-1", True), ("F-2", False)]


def test_two_payments_of_one_sum_are_two_and_one_told_twice_is_one() -> None:
    head = "Nature;N°;Client;Date;Échéance;TTC;Réglé le;Montant réglé\n"
    invoice = "Facture;F-1;Durand;01/09/2026;30/09/2026;100,00"
    rows = "Règlement;F-1;Durand;10/10/2026;;30,00;;\nRèglement;F-1;Durand;12/10/2026;;30,00;;\n"
    assert paid(read(head + invoice + ";;\n" + rows)) == [["2026-10-10 30.00", "2026-10-12 30.00"]]
    # the first row tells again what the invoice's own row shows
    found = read(head + invoice + ";09/10/2026;30,00\n" + rows)
    assert paid(found) == [["2026-10-09 30.00", "2026-10-12 30.00"]]
    assert [each.code for each in found.remarks] == ["payment-known"]
