"""Why each figure is what it is: what is to be said of it, then the formula with its figures."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from latepay_core.claim import Invoice, RegimeCode
from latepay_core.claim.part import made
from latepay_core.dates.public_terms import term_start
from latepay_core.dates.term_words import length_told, payment_days_told
from latepay_core.money import cents, euros
from latepay_core.regimes.rates import source_of
from latepay_core.said import NOTHING, Cited, Figures, Said, Value, in_a_row, said
from latepay_core.statement.model import Explanation, Movement, StatementLine

if TYPE_CHECKING:
    from latepay_core.interest import AccrualLine
    from latepay_core.interest.account import Allocation
    from latepay_core.regimes import RateQuote
    from latepay_core.statement.reckoning import Reckoned


_PUBLIC_TERMS = "CCP, art. R2192-10 à R2192-15"


class Words(NamedTuple):
    """The words that depend on the regime and the conventions: penalties, moratory interest, legal interest."""

    regime: RegimeCode
    rounding: str
    #: The articles of the regime on agreed terms, and on what a part payment pays first.
    term_reference: str = ""
    interest_first: Cited = ""

    @property
    def interest(self) -> Said:
        """What the regime calls its interest, with its article: « des pénalités de retard »."""
        return _interest_of(self.regime)


@cache
def _interest_of(regime: RegimeCode) -> Said:
    return said(f"word.interest.{regime}")


def line(part: AccrualLine, words: Words) -> StatementLine:
    """A line of the statement with what it says, its formula, its article and the source of its rate."""
    quote: RateQuote = part.period.quote
    principal, interest = euros(part.principal), euros(part.interest)
    source = quote.sources[0] if quote.sources else None
    span: Figures = (("first", part.first), ("last", part.last))
    figures: Figures = (("principal", principal), ("rate", quote.percent), ("days", part.days))
    key = ("line.capitalised" if part.capitalised else "line.sentence") + ("" if part.days > 1 else "-one-day")
    form = "line.formula" if words.rounding == "line" else "line.formula-cumulative"
    return made(
        StatementLine,
        first=part.first,
        to=part.last,
        days=part.days,
        principal=principal,
        annual_rate_percent=quote.percent,
        interest=interest,
        basis=quote.basis,
        reference=said("reference.capitalised", other=quote.reference) if part.capitalised else quote.reference,
        source=source_of(source) if source else quote.reference,
        source_url=source.url if source else "",
        # There may be two hundred thousand of these: they are made as short as can be.
        sentence=Said(key, (*span, ("interest", words.interest), ("basis", quote.basis), *figures)),
        formula=Said(form, (("year", 366 if part.leap else 365), ("interest", interest), *figures)),
        capitalised=part.capitalised,
        provisional=quote.provisional,
        unconfirmed=quote.unconfirmed,
    )


def movement(part: Allocation, words: Words) -> Movement:
    """What came in on a day and where it went."""
    went = [
        said(f"movement.{name}", amount=euros(value), interest=words.interest)
        for name, value in (
            ("interest", part.to_interest),
            ("principal", part.to_principal),
            ("compensation", part.to_compensation),
            ("left-over", part.left_over),
            ("credited-left-over", part.credited_left_over),
        )
        if value
    ]
    kind = "both" if part.received and part.credited else "received" if part.received else "credited"
    told = said(
        f"movement.{kind}",
        day=part.on,
        received=euros(part.received),
        credited=euros(part.credited),
        went=went,
    )
    return made(
        Movement,
        on=part.on,
        received=euros(part.received),
        credited=euros(part.credited),
        to_interest=euros(part.to_interest),
        to_principal=euros(part.to_principal),
        to_compensation=euros(part.to_compensation),
        left_over=euros(part.left_over),
        credited_left_over=euros(part.credited_left_over),
        sentence=told,
    )


def invoice_explanations(each: Reckoned, as_of: date, words: Words) -> dict[str, Explanation]:
    """Why an invoice's totals are what they are."""
    account = each.account
    late = as_of > each.due_on
    explanations = {
        "first_day": made(Explanation, sentence=each.span.why, reference=each.span.reference),
        "interest": _interest(each, late, words),
        "compensation": made(
            Explanation,
            sentence=each.compensation.why
            if late and (account.compensation or not each.compensation.euros)
            else said("explain.compensation-not-late"),
            formula=_sum(account.compensation),
            reference=each.compensation.reference,
        ),
        "principal_due": _principal(each, words),
        "total_due": made(
            Explanation,
            sentence=said("explain.invoice-total", day=as_of),
            formula=_sum(account.principal, account.interest_due, account.compensation_due),
        ),
    }
    if each.invoice.term is not None:
        explanations["due_on"] = made(Explanation, sentence=_term(each), reference=_term_reference(each.invoice, words))
    for name, excess in (("overpaid", account.overpaid), ("overcredited", account.overcredited)):
        if excess:
            explanations[name] = made(Explanation, sentence=said(f"explain.{name}", amount=euros(excess)))
    return explanations


