"""The latest lawful due date between businesses: the ordinary rule (C. com., art. L441-10, I), and those of sectors.

A sector's rule stands in the place of the ordinary one (art. L441-11, II) or may go beyond it (seasonal trades,
décret n° 2015-1484; exports). Where a text counts « fin de mois », the reading is the contract's; where the term says
none, the later one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from latepay_core.claim import Invoice, Term, Trade
from latepay_core.countries.fr.sector_terms import SectorTerm, sector_term
from latepay_core.dates.due_dates import Reading, due_date, end_of_month, readings_of
from latepay_core.law import parameter
from latepay_core.said import NOTHING, Said, said

Rule = Literal[
    "60-days",
    "45-days-end-of-month",
    "45-days-summary",
    "sector-issue",
    "sector-end-of-month",
    "sector-added",
    "sector-delivery",
    "sector-end-of-decade",
    "sector-end-of-month-of-delivery",
]
_READINGS: tuple[Literal["after", "before"], ...] = ("after", "before")
_DECADE, _THIRD_DECADE = 10, 20


@dataclass(frozen=True, slots=True)
class LegalMaximum:
    """The latest lawful due date of an invoice between businesses, the rule that gives it, and its article.

    `sector` is the term of the sector where its rule gives the date; `to_check` what must be said of that rule.
    """

    due_on: date
    rule: Rule
    days: int
    reference: str
    sector: SectorTerm | None = None
    to_check: Said = NOTHING

    @property
    def rule_told(self) -> Said:
        """The rule as a sentence's part: « 60 jours après l'émission de la facture »."""
        return said(f"rule.{self.rule}", days=self.days)


def legal_maximum(
    issued: date | None,
    end_of_month: Reading = None,
    *,
    summary: bool = False,
    trade: Trade | None = None,
    delivered: date | None = None,
) -> LegalMaximum | None:
    """The latest due date that the law allows for an invoice issued on a day, `trade` being its sector.

    By the ordinary rule an agreed term may always reach 60 days; a term « fin de mois » may reach 45 days end of month,
    in the reading the contract uses, even beyond 60 days. A summary invoice may reach 45 days. None for an invoice
    before the rules that are covered, and where the day to count from (`issued` or `delivered`) is missing.

    >>> legal_maximum(date(2026, 1, 31)).due_on
    datetime.date(2026, 4, 1)
    >>> legal_maximum(date(2026, 6, 20), "after").due_on
    datetime.date(2026, 8, 31)
    >>> legal_maximum(date(2026, 6, 20), trade="alcohol", delivered=date(2026, 6, 12)).due_on
    datetime.date(2026, 7, 30)
    """
    ordinary = None if issued is None else _ordinary(issued, end_of_month, summary=summary)
    if trade is None:
        return ordinary
    term = term_of(trade, summary=summary)
    start = delivered if term.counted_from == "delivery" else issued
    if start is None or start < term.starts_on:
        return None
    return _of_sector(term, start, end_of_month, ordinary)


class LongestTerms:
    """What `latepay_core.dates.longest.LongestTerms` asks of a country."""

    latest_lawful = staticmethod(legal_maximum)

    @property
    def starts_on(self) -> date:
        """The first day of issue that the ordinary rule covers."""
        return parameter("b2b.max-term-invoice").values[0].starts_on

    def term_of(self, trade: Trade, *, summary: bool = False) -> SectorTerm:
        """The term of a sector."""
        return term_of(trade, summary=summary)


def latest_lawful(invoice: Invoice) -> LegalMaximum | None:
    """The latest lawful due date of an invoice; a bare due date may come from any lawful term: the latest one counts.

    >>> invoice = {"issued_on": "2026-06-20", "due_on": "2026-08-31", "amount": "10.00"}
    >>> latest_lawful(Invoice.model_validate(invoice)).due_on
    datetime.date(2026, 8, 31)
    """
    if invoice.issued_on is None and invoice.trade is None:
        return None
    chosen: tuple[Reading, ...] = _READINGS if invoice.term is None else readings_of(invoice.term)
    found = (
        legal_maximum(invoice.issued_on, each, summary=invoice.summary, trade=invoice.trade, delivered=invoice.delivery)
        for each in chosen
    )
    return max((each for each in found if each), key=lambda each: each.due_on, default=None)


@dataclass(frozen=True, slots=True)
class EndOfMonthMaxima:
    """How many days « fin de mois » may be agreed upon, and the dates that gives in its two readings."""

    days: int
    dates: Mapping[Literal["after", "before"], date]


def end_of_month_maxima(invoice: Invoice) -> EndOfMonthMaxima | None:
    """The latest dates of a term « fin de mois » by the ordinary rule (C. com., art. L441-10, I), beside its 60 days.

    None for a term without end of month, for a summary invoice and for a sector of its own, which have other rules.

    >>> term = {"days": 45, "end_of_month": "after"}
    >>> found = end_of_month_maxima(Invoice.model_validate({"amount": "1", "issued_on": "2026-05-14", "term": term}))
    >>> found.days, found.dates["after"], found.dates["before"]
    (45, datetime.date(2026, 6, 30), datetime.date(2026, 7, 15))
    """
    issued = invoice.issued_on
    if issued is None or invoice.term is None or not invoice.term.end_of_month or invoice.summary or invoice.trade:
        return None
    rule = parameter("b2b.max-term-end-of-month")
    if issued < rule.values[0].starts_on:
        return None
    days = int(rule.on(issued).value)
    return EndOfMonthMaxima(days, {each: due_date(Term(days=days, end_of_month=each), issued) for each in _READINGS})


def term_of(trade: Trade, *, summary: bool = False) -> SectorTerm:
    """The term of a sector; some have another one for a summary invoice.

    >>> term_of("perishable-food", summary=True).code
    'perishable-food-periodic'
    """
    term = sector_term(trade)
    return sector_term(term.periodic) if summary and term.periodic else term


def _ordinary(issued: date, reading: Reading, *, summary: bool) -> LegalMaximum | None:
    if issued < parameter("b2b.max-term-invoice").values[0].starts_on:
        return None
    if summary:
        rule = parameter("b2b.max-term-summary")
        if issued >= rule.values[0].starts_on:
            found = rule.on(issued)
            days = int(found.value)
            return LegalMaximum(issued + timedelta(days=days), "45-days-summary", days, found.reference)
    agreed = parameter("b2b.max-term-invoice").on(issued)
    sixty = LegalMaximum(issued + timedelta(days=int(agreed.value)), "60-days", int(agreed.value), agreed.reference)
    if reading is None:
        return sixty
    found = parameter("b2b.max-term-end-of-month").on(issued)
    days = int(found.value)
    reached = due_date(Term(days=days, end_of_month=reading), issued)
    if reached <= sixty.due_on:
        return sixty
    return LegalMaximum(reached, "45-days-end-of-month", days, found.reference)


def _of_sector(term: SectorTerm, start: date, reading: Reading, ordinary: LegalMaximum | None) -> LegalMaximum | None:
    due, rule, days = _reached(term, start, reading, ordinary)
    if ordinary is not None and not term.replaces and due <= ordinary.due_on:
        return ordinary
    return LegalMaximum(due, rule, days, term.reference, term, term.to_check(start))


def _reached(term: SectorTerm, start: date, reading: Reading, ordinary: LegalMaximum | None) -> tuple[date, Rule, int]:
    days = timedelta(days=term.days)
    match term.counting:
        case "end-of-month":
            return _end_of_month(term, start, reading)
        case "added":
            return (ordinary.due_on if ordinary else start) + days, "sector-added", term.days
        case "end-of-decade":
            return _end_of_decade(start) + days, "sector-end-of-decade", term.days
        case "end-of-month-of-delivery":
            return end_of_month(start) + days, "sector-end-of-month-of-delivery", term.days
    net = term.days_from(start)
    rule: Rule = "sector-delivery" if term.counted_from == "delivery" else "sector-issue"
    return start + timedelta(days=net), rule, net


def _end_of_month(term: SectorTerm, start: date, reading: Reading) -> tuple[date, Rule, int]:
    """Days end of month; where the sector has another term without end of month, the later of both it may use."""
    chosen = _READINGS if reading is None else (reading,)
    reached = max(due_date(Term(days=term.days, end_of_month=each), start) for each in chosen)
    if term.net_days is not None:
        net = start + timedelta(days=term.net_days)
        if reading is None or net >= reached:
            return net, "sector-issue", term.net_days
    return reached, "sector-end-of-month", term.days


def _end_of_decade(day: date) -> date:
    """The last day of the ten days (« décade ») a day belongs to: the 10th, the 20th, or the month's last day."""
    if day.day > _THIRD_DECADE:
        return end_of_month(day)
    return day.replace(day=_DECADE if day.day <= _DECADE else _THIRD_DECADE)
