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
