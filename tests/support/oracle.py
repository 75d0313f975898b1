"""A second, slow reckoning of claims, one day at a time, in fractions. It shares no code with the core.

It reads the claim as JSON and the rates from the TOML files by itself, so that a fault in the core's models, look-ups,
splitting of periods or integer arithmetic shows as a difference.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

LAW = Path(__file__).parents[2] / "src" / "latepay_core" / "countries"
PATHS = {
    "ecb_mro": "eu/parameters/ecb-mro.toml",
    "legal_interest_private": "fr/parameters/legal-interest/private.toml",
    "legal_interest_other": "fr/parameters/legal-interest/other.toml",
}
DAY = timedelta(days=1)
BUSINESS_POINTS, PUBLIC_POINTS, INCREASE = Fraction(10), Fraction(8), Fraction(5)
COMPENSATION = 4000
#: The sums that are compared, apart from what they come to together.
SUMS = (
    *("interest", "interest_due", "compensation", "compensation_due"),
    *("paid", "credited", "overpaid", "overcredited"),
)


@cache
def series(name: str) -> tuple[list[date], list[Fraction], date]:
    """First days, values and last checked day of a series."""
    table = tomllib.loads((LAW / PATHS[name]).read_text(encoding="utf-8"))
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


def due_of(invoice: dict[str, Any]) -> date:
    """The due date: written down, or counted as a public buyer's term is, suspension included."""
    if "due_on" in invoice:
        return date.fromisoformat(invoice["due_on"])
    known = {name: date.fromisoformat(invoice[name]) for name in ("received_on", "issued_on") if name in invoice}
    start = known.get("received_on") or known["issued_on"] + 2 * DAY
    if "performed_on" in invoice:
        start = max(start, date.fromisoformat(invoice["performed_on"]))
    end = start + int(invoice["term"]["days"]) * DAY
    if "suspension" not in invoice:
        return end
    notified, completed = (date.fromisoformat(invoice["suspension"][name]) for name in ("notified_on", "completed_on"))
    return max(completed + 30 * DAY, completed + (end - notified))


class Purse:
    """What came in for the claim as a whole, by day: to the invoice that is named, or by the law's order."""

    def __init__(self, claim: dict[str, Any], ledgers: list["Ledger"]) -> None:
        self.ledgers = ledgers
        self.days: dict[date, list[dict[str, Any]]] = {}
        for entry in (*claim.get("payments", []), *claim.get("credit_notes", [])):
            day = entry["paid_on"] if "paid_on" in entry else entry["issued_on"]
            self.days.setdefault(date.fromisoformat(day), []).append(entry)

    def note(self, day: date) -> None:
        """Places a day's credit notes: they come before its payments, as on each invoice."""
        noted = sum(cents(each["amount"]) for each in self.days.get(day, []) if "issued_on" in each)
        if noted or any(each.beyond for each in self.ledgers):
            self.credit(day, noted)

    def spend(self, day: date) -> None:
        """Places a day's named payments, then all the others together (C. civ., art. 1342-10)."""
        entries = self.days.get(day, [])
        for number in dict.fromkeys(each["invoice"] for each in entries if "invoice" in each):
            money = sum(cents(each["amount"]) for each in entries if each.get("invoice") == number)
            self.give(day, money, [each for each in self.ledgers if each.number == number])
        unnamed = sum(cents(each["amount"]) for each in entries if "paid_on" in each and "invoice" not in each)
        if unnamed:
            self.give(day, unnamed, [each for each in self.ledgers if each.issued is None or each.issued <= day])

    def give(self, day: date, money: int, there: list["Ledger"]) -> None:
        """Money: principal and interest of each in its turn, then the compensations; the oldest keeps the rest."""
        given = dict.fromkeys(there, 0)
        for owed in ({each: each.owed() for each in there}, {each: each.compensation_due for each in there}):
            money = self.fill(day, money, owed, given)
        given[self.order(day, there)[0][0]] += money
        for ledger, share in given.items():
            if share:
                ledger.settle(day, share)

    def credit(self, day: date, general: int) -> None:
        """Credit notes, and what others hold beyond their invoice's principal: to the principals, and nothing else.

        What no principal takes of them stays on its own invoice; of a note for no invoice, on the oldest one.
        """
        there = [each for each in self.ledgers if each.issued is None or each.issued <= day]
        for ledger in self.ledgers:
            self.credit_parts(day, ledger)
        given = dict.fromkeys(there, 0)
        whole = general + sum(each.beyond for each in self.ledgers)
        went = whole - self.fill(day, whole, {each: each.principal for each in there}, given)
        for ledger, share in given.items():
            if share:
                ledger.settle(day, 0, share)
        for ledger in self.ledgers:
            taken, ledger.beyond = min(ledger.beyond, went), 0
            went -= taken
            ledger.credited -= taken
            ledger.overcredited -= taken
        if general > went:
            self.order(day, there)[0][0].settle(day, 0, general - went)
        for ledger in self.ledgers:
            ledger.beyond = 0

    def credit_parts(self, day: date, ledger: "Ledger") -> None:
        """What a credit note holds beyond the part it stands on goes to the other parts of the same invoice first."""
        same = [each for each in self.ledgers if each.number == ledger.number != ""]
        if not ledger.beyond or len({each.due for each in same}) == 1:
            return
        given = dict.fromkeys(same, 0)
        left = self.fill(day, ledger.beyond, {each: each.principal for each in same}, given)
        for each, share in given.items():
            if share:
                each.settle(day, 0, share)
        taken, ledger.beyond = ledger.beyond - left, left
        ledger.credited -= taken
        ledger.overcredited -= taken

    def order(self, day: date, there: Iterable["Ledger"]) -> list[list["Ledger"]]:
        """Debts already due first, the oldest first; those of one day together."""
        there = list(there)
        ranks = sorted({(each.due > day, each.due) for each in there})
        return [[each for each in there if (each.due > day, each.due) == rank] for rank in ranks]

    def fill(self, day: date, money: int, owed: dict["Ledger", int], given: dict["Ledger", int]) -> int:
        """Pays what is owed in that order, one day's debts in proportion; what is left."""
        for group in self.order(day, owed):
            total = sum(owed[each] for each in group)
            part = min(money, total)
            exact = {each: Fraction(part * owed[each], total) if total else Fraction(0) for each in group}
            whole = {each: int(exact[each]) for each in group}
            closest = sorted(group, key=lambda each: whole[each] - exact[each])
            for each in closest[: part - sum(whole.values())]:
                whole[each] += 1
            for each in group:
                given[each] += whole[each]
            money -= part
        return money


