"""The day a public buyer paid, said without a payment: what was owed of the only invoice then came that day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from latepay_core.claim.invoices import BuyersPayment, CreditNote, Invoice
from latepay_core.claim.part import made


def with_buyers_payment(invoice: Invoice, notes: Iterable[CreditNote], paid_on: date) -> Invoice:
    """The invoice with the payment of its amount, less its credit notes, on the day the principal was paid.

    A public buyer owes interest until the day its principal is put into payment (CCP, art. R2192-32): whoever gives
    that day says that the principal came. Credit notes that take the whole invoice back leave nothing to pay.

    >>> invoice = Invoice.model_validate({"due_on": "2026-01-31", "amount": "100.00"})
    >>> note = CreditNote.model_validate({"issued_on": "2026-02-01", "amount": "30.00"})
    >>> with_buyers_payment(invoice, [note], date(2026, 3, 31)).payments[0].amount
    Decimal('70.00')
    """
    left = invoice.amount - sum((each.amount for each in (*invoice.credit_notes, *notes)), Decimal(0))
    if left <= 0:
        return invoice
    return invoice.model_copy(update={"payments": (made(BuyersPayment, paid_on=paid_on, amount=left),)})


def as_in_file(invoices: Iterable[Invoice], dumped: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The invoices as a file holds them: the day stands in the claim's situation, not as a payment."""
    return [
        {key: value for key, value in row.items() if key != "payments"} if _paid_by_its_buyer(invoice) else row
        for invoice, row in zip(invoices, dumped, strict=True)
    ]


def _paid_by_its_buyer(invoice: Invoice) -> bool:
    return any(isinstance(each, BuyersPayment) for each in invoice.payments)
