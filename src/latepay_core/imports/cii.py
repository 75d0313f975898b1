"""CII, the UN's invoice: Factur-X and ZUGFeRD 2 of every profile; ZUGFeRD 1 says the same with older names."""

from xml.etree.ElementTree import Element

from latepay_core.imports.safe_xml import children, every, first, local, text
from latepay_core.imports.xml_fields import LEGAL_NOTES, Fields

_COMPANY, _VAT = ("SpecifiedLegalOrganization/ID", "GlobalID", "ID"), "VA"
_ADDRESS = ("LineOne", "LineTwo", "LineThree")


def fields_of(root: Element) -> Fields:
    """What a CII document says."""
    header = _child(root, "ExchangedDocument", "HeaderExchangedDocument")
    deal = _child(root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
    agreement = _child(deal, "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement")
    delivery = _child(deal, "ApplicableHeaderTradeDelivery", "ApplicableSupplyChainTradeDelivery")
    settlement = _child(deal, "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
    found = Fields(
        number=text(header, "ID"),
        kind=text(header, "TypeCode"),
        issued=text(header, "IssueDateTime/DateTimeString"),
        notes=_notes(header),
        seller=_party(first(agreement, "SellerTradeParty")),
        buyer=_party(first(agreement, "BuyerTradeParty")),
        delivered=text(delivery, "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"),
    )
    if settlement is not None:
        _settle(found, settlement)
    return found


def _child(element: Element | None, *names: str) -> Element | None:
    return None if element is None else next((child for child in element if local(child) in names), None)


def _settle(found: Fields, settlement: Element) -> None:
    """What the settlement says: sums, due dates, account, preceding invoice."""
    found.currency = text(settlement, "InvoiceCurrencyCode")
    preceding = "InvoiceReferencedDocument"
    found.preceding = text(settlement, f"{preceding}/IssuerAssignedID") or text(settlement, f"{preceding}/ID")
    accounts = every(settlement, "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID")
    found.iban = next((said for each in accounts if (said := text(each))), "").replace(" ", "")
    sums = _child(
        settlement, "SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"
    )
    found.total, found.payable = _sum(sums, "GrandTotalAmount"), _sum(sums, "DuePayableAmount")
    found.prepaid, found.rounding = _sum(sums, "TotalPrepaidAmount"), _sum(sums, "RoundingAmount")
    terms = every(settlement, "SpecifiedTradePaymentTerms")
    days = [(_due(each), text(each, "PartialPaymentAmount")) for each in terms if _due(each)]
    found.terms = next((said for each in terms if (said := text(each, "Description"))), "")
    if len(days) > 1:
        found.instalments = days
    # without the amount of each part, the last of several days is the one by which all was to be paid
    found.due = max((day for day, _ in days), default="")


def _due(terms: Element) -> str:
    return text(terms, "DueDateDateTime/DateTimeString")


def _sum(sums: Element | None, name: str) -> str:
    """A sum; where it is given in two currencies, the first is the invoice's."""
    found = [] if sums is None else list(children(sums, name))
    return text(found[0]) if found else ""


def _notes(header: Element | None) -> dict[str, str]:
    """The notes that French law puts on an invoice, by their code; several of one code are put together."""
    found: dict[str, str] = {}
    for note in every(header, "IncludedNote"):
        code = text(note, "SubjectCode")
        if code in LEGAL_NOTES:
            found[code] = " ".join(filter(None, (found.get(code, ""), text(note, "Content"))))
    return found


def _party(party: Element | None) -> dict[str, str]:
    if party is None:
        return {}
    address = first(party, "PostalTradeAddress")
    town = f"{text(address, 'PostcodeCode')} {text(address, 'CityName')}".strip()
    lines = [text(address, line) for line in _ADDRESS]
    company = first(party, "SpecifiedLegalOrganization/ID")
    emails = every(party, "DefinedTradeContact/EmailURIUniversalCommunication/URIID")
    return {
        "name": text(party, "Name") or text(party, "SpecifiedLegalOrganization/TradingBusinessName"),
        "id": text(company),
        "scheme": "" if company is None else company.get("schemeID", ""),
        "vat": _vat(party),
        "country": text(address, "CountryID"),
        "address": "\n".join(filter(None, (*lines, town))),
        "email": text(emails[0]) if emails else "",
    }


def _vat(party: Element) -> str:
    numbers = every(party, "SpecifiedTaxRegistration/ID")
    return next((text(each) for each in numbers if each.get("schemeID") == _VAT), "")
