"""Belgian law, between businesses: what is owed, until when to act. What it does not say here is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from latepay_core.claim import Claim, ClaimRefused
from latepay_core.days import half_year_start
from latepay_core.regimes import rule_missing
from latepay_core.regimes.derived import DerivedRate
from latepay_core.regimes.interface import Finding, Regime, Span

if TYPE_CHECKING:
    from latepay_core.dates.limitation_model import LimitationAnswer
    from latepay_core.statement.explain import Words
    from latepay_core.statement.model import InvoiceStatement, RateComparison
    from latepay_core.statement.reckoning import Reckoned

# Each of its parts is loaded when it is asked for, as those of every country.
# ruff: noqa: PLC0415


class Belgium:
    """The law of Belgium, as `latepay_core.statement.country.Country` asks for it."""

    code = "BE"
    law = ("be", "eu")
    lacks = frozenset({"procedure", "longest-terms"})
    procedure = None

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """Businesses alone."""
        from latepay_core.countries.be.b2b import REGIME

        return (REGIME,)

    def limitation(self, claim: Claim) -> LimitationAnswer:
        """Ten years for a contract's claim, five for its interest."""
        from latepay_core.countries.be.limitation import limitation

        return limitation(claim)

    def far_from_limitation(self, claim: Claim) -> bool:
        """It is always worked out: that is soon done."""
        return False

    def findings(
        self, claim: Claim, regime: Regime, reckoned: list[Reckoned], invoices: Sequence[InvoiceStatement]
    ) -> Iterator[Finding]:
        """Terms beyond sixty days (law of 2 August 2002, art. 4)."""
        from latepay_core.countries.be.terms import terms_findings

        return terms_findings(reckoned)

    def invoice_parts(self, claim: Claim, each: Reckoned, words: Words) -> dict[str, Any]:
        """Nothing."""
        return {}

    def compare_rates(self, claim: Claim, regime: Regime, spans: Sequence[Span]) -> tuple[RateComparison, ...]:
        """Nothing: Belgian law has no floor, a judge revises what is manifestly abusive (art. 7)."""
        return ()

    @property
    def longest_terms(self) -> NoReturn:
        """Refused: a term is only seen to be beyond sixty days (`findings`)."""
        raise ClaimRefused([rule_missing(self.code, "longest-terms", "regime")])

    def rates_on(self, day: date) -> Iterator[DerivedRate]:
        """The default rate of the half-year (law of 2 August 2002, art. 5)."""
        from latepay_core.countries.be.b2b import FIRST_DAY, legal_quote

        quote = legal_quote(half_year_start(max(day, FIRST_DAY)))
        known = day >= FIRST_DAY
        percent, sources = (quote.percent, quote.sources) if known else (None, ())
        yield DerivedRate("b2b-default", percent, FIRST_DAY, quote.reference, sources)


COUNTRY = Belgium()
