"""The payment terms of the claim as clauses to copy: the term, the rate and what it gives today, the discount."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim, EcbPlusRate, FixedRate, LegalTimesRate, RateClause, Term
from latepay_core.claim.agreed import agreed_by, invoices_told
from latepay_core.countries.fr.regimes.rates import floor_on
from latepay_core.dates.term_words import length_told
from latepay_core.days import half_year_start
from latepay_core.law import parameter
from latepay_core.letters.forms import joined
from latepay_core.letters.kinds.terms.payment_terms.details import Clauses
from latepay_core.letters.wording import say
from latepay_core.regimes import RateQuote, regime_of
from latepay_core.wording import say as told
from latepay_core.wording.french import SPACE, day_count, half_year, number, percent


@dataclass(frozen=True)
class ClausesView:
    """Clauses in words. `rate` is the clause itself, `quote` what it gives in the half-year of the statement's day.

    `floor` is the lowest lawful rate of that half-year between businesses, in percent; `below_floor` where the clause
    gives less (C. com., art. L441-10, II). `discount` and `deposit` are empty where there is none. `by_invoice` says
    the rate of each invoice where they differ, and is empty where they do not.
    """

    term: str
    #: Whether nobody said that term: the two dates of the first invoice gave it.
    term_read: bool
    rate: str
    basis: str
    by_invoice: str
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


def clauses_view(claim: Claim, on: date, chosen: Clauses, *, to_copy: bool = False) -> ClausesView:
    """The clauses that say what the claim's own terms say; without a term on its first invoice, dots stand for it.

    A clause `to_copy` holds « sans pouvoir être inférieur à trois fois le taux de l'intérêt légal », which spares its
    author a rate under the floor. A sum that is asked for goes by what was agreed, or by the law, which does not raise
    its own rate to that floor (C. com., art. L441-10, II).

    >>> claim = Claim.model_validate({"as_of": "2026-11-22", "invoices": [{"issued_on": "2026-09-30",
    ...     "term": {"days": 45, "end_of_month": "before"}, "amount": "10.00"}]})
    >>> view = clauses_view(claim, date(2026, 11, 22), Clauses())
    >>> view.rate_today, view.floor, view.below_floor
    (Decimal('12.40'), Decimal('8.25'), False)
    """
    by_invoice = _by_invoice(claim, on)
    claim = claim.agreed_for(claim.invoices[0])
    regime = regime_of(claim)
    quote = regime.rate_periods(claim, on, on)[0].quote
    floor = floor_on(half_year_start(on), claim.terms.supplied_rates).percent
    return ClausesView(
        term=_term(claim),
        term_read=claim.invoices[0].term is None,
        rate=_rate(claim.terms.rate, on, unsaid="ecb-plus", to_copy=to_copy),
        basis=claim.terms.rate.basis,
        by_invoice=by_invoice,
        quote=quote,
        half_year=half_year(on),
        floor=floor,
        below_floor=regime.agreed_rate and quote.percent < floor,
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
    length = told(length_told(term))
    if term.counted_from == "receipt":
        return say("clause.term.receipt", days=length)
    # A clause that is being written says which end of month it means: that of the later due date.
    reading = "after" if term.end_of_month == "unknown" else term.end_of_month
    words = say(f"clause.term.{reading or 'net'}", days=length)
    return words + say("clause.term.on-day", day=joined(days, "ou")) if days else words


def _by_invoice(claim: Claim, on: date) -> str:
    """Each rate with the invoices it is agreed for, where there are several."""
    regime, found = regime_of(claim), agreed_by(claim, lambda terms: (terms.rate, terms.semester))
    if not regime.agreed_rate or len({each.value[0] for each in found}) == 1:
        return ""
    said = []
    # in the order of the invoices; « les autres factures » are told once those they differ from are
    for each in sorted(found, key=lambda each: (not each.own and len(each.positions) > 1, each.positions)):
        clause, semester = each.value
        own = claim.agreed_for(claim.invoices[each.positions[0]])
        today = percent(regime.rate_periods(own, on, on)[0].quote.percent)
        key = "fixed" if clause.basis == "fixed" else semester
        rate = _rate(clause, on)
        invoices = told(invoices_told(claim, each, article=True))
        said.append(say(f"clause.for.{key}", invoices=invoices, rate=rate, today=today, half=half_year(on)))
    return "\u202f; ".join(said)


def _rate(clause: RateClause, on: date, unsaid: str = "statutory", *, to_copy: bool = False) -> str:
    """A rate in words; `unsaid` names the words for the law's, which some letters write out as any other."""
    if isinstance(clause, FixedRate):
        return say("clause.rate.fixed", rate=percent(clause.percent))
    if isinstance(clause, LegalTimesRate):
        return say("clause.rate.legal-times", times=number(clause.times, 0))
    if isinstance(clause, EcbPlusRate):
        points, key = clause.points, "ecb-plus"
    else:
        points, key = parameter("b2b.points-over-ecb").on(on).value, unsaid
    floored = "-to-copy" if to_copy and key == "ecb-plus" else ""
    return say(f"clause.rate.{key}{floored}", points=number(points, 0))


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
