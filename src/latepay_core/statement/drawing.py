"""From a claim to its statement."""

from datetime import date
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any

from latepay_core.claim import Claim, ClaimRefused, StatutoryRate
from latepay_core.claim.part import made
from latepay_core.claim.refusals import first_of
from latepay_core.interest import round_half_up
from latepay_core.money import euros
from latepay_core.regimes import Regime, regime_of
from latepay_core.statement import checks
from latepay_core.statement.accounts import Accounts
from latepay_core.statement.allocation import CREDITS, allocated_payment
from latepay_core.statement.conventions import conventions_of
from latepay_core.statement.country import Country, country_of
from latepay_core.statement.edition import edition
from latepay_core.statement.explain import Words, explain_totals, invoice_explanations, line, movement
from latepay_core.statement.model import NOTHING_OWED, InvoiceStatement, RateComparison, ScopedSums, Statement, Totals
from latepay_core.statement.proceedings import born_later, owed
from latepay_core.statement.reckoning import Reckoned, cancelled_rows, quotes_of
from latepay_core.statement.set_off import settle
from latepay_core.statement.warnings import warnings_of
from latepay_core.statement.worded import Told, Worded

#: How many lines and movements are kept once they were put into words; a longer statement is worded as it is read.
MOST_KEPT = 20_000
_ZERO = euros(0)
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
    "overcredited",
    "total_due",
)
_summed = attrgetter(*_SUMMED)


def draw_up(claim: Claim, accounts: Accounts | None = None) -> Statement:
    """The statement of a claim: what is owed at the end of `claim.as_of`, to the cent, and why.

    Amounts are EUR with VAT included, rates percent a year, terms calendar days. Raises ClaimRefused, with French
    sentences, for a claim that cannot be reckoned. `accounts`, kept from the statement before, spares the reckoning of
    the invoices that nothing has changed for. Between businesses it rests on C. com., art. L441-10 and D441-5.

    >>> from latepay_core import Claim
    >>> statement = draw_up(Claim.model_validate({"as_of": "2026-03-15",
    ...     "invoices": [{"number": "F-118", "due_on": "2025-11-30", "amount": "10000.00"}]}))
    >>> statement.totals.interest, statement.totals.compensation, statement.totals.total_due
    (Decimal('349.52'), Decimal('40.00'), Decimal('10389.52'))
    """
    regime = regime_of(claim)
    country = country_of(regime)
    refused = checks.refusals(claim, regime)
    if refused:
        raise ClaimRefused(first_of(refused))
    as_of = claim.as_of or date.max
    whole = claim
    claim, placed = settle(whole, regime, as_of)
    money = tuple(each for each in placed if each.rule not in CREDITS)
    words = Words(regime.code, claim.terms.rounding, regime.term_reference, regime.interest_first)
    cancelled = cancelled_rows(claim, as_of) | (cancelled_rows(whole, as_of) if whole is not claim else set())
    entries = (accounts or Accounts()).of(claim, regime, cancelled)
    reckoned = [each.reckoned for each in entries]
    keep = sum(len(each.account.lines) + len(each.account.allocations) for each in reckoned) <= MOST_KEPT
    for each in entries:
        if each.shown is None or each.kept != keep:
            each.shown = _worded(country, claim, each.reckoned, words, keep=keep, cancelled=each.cancelled)
            each.kept = keep
    invoices = tuple(each.shown for each in entries if each.shown is not None)
    quotes = quotes_of(reckoned)
    return made(
        Statement,
        as_of=as_of,
        regime=regime.code,
        language=claim.language,
        provisional=any(each.provisional for each in quotes),
        invoices=invoices,
        allocated_payments=Worded(money, partial(allocated_payment, whole), keep=keep),
        totals=_totals(claim, invoices, [each.next_day for each in entries], words),
        conventions=conventions_of(claim, regime, [each.span for each in reckoned]),
        rate_comparison=_comparison(claim, regime, reckoned),
        warnings=warnings_of(whole, claim, regime, reckoned, invoices, placed),
        edition=edition(*country.law),
    )


