"""Every comparison is `draw_up` under that convention, on five hundred cases; the recap has the statement's cents."""

import copy
import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from latepay_core import Claim, draw_up
from latepay_core.weighing import compare, recap_of

CASES = 500
RATES: list[dict[str, str]] = [
    {"basis": "statutory"},
    {"basis": "fixed", "percent": "9"},
    {"basis": "ecb-plus", "points": "8"},
    {"basis": "legal-times", "times": "4"},
]


def drawn_at_random(number: int) -> dict[str, Any]:
    """A claim between businesses, of a consumer or of a public buyer, with payments and terms of its own."""
    chance = random.Random(number)
    as_of = date(2017, 6, 1) + timedelta(days=chance.randrange(3400))
    data: dict[str, Any] = {"as_of": as_of.isoformat(), "invoices": [], "terms": {}}
    for at in range(chance.randint(1, 3)):
        due = as_of - timedelta(days=chance.randrange(1, 1200))
        due = max(due, date(2013, 2, 1))
        amount = chance.randrange(5_000, 2_000_000)
        invoice: dict[str, Any] = {"number": f"F-{at}", "due_on": due.isoformat(), "amount": f"{amount / 100:.2f}"}
        if chance.random() < 0.5:
            paid_on = due + timedelta(days=chance.randrange(0, 400))
            invoice["payments"] = [
                {"paid_on": paid_on.isoformat(), "amount": f"{chance.randrange(100, amount) / 100:.2f}"}
            ]
        if chance.random() < 0.2:
            invoice["terms"] = {"year": chance.choice(["365", "actual"]), "rate": chance.choice(RATES)}
        data["invoices"].append(invoice)
    data["terms"] = {
        "semester": chance.choice(["revised", "frozen"]),
        "year": chance.choice(["365", "actual"]),
        "allocation": chance.choice(["interest-first", "principal-first"]),
        "rounding": chance.choice(["line", "total"]),
        "rate": chance.choice(RATES),
    }
    happened(chance, data, as_of)
    kind = chance.choice(["business", "business", "business", "public-body", "consumer"])
    if kind == "consumer":
        data["debtor"] = {"kind": kind}
        del data["terms"]["rate"], data["terms"]["semester"]
        data["notice_received_on"] = (as_of - timedelta(days=chance.randrange(400, 700))).isoformat()
        for invoice in data["invoices"]:
            invoice.pop("terms", None)
    if kind == "public-body":
        data["debtor"] = {"kind": kind, "public_kind": "state-or-local"}
        data["terms"].pop("rate")
        for invoice in data["invoices"]:
            invoice.pop("terms", None)
    return data


def happened(chance: random.Random, data: dict[str, Any], as_of: date) -> None:
    """Credit notes, a decision and a promise, at random."""
    for invoice in data["invoices"]:
        if chance.random() < 0.2:
            credited = (as_of - timedelta(days=chance.randrange(0, 200))).isoformat()
            invoice["credit_notes"] = [{"issued_on": credited, "amount": "12.34"}]
    if chance.random() < 0.2:
        data["judgment"] = {"enforceable_on": (as_of - timedelta(days=chance.randrange(0, 400))).isoformat()}
    if chance.random() < 0.2:
        promised = {"on": as_of.isoformat(), "kind": "promise", "expected_on": (as_of + timedelta(days=9)).isoformat()}
        data["events"] = [promised]


def under(data: dict[str, Any], switch: str, value: Any) -> Claim:
    """The same file with one convention written otherwise, by whoever types it."""
    changed = copy.deepcopy(data)
    changed["terms"][switch] = value
    for invoice in changed["invoices"]:
        if "terms" in invoice:
            invoice["terms"][switch] = value
    return Claim.model_validate(changed)


def clauses_of(data: dict[str, Any]) -> list[dict[str, str]]:
    """The clauses that are compared between businesses: the contract's, each invoice's own, the law's, the floor."""
    if "debtor" in data:
        return []
    own = [data["terms"]["rate"], *(each["terms"]["rate"] for each in data["invoices"] if "terms" in each)]
    found: list[dict[str, str]] = []
    for each in (*own, {"basis": "statutory"}, {"basis": "legal-times", "times": "3"}):
        if each not in found:
            found.append(each)
    return found


def test_a_comparison_is_the_statement_under_that_convention() -> None:
    seen: dict[str, int] = {}
    for number in range(CASES):
        data = drawn_at_random(number)
        own = draw_up(Claim.model_validate(data))
        rows = compare(Claim.model_validate(data)).rows
        rates = [row.total for row in rows if row.switch == "rate"]
        assert rates == [draw_up(under(data, "rate", each)).totals.total_due for each in clauses_of(data)], number
        for row in rows:
            if row.switch != "rate":
                assert row.total == draw_up(under(data, row.switch, row.value)).totals.total_due, (number, row)
            assert row.gap == row.total - own.totals.total_due
            seen[row.switch] = seen.get(row.switch, 0) + 1
    assert seen["year"] == seen["allocation"] == 2 * CASES
    assert seen["rate"] > CASES
    assert 0 < seen["semester"] < 2 * CASES  # the law freezes the rate of a public buyer


