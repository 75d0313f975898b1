"""Civil debts: interest at the legal rate from the formal notice (C. civ., art. 1231-6, 1344-1; CMF, art. L313-2).

A consumer, or a private creditor: no penalties of the Commercial Code, no 40 EUR. The rate depends on the creditor and
follows each half-year; it rises by five points two months after the decision became enforceable (CMF, art. L313-3).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from latepay_core.claim import Claim, Invoice, Refusal, StatutoryRate
from latepay_core.claim.agreed import own_clauses
from latepay_core.claim.refusals import refuse
from latepay_core.countries.fr.regimes.rates import INTEREST_FIRST, PRIVATE_SERIES, legal_series, supplied_refusals
from latepay_core.days import DAY, add_months, half_year_starts, split
from latepay_core.interest import RatePeriod, rate_units
from latepay_core.law import parameter
from latepay_core.regimes.interface import Compensation, Finding, Grounds, RateQuote, Span, Traits
from latepay_core.regimes.rates import Supplied, remembered, series_value
from latepay_core.said import Said, said, said_to

REFERENCE = "C. civ., art. 1231-6 et 1344-1\u202f; CMF, art. L313-2"
#: The summons is a notice too; damages bear interest from the judgment itself.
JUDGMENT_REFERENCE = "C. civ., art. 1231-7 et 1344\u202f; CMF, art. L313-2"
COMPENSATION_REFERENCE = "C. com., art. D441-5\u202f; CPCE, art. L111-8"
LEGAL_RATE = "C. civ., art. 1231-6\u202f; CMF, art. L313-2"
RAISED_RATE = f"{LEGAL_RATE} et L313-3"
FIRST_DAY = date(1975, 7, 15)

GROUNDS: Grounds = {
    "rate.statutory": ("rate.statutory-fr-civil", LEGAL_RATE, True),
    "semester.revised": ("semester.fr-civil", "CMF, art. L313-2", True),
}


class CivilRegime(Traits):
    """The regime of consumers and of private creditors."""

    def applies_to(self, claim: Claim) -> bool:
        return claim.creditor.kind == "individual" or claim.debtor.kind == "consumer"

    def refusals(self, claim: Claim) -> list[Refusal]:
        found = supplied_refusals(claim.terms.supplied_rates)
        for path, clause in own_clauses(claim, "rate"):
            if not isinstance(clause, StatutoryRate):
                found.append(refuse("civil-rate-clause", path))
        for path, semester in own_clauses(claim, "semester"):
            if semester == "frozen":
                found.append(refuse("civil-rate-is-revised", path))
        return found

    def span(self, claim: Claim, invoice: Invoice, due_on: date, as_of: date) -> Span:
        notice, decided = claim.notice_received_on, _decided_on(claim, as_of)
        begun = notice or decided
        if begun is None:
            return Span(None, None, said("span.civil-no-notice"), REFERENCE)
        first = max(due_on, begun) + DAY
        opened = claim.debtor.insolvency_opened_on
        last = as_of if opened is None else min(as_of, opened - DAY)
        if notice is None:
            return Span(first, last, said("span.civil-judgment", first=first), JUDGMENT_REFERENCE)
        why = said("span.civil", notice=notice, first=first)
        return Span(first, last, why, REFERENCE)

    def rate_periods(self, claim: Claim, first: date, last: date) -> Sequence[RatePeriod]:
        series = parameter(legal_series(claim))
        increase = increase_starts_on(claim)
        starts = [*half_year_starts(first, last), *series.changes_between(first, last)]
        if increase is not None:
            starts.append(increase)
        periods = []
        for begin, end in split(first, last, starts):
            raised = increase is not None and begin >= increase
            found = legal_quote(legal_series(claim), begin, claim.terms.supplied_rates, raised=raised)
            periods.append(RatePeriod(begin, end, rate_units(found.percent), found))
        return periods

    def compensation(self, claim: Claim, due_on: date) -> Compensation:
        # What professionals owe one another, told so that nobody asks a private person for it.
        rule = parameter("b2b.compensation")
        value = rule.on(max(due_on, rule.values[0].starts_on)).value
        why = said("compensation.civil", amount=value)
        return Compensation(Decimal(0), why, COMPENSATION_REFERENCE)

    def findings(self, claim: Claim, spans: Sequence[Span]) -> list[Finding]:
        found = []
        if claim.notice_received_on is None and any(span.first for span in spans):
            found.append(
                Finding(
                    "notice-from-judgment",
                    said_to(claim.side, "warning.notice-from-judgment"),
                    path="notice_received_on",
                )
            )
        elif claim.notice_received_on is None:
            found.append(Finding("notice-missing", _notice_missing(claim), path="notice_received_on"))
        opened = claim.debtor.insolvency_opened_on
        if opened is not None and any(span.last == opened - DAY for span in spans):
            figures = {"opened_on": opened.isoformat(), "last_day": (opened - DAY).isoformat()}
            message = said_to(claim.side, "warning.insolvency", opened=opened, eve=opened - DAY)
            found.append(Finding("insolvency-stops-interest", message, figures, path="debtor.insolvency_opened_on"))
        return found


def _notice_missing(claim: Claim) -> Said:
    """What is missing: the notice itself, or the day it was received where one was noted."""
    noted = [each.on for each in claim.events if each.kind == "formal-notice" and each.on <= (claim.as_of or date.max)]
    if noted:
        return said_to(claim.side, "warning.notice-undated", on=max(noted))
    return said_to(claim.side, "warning.notice-missing")


def _decided_on(claim: Claim, as_of: date) -> date | None:
    """The day from which a decision alone makes interest run; None as long as there is none."""
    judgment = claim.judgment
    return judgment.enforceable_on if judgment is not None and judgment.enforceable_on <= as_of else None


def increase_starts_on(claim: Claim) -> date | None:
    """The first day that bears the increased rate: the day after two months, same day number (CPC, art. 641)."""
    if claim.judgment is None:
        return None
    enforceable = claim.judgment.enforceable_on
    return add_months(enforceable, int(parameter("civil.increase-delay").on(enforceable).value)) + DAY


@remembered
def legal_quote(series: str, day: date, supplied: Supplied, *, raised: bool) -> RateQuote:
    """The legal rate on a day, raised by five points where a decision has stayed without effect (CMF, art. L313-3)."""
    legal = series_value(series, day, supplied)
    points = parameter("civil.increase-points").on(day).value if raised else Decimal(0)
    rate = legal.value + points
    key = ("rate.civil-raised" if raised else "rate.civil") + ("-private" if series == PRIVATE_SERIES else "")
    basis = said(key, half=day, legal=legal.value, points=points, rate=rate)
    reference = RAISED_RATE if raised else LEGAL_RATE
    return RateQuote(rate, basis, reference, (legal,), legal.supplied)


REGIME = CivilRegime(
    code="fr-civil",
    frozen=False,
    covers_from=FIRST_DAY,
    term_reference="C. com., art. L441-10, I",
    interest_first=INTEREST_FIRST,
    grounds=GROUNDS,
)
