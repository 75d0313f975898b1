"""The main journey in Firefox."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser.conftest import Watch
from tests.browser.reader import Reader, french

pytestmark = [pytest.mark.browser, pytest.mark.firefox]

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.fixture(scope="module")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    if FIREFOX is None:
        pytest.fail("Firefox is not on this machine: make test installs it")
    browser = playwright.firefox.launch(channel="moz-firefox", executable_path=FIREFOX)
    try:
        yield browser
    finally:
        browser.close()


def test_main_journey(firefox: Browser, base: str, watch: Watch) -> None:
    context = firefox.new_context(viewport={"width": 1280, "height": 860})
    watch.over(context)
    # Firefox would fetch the page that the theme names as the next one beforehand; the policy grants no such thing.
    reader = Reader(context.new_page(), base).arrive()
    watch.expected = (str(reader.part('link[rel="next"]').evaluate("link => link.href")).removeprefix(base),)
    reader.invoice("10 000", "31/02/2026", as_of="31/08/2026").sees_state("errors").presses_compute()
    expect(reader.part("#errors .error-summary")).to_be_focused()
    reader.types("invoices-0-due_on", "31/05/2026").sees_total("10350.49")

    reader.button("Ajouter une facture").click()
    reader.has_focus_on('[name="invoices-1-amount"]')
    reader.invoice("1 200", "31/07/2026", row=1).sees_total("11603.13")
    reader.button("Retirer cette facture", '[data-row="invoices-1"]').click()
    reader.sees_total("10350.49")
    reader.part('#result details[data-why="interest"] summary').click()
    expect(reader.part('#result details[data-why="interest"]')).to_contain_text(french("310.49"))
    reader.button("Tout effacer", "#claim-form").click()
    reader.page.get_by_role("dialog").get_by_role("button", name="Tout effacer").click()
    reader.sees_state("example")
    context.close()
