"""An invoice, with what was paid for it and taken off it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import StrictBool, model_validator

from latepay_core.claim.contract import InvoiceTerms, Term
from latepay_core.claim.fields import Amount, IsoDate, Name, at_most
from latepay_core.claim.part import Part
from latepay_core.claim.refusals import fault

#: Trades with a payment term or a time limit of their own; the terms stand in the law's `sector_terms.toml`.
Trade = Literal[
    "perishable-food",
    "perishable-food-periodic",
    "live-cattle",
    "alcohol",
    "food",
    "food-self-billing",
    "grapes",
    "transport",
    "transport-services",
    "green-space-machines",
    "farm-machines",
    "snow-sports",
    "leather",
    "watches-jewellery",
    "toys",
    "export",
]
#: The longest lists that are read: beyond, a claim is no longer one customer's file.
MOST_PAYMENTS = 20_000
MOST_INSTALMENTS = 200


class Suspension(Part):
    """A public buyer's suspension of the term (CCP, art. R2192-27): the day it was notified to the creditor.

    `completed_on` is the day the buyer received all that was missing; None while the file is still incomplete.
    """

    notified_on: IsoDate
    completed_on: IsoDate | None = None


class Payment(Part):
    """Money received: `paid_on` is the day the creditor had it (C. com., art. L441-9)."""

    paid_on: IsoDate
    amount: Amount


class ClaimPayment(Payment):
    """Money received for the claim as a whole: for the invoice the debtor named, or allocated by the law's order.

    `reference` is the number that it bears where no invoice of the claim has it: a receipt's own, or a mistaken one.
    """

    invoice: Name | None = None
    reference: Name | None = None


class BuyersPayment(Payment):
    """What a public buyer paid, known by its day alone: the claim's `situation.principal_paid_on`, and no payment.

    Interest stops on the day the principal is put into payment (CCP, art. R2192-32). No file has this payment.
    """


class CreditNote(Part):
    """A credit note: it lowers the principal from the day after its date."""

    number: Name = ""
    issued_on: IsoDate
    amount: Amount


class Instalment(Part):
    """One of the due dates of an invoice that is paid in several parts, and what falls due then."""

    due_on: IsoDate
    amount: Amount


class Invoice(Part):
    """An invoice: its amount with VAT, and its due date, the term that gives it, or the instalments it is paid in.

    `performed_on` is the day the goods were delivered or the service was completed, `delivered_on` that of the goods
    alone; `trade` names a sector that has payment terms or time limits of its own. `received_on` is the day the
    customer received the invoice or the payment request; `suspension` what a public buyer did to its term. Rows with
    one number and several due dates are one invoice in several parts; `compensated` says that its recovery
    compensation is counted with a part that is not in this claim. `terms` is what its own contract says.
    `paid_undated` is what was paid of it on a day that is not known: already taken off `amount`, so that it bears no
    interest from the due date on, and told with the invoice.
    """

    number: Name = ""
    issued_on: IsoDate | None = None
    received_on: IsoDate | None = None
    due_on: IsoDate | None = None
    term: Term | None = None
    performed_on: IsoDate | None = None
    delivered_on: IsoDate | None = None
    trade: Trade | None = None
    summary: StrictBool = False
    suspension: Suspension | None = None
    compensated: StrictBool = False
    paid_undated: Amount | None = None
    terms: InvoiceTerms | None = None
    instalments: Annotated[tuple[Instalment, ...], at_most(MOST_INSTALMENTS)] = ()
    amount: Amount
    payments: Annotated[tuple[Payment, ...], at_most(MOST_PAYMENTS)] = ()
    credit_notes: Annotated[tuple[CreditNote, ...], at_most(MOST_PAYMENTS)] = ()

    @model_validator(mode="after")
    def _one_way_to_the_due_date(self) -> "Invoice":
        if self.instalments:
            return self._instalments_add_up()
        if self.due_on is None and self.term is None:
            raise fault("due-date-missing")
        if self.due_on is not None and self.term is not None:
            raise fault("due-date-and-term")
        return self

    def _instalments_add_up(self) -> "Invoice":
        if self.due_on is not None or self.term is not None:
            raise fault("due-date-and-instalments")
        if not self.number:
            raise fault("instalments-without-number")
        days = [each.due_on for each in self.instalments]
        twice = next((day for at, day in enumerate(days) if day in days[:at]), None)
        if twice is not None:
            raise fault("instalments-same-day", day=twice)
        total = sum((each.amount for each in self.instalments), Decimal(0))
        if total != self.amount:
            key = "instalments-too-small" if total < self.amount else "instalments-too-large"
            words = {"sum": total, "amount": self.amount, "gap": abs(self.amount - total)}
            raise fault(key, **words)
        return self

    @property
    def delivery(self) -> date | None:
        """The day the goods were delivered, as far as it is known."""
        return self.delivered_on or self.performed_on

    @property
    def performance(self) -> date | None:
        """The day all that was promised was done, as far as it is known."""
        return self.performed_on or self.delivered_on
