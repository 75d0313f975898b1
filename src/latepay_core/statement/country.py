"""What a statement, and all that is drawn from it, asks of a country's law. No country is known here by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.regimes import COUNTRIES, Finding, Regime, Span, country_named, rule_missing

if TYPE_CHECKING:
    from datetime import date

    from latepay_core.dates.limitation_model import LimitationAnswer
    from latepay_core.dates.longest import LongestTerms
    from latepay_core.regimes.derived import DerivedRate
    from latepay_core.statement.explain import Words
    from latepay_core.statement.model import InvoiceStatement, RateComparison
    from latepay_core.statement.reckoning import Reckoned


class Country(Protocol):
    """One country's law. Every method is pure; what it has no rule for, it refuses: it never takes another's."""

    @property
    def code(self) -> str:
        """The country, by its two letters (ISO 3166-1)."""

    @property
    def law(self) -> Sequence[str]:
        """The folders that hold the law's figures it works with: its own, and what it shares with others."""

    @property
    def lacks(self) -> frozenset[str]:
        """The rules it has none for: `procedure`, `longest-terms`."""

    @property
    def longest_terms(self) -> LongestTerms:
        """The longest payment terms that its law allows; raises ClaimRefused where it lacks `longest-terms`."""

    def rates_on(self, day: date) -> Iterable[DerivedRate]:
        """The rates that follow from the law's values on a day."""

    @property
    def procedure(self) -> object:
        """How a debt is recovered: a `latepay_core.procedure.interface.Procedure`; None where it lacks one."""

    @property
    def regimes(self) -> Sequence[Regime]:
        """Its regimes, in the order in which they are asked whether they apply."""

    def limitation(self, claim: Claim) -> LimitationAnswer:
        """Until when each invoice can be acted upon; raises ClaimRefused."""

    def far_from_limitation(self, claim: Claim) -> bool:
        """Whether no invoice can be near its limitation, which then need not be worked out."""

    def findings(
        self, claim: Claim, regime: Regime, reckoned: list[Reckoned], invoices: Sequence[InvoiceStatement]
    ) -> Iterable[Finding]:
        """What the reader must know beside the regime's own findings: terms that are too long, interest paid late."""

    def invoice_parts(self, claim: Claim, each: Reckoned, words: Words) -> dict[str, Any]:
        """What one invoice's statement has that other regimes' have not."""

    def compare_rates(self, claim: Claim, regime: Regime, spans: Sequence[Span]) -> tuple[RateComparison, ...]:
        """The contract's rate beside the law's, half-year by half-year."""


def countries() -> Iterator[Country]:
    """Every country the program knows the law of."""
    return (cast(Country, country_named(each)) for each in COUNTRIES)


def country_of(regime: Regime) -> Country:
    """The country whose regime this is.

    >>> next(countries()).code, country_of(next(countries()).regimes[0]).code
    ('BE', 'BE')
    """
    return country_of_regime(regime.code)


@cache
def country_of_regime(code: str) -> Country:
    """The country whose regime has that code."""
    return next(each for each in countries() if code in {own.code for own in each.regimes})


def has(regime: str, rule: str) -> bool:
    """Whether the country of a regime has a rule: `procedure`."""
    return rule not in country_of_regime(regime).lacks


def demand(regime: str, rule: str) -> None:
    """Refuses (ClaimRefused) what the country of a regime has no rule for: it is never another country's."""
    if not has(regime, rule):
        raise ClaimRefused([rule_missing(country_of_regime(regime).code, rule, "regime")])
