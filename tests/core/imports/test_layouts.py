"""Other layouts than those of `tests/data/lists`: invoices, ledgers and banks as other programs write them."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

import openpyxl
import pytest

from latepay_core import Claim, draw_up
from latepay_core.imports import Found, Source, read_files
from latepay_core.outputs.spreadsheet import statement_workbook


def read(rows: str) -> Found:
    return read_files([Source("liste.csv", rows.encode())])


INVOICES: dict[str, tuple[str, list[str]]] = {
    "indy": (
        """Numéro;Date de facture;Date d'échéance;Client;Montant HT;Montant TVA;Montant TTC;Statut;Date de paiement
F-2025-001;12/01/2025;11/02/2025;Dupont SARL;1 000,00 €;200,00 €;1 200,00 €;Payée;20/02/2025
F-2025-002;15/03/2025;14/04/2025;Martin SA;500,00 €;100,00 €;600,00 €;En retard;
""",
        [
            "F-2025-001 Dupont SARL 2025-01-12 2025-02-11 1200.00 paid 1200.00 on 2025-02-20",
            "F-2025-002 Martin SA 2025-03-15 2025-04-14 600.00",
        ],
    ),
    "one word headings": (
        """ContactName,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Currency,Status
Dupont SARL,INV-0010,,15/01/2025,14/02/2025,1200.00,200.00,1000.00,EUR,Awaiting Payment
Martin SA,INV-0011,,28/02/2025,30/03/2025,600.00,0.00,600.00,EUR,Awaiting Payment
""",
        [
            "INV-0010 Dupont SARL 2025-01-15 2025-02-14 1200.00 paid 200.00 on None",
            "INV-0011 Martin SA 2025-02-28 2025-03-30 600.00",
        ],
    ),
    "american days, proved by one of them": (
        """Date,Type,No.,Customer,Due date,Balance,Total,Status
01/31/2026,Invoice,1001,Dupont SARL,03/02/2026,1200.00,1200.00,Overdue
02/05/2026,Invoice,1002,Martin SA,03/07/2026,0.00,600.00,Paid
""",
        [
            "1001 Dupont SARL 2026-01-31 2026-03-02 1200.00",
            "1002 Martin SA 2026-02-05 2026-03-07 600.00 paid 600.00 on None",
        ],
    ),
    "what is left to settle": (
        """N° document;Date document;Code client;Client;Date échéance;Total HT;TVA;Total TTC;Total réglé;Reste à régler
F-20250001;2025-01-10;C1;Dupont SARL;2025-02-09;100.00;20.00;120.00;20.00;100.00
""",
        ["F-20250001 Dupont SARL 2025-01-10 2025-02-09 120.00 paid 20.00 on None"],
    ),
    "customers above their invoices": (
        """Facture;Date;Échéance;Montant
Dupont SARL;;;
F1;01/01/2025;31/01/2025;500,00
F2;01/02/2025;02/03/2025;300,00
Martin;;;
F3;01/02/2025;02/03/2025;310,00
""",
        [
            "F1 Dupont SARL 2025-01-01 2025-01-31 500.00",
            "F2 Dupont SARL 2025-02-01 2025-03-02 300.00",
            "F3 Martin 2025-02-01 2025-03-02 310.00",
        ],
    ),
    "a customer called like a total": (
        """N°;Client;Date;Échéance;TTC
F1;TOTAL ENERGIES SA;01/01/2025;31/01/2025;500,00
Total;;;;500,00
""",
        ["F1 TOTAL ENERGIES SA 2025-01-01 2025-01-31 500.00"],
    ),
    "a deposit and a balance, each with its day": (
        """Facture;Client;Date;Echéance;TTC;Acompte;Date acompte;Solde payé;Date solde
F1;Dupont;01/01/2025;31/01/2025;1000,00;300,00;05/01/2025;200,00;10/03/2025
""",
        ["F1 Dupont 2025-01-01 2025-01-31 1000.00 paid 300.00 on 2025-01-05 paid 200.00 on 2025-03-10"],
    ),
    "a term in days": (
        """Facture;Client;Date facture;Délai (jours);Montant TTC
