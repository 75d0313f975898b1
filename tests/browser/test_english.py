"""The calculator in English, from the French page to the file in hand; the tab keeps the case from one to the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import Reader
from tests.support.axe import axe

#: 12,500.40 from 1 April to 15 September 2026: 91 days at 12.15 % then 77 days at 12.40 %, over 365.
#: 12 500.40 × 12.15 × 91 / 36 500 = 378.659… = 378.66 ; 12 500.40 × 12.40 × 77 / 36 500 = 326.996… = 327.00
#: 12 500.40 + 378.66 + 327.00 + 40 = 13 246.06
TOTAL = "€13,246.06"
STAGES = """() => {
  globalThis.stages = [];
  const line = document.querySelector("#engine-status");
  new MutationObserver(() => stages.push(line.dataset.stage)).observe(line, { attributes: true });
}"""


def _types(page: Page) -> None:
    page.fill("#invoices-0-amount", "12,500.40")
    page.fill("#invoices-0-due_on", "31/03/2026")
    page.fill("#as_of", "15/09/2026")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "390"])
def test_the_whole_walk_in_english(window: OpenContext, base: str, size: tuple[int, int], tmp_path: Path) -> None:
    page = window(size, accept_downloads=True).new_page()
    page.goto(base + "calculateur/en/")
    reader = Reader(page, base)
    assert page.locator("#calculator").get_attribute("lang") == "en"
    expect(page.get_by_role("heading", level=1)).to_contain_text("How much are you owed?")
    assert axe(page) == []
    page.evaluate(STAGES)
    _types(page)
    expect(page.locator("#calculator")).to_have_attribute("data-state", "computed")
    # the page's own words may come after its first question, which waits for them
    assert "failed" not in page.evaluate("stages")
    reader.goes_to("due")
    expect(page.locator("#result .grand-total")).to_contain_text(TOTAL)
    expect(page.locator("#result-title")).to_have_text(re.compile(r"What you are owed on 15\sSeptember\s2026"))
    assert axe(page) == []

    reader.goes_to("now")
    page.locator("[data-action=write-open]").click()
    page.locator('.letter-offer[data-kind="formal-notice"]').first.click()
    letter = page.locator("#letter-page")
    expect(letter.locator("article")).to_have_attribute("lang", "en")
    expect(letter).to_contain_text(TOTAL)
    assert axe(page) == []
    with page.expect_download() as saved:
        page.locator("[data-action=letter-file][data-format=pdf]").click()
    saved.value.save_as(tmp_path / "letter.pdf")
    assert (tmp_path / "letter.pdf").read_bytes()[:5] == b"%PDF-"


def test_the_case_goes_along_from_one_language_to_the_other(window: OpenContext, base: str) -> None:
    page = window().new_page()
    Reader(page, base).arrive()
    page.fill("#invoices-0-amount", "12 500,40")
    page.fill("#invoices-0-due_on", "31/03/2026")
    page.fill("#as_of", "15/09/2026")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/calculateur/en/")
    expect(page.locator("#result .grand-total")).to_contain_text(TOTAL)
    assert page.input_value("#invoices-0-amount") == "12 500,40"
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/calculateur/")
    expect(page.locator("#result .grand-total")).to_contain_text("13\u202f246,06\u00a0€")


def test_a_french_page_fetches_nothing_english(window: OpenContext, base: str) -> None:
    page = window().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    reader = Reader(page, base).arrive()
    page.fill("#invoices-0-amount", "100")
    page.fill("#invoices-0-due_on", "31/03/2026")
    expect(reader.part("#result .grand-total")).to_contain_text("€")
    expect(page.locator("#calculator")).to_have_attribute("data-state", "computed")
    assert [url for url in asked if "english" in url or ".en." in url] == []
