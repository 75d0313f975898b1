"""A statement's sums by half-year (born, settled, remaining) and by rate; their totals are the statement's own."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from latepay_core.claim.fields import Plain
from latepay_core.days import half_year_start, half_year_starts, split
from latepay_core.statement import Statement
from latepay_core.statement.model import InvoiceStatement, StatementLine

_CENT = Decimal("0.01")
_NONE = Decimal("0.00")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class HalfYear(_Part):
    """What a half-year brought, EUR: interest and compensation born, interest settled, what remains of it at its end.

    `paid` is the money that came in, `credited` what credit notes took off: no money came in for it.
    """

    starts_on: date
    interest_born: Plain
    compensation_born: Plain
    interest_settled: Plain
    interest_remaining: Plain
    principal_settled: Plain
    paid: Plain
    credited: Plain


class OfRate(_Part):
    """The days (of all invoices) and the interest, EUR, reckoned at one rate, percent a year."""

    percent: Plain
    days: int
    interest: Plain


class Recap(_Part):
    """The statement's interest told again, by half-year and by rate."""

    half_years: tuple[HalfYear, ...]
    rates: tuple[OfRate, ...]


def recap_of(drawn: Statement) -> Recap:
    """The recap of a statement: nothing is reckoned anew, each line's cents go to the half-years of its days.

    Where a line runs over several half-years (a frozen rate), they share its cents by days, the last taking the rest.

    >>> from latepay_core import Claim, draw_up
    >>> claim = {"as_of": "2026-08-31", "invoices": [{"due_on": "2026-04-30", "amount": "5760"}]}
    >>> recap = recap_of(draw_up(Claim.model_validate(claim)))
    >>> [str(each.interest_born) for each in recap.half_years], [str(each.percent) for each in recap.rates]
    (['116.96', '121.32'], ['12.15', '12.40'])
    """
    born: dict[date, Decimal] = defaultdict(lambda: _NONE)
    flat: dict[date, Decimal] = defaultdict(lambda: _NONE)
    by_rate: dict[Decimal, tuple[int, Decimal]] = defaultdict(lambda: (0, _NONE))
    settled, principal, paid, credited = (defaultdict[date, Decimal](lambda: _NONE) for _ in range(4))
    for invoice in drawn.invoices:
        for line, interest in _lines(invoice):
            days, so_far = by_rate[line.annual_rate_percent]
            by_rate[line.annual_rate_percent] = days + line.days, so_far + interest
            for half, share in _shares(line, interest):
                born[half] += share
        if invoice.compensation:
            flat[half_year_start(invoice.first_day or drawn.as_of)] += invoice.compensation
        for each in invoice.movements:
            half = half_year_start(each.on)
            settled[half] += each.to_interest
            principal[half] += each.to_principal
            paid[half] += each.received
            credited[half] += each.credited
    found = []
    remaining = _NONE
    for half in sorted({*born, *flat, *settled}):
        remaining += born[half] - settled[half]
        found.append(
            HalfYear(
                starts_on=half,
                interest_born=born[half],
                compensation_born=flat[half],
                interest_settled=settled[half],
                interest_remaining=remaining,
                principal_settled=principal[half],
                paid=paid[half],
                credited=credited[half],
            )
        )
    rates = (OfRate(percent=each, days=days, interest=sum_) for each, (days, sum_) in sorted(by_rate.items()))
    return Recap(half_years=tuple(found), rates=tuple(rates))


def _lines(invoice: InvoiceStatement) -> list[tuple[StatementLine, Decimal]]:
    """The lines with their cents; where only the total is rounded, the last line takes the rest."""
    found = [(line, line.interest.quantize(_CENT)) for line in invoice.lines]
    if found:
        line, interest = found[-1]
        found[-1] = line, interest + invoice.interest - sum((each for _, each in found), _NONE)
    return found


def _shares(line: StatementLine, interest: Decimal) -> list[tuple[date, Decimal]]:
    parts = list(split(line.first, line.to, tuple(half_year_starts(line.first, line.to))))
    shares = [
        (half_year_start(begin), (interest * ((end - begin).days + 1) / line.days).quantize(_CENT))
        for begin, end in parts
    ]
    half, last = shares[-1]
    shares[-1] = half, last + interest - sum((each for _, each in shares), _NONE)
    return shares
