"""Hundreds of invoices in the page: what is typed and what is shown, with no more in the document than is looked at."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

MANY = 120
AWAKE = 30


@pytest.fixture
def visitor(page: Page, base: str, tmp_path: Path) -> Reader:
    """120 invoices of 1 000, 1 001… due on the day of the statement: no interest yet, so that the sum is theirs."""
    invoices: list[dict[str, Any]] = [
        {"number": f"F-{at}", "issued_on": "2026-10-29", "due_on": "2026-11-29", "amount": f"{1000 + at}.00"}
        for at in range(MANY)
    ]
    invoices[100]["payments"] = [{"paid_on": "2026-11-02", "amount": "100.00"}]
    file = tmp_path / "beaucoup.json"
    file.write_text(json.dumps({"as_of": "2026-11-29", "invoices": invoices}))
    return Reader(page, base).arrive().chooses_file(file)


def total_of(change: int = 0) -> str:
    # 120 000 + (0 + 1 + … + 119) − 100
    return f"{Decimal(120_000 + 119 * 120 // 2 - 100 + change)}.00"


def test_rows_that_nobody_types_in_hold_their_entries_and_wake_when_asked(visitor: Reader) -> None:
    visitor.sees_total(total_of())
    expect(visitor.part("[data-asleep]")).to_have_count(MANY - AWAKE)
    row = visitor.part('[data-row="invoices-100"]')
    expect(row.locator(".cell-name")).to_have_text("F-100")
    expect(row.locator("[data-cell=due]")).to_have_text("29/11/2026")
    expect(row.locator("[data-cell=amount]")).to_have_text("1\u202f100,00")
    expect(row.locator("[data-cell=paid]")).to_have_text("100,00")
    assert visitor.entries()["invoices-100-payments-0-amount"] == "100,00"
    row.get_by_role("button").click()
    expect(visitor.part('[name="invoices-100-amount"]')).to_be_focused()
    expect(visitor.part('[name="invoices-100-payments-0-amount"]')).to_have_value("100,00")
    visitor.types("invoices-100-amount", "1 110").sees_total(total_of(10))


def test_a_statement_of_many_invoices_is_brought_up_to_date_invoice_by_invoice(visitor: Reader) -> None:
    visitor.sees_total(total_of())
    pieces = visitor.part("#statement .piece")
    expect(pieces).to_have_count(MANY)
    expect(visitor.part("#statement .piece:empty")).to_have_count(0)
    visitor.page.evaluate("() => { document.querySelectorAll('#statement .piece')[5].kept = true; }")
    visitor.types("invoices-3-amount", "5 003").sees_total(total_of(4000))
    expect(pieces.nth(3)).to_contain_text("5\u202f003,00")
    assert visitor.page.evaluate("() => document.querySelectorAll('#statement .piece')[5].kept === true")
    expect(pieces.nth(5)).to_contain_text("1\u202f005,00")


def test_a_reload_keeps_all_of_them(visitor: Reader) -> None:
    visitor.sees_total(total_of())
    visitor.page.wait_for_timeout(500)
    entries = visitor.entries()
    visitor.page.reload()
    visitor.sees_total(total_of())
    expect(visitor.part("[data-asleep]")).to_have_count(MANY - AWAKE)
    assert {name: value for name, value in visitor.entries().items() if value} == {
        name: value for name, value in entries.items() if value
    }


def test_a_wrong_entry_in_a_sleeping_row_wakes_it(page: Page, base: str, tmp_path: Path) -> None:
    fields = {"as_of": "29/11/2026"}
    for at in range(60):
        fields |= {f"invoices-{at}-amount": "100", f"invoices-{at}-due_on": "31/10/2026"}
    fields["invoices-50-due_on"] = "31/02/2026"
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps({"schema": "latepay.draft/1", "fields": fields}))
    reader = Reader(page, base).arrive().chooses_file(file)
    expect(reader.part('[name="invoices-50-due_on"]')).to_have_value("31/02/2026")
    expect(reader.part('[id="invoices-50-due_on-error"]')).to_contain_text("31 février")
    expect(reader.part('[data-row="invoices-49"][data-asleep]')).to_have_count(1)


def test_a_blank_that_is_an_answer_outlives_the_sleep(page: Page, base: str, tmp_path: Path) -> None:
    # 15 September 2026 and 45 days make 30 October; an end of month that nobody agreed upon would come later
    invoices: list[dict[str, object]] = [
        {"number": f"F-{at}", "due_on": "2026-10-31", "amount": "100.00"} for at in range(49)
    ]
    invoices.append({"number": "F-49", "issued_on": "2026-09-15", "term": {"days": 45}, "amount": "100.00"})
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps({"schema": "latepay.claim/1", "as_of": "2026-11-29", "invoices": invoices}))
    reader = Reader(page, base).arrive().chooses_file(file).sees_state("computed")
    row = reader.part('[data-row="invoices-49"]')
    for _ in range(2):
        expect(row).to_have_attribute("data-asleep", "")
        expect(row.locator("[data-cell=due]")).to_have_text("30/10/2026")
        page.wait_for_timeout(700)
        page.reload()
        reader.sees_state("computed")
    row.locator(".row-line").click()
    expect(row.locator('[name="invoices-49-term-end_of_month"]')).to_have_value("")
    expect(row.locator("[data-cell=due]")).to_have_text("30/10/2026")
