"""Start the browsers of the machine that are recent enough, or the ones Playwright brought."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Playwright

# tools/install_browsers.sh looks for the same commands. The shell is the same Chromium without the window around the
# page, which costs a quarter of each page that is opened and which nobody looks at: Playwright's own is one too.
COMMANDS = {
    "shell": ("chromium-headless-shell",),
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox": ("firefox-esr", "firefox"),
}
VERSIONS = Path(__file__).resolve().parents[2] / "requirements" / "browsers.env"
# The browser itself must stay silent: a test that records requests would take its updates for ours.
SILENT = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

# While Python starts, the browser compiles its WebAssembly a second time, for speed: a page that lives for seconds has
# nothing of it, and three of them at once wait for each other. The measures (tests/bench) do without these options.
ONCE_COMPILED = ("--js-flags=--no-wasm-tier-up --no-wasm-dynamic-tiering",)

# With each window Chromium gets ready the two panels of its address bar, which are pages of their own, and a process
# for the site that one may go to next: a third of what a window costs, and nobody uses them here. Of two lists of
# features the last counts, so Playwright's comes along.
GOT_READY = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI", "SpareRendererForSitePerProcess")
OFF_FOR_PLAYWRIGHT = (
    "AimEnabled", "AutoDeElevate", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "BlockOriginHeaderModificationOnRedirect", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider",
    "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying",
    "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning", "Translate",
)  # fmt: skip
ONLY_THE_PAGE = "--disable-features=" + ",".join([*OFF_FOR_PLAYWRIGHT, *GOT_READY])


def at_least(engine: str) -> tuple[int, ...]:
    """The oldest version of an engine that the tests are run with.

    >>> at_least("firefox") >= (153,)
    True
    """
    said = re.search(rf"^{engine.upper()}_AT_LEAST=([\d.]+)$", VERSIONS.read_text(encoding="utf-8"), re.MULTILINE)
    assert said, f"{VERSIONS.name} says nothing of {engine}"
    return tuple(map(int, said[1].split(".")))


@cache
def installed(engine: str) -> str | None:
    """The machine's own browser, where it is recent enough."""
    for program in filter(None, map(shutil.which, COMMANDS[engine])):
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"\d+", said)
        if found and (int(found[0]),) >= at_least("chromium" if engine == "shell" else engine):
            return program
    return None


@contextmanager
def chromium(playwright: Playwright, *, windowed: bool = False) -> Iterator[Browser]:
    """Chromium without its window, or the one that readers have (`windowed`)."""
    program = installed("chromium") if windowed else installed("shell") or installed("chromium")
    browser = playwright.chromium.launch(executable_path=program, args=[*SILENT, *ONCE_COMPILED, ONLY_THE_PAGE])
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """A machine's Firefox is driven over BiDi; Playwright's own speaks Playwright's protocol."""
    program = installed("firefox")
    browser = playwright.firefox.launch(channel="moz-firefox" if program else None, executable_path=program)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def own_webkit(playwright: Playwright) -> Iterator[Browser]:
    """The WebKit that Playwright brings where the system has none (`tests/support/webkit.py` drives the system's)."""
    browser = playwright.webkit.launch()
    try:
        yield browser
    finally:
        browser.close()
