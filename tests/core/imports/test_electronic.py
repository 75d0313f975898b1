"""Electronic invoices: the public examples, with values read from their XML by hand, and what they do not cover."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from latepay_core.imports import Found, Source, read_files
from latepay_core.imports.assembling import assembled

INVOICES = Path(__file__).parents[2] / "data" / "invoices"


def read(*names: str) -> Found:
    return read_files(Source(name, (INVOICES / name).read_bytes()) for name in names)


def test_a_factur_x_invoice_gives_its_parties_sums_and_days() -> None:
    (invoice,) = read("Facture_FR_EN16931.pdf").invoices
    # BT-112 671.15, BT-113 201.00 of an unknown day, BT-115 470.15
    assert (invoice.number, invoice.amount, invoice.open) == ("FA-2017-0010", Decimal("671.15"), Decimal("470.15"))
    assert (invoice.issued_on, invoice.due_on) == (date(2017, 11, 13), date(2017, 12, 13))
    assert [(each.paid_on, each.amount) for each in invoice.paid] == [(None, Decimal("201.00"))]
    customer, seller = invoice.customer, invoice.seller
    assert seller is not None
    assert (customer.name, customer.siren, customer.vat_number) == ("Ma jolie boutique", "787878784", "FR19787878784")
    assert customer.address == "35 rue de la République\n69001 Lyon"
    assert (seller.name, seller.siren) == ("Au bon moulin", "999999998")
    assert seller.iban == "FR2012421242124212421242124"
    assert invoice.fields["due_on"] == "BT-9"
    assert invoice.fields["open"] == "BT-115"


def test_the_basic_wl_profile_says_the_same() -> None:
    (invoice,) = read("Facture_FR_BASICWL.pdf").invoices
    assert (invoice.number, invoice.due_on, invoice.open) == ("FA-2017-0010", date(2017, 12, 13), Decimal("470.15"))


def test_the_minimum_profile_has_no_due_date_and_that_is_asked() -> None:
    found = read("Facture_FR_MINIMUM.pdf")
    (invoice,) = found.invoices
    assert (invoice.amount, invoice.open, invoice.due_on) == (Decimal("671.15"), Decimal("470.15"), None)
    assert [(each.about, each.need) for each in found.questions] == [("term", True)]


def test_a_credit_note_finds_its_invoice() -> None:
    # alone it names FA-2017-0010; with it, 470.15 - 233.47 = 236.68 is left
    (note,) = read("Avoir_FR_type381_BASIC.pdf").credit_notes
    assert (note.number, note.amount, note.corrects) == ("AV-2017-0005", Decimal("233.47"), "FA-2017-0010")
    assert note.issued_on == date(2017, 11, 16)
    found = read("Avoir_FR_type381_BASIC.pdf", "Facture_FR_EN16931.pdf")
    (invoice,) = found.invoices
    assert not found.credit_notes
    assert invoice.open == Decimal("236.68")


@pytest.mark.parametrize("name", ["CII_example1.xml", "UBL_guide_example1.xml", "UBL_tc434_example1.xml"])
def test_a_dutch_invoice_in_euros(name: str) -> None:
    (invoice,) = read(name).invoices
    assert (invoice.number, invoice.amount) == ("12115118", Decimal("250.33"))
    assert (invoice.issued_on, invoice.due_on) == (date(2015, 1, 9), date(2015, 1, 9))
    assert (invoice.customer.name, invoice.customer.country) == ("ODIN 59", "NL")
    assert invoice.seller is not None
    assert (invoice.seller.name, invoice.seller.iban) == ("De Koksmaat", "NL57RABO0107307510")


@pytest.mark.parametrize(
    ("name", "number", "amount"),
    [
        ("CII_example3.xml", "TOSL108", "1125"),
        ("UBL_tc434_example3.xml", "TOSL108", "2005.00"),
        ("UBL_tc434_example5.xml", "TOSL110", "4675.00"),
    ],
)
def test_danish_crowns_are_refused_never_read_as_euros(name: str, number: str, amount: str) -> None:
    found = read(name)
    assert not found.documents
    (refused,) = found.refused
    assert refused.code == "currency-not-eur"
    assert dict(refused.figures) == {"number": number, "currency": "DKK", "amount": amount}


def test_the_same_invoice_twice_goes_in_once() -> None:
    found = read("UBL_guide_example1.xml", "UBL_tc434_example1.xml")
    assert len(found.invoices) == 1
    assert [each.code for each in found.remarks] == ["read-twice"]


def test_an_archive_of_invoices_is_read_whole() -> None:
    names = ("Facture_FR_EN16931.pdf", "Avoir_FR_type381_BASIC.pdf", "CII_example1.xml")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(f"2017/{name}", (INVOICES / name).read_bytes())
        archive.writestr("__MACOSX/._x.pdf", b"nothing")
    found = read_files([Source("factures.zip", content.getvalue())])
    assert [each.number for each in found.invoices] == ["FA-2017-0010", "12115118"]
    assert found.invoices[0].place.file == "factures.zip/2017/Facture_FR_EN16931.pdf"
    made = assembled(found)
    assert [claim["debtor"]["name"] for claim in made.claims] == ["Ma jolie boutique", "ODIN 59"]
    # 671.15 less the 201.00 paid on a day that the invoice does not tell
    assert made.claims[0]["invoices"][0]["amount"] == "470.15"
    assert made.claims[0]["invoices"][0]["credit_notes"][0]["amount"] == "233.47"
    assert [each.code for each in made.remarks] == ["credit-note-linked", "paid-undated"]


CII = """<rsm:CrossIndustryInvoice xmlns:rsm="r" xmlns:ram="a" xmlns:udt="u">
<rsm:ExchangedDocument><ram:ID>F-7</ram:ID><ram:TypeCode>{kind}</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20260301</udt:DateTimeString></ram:IssueDateTime>{notes}
</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Nous</ram:Name></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Eux</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>
<udt:DateTimeString format="102">20260225</udt:DateTimeString></ram:OccurrenceDateTime>
</ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>{terms}
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>{total}</ram:GrandTotalAmount>
<ram:DuePayableAmount>{total}</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def cii(terms: str = "", notes: str = "", kind: str = "380", total: str = "1000.00") -> Found:
    return read_files([Source("f.xml", CII.format(terms=terms, notes=notes, kind=kind, total=total).encode())])


