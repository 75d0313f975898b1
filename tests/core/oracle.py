"""A second, slow reckoning of claims, one day at a time, in fractions. It shares no code with the core.

It reads the claim as JSON and the rates from the TOML files by itself, so that a fault in the core's models, look-ups,
splitting of periods or integer arithmetic shows as a difference.
"""

import tomllib
from bisect import bisect_right
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

LAW = Path(__file__).parents[2] / "src" / "latepay_core" / "law"
DAY = timedelta(days=1)
BUSINESS_POINTS, PUBLIC_POINTS, INCREASE = Fraction(10), Fraction(8), Fraction(5)
COMPENSATION = 4000


@cache
def series(name: str) -> tuple[list[date], list[Fraction], date]:
    """First days, values and last checked day of a series."""
    table = tomllib.loads((LAW / f"{name}.toml").read_text(encoding="utf-8"))
    values = sorted((entry["from"], Fraction(entry["value"])) for entry in table["values"])
    return [day for day, _ in values], [value for _, value in values], table["checked_until"]


def rate_of(name: str, day: date, claim: dict[str, Any]) -> Fraction:
    """The series on a day; past its last check, what the claim supplies, else the last known value."""
    starts, values, checked = series(name)
    if day > checked:
        kind = "ecb-mro" if name == "ecb_mro" else "legal-interest"
        supplied = [
            (date.fromisoformat(entry["from"]), Fraction(entry["percent"]))
            for entry in claim.get("terms", {}).get("supplied_rates", [])
            if entry["series"] == kind and date.fromisoformat(entry["from"]) <= day
        ]
        if supplied:
            return max(supplied)[1]
    return values[bisect_right(starts, day) - 1]


