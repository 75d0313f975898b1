"""The same journeys in the three engines: Chromium, Firefox, and WebKit, which every iPhone has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.conftest import Watch
from tests.browser.reader import french
from tests.browser.test_cases import FULL, REFUSED
from tests.support.browser import chromium, firefox, own_webkit
from tests.support.webkit import WebDriverWindow, found, webkit
from tests.support.window import PlaywrightWindow, Window

pytestmark = [pytest.mark.browser, pytest.mark.engines]

ENGINES = ("chromium", "firefox", "webkit")
AMOUNT, DUE, AS_OF = '[name="invoices-0-amount"]', '[name="invoices-0-due_on"]', '[name="as_of"]'
TOTAL = '#result [data-figure="total"]'
LETTER = "#letter-page"

# Since 31 August 2026, between businesses: 2 400 × 12.40 % × 90 / 365 = 73.38; and 40.
CASE, OWED = ("2 400", "31/08/2026", "29/11/2026"), "2513.38"


class Engines:
    """The browsers that are driven by Playwright, each started once; WebKit is started anew for each window."""

    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self._started: dict[str, Browser] = {}
        self._open = ExitStack()

    @contextmanager
    def window(self, engine: str, watch: Watch) -> Iterator[Window]:
        if engine == "webkit" and found():
            with webkit() as driver:
                yield WebDriverWindow(driver)
            return
        context = self._browser(engine).new_context(viewport={"width": 1280, "height": 860}, service_workers="block")
        watch.over(context)
        yield PlaywrightWindow(context.new_page())
        context.close()

    def _browser(self, engine: str) -> Browser:
        if engine not in self._started:
            self._started[engine] = self._open.enter_context(self._start(engine))
        return self._started[engine]

    def _start(self, engine: str) -> AbstractContextManager[Browser]:
        if engine == "chromium":
            return chromium(self.playwright, windowed=True)
        return {"firefox": firefox, "webkit": own_webkit}[engine](self.playwright)

    def close(self) -> None:
        self._open.close()


@pytest.fixture(scope="module")
def engines(playwright: Playwright) -> Iterator[Engines]:
    kept = Engines(playwright)
    yield kept
    kept.close()


@pytest.fixture(params=ENGINES)
def window(request: pytest.FixtureRequest, engines: Engines, base: str, watch: Watch) -> Iterator[Window]:
    """A reader's window on the calculator; the page has fetched nothing from elsewhere when it is closed."""
    with engines.window(request.param, watch) as opened:
        opened.goes_to(base + "calculateur/")
        if request.param == "firefox":
            # It would fetch the page that the theme names as the next one beforehand; the policy grants no such thing.
            watch.expected = tuple(following(base, page) for page in ("", "calculateur/"))
        yield opened
        assert opened.fetched_elsewhere(base) == []


def following(base: str, page: str) -> str:
    """The page that the theme names as the next one."""
    with urlopen(base + page) as answer:
        text: str = answer.read().decode("utf-8")
    found = re.search(r'<link rel="next" href="([^"]+)"', text)
    assert found, page
    href: str = found[1]
    return urljoin(base + page, href).removeprefix(base)


def enters(window: Window, amount: str, due_on: str, as_of: str) -> Window:
    """An unpaid invoice, in three entries."""
    return window.fills(AS_OF, as_of).fills(AMOUNT, amount).fills(DUE, due_on)


def sees_total(window: Window, amount: str) -> Window:
    return window.sees_text(TOTAL, french(amount)).sees(
        "document.querySelector('#result').dataset.state === 'computed'"
    )


def test_from_an_unpaid_invoice_to_what_is_owed(window: Window) -> None:
    """Wrong, said, put right; a second invoice added and taken away; everything erased."""
    enters(window, "10 000", "31/02/2026", "31/08/2026").sees(
        "document.querySelector('#result').dataset.state === 'errors'"
    )
    window.clicks("button[type=submit][data-action=compute]").has_focus_on("#errors .error-summary")
    # 10 000 × 12.15 % × 30 / 365 = 99.86; × 12.40 % × 62 / 365 = 210.63; and 40
    sees_total(window.fills(DUE, "31/05/2026"), "10350.49")
    window.clicks('#result details[data-why="interest"] summary')
    window.sees_text('#result details[data-why="interest"]', french("310.49"))

    window.clicks('[data-into="invoices"]').has_focus_on('[name="invoices-1-amount"]')
    # 1 200 × 12.40 % × 31 / 365 = 12.64, and 40
    window.fills('[name="invoices-1-amount"]', "1 200").fills('[name="invoices-1-due_on"]', "31/07/2026")
    sees_total(window, "11603.13").clicks('[data-row="invoices-1"] [data-action="remove"]')
    sees_total(window, "10350.49").clicks('#claim-form [data-action="clear"]').clicks('#clear-dialog [value="clear"]')
    window.sees("document.querySelector('#result').dataset.state === 'example'")
    assert window.value(AMOUNT) == ""


