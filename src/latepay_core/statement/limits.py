"""Until when a claim can be acted upon, its payments placed first: a payment is an acknowledgement of the debt."""

from dataclasses import replace
from datetime import date

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.claim.refusals import first_of
from latepay_core.claim.rows import InvoicePart, paths_in_file
from latepay_core.dates.limitation_model import LimitationAnswer
from latepay_core.regimes import regime_of
from latepay_core.statement import checks
from latepay_core.statement.allocation import allocate
from latepay_core.statement.country import country_of


def limitation_of(claim: Claim) -> LimitationAnswer:
    """The limitation of every invoice; a payment of the whole claim counts for the invoices it settles.

    Raises ClaimRefused, with French sentences, for what no statement could be drawn up from.

    >>> claim = Claim.model_validate({"as_of": "2026-01-15", "payments": [{"paid_on": "2023-05-02", "amount": "5.00"}],
    ...     "invoices": [{"due_on": "2021-03-31", "amount": "10.00"}, {"due_on": "2022-03-31", "amount": "10.00"}]})
    >>> [str(each.last_day) for each in limitation_of(claim).invoices]
    ['2028-05-02', '2027-03-31']
    """
    regime = regime_of(claim)
    refused = checks.refusals(claim, regime)
    if refused:
        raise ClaimRefused(first_of(refused))
    in_file = paths_in_file(claim.invoices)
    allocated, _ = allocate(claim, regime, claim.as_of or date.max)
    try:
        found = country_of(regime).limitation(allocated)
    except ClaimRefused as impossible:
        placed = (replace(each, path=in_file(each.path)) for each in impossible.refusals)
        raise ClaimRefused(placed) from None
    if not any(isinstance(each, InvoicePart) for each in claim.invoices):
        return found
    warnings = (each.model_copy(update={"path": in_file(each.path)}) for each in found.warnings)
    asked = (each.model_copy(update={"asks": each.asks and in_file(each.asks)}) for each in found.invoices)
    return found.model_copy(update={"warnings": tuple(warnings), "invoices": tuple(asked)})
