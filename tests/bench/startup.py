"""From navigation to the first result: stock Pyodide to `1+1` against our page to its first computed result."""

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserType, Page

from calculator.bundle.places import PYODIDE
from tests.bench.browser import fresh_page, transferred
from tools.serve import serving

TARGET_RATIO = 0.65
TARGET_VISIT = 9_000_000
TARGET_ARTICLE = 300_000
PATIENCE_MS = 120_000
ARTICLE = "comprendre/comment-nous-calculons/"
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
FILL = """entries => {
  const form = document.getElementById("claim-form");
  for (const [name, text] of Object.entries(entries)) {
    const field = form.elements.namedItem(name);
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
STOCK_PAGE = """<!doctype html><title>1+1</title><link rel="icon" href="data:,"><div id="result"></div>
<script type="module">
const worker = new Worker("worker.mjs", { type: "module" });
worker.onmessage = ({ data }) => {
  document.getElementById("result").textContent = data;
  document.getElementById("result").dataset.state = "computed";
};
</script>
"""
STOCK_WORKER = """import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
postMessage(python.runPython("1+1"));
"""


def measure(browsers: BrowserType, site: str, runs: int) -> dict[str, object]:
    """Both in turn, `runs` times; the first pair warms the server and the machine and does not count."""
    stock: list[float] = []
    ours: list[float] = []
    visits: list[int] = []
    with stock_host() as bare:
        for number in range(runs + 1):
            stock_time, _, _ = _first_result(browsers, bare, fill=False)
            our_time, visit, names = _first_result(browsers, f"{site}calculateur/", fill=True)
            if number:
                stock.append(stock_time)
                ours.append(our_time)
                visits.append(visit)
    return {
        "stock_ms": stock,
        "ours_ms": ours,
        "stock_median_ms": statistics.median(stock),
        "ours_median_ms": statistics.median(ours),
        "ratio_of_medians": statistics.median(ours) / statistics.median(stock),
        "median_of_ratios": statistics.median(mine / other for mine, other in zip(ours, stock, strict=True)),
        "ratio_of_fastest": min(ours) / min(stock),
        "target_ratio": TARGET_RATIO,
        "visit_bytes": max(visits),
        "visit_requests": len(names),
        "target_visit_bytes": TARGET_VISIT,
        "remainder_fetched": any("remainder" in name for name in names),
    }


def measure_article(browsers: BrowserType, site: str) -> dict[str, object]:
    with fresh_page(browsers) as (page, requests):
        page.goto(f"{site}{ARTICLE}", wait_until="networkidle")
        return {
            "article_bytes": transferred(requests),
            "target_article_bytes": TARGET_ARTICLE,
            "python_requested": any("/py." in request.url for request in requests),
        }


def _first_result(browsers: BrowserType, address: str, *, fill: bool) -> tuple[float, int, list[str]]:
    with fresh_page(browsers) as (page, requests):
        page.goto(address, wait_until="commit")
        if fill:
            fill_form(page)
        page.locator('#result[data-state="computed"]').wait_for(timeout=PATIENCE_MS, state="attached")
        first = float(page.evaluate("bench.first"))
        return first, transferred(requests), [request.url for request in requests]


def fill_form(page: Page) -> None:
    """All at once: it is not the test's own typing that is measured."""
    page.locator("#claim-form").wait_for(state="attached")
    page.evaluate(FILL, {"invoices-0-amount": "10 000", "invoices-0-due_on": "30/11/2025", "as_of": "15/03/2026"})


@contextmanager
def stock_host() -> Iterator[str]:
    """The address of a page that starts stock Pyodide and shows `1+1`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in STOCK_FILES:
            shutil.copyfile(PYODIDE / name, folder / name)
        (folder / "index.html").write_text(STOCK_PAGE, encoding="utf-8")
        (folder / "worker.mjs").write_text(STOCK_WORKER, encoding="utf-8")
        with serving(folder) as address:
            yield address
