"""A regime: who it applies to, from when interest runs, at which rate, what comes on top. Each country has its own.

Adding a country is adding its folder under `latepay_core/countries`, with a `COUNTRY`, and its name below.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from latepay_core.claim import Claim, Refusal
from latepay_core.claim.refusals import refuse
from latepay_core.regimes.interface import Compensation, Finding, RateQuote, Regime, Span
from latepay_core.said import said

#: In the order in which their regimes are asked whether they apply; the last one applies to whatever is left.
COUNTRIES = ("be", "fr")
#: The country whose law is meant where nothing calls for another.
DEFAULT = COUNTRIES[-1]


@cache
def country_named(name: str) -> Any:
    """What a country's folder answers: a `latepay_core.statement.country.Country`.

    >>> country_named("fr").law
    ('eu', 'fr')
    """
    return import_module(f"latepay_core.countries.{name}").COUNTRY


@cache
def all_regimes(*countries: str) -> tuple[Regime, ...]:
    """Every regime of some countries, of all where none is named, in the order in which they are tried."""
    found: list[Sequence[Regime]] = [country_named(each).regimes for each in countries or COUNTRIES]
    return tuple(regime for regimes in found for regime in regimes)


def regime_of(claim: Claim) -> Regime:
    """The regime the claim names, or the one its parties call for.

    >>> claim = {"invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}
    >>> regime_of(Claim.model_validate(claim)) == all_regimes(DEFAULT)[-1]
    True
    """
    if claim.regime is not None:
        return next(regime for regime in all_regimes() if regime.code == claim.regime)
    return next(regime for regime in all_regimes() if regime.applies_to(claim))


def rule_missing(country: str, rule: str, path: str) -> Refusal:
    """The refusal of what a country's law, as it is known here, has no rule for; its catalogue says what.

    >>> print(rule_missing("BE", "procedure", "regime"))
    regime: country-rule-missing
    """
    own = country.lower()
    return refuse("country-rule-missing", path, law=said(f"{own}.law"), what=said(f"{own}.missing.{rule}"))


__all__ = [
    "COUNTRIES",
    "DEFAULT",
    "Compensation",
    "Finding",
    "RateQuote",
    "Regime",
    "Span",
    "all_regimes",
    "country_named",
    "regime_of",
    "rule_missing",
]
