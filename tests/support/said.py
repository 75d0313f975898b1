"""What a letter says, as plain lines to search in: ordinary spaces, straight apostrophes, tables cell by cell."""

from typing import Any

from latepay_core import Claim
from latepay_core.documents.document import (
    Heading,
    ItemList,
    Paragraph,
    Parties,
    PaymentBox,
    Sums,
    Table,
    text_of,
)
from latepay_core.letters.writing import Letter, LetterRefused, write_letter
from latepay_core.wording import say as in_words
from latepay_core.wording.french import plain


def said(letter: Letter) -> str:
    """The whole letter, a line a paragraph, an item or a row."""
    lines: list[str] = []
    for block in letter.document.blocks:
        match block:
            case Paragraph() | Heading():
                lines += text_of(block.runs).split("\n")
            case ItemList():
                lines += [text_of(item) for item in block.items]
            case Table():
                lines += [" | ".join(row) for row in (block.header, *block.rows)]
            case PaymentBox():
                lines += [block.title, *(each for each in (block.amount, block.day) if each)]
                lines += [f"{label} : {value}" for label, value, _ in block.rows]
            case Sums():
                lines += [" | ".join(part) for part in block.parts]
            case Parties():
                lines += [f"{label} : {text}" for label, text in block.sides]
    return plain("\n".join(lines)).replace("\u00a0", " ").replace("\u202f", " ")


def body(letter: Letter) -> str:
    """What stands before the annexed statement."""
    return said(letter).split("\nDécompte arrêté au ")[0]


def refused(kind: str, claim: Claim) -> dict[str, str]:
    """The refusals of a letter, by code; empty where it is written."""
    try:
        write_letter(kind, claim)
    except LetterRefused as error:
        return {each.code: plain(in_words(each.message)) for each in error.refusals}
    return {}


def warned(letter: Letter) -> dict[str, str]:
    """What the user is told before sending it, by code."""
    return {each.code: plain(each.message) for each in letter.warnings}


#: 10 000 EUR due on 31 May 2026: 92 days late on 31 August, 310,49 EUR of penalties and 40 EUR between businesses,
#: 255,84 EUR of interest owed by a public buyer (both worked out in tests/facts, B.9 and F.3).
INVOICE: dict[str, Any] = {"number": "F-118", "issued_on": "2026-05-01", "due_on": "2026-05-31", "amount": "10000.00"}
PARTIES: dict[str, Any] = {
    "creditor": {"name": "Atelier Martin", "address": "3 rue du Port\n44000 Nantes", "siren": "732829320"},
    "debtor": {"name": "Société Durand", "address": "1 quai Sud\n69002 Lyon", "siren": "552100554"},
}


def between_businesses(as_of: str = "2026-08-31", **more: Any) -> Claim:
    """The claim of `INVOICE` between businesses, with more keys of the claim."""
    return Claim.model_validate({"as_of": as_of, **PARTIES, "invoices": [INVOICE], **more})


def on_public_buyer(as_of: str = "2026-10-05", *, paid_on: str | None = "2026-08-31", **more: Any) -> Claim:
    """The same claim on a commune, the invoice paid or not."""
    payments = [{"paid_on": paid_on, "amount": "10000.00"}] if paid_on else []
    debtor = {"name": "Commune de Belleville", "kind": "public-body", "public_kind": "state-or-local"}
    data = {
        "as_of": as_of,
        "creditor": PARTIES["creditor"],
        "debtor": debtor,
        "terms": {"allocation": "principal-first"},
        "invoices": [{**INVOICE, "payments": payments}],
    }
    return Claim.model_validate(data | more)


def on_consumer(as_of: str = "2026-09-30", *, notice: str | None = "2026-03-10", **more: Any) -> Claim:
    """3 000 EUR owed by a consumer; 44,91 EUR of legal interest from 11 March to 30 September 2026 (same dossier)."""
    data: dict[str, Any] = {
        "as_of": as_of,
        "creditor": PARTIES["creditor"],
        "debtor": {"name": "Irène Aubert", "address": "8 rue des Lilas\n35000 Rennes", "kind": "consumer"},
        "invoices": [{"number": "F-7", "issued_on": "2026-02-01", "due_on": "2026-02-28", "amount": "3000.00"}],
    }
    if notice:
        data["notice_received_on"] = notice
    return Claim.model_validate(data | more)
