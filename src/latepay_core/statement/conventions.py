"""Every switch as it was applied, with its legal ground."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from latepay_core.claim import Claim, EcbPlusRate, FixedRate, LegalTimesRate, RegimeCode, StatutoryRate, Terms
from latepay_core.claim.agreed import Agreed, agreed_by, invoices_in_words
from latepay_core.claim.part import Fixed, made
from latepay_core.interest import half_year_start
from latepay_core.language import count_in_words, date_in_words, in_turn, number, percent, sentence
from latepay_core.law import parameter
from latepay_core.regimes import Regime, Span
from latepay_core.statement.model import Convention

#: The points that the law adds to the ECB's rate.
_POINTS = {"fr-b2b": "b2b.points-over-ecb", "fr-public": "public.points-over-ecb"}
_FLOOR = "b2b.floor-multiplier"


def conventions_of(claim: Claim, regime: Regime, spans: Sequence[Span]) -> Mapping[str, Convention]:
    """The conventions of a statement, by their public names; the law's figures are those of the days in `spans`.

    Where invoices have terms of their own, a switch they differ by stands once for each value: `rate`, `rate-2`…
    """
    as_of = claim.as_of or date.max
    first = min((span.first for span in spans if span.first), default=as_of)
    halves = half_year_start(max(first, regime.covers_from)), as_of
    points = _POINTS.get(regime.code)
    words = (
        values_in_words(points, *halves, worded=_digits) if points else "",
        values_in_words(_FLOOR, *halves) if regime.code == "fr-b2b" else "",
    )
    whole = _conventions(claim.terms, regime.code, regime.frozen, *words)
    if not any(invoice.terms for invoice in claim.invoices):
        return whole
    found: dict[str, Convention] = {}
    for name in whole:

        def switch(terms: Terms, name: str = name) -> Convention:
            return _conventions(terms, regime.code, regime.frozen, *words)[name]

        values = agreed_by(claim, switch)
        for place, each in enumerate(values, 1):
            found[name if place == 1 else f"{name}-{place}"] = _for_some(claim, each) if len(values) > 1 else each.value
    return Fixed(found)


def _for_some(claim: Claim, agreed: Agreed[Convention]) -> Convention:
    """A switch that some invoices have, told with them."""
    label = sentence("convention.of.label", invoices=invoices_in_words(claim, agreed), label=agreed.value.label)
    return agreed.value.model_copy(update={"label": label, "invoices": agreed.positions})


def values_in_words(identifier: str, first: date, last: date, worded: Callable[[Decimal], str] = count_in_words) -> str:
    """Every value that a rule of the law takes from a day to another, in their order: « trois », « 10 puis 12 »."""
    rule = parameter(identifier)
    first = max(first, rule.values[0].starts_on)
    days = (first, *rule.changes_between(first, last))
    return in_turn(worded(rule.on(day).value) for day in days)


def _digits(value: Decimal) -> str:
    return number(value, 0)


@lru_cache(maxsize=256)
def _conventions(
    terms: Terms, regime: RegimeCode, frozen: bool | None, points: str, floor: str
) -> Mapping[str, Convention]:
    return Fixed(
        {
            "rate": _rate(terms.rate, regime, points, floor),
            "semester": _semester(terms, regime, frozen),
            "year": _switch("year", terms.year),
            "allocation": _allocation(terms, regime),
            "rounding": _switch("rounding", terms.rounding),
            "capitalise_from": _capitalised(terms.capitalise_from),
            **({} if terms.surplus == "kept" else {"surplus": _switch("surplus", terms.surplus)}),
        }
    )


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
        ground=sentence(f"{key}.ground", **figures),
        reference=sentence(f"{key}.reference"),
        settled=sentence(f"{key}.settled") == "True",
    )


def _allocation(terms: Terms, regime: RegimeCode) -> Convention:
    own = regime == "fr-public" and terms.allocation == "interest-first"
    return _switch("allocation", terms.allocation, variant="fr-public" if own else "")


def _semester(terms: Terms, regime: RegimeCode, frozen: bool | None) -> Convention:
    if frozen is None:
        return _switch("semester", terms.semester)
    return _switch("semester", "frozen" if frozen else "revised", variant=f"{regime}")


def _rate(
    clause: StatutoryRate | FixedRate | EcbPlusRate | LegalTimesRate, regime: RegimeCode, points: str, floor: str
) -> Convention:
    if isinstance(clause, StatutoryRate):
        return _switch("rate", "statutory", variant=f"statutory-{regime}", points=points)
    figures = {
        "fixed": percent(clause.percent) if isinstance(clause, FixedRate) else "",
        "ecb-plus": number(clause.points, 0) if isinstance(clause, EcbPlusRate) else "",
        "legal-times": number(clause.times, 0) if isinstance(clause, LegalTimesRate) else "",
    }
    return _switch("rate", clause.basis, figure=figures[clause.basis], floor=floor)
