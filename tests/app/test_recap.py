"""The table of all invoices: each row adds up from left to right, each column from top to bottom."""

from __future__ import annotations

import json
import random
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from calculator.app import handle
from calculator.app.view import statement_html
from latepay_core import Claim, draw_up

SIGNS = {
    "TTC": 1,
    "− avoirs": -1,
    "+ pénalités": 1,
    "+ indemnité": 1,
    "− reçu": -1,
    "+ reçu en trop": 1,
    "+ avoirs en trop": 1,
}


def table_of(claim: Claim) -> tuple[list[str], list[list[str]]]:
    """The column heads, and the cells of each row, that of the totals last."""
    html = statement_html(claim, draw_up(claim))
    table = re.search(r'<table class="statement-table recap-table">.*?</table>', html, re.DOTALL)
    assert table
    heads, *rows = re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)
    plain = [
        [re.sub(r"<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in (heads, *rows)
    ]
    return plain[0], plain[1:]


def value(cell: str) -> Decimal:
    return Decimal(cell.replace("\u202f", "").replace(",", "."))


def test_two_invoices_worked_by_hand() -> None:
    claim = Claim.model_validate(
        {
            "as_of": "2026-08-31",
            "invoices": [
                {"number": "F-1", "due_on": "2026-05-31", "amount": "10000.00"},
                # settled on its due date, with 20,00 too much
                {
                    "number": "F-2",
                    "due_on": "2026-05-31",
                    "amount": "500.00",
                    "payments": [{"paid_on": "2026-05-31", "amount": "520.00"}],
                },
            ],
        }
    )
    heads, rows = table_of(claim)
    assert heads == [
        "Facture", "Échéance", "TTC",
        "+ pénalités", "+ indemnité", "− reçu", "+ reçu en trop", "= dû", "dont principal",
    ]  # fmt: skip
    # F-1: 10 000 × 12,15 % × 30 ÷ 365 = 99,86; × 12,40 % × 62 ÷ 365 = 210,63; and 40: 10 350,49
    thin = "\u202f"
    assert rows[0][1:] == [
        "31/05/2026", f"10{thin}000,00", "310,49", "40,00", "0,00", "0,00", f"10{thin}350,49", f"10{thin}000,00",
    ]  # fmt: skip
    assert rows[1][2:] == ["500,00", "0,00", "0,00", "520,00", "20,00", "0,00", "0,00"]
    assert rows[2][2:] == [
        f"10{thin}500,00", "310,49", "40,00", "520,00", "20,00", f"10{thin}350,49", f"10{thin}000,00",
    ]  # fmt: skip


def random_claim(chance: random.Random) -> Claim:
    def day(after: date, most: int) -> str:
        return (after + timedelta(days=chance.randrange(most))).isoformat()

    def amount(most: int) -> str:
        return f"{chance.randrange(1, most)}.{chance.randrange(100):02}"

    invoices: list[dict[str, Any]] = []
    for number in range(chance.randrange(2, 7)):
        due = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
        invoice: dict[str, Any] = {"number": f"F-{number}", "due_on": due.isoformat(), "amount": amount(9000)}
        invoice["payments"] = [{"paid_on": day(due, 400), "amount": amount(4000)} for _ in range(chance.randrange(3))]
        if chance.random() < 0.3:
            invoice["credit_notes"] = [{"issued_on": day(due, 200), "amount": amount(12000)}]
        invoices.append(invoice)
    claim: dict[str, Any] = {"as_of": "2026-11-22", "invoices": invoices}
    if chance.random() < 0.5:
        claim["payments"] = [{"paid_on": day(date(2025, 1, 1), 600), "amount": amount(6000)}]
    if chance.random() < 0.3:
        claim["credit_notes"] = [{"issued_on": day(date(2025, 1, 1), 300), "amount": amount(6000)}]
    return Claim.model_validate(claim)


def test_every_row_and_every_column_adds_up() -> None:
    chance = random.Random(20261129)
    credited = overpaid = overcredited = 0
    for _ in range(120):
        heads, rows = table_of(random_claim(chance))
        credited += "− avoirs" in heads
        overpaid += "+ reçu en trop" in heads
        overcredited += "+ avoirs en trop" in heads
        due = heads.index("= dû")
        for row in rows:
            added = sum(SIGNS[head] * value(cell) for head, cell in zip(heads[2:due], row[2:due], strict=True))
            assert added == value(row[due]), row
        for column in range(2, len(heads)):
            assert sum(value(row[column]) for row in rows[:-1]) == value(rows[-1][column]), heads[column]
    assert credited > 20
    assert overpaid > 20
    assert overcredited > 5


def test_what_is_not_yet_due_says_so() -> None:
    # an invoice that falls due on the day of the statement can still be paid in time
    due = ["2026-08-30", "2026-08-31", "2026-09-30"]
    invoices = [{"due_on": day, "amount": "100.00"} for day in due]
    _, rows = table_of(Claim.model_validate({"as_of": "2026-08-31", "invoices": invoices}))
    assert [row[1] for row in rows[:3]] == ["30/08/2026", "31/08/2026 à échoir", "30/09/2026 à échoir"]


def test_one_invoice_needs_no_such_table() -> None:
    claim = Claim.model_validate({"as_of": "2026-08-31", "invoices": [{"due_on": "2026-05-31", "amount": "10000.00"}]})
    assert "recap-table" not in statement_html(claim, draw_up(claim))


def test_each_row_leads_to_the_detail_of_its_invoice() -> None:
    claim = random_claim(random.Random(7))
    html = statement_html(claim, draw_up(claim))
    links = re.findall(r'<a href="#(invoice-\d+)" data-open="\1">', html)
    assert links == [f"invoice-{number}" for number in range(1, len(claim.invoices) + 1)]
    assert re.findall(r'<section class="invoice-statement" id="(invoice-\d+)"', html) == links


def test_what_is_not_due_yet_is_never_told_as_due() -> None:
    """1 000 due in August, 500 due on the day after: 1 000 + interest and 40 are exigible, 500 are not."""
    fields = {
        "as_of": "29/11/2026",
        "invoices-0-amount": "1 000",
        "invoices-0-due_on": "31/08/2026",
        "invoices-1-amount": "500",
        "invoices-1-due_on": "30/11/2026",
    }
    answer = json.loads(handle(json.dumps({"action": "compute", "fields": fields})))["html"]
    # 1 000 x 12.40 % x 90 / 365 = 30.58; and 40
    due, later, whole = (
        re.search(rf'data-figure="{name}">([^<]*)<', answer["result"]) for name in ("due", "not-due", "total")
    )
    assert due and later and whole
    assert (due[1], later[1], whole[1]) == ("1\u202f070,58\u00a0€", "500,00\u00a0€", "1\u202f570,58\u00a0€")
    assert "exigibles" in answer["result"]
    assert "Exigible au 29/11/2026" in answer["bar"]
    assert "1\u202f070,58\u00a0€" in answer["bar"]
    assert "à échoir le 30/11/2026" in answer["statement"]
    assert "échue le 30/11/2026" not in answer["statement"]
    assert "1\u202f570,58\u00a0€</strong>, dont 1\u202f070,58\u00a0€ exigibles" in answer["statement"]
