"""The columns give the cents of `draw_up`, and refuse with the same first fault, on random rows of every regime."""

import os
import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from latepay_core.claim import Refusal
from latepay_core.countries.fr.procedure.timeline import pace
from latepay_core.dates.limitation_model import NEAR_MONTHS
from latepay_core.ledger import INPUT, OUTPUT, compute
from latepay_core.ledger.columns import day_of
from latepay_core.ledger.computing import _Read
from latepay_core.ledger.following import OLDEST
from latepay_core.ledger.single import SUMS, reckoned_alone

#: A few thousand each time; two hundred thousand before a release: LATEPAY_LEDGER_ROWS=200000.
ROWS = int(os.environ.get("LATEPAY_LEDGER_ROWS", "4000"))
SEED = int(os.environ.get("LATEPAY_SEED", "20261130"))
#: Until when to act, and what to do next.
FOLLOWED = ("last_day", "next_step", "unsaid")
OTHERS = ("due_on", "first_day", "days_late", "regime", "refused", *FOLLOWED)
_CORNERS = ((1, 1), (6, 30), (7, 1), (12, 31), (2, 28), (2, 29))


class Dice:
    """Rows as they might stand in anybody's table: mostly plain, near the days on which something changes."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def day(self, first: date, last: date) -> date:
        day = first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))
        if self.chance(3):
            month, number = self.random.choice(_CORNERS)
            day = min(max(date(day.year, month, min(number, 28)), first), last)
        return day

    def amount(self) -> Decimal:
        cents = self.random.choice(
            [
                self.random.randint(1, 10**7),
                5_000 * self.random.randint(1, 2_000),
                self.random.randint(10**9, 10**12),
                10**14 - self.random.randint(1, 9),
                self.random.randint(1, 99),
            ]
        )
        return Decimal(cents).scaleb(-2)

    def row(self, number: int) -> dict[str, Any]:
        as_of = self.day(date(2014, 1, 1), date(2031, 12, 31))
        row: dict[str, Any] = {"number": f"F-{number}", "customer": f"C-{number % 7}", "as_of": as_of}
        row["amount"] = self.amount()
        due = self.day(max(date(2009, 1, 1), as_of - timedelta(days=3_000)), as_of + timedelta(days=40))
        issued = due - timedelta(days=self.random.randint(0, 90))
        self.parties(row, due)
        self.dates(row, due, issued)
        self.conventions(row)
        row["payments"] = self.payments(row, issued, as_of)
        self.rare(row, due, as_of)
        return row

    def parties(self, row: dict[str, Any], due: date) -> None:
        kind = self.random.choice(["business"] * 4 + [None, "public-body", "public-body", "consumer"])
        row["debtor_kind"] = kind
        if self.chance(8):
            row["regime"] = self.random.choice(["fr-b2b", "fr-public", "fr-civil", "be-b2b"])
        if self.chance(9):
            row["creditor_kind"] = "individual"
        if self.chance(12):
            row["creditor_country"] = row["debtor_country"] = "BE"
        if self.chance(2):
            row["notice_received_on"] = self.day(due - timedelta(days=5), due + timedelta(days=400))

    def dates(self, row: dict[str, Any], due: date, issued: date) -> None:
        if self.chance(2):
            row["issued_on"] = issued
        if self.chance(4):
            row["issued_on"] = issued
            row |= {"term_days": self.random.choice([0, 30, 45, 60])}
            if self.chance(2):
                row["end_of_month"] = self.random.choice(["after", "before", "unknown"])
            if self.chance(3):
                row |= {"term_from": "receipt", "received_on": issued + timedelta(days=self.random.randint(-1, 9))}
        else:
            row["due_on"] = due

    def conventions(self, row: dict[str, Any]) -> None:
        if self.chance(3):
            row["rate_basis"] = self.random.choice(["fixed", "ecb-plus", "legal-times", "statutory"])
            if row["rate_basis"] != "statutory":
                row["rate_value"] = Decimal(self.random.choice(["12", "3.1234", "0", "100", "9.5"]))
        for name, values in {
            "semester": ("revised", "frozen"),
            "year": ("365", "actual"),
            "allocation": ("interest-first", "principal-first"),
            "rounding": ("line", "total"),
        }.items():
            if self.chance(3):
                row[name] = self.random.choice(values)

    def payments(self, row: dict[str, Any], issued: date, as_of: date) -> list[dict[str, Any]] | None:
        if self.chance(2):
            return None
        found = []
        for _ in range(self.random.choice([0, 1, 1, 2, 3, 8])):
            share = Decimal(self.random.randint(1, 120)) / 100
            money = max(Decimal("0.01"), (row["amount"] * share).quantize(Decimal("0.01")))
            if self.chance(4):
                money = row["amount"]
            day = self.day(issued - timedelta(days=2 * self.chance(30)), as_of + timedelta(days=30))
            found.append({"paid_on": day, "amount": min(money, Decimal("999999999999.99"))})
        if found and self.chance(4):
            found.append({"paid_on": found[0]["paid_on"], "amount": found[0]["amount"]})
        return found

    def told(self, row: dict[str, Any]) -> None:
        """What was told of one row alone: a rate not published here yet, what a public buyer suspended."""
        if self.chance(25):
            series = self.random.choice(["ecb-mro", "legal-interest"])
            day = date(2027, 1, 1) if self.chance(2) else date(2027, 7, 1)
            row["supplied_rates"] = [{"series": series, "from": day, "percent": Decimal("3.25")}]
        if row.get("received_on") is not None and self.chance(3):
            row["suspension_notified_on"] = row["received_on"] + timedelta(days=self.random.randint(0, 20))
            row["suspension_completed_on"] = row["suspension_notified_on"] + timedelta(days=12)

    def rare(self, row: dict[str, Any], due: date, as_of: date) -> None:
        """What the columns leave to `draw_up`, and what nobody can reckon."""
        if self.chance(25):
            row["credit_notes"] = [{"issued_on": due, "amount": Decimal("5.00")}]
        if self.chance(25):
            row["capitalise_from"] = due + timedelta(days=400)
        if self.chance(25):
            row["enforceable_on"] = due + timedelta(days=200)
        if self.chance(25):
            row["insolvency_opened_on"] = due + timedelta(days=100)
        self.told(row)
        fault = self.random.randrange(200)
        if fault == 0:
            row["amount"] = self.random.choice([None, Decimal("0.00"), Decimal("-5.00"), Decimal(10) ** 12])
        elif fault == 1:
            row["due_on"] = self.random.choice([None, date(1960, 1, 1), date(2200, 1, 1), date(2008, 12, 31)])
        elif fault == 2:
            row["as_of"] = None
        elif fault == 3:
            row["semester"] = "sometimes"
        elif fault == 4:
            row["rate_value"], row["rate_basis"] = Decimal("1"), None


def rows_of(seed: int, count: int) -> list[dict[str, Any]]:
    dice = Dice(seed)
    return [dice.row(number) for number in range(count)]


def as_cents(value: Decimal | None) -> int | None:
    return None if value is None else int(value * 100)


def differences(rows: list[dict[str, Any]], answers: list[dict[str, Any]]) -> list[Any]:
    found = []
    for row, answer in zip(rows, answers, strict=True):
        alone = reckoned_alone(row, None)
        if isinstance(alone, Refusal):
            mine = {"refused": answer["refused"], "field": answer["field"]}
            right: dict[str, Any] = {
                "refused": alone.code,
                "field": alone.path.removeprefix("invoices[0]").removeprefix("."),
            }
        else:
            mine = {name: as_cents(answer[name]) for name in (*SUMS, "per_day")}
            mine |= {name: answer[name] for name in OTHERS}
            right = {name: alone[name] for name in mine if name != "refused"} | {"refused": None}
        if mine != right:
            found.append((row, {name: (mine[name], right[name]) for name in right if mine[name] != right[name]}))
    return found


def test_random_rows_have_the_cents_of_draw_up() -> None:
    rows = rows_of(SEED, ROWS)
    batch = pa.RecordBatch.from_pylist(rows, schema=INPUT)
    answers = compute(batch).to_pylist()
    assert differences(rows, answers) == []
    # The comparison would prove nothing if most rows went through `draw_up` anyway, or were refused.
    plain = _Read(batch, None).plain
    reckoned = sum(answer["refused"] is None for answer in answers)
    assert plain.sum() > ROWS * 0.6, plain.sum()
    assert reckoned > ROWS * 0.6, reckoned
    assert {answer["regime"] for answer in answers} == {None, "fr-b2b", "fr-public", "fr-civil", "be-b2b"}
    assert {answer["refused"] for answer in answers} >= {
        None,
        "missing",
        "amount-zero",
        "as-of-missing",
        "not-a-choice",
    }


def test_every_column_of_the_answer_has_its_type() -> None:
    batch = pa.RecordBatch.from_pylist(rows_of(1, 50), schema=INPUT)
    assert compute(batch).schema == OUTPUT
    assert compute(batch.slice(0, 0)).schema == OUTPUT


def test_how_the_rows_come_changes_nothing() -> None:
    rows = rows_of(7, 600)
    batch = pa.RecordBatch.from_pylist(rows, schema=INPUT)
    whole = compute(batch).to_pylist()
    for size in (1, 7, 599):
        assert [each for at in range(0, 600, size) for each in compute(batch.slice(at, size)).to_pylist()] == whole
    order = list(range(600))
    random.Random(3).shuffle(order)
    assert compute(pa.RecordBatch.from_pylist([rows[at] for at in order], schema=INPUT)).to_pylist() == [
        whole[at] for at in order
    ]


def test_a_day_is_the_argument_where_the_row_has_none() -> None:
    batch = pa.RecordBatch.from_pylist([{"due_on": date(2025, 11, 30), "amount": Decimal("10000.00")}], schema=INPUT)
    assert str(compute(batch, as_of=date(2026, 3, 15)).to_pylist()[0]["interest"]) == "349.52"
    assert day_of(0) == date(1970, 1, 1)


def test_the_calendar_of_steps_is_within_what_kinds_tell_apart() -> None:
    calendar = pace()
    assert calendar["limitation_near_months"] == NEAR_MONTHS
    days = [value for name, value in calendar.items() if isinstance(value, int) and not name.endswith("months")]
    # A step waits at most for one length after another: the longest twice over.
    assert 2 * max(days) < OLDEST
