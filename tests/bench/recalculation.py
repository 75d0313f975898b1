"""From a keystroke to the new result on the page: ten invoices with three payments each."""

import json
import re
import statistics
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import BrowserType, FilePayload

from calculator.bundle.places import BROWSER
from tests.bench.browser import fresh_page
from tests.bench.startup import PATIENCE_MS, fill_form

INVOICES, PAYMENTS = 10, 3
TARGET_MS = 50.0
DEBOUNCE = re.compile(r"TYPING_PAUSE_MS = (\d+)")


def claim() -> str:
    first = date(2024, 1, 31)
    invoices = [
        {
            "number": f"F-2024-{number:03}",
            "amount": f"{1000 + 137 * number}.50",
            "due_on": str(first + timedelta(days=30 * number)),
            "payments": [
                {"paid_on": str(first + timedelta(days=30 * number + 60 * part)), "amount": f"{50 * part}.25"}
                for part in range(1, PAYMENTS + 1)
            ],
        }
        for number in range(INVOICES)
    ]
    return json.dumps({"schema": "latepay.claim/1", "as_of": "2026-06-30", "invoices": invoices})


def measure(browsers: BrowserType, site: str, keystrokes: int) -> dict[str, object]:
    with fresh_page(browsers) as (page, _):
        page.goto(f"{site}calculateur/")
        file = FilePayload(name="creance.json", mimeType="application/json", buffer=claim().encode())
        fill_form(page)
        page.locator('#result[data-state="computed"]').wait_for(timeout=PATIENCE_MS, state="attached")
        page.locator("#claim-file").set_input_files(file)
        page.locator(f'[name="invoices-{INVOICES - 1}-amount"]').wait_for(timeout=PATIENCE_MS)
        field = page.locator('[name="invoices-0-amount"]')
        field.focus()
        # ahead of what stands there, so that the amount is right after each stroke
        page.keyboard.press("Home")
        page.evaluate("bench.delays.length = 0")
        for number in range(keystrokes):
            page.keyboard.press("Backspace" if number % 2 else "5")
            page.wait_for_timeout(400)
        delays = [float(delay) for delay in page.evaluate("bench.delays")]
    pause = _debounce()
    excluded = sorted(max(delay - pause, 0.0) for delay in delays)
    return {
        "keystrokes": len(delays),
        "debounce_ms": pause,
        "median_ms": statistics.median(excluded),
        "p95_ms": statistics.quantiles(excluded, n=20)[-1],
        "slowest_ms": excluded[-1],
        "target_p95_ms": TARGET_MS,
    }


def _debounce() -> float:
    """The pause the page waits for before it asks; it is the reader's time, not the calculation's."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(BROWSER).glob("*.mjs"))]
    found = [match for text in texts if (match := DEBOUNCE.search(text))]
    return float(found[0][1]) if found else 0.0
