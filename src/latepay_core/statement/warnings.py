"""What the reader must know beside the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from latepay_core.claim import Claim, ClaimRefused, InvoiceTerms, Payment
from latepay_core.claim.notice import Notice
from latepay_core.claim.part import made
from latepay_core.claim.refusals import shown_value
from latepay_core.claim.rows import InvoicePart, paths_in_file
from latepay_core.days import half_year_start
from latepay_core.law import parameter
from latepay_core.money import euros
from latepay_core.regimes import Finding, RateQuote, Regime
from latepay_core.regimes.rates import source_of
from latepay_core.said import said, said_to
from latepay_core.statement.allocation import Placed, notes_told, shares_told
from latepay_core.statement.country import Country, country_of
from latepay_core.statement.model import InvoiceStatement
from latepay_core.statement.reckoning import Reckoned, pays_the_amount, quotes_of, reckon_invoice, rows_by_number

#: Of what the limitation has to say, what changes what a reader must do now; the rest stands beside the time limits.
_URGENT = ("limitation-near", "limitation-passed")


def warnings_of(
    claim: Claim,
    allocated: Claim,
    regime: Regime,
    reckoned: list[Reckoned],
    invoices: Sequence[InvoiceStatement] = (),
    placed: Sequence[Placed] = (),
) -> tuple[Notice, ...]:
    """Every warning of a statement, the gravest kind first; `allocated` is the claim once its payments are placed."""
    country = country_of(regime)
    findings = [
        *_limitation(allocated, country),
        *_rates(reckoned),
        *regime.findings(claim, [each.span for each in reckoned]),
        *country.findings(claim, regime, reckoned, invoices),
        *(_of_what_came_in(claim, allocated, regime, reckoned, invoices, placed) if _came_in(claim, allocated) else ()),
        *_due_before_issue(reckoned),
        *(_same_number(claim) if len(claim.invoices) > 1 else ()),
        *_undated(claim),
        *_of_unknown_invoices(claim),
    ]
    if not findings:
        return ()
    in_file = paths_in_file(claim.invoices)
    return tuple(
        made(
            Notice,
            code=each.code,
            message=each.message,
            figures=dict(each.figures),
            invoice=each.invoice,
            path=in_file(each.path),
        )
        for each in findings
    )


def _came_in(claim: Claim, allocated: Claim) -> bool:
    """Whether money or a credit note did: most claims have neither, and nothing of either to be told."""
    if claim.payments or claim.credit_notes:
        return True
    return any(each.payments or each.credit_notes for each in (*claim.invoices, *allocated.invoices))


def _of_what_came_in(
    claim: Claim,
    allocated: Claim,
    regime: Regime,
    reckoned: list[Reckoned],
    invoices: Sequence[InvoiceStatement],
    placed: Sequence[Placed],
) -> Iterator[Finding]:
    yield from _left_out(claim, reckoned)
    yield from _overpaid(claim, reckoned)
    yield from _credits_set_off(claim, placed)
    yield from _cancelled(claim, invoices)
    yield from _exact_payments(allocated, regime, reckoned)


def _limitation(claim: Claim, country: Country) -> list[Finding]:
    """The time that runs out or has run out: against the creditor, a debtor has nothing to do about it.

    A debt older than the rules on time limits has none that can be told.
    """
    if country.far_from_limitation(claim):
        return []
    try:
        answer = country.limitation(with_fewer_payments(claim))
    except ClaimRefused as refused:
        impossible = [each for each in refused.refusals if each.path.startswith("events")]
        if impossible:
            raise ClaimRefused(impossible) from None
        return []
    if claim.side == "debtor":
        return []
    return [
        Finding(each.code, each.message, each.figures, each.invoice, each.path)
        for each in answer.warnings
        if each.code in _URGENT
    ]


def with_fewer_payments(claim: Claim) -> Claim:
    """The claim with the first and the last payment of each month, and those of a day on which something happened.

    The time limit is the same: no period is shorter than a year, so that a payment between two others of one month
    comes in time if the first does, and leaves the last as late if it does not.
    """
    days = {event.on for event in claim.events}
    invoices = []
    for invoice in claim.invoices:
        months: dict[tuple[int, int], list[Payment]] = {}
        for each in sorted(invoice.payments, key=lambda each: each.paid_on):
            months.setdefault((each.paid_on.year, each.paid_on.month), []).append(each)
        if len(invoice.payments) > 2 * len(months):
            kept = [
                each
                for paid in months.values()
                for at, each in enumerate(paid)
                if at in {0, len(paid) - 1} or each.paid_on in days
            ]
            invoice = invoice.model_copy(update={"payments": tuple(kept)})  # noqa: PLW2901
        invoices.append(invoice)
    return claim.model_copy(update={"invoices": tuple(invoices)})


def _rates(reckoned: list[Reckoned]) -> Iterator[Finding]:
    """One warning for each run of half-years whose rate was not known at the last check, or not read in its source."""
    doubted = {id(quote) for quote in quotes_of(reckoned) if quote.provisional or quote.unconfirmed}
    if not doubted:
        return
    doubtful: dict[date, RateQuote] = {}
    for each in reckoned:
        for line in each.account.lines:
            if id(line.period.quote) in doubted:
                doubtful.setdefault(half_year_start(line.first), line.period.quote)
    runs = groupby(sorted(doubtful.items()), key=lambda item: (_reason(item[1]), item[1].sources[0].value))
    for (reason, _), run in runs:
        halves = list(run)
        yield _rate_finding(reason, [half for half, _ in halves], halves[0][1])


def _reason(quote: RateQuote) -> str:
    if quote.supplied:
        return "supplied"
    return "after-last-check" if quote.provisional else "secondary-source"


def _rate_finding(reason: str, halves: list[date], quote: RateQuote) -> Finding:
    source = quote.sources[0]
    first, last = halves[0], halves[-1]
    figures = {
        "reason": reason,
        "half_years": [half.isoformat() for half in halves],
        "percent": format(source.value, "f"),
        "rate": format(quote.percent, "f"),
    }
    message = said(
        f"warning.rate-{reason}",
        half=said("warning.half-year" if first == last else "warning.half-years", first=first, last=last),
        value=source.value,
        rate=quote.percent,
        checked=parameter("ecb-mro").checked_until,
        reference=source_of(source),
    )
    return Finding("rate-unconfirmed", message, figures)


def _left_out(claim: Claim, reckoned: list[Reckoned]) -> Iterator[Finding]:
    as_of = claim.as_of or date.max
    general = [payment.amount for payment in claim.payments if payment.paid_on > as_of]
    general += [note.amount for note in claim.credit_notes if note.issued_on > as_of]
    if general:
        yield _left_out_finding(general, as_of, None, "payments")
    for index, each in enumerate(reckoned):
        later = [payment.amount for payment in each.invoice.payments if payment.paid_on > as_of]
        later += [note.amount for note in each.invoice.credit_notes if note.issued_on > as_of]
        if later:
            yield _left_out_finding(later, as_of, index, f"invoices[{index}].payments")


def _left_out_finding(amounts: list[Decimal], as_of: date, index: int | None, path: str) -> Finding:
    total = sum(amounts, Decimal(0))
    figures = {"amount": format(total, "f"), "as_of": as_of.isoformat()}
    message = said("warning.left-out", amount=total, day=as_of)
    return Finding("movement-after-as-of", message, figures, index, path)


def _overpaid(claim: Claim, reckoned: list[Reckoned]) -> Iterator[Finding]:
    for index, each in enumerate(reckoned):
        if each.account.overpaid:
            excess = euros(each.account.overpaid)
            message = said_to(claim.side, "warning.overpaid", amount=excess)
            yield Finding("overpaid", message, {"amount": format(excess, "f")}, index, f"invoices[{index}].payments")
        if each.account.overcredited:
            excess = euros(each.account.overcredited)
            message, path = (
                said_to(claim.side, "warning.overcredited", amount=excess),
                f"invoices[{index}].credit_notes",
            )
            yield Finding("overcredited", message, {"amount": format(excess, "f")}, index, path)


def _cancelled(claim: Claim, invoices: Sequence[InvoiceStatement]) -> Iterator[Finding]:
    """An invoice that credit notes took back whole was never to be paid: what its few days come to is not asked for."""
    for index, each in enumerate(invoices):
        if each.total_due and each.cancelled:
            message = said_to(claim.side, "warning.cancelled", total=each.total_due)
            figures = {"total_due": format(each.total_due, "f")}
            yield Finding("cancelled-by-credit-note", message, figures, index, f"invoices[{index}].credit_notes")


def _exact_payments(claim: Claim, regime: Regime, reckoned: list[Reckoned]) -> Iterator[Finding]:
    """A payment of exactly the invoice's amount that leaves principal: what each reading of it gives."""
    as_of = claim.as_of or date.max
    rows = rows_by_number(claim)
    for index, each in enumerate(reckoned):
        if not each.account.allocations:
            continue
        paid = [one for one in each.account.allocations if one.received]
        if not (paid and each.account.principal and pays_the_amount(each.invoice, as_of)):
            continue
        if claim.agreed_for(each.invoice).terms.allocation != "interest-first":
            continue
        own = (each.invoice.terms or InvoiceTerms()).model_copy(update={"allocation": "principal-first"})
        other = each.invoice.model_copy(update={"terms": own})
        total = reckon_invoice(claim, regime, other, as_of, rows).account.total
        figures = {
            "on": paid[-1].on.isoformat(),
            "interest_first": format(euros(each.account.total), "f"),
            "principal_first": format(euros(total), "f"),
        }
        message = said_to(
            claim.side,
            "warning.exact-payment",
            day=paid[-1].on,
            paid=euros(sum(one.received for one in paid)),
            first=euros(each.account.total),
            principal=euros(each.account.principal),
            other=euros(total),
        )
        yield Finding("payment-of-exact-amount", message, figures, index, f"invoices[{index}].payments")


