"""What was found, as claims: one a customer, in the form that docs/format describes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from latepay_core.claim.countries import COUNTRIES
from latepay_core.imports.model import ZERO, Document, Found, Instalment, PartyFound, Place, Receipt, Remark
from latepay_core.said import Value

CLAIM, CASES = "latepay.claim/1", "latepay.cases/1"
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Assembled:
    """The claims, what of the findings is in none of them, and what to know of those that are.

    `settled` counts the settled invoices that were left aside, `waiting` those that miss an answer. `keys` tell whose
    each of the claims is: its customer's stays the same whatever else goes in, its place among the others does not.
    """

    claims: tuple[dict[str, Any], ...] = ()
    keys: tuple[str, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    credit_notes: tuple[Document, ...] = ()
    remarks: tuple[Remark, ...] = ()
    settled: int = 0
    waiting: int = 0

    @property
    def case(self) -> dict[str, Any] | None:
        """The file to write: a claim, or for several customers `latepay.cases/1`; None where there is no claim."""
        if len(self.claims) == 1:
            return self.claims[0]
        return {"schema": CASES, "claims": list(self.claims)} if self.claims else None


def assembled(
    found: Found,
    *,
    settled: bool = False,
    known: Callable[[Document], bool] = lambda _: False,
    day: date | None = None,
) -> Assembled:
    """The claims of what was found; with `settled`, also the invoices that are paid in full on days that are known.

    So are those that are `known`, whatever is asked: the case that has them is to learn that they were paid.

    An invoice without due date nor term waits for its answer. What was paid on a day that no file tells lowers the
    amount, and a remark says so. A payment of a later day than `day` settles nothing yet, and a remark says that.
    """
    work = _Assembling(_one_seller(found), known, settled=settled, day=day)
    for invoice in found.invoices:
        work.add_invoice(invoice)
    left_notes = [note for note in found.credit_notes if not work.add_credit_note(note)]
    work.say_two_readings()
    for receipt in found.receipts:
        work.look_at_day(receipt.place, receipt.invoice, receipt.paid_on, receipt.amount)
    left_receipts = [receipt for receipt in found.receipts if not work.add_receipt(receipt)]
    return Assembled(
        tuple(each.claim() for each in work.accounts.values()),
        tuple("|".join(key) for key in work.accounts),
        tuple(left_receipts),
        tuple(left_notes),
        (*found.remarks, *work.remarks),
        work.settled,
        work.waiting,
    )


@dataclass(slots=True)
class _Account:
    """One customer's account while it is put together."""

    customer: PartyFound
    seller: PartyFound | None
    invoices: list[dict[str, Any]] = field(default_factory=list)
    payments: list[dict[str, Any]] = field(default_factory=list)
    credit_notes: list[dict[str, Any]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)

    def begins_after(self, day: date) -> bool:
        """Whether every invoice was issued after that day: what happened then was about others."""
        issued = [each.get("issued_on", "") for each in self.invoices]
        return all(issued) and day.isoformat() < min(issued)

    def claim(self) -> dict[str, Any]:
        """The claim in the form of docs/format."""
        parts = {
            "schema": CLAIM,
            "creditor": _party(self.seller) if self.seller else {},
            "debtor": _party(self.customer),
            "invoices": self.invoices,
            "payments": self.payments,
            "credit_notes": self.credit_notes,
        }
        return {key: value for key, value in parts.items() if value}


def _one_seller(found: Found) -> PartyFound | None:
    """Who sold, where the files name one seller only: the lists among them are then that seller's too."""
    sellers = {each.seller.key: each.seller for each in found.documents if each.seller}
    return next(iter(sellers.values())) if len(sellers) == 1 else None


