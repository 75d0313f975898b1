"""One invoice of a claim, worked out before words are put to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from latepay_core.claim import Claim, Invoice
from latepay_core.claim.invoices import ClaimPayment, CreditNote
from latepay_core.dates import due_on
from latepay_core.interest import Account, Conventions, Credit, RatePeriod, Running, Terms, reckon
from latepay_core.money import cents
from latepay_core.regimes import Compensation, RateQuote, Regime, Span
from latepay_core.said import said


class Reckoned(NamedTuple):
    """An invoice with all that was worked out for it, before words are put to it."""

    invoice: Invoice
    due_on: date
    span: Span
    compensation: Compensation
    account: Account


class CarriedNote(CreditNote):
    """What an invoice got of a credit note that was for another: it lowers the debt, and takes no invoice back."""


def quotes_of(reckoned: Iterable[Reckoned]) -> list[RateQuote]:
    """Every rate that was applied, each once: the regimes give the same quote for the same half-year."""
    found = {id(line.period.quote): line.period.quote for each in reckoned for line in each.account.lines}
    return list(found.values())


#: By number, the rows of an invoice that is paid on several due dates.
Rows = Mapping[str, Sequence[Invoice]]


def rows_by_number(claim: Claim) -> Rows:
    """The rows that bear one number and fall due on different days: one invoice, in several parts, the first due first.

    >>> rows = [{"number": "F-1", "due_on": day, "amount": "10.00"} for day in ("2026-02-28", "2026-01-31")]
    >>> [each.due_on.month for each in rows_by_number(Claim.model_validate({"invoices": rows}))["F-1"]]
    [1, 2]
    """
    if len(claim.invoices) == 1:
        return {}
    found: dict[str, list[Invoice]] = {}
    for invoice in claim.invoices:
        if invoice.number:
            found.setdefault(invoice.number, []).append(invoice)
    return {
        number: sorted(rows, key=_due)
        for number, rows in found.items()
        if len(rows) > 1 and len({_due(row) for row in rows}) > 1
    }


def reckon_invoice(claim: Claim, regime: Regime, invoice: Invoice, as_of: date, rows: Rows | None = None) -> Reckoned:
    """The account of one invoice at the end of a day; `rows`, where known, are the claim's `rows_by_number`."""
    due = due_on(invoice) or date.max
    span = regime.span(claim, invoice, due, as_of)
    compensation = _compensation(claim, regime, invoice, rows_by_number(claim) if rows is None else rows)
    claim = claim.agreed_for(invoice)
    terms = terms_of(claim, invoice, span, compensation, as_of)

    def rate_periods(first: date, last: date) -> Sequence[RatePeriod]:
        return regime.rate_periods(claim, first, last)

    account = reckon(terms, credits_of(invoice), rate_periods, conventions_of(claim, regime, invoice, as_of))
    return Reckoned(invoice, due, span, compensation, account)


def run_invoice(claim: Claim, regime: Regime, invoice: Invoice, as_of: date, more: Iterable[Credit] = ()) -> Running:
    """The account of one invoice, to be carried from day to day up to `as_of`; `more` comes in beside its own."""
    due = due_on(invoice) or date.max
    span = regime.span(claim, invoice, due, as_of)
    terms = terms_of(claim, invoice, span, _compensation(claim, regime, invoice, {}), as_of)
    bears = span.first is not None and span.last is not None and span.first <= span.last
    claim = claim.agreed_for(invoice)
    periods = regime.rate_periods(claim, span.first, span.last) if bears and span.first and span.last else ()
    more = list(more)
    conventions = conventions_of(claim, regime, invoice, as_of, more)
    return Running(terms, [*credits_of(invoice), *more], periods, conventions)


def terms_of(claim: Claim, invoice: Invoice, span: Span, compensation: Compensation, as_of: date) -> Terms:
    """What the account of an invoice needs to know of it, up to a day."""
    return Terms(
        principal=cents(invoice.amount),
        due_on=due_on(invoice) or date.max,
        as_of=as_of,
        first=span.first,
        last=span.last,
        compensation=cents(compensation.euros),
        capitalise_from=claim.terms.capitalise_from,
    )


def _due(invoice: Invoice) -> date:
    return due_on(invoice) or date.max


