"""What a reader waits for, and fetches, over three lines: the first figure, the statement, a letter, its PDF.

The browser slows its own network and the page's processor; it slows no worker's, so that Python on a true phone takes
longer than is written here.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserType, Page, Request

from tests.bench.browser import fresh_page, transferred
from tests.bench.startup import PATIENCE_MS, fill_form, stock_host

#: Bits to a byte, and a second's milliseconds.
_BITS, _SECOND_MS = 8, 1000


@dataclass(frozen=True)
class Line:
    """Megabits a second and milliseconds of delay, 0 for what is not slowed; how many times slower the processor is."""

    name: str
    mbits: float
    delay_ms: int
    slower: int
    #: How long the first figure may take: times stock Pyodide's `1+1` over the same line, or seconds.
    figure_ratio: float = 0.0
    figure_seconds: float = 0.0
    letter_seconds: float = 0.0


LINES = (
    Line("rapide", 0, 0, 1, figure_ratio=0.12),
    Line("10 Mbit/s", 10, 40, 1, figure_ratio=0.05),
    Line("1,6 Mbit/s, processeur 4 fois plus lent", 1.6, 150, 4, figure_seconds=2, letter_seconds=5),
)
TARGET_LETTER, TARGET_PDF = 700_000, 1_600_000
# Of a form filled at once: when the first figure, then Python's own, are shown.
FIGURE = """
new MutationObserver(() => {
  const state = document.getElementById("result")?.dataset.state;
  if (state === "first" || state === "computed") window.bench.figure ??= performance.now();
}).observe(document, { subtree: true, attributes: true, childList: true });
"""
NOW = "performance.now()"


def measure(browsers: BrowserType, site: str, runs: int) -> dict[str, object]:
    """Each line in turn, `runs` times; medians."""
    with stock_host() as bare:
        return {
            "lines": [_line(browsers, site, bare, line, runs) for line in LINES],
            "target_letter_bytes": TARGET_LETTER,
            "target_pdf_bytes": TARGET_PDF,
        }


def _line(browsers: BrowserType, site: str, bare: str, line: Line, runs: int) -> dict[str, object]:
    walks = [_walk(browsers, site, line) | {"stock_ms": _stock(browsers, bare, line)} for _ in range(runs)]
    middle = {name: statistics.median(walk[name] for walk in walks) for name in walks[0]}
    return {
        "line": line.name,
        "figure_over_stock": middle["figure_ms"] / middle["stock_ms"],
        "target_figure_ratio": line.figure_ratio,
        "target_figure_ms": line.figure_seconds * _SECOND_MS,
        "target_letter_ms": line.letter_seconds * _SECOND_MS,
        **middle,
    }


@contextmanager
def _over(browsers: BrowserType, line: Line) -> Iterator[tuple[Page, list[Request]]]:
    with fresh_page(browsers) as (page, requests):
        page.add_init_script(FIGURE)
        session = page.context.new_cdp_session(page)
        if line.mbits:
            rate = line.mbits * 1e6 / _BITS
            slowed = {"offline": False, "latency": line.delay_ms, "downloadThroughput": rate, "uploadThroughput": rate}
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", slowed)
        if line.slower > 1:
            session.send("Emulation.setCPUThrottlingRate", {"rate": line.slower})
        yield page, requests


def _stock(browsers: BrowserType, bare: str, line: Line) -> float:
    with _over(browsers, line) as (page, _):
        page.goto(bare, wait_until="commit")
        page.locator('#result[data-state="computed"]').wait_for(timeout=PATIENCE_MS, state="attached")
        return float(page.evaluate("bench.first"))


def _walk(browsers: BrowserType, site: str, line: Line) -> dict[str, float]:
    """From the address to the PDF, each part asked for as soon as the one before is there."""
    with _over(browsers, line) as (page, requests):
        page.goto(f"{site}calculateur/", wait_until="commit")
        fill_form(page)
        page.locator('#result[data-state="computed"]').wait_for(timeout=PATIENCE_MS, state="attached")
        figures = page.evaluate("({ figure_ms: bench.figure, statement_ms: bench.first })")
        figures["statement_bytes"] = transferred(requests)
        writes = page.locator("#advice").get_by_role("button", name="Écrire la lettre")
        writes.wait_for(timeout=PATIENCE_MS)
        before, asked = len(requests), page.evaluate(NOW)
        writes.click()
        page.locator("#letter-page [data-key]").first.wait_for(timeout=PATIENCE_MS)
        figures["letter_ms"] = page.evaluate(NOW) - asked
        figures["letter_bytes"] = transferred([each for each in requests[before:] if "/letter.zip" in each.url])
        before, asked = len(requests), page.evaluate(NOW)
        with page.expect_download(timeout=PATIENCE_MS):
            page.locator('[data-action="letter-file"][data-format="pdf"]').click()
        figures["pdf_ms"] = page.evaluate(NOW) - asked
        parts = ("/pdf.zip", "/faces.zip", "/days.zip", "/common.zip")
        figures["pdf_bytes"] = transferred([each for each in requests if any(part in each.url for part in parts)])
        return {name: float(value) for name, value in figures.items()}
