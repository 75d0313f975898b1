"""The ways to be paid, side by side, for one claim: one small module per family.

Adding a route is adding a function to a module named below, and its sentences to the catalogue.
"""

from collections.abc import Callable

from latepay_core.claim import Claim, Situation
from latepay_core.procedure.model import Route
from latepay_core.procedure.routes import amicable, judicial, public, special
from latepay_core.procedure.timeline import Facts
from latepay_core.procedure.words import speaking_of
from latepay_core.statement import Statement
from latepay_core.statement.country import demand

_ROUTES: tuple[Callable[[Facts], Route | None], ...] = (
    special.claim_declaration,
    amicable.agreement,
    amicable.mediation,
    judicial.payment_order,
    amicable.small_claims,
    special.uncontested_debt,
    judicial.court_request,
    judicial.interim_payment,
    judicial.full_action,
    special.european_order,
    special.protective_seizure,
    public.prefect,
    public.prefect_of_principal,
    public.interim_payment,
)


def routes(claim: Claim, statement: Statement, situation: Situation | None = None) -> list[Route]:
    """Every route for a claim on the statement's day, in the order from the gentlest to the hardest.

    Each says whether it is open and why, which court and where, whether a lawyer is needed, what it costs, what comes
    back from the debtor, the steps with their time limits, the articles, and how far all this was verified. Closed
    routes are kept, with the reason. `situation` takes the place of the claim's own.

    >>> from latepay_core import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-11-22",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-09-30", "amount": "2400.00"}]})
    >>> found = {each.code: each.status for each in routes(claim, draw_up(claim), Situation(both_traders=True))}
    >>> found["payment-order"], found["small-claims"], found["uncontested-debt"], found["prefect"]
    ('open', 'closed', 'to-check', 'closed')
    """
    return routes_of(Facts(claim, statement, situation or claim.situation))


def routes_of(facts: Facts) -> list[Route]:
    """The same, of what is known of a claim already."""
    demand(facts.regime, "procedure")
    with speaking_of(facts.claim):
        return [found for route in _ROUTES if (found := route(facts)) is not None]


__all__ = ["routes", "routes_of"]
