"""French law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from latepay_core.claim import Claim
from latepay_core.regimes.interface import Finding, Regime, Span

if TYPE_CHECKING:
    from datetime import date

    from latepay_core.countries.fr.maximum import LongestTerms
    from latepay_core.countries.fr.procedure import FrenchProcedure as Procedure
    from latepay_core.dates.limitation_model import LimitationAnswer
    from latepay_core.regimes.derived import DerivedRate
    from latepay_core.statement.explain import Words
    from latepay_core.statement.model import InvoiceStatement, RateComparison
    from latepay_core.statement.reckoning import Reckoned
    from latepay_core.terms.model import Answers, Found, Setting, Written

# Each of its parts is loaded when it is asked for: the first calculation of most readers needs few of them.
# ruff: noqa: PLC0415


class France:
    """The law of France, as `latepay_core.statement.country.Country` asks for it."""

    code = "FR"
    law = ("eu", "fr")
    lacks: frozenset[str] = frozenset()

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """Public buyers, private persons, businesses."""
        from latepay_core.countries.fr.regimes import b2b, civil, public

        return public.REGIME, civil.REGIME, b2b.REGIME

    def limitation(self, claim: Claim) -> LimitationAnswer:
        """C. com., art. L110-4; C. civ., art. 2224; C. conso., art. L218-2; loi n° 68-1250."""
        from latepay_core.countries.fr.limitation.answer import limitation

        return limitation(claim)

    def far_from_limitation(self, claim: Claim) -> bool:
        """Whether the prudent readings leave more than six months to every invoice."""
        from latepay_core.countries.fr.limitation.answer import far_from_limitation

        return far_from_limitation(claim)

    def findings(
        self, claim: Claim, regime: Regime, reckoned: list[Reckoned], invoices: Sequence[InvoiceStatement]
    ) -> Iterator[Finding]:
        """Terms beyond the maximum between businesses (C. com., art. L441-10, I); a public buyer's interest."""
        if regime.code == "fr-b2b":
            from latepay_core.countries.fr.statement.term_warnings import terms_findings

            yield from terms_findings(claim, reckoned)
        elif regime.code == "fr-public":
            from latepay_core.countries.fr.statement.public_payment import public_findings

            yield from public_findings(invoices)
        from latepay_core.countries.fr.statement.abroad import abroad_findings

        yield from abroad_findings(claim)

    def invoice_parts(self, claim: Claim, each: Reckoned, words: Words) -> dict[str, Any]:
        """A public buyer's term, and its time to pay the interest (CCP, art. R2192-10 to R2192-36)."""
        if words.regime != "fr-public":
            return {}
        from latepay_core.countries.fr.statement.public_payment import interest_payment, public_term

        return {"public_term": public_term(claim, each), "interest_payment": interest_payment(claim, each, words)}

    def compare_rates(self, claim: Claim, regime: Regime, spans: Sequence[Span]) -> tuple[RateComparison, ...]:
        """The clause, the law's rate and the floor between businesses (C. com., art. L441-10, II)."""
        from latepay_core.countries.fr.statement.comparison import compare_rates

        return compare_rates(claim, regime, spans)

    @property
    def procedure(self) -> Procedure:
        """What to do next, the ways to be paid, what they cost."""
        from latepay_core.countries.fr.procedure import PROCEDURE

        return PROCEDURE

    @property
    def longest_terms(self) -> LongestTerms:
        """C. com., art. L441-10, I and L441-11, II; décret n° 2015-1484."""
        from latepay_core.countries.fr.maximum import LongestTerms

        return LongestTerms()

    def rates_on(self, day: date) -> Iterator[DerivedRate]:
        """Default, floor, public buyers, legal interest."""
        from latepay_core.countries.fr.regimes.derived import derived_rates

        return derived_rates(day)

    def clause_findings(self, text: str, setting: Setting) -> Iterator[Found]:
        """What the rules on clauses find in a text (C. com., art. L441-9 to L441-16)."""
        from latepay_core.countries.fr.clauses.judging import findings

        return findings(text, setting)

    def written_terms(self, answers: Answers, on: date) -> Written:
        """The terms of payment that five answers make (C. com., art. L441-10)."""
        from latepay_core.countries.fr.clauses.making import make_terms

        return make_terms(answers, on)


COUNTRY = France()