def _credits_set_off(claim: Claim, placed: Sequence[Placed]) -> Iterator[Finding]:
    """Where a credit note went that is larger than its invoice, or that is for none in particular."""
    for each in placed:
        if each.rule == "credit":
            total, went = euros(sum(each.shares.values())), shares_told(claim, each)
            message = said("warning.credit-note-set-off", day=each.on, notes=notes_told(claim, each), went=went)
            figures = {"on": each.on.isoformat(), "amount": format(total, "f")}
            yield Finding("credit-note-set-off", message, figures, None, "credit_notes")


def _due_before_issue(reckoned: list[Reckoned]) -> Iterator[Finding]:
    """Lawful where the invoice is for a sum already due (a deposit); a slip of the pen otherwise."""
    for index, each in enumerate(reckoned):
        issued = each.invoice.issued_on
        if issued is not None and each.due_on < issued:
            message = said("warning.due-before-issue", due=each.due_on, issued=issued)
            figures = {"due_on": each.due_on.isoformat(), "issued_on": issued.isoformat()}
            yield Finding("due-before-issue", message, figures, index, f"invoices[{index}].due_on")


def _undated(claim: Claim) -> Iterator[Finding]:
    """What was paid on a day that is not known: it lowers the amount from the due date on, and bears no interest."""
    for index, each in enumerate(claim.invoices):
        if each.paid_undated is not None:
            whole = each.amount + each.paid_undated
            message = said("warning.paid-undated", undated=each.paid_undated, whole=whole)
            figures = {"amount": format(each.paid_undated, "f"), "whole": format(whole, "f")}
            yield Finding("paid-undated", message, figures, index, f"invoices[{index}].paid_undated")


