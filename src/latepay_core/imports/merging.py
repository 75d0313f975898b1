"""What was found, put into cases that are already kept: what is new goes in, what is there stays as it is."""

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from latepay_core.imports.assembling import Assembled
from latepay_core.imports.joining import NEAR
from latepay_core.imports.matching import may_be_of, same_firm
from latepay_core.imports.model import Document, PartyFound, Place, Receipt, Remark
from latepay_core.imports.references import bare, invoice_named
from latepay_core.said import Value


def merged(kept: Iterable[dict[str, Any]], made: Assembled) -> Assembled:
    """The kept claims with what was found for their customers, then the claims of other customers.

    An invoice whose number its customer's claim already has is not touched. A payment that names an invoice of one
    kept claim goes to it, unless that payment is already there.
    """
    claims = [copy.deepcopy(claim) for claim in kept]
    others: list[dict[str, Any]] = []
    remarks = list(made.remarks)
    for claim in made.claims:
        into = _of_the_same_customer(claims, claim)
        if into is None:
            others.append(claim)
        else:
            there = {each["number"]: each for each in into["invoices"] if each.get("number")}
            said = _added(into, claim)
            paid = [each for invoice in claim.get("invoices", []) for each in _newly_paid(into, there, invoice)]
            # an invoice that takes a payment is changed: what is said of it is that
            changed = {each.figures["number"] for each in paid if each.code == "payment-added"}
            remarks += [each for each in said if each.figures["number"] not in changed] + paid
    left = []
    for receipt in made.receipts:
        known = _paid(claims, receipt)
        if known is None:
            left.append(receipt)
        elif known:
            remarks.append(Remark("payment-known", receipt.place, {"number": receipt.invoice or receipt.reference}))
    return replace(made, claims=(*claims, *others), keys=(), receipts=tuple(left), remarks=tuple(remarks))


def _newly_paid(claim: dict[str, Any], known: dict[str, dict[str, Any]], invoice: dict[str, Any]) -> Iterable[Remark]:
    """Puts what a newer list shows as paid of a kept invoice on it, where all that is kept is among what it shows.

    Elsewhere the list may give one sum for all the payments: what is missing is for the user to say.
    """
    number = invoice.get("number", "")
    if number not in known or not invoice.get("payments"):
        return
    own = (each for each in claim.get("payments", []) if each.get("invoice") in (number, None))
    kept = [_two_decimals(each) for each in (*known[number].get("payments", []), *map(_unnamed, own))]
    new = list(invoice["payments"])
    strange = [each for each in kept if not _took_out(new, each) and each in known[number].get("payments", [])]
    for payment in new:
        day = date.fromisoformat(payment["paid_on"])
        figures: dict[str, Value] = {"number": number, "amount": Decimal(payment["amount"]), "day": day}
        if strange:
            yield Remark("payment-differs", Place(), figures)
        elif known[number].get("issued_on", "") > payment["paid_on"]:
            yield Remark("payment-too-early", Place(), figures)
        else:
            known[number]["payments"] = [*known[number].get("payments", []), payment]
            yield Remark("payment-added", Place(), figures)


def _took_out(payments: list[dict[str, Any]], kept: dict[str, Any]) -> bool:
    """Takes a kept payment out of a list's, where the list has it, on that day or some days from it."""
    day = date.fromisoformat(kept["paid_on"])
    for each in payments:
        if each["amount"] == kept["amount"] and abs(date.fromisoformat(each["paid_on"]) - day) <= NEAR:
            payments.remove(each)
            return True
    return False


def known_in(claims: Iterable[dict[str, Any]]) -> Callable[[Document], bool]:
    """Tells an invoice that one of the claims has already, by its customer and its number."""
    there = {
        (key, invoice["number"])
        for claim in claims
        for key in (claim.get("debtor", {}).get("siren", ""), _key(claim.get("debtor", {}).get("name", "")))
        for invoice in claim.get("invoices", [])
        if key and invoice.get("number")
    }
    return lambda each: bool({(each.customer.siren, each.number), (_key(each.customer.name), each.number)} & there)


class Credited(NamedTuple):
    """A credit note and the number of the invoice that it is about; without one it is about the whole claim."""

    note: Document
    invoice: str = ""


