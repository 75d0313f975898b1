"""Every switch as it was applied, with its legal ground."""

from datetime import date
from functools import lru_cache

from latepay_core.claim import Claim, EcbPlusRate, FixedRate, LegalTimesRate, RegimeCode, StatutoryRate, Terms
from latepay_core.claim.part import made
from latepay_core.language import date_in_words, number, percent, sentence
from latepay_core.regimes import Regime
from latepay_core.statement.model import Convention


def conventions_of(claim: Claim, regime: Regime) -> dict[str, Convention]:
    """The conventions of a statement, by the contract's names."""
    return _conventions(claim.terms, regime.code, regime.frozen)


@lru_cache(maxsize=256)
def _conventions(terms: Terms, regime: RegimeCode, frozen: bool | None) -> dict[str, Convention]:
    return {
        "rate": _rate(terms.rate, regime),
        "semester": _semester(terms, regime, frozen),
        "year": _switch("year", terms.year),
        "allocation": _switch("allocation", terms.allocation),
        "rounding": _switch("rounding", terms.rounding),
        "capitalise_from": _capitalised(terms.capitalise_from),
    }


def _capitalised(asked: date | None) -> Convention:
    if asked is None:
        return _switch("capitalise_from", "none")
    return _switch("capitalise_from", asked.isoformat(), variant="asked", day=date_in_words(asked))


def _switch(name: str, value: str, variant: str = "", **figures: str) -> Convention:
    key = f"convention.{name}.{variant or value}"
    return made(
        Convention,
        value=value,
        label=sentence(f"{key}.label", **figures),
        ground=sentence(f"{key}.ground"),
        reference=sentence(f"{key}.reference"),
        settled=sentence(f"{key}.settled") == "True",
    )


def _semester(terms: Terms, regime: RegimeCode, frozen: bool | None) -> Convention:
    if frozen is None:
        return _switch("semester", terms.semester)
    return _switch("semester", "frozen" if frozen else "revised", variant=f"{regime}")


def _rate(clause: StatutoryRate | FixedRate | EcbPlusRate | LegalTimesRate, regime: RegimeCode) -> Convention:
    if isinstance(clause, StatutoryRate):
        return _switch("rate", "statutory", variant=f"statutory-{regime}")
    figures = {
        "fixed": percent(clause.percent) if isinstance(clause, FixedRate) else "",
        "ecb-plus": number(clause.points, 0) if isinstance(clause, EcbPlusRate) else "",
        "legal-times": number(clause.times, 0) if isinstance(clause, LegalTimesRate) else "",
    }
    return _switch("rate", clause.basis, figure=figures[clause.basis])
