"""A reader's window on the built site; nothing may leave the site's origin, nor be refused by its security policy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.reader import Reader
from tests.support.browser import chromium
from tests.support.server import serving

ROOT = Path(__file__).resolve().parents[2]
DESKTOP, PHONE = (1280, 860), (390, 844)

# Python comes up in two to three seconds; a machine that does other work at the same time takes longer.
expect.set_options(timeout=30_000)

# Tells the test what the policy refused, in the page itself; what it refuses in the worker goes to the console.
REPORT_REFUSALS = """
addEventListener("securitypolicyviolation", event =>
  console.error(`refused by policy: ${event.effectiveDirective} ${event.blockedURI}`));
"""

OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def site() -> Path:
    folder = Path(os.environ.get("SITE_DIR", ROOT / "site"))
    if not (folder / "calculateur" / "index.html").is_file():
        pytest.fail("site/ is missing: build it with « make site »", pytrace=False)
    return folder


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


class Watch:
    """What the browser asked for and what it complained about."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_REFUSALS)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda problem: self.complaints.append(str(problem.error)))

    def check(self, base: str) -> None:
        assert [url for url in self.asked if not url.startswith((base, "data:", f"blob:{base}"))] == []
        assert [text for text in self.complaints if not any(known in text for known in self.expected)] == []


@pytest.fixture
def watch(base: str) -> Iterator[Watch]:
    watching = Watch()
    yield watching
    watching.check(base)


@pytest.fixture
def window(browser: Browser, watch: Watch) -> Iterator[OpenContext]:
    """Opens a window of a given size, in the light or in the dark."""
    contexts: list[BrowserContext] = []

    def opened(size: tuple[int, int] = DESKTOP, theme: str = "light", **options: object) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale="fr-FR",
            timezone_id="Europe/Paris",
            **options,  # type: ignore[arg-type]
        )
        watch.over(context)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")
        context.close()


@pytest.fixture
def page(window: OpenContext) -> Page:
    return window().new_page()


@pytest.fixture
def reader(page: Page, base: str) -> Reader:
    """A reader who has come to the calculator and has typed nothing yet."""
    return Reader(page, base).arrive()
