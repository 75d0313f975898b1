"""The core agrees with a reckoning made day by day in fractions, on random claims of every regime and convention."""

import os
import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from latepay_core import Claim, Statement, draw_up
from tests.cases.loading import Case, all_cases
from tests.support.oracle import SUMS, reckoned

#: A few hundred each time; twenty thousand before a release: LATEPAY_ORACLE_CLAIMS=20000.
CLAIMS = int(os.environ.get("LATEPAY_ORACLE_CLAIMS", "800"))
SEED = int(os.environ.get("LATEPAY_SEED", "20261122"))
BATCHES = 8


def cents(amount: object) -> int:
    return int(Fraction(str(amount)) * 100)


def figures(statement: Statement) -> dict[str, Any]:
    """The core's statement in the oracle's form."""
    return {
        "invoices": [
            {
                **{name: cents(getattr(invoice, name)) for name in (*SUMS, "principal_due", "total_due")},
                "days_late": invoice.days_late,
                "due_on": invoice.due_on,
                "on_interest": cents(invoice.interest_payment.on_interest) if invoice.interest_payment else 0,
                "lines": [
                    (
                        line.first,
                        line.to,
                        line.days,
                        cents(line.principal),
                        Fraction(line.annual_rate_percent),
                        cents(line.interest),
                    )
                    for line in invoice.lines
                ],
            }
            for invoice in statement.invoices
        ],
        "totals": {
            name: cents(getattr(statement.totals, name)) for name in (*SUMS, "principal_due", "total_due", "per_day")
        },
    }


