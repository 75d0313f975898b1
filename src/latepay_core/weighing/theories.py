"""How another may have come to the interest they ask: the usual slips and the conventions that the law leaves open.

They are tried one by one, then two and three together. One is told only where it gives their figure, to a cent a line;
otherwise nothing is guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import cast

from latepay_core.claim import Claim
from latepay_core.days import DAY, half_year_start, half_year_starts, next_half_year, split
from latepay_core.interest import is_leap
from latepay_core.regimes import RateQuote, Regime
from latepay_core.statement import InvoiceStatement, Statement

#: The code of a difference that is no slip: each line was rounded in another way.
ROUNDING = "rounding"
_CENT = Decimal("0.01")
_HUNDRED, _MONTHS, _DAYS = Decimal(100), 12, 365
_VAT = (Decimal("1.2"), Decimal("1.1"), Decimal("1.055"))
_MOST_INVOICES = 50


@dataclass(frozen=True)
class Slip:
    """One way of reckoning that is not the statement's, and the code of what is said of it.

    `year` 0 is the calendar's own: 366 days in leap years. `frozen`: the rate of the first day stands to the last.
    `interest_first`: what was paid settles the interest run so far, then the principal; else the principal alone.
    """

    code: str
    start: str = "due"
    year: int = 365
    frozen: bool = False
    rate_on: date | None = None
    percent: Decimal | None = None
    base: str = "unpaid"
    divided: Decimal = Decimal(1)
    monthly: bool = False
    interest_first: bool = True


def slips_behind(
    asked: Decimal, claim: Claim, regime: Regime, drawn: Statement, said: Decimal | None
) -> tuple[str, ...]:
    """The codes of the slips that give the interest asked (EUR), the fewest first; none where nothing fits.

    Where the statement's own way gives it but for a cent a line, that is `rounding` and no slip.

    `said` is the rate they say they applied, percent a year.
    """
    if len(claim.invoices) > _MOST_INVOICES:
        return ()
    plain = Slip(
        "",
        year=0 if claim.terms.year == "actual" else _DAYS,
        frozen=_is_frozen(claim, regime),
        interest_first=claim.terms.allocation == "interest-first",
    )
    own, lines = _reckoned(claim, regime, drawn, plain)
    # a convention that changes nothing here explains nothing
    conventions = [
        each for each in _conventions(claim, regime) if _reckoned(claim, regime, drawn, _with(plain, each))[0] != own
    ]
    single = [*conventions, *_slips(claim, regime, said)]
    if not drawn.totals.paid:
        single = [each for each in single if each.code != "part-payment-ignored-for-interest"]
    exact = next((each for each in single if _reckoned(claim, regime, drawn, _with(plain, each))[0] == asked), None)
    if exact is None and abs(own - asked) <= max(1, lines - 1) * _CENT:
        return (ROUNDING,)
    for count in (1, 2, 3):
        for chosen in combinations(single, count):
            if _apart(chosen) and _fits(asked, claim, regime, drawn, plain, chosen):
                return tuple(each.code for each in chosen)
    return ()


def _is_frozen(claim: Claim, regime: Regime) -> bool:
    return claim.terms.semester == "frozen" if regime.frozen is None else regime.frozen


def _conventions(claim: Claim, regime: Regime) -> Iterator[Slip]:
    """What the statement could have chosen otherwise: no slip, and a part of how they came to their figure."""
    if regime.frozen is None:
        frozen = _is_frozen(claim, regime)
        yield Slip("convention-revised" if frozen else "convention-frozen", frozen=not frozen)
    actual = claim.terms.year == "actual"
    yield Slip("convention-365" if actual else "convention-actual", year=_DAYS if actual else 0)
    first = claim.terms.allocation == "interest-first"
    yield Slip("convention-principal-first" if first else "convention-interest-first", interest_first=not first)


def _slips(claim: Claim, regime: Regime, said: Decimal | None) -> Iterator[Slip]:
    as_of = claim.as_of or date.max
    yield Slip("both-ends-counted", start="on-due")
    yield Slip("interest-before-due-date", start="issue")
    yield Slip("interest-before-due-date", start="after-issue")
    if claim.notice_received_on is not None:
        yield Slip("interest-before-notice", start="after-due")
    yield Slip("year-360", year=360)
    if regime.frozen:
        yield Slip("rate-revised")
    days = [each.issued_on or each.due_on for each in claim.invoices]
    first = min((each for each in days if each), default=as_of)
    for half in (half_year_start(first), *half_year_starts(first, as_of)):
        yield Slip("rate-of-another-half-year", rate_on=half)
    if said is not None:
        yield Slip("rate-other", percent=said)
    yield Slip("part-payment-ignored-for-interest", base="whole")
    for rate in _VAT:
        yield Slip("base-before-vat", divided=rate)
    yield Slip("interest-on-interest", monthly=True)


_OF = {
    "both-ends-counted": "start",
    "interest-before-due-date": "start",
    "interest-before-notice": "start",
    "year-360": "year",
    "convention-actual": "year",
    "convention-365": "year",
    "convention-principal-first": "allocation",
    "convention-interest-first": "allocation",
    "rate-revised": "rate",
    "convention-frozen": "rate",
    "convention-revised": "rate",
    "rate-other": "rate",
    "rate-of-another-half-year": "rate",
    "part-payment-ignored-for-interest": "base",
    "base-before-vat": "divided",
    "interest-on-interest": "monthly",
}


#: What a slip of each thing changes of the plain way; another rate is that of all the days.
_CHANGED = {
    "start": ("start",),
    "year": ("year",),
    "rate": ("rate_on", "percent", "frozen"),
    "base": ("base",),
    "divided": ("divided",),
    "monthly": ("monthly",),
    "allocation": ("interest_first",),
}


def _apart(chosen: tuple[Slip, ...]) -> bool:
    """Whether the slips are of different things: two starts cannot both be right."""
    return len({_OF[each.code] for each in chosen}) == len(chosen)


def _with(way: Slip, slip: Slip) -> Slip:
    return replace(way, **{name: getattr(slip, name) for name in _CHANGED[_OF[slip.code]]})


def _fits(
    asked: Decimal, claim: Claim, regime: Regime, drawn: Statement, plain: Slip, chosen: tuple[Slip, ...]
) -> bool:
    way = plain
    for each in chosen:
        way = _with(way, each)
    found, lines = _reckoned(claim, regime, drawn, way)
    return abs(found - asked) <= max(1, lines - 1) * _CENT


def _reckoned(claim: Claim, regime: Regime, drawn: Statement, way: Slip) -> tuple[Decimal, int]:
    """The interest due by that way of reckoning, EUR, and the number of its lines."""
    found = [
        _of_invoice(claim, regime, told, invoice.issued_on, way)
        for invoice, told in zip(claim.invoices, drawn.invoices, strict=True)
        if told.lines
    ]
    return sum((due for due, _ in found), Decimal(0)), sum(count for _, count in found)


def _of_invoice(
    claim: Claim, regime: Regime, told: InvoiceStatement, issued: date | None, way: Slip
) -> tuple[Decimal, int]:
    """The interest of an invoice, payment after payment: each settles what it is imputed on."""
    as_of = claim.as_of or date.max
    start = begin = _start(told, issued, way)
    if way.monthly:
        if start > as_of:
            return Decimal(0), 0
        return _compounded(told.amount, _percent(claim, regime, start, way), start, as_of), 1
    # where something is left and the lines end before the day, interest was stopped
    end = told.lines[-1].to if told.principal_due else as_of
    due, base, count = Decimal(0), told.amount, 0
    for each in () if way.base == "whole" else told.movements:
        if begin <= each.on <= end:
            more, lines = _between(claim, regime, (start, begin, each.on), base, way)
            due, count, begin = due + more, count + lines, each.on + DAY
        base -= min(base, each.credited)
        to_interest = min(due, each.received) if way.interest_first else Decimal(0)
        to_principal = min(base, each.received - to_interest)
        left = each.received - to_interest - to_principal
        due, base = due - to_interest - min(due - to_interest, left), base - to_principal
    if begin <= end:
        more, lines = _between(claim, regime, (start, begin, end), base, way)
        due, count = due + more, count + lines
    return due, count


def _start(told: InvoiceStatement, issued: date | None, way: Slip) -> date:
    first: date = told.lines[0].first
    if way.start in {"on-due", "after-due"}:
        return told.due_on if way.start == "on-due" else told.due_on + DAY
    if way.start in {"issue", "after-issue"} and issued is not None:
        return issued if way.start == "issue" else issued + DAY
    return first


def _between(
    claim: Claim, regime: Regime, days: tuple[date, date, date], base: Decimal, way: Slip
) -> tuple[Decimal, int]:
    """The interest on one principal, of the days from `begin` to `end`; `start` is the invoice's first day."""
    start, begin, end = days
    if not base:
        return Decimal(0), 0
    one = (way.rate_on or way.percent is not None or way.frozen) and way.year
    parts = [(begin, end)] if one else list(_halves(begin, end))
    total = Decimal(0)
    for first, last in parts:
        rate = _percent(claim, regime, start if way.frozen else first, way)
        interest = (
            base / way.divided * rate * ((last - first).days + 1) / _HUNDRED / (way.year or _DAYS + is_leap(first))
        )
        total += interest.quantize(_CENT, ROUND_HALF_UP)
    return total, len(parts)


def _halves(first: date, last: date) -> Iterator[tuple[date, date]]:
    return split(first, last, tuple(half_year_starts(first, last)))


def _percent(claim: Claim, regime: Regime, day: date, way: Slip) -> Decimal:
    if way.percent is not None:
        return way.percent
    half = half_year_start(way.rate_on or day)
    quote = cast(RateQuote, regime.rate_periods(claim, half, next_half_year(half) - DAY)[0].quote)
    return quote.percent


def _compounded(base: Decimal, rate: Decimal, first: date, last: date) -> Decimal:
    """Interest that is added to the principal each month, by twelfths of the yearly rate."""
    after = last + DAY
    months = (after.year - first.year) * _MONTHS + after.month - first.month
    grown = base * (1 + rate / _HUNDRED / _MONTHS) ** months
    return (grown - base).quantize(_CENT, ROUND_HALF_UP)
