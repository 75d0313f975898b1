"""Collective proceedings part a claim in two: what was born before their opening, and what was born later."""

from collections.abc import Sequence
from datetime import date

from latepay_core.claim import Claim
from latepay_core.statement.model import InvoiceStatement


def owed(invoices: Sequence[InvoiceStatement]) -> list[int]:
    """The positions of the invoices on which anything is left to pay; what credit notes cancelled is not chased."""
    return [at for at, each in enumerate(invoices) if each.total_due > 0 and not each.cancelled]


def born_later(claim: Claim, invoices: Sequence[InvoiceStatement], as_of: date) -> frozenset[int]:
    """The positions of those whose work was finished, or goods delivered, once proceedings were open.

    A claim is born with the work, whatever the day of its invoice; where that is not known, it is not one of these.
    """
    opened = claim.debtor.insolvency_opened_on
    if opened is None or opened > as_of:
        return frozenset()
    done = {at: claim.invoices[at].performance for at in owed(invoices)}
    return frozenset(at for at, day in done.items() if day is not None and day >= opened)


def before_judgment(claim: Claim, invoices: Sequence[InvoiceStatement], as_of: date) -> frozenset[int]:
    """The positions of the other ones owed, once proceedings are open: what is declared, and may not be paid."""
    opened = claim.debtor.insolvency_opened_on
    if opened is None or opened > as_of:
        return frozenset()
    return frozenset(owed(invoices)) - born_later(claim, invoices, as_of)