F1;Dupont;01/01/2025;30;1000,00
F2;Dupont;01/02/2025;45;500,00
""",
        ["F1 Dupont 2025-01-01 {'days': 30} 1000.00", "F2 Dupont 2025-02-01 {'days': 45} 500.00"],
    ),
    "three columns": (
        "Client;Montant;Echeance\nDupont;1200;15/02/2025\nMartin;600;20/02/2025\n",
        [" Dupont None 2025-02-15 1200.00", " Martin None 2025-02-20 600.00"],
    ),
    "what is left and nothing else": (
        "Client;N° facture;Date;Échéance;Solde\nDupont;F1;01/01/2025;31/01/2025;500,00\n",
        ["F1 Dupont 2025-01-01 2025-01-31 500.00"],
    ),
    "pasted from a page, wide gaps between cells": (
        "F-1  12/01/2025  Dupont SARL  11/02/2025  1 200,00\nF-2  15/01/2025  Martin SA  14/02/2025  600,00\n",
        ["F-1 Dupont SARL 2025-01-12 2025-02-11 1200.00", "F-2 Martin SA 2025-01-15 2025-02-14 600.00"],
    ),
    "a ledger by account": (
        """Compte;Intitulé;Date;Journal;N° pièce;Libellé;Échéance;Débit;Crédit;Lettrage
411DUPONT;DUPONT SARL;10/01/2025;VE;FA00012;Facture FA00012;09/02/2025;1 200,00;;A
411DUPONT;DUPONT SARL;20/02/2025;BQ;;Virement Dupont;;;1 200,00;A
411DUPONT;DUPONT SARL;10/03/2025;VE;FA00034;Facture FA00034;09/04/2025;600,00;;
""",
        [
            "FA00012 DUPONT SARL 2025-01-10 2025-02-09 1200.00 paid 1200.00 on 2025-02-20",
            "FA00034 DUPONT SARL 2025-03-10 2025-04-09 600.00",
        ],
    ),
    "a FEC cut by bars, with amounts and their side": (
        """JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Montant|Sens|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise
VE|Ventes|1|20250110|411000|Clients|C1|Dupont|F1001|20250110|Facture F1001|1200,00|D|||20250131||
VE|Ventes|1|20250110|706000|Ventes|||F1001|20250110|Facture F1001|1000,00|C|||20250131||
""",
        ["F1001 Dupont 2025-01-10 None 1200.00"],
    ),
    "sums of groups, as Odoo exports them": (
        """Numéro;Nom du partenaire à afficher sur la facture;Date facture;Échéance;Total signé;Montant dû signé
Société Orion (2);;;;1800,00;1500,00
FAC/2026/00012;Société Orion;2026-03-04;2026-04-03;1200,00;1200,00
FAC/2026/00019;Société Orion;2026-04-14;2026-05-14;600,00;300,00
""",
        [
            "FAC/2026/00012 Société Orion 2026-03-04 2026-04-03 1200.00",
            "FAC/2026/00019 Société Orion 2026-04-14 2026-05-14 600.00 paid 300.00 on None",
        ],
    ),
    "a schedule of Sage 50, with a running balance, totals and a footer": (
        """SARL DUPONT MENUISERIE;;;;;;;;
Échéancier clients au 30/11/2026;;;;;;;;
Code tiers;Intitulé;Date pièce;N° pièce;Libellé;Échéance;Débit;Crédit;Solde
411BOIS;BOIS & CIE;12/03/26;FC00231;Facture FC00231;11/04/26;2 400,00;;2 400,00
411BOIS;BOIS & CIE;20/05/26;FC00260;Facture FC00260;19/06/26;1 150,50;;3 550,50
411BOIS;BOIS & CIE;02/06/26;AV00012;Avoir sur FC00260;;;150,50;3 400,00
411BOIS;BOIS & CIE;15/06/26;VIR;Virement reçu;;;1 000,00;2 400,00
;Total BOIS & CIE;;;;;3 550,50;1 150,50;2 400,00
;Total général;;;;;3 550,50;1 150,50;2 400,00
Édité le 30/11/2026 à 10:42 - Page 1/1;;;;;;;;
""",
        [
            "FC00231 BOIS & CIE 2026-03-12 2026-04-11 2400.00",
            "FC00260 BOIS & CIE 2026-05-20 2026-06-19 1150.50",
        ],
    ),
    "an aged balance with a column for each age": (
        """Client;N° facture;Échéance;Non échu;1-30 jours;31-60 jours;61-90 jours;+ 90 jours;Total
