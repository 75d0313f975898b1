"""Why each figure is what it is: one sentence, then the formula with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from latepay_core.claim import Invoice, RegimeCode
from latepay_core.claim.part import made
from latepay_core.dates.public_terms import term_start
from latepay_core.dates.term_words import length_in_words, payment_days_in_words
from latepay_core.language import amount, date_in_words, day_count, percent, sentence
from latepay_core.statement.model import Explanation, Movement, StatementLine

if TYPE_CHECKING:
    from latepay_core.interest import AccrualLine
    from latepay_core.interest.account import Allocation
    from latepay_core.regimes import RateQuote
    from latepay_core.statement.reckoning import Reckoned


@dataclass(frozen=True, slots=True)
class Words:
    """The words that depend on the regime and the conventions: penalties, moratory interest, legal interest."""

    regime: RegimeCode
    rounding: str

    @property
    def interest(self) -> str:
        """What the regime calls its interest, with its article: « des pénalités de retard »."""
        return sentence(f"word.interest.{self.regime}")


def cents(euros_: Decimal) -> int:
    """Whole cents of an amount in EUR that has at most two decimals.

    >>> cents(Decimal("1234.5"))
    123450
    """
    return int(euros_.scaleb(2))


@lru_cache(maxsize=4096)
def euros(whole_cents: int) -> Decimal:
    """EUR, always with two decimals, from whole cents.

    >>> euros(34950)
    Decimal('349.50')
    """
    return Decimal(whole_cents).scaleb(-2)


def line(part: AccrualLine, words: Words) -> StatementLine:
    """A line of the statement with its sentence, its formula, its article and the source of its rate."""
    quote: RateQuote = part.period.quote
    principal, interest = euros(part.principal), euros(part.interest)
    source = quote.sources[0] if quote.sources else None
    said, formula = _line_words(
        part.first,
        part.last,
        part.principal,
        part.interest,
        quote.percent,
        quote.basis,
        part.leap,
        part.capitalised,
        words,
    )
    return made(
        StatementLine,
        first=part.first,
        to=part.last,
        days=part.days,
        principal=principal,
        annual_rate_percent=quote.percent,
        interest=interest,
        basis=quote.basis,
        reference=sentence("reference.capitalised", other=quote.reference) if part.capitalised else quote.reference,
        source=source.reference if source else quote.reference,
        source_url=source.url if source else "",
        sentence=said,
        formula=formula,
        capitalised=part.capitalised,
        provisional=quote.provisional,
        unconfirmed=quote.unconfirmed,
    )


@lru_cache(maxsize=8192)
def _line_words(  # noqa: PLR0913, PLR0917 - what the two sentences say, and nothing else: the key under which they are kept
    first: date,
    last: date,
    principal: int,
    interest: int,
    rate: Decimal,
    basis: str,
    leap: bool,
    capitalised: bool,
    words: Words,
) -> tuple[str, str]:
    days = (last - first).days + 1
    figures = {"principal": amount(euros(principal)), "rate": percent(rate), "days": day_count(days)}
    key = ("line.capitalised" if capitalised else "line.sentence") + ("" if days > 1 else "-one-day")
    said = sentence(
        key,
        first=date_in_words(first),
        last=date_in_words(last),
        interest=words.interest,
        basis=basis,
        **figures,
    )
    form = "line.formula" if words.rounding == "line" else "line.formula-cumulative"
    return said, sentence(form, year=366 if leap else 365, interest=amount(euros(interest)), **figures)


def movement(part: Allocation, words: Words) -> Movement:
    """What came in on a day and where it went, as a sentence."""
    went = [
        sentence(f"movement.{name}", amount=amount(euros(value)), interest=words.interest)
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
    said = sentence(
        f"movement.{kind}",
        day=date_in_words(part.on),
        received=amount(euros(part.received)),
        credited=amount(euros(part.credited)),
        went=", ".join(went),
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
        sentence=said,
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
            else sentence("explain.compensation-not-late"),
            formula=amount(euros(account.compensation)),
            reference=each.compensation.reference,
        ),
        "principal_due": _principal(each),
        "total_due": made(
            Explanation,
            sentence=sentence("explain.invoice-total", day=date_in_words(as_of)),
            formula=_sum_formula(account.principal, account.interest_due, account.compensation_due),
        ),
    }
    if each.invoice.term is not None:
        explanations["due_on"] = made(Explanation, sentence=_term(each), reference=_term_reference(each.invoice))
    for name, excess in (("overpaid", account.overpaid), ("overcredited", account.overcredited)):
        if excess:
            said = sentence(f"explain.{name}", amount=amount(euros(excess)))
            explanations[name] = made(Explanation, sentence=said)
    return explanations


def _interest(each: Reckoned, late: bool, words: Words) -> Explanation:
    account = each.account
    if not account.lines:
        return made(Explanation, sentence=sentence("explain.no-interest" if late else "explain.not-late"))
    key = "explain.interest-one" if len(account.lines) == 1 else "explain.interest"
    paid = account.interest - account.interest_due
    said = sentence(key, interest=words.interest, count=len(account.lines), amount=amount(euros(account.interest)))
    if paid:
        said += " " + sentence(
            "explain.interest-paid", paid=amount(euros(paid)), left=amount(euros(account.interest_due))
        )
    terms = " + ".join(amount(euros(part.interest)) for part in account.lines)
    formula = f"{terms} = {amount(euros(account.interest))}" if len(account.lines) > 1 else terms
    return made(Explanation, sentence=said, formula=formula, reference=account.lines[0].period.quote.reference)


def _principal(each: Reckoned) -> Explanation:
    account, total = each.account, each.invoice.amount
    to_principal = sum(part.to_principal for part in account.allocations) - _credited_to_principal(each)
    credited = _credited_to_principal(each)
    if not account.allocations:
        return made(
            Explanation, sentence=sentence("explain.principal-whole", amount=amount(total)), formula=amount(total)
        )
    formula = amount(total)
    if to_principal:
        formula += f" − {amount(euros(to_principal))}"
    if credited:
        formula += f" − {amount(euros(credited))}"
    formula += f" = {amount(euros(account.principal))}"
    return made(
        Explanation,
        sentence=sentence("explain.principal-lowered", left=amount(euros(account.principal))),
        formula=formula,
    )


def _credited_to_principal(each: Reckoned) -> int:
    return sum(part.credited_to_principal for part in each.account.allocations)


def _term_reference(invoice: Invoice) -> str:
    if invoice.term is None or invoice.term.counted_from != "payment-request":
        return sentence("reference.terms")
    return sentence("reference.public-suspension" if invoice.suspension else "reference.public-terms")


def _term(each: Reckoned) -> str:
    term, invoice = each.invoice.term, each.invoice
    if term is None:
        return ""
    if term.counted_from == "payment-request":
        return _public_term(each, term.days or 0)
    receipt = term.counted_from == "receipt"
    start = invoice.received_on if receipt else invoice.issued_on
    key = "explain.term" + (f"-{term.end_of_month}" if term.end_of_month else "")
    return sentence(
        key,
        days=length_in_words(term),
        start=date_in_words(start) if start else "",
        origin=sentence("word.receipt" if receipt else "word.issue"),
        due=date_in_words(each.due_on),
        on_day=payment_days_in_words(term),
    )


def _public_term(each: Reckoned, days: int) -> str:
    invoice, begun = each.invoice, term_start(each.invoice)
    if begun is None:
        return ""
    suspension, due = invoice.suspension, date_in_words(each.due_on)
    origin = "payment-request" if begun.rule == "request-received" else begun.rule
    if suspension is None or suspension.completed_on is None:
        words = {"origin": sentence(f"word.{origin}"), "start": date_in_words(begun.day)}
        return sentence("explain.term-payment-request", days=day_count(days), due=due, **words)
    dates = {"notified": date_in_words(suspension.notified_on), "completed": date_in_words(suspension.completed_on)}
    return sentence("explain.term-suspended", due=due, **dates)


def explain_totals(sums: dict[str, Any], words: Words) -> dict[str, Explanation]:
    """Why the totals are what they are."""
    return {
        "principal_due": made(
            Explanation, sentence=sentence("explain.total-principal"), formula=amount(sums["principal_due"])
        ),
        "interest_due": made(
            Explanation,
            sentence=sentence("explain.total-interest", interest=words.interest),
            formula=amount(sums["interest_due"]),
        ),
        "compensation_due": made(
            Explanation, sentence=sentence("explain.total-compensation"), formula=amount(sums["compensation_due"])
        ),
        "total_due": made(
            Explanation,
            sentence=sentence("explain.total"),
            formula=_sum_formula(
                cents(sums["principal_due"]), cents(sums["interest_due"]), cents(sums["compensation_due"])
            ),
        ),
        "per_day": made(Explanation, sentence=sentence("explain.per-day"), formula=amount(sums["per_day"])),
    }


def _sum_formula(principal: int, interest: int, compensation: int) -> str:
    parts = " + ".join(amount(euros(value)) for value in (principal, interest, compensation))
    return f"{parts} = {amount(euros(principal + interest + compensation))}"
