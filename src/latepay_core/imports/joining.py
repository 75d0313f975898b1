"""What several sheets and files say together: payments and credit notes beside the invoices that they name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from latepay_core.imports.model import ZERO, Answers, Document, Found, Paid, Receipt, Refused, Remark

_NOTHING_FOUND = "nothing-found"


def joined_sheets(sheets: Iterable[Found]) -> Found:
    """What the sheets of a workbook hold; a sheet without a list is left aside where another sheet has one."""
    found = Found()
    unused = Found()
    for sheet in sheets:
        if any(each.code == _NOTHING_FOUND for each in sheet.refused) or (
            not sheet.documents and not sheet.receipts and not sheet.refused
        ):
            unused += sheet
        else:
            found += sheet
    return found if found.documents or found.receipts else found + unused


def joined(found: Found, answers: Answers) -> Found:
    """The same, once duplicates are told, what names an invoice stands with it, and the answers are heard."""
    documents, refused = _without_duplicates(found.documents)
    documents, remarks = _credited(documents)
    documents, receipts, more = _paid(documents, found.receipts)
    questions = found.questions
    if answers.term is not None:
        documents = [each.with_term(answers.term) for each in documents]
        questions = tuple(each for each in questions if each.about != "term")
    return replace(
        found,
        documents=tuple(documents),
        receipts=tuple(receipts),
        refused=found.refused + tuple(refused),
        questions=questions,
        remarks=found.remarks + tuple(remarks) + tuple(more),
    )


def _key(document: Document) -> tuple[str, str, str, bool]:
    seller = document.seller.key if document.seller else ""
    return document.number, document.customer.key, seller, document.credit


def _without_duplicates(documents: Iterable[Document]) -> tuple[list[Document], list[Refused]]:
    """Each document once: another sheet or file may hold it again."""
    kept: dict[object, Document] = {}
    refused: list[Refused] = []
    for at, document in enumerate(documents):
        key = _key(document) if document.number else at
        if key in kept:
            refused.append(Refused("duplicate-number", document.place, {"number": document.number}))
        else:
            kept[key] = document
    return list(kept.values()), refused


def _by_number(documents: Iterable[Document]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, document in enumerate(documents):
        if document.number and not document.credit:
            found[document.number.casefold()].append(at)
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
        same = [each for each in numbers.get(note.corrects.casefold(), []) if _same_parties(documents[each], note)]
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
    left: list[Receipt] = []
    remarks: list[Remark] = []
    for receipt in receipts:
        same = numbers.get(receipt.invoice.casefold(), []) if receipt.invoice else []
        if len(same) != 1:
            left.append(receipt)
            continue
        invoice = found[same[0]]
        if any(each.paid_on == receipt.paid_on and each.amount == receipt.amount for each in invoice.paid):
            remarks.append(Remark("payment-known", receipt.place, {"number": invoice.number}))
        else:
            found[same[0]] = _with_payment(invoice, receipt)
    return found, left, remarks


def _with_payment(invoice: Document, receipt: Receipt) -> Document:
    """The invoice with one more payment, which says when what was paid without a date was."""
    without_date = sum((each.amount for each in invoice.paid if each.paid_on is None), ZERO)
    rest = max(ZERO, without_date - receipt.amount)
    paid = [each for each in invoice.paid if each.paid_on is not None]
    paid.append(Paid(receipt.paid_on, receipt.amount))
    if rest > Decimal(0):
        paid.append(Paid(None, rest))
    return replace(invoice, paid=tuple(paid))