Alpha;F-12;30/06/2026;;;;;1 200,00;1 200,00
Alpha;F-15;20/11/2026;;300,00;;;;300,00
Total;;;;300,00;;;1 200,00;1 500,00
""",
        ["F-12 Alpha None 2026-06-30 1200.00", "F-15 Alpha None 2026-11-20 300.00"],
    ),
    "days in words, points between thousands": (
        """N° de facture;Société;Émise le;À payer avant le;Total TTC;Déjà versé;Reste
2026-07;Cabinet Aubry;3 mars 2026;2 avril 2026;1.250,00 €;250,00 €;1.000,00 €
2026-09;Cabinet Aubry;1er avril 2026;1er mai 2026;480,00 €;;480,00 €
;;;Total;1.730,00 €;250,00 €;1.480,00 €
""",
        [
            "2026-07 Cabinet Aubry 2026-03-03 2026-04-02 1250.00 paid 250.00 on None",
            "2026-09 Cabinet Aubry 2026-04-01 2026-05-01 480.00",
        ],
    ),
    "a balance by customer in American English, with groups, totals and credit memos": (
        """Customer Balance Detail,,,,,,
"As of November 30, 2026",,,,,,
Date,Transaction type,Num,Due date,Amount,Open balance,Balance
Boulangerie Rey,,,,,,
03/12/2026,Invoice,1042,04/11/2026,"1,200.00","1,200.00","1,200.00"
05/20/2026,Invoice,1051,06/19/2026,850.00,350.00,"1,550.00"
06/02/2026,Credit Memo,CM-7,06/02/2026,-100.00,-100.00,"1,450.00"
Total for Boulangerie Rey,,,,"$1,950.00","$1,450.00",
TOTAL,,,,"$1,950.00","$1,450.00",
""",
        [
            "1042 Boulangerie Rey 2026-03-12 2026-04-11 1200.00",
            "1051 Boulangerie Rey 2026-05-20 2026-06-19 850.00 paid 500.00 on None",
        ],
    ),
    "a ledger by side, lettered": (
        """Compte;Nom;Date;Pièce;Échéance;Montant;Sens;Lettrage
411ALP;ALPHA;02/03/2026;F-12;01/04/2026;1200,00;D;
411BET;BETA;10/03/2026;F-14;09/04/2026;500,00;D;A
411BET;BETA;20/04/2026;CHQ;;500,00;C;A
""",
        [
            "F-12 ALPHA 2026-03-02 2026-04-01 1200.00",
            "F-14 BETA 2026-03-10 2026-04-09 500.00 paid 500.00 on 2026-04-20",
        ],
    ),
    "Dolibarr's own columns, with eight decimals": (
        """Réf. facture,Réf. client,Date facturation,Date échéance,Montant TTC,Reste à payer,Classée payée,Tiers
"FA2603-0007","PO-77","2026-03-09","2026-04-08","1800.00000000","1800.00000000","0","Lenoir"
"FA2604-0011","","2026-04-21","2026-05-21","480.00000000","0","1","Lenoir"
""",
        [
            "FA2603-0007 Lenoir 2026-03-09 2026-04-08 1800.00",
            "FA2604-0011 Lenoir 2026-04-21 2026-05-21 480.00 paid 480.00 on None",
        ],
    ),
    "Pennylane's own columns": (
        """label,customer_name,invoice_number,date,deadline,currency,amount_with_tax,remaining_amount,paid,status
