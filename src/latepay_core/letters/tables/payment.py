"""The box « À payer »: the sum this letter asks for, its day, the account, and the code of that very sum."""

from collections.abc import Iterator
from decimal import Decimal

from latepay_core.claim import ClaimRefused
from latepay_core.documents.document import Block, PaymentBox, Picture
from latepay_core.documents.reading import Attributes
from latepay_core.letters.context import Context
from latepay_core.letters.transfer import remittance, transfer


def pay(context: Context, given: Attributes) -> Iterator[Block]:
    """The box « À payer »: the sum this letter asks for, its day, the account, and the code of that very sum."""
    creditor = context.creditor
    euros = Decimal(given["euros"]) if given.get("euros") else None
    rows = [
        ("holder", creditor.name or context.blank, False),
        ("iban", context.form("iban", creditor.iban) if creditor.iban else context.blank, True),
        ("bic", context.form("bic", creditor.bic) if creditor.bic else "", False),
        ("reference", context.payment_reference, True),
        ("link", context.details.payment_link if not context.case.rules.public_buyer else "", False),
    ]
    yield PaymentBox(
        title=given.get("title") or context.word("pay.title"),
        amount=context.form("amount", euros) if euros else "",
        day=given.get("day", ""),
        rows=tuple((context.word(f"pay.{key}"), value, strong) for key, value, strong in rows if value),
        picture=_code(context, euros, given.get("what", "")) if euros and _scanned(context) else None,
    )


def _scanned(context: Context) -> bool:
    """A public body pays through its accountant, who scans nothing."""
    return context.details.transfer_code and not context.case.rules.public_buyer


def _code(context: Context, euros: Decimal, what: str) -> Picture | None:
    """The code to scan for the transfer; None where the account number or the sum does not allow one."""
    creditor = context.creditor
    text = context.payment_reference or remittance([each.number for each in context.statement.invoices])
    try:
        found = transfer(creditor.name, creditor.iban, creditor.bic, euros, text)
    except ClaimRefused:
        return None
    asked = context.form("amount", euros)
    asked = context.word("transfer.part", amount=asked, what=what) if what else asked
    return Picture(
        alternative=context.word("transfer.alternative", amount=asked, text=found.text),
        svg=found.svg,
        modules=found.modules,
        caption=context.word("transfer.caption", what=what) if not what else context.form("capital", what),
    )