def test_a_recap_tells_the_statements_cents() -> None:
    for number in range(CASES):
        drawn = draw_up(Claim.model_validate(drawn_at_random(number)))
        recap = recap_of(drawn)
        assert sum((each.interest_born for each in recap.half_years), Decimal(0)) == drawn.totals.interest, number
        assert sum((each.interest for each in recap.rates), Decimal(0)) == drawn.totals.interest, number
        assert sum((each.compensation_born for each in recap.half_years), Decimal(0)) == drawn.totals.compensation
        if recap.half_years:
            assert recap.half_years[-1].interest_remaining == drawn.totals.interest_due, number


def rounded(sum_: Fraction) -> Decimal:
    return (Decimal(sum_.numerator) / sum_.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_a_frozen_rate_is_rounded_once_a_line_or_once_an_invoice_and_never_otherwise() -> None:
    """5 000 due on 31 March 2026 at 12.15 %, 1 000 paid on 15 May, to 31 August: 45 days, then 108.

    In fractions, day by day and rounded at the end: 74.8973 of interest, 4 074.8973 left, 146.4953, 40: 4 261.3926.
    Line by line: 74.90, 4 074.90 left, 146.4954 so 146.50: 4 261.40. Both are the sums that their conventions name.
    """
    rate = Fraction(1215, 10_000) / 365
    interest, principal = Fraction(0), Fraction(5000)
    for day in range(1, 45 + 108 + 1):
        interest += principal * rate
        if day == 45:
            principal, interest = principal - (1000 - interest), Fraction(0)
    by_the_day = rounded(principal + interest + 40)
    first = rounded(5000 * rate * 45)
    left = 5000 - (1000 - first)
    by_the_line = left + rounded(Fraction(left) * rate * 108) + 40
    assert (by_the_day, by_the_line) == (Decimal("4261.39"), Decimal("4261.40"))
    invoice = {
        "due_on": "2026-03-31",
        "amount": "5000",
        "payments": [{"paid_on": "2026-05-15", "amount": "1000"}],
    }
    for rounding, expected in (("line", by_the_line), ("total", by_the_day)):
        claim = Claim.model_validate({"as_of": "2026-08-31", "invoices": [invoice], "terms": {"rounding": rounding}})
        [frozen] = [row.total for row in compare(claim).rows if (row.switch, row.value) == ("semester", "frozen")]
        assert frozen == expected
    # where nothing was paid there is one line, and one rounding: 5 000 x 12.15 % x 153 / 365
    claim = Claim.model_validate({"as_of": "2026-08-31", "invoices": [{**invoice, "payments": []}]})
    [frozen] = [row.total for row in compare(claim).rows if (row.switch, row.value) == ("semester", "frozen")]
    assert frozen == rounded(5000 + 5000 * rate * 153 + 40)


#: 5760.00 x 12.15 % x 61 / 365 = 116.96 and x 12.40 % x 62 / 365 = 121.32; frozen: x 12.15 % x 123 / 365 = 235.84.
WORKED = {"as_of": "2026-08-31", "invoices": [{"due_on": "2026-04-30", "amount": "5760"}]}


def test_a_worked_case() -> None:
    found = compare(Claim.model_validate(WORKED))
    assert str(found.total) == "6038.28"
    rows = {(row.switch, row.value): row for row in found.rows}
    assert str(rows["semester", "frozen"].total) == "6035.84"
    assert rows["semester", "revised"].current
    assert not rows["semester", "frozen"].current
    # the floor: 3 x 2.62 = 7.86 % then 3 x 2.75 = 8.25 %: 75.66 + 80.72
    floor = next(row for row in found.rows if row.label.key == "weighing/view.floor")
    assert str(floor.interest) == "156.38"
    halves = [
        (str(each.starts_on), str(each.interest_born), str(each.interest_remaining)) for each in found.recap.half_years
    ]
    assert halves == [("2026-01-01", "116.96", "116.96"), ("2026-07-01", "121.32", "238.28")]
    assert [(str(each.percent), each.days, str(each.interest)) for each in found.recap.rates] == [
        ("12.15", 61, "116.96"),
        ("12.40", 62, "121.32"),
    ]


def test_a_payment_is_settled_in_its_half_year() -> None:
    # 7500.00 x 12.15 % x 79 / 365 = 197.23, paid on 20 April 2026; 111.02 more to 30 June, 49.47 in July
    paid = {"paid_on": "2026-04-20", "amount": "3000.00"}
    invoice = {"due_on": "2026-01-31", "amount": "7500.00", "payments": [paid]}
    first, second = recap_of(draw_up(Claim.model_validate({"as_of": "2026-07-31", "invoices": [invoice]}))).half_years
    assert (str(first.interest_born), str(first.interest_settled), str(first.interest_remaining)) == (
        "308.25",
        "197.23",
        "111.02",
    )
    assert (str(first.principal_settled), str(first.paid), str(first.credited)) == ("2802.77", "3000.00", "0.00")
    assert str(second.interest_remaining) == "160.49"


def test_a_credit_note_is_no_money_received() -> None:
    note = {"number": "A-1", "issued_on": "2026-03-31", "amount": "500.00"}
    paid = {"paid_on": "2026-04-20", "amount": "1000.00"}
    invoice = {"due_on": "2026-01-31", "amount": "7500.00", "payments": [paid], "credit_notes": [note]}
    [half] = recap_of(draw_up(Claim.model_validate({"as_of": "2026-06-30", "invoices": [invoice]}))).half_years
    assert (str(half.paid), str(half.credited)) == ("1000.00", "500.00")