Facture ACME - F-31,ACME SAS,F-31,2026-03-02,2026-04-01,EUR,1440.00,1440.00,false,late
Facture ACME - F-44,ACME SAS,F-44,2026-05-12,2026-06-11,EUR,720.00,220.00,false,partially_paid
Avoir ACME - A-2,ACME SAS,A-2,2026-06-20,,EUR,-120.00,-120.00,false,open
""",
        [
            "F-31 ACME SAS 2026-03-02 2026-04-01 1440.00",
            "F-44 ACME SAS 2026-05-12 2026-06-11 720.00 paid 500.00 on None",
        ],
    ),
    "a minus sign at the right": (
        """Facture;Client;Date;Échéance;Montant TTC
F-1;Alpha;01/03/2026;31/03/2026;1.200,00
A-1;Alpha;05/04/2026;;200,00-
""",
        ["F-1 Alpha 2026-03-01 2026-03-31 1200.00"],
    ),
}


@pytest.mark.parametrize(("rows", "want"), INVOICES.values(), ids=INVOICES)
def test_a_list_of_invoices(rows: str, want: list[str]) -> None:
    found = []
    for each in read(rows).invoices:
        due = each.due_on if each.term is None else dict(each.term)
        said = f"{each.number} {each.customer.name} {each.issued_on} {due} {each.amount}"
        found.append(said + "".join(f" paid {paid.amount} on {paid.paid_on}" for paid in each.paid))
    assert found == want


BANKS: dict[str, str] = {
    "bnp": """Solde au 31/10/2026;;;1 000,00
Date operation;Libelle court;Type operation;Libelle operation;Montant operation en euro
12/10/2026;VIR SEPA RECU;Virement recu;VIR SEPA RECU /DE DUPONT SARL /MOTIF FA26-164 /REF X;1 200,00
13/10/2026;PRLV;Prelevement;PRLV SEPA EDF;-100,00
""",
    "boursobank": """dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel
2026-10-12;2026-10-12;"VIR DUPONT SARL FA26-164";"Virements reçus";"Virements";"dupont";1200,00;;00040;BOURSO
2026-10-13;2026-10-13;"CARTE 12/10 SNCF";"Transports";"Vie";"sncf";-45,00;;00040;BOURSO
""",
    "credit mutuel": """Date;Date de valeur;Débit;Crédit;Libellé;Solde
12/10/2026;12/10/2026;;1200,00;VIR DUPONT SARL FA26-164;2000,00
13/10/2026;13/10/2026;-100,00;;PRLV EDF;1900,00
""",
    "banque postale": """Numéro Compte;00000
Solde (EUROS);1000,00

Date;Libellé;Montant(EUROS)
12/10/2026;"VIREMENT DE DUPONT SARL FA26-164";1200,00
13/10/2026;"PRELEVEMENT EDF";-100,00
""",
    "n26": """Date,Payee,Account number,Transaction type,Payment reference,Amount (EUR),Exchange Rate
2026-10-12,Dupont SARL,FR76,Income,FA26-164,1200.0,
2026-10-13,EDF,FR76,Direct Debit,,-100.0,
""",
    "wise": """"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance","Payer Name"
TRANSFER-1,12-10-2026,1200.00,EUR,"Received money from DUPONT SARL",FA26-164,1500.00,"DUPONT SARL"
""",
    "lcl, without headings": """12/10/2026;1200,00;Virement;;VIR SEPA DUPONT SARL FA26-164;;;
13/10/2026;-100,00;Prélèvement;;PRLV EDF;;;
""",
    "ofx 2": """<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="220"?><OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>
