"""From a keystroke to the paint of the new total: ten invoices with three payments each, sixty, five hundred."""

import json
import statistics
from datetime import date, timedelta

from playwright.sync_api import BrowserType, FilePayload, Page

from tests.bench.browser import fresh_page
from tests.bench.startup import PATIENCE_MS

#: Invoices, payments of each; the time to the paint that is aimed at, in ms; how long the reader rests between keys.
SIZES = ((10, 3, 50.0, 400), (60, 1, 50.0, 400), (500, 1, 150.0, 1500))


def claim(invoices: int, payments: int) -> str:
    first = date(2024, 1, 31)
    made = []
    for number in range(invoices):
        due = first + timedelta(days=30 * number if invoices <= 10 else number % 500)
        parts = range(1, payments + 1)
        paid = [{"paid_on": str(due + timedelta(days=60 * at)), "amount": f"{50 * at}.25"} for at in parts]
        one = {"number": f"F-2024-{number:03}", "amount": f"{1000 + 137 * number}.50", "due_on": str(due)}
        made.append({**one, "payments": paid})
    return json.dumps({"schema": "latepay.claim/1", "as_of": "2026-06-30", "invoices": made})


def measure(browsers: BrowserType, site: str, keystrokes: int) -> dict[str, object]:
    return {"sizes": [_one(browsers, site, keystrokes, *size) for size in SIZES]}


def _one(
    browsers: BrowserType, site: str, keystrokes: int, invoices: int, payments: int, target: float, rest: int
) -> dict[str, float]:
    with fresh_page(browsers) as (page, _):
        _type(page, site, claim(invoices, payments), invoices, keystrokes, rest)
        found = page.evaluate("bench")
        heap = page.evaluate("performance.memory?.usedJSHeapSize ?? 0")
    delays = sorted(float(delay) for delay in found["delays"])
    return {
        "invoices": invoices,
        "payments": payments,
        "keystrokes": len(delays),
        "median_ms": statistics.median(delays),
        "p95_ms": statistics.quantiles(delays, n=20)[-1],
        "slowest_ms": delays[-1],
        "long_tasks": len(found["long"]),
        "longest_task_ms": max(found["long"], default=0),
        "page_heap_mb": heap / 1e6,
        "target_ms": target,
    }


def _type(page: Page, site: str, content: str, invoices: int, keystrokes: int, rest: int) -> None:
    page.goto(f"{site}calculateur/")
    page.locator("#claim-form[data-debtor]").wait_for(timeout=PATIENCE_MS)
    file = FilePayload(name="creance.json", mimeType="application/json", buffer=content.encode())
    page.locator("#claim-file").set_input_files(file)
    page.locator(f'[data-row="invoices-{invoices - 1}"]').wait_for(timeout=PATIENCE_MS, state="attached")
    page.locator('#result[data-state="computed"]').wait_for(timeout=PATIENCE_MS, state="attached")
    page.locator(f"#statement [data-piece]:nth-child({invoices})").first.wait_for(timeout=PATIENCE_MS, state="attached")
    page.locator('[data-row="invoices-2"] .row-line').click()
    page.locator('[name="invoices-2-amount"]').focus()
    # ahead of what stands there, so that the amount is right after each stroke
    page.keyboard.press("Home")
    for number in range(keystrokes + 4):
        if number == 4:
            page.evaluate("bench.delays.length = bench.long.length = 0")
        page.keyboard.press("Backspace" if number % 2 else "5")
        page.wait_for_timeout(rest)
