"""Every switch as it was applied, with its legal ground."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from latepay_core.claim import Claim, EcbPlusRate, FixedRate, LegalTimesRate, RegimeCode, StatutoryRate, Terms
from latepay_core.claim.agreed import Agreed, agreed_by, invoices_told
from latepay_core.claim.part import Fixed, made
from latepay_core.days import half_year_start
from latepay_core.law import parameter
from latepay_core.regimes import Regime, Span, all_regimes
from latepay_core.regimes.interface import Grounds
from latepay_core.said import Value, said
from latepay_core.statement.model import Convention

#: The ground of each switch, and whether the law settles it, where a regime has no other.
_GROUNDS = {
    "year.365": ("Usage", False),
    "year.actual": ("Usage", False),
    "surplus.oldest": ("C. civ., art. 1342-10 et 1347", True),
    "allocation.interest-first": ("C. civ., art. 1343-1", True),
    "allocation.principal-first": ("C. civ., art. 1343-1", True),
    "rounding.line": ("Usage", False),
    "rounding.total": ("Usage", False),
    "capitalise_from.none": ("C. civ., art. 1343-2", True),
    "capitalise_from.asked": ("C. civ., art. 1343-2", False),
}


def conventions_of(claim: Claim, regime: Regime, spans: Sequence[Span]) -> Mapping[str, Convention]:
    """The conventions of a statement, by their public names; the law's figures are those of the days in `spans`.

    Where invoices have terms of their own, a switch they differ by stands once for each value: `rate`, `rate-2`…
    """
    as_of = claim.as_of or date.max
    first = min([span.first for span in spans if span.first], default=as_of)
    halves = half_year_start(max(first, regime.covers_from)), as_of
    words = (
        values_between(regime.points, *halves) if regime.points else (),
        values_between(regime.floor, *halves) if regime.floor else (),
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
    label = said("convention.of.label", invoices=invoices_told(claim, agreed), label=agreed.value.label)
    return agreed.value.model_copy(update={"label": label, "invoices": agreed.positions})


@lru_cache(maxsize=1024)
def values_between(identifier: str, first: date, last: date) -> tuple[Decimal, ...]:
    """Every value that a rule of the law takes from a day to another, in their order."""
    rule = parameter(identifier)
    first = max(first, rule.values[0].starts_on)
    return tuple(rule.on(day).value for day in (first, *rule.changes_between(first, last)))


@lru_cache(maxsize=256)
def _conventions(
    terms: Terms, regime: RegimeCode, frozen: bool | None, points: tuple[Decimal, ...], floor: tuple[Decimal, ...]
) -> Mapping[str, Convention]:
    own = next(each.grounds for each in all_regimes() if each.code == regime)
    semester = terms.semester if frozen is None else "frozen" if frozen else "revised"
    return Fixed(
        {
            "rate": _rate(own, terms.rate, points, floor),
            "semester": _switch(own, "semester", semester),
            "year": _switch(own, "year", terms.year),
            "allocation": _switch(own, "allocation", terms.allocation),
            "rounding": _switch(own, "rounding", terms.rounding),
            "capitalise_from": _capitalised(own, terms.capitalise_from),
            **({} if terms.surplus == "kept" else {"surplus": _switch(own, "surplus", terms.surplus)}),
        }
    )


def _capitalised(own: Grounds, asked: date | None) -> Convention:
    if asked is None:
        return _switch(own, "capitalise_from", "none")
    return _switch(own, "capitalise_from", asked.isoformat(), variant="asked", day=asked)


def _switch(own: Grounds, name: str, value: str, variant: str = "", **figures: Value) -> Convention:
    key = f"{name}.{variant or value}"
    key, reference, settled = own[key] if key in own else (key, *_GROUNDS[key])
    return made(
        Convention,
        value=value,
        label=said(f"convention.{key}.label", **figures),
        ground=said(f"convention.{key}.ground", **figures),
        reference=reference,
        settled=settled,
    )


def _rate(
    own: Grounds,
    clause: StatutoryRate | FixedRate | EcbPlusRate | LegalTimesRate,
    points: tuple[Decimal, ...],
    floor: tuple[Decimal, ...],
) -> Convention:
    if isinstance(clause, StatutoryRate):
        return _switch(own, "rate", "statutory", points=points)
    if isinstance(clause, FixedRate):
        return _switch(own, "rate", clause.basis, figure=clause.percent, floor=floor)
    figure = clause.points if isinstance(clause, EcbPlusRate) else clause.times
    return _switch(own, "rate", clause.basis, figure=figure, floor=floor)