<CURDEF>EUR</CURDEF><BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261012120000</DTPOSTED>
<TRNAMT>1200.00</TRNAMT><NAME>VIR DUPONT SARL</NAME><MEMO>FA26-164</MEMO></STMTTRN><STMTTRN><TRNTYPE>DEBIT</TRNTYPE>
<DTPOSTED>20261013</DTPOSTED><TRNAMT>-45.00</TRNAMT><NAME>SNCF</NAME></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>
</BANKMSGSRSV1></OFX>""",
    "qif": "!Type:Bank\nD12/10/2026\nT1,200.00\nPVIR DUPONT SARL FA26-164\n^\nD13/10/2026\nT-45.00\nPCARTE SNCF\n^\n",
}


@pytest.mark.parametrize("rows", BANKS.values(), ids=BANKS)
def test_a_bank(rows: str) -> None:
    found = read(rows)
    (receipt,) = found.receipts
    assert (str(receipt.paid_on), str(receipt.amount)) == ("2026-10-12", "1200.00")
    assert receipt.payer.upper() == "DUPONT SARL"
    assert receipt.invoice == "FA26-164"
    assert not found.refused
    assert not [each for each in found.questions if each.need]


def test_days_that_can_be_read_in_two_ways_wait() -> None:
    rows = 'Invoice No,Customer,Invoice Date,Due Date,Gross\n1001,Dupont,05/06/2025,05/07/2025,"1,200.00"\n'
    found = read(rows)
    assert [(each.about, each.need) for each in found.questions] == [("dates", True)]
    assert found.invoices[0].doubtful


def test_amounts_without_vat_are_never_taken_for_what_is_due() -> None:
    found = read("Client;N° facture;Date;Échéance;Montant HT\nDupont;F1;01/01/2025;31/01/2025;500,00\n")
    assert not found.documents
    assert [each.about for each in found.questions] == ["vat"]


def test_one_column_of_days_without_a_heading_is_asked() -> None:
    found = read("F-1\tDupont SARL\t11/02/2025\t1 200,00 €\nF-2\tMartin SA\t14/02/2025\t600,00 €\n")
    assert not found.documents
    assert [(each.about, each.need) for each in found.questions] == [("columns", True)]


def test_a_credit_note_by_its_kind_and_by_its_invoice() -> None:
    rows = """Type;Numéro;Client;Date;Échéance;TTC;Facture d'origine
