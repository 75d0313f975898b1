"""The transfer of what a claim leaves to pay, with its code to scan."""

from latepay_core.claim import Claim
from latepay_core.letters.transfer import Transfer, remittance, transfer
from latepay_core.outputs.words import refused
from latepay_core.statement import Statement


def transfer_of(claim: Claim, statement: Statement, reference: str = "", *, not_due: bool = False) -> Transfer:
    """The transfer of what is due on the statement's day, and with `not_due` of what falls due later besides.

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
    totals = statement.totals
    euros = totals.total_due if not_due else totals.due.total_due
    if not euros:
        later = totals.not_due.total_due if not not_due else euros
        key = "transfer-nothing-due" if later else "transfer-nothing-owed"
        raise refused(key, "", as_of=statement.as_of, later=later)
    paid = [each for each in statement.invoices if each.total_due and (not_due or each.due_on < statement.as_of)]
    creditor = claim.creditor
    text = reference or remittance([each.number for each in paid])
    return transfer(creditor.name, creditor.iban, creditor.bic, euros, text)