class _Assembling:
    """Puts findings into the accounts of their customers."""

    def __init__(
        self, seller: PartyFound | None, known: Callable[[Document], bool], *, settled: bool, day: date | None
    ) -> None:
        self.seller, self.known, self.day = seller, known, day or date.max
        self.takes_settled = settled
        self.accounts: dict[tuple[str, str], _Account] = {}
        self.remarks: list[Remark] = []
        self.settled = self.waiting = 0
        self.two_readings: list[Document] = []

    def add_invoice(self, invoice: Document) -> None:
        """Puts an invoice into its customer's account, unless it is settled or waits for an answer."""
        undated = sum((each.amount for each in invoice.paid if each.paid_on is None), ZERO)
        later = [each for each in invoice.paid if each.paid_on is not None and each.paid_on > self.day]
        for each in later:
            self.look_at_day(invoice.place, invoice.number, each.paid_on, each.amount)
        invoice, earlier = _without_what_came_before(invoice)
        if earlier:
            self._remark("deposit", invoice, amount=earlier.quantize(_CENT))
        takes_settled = (self.takes_settled or self.known(invoice)) and not undated and invoice.due_known
        if invoice.open == 0 and not takes_settled and not later:
            self.settled += 1
            if self.known(invoice):
                self._remark("settled-undated", invoice)
            return
        if invoice.amount - undated <= 0:
            self.settled += 1
            self._remark("overpaid", invoice)
            return
        if not invoice.due_known or _without_start(invoice) or invoice.doubtful:
            self.waiting += 1
            return
        account = self._account(invoice)
        account.invoices.append(self._row(invoice, undated))
        account.numbers.add(invoice.number)

    def look_at_day(self, place: Place, number: str, paid_on: date | None, amount: Decimal) -> None:
        """Says of a payment that its day is still to come."""
        if paid_on is not None and paid_on > self.day:
            figures: dict[str, Value] = {"amount": amount.quantize(_CENT), "day": paid_on, "as_of": self.day}
            code = "payment-later" if number else "payment-later-unnamed"
            self.remarks.append(Remark(code, place, figures | ({"number": number} if number else {})))

    def _account(self, document: Document) -> _Account:
        seller = document.seller or self.seller
        key = (seller.key if seller else "", document.customer.key)
        return self.accounts.setdefault(key, _Account(document.customer, seller))

    def _row(self, invoice: Document, undated: Decimal) -> dict[str, Any]:
        """The invoice as a claim holds it."""
        if undated:
            self._remark("paid-undated", invoice, amount=undated.quantize(_CENT))
        if invoice.balance:
            self._remark("balance-only", invoice)
        row = {
            "number": invoice.number,
            "issued_on": invoice.issued_on.isoformat() if invoice.issued_on else "",
            "received_on": invoice.received_on.isoformat() if invoice.received_on else "",
            "performed_on": invoice.performed_on.isoformat() if invoice.performed_on else "",
            "amount": format((invoice.amount - undated).quantize(_CENT), "f"),
            "paid_undated": format(undated.quantize(_CENT), "f") if undated else "",
            "payments": [_payment(each.paid_on, each.amount) for each in invoice.paid if each.paid_on is not None],
            "credit_notes": [_credit_note(note) for note in invoice.credit_notes],
        }
        return {key: value for key, value in row.items() if value} | self._when(invoice, undated)

    def _when(self, invoice: Document, undated: Decimal) -> dict[str, Any]:
        """When it was to be paid: on one day, on several, or by a term."""
        parts = _left(invoice.instalments, undated)
        if len(parts) > 1 and invoice.number:
            shown = [{"due_on": each.due_on.isoformat(), "amount": format(each.amount, "f")} for each in parts]
            return {"instalments": shown}
        if parts:
            return {"due_on": parts[-1].due_on.isoformat()}
        if invoice.due_on is not None:
            return {"due_on": invoice.due_on.isoformat()}
        term = dict(invoice.term or {})
        if term.get("end_of_month") == "unknown":
            self.two_readings.append(invoice)
        if term.get("from") == "receipt" and invoice.received_on is None:
            del term["from"]
            self._remark("term-from-issue", invoice, words=invoice.term_words)
        return {"term": term}

    def say_two_readings(self) -> None:
        """Says once, of all the invoices of one file, that « fin de mois » is read in one of its two ways."""
        for key in dict.fromkeys((each.place.file, each.place.sheet) for each in self.two_readings):
            same = [each for each in self.two_readings if (each.place.file, each.place.sheet) == key]
            rows = tuple(row for each in same for row in each.place.rows)
            self.remarks.append(Remark("term-two-readings", Place(key[0], rows, key[1]), {"count": len(same)}))

    def add_credit_note(self, note: Document) -> bool:
        """Sets a credit note that names no invoice against its customer's account; False where there is none."""
        account = self._account_of(note.customer)
        if account is None or note.issued_on is None or account.begins_after(note.issued_on):
            return False
        account.credit_notes.append(_credit_note(note))
        figures: dict[str, Value] = {"number": note.number, "amount": note.amount.quantize(_CENT)}
        self.remarks.append(Remark("credit-note-account", note.place, figures))
        return True

    def add_receipt(self, receipt: Receipt) -> bool:
        """Puts a payment that the books hold on a customer's account into it; False for any other."""
        account = self._account_of(receipt.customer) if receipt.on_account else None
        if account is None or account.begins_after(receipt.paid_on):
            return False
        payment = _payment(receipt.paid_on, receipt.amount)
        if receipt.invoice in account.numbers:
            payment["invoice"] = receipt.invoice
        elif receipt.invoice:
            payment["reference"] = receipt.invoice
            figures: dict[str, Value] = {"number": receipt.invoice, "amount": receipt.amount.quantize(_CENT)}
            self.remarks.append(Remark("payment-unknown-invoice", receipt.place, figures))
        account.payments.append(payment)
        return True

    def _account_of(self, customer: PartyFound) -> _Account | None:
        found = [account for (_, key), account in self.accounts.items() if key == customer.key]
        return found[0] if len(found) == 1 else None

    def _remark(self, code: str, invoice: Document, **figures: Value) -> None:
        self.remarks.append(Remark(code, invoice.place, {"number": invoice.number, **figures}))


