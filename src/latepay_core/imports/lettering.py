"""Entries lettered together: which payments and credit notes settled which invoices, and by how much."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from latepay_core.imports.model import Document, Paid, Receipt, Refused


class Posting(NamedTuple):
    """An entry of an account: a document, or money received; and its wording."""

    label: str
    document: Document | None = None
    receipt: Receipt | None = None
    #: Money that went back, as it is told where no payment of that sum is lettered with it.
    returned: Refused | None = None


class Settled(NamedTuple):
    """What entries lettered together come to; `used` counts the payments that are now within invoices."""

    documents: list[Document]
    receipts: list[Receipt]
    used: int
    returned: list[Refused]


@dataclass(slots=True)
class _Open:
    """An invoice while it is being settled."""

    document: Document
    left: Decimal
    paid: list[Paid] = field(default_factory=list)
    notes: list[Document] = field(default_factory=list)

    def closed(self) -> Document:
        return replace(
            self.document,
            paid=tuple(sorted(self.paid, key=lambda each: each.paid_on or date.min)),
            credit_notes=tuple(self.notes),
        )


def settled_together(postings: list[Posting]) -> Settled:
    """Shares what was received among the invoices lettered with it: those named first, then equal sums, then in order.

    What is left of a payment stays on the account. An entry that is not lettered stands alone, and nothing is shared.
    """
    postings, returned = _without_returned(postings)
    documents = [each.document for each in postings if each.document]
    invoices = [_Open(each, each.amount) for each in documents if not each.credit]
    notes = [each for each in documents if each.credit]
    if not invoices:
        return Settled(notes, [each.receipt for each in postings if each.receipt], 0, returned)
    alone = [note for note in notes if not _credited(note, invoices)]
    left: list[Receipt] = []
    used = 0
    for posting in postings:
        if posting.receipt:
            rest = _shared(posting.receipt, posting.label, invoices)
            used += rest < posting.receipt.amount
            if rest:
                left.append(replace(posting.receipt, amount=rest))
    return Settled([each.closed() for each in invoices] + alone, left, used, returned)


def _without_returned(postings: list[Posting]) -> tuple[list[Posting], list[Refused]]:
    """The entries without the payments that went back, and those of which no payment is among them."""
    kept = [each for each in postings if not each.returned]
    told: list[Refused] = []
    for posting in postings:
        if not posting.returned:
            continue
        amount = posting.returned.figures["amount"]
        same = next((each for each in kept if each.receipt and format(each.receipt.amount, "f") == amount), None)
        if same:
            kept.remove(same)
        else:
            told.append(posting.returned)
    return kept, told


def _credited(note: Document, invoices: list[_Open]) -> bool:
    """Sets a credit note against the invoice that it names or the first that can bear it."""
    for invoice in sorted(invoices, key=lambda each: each.document.number != note.corrects):
        if invoice.left >= note.amount:
            invoice.left -= note.amount
            invoice.notes.append(replace(note, corrects=invoice.document.number))
            return True
    return False


def _shared(receipt: Receipt, label: str, invoices: list[_Open]) -> Decimal:
    """Pays invoices with what was received; the answer is what is left of it."""
    rest = receipt.amount
    wanted = sorted(
        (each for each in invoices if each.left > 0),
        key=lambda each: (not _names(label, each.document.number), each.left != receipt.amount),
    )
    for invoice in wanted:
        part = min(rest, invoice.left)
        if part > 0:
            invoice.paid.append(Paid(receipt.paid_on, part))
            invoice.left -= part
            rest -= part
    return rest


def _names(label: str, number: str) -> bool:
    return bool(number) and number in label.replace(",", " ").split()