class Ledger:
    """One invoice, day after day."""

    def __init__(self, claim: dict[str, Any], invoice: dict[str, Any]) -> None:
        self.claim, self.regime = claim, regime_of(claim)
        terms = claim.get("terms", {})
        self.actual = terms.get("year") == "actual"
        self.by_total = terms.get("rounding") == "total"
        self.frozen = self.regime == "fr-public" or (self.regime == "fr-b2b" and terms.get("semester") == "frozen")
        self.as_of, self.due = date.fromisoformat(claim["as_of"]), due_of(invoice)
        self.issued = date.fromisoformat(invoice["issued_on"]) if "issued_on" in invoice else None
        self.number = invoice.get("number", "")
        self.amount = self.principal = cents(invoice["amount"])
        self.interest = self.interest_due = self.compensation = self.compensation_due = 0
        self.paid = self.credited = self.overpaid = self.overcredited = 0
        #: What the day's credit notes hold beyond the principal: it may go to others.
        self.beyond = 0
        self.lines: list[dict[str, Any]] = []
        #: The same invoice's parts that fall due before: one invoice has one compensation.
        self.parts: list[Ledger] = []
        self.capitalised = 0
        self.segment: dict[str, list[dict[str, Any]]] = {"principal": [], "capitalised": []}
        self.running = Fraction(0)
        self.to_interest: dict[date, int] = {}
        self.paid_on: date | None = None
        self.entries: dict[date, list[int]] = {}
        for payment in invoice.get("payments", []):
            self.entries.setdefault(date.fromisoformat(payment["paid_on"]), [0, 0])[0] += cents(payment["amount"])
        for note in invoice.get("credit_notes", []):
            self.entries.setdefault(date.fromisoformat(note["issued_on"]), [0, 0])[1] += cents(note["amount"])
        self.principal_first = terms.get("allocation") == "principal-first" or self._pays_the_amount()
        self.first, self.last = self._span()
        asked = terms.get("capitalise_from")
        self.asked = date.fromisoformat(asked) if asked else None
        self.unpaid_since = self.first

    def _span(self) -> tuple[date | None, date]:
        last = self.as_of
        opened = self.claim.get("debtor", {}).get("insolvency_opened_on")
        if opened and self.regime != "fr-public":
            last = min(last, date.fromisoformat(opened) - DAY)
        if self.regime != "fr-civil":
            return self.due + DAY, last
        begun = self.claim.get("notice_received_on")
        decided = (self.claim.get("judgment") or {}).get("enforceable_on")
        if begun is None and decided is not None and date.fromisoformat(decided) <= self.as_of:
            begun = decided
        return (max(self.due, date.fromisoformat(begun)) + DAY if begun else None), last

    def _pays_the_amount(self) -> bool:
        """Whether a public buyer's payments, with any credit notes, came to exactly the invoice's amount one day."""
        if self.regime != "fr-public":
            return False
        days = {day: list(entry) for day, entry in self.entries.items()}
        alone = len(self.claim["invoices"]) == 1
        for payment in self.claim.get("payments", []):
            if payment.get("invoice", self.number if alone else None) == self.number:
                on = date.fromisoformat(payment["paid_on"])
                days.setdefault(on, [0, 0])[0] += cents(payment["amount"])
        money = notes = 0
        for day in sorted(day for day in days if day <= self.as_of):
            money, notes = money + days[day][0], notes + days[day][1]
            if money + notes == self.amount:
                return money > 0
        return False

    def _owes_compensation(self) -> bool:
        opened = self.claim.get("debtor", {}).get("insolvency_opened_on")
        if self.regime == "fr-civil" or self.due < date(2013, 1, 1):
            return False
        return not (self.regime == "fr-b2b" and opened and self.due >= date.fromisoformat(opened))

    def pending(self) -> tuple[list[int], Fraction]:
        """What the lines since the last event come to, each rounded, the principal's first; and their exact sum."""
        running, before, rounded = self.running, self.interest, []
        for line in (*self.segment["principal"], *self.segment["capitalised"]):
            exact = line["of_a_day"] * line["days"]
            running += exact
            rounded.append(half_up(running) - before if self.by_total else half_up(exact))
            before += rounded[-1]
        return rounded, running

    def close(self) -> None:
        """Rounds the lines since the last event."""
        rounded, self.running = self.pending()
        for line, interest in zip((*self.segment["principal"], *self.segment["capitalised"]), rounded, strict=True):
            line["interest"] = interest
            self.interest += interest
            self.interest_due += interest
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

    def capitalisation_day(self) -> date | None:
        """From when a whole year of unpaid interest bears interest, if it was asked for by then."""
        if self.asked is None or self.unpaid_since is None:
            return None
        return max(self.asked, year_later(self.unpaid_since, 1))

    def restart(self, day: date, paid: int) -> None:
        """Interest that is paid, the oldest first, starts the year again: the share of the days that was paid for."""
        fresh = self.interest_due + paid - self.capitalised
        paid -= self.capitalised
        if self.unpaid_since is None or paid <= 0:
            return
        if fresh == paid:
            self.unpaid_since = max(self.unpaid_since, day + DAY)
        else:
            days = Fraction(((day - self.unpaid_since).days + 1) * paid, fresh)
            self.unpaid_since += DAY * int(-(-days // 1))

    def settle(self, day: date, money: int, credited: int = 0) -> None:
        """What came in on a day, at its end."""
        self.close()
        self.paid += money
        self.credited += credited
        lowered = min(credited, self.principal)
        self.principal -= lowered
        self.beyond += credited - lowered
        self.overcredited += credited - lowered
        debts = ["interest_due", "principal"]
        if self.principal_first:
            debts.reverse()
        for name in (*debts, "compensation_due"):
            part = min(money, getattr(self, name))
            setattr(self, name, getattr(self, name) - part)
            money -= part
            if name == "interest_due":
                self.restart(day, part)
                self.capitalised = max(0, self.capitalised - part)
                self.to_interest[day] = self.to_interest.get(day, 0) + part
        self.overpaid += money
        if self.paid_on is None and self.paid + self.credited >= self.amount:
            self.paid_on = day

    def begin(self, day: date) -> None:
        """A day begins: the compensation falls due, interest accrues, this invoice's credit notes are taken in."""
        compensated = any(part.compensation for part in self.parts)
        if day == self.due + DAY and self.principal and self._owes_compensation() and not compensated:
            self.compensation = self.compensation_due = COMPENSATION
        self.accrue(day)
        if day in self.entries:
            self.settle(day, 0, self.entries[day][1])

    def pay(self, day: date) -> None:
        """What was paid for this invoice on a day, once every credit note of that day is taken in."""
        if day in self.entries:
            self.settle(day, self.entries[day][0])

    def end(self, day: date) -> None:
        """A day ends: from the next on, a whole year of interest may bear interest."""
        if day + DAY == self.capitalisation_day() and day + DAY <= min(self.as_of, self.last):
            self.close()
            self.capitalised, self.unpaid_since = self.interest_due, day + DAY

    def owed(self) -> int:
        """Principal and interest owed, the lines since the last event included."""
        return self.principal + self.interest_due + sum(self.pending()[0])

    def on_interest(self) -> int:
        """A public buyer's interest unpaid 45 days after the principal: the legal interest it bears, day by day."""
        if self.regime != "fr-public" or self.paid_on is None or self.principal:
            return 0
        deadline = self.paid_on + 45 * DAY
        if self.as_of <= deadline or not self.interest_due + self.compensation_due:
            return 0
        private = self.claim.get("creditor", {}).get("kind") == "individual"
        name = "legal_interest_private" if private else "legal_interest_other"
        lines: dict[Any, Fraction] = {}
        day = deadline + DAY
        while day <= self.as_of:
            later = sum(part for on, part in self.to_interest.items() if on >= day and on > deadline)
            rate, bearing = rate_of(name, day, self.claim), self.interest_due + later
            days = 366 if self.actual and (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days == 366 else 365
            mark = (bearing, half(day), day.year)
            lines[mark] = lines.get(mark, Fraction(0)) + Fraction(bearing) * rate / 100 / days
            day += DAY
        if self.by_total:
            return half_up(sum(lines.values(), Fraction(0)))
        return sum(half_up(line) for line in lines.values())

    def next_day(self) -> Fraction:
        """What one more day costs at the rate of the day of the statement."""
        opened = self.claim.get("debtor", {}).get("insolvency_opened_on")
        stopped = self.regime != "fr-public" and opened and date.fromisoformat(opened) <= self.as_of + DAY
        if self.first is None or stopped or self.first > self.as_of + DAY:
            return Fraction(0)
        rate = annual_rate(self.claim, self.regime, max(self.first, self.as_of), self.first)
        year = (self.as_of + DAY).year
        days = 366 if self.actual and (date(year + 1, 1, 1) - date(year, 1, 1)).days == 366 else 365
        rises = self.as_of + DAY == self.capitalisation_day()
        return Fraction(self.principal + (self.interest_due if rises else self.capitalised)) * rate / 100 / days


def as_rows(claim: dict[str, Any]) -> dict[str, Any]:
    """The claim with a row for each due date: one invoice, what is paid for it named, its credit notes on the first."""
    rows: list[dict[str, Any]] = []
    paid = list(claim.get("payments", []))
    for invoice in claim["invoices"]:
        parts = invoice.get("instalments")
        if not parts:
            rows.append(invoice)
            continue
        left_out = ("instalments", "amount", "payments", "credit_notes")
        shared = {key: value for key, value in invoice.items() if key not in left_out}
        earliest = min(each["due_on"] for each in parts)
        for part in parts:
            notes = invoice.get("credit_notes", []) if part["due_on"] == earliest else []
            rows.append({**shared, **part, "credit_notes": notes})
        paid += [{**each, "invoice": invoice["number"]} for each in invoice.get("payments", [])]
    return {**claim, "invoices": rows, "payments": paid}


def agreed(claim: dict[str, Any], invoice: dict[str, Any]) -> dict[str, Any]:
    """The claim as it stands for one invoice, whose contract may say otherwise."""
    return {**claim, "terms": {**claim.get("terms", {}), **invoice.get("terms", {})}}


def reckoned(claim: dict[str, Any]) -> dict[str, Any]:
    """The statement's figures, in whole cents: every day from the first that matters to the day of the statement."""
    claim = as_rows(claim)
    ledgers = [Ledger(agreed(claim, invoice), invoice) for invoice in claim["invoices"]]
    for ledger in ledgers:
        same = [each for each in ledgers if each.number == ledger.number != ""]
        ledger.parts = [each for each in same if each.due < ledger.due]
    purse = Purse(claim, ledgers)
    day = min([day for ledger in ledgers for day in (ledger.due, *ledger.entries)] + list(purse.days))
    while day <= date.fromisoformat(claim["as_of"]):
        for ledger in ledgers:
            ledger.begin(day)
        purse.note(day)
        for ledger in ledgers:
            ledger.pay(day)
        purse.spend(day)
        for ledger in ledgers:
            ledger.end(day)
        day += DAY
    for ledger in ledgers:
        ledger.close()
    invoices = [
        {
            **{name: getattr(ledger, name) for name in SUMS},
            "principal_due": ledger.principal,
            "total_due": ledger.principal + ledger.interest_due + ledger.compensation_due,
            "days_late": max(0, (ledger.as_of - ledger.due).days),
            "due_on": ledger.due,
            "on_interest": ledger.on_interest(),
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
    totals = {name: sum(each[name] for each in invoices) for name in (*SUMS, "principal_due", "total_due")}
    totals["per_day"] = half_up(sum((ledger.next_day() for ledger in ledgers), Fraction(0)))
    return {"invoices": invoices, "totals": totals}
