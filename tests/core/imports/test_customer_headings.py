"""A known heading that names the customer besides: « SIREN client », « N° TVA du client »."""

import pytest

from latepay_core.imports import Source, read_files
from latepay_core.imports.headings import roles_of

SUMS = "31/10/2025;30/11/2025;100,00"


@pytest.mark.parametrize(
    "heading",
    ["SIREN client", "SIREN du client", "N° SIREN client", "SIRET client", "SIREN débiteur", "Client SIREN", "SIREN"],
)
def test_the_siren_is_the_customers(heading: str) -> None:
    rows = f"N° facture;Client;{heading};Date;Échéance;Montant TTC\nF-1;Durand;732 829 320;{SUMS}"
    assert [each.customer.siren for each in read_files([Source("l.csv", rows.encode())]).invoices] == ["732829320"]


def test_the_customers_siren_wins_over_one_that_says_not_whose() -> None:
    rows = f"N° facture;SIREN;Client;SIREN client;Date;Échéance;Montant TTC\nF-1;552100554;Durand;732829320;{SUMS}"
    assert [each.customer.siren for each in read_files([Source("l.csv", rows.encode())]).invoices] == ["732829320"]


@pytest.mark.parametrize("heading", ["N° TVA client", "TVA intracommunautaire du client", "Customer VAT number"])
def test_the_vat_number_is_the_customers(heading: str) -> None:
    assert list(roles_of(heading)) == ["vat_number"]


@pytest.mark.parametrize("heading", ["N° pièce client", "N° de facture client"])
def test_the_document_of_a_customer_is_numbered(heading: str) -> None:
    assert list(roles_of(heading)) == ["number"]


@pytest.mark.parametrize("heading", ["N° du client", "Référence du client", "Code du client", "Date client"])
def test_what_numbers_the_customer_numbers_no_invoice(heading: str) -> None:
    assert not {"number", "siren", "issued"} & roles_of(heading).keys()


def test_a_heading_merged_over_two_rows_names_its_column() -> None:
    """Two customers under « Client », which the second row of headings leaves empty, are not made one."""
    rows = "Client;Facture;;;Montants;\n;N°;Émission;Échéance;TTC;Reste dû\n"
    rows += "Durand SAS;F-1;01/09/2026;01/10/2026;1 200,00;1 200,00\n"
    rows += "Martin SARL;F-2;15/09/2026;15/10/2026;800,00;800,00\n"
    found = read_files([Source("l.csv", rows.encode())]).invoices
    assert [(each.customer.name, each.number) for each in found] == [("Durand SAS", "F-1"), ("Martin SARL", "F-2")]
    titled = "Balance âgée au 30/11/2026;;;;;\n" + rows.partition("\n")[2]
    assert [each.customer.name for each in read_files([Source("l.csv", titled.encode())]).invoices] == ["", ""]


def test_an_abbreviated_day_of_payment_and_a_german_customer_are_read() -> None:
    # 46296 is 1 October 2026 for a spreadsheet (46023 is 1 January 2026, 273 days before), 46320 the 25th
    rows = "Debitor;Réf.;Date;Éch.;TTC;Règl. le;Montant réglé;Solde\nDurand;F-1;46266;46296;800;46320;300;500\n"
    (invoice,) = read_files([Source("l.csv", rows.encode())]).invoices
    assert invoice.customer.name == "Durand"
    assert [(str(each.paid_on), str(each.amount)) for each in invoice.paid] == [("2026-10-25", "300.00")]