Facture;F1;Dupont;01/01/2025;31/01/2025;500,00;
Avoir;A1;Dupont;10/01/2025;;100,00;F1
Avoir;A2;Dupont;11/01/2025;;-50,00;
"""
    found = read(rows)
    assert [str(each.open) for each in found.invoices] == ["400.00"]
    assert [(each.number, str(each.amount)) for each in found.credit_notes] == [("A2", "50.00")]


def test_a_payment_that_says_when_what_was_paid_without_a_date_was() -> None:
    invoices = "N°;Client;Date;Échéance;TTC;Reste dû\nF26-164;Dupont;01/09/2026;01/10/2026;1200,00;700,00\n"
    bank = "Date;Date de valeur;Débit;Crédit;Libellé\n12/10/2026;12/10/2026;;500,00;VIR DUPONT F26-164\n"
    found = read_files([Source("factures.csv", invoices.encode()), Source("banque.csv", bank.encode())])
    (invoice,) = found.invoices
    assert [(str(each.paid_on), str(each.amount)) for each in invoice.paid] == [("2026-10-12", "500.00")]
    assert str(invoice.open) == "700.00"
    assert not found.receipts


@pytest.mark.parametrize(
    ("heading", "cells", "want"),
    [
        ("Réglé", ("15/02/2025", ""), [("2025-02-15", "100.00")]),
        ("Réglé", ("40,00", ""), [("None", "40.00")]),
        ("Réglé", ("-40,00", ""), [("None", "40.00")]),
        ("Payée", ("oui", "non"), [("None", "100.00")]),
        ("Payée", ("x", ""), [("None", "100.00")]),
    ],
)
def test_one_column_says_what_was_paid_or_when_or_that_it_was(
    heading: str, cells: tuple[str, str], want: list[tuple[str, str]]
) -> None:
    rows = f"N°;Client;Date;Échéance;TTC;{heading}\n"
    rows += "".join(f"F{at};A;01/01/2025;31/01/2025;100,00;{cell}\n" for at, cell in enumerate(cells))
    first, second = read(rows).invoices
    assert [(str(each.paid_on), str(each.amount)) for each in first.paid] == want
    assert second.paid == ()
    assert first.customer.name == "A"


def test_a_credit_note_without_a_sign_is_told_by_its_number() -> None:
    rows = "N°;Client;Date;Échéance;TTC\nF1;A;01/01/2025;31/01/2025;100,00\nF2;A;01/01/2025;31/01/2025;90,00\n"
    found = read(rows + "AV1;A;01/02/2025;;20,00\n")
    assert [(each.number, str(each.amount)) for each in found.credit_notes] == [("AV1", "20.00")]
    assert [each.code for each in found.remarks] == ["credit-by-number"]
    # where all numbers begin so, they are the firm's own
    assert len(read(rows.replace("F1", "AV8").replace("F2", "AV9")).invoices) == 2


def test_terms_in_english() -> None:
    rows = "Invoice #,Customer,Date,Terms,Amount\n1,D,2025-01-15,Net 30,100.00\n2,D,2025-01-15,Due on receipt,9.00\n"
    assert [dict(each.term or {}) for each in read(rows).invoices] == [{"days": 30}, {"days": 0, "from": "receipt"}]


def test_a_formula_saved_without_its_value_is_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["N°", "Client", "Échéance", "TTC"],
        ["F1", "A", date(2026, 1, 31), 100],
        ["F2", "A", date(2026, 1, 31), "=D2*2"],
    ):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    found = read_files([Source("f.xlsx", content.getvalue())])
    assert [each.number for each in found.invoices] == ["F1"]
    assert [(each.code, each.place.cell) for each in found.refused] == [("formula-unread", "D3")]


def test_the_whole_list_tells_how_one_sum_is_written() -> None:
    rows = "N°;Client;Date;Échéance;Montant\nF1;A;01/01/2025;31/01/2025;1.234\nF2;A;01/01/2025;31/01/2025;{}\n"
    assert [str(each.amount) for each in read(rows.format("12,50")).invoices] == ["1234.00", "12.50"]
    alone = read(rows.format("12.500"))
    assert [each.code for each in alone.refused] == ["amount-ambiguous", "amount-ambiguous"]
    assert [each.code for each in read(rows.format("100,00 HT")).refused] == ["amount-unreadable"]


def test_a_column_that_counts_the_rows_is_no_number() -> None:
    rows = "N°;Facture;Client;Échéance;TTC\n1;FA-8;A;31/01/2026;10,00\n2;FA-9;A;31/01/2026;20,00\n"
    assert [each.number for each in read(rows).invoices] == ["FA-8", "FA-9"]
    # alone, it is all there is
    assert [each.number for each in read(rows.replace("Facture", "Lieu")).invoices] == ["1", "2"]


def test_a_total_beside_penalties_is_not_what_is_left_of_the_invoice() -> None:
    rows = "N°;Client;Échéance;TTC;Pénalités;Total dû\nF1;A;31/01/2026;100,00;8,00;108,00\n"
    (invoice,) = read(rows).invoices
    assert (str(invoice.amount), str(invoice.open)) == ("100.00", "100.00")


def test_our_own_workbook_is_told_never_read_as_a_list() -> None:
    claim = {"as_of": "2026-03-15", "invoices": [{"number": "F-1", "due_on": "2025-11-30", "amount": "10000.00"}]}
    made = Claim.model_validate(claim)
    found = read_files([Source("decompte.xlsx", statement_workbook(made, draw_up(made)))])
    assert not found.documents
    assert not found.receipts
    assert [each.code for each in found.refused] == ["file-is-statement"]


def test_two_columns_of_what_was_paid_are_added_unless_they_say_the_same() -> None:
    head = "N°;Client;Échéance;TTC;{}\n"
    rows = head.format("Acompte;Règlement") + "F1;A;31/01/2026;100,00;30,00;20,00\nF2;A;31/01/2026;90,00;;20,00\n"
    assert [str(each.open) for each in read(rows).invoices] == ["50.00", "70.00"]
    same = head.format("Déjà payé;Montant réglé") + "F1;A;31/01/2026;100,00;30,00;30,00\n"
    assert [str(each.open) for each in read(same).invoices] == ["70.00"]


def test_a_page_number_between_rows_is_no_row() -> None:
    rows = "N°\tClient\tÉchéance\tTTC\nF1\tA\t31/01/2026\t100,00\nPage 1/2\nF2\tA\t31/01/2026\t50,00\n"
    found = read(rows)
    assert [each.number for each in found.invoices] == ["F1", "F2"]
    assert not found.refused


def test_debits_and_credits_of_customers_without_accounts() -> None:
    rows = "Client;Date;Libellé;Débit;Crédit\nA;10/01/2026;Facture FA26-001;100,00;\nA;12/02/2026;Règlement;;40,00\n"
    found = read(rows)
    assert [(each.number, str(each.amount)) for each in found.invoices] == [("FA26-001", "100.00")]
    assert [(str(each.amount), each.on_account) for each in found.receipts] == [("40.00", True)]


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book, into = openpyxl.Workbook(), io.BytesIO()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(into)
    return into.getvalue()


TITLES: list[object] = ["Facture", "Date", "Échéance", "Montant TTC"]


@pytest.mark.parametrize(
    ("names", "customers"),
    [(("Alpha", "Beta"), ["Alpha", "Beta"]), (("Janvier", "Février 2026"), ["", ""]), (("Feuil1", "Alpha"), ["", ""])],
)
def test_sheets_that_bear_customers_names_are_theirs(names: tuple[str, str], customers: list[str]) -> None:
    rows = [[number, date(2026, 3, 1), date(2026, 3, 31), 1000] for number in ("F-1", "F-2")]
    found = read_files(
        [Source("l.xlsx", workbook({name: [TITLES, row] for name, row in zip(names, rows, strict=True)}))]
    )
    assert [each.customer.name for each in found.invoices] == customers
    said = [each.figures["customer"] for each in found.remarks if each.code == "customer-of-sheet"]
    assert said == [each for each in customers if each]


def test_headings_merged_over_two_rows_behind_a_first_sheet_of_settings() -> None:
    titles: list[list[object]] = [
        ["Factures de vente - non soldées"],
        ["Document", None, None, "Client", None, "Montants", None, None, "Règlement", None],
        ["Numéro", "Date", "Échéance", "Code", "Nom", "HT", "TVA", "TTC", "Réglé", "Solde dû"],
    ]
    rows: list[list[object]] = [
        ["FA-14", date(2026, 2, 10), date(2026, 3, 12), "C012", "Ateliers Moreau", 1000, 200, 1200, 0, 1200],
        ["FA-19", date(2026, 3, 1), date(2026, 3, 31), "C012", "Ateliers Moreau", 500, 100, 600, 200, 400],
        ["AV-3", date(2026, 4, 2), None, "C012", "Ateliers Moreau", -100, -20, -120, 0, -120],
        [None, None, None, None, "Total général", 1400, 280, 1680, 200, 1480],
    ]
    sheets: dict[str, Sequence[Sequence[object]]] = {
        "Paramètres": [["Édité le", date(2026, 11, 30)]],
        "Factures": [*titles, *rows],
    }
    found = read_files([Source("l.xlsx", workbook(sheets))])
    assert [(each.number, each.customer.name, str(each.open)) for each in found.invoices] == [
        ("FA-14", "Ateliers Moreau", "1200.00"),
        ("FA-19", "Ateliers Moreau", "400.00"),
    ]
    assert ([str(each.amount) for each in found.credit_notes], found.refused) == (["120.00"], ())


def test_a_question_about_terms_counts_what_is_still_owed() -> None:
    rows = "Compte;Date;Pièce;Libellé;Débit;Crédit;Let\n411D;05/01/2026;F-1;DURAND;1800,00;;A\n"
    rows += "411D;20/02/2026;VIR;DURAND VIR;;1800,00;A\n411D;10/03/2026;F-2;DURAND;2640,00;;\n"
    (question,) = read(rows).questions
    assert (question.about, question.figures["count"], question.place.rows) == ("term", 1, (4,))
