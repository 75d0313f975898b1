"""One small module per regime: who it applies to, from when interest runs, at which rate, what comes on top.

Adding a regime is adding a module that defines `REGIME`, naming it below, and adding its sentences to the catalogue.
"""

from functools import cache
from importlib import import_module

from latepay_core.claim import Claim
from latepay_core.regimes.interface import Compensation, Finding, RateQuote, Regime, Span

#: In the order in which they are asked whether they apply when the claim does not say.
_MODULES = ("fr_public", "fr_civil", "fr_b2b")


@cache
def all_regimes() -> tuple[Regime, ...]:
    """Every regime, in the order in which they are tried."""
    return tuple(import_module(f"{__name__}.{name}").REGIME for name in _MODULES)


def regime_of(claim: Claim) -> Regime:
    """The regime the claim names, or the one its parties call for.

    >>> claim = {"invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}
    >>> regime_of(Claim.model_validate(claim)).code
    'fr-b2b'
    >>> regime_of(Claim.model_validate(claim | {"debtor": {"kind": "public-body"}})).code
    'fr-public'
    """
    if claim.regime is not None:
        return next(regime for regime in all_regimes() if regime.code == claim.regime)
    return next(regime for regime in all_regimes() if regime.applies_to(claim))


__all__ = ["Compensation", "Finding", "RateQuote", "Regime", "Span", "all_regimes", "regime_of"]