class Added(NamedTuple):
    """A kept claim with what was added to it, and what to know of that.

    `receipts` are the payments that the user has to confirm, `credited` the credit notes that are for that claim,
    `left` those that are not.
    """

    claim: dict[str, Any]
    remarks: tuple[Remark, ...]
    receipts: tuple[Receipt, ...]
    credited: tuple[Credited, ...] = ()
    left: tuple[Document, ...] = ()


def added_to(
    kept: dict[str, Any], claim: dict[str, Any], receipts: Iterable[Receipt], notes: Iterable[Document] = ()
) -> Added:
    """A claim put into a kept one, of the same customer as the user says; `kept` may lack what is still to be typed.

    No payment is counted by this: one that names an invoice says so, and so does one that the new list shows of an
    invoice which was there already. Those that were there are left out, with a remark.

    >>> kept = {"invoices": [{"number": "F-1", "amount": "100.00"}]}
    >>> paid = {"number": "F-1", "amount": "100.00", "payments": [{"paid_on": "2026-03-01", "amount": "40.00"}]}
    >>> done = added_to(kept, {"invoices": [paid]}, ())
    >>> done.claim == kept, [(each.invoice, str(each.amount)) for each in done.receipts]
    (True, [('F-1', '40.00')])
    """
    into = copy.deepcopy(kept)
    into.setdefault("invoices", [])
    before = len(into["invoices"])
    remarks = _added(into, claim)
    customers = [_party_of(each) for each in (into, claim) if _party_of(each).key]
    receipts = [
        *_of_known_invoices(into["invoices"][:before], claim),
        *(_unbound(each, customers) for each in receipts),
    ]
    left: list[Receipt] = []
    for receipt in receipts:
        named = _named([into], receipt)
        if named is None or receipt.customer.key:
            left.append(receipt)
        elif _is_there(*named, receipt):
            remarks.append(Remark("payment-known", receipt.place, {"number": str(named[1].get("number", ""))}))
        else:
            left.append(replace(receipt, invoice=str(named[1].get("number", ""))))
    credited, others = _credited(into, customers, notes)
    return Added(into, tuple(remarks), tuple(left), credited, others)


def _party_of(claim: dict[str, Any]) -> PartyFound:
    debtor = claim.get("debtor", {})
    return PartyFound(name=str(debtor.get("name", "")), siren=str(debtor.get("siren", "")))


def _unbound(receipt: Receipt, customers: Sequence[PartyFound]) -> Receipt:
    """A payment that a list holds for a claim's customer, however the two name it, as anyone's: it may go there."""
    its = any(may_be_of(receipt.customer, each) for each in customers)
    return replace(receipt, customer=PartyFound()) if its or not customers else receipt


def _credited(
    claim: dict[str, Any], customers: Sequence[PartyFound], notes: Iterable[Document]
) -> tuple[tuple[Credited, ...], tuple[Document, ...]]:
    """The credit notes that are for a claim: of an invoice that they name, or of its customer; and the others."""
    numbers = [str(each.get("number", "")) for each in claim["invoices"]]
    there = {str(each.get("number", "")) for each in _all_notes(claim)} - {""}
    credited: list[Credited] = []
    left: list[Document] = []
    for note in notes:
        if note.number in there:
            continue
        theirs = not customers or any(may_be_of(note.customer, each) for each in customers)
        about = [number for number in numbers if theirs and note.corrects and bare(number) == bare(note.corrects)]
        if note.issued_on and (len(about) == 1 or _is_theirs(claim, customers, note)):
            credited.append(Credited(note, about[0] if len(about) == 1 else ""))
        else:
            left.append(note)
    return tuple(credited), tuple(left)


def _is_theirs(claim: dict[str, Any], customers: Sequence[PartyFound], note: Document) -> bool:
    """Whether a credit note that names no invoice is a claim’s: of its customer, and not older than every invoice."""
    issued = [str(each.get("issued_on", "")) for each in claim["invoices"]]
    older = all(issued) and note.issued_on is not None and note.issued_on.isoformat() < min(issued, default="")
    # the name that the case has counts, the list's own where it has none
    return bool(issued) and not older and any(same_firm(each.name, note.customer.name) for each in customers[:1])