def _without_what_came_before(invoice: Document) -> tuple[Document, Decimal]:
    """The invoice less the deposits and credit notes that are older than it, and their sum."""
    issued = invoice.issued_on
    if issued is None or invoice.instalments:
        return invoice, ZERO
    paid = tuple(each for each in invoice.paid if each.paid_on is None or each.paid_on >= issued)
    notes = tuple(each for each in invoice.credit_notes if each.issued_on is None or each.issued_on >= issued)
    kept = sum((each.amount for each in paid), ZERO) + sum((each.amount for each in notes), ZERO)
    earlier = invoice.amount - kept - invoice.open
    return replace(invoice, amount=invoice.amount - earlier, paid=paid, credit_notes=notes), earlier


def _without_start(invoice: Document) -> bool:
    """Whether the days of a term have no day to be counted from."""
    return invoice.due_on is None and not invoice.instalments and invoice.issued_on is None


def _left(parts: Iterable[Instalment], undated: Decimal) -> list[Instalment]:
    """The parts of an invoice that are left once what was paid on an unknown day is set against the earliest ones."""
    found: list[Instalment] = []
    for part in sorted(parts, key=lambda each: each.due_on):
        lowered = min(undated, part.amount)
        undated -= lowered
        if part.amount > lowered:
            found.append(Instalment(part.due_on, (part.amount - lowered).quantize(_CENT)))
    return found


def _payment(day: date, amount: Decimal) -> dict[str, Any]:
    return {"paid_on": day.isoformat(), "amount": format(amount.quantize(_CENT), "f")}


def _credit_note(note: Document) -> dict[str, Any]:
    shown = {
        "number": note.number,
        "issued_on": note.issued_on.isoformat() if note.issued_on else "",
        "amount": format(note.amount.quantize(_CENT), "f"),
    }
    return {key: value for key, value in shown.items() if value}


def _party(party: PartyFound) -> dict[str, Any]:
    """A party as a claim holds it; a country only where it is not France, which goes without saying."""
    country = party.country.upper()
    shown = {
        "name": party.name or party.code,
        "siren": party.siren,
        "vat_number": party.vat_number,
        "country": country if country in COUNTRIES and country != "FR" else "",
        "address": party.address,
        "email": party.email,
        "iban": party.iban,
    }
    return {key: value for key, value in shown.items() if value}