class Dice:
    """Random claims: often near half-years, leap days and due dates, where faults live."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def day(self, first: date, last: date) -> date:
        day = first + timedelta(days=self.random.randint(0, (last - first).days))
        if self.random.random() < 0.3:
            corners = [date(day.year, *corner) for corner in ((1, 1), (6, 30), (7, 1), (12, 31), (2, 28))]
            day = min(max(self.random.choice(corners), first), last)
        return day

    def amount(self, most: int = 2_000_000) -> str:
        whole = self.random.choice(
            [self.random.randint(1, most), self.random.randint(1, 500), 10 ** self.random.randint(0, 6)]
        )
        return f"{whole // 100}.{whole % 100:02d}"

    def clause(self) -> dict[str, str]:
        percent = self.random.choice(["0", "8.25", "12", "9.875", "100", "15.2125"])
        return self.random.choice(
            [
                {"basis": "statutory"},
                {"basis": "fixed", "percent": percent},
                {"basis": "ecb-plus", "points": percent},
                {"basis": "legal-times", "times": self.random.choice(["3", "2.5", "1", "4.3333"])},
            ]
        )

    def terms(self, regime: str, as_of: date) -> dict[str, Any]:
        chosen: dict[str, Any] = {
            "year": self.random.choice(["365", "actual"]),
            "allocation": self.random.choice(["interest-first", "principal-first"]),
            "rounding": self.random.choice(["line", "total"]),
        }
        if regime == "fr-b2b":
            chosen |= {"rate": self.clause(), "semester": self.random.choice(["revised", "frozen"])}
        if regime != "fr-public" and self.random.random() < 0.15:
            chosen["capitalise_from"] = self.day(as_of - timedelta(days=700), as_of).isoformat()
        if self.random.random() < 0.3:
            series = "legal-interest" if regime == "fr-civil" else "ecb-mro"
            chosen["supplied_rates"] = [
                {"series": series, "from": start, "percent": f"{self.random.randint(0, 900) / 100:.2f}"}
                for start in ("2027-01-01", "2027-07-01")[: self.random.randint(1, 2)]
            ]
        return chosen

    def invoice(self, earliest: date, as_of: date) -> dict[str, Any]:
        due = self.day(max(earliest, as_of - timedelta(days=900)), as_of + timedelta(days=40))
        amount = self.amount()
        invoice: dict[str, Any] = {"due_on": due.isoformat(), "amount": amount}
        around = (max(earliest, due - timedelta(days=60)), max(as_of + timedelta(days=20), due))
        paid = [
            {"paid_on": self.day(*around).isoformat(), "amount": self.amount()}
            for _ in range(self.random.choice([0, 0, 1, 2, 3]))
        ]
        if len(paid) > 1 and self.random.random() < 0.3:
            paid[1]["paid_on"] = paid[0]["paid_on"]
        if paid and self.random.random() < 0.4:
            paid[0]["amount"] = amount
        if paid:
            invoice["payments"] = paid
        if self.random.random() < 0.25:
            whole = cents(amount)
            share = self.random.randint(1, whole)
            note = {"issued_on": self.day(*around).isoformat(), "amount": f"{share // 100}.{share % 100:02d}"}
            invoice["credit_notes"] = [note]
        return invoice

    def claim(self) -> dict[str, Any]:
        regime = self.random.choice(["fr-b2b", "fr-b2b", "fr-b2b", "fr-public", "fr-civil"])
        earliest = {"fr-b2b": date(2009, 1, 1), "fr-public": date(2013, 5, 1), "fr-civil": date(1985, 1, 1)}[regime]
        as_of = self.day(earliest, date(2027, 12, 31))
        claim: dict[str, Any] = {"as_of": as_of.isoformat(), "regime": regime, "terms": self.terms(regime, as_of)}
        if regime == "fr-civil":
            claim["creditor"] = {"kind": self.random.choice(["business", "individual"])}
            claim["debtor"] = {"kind": "consumer"}
            notified = self.day(max(earliest, as_of - timedelta(days=800)), as_of)
            if self.random.random() < 0.9:
                claim["notice_received_on"] = notified.isoformat()
            if self.random.random() < 0.4:
                decided = self.day(notified, as_of)
                claim["judgment"] = {"enforceable_on": decided.isoformat()}
        elif regime == "fr-public":
            claim["debtor"] = {"kind": "public-body"}
        if regime != "fr-public" and self.random.random() < 0.15:
            opened = self.day(max(earliest, as_of - timedelta(days=400)), as_of)
            claim.setdefault("debtor", {})["insolvency_opened_on"] = opened.isoformat()
        claim["invoices"] = [self.invoice(earliest, as_of) for _ in range(self.random.choice([1, 1, 1, 2, 3]))]
        for invoice in claim["invoices"] if regime == "fr-public" else ():
            self.public_buyer(claim, invoice, as_of)
        if self.random.random() < 0.3:
            self.general_payments(claim, earliest, as_of)
        for index, invoice in enumerate(claim["invoices"]):
            self.own_agreement(invoice, index, regime)
        return claim

    def own_agreement(self, invoice: dict[str, Any], index: int, regime: str) -> None:
        """Now and then, an invoice with a contract of its own, or with several due dates."""
        if self.random.random() < 0.2:
            invoice["terms"] = self.own_terms(regime)
        if regime != "fr-public" and self.random.random() < 0.2:
            self.in_parts(invoice, index)

    def own_terms(self, regime: str) -> dict[str, Any]:
        """What one invoice's contract says, of some switches only."""
        said: dict[str, Any] = {
            "year": self.random.choice(["365", "actual"]),
            "allocation": self.random.choice(["interest-first", "principal-first"]),
        }
        if regime == "fr-b2b":
            said |= {"rate": self.clause(), "semester": self.random.choice(["revised", "frozen"])}
        return {key: value for key, value in said.items() if self.random.random() < 0.6}

    def in_parts(self, invoice: dict[str, Any], index: int) -> None:
        """The same invoice payable on two or three due dates, in any order, the first when it fell due before."""
        whole = cents(invoice["amount"])
        if "due_on" not in invoice or whole < 3:
            return
        due = date.fromisoformat(invoice.pop("due_on"))
        cuts = sorted(self.random.sample(range(1, whole), self.random.choice([1, 2])))
        sums = [after - before for before, after in zip([0, *cuts], [*cuts, whole], strict=True)]
        later = self.random.sample(range(1, 400), len(sums) - 1)
        days = [due, *(due + timedelta(days=each) for each in later)]
        parts = [
            {"due_on": day.isoformat(), "amount": f"{sum_ // 100}.{sum_ % 100:02d}"}
            for day, sum_ in zip(days, sums, strict=True)
        ]
        self.random.shuffle(parts)
        invoice |= {"number": invoice.get("number", f"F-{index}"), "instalments": parts}

    def public_buyer(self, claim: dict[str, Any], invoice: dict[str, Any], as_of: date) -> None:
        """What only public buyers have: interest forgotten after the principal, a term that may be suspended."""
        if self.random.random() < 0.2:
            self.paid_without_interest(claim, invoice, as_of)
        if self.random.random() < 0.4:
            self.public_term(invoice)

    def paid_without_interest(self, claim: dict[str, Any], invoice: dict[str, Any], as_of: date) -> None:
        """A public buyer that pays the principal too late and forgets the interest, or pays it in small parts."""
        claim["terms"]["allocation"] = "principal-first"
        due = date.fromisoformat(invoice["due_on"])
        if due >= as_of:
            return
        paid_on = self.day(due, as_of)
        invoice.pop("credit_notes", None)
        invoice["payments"] = [{"paid_on": paid_on.isoformat(), "amount": invoice["amount"]}]
        if self.random.random() < 0.5:
            part = {"paid_on": self.day(paid_on, as_of).isoformat(), "amount": self.amount(2_000)}
            invoice["payments"].append(part)

    def public_term(self, invoice: dict[str, Any]) -> None:
        """The same invoice with the term of a public buyer: its start, its days, a suspension now and then."""
        start, days = date.fromisoformat(invoice.pop("due_on")), self.random.choice([20, 30, 50, 60])
        invoice["term"] = {"days": days, "from": "payment-request"}
        if self.random.random() < 0.7:
            invoice["received_on"] = start.isoformat()
        else:
            invoice["issued_on"] = start.isoformat()
            self.not_before(invoice, start)
            start += timedelta(days=2)
        if self.random.random() < 0.3:
            start = max(start, performed := start + timedelta(days=self.random.randint(-20, 20)))
            invoice["performed_on"] = performed.isoformat()
        if self.random.random() < 0.4:
            notified = self.day(start, start + timedelta(days=days))
            completed = self.day(notified, notified + timedelta(days=90))
            invoice["suspension"] = {"notified_on": notified.isoformat(), "completed_on": completed.isoformat()}

    def not_before(self, invoice: dict[str, Any], issued: date) -> None:
        """Takes away what came in before the invoice was issued: a claim that has it is refused."""
        for name, day in (("payments", "paid_on"), ("credit_notes", "issued_on")):
            kept = [entry for entry in invoice.pop(name, []) if entry[day] >= issued.isoformat()]
            if kept:
                invoice[name] = kept

    def general_payments(self, claim: dict[str, Any], earliest: date, as_of: date) -> None:
        """Payments of the claim as a whole, named or not; debts of one day, and invoices that do not exist yet."""
        invoices = claim["invoices"]
        if len(invoices) > 1 and all("due_on" in each for each in invoices) and self.random.random() < 0.4:
            invoices[1]["due_on"] = invoices[0]["due_on"]
        for index, invoice in enumerate(invoices):
            invoice["number"] = f"F-{index}"
            if index and "term" not in invoice and self.random.random() < 0.3:
                issued = max(earliest, date.fromisoformat(invoice["due_on"]) - timedelta(days=45))
                invoice["issued_on"] = issued.isoformat()
                self.not_before(invoice, issued)
        first = max(earliest, as_of - timedelta(days=800))
        if all("issued_on" in each for each in invoices):
            first = min(date.fromisoformat(each["issued_on"]) for each in invoices)
        claim["payments"] = []
        for _ in range(self.random.randint(1, 4)):
            day = self.day(first, max(first, as_of + timedelta(days=10)))
            payment = {"paid_on": day.isoformat(), "amount": self.amount()}
            if self.random.random() < 0.3:
                known = [each["number"] for each in invoices if each.get("issued_on", "") <= day.isoformat()]
                payment["invoice"] = self.random.choice(known)
            claim["payments"].append(payment)
        if len(claim["payments"]) > 1 and self.random.random() < 0.3:
            last, before = claim["payments"][-1], claim["payments"][-2]
            if "invoice" not in last:
                last["paid_on"] = before["paid_on"]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_random_claims_agree_with_the_day_by_day_reckoning(batch: int) -> None:
    dice = Dice(SEED + batch)
    for _ in range(CLAIMS // BATCHES):
        claim = dice.claim()
        assert figures(draw_up(Claim.model_validate(claim))) == reckoned(claim), claim


@pytest.mark.parametrize(
    "case",
    [case for case in all_cases() if case.file not in ("terms.yaml", "terms-by-sector.yaml", "belgium.yaml")],
    ids=lambda case: case.id,
)
def test_the_oracle_itself_gives_the_cents_of_the_worked_cases(case: Case) -> None:
    said = reckoned(case.claim)
    assert all(said["totals"][name] == cents(value) for name, value in case.expect["totals"].items())
    lines = [[[days, cents(interest)] for days, _, interest in each["lines"]] for each in case.expect["invoices"]]
    assert [[[line[2], line[5]] for line in each["lines"]] for each in said["invoices"]] == lines
