"""A public buyer's time to pay the principal, then the interest; and what interest paid too late costs.

CCP, art. L2192-10, R2192-10 to R2192-15 and R2192-27 to R2192-29 for the principal, R2192-36 for the interest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from latepay_core.claim import Claim, Suspension
from latepay_core.claim.part import made
from latepay_core.countries.fr.regimes.civil import legal_quote
from latepay_core.countries.fr.regimes.public import REGIME
from latepay_core.countries.fr.regimes.rates import legal_series
from latepay_core.countries.fr.time_limits import public_interest_payment
from latepay_core.dates.public_terms import TermStart, legal_term, public_due_date, term_start
from latepay_core.days import DAY, half_year_starts, split
from latepay_core.interest import Conventions, Credit, RatePeriod, Terms, rate_units, reckon
from latepay_core.law import DatedValue, parameter
from latepay_core.law.certainty import to_check, weakest
from latepay_core.money import euros
from latepay_core.regimes import Finding
from latepay_core.said import NOTHING, Said, Value, in_a_row, said, said_to
from latepay_core.statement.explain import Words, line
from latepay_core.statement.model import InterestPayment, InvoiceStatement, PublicTerm
from latepay_core.statement.reckoning import reckon_invoice

if TYPE_CHECKING:
    from latepay_core.interest.account import Account
    from latepay_core.statement.reckoning import Reckoned

_START = "CCP, art. R2192-12 à R2192-15"
_SUSPENSION = "CCP, art. R2192-27 à R2192-29"


def public_term(claim: Claim, each: Reckoned) -> PublicTerm:
    """The time a public buyer has for one invoice, as far as the claim says where it starts and who buys."""
    invoice, begun = each.invoice, term_start(each.invoice)
    rule = legal_term(claim, begun.day if begun else each.due_on)
    suspension = invoice.suspension
    lawful = public_due_date(begun.day, int(rule.value), suspension) if begun and rule else None
    references = [_START, *([str(rule.reference)] if rule else [])]
    references += [_SUSPENSION] if suspension else []
    confidence = weakest([rule.certainty if rule else "verified", "secondary" if suspension else "verified"])
    return made(
        PublicTerm,
        starts_on=begun.day if begun else None,
        start_rule=begun.rule if begun else None,
        sentence=_term_in_words(begun, rule, lawful, suspension, each.due_on),
        legal_days=int(rule.value) if rule else None,
        lawful_due_on=lawful,
        over_legal=lawful is not None and each.due_on > lawful,
        suspended_on=suspension.notified_on if suspension else None,
        completed_on=suspension.completed_on if suspension else None,
        reference="\u202f; ".join([references[0], *(each.removeprefix("CCP, ") for each in references[1:])]),
        confidence=confidence,
        to_check=in_a_row(to_check(confidence), said("public.check-start") if begun else NOTHING),
    )


def _term_in_words(
    begun: TermStart | None, rule: DatedValue | None, lawful: date | None, suspension: Suspension | None, due: date
) -> Said:
    told = [said(f"public.start.{begun.rule}", start=begun.day) if begun else said("public.start.unknown")]
    if rule is None:
        told.append(said("public.legal-unknown"))
    if suspension is not None and suspension.completed_on is not None:
        days: dict[str, Value] = {"notified": suspension.notified_on, "completed": suspension.completed_on}
        told.append(said("public.suspension", days=(due - suspension.completed_on).days, **days))
    if rule is not None and lawful is not None:
        key = "public.legal-suspended" if suspension else "public.legal"
        told.append(said(key, days=int(rule.value), due=lawful))
    if rule is not None and rule.value == parameter("public.term-public-enterprise").on(due).value:
        told.append(said("public.local-establishment"))
    return in_a_row(*told)


def interest_payment(claim: Claim, each: Reckoned, words: Words) -> InterestPayment | None:
    """The 45 days for interest and compensation; None while the principal is owed, or where nothing was late.

    Where the user says when the principal was paid and enters no payment, what is owed is what had accrued by then.
    """
    as_of = claim.as_of or date.max
    received_on = _received_on(each)
    paid_on = _principal_paid_on(claim, received_on)
    if paid_on is None or paid_on > as_of:
        return None
    recorded = received_on is not None
    account = each.account if recorded else reckon_invoice(claim, REGIME, each.invoice, paid_on).account
    if account.interest + account.compensation == 0:
        return None
    limit = public_interest_payment(paid_on)
    owed = account.total if recorded else account.interest_due + account.compensation_due
    overdue = owed > 0 and as_of > limit.last_day
    # What stands as principal, because payments went to interest first, still bears the buyer's own interest.
    alone = overdue and not (recorded and account.principal)
    bearing = _interest_on_interest(claim, each, account, limit.last_day) if alone else None
    lines = tuple(line(part, Words("fr-civil", claim.terms.rounding)) for part in bearing.lines) if bearing else ()
    on_interest = euros(bearing.interest if bearing else 0)
    key = "settled" if not owed else "overdue" if overdue else "due"
    told = said_to(
        claim.side,
        f"public.interest-{key}",
        paid=paid_on,
        last=limit.last_day,
        owed=euros(owed),
        days=(limit.last_day - paid_on).days,
    )
    if on_interest:
        told = in_a_row(told, said("public.on-interest", amount=on_interest, day=as_of))
    if not recorded:
        told = in_a_row(told, said("public.payment-missing"))
    confidence = weakest([limit.confidence, "secondary" if lines else "verified"])
    return made(
        InterestPayment,
        principal_paid_on=paid_on,
        payment_recorded=recorded,
        last_day=limit.last_day,
        overdue=overdue,
        owed=euros(owed),
        lines=lines,
        on_interest=on_interest,
        sentence=told,
        reference=limit.reference,
        confidence=confidence,
        to_check=to_check(confidence),
    )


def _principal_paid_on(claim: Claim, received_on: date | None) -> date | None:
    """The day the user says, which speaks for a single invoice or for one without its payment; else the day of that."""
    said = claim.situation.principal_paid_on
    return said if said is not None and (received_on is None or len(claim.invoices) == 1) else received_on


def _received_on(each: Reckoned) -> date | None:
    """The day on which what came in reached the invoice's own amount."""
    whole = int(each.invoice.amount.scaleb(2))
    received = 0
    for part in each.account.allocations:
        received += part.received + part.credited
        if received >= whole:
            return part.on
    return None