def _worded(
    country: Country, claim: Claim, each: Reckoned, words: Words, *, keep: bool, cancelled: bool
) -> InvoiceStatement:
    account, as_of = each.account, claim.as_of or date.max
    settled = _settled_on(each)
    return made(
        InvoiceStatement,
        number=each.invoice.number,
        issued_on=each.invoice.issued_on,
        due_on=each.due_on,
        first_day=each.span.first,
        days_late=max(0, (as_of - each.due_on).days),
        settled_on=settled,
        days_until_settled=None if settled is None else max(0, (settled - each.due_on).days),
        amount=each.invoice.amount,
        paid_undated=each.invoice.paid_undated or Decimal(0),
        lines=Worded(account.lines, partial(line, words=words), keep=keep),
        movements=Worded(account.allocations, partial(movement, words=words), keep=keep),
        interest=euros(account.interest),
        interest_due=euros(account.interest_due),
        compensation=euros(account.compensation),
        compensation_due=euros(account.compensation_due),
        principal_due=euros(account.principal),
        paid=euros(account.paid),
        credited=euros(account.credited),
        overpaid=euros(account.overpaid),
        overcredited=euros(account.overcredited),
        cancelled=cancelled,
        total_due=euros(account.total),
        explanations=Told(partial(invoice_explanations, each, as_of, words), keep=keep),
        **country.invoice_parts(claim, each, words),
    )


def _settled_on(each: Reckoned) -> date | None:
    """The day on which nothing was left of the principal; None where some is left."""
    if each.account.principal:
        return None
    return next((one.on for one in reversed(each.account.allocations) if one.to_principal), None)


def _comparison(claim: Claim, regime: Regime, reckoned: list[Reckoned]) -> tuple[RateComparison, ...]:
    if all(isinstance(claim.agreed_for(each).terms.rate, StatutoryRate) for each in claim.invoices):
        return ()
    return country_of(regime).compare_rates(claim, regime, [each.span for each in reckoned])


def _totals(claim: Claim, invoices: tuple[InvoiceStatement, ...], next_days: list[int], words: Words) -> Totals:
    as_of = claim.as_of or date.max
    found = list(zip(invoices, next_days, strict=True))
    sums = _sums(found)
    late = [each for each in found if each[0].due_on < as_of]
    # Most claims have invoices of one scope alone: its sums are those of all.
    due = not_due = NOTHING_OWED
    if late:
        due = made(ScopedSums, **(sums if len(late) == len(found) else _sums(late)))
    if len(late) < len(found):
        not_due = made(ScopedSums, **(_sums([each for each in found if each[0].due_on >= as_of]) if late else sums))
    return made(
        Totals,
        **sums,
        due=due,
        not_due=not_due,
        **_parted(found, born_later(claim, invoices, as_of)),
        explanations=Told(partial(explain_totals, sums, words), keep=True),
    )


def _parted(found: list[tuple[InvoiceStatement, int]], later: frozenset[int]) -> dict[str, ScopedSums]:
    """What was born before proceedings were opened, and what later; nothing where there is nothing to tell apart."""
    if not later:
        return {}
    before = [at for at in owed([each for each, _ in found]) if at not in later]
    return {
        name: made(ScopedSums, **_sums([found[at] for at in sorted(those)])) if those else NOTHING_OWED
        for name, those in (("born_before", before), ("born_later", later))
    }


def _sums(found: list[tuple[InvoiceStatement, int]]) -> dict[str, Any]:
    """The sums over some invoices, each with what its next day costs, in exact units."""
    if len(found) == 1:
        alone, day = found[0]
        sums = dict(zip(_SUMMED, _summed(alone), strict=True))
        sums["amount"] += _ZERO
        sums["per_day"] = euros(round_half_up(day))
        return sums
    columns = zip(*(_summed(each) for each, _ in found), strict=True)
    sums = {name: sum(column, _ZERO) for name, column in zip(_SUMMED, columns, strict=True)}
    sums["per_day"] = euros(round_half_up(sum(day for _, day in found)))
    return sums
