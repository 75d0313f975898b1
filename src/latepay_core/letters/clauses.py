"""The payment terms of the claim as clauses to copy: the term, the rate and what it gives today, the discount."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim, EcbPlusRate, FixedRate, LegalTimesRate, Term
from latepay_core.dates.term_words import length_in_words
from latepay_core.interest import half_year_start
from latepay_core.language import day_count, half_year, number, percent
from latepay_core.language.french import SPACE
from latepay_core.law import parameter
from latepay_core.letters.details import Clauses
from latepay_core.letters.forms import joined
from latepay_core.letters.wording import say
from latepay_core.regimes import RateQuote, regime_of
from latepay_core.regimes.rates import floor_on


@dataclass(frozen=True)
class ClausesView:
    """Clauses in words. `rate` is the clause itself, `quote` what it gives in the half-year of the statement's day.

    `floor` is the lowest lawful rate of that half-year between businesses, in percent; `below_floor` where the clause
    gives less (C. com., art. L441-10, II). `discount` and `deposit` are empty where there is none.
    """

    term: str
    rate: str
    quote: RateQuote
    half_year: str
    floor: Decimal
    below_floor: bool
    discount: str
    deposit: str

    @property
    def rate_today(self) -> Decimal:
        """What the clause gives in that half-year, in percent a year."""
        return self.quote.percent


def clauses_view(claim: Claim, on: date, chosen: Clauses) -> ClausesView:
    """The clauses that say what the claim's own terms say; without a term on its first invoice, dots stand for it.

    >>> claim = Claim.model_validate({"as_of": "2026-11-22", "invoices": [{"issued_on": "2026-09-30",
    ...     "term": {"days": 45, "end_of_month": "before"}, "amount": "10.00"}]})
    >>> view = clauses_view(claim, date(2026, 11, 22), Clauses())
    >>> view.rate_today, view.floor, view.below_floor
    (Decimal('12.40'), Decimal('8.25'), False)
    """
    regime = regime_of(claim)
    quote = regime.rate_periods(claim, on, on)[0].quote
    floor, _ = floor_on(half_year_start(on), claim.terms.supplied_rates)
    return ClausesView(
        term=_term(claim),
        rate=_rate(claim, on),
        quote=quote,
        half_year=half_year(on),
        floor=floor,
        below_floor=regime.code == "fr-b2b" and quote.percent < floor,
        discount=_discount(chosen),
        deposit=_short(chosen.deposit_percent) if chosen.deposit_percent else "",
    )


def _term(claim: Claim) -> str:
    """The term of payment in words: that of the first invoice, or the days between its date and its due date."""
    invoice = claim.invoices[0]
    if invoice.term is not None:
        return _term_in_words(invoice.term)
    if invoice.issued_on is None or invoice.due_on is None or invoice.due_on <= invoice.issued_on:
        return say("clause.term.unknown")
    return say("clause.term.net", days=day_count((invoice.due_on - invoice.issued_on).days))


def _term_in_words(term: Term) -> str:
    days = [say("clause.first") if day == 1 else str(day) for day in term.payment_days]
    if not term.days and not term.months and not days:
        return say("clause.term.end-of-month" if term.end_of_month else f"clause.term.at-once-{term.counted_from}")
    length = length_in_words(term)
    if term.counted_from == "receipt":
        return say("clause.term.receipt", days=length)
    # A clause that is being written says which end of month it means: that of the later due date.
    reading = "after" if term.end_of_month == "unknown" else term.end_of_month
    words = say(f"clause.term.{reading or 'net'}", days=length)
    return words + say("clause.term.on-day", day=joined(days, "ou")) if days else words


def _rate(claim: Claim, on: date) -> str:
    clause = claim.terms.rate
    if isinstance(clause, FixedRate):
        return say("clause.rate.fixed", rate=percent(clause.percent))
    if isinstance(clause, LegalTimesRate):
        return say("clause.rate.legal-times", times=number(clause.times, 0))
    points = clause.points if isinstance(clause, EcbPlusRate) else parameter("b2b.points-over-ecb").on(on).value
    return say("clause.rate.ecb-plus", points=number(points, 0))


def _short(rate: Decimal) -> str:
    """A round rate without decimals: « 30 % », « 2,5 % »."""
    return number(rate, 0) + SPACE + "%"


def _discount(chosen: Clauses) -> str:
    if not chosen.discount_percent:
        return ""
    rate = _short(chosen.discount_percent)
    if chosen.discount_days is None:
        return say("clause.discount.any", rate=rate)
    return say("clause.discount.days", rate=rate, days=chosen.discount_days)
