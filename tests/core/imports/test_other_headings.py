"""Headings as people write them in their own lists: British, German, Spanish, and French that no program prints."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from latepay_core.imports import Found, Source, read_files
from latepay_core.imports.headings import roles_of

HEADINGS = {
    "number": (
        "Inv no|Inv. No.|Inv #|Our ref|Ref no.|Tax invoice no.|N° pièce|Fact. n°|N.º factura|"
        "Rechnungs-Nr.|Rechnungsnr.|Bill no."
    ),
    "issued": (
        "Issued|Inv. date|Invoiced on|Date invoiced|Bill date|Tax point|Date raised|Émise le|Établie le|"
        "Dt facture|Date d'établissement|Rechnungsdatum|Fecha de factura|Sale date|Invoice raised"
    ),
    "due": (
        "Date due|Pay by|To be paid by|Payment due by|Payable by|Settlement due|Date d'échéance|"
        "Date limite|À payer pour le|Limite de règlement|Fälligkeitsdatum|Fällig am|Zahlbar bis|"
        "Vencimiento|Fecha de vencimiento|Payment by|Date butoir|À payer avant|Date due by"
    ),
    "amount": (
        "Amount (inc VAT)|Total inc. VAT|Total (incl. VAT)|VAT inclusive amount|Value inc VAT|inc VAT|"
        "Amount with VAT|Price inc VAT|Invoice value|Amount invoiced|Total including VAT|Tot. TTC|Mt TTC|"
        "Bruttobetrag|Rechnungsbetrag|Importe con IVA|Amt inc VAT|Facturé TTC|À payer TTC"
    ),
    "amount_net": (
        "Amount ex VAT|Total ex. VAT|Total exc VAT|Net|Net value|Total before tax|Nettobetrag|Base imponible"
    ),
    "open": (
        "Outstanding|Balance due|Still owed|Owing|Amount owing|Left to pay|Unpaid|To pay|O/S balance|"
        "Reste dû|Solde TTC|Montant TTC dû|À recouvrer|Reste à recouvrer|Offener Betrag|Offen|Saldo|"
        "Pendiente|Importe pendiente|Due to us|Owed to us|Balance left|Reste à devoir|Net outstanding"
    ),
    "paid_amount": (
        "Paid to date|Amount received|Received to date|Part payment|Cash received|Payments to date|"
        "Deposit paid|Réglé à ce jour|Déjà réglé|Bezahlt|Importe pagado|Déjà versé|Acomptes reçus|"
        "Amount already paid"
    ),
    "paid_on": (
        "Date settled|Settlement date|Cleared on|Last paid|Bezahlt am|Zahlungsdatum|Fecha de pago|When paid|Soldée le"
    ),
    "customer": (
        "Billed to|Invoiced to|Trading name|Organization|Account holder|Kundenname|Cliente|"
        "Nombre del cliente|Customer name and address|Facturé à|Nom de l'entreprise|Donneur d'ordres"
    ),
    "term": (
        "Payment terms|Credit period|Credit days|Term (days)|Days to pay|Net days|Zahlungsziel|"
        "Condiciones de pago|Échéance (jours)|Délai de règlement (j)"
    ),
    "corrects": ("Credit note for|Against invoice|Related invoice|For invoice"),
    "": (
        "Interest due|Total with interest|Disputed amount|Credit limit|Customer since|Days overdue|"
        "Paid by|Promised on|Montant litigieux|Customer PO|Retard (j)"
    ),
}


@pytest.mark.parametrize("role", HEADINGS)
def test_each_heading_is_read_as_what_it_says(role: str) -> None:
    read = {heading: roles_of(heading) for heading in HEADINGS[role].split("|")}
    assert {heading: min(roles, key=lambda each: roles[each]) if roles else "" for heading, roles in read.items()} == (
        dict.fromkeys(read, role)
    )


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def described(found: Found) -> list[str]:
    lines = []
    for each in (*found.invoices, *found.credit_notes):
        paid = "".join(f" paid {paid.amount} on {paid.paid_on}" for paid in each.paid)
        note = " credit" if each.credit else ""
        term = f" term {dict(each.term)}" if each.term else ""
        lines.append(
            f"{each.number} {each.customer.name} {each.issued_on} {each.due_on} {each.amount:.2f}{note}{term}{paid}"
        )
    return lines


#: A title, what it is of, a blank row; the headings; a blank row, the totals and a remark below.
BRITISH: list[list[Any]] = [
    ["Northern Fittings Ltd — Sales ledger"],
    ["Outstanding invoices as at 30 November 2026"],
    [],
    [
        "Invoice no.",
        "Customer",
        "Issued",
        "Date due",
        "Payment terms",
        "Amount (inc VAT)",
        "Paid to date",
        "Balance due",
    ],
    ["INV-1001", "Durand SARL", date(2026, 8, 3), date(2026, 9, 2), "30 days", 12000, 2000, 10000],
    ["INV-1002", "Petit SAS", date(2026, 9, 15), date(2026, 10, 15), "30 days", 1234.56, None, 1234.56],
    [],
    ["INV-1003", "Durand SARL", date(2026, 10, 1), date(2026, 10, 31), "30 days", 500, 0, 500],
    [],
    ["Totals", None, None, None, None, 13734.56, 2000, 11734.56],
    ["E&OE"],
]
#: 12 000 less the 2 000 paid on a day that the list does not give.
READ = [
    "INV-1001 Durand SARL 2026-08-03 2026-09-02 12000.00 paid 2000.00 on None",
    "INV-1002 Petit SAS 2026-09-15 2026-10-15 1234.56",
    "INV-1003 Durand SARL 2026-10-01 2026-10-31 500.00",
]


def test_a_british_workbook_with_a_title_blank_rows_and_totals() -> None:
    found = read_files([Source("ledger.xlsx", workbook(BRITISH))])
    assert described(found) == READ
    assert not found.refused
    assert not found.questions


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_same_as_text(separator: str) -> None:
    def cell(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return value.strftime("%d/%m/%Y")
        said = f"{value:,.2f}" if isinstance(value, int | float) else value
        return f'"{said}"' if separator in said else said

    text = "\n".join(separator.join(map(cell, row)) for row in BRITISH)
    found = read_files([Source("" if separator == "\t" else "ledger.csv", text.encode())])
    assert described(found) == READ
    assert found.refused == ()


LISTS = {
    "what is left is the due column": (
        "Inv no,Client,Date,Pay by,Total inc. VAT,Received,Due\nA1,Durand,01/09/2026,30/09/2026,900.00,300.00,600.00\n",
        ["A1 Durand 2026-09-01 2026-09-30 900.00 paid 300.00 on None"],
    ),
    "a deposit lowers the invoice": (
        "Invoice,Bill to,Issue date,Due by,Gross total,Deposit\nA1,Durand,01/09/2026,30/09/2026,900.00,300.00\n",
        ["A1 Durand 2026-09-01 2026-09-30 900.00 paid 300.00 on None"],
    ),
    "the day on which the money was received": (
        "Invoice,Account,Invoice date,Due date,Amount inc VAT,Amount received,Date received\n"
        "A1,Durand,01/09/2026,30/09/2026,900.00,300.00,15/10/2026\n",
        ["A1 Durand 2026-09-01 2026-09-30 900.00 paid 300.00 on 2026-10-15"],
    ),
    "part paid is not paid": (
        "Invoice,Customer,Invoice date,Due date,Amount,Status\n"
        "A1,Durand,01/09/2026,30/09/2026,900.00,Part paid\nA2,Durand,01/09/2026,30/09/2026,900.00,Paid\n",
        [
            "A1 Durand 2026-09-01 2026-09-30 900.00",
            "A2 Durand 2026-09-01 2026-09-30 900.00 paid 900.00 on None",
        ],
    ),
    "a column that says paid, yes or no": (
        "Invoice,Customer,Invoice date,Due date,Amount,Paid?\n"
        "A1,Durand,01/09/2026,30/09/2026,900.00,No\nA2,Durand,01/09/2026,30/09/2026,800.00,Yes\n",
        [
            "A1 Durand 2026-09-01 2026-09-30 900.00",
            "A2 Durand 2026-09-01 2026-09-30 800.00 paid 800.00 on None",
        ],
    ),
    "terms as the British write them": (
        "Invoice,Customer,Invoice date,Terms,Amount\n"
        "A1,Durand,01/09/2026,30 days from invoice date,900.00\nA2,Durand,01/09/2026,Nett 30,800.00\n"
        "A3,Durand,1st Sept 2026,30 days end of month,700.00\nA4,Durand,3rd September 2026,30 days nett,600.00\n",
        [
            "A1 Durand 2026-09-01 None 900.00 term {'days': 30}",
            "A2 Durand 2026-09-01 None 800.00 term {'days': 30}",
            "A3 Durand 2026-09-01 None 700.00 term {'days': 30, 'end_of_month': 'unknown'}",
            "A4 Durand 2026-09-03 None 600.00 term {'days': 30}",
        ],
    ),
    "a credit note by its kind": (
        "Type,Invoice no.,Customer,Issued,Due date,Gross\nInvoice,A1,Durand,01/09/2026,30/09/2026,900.00\n"
        "Sales credit,C1,Durand,02/09/2026,,100.00\nCRN,C2,Durand,03/09/2026,,50.00\n",
        [
            "A1 Durand 2026-09-01 2026-09-30 900.00",
            "C1 Durand 2026-09-02 None 100.00 credit",
            "C2 Durand 2026-09-03 None 50.00 credit",
        ],
    ),
    "German": (
        "Rechnungsnr.;Kunde;Rechnungsdatum;Fällig am;Bruttobetrag;Bezahlt\n"
        "R-1;Durand;01.09.2026;30.09.2026;1.900,00;300,00\nSumme;;;;1.900,00;300,00\n",
        ["R-1 Durand 2026-09-01 2026-09-30 1900.00 paid 300.00 on None"],
    ),
    "Spanish": (
        "N.º factura;Cliente;Fecha de factura;Vencimiento;Importe total;Pendiente\n"
        "E-1;Durand;01/09/2026;30/09/2026;1.900,00;1.600,00\n",
        ["E-1 Durand 2026-09-01 2026-09-30 1900.00 paid 300.00 on None"],
    ),
    "French, written by hand": (
        "N° pièce;Client;Émise le;Date d'échéance;Tot. TTC;Réglé à ce jour;Solde TTC\n"
        "F-1;Durand;01/09/2026;30/09/2026;1 900,00;300,00;1 600,00\nTotaux;;;;1 900,00;300,00;1 600,00\n",
        ["F-1 Durand 2026-09-01 2026-09-30 1900.00 paid 300.00 on None"],
    ),
    "only what is left": (
        "Fact. n°;Débiteur;Établie le;À payer pour le;Montant TTC dû\nF-1;Durand;01/09/2026;30/09/2026;1 600,00\n",
        ["F-1 Durand 2026-09-01 2026-09-30 1600.00"],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_ones_own(name: str) -> None:
    rows, expected = LISTS[name]
    found = read_files([Source("liste.csv", rows.encode())])
    assert [*described(found), *(each.code for each in found.refused)] == expected


@pytest.mark.parametrize("heading", ["Total inc VAT (£)", "Amount GBP", "Montant TTC ($)", "Total (CHF)"])
def test_sums_in_another_currency_by_their_heading_are_refused(heading: str) -> None:
    rows = f"Invoice no.;Customer;Issued;Date due;{heading}\nA1;Durand;01/09/2026;30/09/2026;900.00\n"
    found = read_files([Source("liste.csv", rows.encode())])
    assert found.invoices == ()
    assert [each.code for each in found.refused] == ["currency-not-eur"]


def test_sums_in_pounds_by_the_format_of_their_cells_are_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(BRITISH)))
    for row in (5, 6):
        book.active.cell(row, 6).number_format = ('"£"#,##0.00', "[$£-809]#,##0.00")[row - 5]
    stream = io.BytesIO()
    book.save(stream)
    found = read_files([Source("ledger.xlsx", stream.getvalue())])
    assert described(found) == READ[2:]
    assert [(each.code, each.place.rows) for each in found.refused] == [
        ("currency-not-eur", (5,)),
        ("currency-not-eur", (6,)),
    ]
