"""UBL 2: OASIS's Invoice and CreditNote, as Peppol and XRechnung use them."""

import re
from xml.etree.ElementTree import Element

from latepay_core.imports.safe_xml import every, first, local, text
from latepay_core.imports.xml_fields import LEGAL_NOTES, Fields

#: A note's code stands before its text: `#PMD#Pénalités…`.
_NOTE = re.compile(r"#([A-Z]{3})#\s*(.*)", re.DOTALL)
_STREETS = ("StreetName", "AdditionalStreetName")


def fields_of(root: Element) -> Fields:
    """What a UBL document says."""
    sums = first(root, "LegalMonetaryTotal")
    terms = every(root, "PaymentTerms")
    days = [(day, text(each, "Amount")) for each in terms if (day := text(each, "PaymentDueDate"))]
    found = Fields(
        number=text(root, "ID"),
        kind=text(root, "InvoiceTypeCode") or text(root, "CreditNoteTypeCode"),
        credit=local(root) == "CreditNote",
        currency=text(root, "DocumentCurrencyCode"),
        issued=text(root, "IssueDate"),
        due=text(root, "DueDate")
        or text(root, "PaymentMeans/PaymentDueDate")
        or max((day for day, _ in days), default=""),
        terms=next((said for each in terms if (said := text(each, "Note"))), ""),
        delivered=text(root, "Delivery/ActualDeliveryDate"),
        total=text(sums, "TaxInclusiveAmount"),
        payable=text(sums, "PayableAmount"),
        prepaid=text(sums, "PrepaidAmount"),
        rounding=text(sums, "PayableRoundingAmount"),
        preceding=text(root, "BillingReference/InvoiceDocumentReference/ID"),
        iban=_account(root),
        seller=_party(first(root, "AccountingSupplierParty/Party")),
        buyer=_party(first(root, "AccountingCustomerParty/Party")),
        notes=_notes(root),
    )
    if len(days) > 1:
        found.instalments = days
    return found


def _account(root: Element) -> str:
    accounts = every(root, "PaymentMeans/PayeeFinancialAccount/ID")
    return next((said for each in accounts if (said := text(each))), "").replace(" ", "")


def _notes(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for note in every(root, "Note"):
        match = _NOTE.match(text(note))
        if match and match[1] in LEGAL_NOTES:
            found[match[1]] = " ".join(filter(None, (found.get(match[1], ""), match[2])))
    return found


def _party(party: Element | None) -> dict[str, str]:
    if party is None:
        return {}
    address = first(party, "PostalAddress")
    lines = [text(address, street) for street in _STREETS]
    lines += [text(each, "Line") for each in every(address, "AddressLine")]
    town = f"{text(address, 'PostalZone')} {text(address, 'CityName')}".strip()
    company = first(party, "PartyLegalEntity/CompanyID")
    return {
        "name": text(party, "PartyLegalEntity/RegistrationName") or text(party, "PartyName/Name"),
        "id": text(company),
        "scheme": "" if company is None else company.get("schemeID", ""),
        "vat": _vat(party),
        "country": text(address, "Country/IdentificationCode"),
        "address": "\n".join(filter(None, (*lines, town))),
        "email": text(party, "Contact/ElectronicMail"),
    }


def _vat(party: Element) -> str:
    schemes = every(party, "PartyTaxScheme")
    return next((text(each, "CompanyID") for each in schemes if text(each, "TaxScheme/ID") == "VAT"), "")