def _interest(each: Reckoned, late: bool, words: Words) -> Explanation:
    account = each.account
    if not account.lines:
        return made(Explanation, sentence=said("explain.no-interest" if late else "explain.not-late"))
    key = "explain.interest-one" if len(account.lines) == 1 else "explain.interest"
    paid = account.interest - account.interest_due
    told = said(key, interest=words.interest, count=len(account.lines), amount=euros(account.interest))
    if paid:
        left = said("explain.interest-paid", paid=euros(paid), left=euros(account.interest_due))
        told = in_a_row(told, left)
    formula = _sum(*(part.interest for part in account.lines))
    return made(Explanation, sentence=told, formula=formula, reference=account.lines[0].period.quote.reference)


def _principal(each: Reckoned, words: Words) -> Explanation:
    account, total = each.account, each.invoice.amount
    credited = _credited_to_principal(each)
    to_principal = sum(part.to_principal for part in account.allocations) - credited
    if not account.allocations:
        undated = each.invoice.paid_undated
        whole = said("explain.principal-whole", amount=total)
        if undated is not None:
            figures = {"whole": total + undated, "undated": undated, "amount": total}
            whole = said("explain.principal-undated", **figures)
        return made(Explanation, sentence=whole, formula=said("formula.amount", amount=total))
    terms = [total, *(euros(value) for value in (to_principal, credited) if value)]
    left, formula = euros(account.principal), said("formula.difference", terms=terms, result=euros(account.principal))
    to_interest = sum(part.to_interest for part in account.allocations)
    if not (to_interest and to_principal):
        return made(Explanation, sentence=said("explain.principal-lowered", left=left), formula=formula)
    # Why less than what was paid comes off the principal: the question that everybody asks here.
    why = said(
        "explain.principal-after-interest",
        left=left,
        received=euros(sum(part.received for part in account.allocations)),
        interest=euros(to_interest),
        principal=euros(to_principal),
    )
    return made(Explanation, sentence=why, formula=formula, reference=words.interest_first)


def _credited_to_principal(each: Reckoned) -> int:
    return sum(part.credited_to_principal for part in each.account.allocations)


def _term_reference(invoice: Invoice, words: Words) -> str:
    if invoice.term is None or invoice.term.counted_from != "payment-request":
        return words.term_reference
    return f"{_PUBLIC_TERMS} et R2192-27 à R2192-29" if invoice.suspension else _PUBLIC_TERMS


def _term(each: Reckoned) -> Said:
    term, invoice = each.invoice.term, each.invoice
    if term is None:
        return NOTHING
    if term.counted_from == "payment-request":
        return _public_term(each, term.days or 0)
    receipt = term.counted_from == "receipt"
    start = invoice.received_on if receipt else invoice.issued_on
    key = "explain.term" + (f"-{term.end_of_month}" if term.end_of_month else "")
    return said(
        key,
        days=length_told(term),
        start=start or "",
        origin=said("word.receipt" if receipt else "word.issue"),
        due=each.due_on,
        on_day=payment_days_told(term),
    )


def _public_term(each: Reckoned, days: int) -> Said:
    invoice, begun = each.invoice, term_start(each.invoice)
    if begun is None:
        return NOTHING
    suspension, due = invoice.suspension, each.due_on
    origin = "payment-request" if begun.rule == "request-received" else begun.rule
    if suspension is None or suspension.completed_on is None:
        words: dict[str, Value] = {"origin": said(f"word.{origin}"), "start": begun.day}
        return said("explain.term-payment-request", days=days, due=due, **words)
    dates: dict[str, Value] = {"notified": suspension.notified_on, "completed": suspension.completed_on}
    return said("explain.term-suspended", due=due, **dates)


def explain_totals(sums: dict[str, Any], words: Words) -> dict[str, Explanation]:
    """Why the totals are what they are."""
    return {
        "principal_due": made(
            Explanation,
            sentence=said("explain.total-principal"),
            formula=said("formula.amount", amount=sums["principal_due"]),
        ),
        "interest_due": made(
            Explanation,
            sentence=said("explain.total-interest", interest=words.interest),
            formula=said("formula.amount", amount=sums["interest_due"]),
        ),
        "compensation_due": made(
            Explanation,
            sentence=said("explain.total-compensation"),
            formula=said("formula.amount", amount=sums["compensation_due"]),
        ),
        "total_due": made(
            Explanation,
            sentence=said("explain.total"),
            formula=_sum(cents(sums["principal_due"]), cents(sums["interest_due"]), cents(sums["compensation_due"])),
        ),
        "per_day": made(
            Explanation, sentence=said("explain.per-day"), formula=said("formula.amount", amount=sums["per_day"])
        ),
    }


def _sum(*terms: int) -> Said:
    """What cents come to together; one alone stands for itself."""
    if len(terms) == 1:
        return said("formula.amount", amount=euros(terms[0]))
    return said("formula.sum", terms=map(euros, terms), result=euros(sum(terms)))
