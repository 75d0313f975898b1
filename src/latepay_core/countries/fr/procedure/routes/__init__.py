"""The ways to be paid, side by side, for one claim: one small module per family.

Adding a route is adding a function to a module named below, and its sentences to the catalogue.
"""

from collections.abc import Callable

from latepay_core.countries.fr.procedure.routes import amicable, judicial, public, special
from latepay_core.countries.fr.procedure.timeline import Facts
from latepay_core.countries.fr.procedure.words import speaking_of
from latepay_core.procedure.model import Route

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


def routes_of(facts: Facts) -> list[Route]:
    """Every route, from the gentlest to the hardest; closed ones are kept, with the reason."""
    with speaking_of(facts.claim):
        return [found for route in _ROUTES if (found := route(facts)) is not None]


__all__ = ["routes_of"]
