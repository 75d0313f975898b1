"""The customers' screen with 5 000 kept cases: opened, sorted, filtered, searched, and one of them opened."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import BrowserType, Page

from tests.bench.browser import fresh_page
from tests.bench.startup import PATIENCE_MS, fill_form

CUSTOMERS = 5000
TARGET_MS = 300.0
#: Reckoning them all for the first time is work, and says how far it is.
_ALL_MS = 600_000
_RESTING_MS = 1200
# Puts the cases into the store as another program would have, a thousand at a time.
_WRITE = """async records => {
  const base = await new Promise(done => {
    const opening = indexedDB.open("payeatemps");
    opening.onsuccess = () => done(opening.result);
  });
  const writing = base.transaction("cases", "readwrite");
  for (const record of records) writing.objectStore("cases").put(record);
  await new Promise(done => writing.oncomplete = done);
  base.close();
}"""
# From a gesture to the picture that follows the last change of the list; the pause that follows typing is part of it.
_CLOCK = """() => {
  const place = document.getElementById("calculator");
  window.gesture = { start: performance.now(), last: null };
  window.watching?.disconnect();
  window.watching = new MutationObserver(() => requestAnimationFrame(() => { gesture.last = performance.now(); }));
  window.watching.observe(place, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def _records() -> list[dict[str, Any]]:
    first = date(2025, 1, 31)
    return [
        {
            "id": f"case-{at:05}",
            "version": 2,
            "revision": 1,
            "name": "",
            "party": f"Société {at * 7919 % CUSTOMERS:04}",
            "total": "",
            "as_of": "",
            "updated": "2026-11-29T09:00:00.000Z",
            "fields": {
                "debtor-name": f"Société {at * 7919 % CUSTOMERS:04}",
                "invoices-0-number": f"F-{at:05}",
                "invoices-0-amount": f"{500 + at % 977}",
                "invoices-0-due_on": f"{first + timedelta(days=at % 600):%d/%m/%Y}",
            },
            "rows": [{"into": "invoices", "name": "invoices-0"}],
            "answered": [],
            "letter": {"chosen": "", "open": False, "asked": [], "manner": {}, "changes": {}, "typed": {}},
        }
        for at in range(CUSTOMERS)
    ]


def measure(browsers: BrowserType, site: str) -> dict[str, object]:
    """Milliseconds of each gesture on a list of customers whose rows are kept, and of the first reckoning of all."""
    with fresh_page(browsers) as (page, _):
        page.goto(f"{site}calculateur/")
        fill_form(page)
        page.locator('#result[data-state="computed"]').wait_for(timeout=PATIENCE_MS, state="attached")
        page.locator("[data-action=keep-yes]").click()
        page.locator("#calculator[data-kept=yes]").wait_for(timeout=PATIENCE_MS)
        records = _records()
        for start in range(0, CUSTOMERS, 1000):
            page.evaluate(_WRITE, records[start : start + 1000])
        started = time.perf_counter()
        _open(page)
        page.locator("#customers-rows tr").nth(50).wait_for()
        shown = time.perf_counter() - started
        page.locator("#customers-progress[hidden]").wait_for(state="attached", timeout=_ALL_MS)
        page.locator("#customers-foot-count", has_text="5").wait_for(timeout=_ALL_MS)
        whole = time.perf_counter() - started
        gestures = {name: _timed(page, act) for name, act in GESTURES.items()}
    return {
        "customers": CUSTOMERS,
        "first_list_ms": shown * 1000,
        "all_reckoned_s": whole,
        "gestures": gestures,
        "target_ms": TARGET_MS,
    }


def _open(page: Page) -> None:
    page.locator("[data-action=cases]:visible").first.click()


def _timed(page: Page, act: Callable[[Page], None]) -> float:
    """The median of three, each from rest."""
    found = []
    for _ in range(3):
        page.wait_for_timeout(_RESTING_MS)
        page.evaluate(_CLOCK)
        act(page)
        page.wait_for_timeout(_RESTING_MS)
        found.append(page.evaluate("gesture.last === null ? 0 : gesture.last - gesture.start"))
    return float(statistics.median(found))


def _again(page: Page) -> None:
    page.locator("[data-action=cases-back]").click()
    page.evaluate(_CLOCK)
    _open(page)


def _chosen(name: str, values: tuple[str, ...]) -> Callable[[Page], None]:
    turn = iter(range(1_000_000))

    def act(page: Page) -> None:
        page.locator(f"#customers-{name}").select_option(values[next(turn) % len(values)])

    return act


def _typed(values: tuple[str, ...]) -> Callable[[Page], None]:
    turn = iter(range(1_000_000))

    def act(page: Page) -> None:
        page.locator("#customers-search").fill(values[next(turn) % len(values)])

    return act


def _one_opened(page: Page) -> None:
    if page.locator("#customers[hidden]").count():
        _open(page)
        page.wait_for_timeout(_RESTING_MS)
        page.evaluate(_CLOCK)
    page.locator("#customers-rows .case-open").nth(2).click()


GESTURES: dict[str, Callable[[Page], None]] = {
    "reopened": _again,
    "sorted": _chosen("order", ("name", "due", "oldest")),
    "filtered": _chosen("filter", ("late", "letter", "all")),
    "more": lambda page: page.locator("#customers-more").click(),
    "searched": _typed(("7", "societe 12", "")),
    "opened": _one_opened,
}
