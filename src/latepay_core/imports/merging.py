"""What was found, put into cases that are already kept: what is new goes in, what is there stays as it is."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from latepay_core.imports.assembling import Assembled
from latepay_core.imports.matching import same_firm
from latepay_core.imports.model import Place, Receipt, Remark
from latepay_core.imports.references import bare, invoice_named


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
            remarks += _added(into, claim)
    left = []
    for receipt in made.receipts:
        known = _paid(claims, receipt)
        if known is None:
            left.append(receipt)
        elif known:
            remarks.append(Remark("payment-known", receipt.place, {"number": receipt.invoice or receipt.reference}))
    return replace(made, claims=(*claims, *others), receipts=tuple(left), remarks=tuple(remarks))


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
    for invoice in claim["invoices"]:
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
    pairs = [
        (claim, invoice, bare(str(invoice.get("number", "")))) for claim in claims for invoice in claim["invoices"]
    ]
    number = invoice_named(receipt, {each[2] for each in pairs} - {""})
    named = [(claim, invoice) for claim, invoice, its in pairs if number and its == number]
    if len(named) > 1 and receipt.payer:
        named = [each for each in named if same_firm(receipt.payer, each[0].get("debtor", {}).get("name", ""))]
    if len(named) != 1:
        return None
    claim, invoice = named[0]
    payment = {"paid_on": receipt.paid_on.isoformat(), "amount": format(receipt.amount, ".2f")}
    there = [*invoice.get("payments", []), *(_unnamed(each) for each in claim.get("payments", []))]
    if payment in there:
        return True
    if invoice.get("issued_on", "") > payment["paid_on"]:
        return None  # a claim takes no payment older than its invoice: the user decides
    invoice["payments"] = [*invoice.get("payments", []), payment]
    return False


def _unnamed(payment: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in payment.items() if key != "invoice"}