def payable(day: str = "", part: str = "", words: str = "") -> str:
    due = f'<ram:DueDateDateTime><udt:DateTimeString format="102">{day}</udt:DateTimeString></ram:DueDateDateTime>'
    amount = f"<ram:PartialPaymentAmount>{part}</ram:PartialPaymentAmount>"
    said = f"<ram:Description>{escape(words)}</ram:Description>"
    inside = (said if words else "") + (due if day else "") + (amount if part else "")
    return f"<ram:SpecifiedTradePaymentTerms>{inside}</ram:SpecifiedTradePaymentTerms>"


def test_terms_in_words_give_the_term() -> None:
    (invoice,) = cii(payable(words="Paiement à 45 jours fin de mois. Pas d'escompte.")).invoices
    assert dict(invoice.term or {}) == {"days": 45, "end_of_month": "unknown"}
    assert invoice.performed_on == date(2026, 2, 25)
    assert invoice.fields["term"] == "BT-20"


def test_terms_that_say_two_things_are_asked() -> None:
    found = cii(payable(words="30 % à la commande, solde à 60 jours"))
    assert found.invoices[0].term is None
    assert [each.about for each in found.questions] == ["term"]


def test_several_due_dates_are_instalments() -> None:
    found = cii(payable("20260331", "400.00") + payable("20260430", "600.00"))
    (invoice,) = found.invoices
    assert [(each.due_on, each.amount) for each in invoice.instalments] == [
        (date(2026, 3, 31), Decimal("400.00")),
        (date(2026, 4, 30), Decimal("600.00")),
    ]
    (row,) = assembled(found).claims[0]["invoices"]
    assert row["amount"] == "1000.00"
    assert row["instalments"] == [
        {"due_on": "2026-03-31", "amount": "400.00"},
        {"due_on": "2026-04-30", "amount": "600.00"},
    ]


def test_several_due_dates_without_their_parts_leave_the_last() -> None:
    (invoice,) = cii(payable("20260331") + payable("20260430")).invoices
    assert invoice.due_on == date(2026, 4, 30)


def test_a_negative_total_is_a_credit_note() -> None:
    (note,) = cii(total="-120.00").credit_notes
    assert note.amount == Decimal("120.00")


