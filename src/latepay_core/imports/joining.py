"""What several sheets and files say together: payments and credit notes beside the invoices that they name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from latepay_core.imports.headings import plain_heading
from latepay_core.imports.matching import may_be_of, same_firm
from latepay_core.imports.model import ZERO, Answers, Document, Found, Paid, PartyFound, Place, Receipt, Refused, Remark
from latepay_core.imports.parties import unified
from latepay_core.imports.references import bare, invoice_named

#: A firm enters a payment within so many days of the bank.
NEAR = timedelta(days=5)
_NOTHING_FOUND = "nothing-found"
_SEVERAL = 2
#: Names of sheets that are no customer's: months, years, what the sheet holds, what programs call it.
_OF_NOBODY = re.compile(
    r"\d{4}|^\d|\b(jan|fev|fevr|feb|mar|avr|apr|mai|may|juin|juil|jun|jul|aou|aug|sep|sept|oct|nov|dec)\b"
    r"|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|trimestre|semestre|quarter|feuil|sheet|onglet|page|tableau|table|export|liste|list|data|donnees"
    r"|factur|invoice|client|customer|avoir|credit|reglement|paiement|payment|impaye|unpaid|echeanc|ventes?\b|sales"
    r"|relance|retard|overdue|total|recap|solde|encours|balance|suivi|ouvert|open\b"
)


def joined_sheets(sheets: Iterable[Found]) -> Found:
    """What the sheets of a workbook hold; a sheet without a list is left aside where another sheet has one."""
    found = Found()
    unused = Found()
    sheets = list(_named_after_their_sheets(list(sheets)))
    for each in (refused for sheet in sheets for refused in sheet.refused if refused.code == "file-is-statement"):
        return Found(refused=(Refused(each.code, Place(each.place.file)),))
    numbered = any(each.number for sheet in sheets for each in sheet.documents)
    for sheet in sheets:
        if numbered and sheet.documents and not any(each.number for each in sheet.documents):
            # a summary of the same invoices, customer by customer
            found += Found(remarks=(Remark("sheet-left", sheet.documents[0].place),))
        elif any(each.code == _NOTHING_FOUND for each in sheet.refused) or (
            not sheet.documents and not sheet.receipts and not sheet.refused
        ):
            unused += sheet
        else:
            found += sheet
    return found if found.documents or found.receipts else found + unused


def _named_after_their_sheets(sheets: list[Found]) -> Iterable[Found]:
    """The sheets; where several hold invoices and none says whose, each is the customer's whose name it bears."""
    lists = [each for each in sheets if each.documents]
    names = [each.documents[0].place.sheet for each in lists]
    if (
        len(lists) < _SEVERAL
        or any(each.customer.key for sheet in lists for each in sheet.documents)
        or any(_OF_NOBODY.search(plain_heading(name)) for name in names)
    ):
        return sheets
    return [_of_customer(each, each.documents[0].place.sheet) if each.documents else each for each in sheets]


def _of_customer(sheet: Found, name: str) -> Found:
    """A sheet whose invoices and payments are a customer's."""
    customer = PartyFound(name=name)
    remark = Remark("customer-of-sheet", Place(sheet.documents[0].place.file, sheet=name), {"customer": name})
    return replace(
        sheet,
        documents=tuple(replace(each, customer=customer) for each in sheet.documents),
        receipts=tuple(replace(each, customer=customer, payer=each.payer or name) for each in sheet.receipts),
        remarks=(*sheet.remarks, remark),
    )


def joined(found: Found, answers: Answers) -> Found:
    """The same, once duplicates are told, what names an invoice stands with it, and the answers are heard."""
    found = unified(found)
    documents, refused, twice = _without_duplicates(found.documents)
    documents, remarks = _credited(documents)
    receipts, again = _once(found.receipts)
    documents, receipts, more = _paid(documents, receipts)
    questions = found.questions
    if answers.term is not None:
        refused += [_without_start(each) for each in documents if not each.due_known and not each.issued_on]
        documents = [each.with_term(answers.term) for each in documents if each.due_known or each.issued_on]
        questions = tuple(each for each in questions if each.about != "term")
    return replace(
        found,
        documents=tuple(documents),
        receipts=tuple(receipts),
        refused=found.refused + tuple(refused),
        questions=questions,
        remarks=(*found.remarks, *twice, *again, *remarks, *more),
    )


def _without_start(document: Document) -> Refused:
    """An invoice whose term has no day to be counted from: what a ledger carries over has its opening day alone."""
    return Refused("start-missing", document.place, {"number": document.number})


def _without_duplicates(documents: Iterable[Document]) -> tuple[list[Document], list[Refused], list[Remark]]:
    """Each document once: another sheet or file may hold it again, with the same sum or with another."""
    kept: list[Document] = []
    by_number: dict[str, list[int]] = defaultdict(list)
    refused: list[Refused] = []
    remarks: list[Remark] = []
    for document in documents:
        same = [at for at in by_number[document.number.casefold()] if document.number and _is_same(kept[at], document)]
        if not same:
            by_number[document.number.casefold()].append(len(kept))
            kept.append(document)
        elif kept[same[0]].amount == document.amount and kept[same[0]].place.file != document.place.file:
            kept[same[0]] = _completed(kept[same[0]], document)
            remarks.append(Remark("read-twice", document.place, {"number": document.number}))
        else:
            refused.append(Refused("duplicate-number", document.place, {"number": document.number}))
    return kept, refused, remarks