def _of_unknown_invoices(claim: Claim) -> Iterator[Finding]:
    """Payments that bear a number of no invoice: the law's order places them, until the number is set right."""
    numbers = {each.number for each in claim.invoices}
    for index, each in enumerate(claim.payments):
        if each.reference is not None and each.invoice is None:
            known = each.reference in numbers
            message = said(
                "warning.payment-known-number" if known else "warning.payment-unknown-number",
                number=shown_value(each.reference),
                amount=each.amount,
                day=each.paid_on,
            )
            figures = {"number": each.reference, "amount": format(each.amount, "f"), "on": each.paid_on.isoformat()}
            yield Finding("payment-unknown-invoice", message, figures, None, f"payments[{index}].reference")


def _of_whom(claim: Claim) -> str:
    """Which sentence tells of one debt in several parts: a loan is no invoice, and a consumer owes no compensation."""
    if claim.creditor.kind == "individual":
        return "-loan"
    return "-consumer" if claim.debtor.kind == "consumer" else ""


def _same_number(claim: Claim) -> Iterator[Finding]:
    """Rows that share a number: the parts of one invoice are told once, an invoice entered twice each time."""
    first_seen: dict[str, int] = {}
    told: set[str] = set()
    in_parts = rows_by_number(claim)
    for index, invoice in enumerate(claim.invoices):
        if not invoice.number:
            continue
        given_so = isinstance(invoice, InvoicePart) and invoice.place > 0
        if invoice.number in first_seen and not given_so and invoice.number not in told:
            several = invoice.number in in_parts
            told |= {invoice.number} if several else set()
            key = f"warning.several-due-dates{_of_whom(claim)}" if several else "warning.same-number"
            code = "several-due-dates" if several else "same-invoice-number"
            figures = {"number": invoice.number, "first": first_seen[invoice.number]}
            yield Finding(
                code, said(key, number=shown_value(invoice.number)), figures, index, f"invoices[{index}].number"
            )
        first_seen.setdefault(invoice.number, index)
