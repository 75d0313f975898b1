"""When interest next bears interest itself (C. civ., art. 1343-2): from that day on, a day of delay costs more."""

from collections.abc import Iterator
from datetime import date

from latepay_core.claim import Claim
from latepay_core.days import DAY, add_months
from latepay_core.interest.account import next_eve
from latepay_core.regimes import Regime, regime_of
from latepay_core.statement.reckoning import Reckoned, reckon_invoice, rows_by_number, terms_of
from latepay_core.statement.set_off import settle

_A_YEAR = 12


def next_rise(claim: Claim) -> date | None:
    """The first day, later than the day after `claim.as_of`, on which capitalised interest makes the daily sum rise.

    The day after the statement's is left out: the statement's daily sum is that of this very day. None where nothing is
    capitalised within a year.

    >>> claim = Claim.model_validate({"as_of": "2026-03-15", "terms": {"capitalise_from": "2026-01-01"},
    ...     "invoices": [{"number": "F-118", "due_on": "2025-11-30", "amount": "10000.00"}]})
    >>> next_rise(claim)
    datetime.date(2026, 12, 1)
    """
    if claim.terms.capitalise_from is None:
        return None
    as_of = claim.as_of or date.max
    return min((day for day in _capitalised_on(claim, as_of) if day > as_of + DAY), default=None)


def _capitalised_on(claim: Claim, as_of: date) -> Iterator[date]:
    regime = regime_of(claim)
    allocated, _ = settle(claim, regime, as_of)
    rows = rows_by_number(allocated)
    for invoice in allocated.invoices:
        day = capitalised_on(allocated, regime, reckon_invoice(allocated, regime, invoice, as_of, rows))
        if day is not None:
            yield day


def capitalised_on(claim: Claim, regime: Regime, each: Reckoned) -> date | None:
    """The next day, after the statement's, from which an invoice's interest bears interest; None within the year."""
    account = each.account
    if claim.terms.capitalise_from is None or claim.as_of is None or not account.principal + account.interest_due:
        return None
    until = add_months(claim.as_of, _A_YEAR)
    span = regime.span(claim, each.invoice, each.due_on, until)
    eve = next_eve(account, terms_of(claim, each.invoice, span, each.compensation, until))
    return None if eve is None else eve + DAY