def _interest_on_interest(claim: Claim, each: Reckoned, account: Account, deadline: date) -> Account:
    """The legal interest on the interest unpaid at the deadline, at the creditor's rate, half-year by half-year."""
    as_of, year = claim.as_of or date.max, claim.agreed_for(each.invoice).terms.year
    left = account.interest_due + sum(part.to_interest for part in account.allocations if part.on > deadline)
    later = [Credit(part.on, part.to_interest) for part in account.allocations if part.on > deadline]
    supplied, series = claim.terms.supplied_rates, legal_series(claim)

    def rate_periods(first: date, last: date) -> list[RatePeriod]:
        quotes = (
            (begin, end, legal_quote(series, begin, supplied, raised=False))
            for begin, end in split(first, last, half_year_starts(first, last))
        )
        return [RatePeriod(begin, end, rate_units(quote.percent), quote) for begin, end, quote in quotes]

    terms = Terms(left, deadline, as_of, deadline + DAY, as_of, compensation=0)
    conventions = Conventions(year, "principal-first", claim.terms.rounding)
    return reckon(terms, [each for each in later if each.cents], rate_periods, conventions)


def public_findings(invoices: Sequence[InvoiceStatement]) -> Iterator[Finding]:
    """What the reader must know of a public buyer's time limits: a term too long, interest not paid within 45 days."""
    for index, each in enumerate(invoices):
        term, interest = each.public_term, each.interest_payment
        if term is not None and term.over_legal and term.lawful_due_on is not None:
            yield _over_legal(each, term, index)
        if interest is not None and interest.overdue:
            figures = {
                "last_day": interest.last_day.isoformat(),
                "owed": format(interest.owed, "f"),
                "on_interest": format(interest.on_interest, "f"),
            }
            several = len(invoices) > 1 and each.number
            of = said("public.of-request", number=each.number) if several else NOTHING
            message = in_a_row(of, interest.sentence)
            yield Finding("public-interest-overdue", message, figures, index, f"invoices[{index}]")


def _over_legal(each: InvoiceStatement, term: PublicTerm, index: int) -> Finding:
    days, lawful = term.legal_days or 0, term.lawful_due_on or each.due_on
    figures = {"due_on": each.due_on.isoformat(), "lawful_due_on": lawful.isoformat(), "rule": f"public-{days}-days"}
    words: dict[str, Value] = {"due": each.due_on, "lawful": lawful, "reference": term.reference}
    message = said("warning.public-term-over", days=days, **words)
    return Finding("term-over-legal-maximum", message, figures, index, f"invoices[{index}].due_on")
