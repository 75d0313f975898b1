"""The transfer of what a claim leaves to pay, with its code to scan."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.letters.transfer import Transfer, remittance, transfer
from latepay_core.outputs.words import refused
from latepay_core.statement import Statement
from latepay_core.statement.model import InvoiceStatement
from latepay_core.statement.proceedings import before_judgment


def transfer_of(claim: Claim, statement: Statement, reference: str = "", *, not_due: bool = False) -> Transfer:
    """The transfer of what is due on the statement's day, and with `not_due` of what falls due later besides.

    Once collective proceedings are open, what was born before the judgment is declared: it is never in a transfer.
    `reference` is what to write on it; without one, the invoices it pays. Raises ClaimRefused where nothing is due, and
    for all that `transfer` refuses.

    >>> from latepay_core import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-04-30",
    ...     "creditor": {"name": "Atelier Dupré", "iban": "FR76 3000 6000 0112 3456 7890 189"},
    ...     "invoices": [{"number": "A", "due_on": "2026-03-31", "amount": "1000.00"},
    ...         {"number": "B", "due_on": "2026-05-31", "amount": "700.00"}]})
    >>> transfer_of(claim, draw_up(claim)).amount, transfer_of(claim, draw_up(claim), not_due=True).amount
    (Decimal('1049.99'), Decimal('1749.99'))
    """
    declared = before_judgment(claim, statement.invoices, statement.as_of)
    payable = [each for at, each in enumerate(statement.invoices) if each.total_due and at not in declared]
    paid = [each for each in payable if not_due or each.due_on < statement.as_of]
    if not paid:
        raise _nothing(statement, payable, claim.debtor.insolvency_opened_on if declared else None)
    creditor = claim.creditor
    text = reference or remittance([each.number for each in paid])
    euros = sum((each.total_due for each in paid), Decimal(0))
    return transfer(creditor.name, creditor.iban, creditor.bic, euros, text)


def _nothing(statement: Statement, later: Sequence[InvoiceStatement], opened: date | None) -> ClaimRefused:
    """Why there is no transfer: all falls due later, all is in the declaration, or nothing is owed."""
    if opened is not None and not later:
        return refused("transfer-before-judgment", "", opened=opened)
    key = "transfer-nothing-due" if later else "transfer-nothing-owed"
    return refused(key, "", as_of=statement.as_of, later=sum((each.total_due for each in later), Decimal(0)))
