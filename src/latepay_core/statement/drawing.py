"""From a claim to its statement."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from latepay_core.claim import Claim, ClaimRefused, Invoice
from latepay_core.interest import (
    Account,
    Conventions,
    Credit,
    RatePeriod,
    Terms,
    anniversaries,
    daily_interest,
    is_leap,
    reckon,
    round_half_up,
)
from latepay_core.interest.periods import DAY, same_day
from latepay_core.regimes import Compensation, Regime, Span, regime_of
from latepay_core.statement import checks
from latepay_core.statement.conventions import conventions_of
from latepay_core.statement.edition import edition
from latepay_core.statement.explain import Words, cents, euros, explain_totals, invoice_explanations, line, movement
from latepay_core.statement.model import InvoiceStatement, Statement, Totals
from latepay_core.statement.warnings import warnings_of

_SUMMED = (
    "amount",
    "interest",
    "interest_due",
    "compensation",
    "compensation_due",
    "principal_due",
    "paid",
    "credited",
    "overpaid",
    "total_due",
)


class Reckoned(NamedTuple):
    """An invoice with all that was worked out for it, before words are put to it."""

    invoice: Invoice
    due_on: date
    span: Span
    compensation: Compensation
    account: Account


def draw_up(claim: Claim) -> Statement:
    """The statement of a claim: what is owed at the end of `claim.as_of`, to the cent, and why.

    Amounts are EUR with VAT included, rates percent a year, terms calendar days. Raises ClaimRefused, with French
    sentences, for a claim that cannot be reckoned. Between businesses it rests on C. com., art. L441-10 and D441-5.

    >>> from latepay_core import Claim
    >>> statement = draw_up(Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "F-118", "due_on": "2025-11-30", "amount": "10000.00"}]}))
    >>> statement.totals.interest, statement.totals.compensation, statement.totals.total_due
    (Decimal('349.52'), Decimal('40.00'), Decimal('10389.52'))
    """
    regime = regime_of(claim)
    refused = checks.refusals(claim, regime)
    if refused:
        raise ClaimRefused(refused)
    as_of = claim.as_of or date.max
    reckoned = [_reckon(claim, regime, invoice, as_of) for invoice in claim.invoices]
    words = Words(regime.code, claim.terms.rounding)
    invoices = tuple(_worded(each, as_of, words) for each in reckoned)
    provisional = any(line.provisional for invoice in invoices for line in invoice.lines)
    return Statement(
        as_of=as_of,
        regime=regime.code,
        provisional=provisional,
        invoices=invoices,
        totals=_totals(claim, regime, reckoned, invoices, words),
        conventions=conventions_of(claim, regime),
        warnings=warnings_of(claim, regime, reckoned),
        edition=edition(),
    )


def _reckon(claim: Claim, regime: Regime, invoice: Invoice, as_of: date) -> Reckoned:
    due = checks.due_on(invoice) or date.max
    span = regime.span(claim, invoice, due, as_of)
    compensation = regime.compensation(claim, due)
    terms = Terms(
        principal=cents(invoice.amount),
        due_on=due,
        as_of=as_of,
        first=span.first,
        last=span.last,
        compensation=cents(compensation.euros),
        capitalise_on=_capitalised_on(claim.terms.capitalise_from, span),
    )
    switches = claim.terms
    conventions = Conventions(switches.year, switches.allocation, switches.rounding)

    def rate_periods(first: date, last: date) -> Sequence[RatePeriod]:
        return regime.rate_periods(claim, first, last)

    return Reckoned(invoice, due, span, compensation, reckon(terms, _credits(invoice), rate_periods, conventions))


def _capitalised_on(asked: date | None, span: Span) -> tuple[date, ...]:
    """When the interest due begins to bear interest: once a whole year of it is due, never before it was asked for."""
    if asked is None or span.first is None or span.last is None:
        return ()
    return tuple(anniversaries(max(asked, same_day(span.first, span.first.year + 1)), span.last))


def _credits(invoice: Invoice) -> list[Credit]:
    payments = [Credit(each.paid_on, cents(each.amount)) for each in invoice.payments]
    return payments + [Credit(each.issued_on, cents(each.amount), "credit-note") for each in invoice.credit_notes]


def _worded(each: Reckoned, as_of: date, words: Words) -> InvoiceStatement:
    account = each.account
    return InvoiceStatement(
        number=each.invoice.number,
        issued_on=each.invoice.issued_on,
        due_on=each.due_on,
        first_day=each.span.first,
        days_late=max(0, (as_of - each.due_on).days),
        amount=each.invoice.amount,
        lines=tuple(line(part, words) for part in account.lines),
        movements=tuple(movement(part, words) for part in account.allocations),
        interest=euros(account.interest),
        interest_due=euros(account.interest_due),
        compensation=euros(account.compensation),
        compensation_due=euros(account.compensation_due),
        principal_due=euros(account.principal),
        paid=euros(account.paid),
        credited=euros(account.credited),
        overpaid=euros(account.overpaid),
        total_due=euros(account.total),
        explanations=invoice_explanations(each, as_of, words),
    )


def _totals(
    claim: Claim, regime: Regime, reckoned: list[Reckoned], invoices: tuple[InvoiceStatement, ...], words: Words
) -> Totals:
    sums: dict[str, Any] = {name: sum(getattr(each, name) for each in invoices) for name in _SUMMED}
    exact = [_next_day(claim, regime, each) for each in reckoned]
    sums["per_day"] = euros(round_half_up(sum(exact)))
    return Totals(**sums, explanations=explain_totals(sums, words))


def _next_day(claim: Claim, regime: Regime, each: Reckoned) -> int:
    """What the day after the statement costs at the current rate, in exact units; 0 where no interest runs then."""
    as_of = claim.as_of or date.max
    span = regime.span(claim, each.invoice, each.due_on, as_of + DAY)
    first, last = span.first, span.last
    account = each.account
    bearing = account.principal + account.capitalised
    if not bearing or first is None or last is None or not first <= as_of + DAY <= last:
        return 0
    if account.lines and account.lines[-1].last == as_of:
        period = account.lines[-1].period
    else:
        period = regime.rate_periods(claim, first, max(first, as_of))[-1]
    leap = claim.terms.year == "actual" and is_leap(as_of + DAY)
    return daily_interest(bearing, period.units, leap=leap)
