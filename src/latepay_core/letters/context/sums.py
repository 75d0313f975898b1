"""What came in, what credit notes took off, and what is left besides the principal."""

from datetime import date
from decimal import Decimal
from functools import cached_property

from latepay_core.letters.context.base import Seen
from latepay_core.wording import say as told


class Sums(Seen):
    """What a template says of payments, credit notes and compensation. EUR."""

    @property
    def received(self) -> Decimal:
        """The money received, in EUR; a credit note is none."""
        return self.totals.paid + self.undated

    @property
    def undated(self) -> Decimal:
        """What of it came on a day that is not known, in EUR: it bore no interest."""
        return sum((each.paid_undated for each in self.statement.invoices), Decimal(0))

    @property
    def whole_received(self) -> Decimal:
        """The money received for every invoice of the case, those that the letter is not about included, in EUR."""
        whole = self.case.statement
        return whole.totals.paid + sum((each.paid_undated for each in whole.invoices), Decimal(0))

    @property
    def amount(self) -> Decimal:
        """What the invoices came to before anything was paid or credited, in EUR."""
        return self.totals.amount + self.undated

    @property
    def credited(self) -> Decimal:
        """What credit notes took off, in EUR."""
        return self.totals.credited - self.totals.overcredited

    @property
    def reduced(self) -> Decimal:
        """All that lowered what is owed, payments and credit notes, in EUR."""
        return self.received + self.credited

    def received_since(self, day: date) -> Decimal:
        """The money received for them from a day on, in EUR; a credit note is none."""
        moves = (move for each in self.statement.invoices for move in each.movements)
        return sum((move.received for move in moves if move.on >= day), Decimal(0))

    @cached_property
    def credit_notes(self) -> int:
        """How many credit notes there are."""
        notes = [note for each in self.claim.invoices for note in each.credit_notes] + list(self.claim.credit_notes)
        # One that went to several invoices stands on each of them, under its number.
        known = {(each.issued_on, each.number or at) for at, each in enumerate(notes) if each.issued_on <= self.as_of}
        return len(known)

    @cached_property
    def notes_carried(self) -> tuple[str, ...]:
        """Where the credit notes went that hold more than their invoice's principal, a sentence for each day."""
        found = (each for each in self.case.statement.warnings if each.code == "credit-note-set-off")
        return tuple(told(each.message, self.language) for each in found)

    @property
    def overcredited(self) -> Decimal:
        """What credit notes hold beyond all principal, in EUR: it is no money."""
        return self.case.statement.totals.overcredited

    @cached_property
    def overcredited_numbers(self) -> tuple[str, ...]:
        """The numbers of the invoices whose credit notes are too large, as far as they have any."""
        return tuple(each.number for each in self.case.statement.invoices if each.overcredited and each.number)

    @property
    def beside(self) -> Decimal:
        """What lateness costs besides the principal, in EUR."""
        return self.totals.interest_due + self.totals.compensation_due

    @property
    def moved(self) -> bool:
        """Whether anything came in, or was taken off."""
        return bool(self.undated) or any(each.movements for each in self.statement.invoices)

    @property
    def overpaid(self) -> Decimal:
        """What came in beyond what some of the claim's invoices owed, and was set against no other, in EUR."""
        return self.case.statement.totals.overpaid

    @cached_property
    def overpaid_numbers(self) -> tuple[str, ...]:
        """The numbers of the invoices paid too much, as far as they have any."""
        return tuple(each.number for each in self.case.statement.invoices if each.overpaid and each.number)

    @property
    def imputed(self) -> bool:
        """Whether part of what came in paid interest or compensation: the amounts alone do not tell the rest."""
        return self.amount - self.reduced != self.totals.principal_due and self.totals.overpaid == 0

    def whole_payment(self, position: int, on: date) -> Decimal | None:
        """The payment for several invoices, in EUR, of which an invoice had a part on a day; None where there is none.

        Two payments of one day are not told apart: nothing is then said of either.
        """
        found = [
            payment.amount
            for payment in self.statement.allocated_payments
            if payment.paid_on == on and any(each.invoice == position for each in payment.shares)
            if payment.amount != next(each.amount for each in payment.shares if each.invoice == position)
        ]
        return found[0] if len(found) == 1 else None

    @property
    def ttc(self) -> str:
        """« TTC », where the creditor invoices with VAT."""
        return self.word("ttc") if self.claim.creditor.kind == "business" else ""

    @property
    def compensation_each(self) -> Decimal:
        """The flat recovery compensation of one invoice, in EUR; 0 where none is owed."""
        return max(each.compensation for each in self.statement.invoices)

    @property
    def compensation_reference(self) -> str:
        """Its article."""
        invoices = self.statement.invoices
        return next(told(each.explanations["compensation"].reference) for each in invoices if each.compensation)

    @property
    def compensated(self) -> int:
        """On how many invoices it is still owed."""
        return sum(1 for each in self.statement.invoices if each.compensation_due)
