"""What the page needs to give first figures before Python is there: the core's own rates, as whole numbers.

Only the plain case is meant: one or several invoices between businesses, at the rate of the law, with the payments made
for each of them, and every convention as it stands where nobody has chosen another. The page's module
(`calculator/browser/first_figures.mjs`) knows no rate, no sum and no day of the law: they stand here.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from calculator.app.form import CREDITOR_WORDS, PARTY_WORDS, read_form
from latepay_core import Claim
from latepay_core.claim.fields import AMOUNT_LIMIT, FIRST_DATE, LAST_DATE
from latepay_core.countries.fr.regimes.b2b import REGIME
from latepay_core.days import DAY, half_year_start, next_half_year
from latepay_core.interest import RATE_SCALE, Conventions, rate_units
from latepay_core.law import parameter
from latepay_core.money import cents
from latepay_core.regimes import RateQuote, regime_of

#: Fields that change no sum, and what may stand there; of what is known of the two sides, whatever it is.
FREE: dict[str, list[str]] = {
    "side": ["creditor", "debtor"],
    **{f"creditor-{word}": [] for word in CREDITOR_WORDS},
    **{f"debtor-{word}": [] for word in PARTY_WORDS},
}
#: Days are counted from here, as JavaScript does.
_EPOCH = date(1970, 1, 1)
#: A part payment is taken on interest first, interest is rounded line by line: what the page's module does.
_CONVENTIONS = Conventions()
_DAYS_A_YEAR = 365


def table() -> dict[str, Any]:
    """Rates by half-year, in millionths of a percent, from the first day that bears interest; the 40 EUR; the limits.

    `known_until` is the last day whose rate was published; up to `last` the last one known stands in for it, as in a
    statement, which says then that it is provisional.

    >>> found = table()
    >>> [units for day, units in found["rates"] if day == (date(2026, 7, 1) - _EPOCH).days]
    [12400000]
    >>> found["compensation"]
    [[15706, 4000]]
    """
    claim = _plain_claim()
    halves = list(_halves(claim))
    known = [half for half in halves if not _quote(claim, half).provisional]
    return {
        "rates": [[_number(half), rate_units(_quote(claim, half).percent)] for half in halves],
        "known_until": _number(next_half_year(known[-1]) - DAY),
        "last": _number(next_half_year(halves[-1]) - DAY),
        "year": 100 * RATE_SCALE * _DAYS_A_YEAR,
        "due_from": _number(REGIME.covers_from),
        "compensation": [[_number(each.starts_on), cents(each.value)] for each in parameter("b2b.compensation").values],
        "days": [_number(FIRST_DATE), _number(LAST_DATE)],
        "below": cents(AMOUNT_LIMIT),
        "free": FREE,
    }


def as_json() -> str:
    """The table as the page holds it."""
    return json.dumps(table(), separators=(",", ":"))


def _plain_claim() -> Claim:
    """The claim of a form in which nobody has chosen anything; ValueError where the page reckons it another way."""
    form = read_form({"as_of": "01/07/2026", "invoices-0-amount": "1", "invoices-0-due_on": "01/01/2026"})
    claim = Claim.model_validate(form.data)
    terms = claim.terms
    chosen = Conventions(terms.year, terms.allocation, terms.rounding)
    if (regime_of(claim), terms.semester, terms.rate.basis, chosen) != (REGIME, "revised", "statutory", _CONVENTIONS):
        raise ValueError("the form starts with other conventions than calculator/browser/first_figures.mjs knows")
    return claim


def _halves(claim: Claim) -> Iterator[date]:
    """The first days of half-years, from the first one covered to the first one whose rate is not known yet."""
    half = half_year_start(REGIME.covers_from)
    while not _quote(claim, half).provisional:
        yield half
        half = next_half_year(half)
    yield half


def _quote(claim: Claim, half: date) -> RateQuote:
    return REGIME.quote(claim, half)


def _number(day: date) -> int:
    return (day - _EPOCH).days
