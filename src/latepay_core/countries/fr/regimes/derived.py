"""The rates of a half-year under French law: default, floor, public buyers, legal interest."""

from collections.abc import Iterator
from datetime import date

from latepay_core.countries.fr.regimes import b2b, public
from latepay_core.countries.fr.regimes.rates import (
    BUSINESS_SERIES,
    PRIVATE_SERIES,
    business_quote,
    floor_on,
    public_quote,
)
from latepay_core.days import half_year_start
from latepay_core.law import parameter
from latepay_core.regimes.derived import DerivedRate


def derived_rates(day: date) -> Iterator[DerivedRate]:
    """Those of the half-year a day belongs to."""
    half = half_year_start(day)
    quoted = (("b2b-default", business_quote, b2b.FIRST_DAY), ("public", public_quote, public.FIRST_DAY))
    for identifier, quote_of, first in quoted:
        quote = quote_of(max(half, half_year_start(first)))
        if day < first:
            yield DerivedRate(identifier, None, first, quote.reference, ())
            continue
        yield DerivedRate(identifier, quote.percent, first, quote.reference, quote.sources)
        if identifier == "b2b-default":
            floor = floor_on(half, ())
            yield DerivedRate("b2b-floor", floor.percent, first, floor.multiplier.reference, (floor.legal,))
    for identifier, series in (("legal-private", PRIVATE_SERIES), ("legal-other", BUSINESS_SERIES)):
        legal = parameter(series).on(day)
        yield DerivedRate(identifier, legal.value, parameter(series).values[0].starts_on, legal.reference, (legal,))
