"""Start the Chromium of the machine, or the one Playwright brought."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The browser itself must stay silent: a test that records requests would take its updates for ours.
SILENT = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

# While Python starts, the browser compiles its WebAssembly a second time, for speed: a page that lives for seconds has
# nothing of it, and three of them at once wait for each other. The measures (tests/bench) do without these options.
ONCE_COMPILED = ("--js-flags=--no-wasm-tier-up --no-wasm-dynamic-tiering",)


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    installed = next(filter(None, map(shutil.which, CHROMIUM)), None)
    browser = playwright.chromium.launch(executable_path=installed, args=[*SILENT, *ONCE_COMPILED])
    try:
        yield browser
    finally:
        browser.close()