def _is_same(one: Document, other: Document) -> bool:
    """Whether two documents of one number are the same: of one customer, as one file or two name it."""
    if one.credit != other.credit or (one.seller and other.seller and one.seller.key != other.seller.key):
        return False
    if one.customer.key == other.customer.key:
        return True
    sirens = one.customer.siren and other.customer.siren
    names = same_firm(one.customer.name, other.customer.name) or not (one.customer.key and other.customer.key)
    return one.place.file != other.place.file and not sirens and names


def _completed(one: Document, other: Document) -> Document:
    """A document with what only the other file says of it."""
    return replace(
        one,
        seller=one.seller or other.seller,
        issued_on=one.issued_on or other.issued_on,
        due_on=one.due_on or (None if one.due_known else other.due_on),
        performed_on=one.performed_on or other.performed_on,
        paid=one.paid or other.paid,
        notes=one.notes or other.notes,
        fields={**other.fields, **one.fields},
    )


def _once(receipts: Iterable[Receipt]) -> tuple[list[Receipt], list[Remark]]:
    """Each payment once: two statements may overlap. Twice in one file, they are two payments."""
    seen: dict[tuple[object, ...], str] = {}
    kept: list[Receipt] = []
    remarks: list[Remark] = []
    for receipt in receipts:
        key = (receipt.paid_on, receipt.amount, receipt.reference.casefold())
        if seen.setdefault(key, receipt.place.file) == receipt.place.file:
            kept.append(receipt)
        else:
            remarks.append(Remark("payment-twice", receipt.place, {"amount": receipt.amount}))
    return kept, remarks


def _by_number(documents: Iterable[Document]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, document in enumerate(documents):
        if document.number and not document.credit:
            found[bare(document.number)].append(at)
    return found


def _credited(documents: list[Document]) -> tuple[list[Document], list[Remark]]:
    """Credit notes that name their invoice, set on it; one that is more than it stays for the account."""
    numbers = _by_number(documents)
    found = list(documents)
    linked: set[int] = set()
    remarks: list[Remark] = []
    for at, note in enumerate(documents):
        if not note.credit or not note.corrects:
            continue
        same = [each for each in numbers.get(bare(note.corrects), []) if _same_parties(documents[each], note)]
        if len(same) == 1 and note.issued_on and found[same[0]].open >= note.amount:
            invoice = found[same[0]]
            found[same[0]] = replace(invoice, credit_notes=(*invoice.credit_notes, note))
            linked.add(at)
            figures = {"number": note.number, "invoice": invoice.number}
            remarks.append(Remark("credit-note-linked", note.place, figures))
    return [each for at, each in enumerate(found) if at not in linked], remarks


def _same_parties(invoice: Document, note: Document) -> bool:
    return invoice.customer.key == note.customer.key or not invoice.customer.key or not note.customer.key


def _paid(documents: list[Document], receipts: Iterable[Receipt]) -> tuple[list[Document], list[Receipt], list[Remark]]:
    """Payments that name one invoice, set on it; what the list already shows as paid is not paid twice."""
    numbers = _by_number(documents)
    found = list(documents)
    shown = [list(each.paid) for each in documents]
    left: list[Receipt] = []
    remarks: list[Remark] = []
    for receipt in receipts:
        number = invoice_named(receipt, numbers)
        same = [at for at in numbers.get(number, []) if may_be_of(receipt.customer, found[at].customer)]
        if len(same) != 1:
            left.append(receipt)
            continue
        receipt = replace(receipt, invoice=found[same[0]].number)  # noqa: PLW2901 - as the invoice writes it
        invoice = found[same[0]]
        known = next((each for each in shown[same[0]] if _is_known(each, receipt)), None)
        if known is not None:
            # what its row shows once is one payment: the next of the same sum is another one
            shown[same[0]].remove(known)
            remarks.append(Remark("payment-known", receipt.place, {"number": invoice.number}))
        elif invoice.open <= 0 and not any(each.paid_on is None for each in invoice.paid):
            left.append(receipt)  # nothing is left to settle: the user decides what this was for
        else:
            found[same[0]] = _with_payment(invoice, receipt)
    return found, left, remarks


def _is_known(paid: Paid, receipt: Receipt) -> bool:
    """Whether a payment of the list is the bank's: the same sum, the day entered being near the day received."""
    near = paid.paid_on is not None and abs(paid.paid_on - receipt.paid_on) <= NEAR
    return near and paid.amount == receipt.amount


def _with_payment(invoice: Document, receipt: Receipt) -> Document:
    """The invoice with one more payment, which says when what was paid without a date was."""
    without_date = sum((each.amount for each in invoice.paid if each.paid_on is None), ZERO)
    rest = max(ZERO, without_date - receipt.amount)
    paid = [each for each in invoice.paid if each.paid_on is not None]
    paid.append(Paid(receipt.paid_on, receipt.amount))
    if rest > Decimal(0):
        paid.append(Paid(None, rest))
    return replace(invoice, paid=tuple(paid))