def test_the_notes_of_french_law_are_kept_by_their_codes() -> None:
    note = "<ram:IncludedNote><ram:Content>{}</ram:Content><ram:SubjectCode>{}</ram:SubjectCode></ram:IncludedNote>"
    notes = note.format("12 % l'an", "PMD") + note.format("40 €", "PMT") + note.format("Bonjour", "AAI")
    (invoice,) = cii(payable("20260331"), notes).invoices
    assert dict(invoice.notes) == {"PMD": "12 % l'an", "PMT": "40 €"}
    assert invoice.fields["notes.PMD"] == "BT-22 (PMD)"


@pytest.mark.parametrize(("kind", "code"), [("220", "not-an-invoice"), ("351", "not-an-invoice")])
def test_an_order_or_a_despatch_advice_is_no_invoice(kind: str, code: str) -> None:
    found = cii(payable("20260331"), kind=kind)
    assert [each.code for each in found.refused] == [code]


@pytest.mark.parametrize(("total", "code"), [("", "amount-missing"), ("x", "amount-missing"), ("0.00", "amount-zero")])
def test_an_invoice_without_a_total_is_refused(total: str, code: str) -> None:
    found = cii(payable("20260331"), total=total)
    assert [each.code for each in found.refused] == [code]
    assert found.refused[0].heading == "BT-112"


UBL = """<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" xmlns:c="c">
<c:ID>AV-1</c:ID><c:IssueDate>2026-04-02</c:IssueDate><c:CreditNoteTypeCode>381</c:CreditNoteTypeCode>
<c:Note>#AAB#Pas d'escompte</c:Note><c:DocumentCurrencyCode>EUR</c:DocumentCurrencyCode>
<c:BillingReference><c:InvoiceDocumentReference><c:ID>F-7</c:ID></c:InvoiceDocumentReference></c:BillingReference>
<c:AccountingSupplierParty><c:Party><c:PartyLegalEntity><c:RegistrationName>Nous</c:RegistrationName>
</c:PartyLegalEntity></c:Party></c:AccountingSupplierParty>
<c:AccountingCustomerParty><c:Party><c:PartyLegalEntity><c:RegistrationName>Eux</c:RegistrationName>
</c:PartyLegalEntity></c:Party></c:AccountingCustomerParty>
<c:LegalMonetaryTotal><c:TaxInclusiveAmount>150.00</c:TaxInclusiveAmount><c:PayableAmount>150.00</c:PayableAmount>
</c:LegalMonetaryTotal></CreditNote>"""


def test_a_ubl_credit_note_finds_a_cii_invoice() -> None:
    invoice = CII.format(terms=payable("20260331"), notes="", kind="380", total="1000.00")
    found = read_files([Source("a.xml", UBL.encode()), Source("f.xml", invoice.encode())])
    assert not found.credit_notes
    assert found.invoices[0].open == Decimal("850.00")
    assert dict(found.invoices[0].credit_notes[0].notes) == {"AAB": "Pas d'escompte"}


ZUGFERD_1 = """<rsm:CrossIndustryDocument xmlns:rsm="r" xmlns:ram="a" xmlns:udt="u">
<rsm:HeaderExchangedDocument><ram:ID>R-1</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20140305</udt:DateTimeString></ram:IssueDateTime>
</rsm:HeaderExchangedDocument><rsm:SpecifiedSupplyChainTradeTransaction>
<ram:ApplicableSupplyChainTradeAgreement><ram:SellerTradeParty><ram:Name>Wir</ram:Name></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Sie</ram:Name></ram:BuyerTradeParty></ram:ApplicableSupplyChainTradeAgreement>
<ram:ApplicableSupplyChainTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20140404</udt:DateTimeString>
</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms><ram:SpecifiedTradeSettlementMonetarySummation>
<ram:GrandTotalAmount currencyID="EUR">529.87</ram:GrandTotalAmount>
<ram:DuePayableAmount currencyID="EUR">529.87</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementMonetarySummation></ram:ApplicableSupplyChainTradeSettlement>
</rsm:SpecifiedSupplyChainTradeTransaction></rsm:CrossIndustryDocument>"""


def test_the_first_zugferd_says_the_same_with_older_names() -> None:
    (invoice,) = read_files([Source("z.xml", ZUGFERD_1.encode())]).invoices
    assert (invoice.number, invoice.amount, invoice.due_on) == ("R-1", Decimal("529.87"), date(2014, 4, 4))
    assert invoice.customer.name == "Sie"
