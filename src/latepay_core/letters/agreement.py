"""The instalment plan that a letter prints: the plan of the room `instalments`, from what the user chose."""

from latepay_core.claim import Claim
from latepay_core.instalments import InstalmentPlan, PlanChoice, plan_instalments
from latepay_core.letters.details import Instalments
from latepay_core.statement import Statement


def plan_of(claim: Claim, chosen: Instalments, drawn: Statement | None = None) -> InstalmentPlan | None:
    """The plan for the invoices a letter is about; None as long as its size or its first date is missing.

    `drawn` is these invoices' statement, where there is one. Amounts are EUR, one payment a month. Raises ClaimRefused,
    with French sentences, for a plan that cannot be.

    >>> claim = Claim.model_validate({"as_of": "2026-08-31",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "1000.00"}]})
    >>> chosen = Instalments.model_validate({"count": 3, "first_on": "2026-09-30", "interest": "stopped"})
    >>> [str(each.amount) for each in plan_of(claim, chosen).instalments]  # 1 000 + 31,05 + 40
    ['357.01', '357.01', '357.03']
    """
    if chosen.first_on is None or (chosen.count is None and chosen.amount is None):
        return None
    choice = PlanChoice(
        number=None if chosen.amount else chosen.count,
        amount=chosen.amount,
        first_on=chosen.first_on,
        interest=chosen.interest,
        compensation=chosen.compensation == "included",
    )
    return plan_instalments(claim, choice, drawn)
