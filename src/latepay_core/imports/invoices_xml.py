"""Electronic invoices and credit notes: CII (Factur-X, ZUGFeRD of both ages) and UBL, by EN 16931's business terms."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from latepay_core.claim.fields import AMOUNT_LIMIT, FIRST_DATE, LAST_DATE, calendar_date
from latepay_core.imports import cii, ubl
from latepay_core.imports.model import ZERO, Document, Found, Instalment, Paid, PartyFound, Place, Question, Refused
from latepay_core.imports.safe_xml import local
from latepay_core.imports.terms import term_within
from latepay_core.imports.xml_fields import Fields

_READERS: dict[str, Callable[[Element], Fields]] = {
    "CrossIndustryInvoice": cii.fields_of,
    "CrossIndustryDocument": cii.fields_of,
    "Invoice": ubl.fields_of,
    "CreditNote": ubl.fields_of,
}
#: UNTDID 1001: the codes of credit notes and of invoices that EN 16931 allows.
CREDIT_NOTES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"})
INVOICES = frozenset(
    [
        "71",
        "80",
        "82",
        "84",
        "102",
        "130",
        "202",
        "203",
        "204",
        "211",
        "218",
        "219",
        "295",
        "325",
        "326",
        "331",
        "380",
        "382",
        "383",
        "384",
        "385",
        "386",
        "387",
        "388",
        "389",
        "390",
        "393",
        "394",
        "395",
        "456",
        "457",
        "471",
        "472",
        "473",
        "500",
        "501",
        "527",
        "553",
        "575",
        "623",
        "633",
        "751",
        "780",
        "817",
        "870",
        "875",
        "876",
        "877",
        "935",
    ]
)
_UBL_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_SIREN, _SIRET = 9, 14


def reads(root: Element) -> bool:
    """Whether the root of an XML document is that of an electronic invoice."""
    name = local(root)
    return name in _READERS and (name.startswith("Cross") or _UBL_NAMESPACE in str(root.tag))


def fields_in(root: Element) -> Fields | None:
    """The texts of an electronic invoice, before they are read; None for another document."""
    return _READERS[local(root)](root) if reads(root) else None


def read_invoice(root: Element, file: str) -> Found:
    """The invoice or credit note of an XML document; another currency, or no total, refuses it."""
    said = _READERS[local(root)](root)
    place = Place(file)
    refused = _refused(said, place)
    if refused:
        return Found(refused=(refused,))
    document = _document(said, _amount(said.total) or ZERO, place)
    if document.credit or document.due_known:
        return Found((document,))
    figures = {"count": 1, "number": said.number, "words": said.terms}
    return Found((document,), questions=(Question("term", place, figures=figures),))


def _refused(said: Fields, place: Place) -> Refused | None:
    """Why a document cannot go in."""
    figures = {"number": said.number} if said.number else {}
    if said.currency not in ("", "EUR"):
        more = {"currency": said.currency, "amount": said.total}
        return Refused("currency-not-eur", place, figures | more, "BT-5")
    if said.kind and said.kind not in CREDIT_NOTES | INVOICES:
        return Refused("not-an-invoice", place, figures | {"kind": said.kind}, "BT-3")
    total = _amount(said.total)
    if not total:
        return Refused("amount-missing" if total is None else "amount-zero", place, figures, "BT-112")
    if _day(said.issued) is None and (_is_credit(said, total) or not said.due):
        return Refused("date-missing", place, figures, "BT-2")
    return None


def _is_credit(said: Fields, total: Decimal) -> bool:
    return said.credit or said.kind in CREDIT_NOTES or total < 0


def _document(said: Fields, total: Decimal, place: Place) -> Document:
    credit = _is_credit(said, total)
    issued_on, due_on = _day(said.issued), _day(said.due)
    instalments = tuple(_instalments(said))
    term = None if due_on or instalments or not issued_on else term_within(said.terms)
    return Document(
        place,
        said.number,
        _party(said.buyer),
        abs(total),
        credit,
        issued_on,
        None if credit or instalments else due_on,
        performed_on=_day(said.delivered),
        term=None if credit else term,
        term_words=said.terms,
        paid=() if credit else tuple(_prepaid(said, total)),
        instalments=() if credit else instalments,
        corrects=said.preceding,
        seller=replace(_party(said.seller), iban=said.iban),
        notes=said.notes,
        fields=said.origins,
    )


def _prepaid(said: Fields, total: Decimal) -> list[Paid]:
    """What was paid before the invoice (BT-113), or what the amount due (BT-115) shows of it; its day is not told."""
    prepaid = _amount(said.prepaid) or ZERO
    payable, rounding = _amount(said.payable), _amount(said.rounding) or ZERO
    if not prepaid and payable is not None:
        prepaid = total + rounding - payable
    return [Paid(None, prepaid)] if 0 < prepaid <= total else []


def _instalments(said: Fields) -> list[Instalment]:
    parts = [(_day(day), _amount(amount)) for day, amount in said.instalments]
    found = [Instalment(day, amount) for day, amount in parts if day and amount and amount > 0]
    return found if len(found) == len(parts) > 1 else []


def _party(said: dict[str, str]) -> PartyFound:
    figures = re.sub(r"[\s.]", "", said.get("id", ""))
    french = said.get("scheme") in {"0002", "0009"} or said.get("country", "FR") in {"", "FR"}
    siren = figures[:_SIREN] if french and figures.isdigit() and len(figures) in (_SIREN, _SIRET) else ""
    return PartyFound(
        name=said.get("name", ""),
        siren=siren,
        vat_number=said.get("vat", ""),
        country=said.get("country", ""),
        address=said.get("address", ""),
        email=said.get("email", ""),
    )


def _day(said: str) -> date | None:
    match = _DAY.match(said)
    found = calendar_date(*map(int, match.groups())) if match else None
    return found if found and FIRST_DATE <= found <= LAST_DATE else None


def _amount(said: str) -> Decimal | None:
    try:
        value = Decimal(said)
    except InvalidOperation:
        return None
    return value.quantize(Decimal("0.01")) if value.is_finite() and abs(value) < AMOUNT_LIMIT else None