def _all_notes(claim: dict[str, Any]) -> list[dict[str, Any]]:
    own = claim.get("credit_notes", [])
    return [*own, *(note for invoice in claim["invoices"] for note in invoice.get("credit_notes", []))]


def _of_known_invoices(there: Sequence[dict[str, Any]], claim: dict[str, Any]) -> list[Receipt]:
    """What a newer list shows as paid of invoices that are kept already."""
    kept = {each["number"]: each for each in there if each.get("number")}
    customer = str(claim.get("debtor", {}).get("name", ""))
    return [
        Receipt(
            Place(), date.fromisoformat(paid["paid_on"]), Decimal(paid["amount"]), customer, invoice=invoice["number"]
        )
        for invoice in claim.get("invoices", [])
        if invoice.get("number") in kept
        for paid in invoice.get("payments", [])
        if paid not in [_two_decimals(each) for each in kept[invoice["number"]].get("payments", [])]
    ]


def _of_the_same_customer(claims: Iterable[dict[str, Any]], claim: dict[str, Any]) -> dict[str, Any] | None:
    debtor = claim.get("debtor", {})
    siren, name = debtor.get("siren", ""), debtor.get("name", "")
    found = [
        each
        for each in claims
        if (siren and each.get("debtor", {}).get("siren") == siren)
        or (name and _key(each.get("debtor", {}).get("name", "")) == _key(name))
    ]
    return found[0] if len(found) == 1 else None


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _added(into: dict[str, Any], claim: dict[str, Any]) -> list[Remark]:
    """Puts a claim's invoices, payments and credit notes into a kept one; says which invoices were already there."""
    numbers = {each.get("number") for each in into["invoices"]} - {"", None}
    remarks = []
    for invoice in claim.get("invoices", []):
        if invoice.get("number") in numbers:
            remarks.append(Remark("already-there", Place(), {"number": invoice["number"]}))
        else:
            into["invoices"].append(invoice)
    for key in ("payments", "credit_notes"):
        there = into.get(key, [])
        new = [each for each in claim.get(key, []) if each not in there]
        if new:
            into[key] = [*there, *new]
    return remarks


def _paid(claims: Sequence[dict[str, Any]], receipt: Receipt) -> bool | None:
    """Puts a payment on the invoice that it names: None where there is no such one, True where it was there already."""
    named = _named(claims, receipt)
    if named is None or not may_be_of(receipt.customer, _party_of(named[0])):
        return None
    claim, invoice = named
    if _is_there(claim, invoice, receipt):
        return True
    payment = _as_kept(receipt)
    if invoice.get("issued_on", "") > payment["paid_on"]:
        return None  # a claim takes no payment older than its invoice: the user decides
    invoice["payments"] = [*invoice.get("payments", []), payment]
    return False


def _named(claims: Sequence[dict[str, Any]], receipt: Receipt) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The one invoice that a payment names, and its claim."""
    pairs = [
        (claim, invoice, bare(str(invoice.get("number", "")))) for claim in claims for invoice in claim["invoices"]
    ]
    number = invoice_named(receipt, {each[2] for each in pairs} - {""})
    named = [(claim, invoice) for claim, invoice, its in pairs if number and its == number]
    if len(named) > 1 and receipt.payer:
        named = [each for each in named if same_firm(receipt.payer, each[0].get("debtor", {}).get("name", ""))]
    return named[0] if len(named) == 1 else None


def _is_there(claim: dict[str, Any], invoice: dict[str, Any], receipt: Receipt) -> bool:
    """Whether an invoice, or its claim as a whole, has that payment already."""
    there = [*invoice.get("payments", []), *(_unnamed(each) for each in claim.get("payments", []))]
    return _as_kept(receipt) in [_two_decimals(each) for each in there]


def _as_kept(receipt: Receipt) -> dict[str, Any]:
    return {"paid_on": receipt.paid_on.isoformat(), "amount": format(receipt.amount, ".2f")}


def _two_decimals(payment: dict[str, Any]) -> dict[str, Any]:
    """A payment with its amount as files write it: one that was typed may say « 40 »."""
    try:
        return payment | {"amount": format(Decimal(payment["amount"]), ".2f")}
    except (KeyError, ArithmeticError):
        return payment


def _unnamed(payment: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in payment.items() if key != "invoice"}