def test_the_advised_letter_is_written(window: Window) -> None:
    sees_total(enters(window, *CASE), OWED).clicks('#advice [data-action="write"]')
    window.sees_text(LETTER, french("2400.00")).fills('[data-path="creditor.name"]', "Atelier du Pin")
    window.sees_text(LETTER, "Atelier du Pin")
    assert window.value('[name="creditor-name"]') == "Atelier du Pin"


def test_what_is_typed_slowly_in_the_letter_stands_as_it_was_typed(window: Window) -> None:
    sees_total(enters(window, *CASE), OWED).clicks('#advice [data-action="write"]')
    window.sees_text(LETTER, french("2400.00")).types_slowly('[data-path="creditor.name"]', "Atelier du Pin")
    assert window.value('[data-path="creditor.name"]') == "Atelier du Pin"
    window.sees_text(LETTER, "Atelier du Pin")
    assert window.value('[data-path="creditor.name"]') == "Atelier du Pin"


def test_a_saved_file_is_opened_again(window: Window, tmp_path: Path) -> None:
    file = tmp_path / "creance.json"
    claim = {
        "schema": "latepay.claim/1",
        "as_of": "2026-11-29",
        "debtor": {"name": "Durand et Fils"},
        "invoices": [{"number": "F-118", "due_on": "2026-08-31", "amount": "2400.00"}],
    }
    file.write_text(json.dumps(claim), encoding="utf-8")
    window.clicks('[name="invoices-0-amount"]')
    window.sees("document.querySelector('#engine-status').dataset.stage === 'ready'").chooses_file("#claim-file", file)
    sees_total(window, OWED)
    assert [window.value(each) for each in ('[name="invoices-0-number"]', '[name="debtor-name"]')] == [
        "F-118",
        "Durand et Fils",
    ]


def leaves_and_returns(window: Window, base: str) -> None:
    window.goes_to(base).goes_back()


def reloads(window: Window, base: str) -> None:
    window.reloads()


@pytest.mark.parametrize("away", [reloads, leaves_and_returns])
def test_what_was_typed_is_there_again(window: Window, base: str, away: Callable[[Window, str], None]) -> None:
    """After a reload, and after another document: the fields and the figure, which agree; and the letter."""
    sees_total(enters(window, *CASE), OWED).clicks('#advice [data-action="write"]')
    window.sees_text(LETTER, french("2400.00")).fills('[data-path="creditor.name"]', "Atelier du Pin")
    window.sees_text(LETTER, "Atelier du Pin")
    away(window, base)
    sees_total(window.sees_value(AMOUNT, CASE[0]), OWED)
    window.sees_value(DUE, CASE[1]).sees_value(AS_OF, CASE[2]).sees_text(LETTER, "Atelier du Pin")


_NO_WEB_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("site data is blocked", "SecurityError"); };
  Object.defineProperty(globalThis, name, { get });
}
"""
#: What Firefox does where there is no room, where cookies and site data are blocked, where a private window keeps none.
_NOTHING_KEPT = {
    "full": (FULL, "plus de place"),
    "blocked": (REFUSED + _NO_WEB_STORAGE, "ne garde rien"),
    "private": (
        "IDBFactory.prototype.open = () => { throw new DOMException('private', 'InvalidStateError'); };",
        "ne garde rien",
    ),
}


@pytest.mark.parametrize("state", _NOTHING_KEPT)
def test_firefox_loses_nothing_where_it_keeps_nothing(engines: Engines, base: str, watch: Watch, state: str) -> None:
    script, said = _NOTHING_KEPT[state]
    # the theme itself asks for its palette without asking whether it may
    watch.expected = (*(following(base, page) for page in ("", "calculateur/")), "site data is blocked")
    with engines.window("firefox", watch) as window:
        assert isinstance(window, PlaywrightWindow)
        window.page.add_init_script(script)
        enters(window.goes_to(base + "calculateur/"), *CASE)
        window.clicks("#keeping button[data-action=keep-yes]").sees_text("#keeping", said)
        window.sees_text("#keeping", "Votre saisie reste dans cet onglet")
        assert window.value(AMOUNT) == CASE[0]
        if state == "blocked":
            # not even the tab keeps it: that is said before it is left
            window.sees_text("#notice", "Cet onglet n’a pas pu garder votre saisie")
        if state == "full":
            sees_total(window, OWED).reloads().sees_value(AMOUNT, CASE[0])