def half(day: date) -> date:
    """The first day of the half-year."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def regime_of(claim: dict[str, Any]) -> str:
    """The regime named, or the one of the parties."""
    creditor = claim.get("creditor", {}).get("kind", "business")
    debtor = claim.get("debtor", {}).get("kind", "business")
    if "regime" in claim:
        return str(claim["regime"])
    if creditor == "individual" or debtor == "consumer":
        return "fr-civil"
    return "fr-public" if debtor == "public-body" else "fr-b2b"


def increased_from(claim: dict[str, Any]) -> date | None:
    """Two months after the decision became enforceable, the day after."""
    if not claim.get("judgment"):
        return None
    day = date.fromisoformat(claim["judgment"]["enforceable_on"])
    month, year = (day.month + 2, day.year) if day.month <= 10 else (day.month - 10, day.year + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number) + DAY
        except ValueError:
            number -= 1


def annual_rate(claim: dict[str, Any], regime: str, day: date, first: date) -> Fraction:
    """The rate, in percent, that one day bears."""
    terms = claim.get("terms", {})
    if regime == "fr-civil":
        private = claim.get("creditor", {}).get("kind") == "individual"
        name = "legal_interest_private" if private else "legal_interest_other"
        increase = increased_from(claim)
        return rate_of(name, day, claim) + (INCREASE if increase and day >= increase else 0)
    if regime == "fr-public":
        return rate_of("ecb_mro", half(first), claim) + PUBLIC_POINTS
    anchor = half(first if terms.get("semester") == "frozen" else day)
    clause = terms.get("rate", {"basis": "statutory"})
    if clause["basis"] == "fixed":
        return Fraction(clause["percent"])
    if clause["basis"] == "ecb-plus":
        return rate_of("ecb_mro", anchor, claim) + Fraction(clause["points"])
    if clause["basis"] == "legal-times":
        return rate_of("legal_interest_other", anchor, claim) * Fraction(clause["times"])
    return rate_of("ecb_mro", anchor, claim) + BUSINESS_POINTS


def year_later(day: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def half_up(value: Fraction) -> int:
    """Whole cents, half a cent upwards."""
    return int((value * 2 + 1) // 2)


def cents(text: str) -> int:
    """Whole cents of a decimal string."""
    return int(Fraction(text) * 100)


class Ledger:
    """One invoice, day after day."""

    def __init__(self, claim: dict[str, Any], invoice: dict[str, Any]) -> None:
        self.claim, self.regime = claim, regime_of(claim)
        terms = claim.get("terms", {})
        self.actual = terms.get("year") == "actual"
        self.by_total = terms.get("rounding") == "total"
        self.principal_first = terms.get("allocation") == "principal-first"
        self.frozen = self.regime == "fr-public" or (self.regime == "fr-b2b" and terms.get("semester") == "frozen")
        self.as_of, self.due = date.fromisoformat(claim["as_of"]), date.fromisoformat(invoice["due_on"])
        self.principal = cents(invoice["amount"])
        self.interest = self.interest_due = self.compensation = self.compensation_due = 0
        self.paid = self.credited = self.overpaid = 0
        self.lines: list[dict[str, Any]] = []
        self.capitalised = 0
        self.segment: dict[str, list[dict[str, Any]]] = {"principal": [], "capitalised": []}
        self.running = Fraction(0)
        self.entries: dict[date, list[int]] = {}
        for payment in invoice.get("payments", []):
            self.entries.setdefault(date.fromisoformat(payment["paid_on"]), [0, 0])[0] += cents(payment["amount"])
        for note in invoice.get("credit_notes", []):
            self.entries.setdefault(date.fromisoformat(note["issued_on"]), [0, 0])[1] += cents(note["amount"])
        self.first, self.last = self._span()

    def _span(self) -> tuple[date | None, date]:
        last = self.as_of
        opened = self.claim.get("debtor", {}).get("insolvency_opened_on")
        if opened and self.regime != "fr-public":
            last = min(last, date.fromisoformat(opened) - DAY)
        if self.regime != "fr-civil":
            return self.due + DAY, last
        notice = self.claim.get("notice_received_on")
        return (max(self.due, date.fromisoformat(notice)) + DAY if notice else None), last

    def _owes_compensation(self) -> bool:
        opened = self.claim.get("debtor", {}).get("insolvency_opened_on")
        if self.regime == "fr-civil" or self.due < date(2013, 1, 1):
            return False
        return not (self.regime == "fr-b2b" and opened and self.due >= date.fromisoformat(opened))

    def close(self) -> None:
        """Rounds the lines since the last event: first those of the principal, then those of capitalised interest."""
        for line in (*self.segment["principal"], *self.segment["capitalised"]):
            exact = line["of_a_day"] * line["days"]
            self.running += exact
            line["interest"] = half_up(self.running) - self.interest if self.by_total else half_up(exact)
            self.interest += line["interest"]
            self.interest_due += line["interest"]
            self.lines.append(line)
        self.segment = {"principal": [], "capitalised": []}

    def accrue(self, day: date) -> None:
        """One day of interest."""
        if self.first is None or not self.first <= day <= self.last:
            return
        rate = annual_rate(self.claim, self.regime, day, self.first)
        days = 366 if self.actual and (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days == 366 else 365
        mark = (rate, None if self.frozen else half(day), day.year if self.actual else None)
        for name, bearing in (("principal", self.principal), ("capitalised", self.capitalised)):
            if not bearing:
                continue
            lines = self.segment[name]
            if not lines or lines[-1]["mark"] != mark:
                of_a_day = Fraction(bearing) * rate / 100 / days
                lines.append(
                    {"mark": mark, "from": day, "principal": bearing, "rate": rate, "of_a_day": of_a_day, "days": 0}
                )
            lines[-1]["to"] = day
            lines[-1]["days"] += 1

    def capitalisation_days(self) -> set[date]:
        """From when a whole year of interest is due and it was asked for, and then every year."""
        asked = self.claim.get("terms", {}).get("capitalise_from")
        if not asked or self.first is None:
            return set()
        start = max(date.fromisoformat(asked), year_later(self.first, 1))
        return {year_later(start, years) for years in range(60)}

    def settle(self, day: date) -> None:
        """What came in on a day, at its end."""
        self.close()
        money, credited = self.entries[day]
        self.paid += money
        self.credited += credited
        lowered = min(credited, self.principal)
        self.principal -= lowered
        money += credited - lowered
        debts = ["interest_due", "principal"]
        if self.principal_first:
            debts.reverse()
        for name in (*debts, "compensation_due"):
            part = min(money, getattr(self, name))
            setattr(self, name, getattr(self, name) - part)
            money -= part
            if name == "interest_due":
                self.capitalised = max(0, self.capitalised - part)
        self.overpaid += money

    def reckon(self) -> "Ledger":
        """Every day from the first that matters to the day of the statement."""
        day = min([self.due, *self.entries])
        capitalisations = self.capitalisation_days()
        while day <= self.as_of:
            if day == self.due + DAY and self.principal and self._owes_compensation():
                self.compensation = self.compensation_due = COMPENSATION
            self.accrue(day)
            if day in self.entries:
                self.settle(day)
            if day + DAY in capitalisations and day + DAY <= min(self.as_of, self.last):
                self.close()
                self.capitalised = self.interest_due
            day += DAY
        self.close()
        return self

    def next_day(self) -> Fraction:
        """What one more day costs at the rate of the day of the statement."""
        opened = self.claim.get("debtor", {}).get("insolvency_opened_on")
        stopped = self.regime != "fr-public" and opened and date.fromisoformat(opened) <= self.as_of + DAY
        if self.first is None or stopped or self.first > self.as_of + DAY:
            return Fraction(0)
        rate = annual_rate(self.claim, self.regime, max(self.first, self.as_of), self.first)
        year = (self.as_of + DAY).year
        days = 366 if self.actual and (date(year + 1, 1, 1) - date(year, 1, 1)).days == 366 else 365
        return Fraction(self.principal + self.capitalised) * rate / 100 / days


def reckoned(claim: dict[str, Any]) -> dict[str, Any]:
    """The statement's figures, in whole cents."""
    ledgers = [Ledger(claim, invoice).reckon() for invoice in claim["invoices"]]
    names = ("interest", "interest_due", "compensation", "compensation_due", "paid", "credited", "overpaid")
    invoices = [
        {
            **{name: getattr(ledger, name) for name in names},
            "principal_due": ledger.principal,
            "total_due": ledger.principal + ledger.interest_due + ledger.compensation_due,
            "days_late": max(0, (ledger.as_of - ledger.due).days),
            "lines": [
                (
                    line["from"],
                    line["to"],
                    line["days"],
                    line["principal"],
                    line["rate"],
                    line["interest"],
                )
                for line in ledger.lines
            ],
        }
        for ledger in ledgers
    ]
    totals = {name: sum(each[name] for each in invoices) for name in (*names, "principal_due", "total_due")}
    totals["per_day"] = half_up(sum((ledger.next_day() for ledger in ledgers), Fraction(0)))
    return {"invoices": invoices, "totals": totals}
