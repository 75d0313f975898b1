"""The statement as `latepay.statement/1`: its JSON speaks a language."""

from typing import Any

from latepay_core import statement
from latepay_core.claim import Claim
from latepay_core.claim.part import made
from latepay_core.statement.accounts import Accounts
from latepay_core.wording import spoken


class Statement(statement.Statement):
    """What is owed on a day, line by line, with the ground of each figure; as JSON, with its sentences."""

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """The statement as plain values; `mode="json"` is what the command line prints, in the claim's language."""
        return super().model_dump(**{"context": spoken(self.language), **options})

    def model_dump_json(self, **options: Any) -> str:
        """The same, as text."""
        return super().model_dump_json(**{"context": spoken(self.language), **options})


def draw_up(claim: Claim, accounts: Accounts | None = None) -> Statement:
    """The statement of a claim: what is owed at the end of `claim.as_of`, to the cent, and why.

    Amounts are EUR with VAT included, rates percent a year, terms calendar days. Raises ClaimRefused for a
    claim that cannot be reckoned. `accounts` are those of the statement before, where there was one: see
    `latepay_core.statement.accounts`. Between businesses it rests on C. com., art. L441-10 and D441-5.

    >>> drawn = draw_up(Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "F-118", "due_on": "2025-11-30", "amount": "10000.00"}]}))
    >>> drawn.totals.interest, drawn.totals.compensation, drawn.totals.total_due
    (Decimal('349.52'), Decimal('40.00'), Decimal('10389.52'))
    >>> drawn.model_dump(mode="json")["totals"]["explanations"]["interest_due"]["formula"]
    '349,52\xa0€'
    """
    drawn = statement.draw_up(claim, accounts)
    return made(Statement, **drawn.__dict__)