def _compensation(claim: Claim, regime: Regime, invoice: Invoice, rows: Rows) -> Compensation:
    """One invoice gives right to one compensation (C. com., art. D441-5): its first part that was paid late has it."""
    own = regime.compensation(claim, _due(invoice))
    if invoice.compensated and own.euros:
        return Compensation(Decimal(0), said("compensation.elsewhere"), own.reference)
    for other in rows.get(invoice.number, ()) if own.euros else ():
        due = _due(other)
        if due >= _due(invoice):
            break
        if _was_late(other, due) and regime.compensation(claim, due).euros:
            return Compensation(Decimal(0), said("compensation.once", due=due), own.reference)
    return own


def _was_late(invoice: Invoice, due: date) -> bool:
    """Whether something of an invoice was still unpaid at the end of its due date."""
    return sum(credit.cents for credit in credits_of(invoice) if credit.on <= due) < cents(invoice.amount)


def conventions_of(
    claim: Claim, regime: Regime, invoice: Invoice, as_of: date, more: Iterable[Credit] = ()
) -> Conventions:
    """The switches of an invoice's arithmetic.

    A public buyer who pays the amount of an invoice pays its principal: interest runs until the principal is paid and
    is ordered for payment on its own (CCP, art. R2192-32 and R2192-36).
    """
    switches = claim.agreed_for(invoice).terms
    whole = regime.pays_principal_first and pays_the_amount(invoice, as_of, more)
    return Conventions(switches.year, "principal-first" if whole else switches.allocation, switches.rounding)


def pays_the_amount(invoice: Invoice, as_of: date, more: Iterable[Credit] = ()) -> bool:
    """Whether what was paid for this very invoice, with its credit notes, made exactly its amount one day.

    >>> paid = [{"paid_on": "2026-08-31", "amount": "100.00"}, {"paid_on": "2026-09-09", "amount": "5.00"}]
    >>> invoice = Invoice.model_validate({"due_on": "2026-05-31", "amount": "100.00", "payments": paid})
    >>> pays_the_amount(invoice, date(2026, 12, 1))
    True
    """
    amount, total = cents(invoice.amount), 0
    came_in = [*_named(invoice), *more]
    paid = False
    known = sorted((each for each in came_in if each.on <= as_of), key=lambda each: each.on)
    for _, on_the_day in groupby(known, key=lambda each: each.on):
        for each in on_the_day:
            total += each.cents
            paid = paid or each.kind == "payment"
        if total == amount:
            return paid
    return False


def cancelled_rows(claim: Claim, as_of: date) -> set[int]:
    """The rows of the invoices that credit notes alone took back whole by the end of a day: they were never to be paid.

    An invoice on several due dates is taken back with all of them, or not at all.

    >>> note = [{"issued_on": "2026-02-10", "amount": "6.00"}]
    >>> parts = [{"due_on": day, "amount": "6.00"} for day in ("2026-01-31", "2026-02-28")]
    >>> whole = {"number": "F-1", "amount": "12.00", "instalments": parts, "credit_notes": note}
    >>> cancelled_rows(Claim.model_validate({"invoices": [whole]}), date(2026, 3, 1))
    set()
    """
    if not any(each.credit_notes for each in claim.invoices):
        return set()
    in_parts = rows_by_number(claim)
    found: dict[str | int, list[int]] = {}
    for position, invoice in enumerate(claim.invoices):
        found.setdefault(invoice.number if invoice.number in in_parts else position, []).append(position)
    return {at for rows in found.values() if _taken_back([claim.invoices[row] for row in rows], as_of) for at in rows}


def _taken_back(rows: Sequence[Invoice], as_of: date) -> bool:
    own = (each for row in rows for each in row.credit_notes if not isinstance(each, CarriedNote))
    noted = sum(cents(each.amount) for each in own if each.issued_on <= as_of)
    return noted >= sum(cents(row.amount) for row in rows)


def _named(invoice: Invoice) -> list[Credit]:
    """The same without the shares that the law gave to an invoice which nobody named."""
    named = [each for each in invoice.payments if not isinstance(each, ClaimPayment) or each.invoice is not None]
    return credits_of(invoice.model_copy(update={"payments": tuple(named)}))


def credits_of(invoice: Invoice) -> list[Credit]:
    """What came in for an invoice by itself."""
    payments = [Credit(each.paid_on, cents(each.amount)) for each in invoice.payments]
    return payments + [Credit(each.issued_on, cents(each.amount), "credit-note") for each in invoice.credit_notes]
