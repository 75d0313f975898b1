"""A reader's window on the built site; nothing may leave the site's origin, nor be refused by its security policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.reader import Reader

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


class Watch:
    """What the browser asked for and what it complained about."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_REFUSALS)
        self.follow(context)

    def follow(self, context: BrowserContext) -> Callable[[], None]:
        """Listens from now on, until what it gives is called."""
        heard: dict[str, Callable[[Any], None]] = {
            "request": lambda request: self.asked.append(request.url),
            "console": lambda said: self.complaints.append(said.text) if said.type == "error" else None,
            "weberror": lambda problem: self.complaints.append(str(problem.error)),
        }
        for event, hear in heard.items():
            context.on(event, hear)  # type: ignore[call-overload]

        def leave() -> None:
            for event, hear in heard.items():
                context.remove_listener(event, hear)

        return leave

    def check(self, base: str) -> None:
        assert [url for url in self.asked if not url.startswith((base, "data:", f"blob:{base}"))] == []
        assert [text for text in self.complaints if not any(known in text for known in self.expected)] == []


@pytest.fixture
def watch(base: str) -> Iterator[Watch]:
    watching = Watch()
    yield watching
    watching.check(base)


def _context(
    browser: Browser, size: tuple[int, int] = DESKTOP, theme: str = "light", **options: object
) -> BrowserContext:
    # Requests that a service worker answers are out of reach: tests/browser/test_offline.py lets it work.
    options.setdefault("service_workers", "block")
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        locale="fr-FR",
        timezone_id="Europe/Paris",
        **options,  # type: ignore[arg-type]
    )


@pytest.fixture
def window(browser: Browser, watch: Watch) -> Iterator[OpenContext]:
    """Opens a window of a given size, in the light or in the dark."""
    contexts: list[BrowserContext] = []

    def opened(size: tuple[int, int] = DESKTOP, theme: str = "light", **options: object) -> BrowserContext:
        context = _context(browser, size, theme, **options)
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


class Seat:
    """Where one reader after the other sits down to the same page: starting Python for each takes most of the time.

    Between two of them everything is erased, as a reader does it. A page that a test has left unfit is put aside.
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.reader: Reader | None = None

    def take(self) -> Reader:
        if self.reader is None:
            context = _context(self.browser)
            context.add_init_script(REPORT_REFUSALS)
            self.reader = Reader(context.new_page(), self.base).arrive().is_ready()
        return self.reader

    def leave(self, *, fit: bool) -> None:
        if self.reader is None:
            return
        if fit:
            self.reader.erases_everything()
        else:
            self.reader.page.context.close()
            self.reader = None


@pytest.fixture(scope="session")
def seat(browser: Browser, base: str) -> Iterator[Seat]:
    kept = Seat(browser, base)
    yield kept
    kept.leave(fit=False)


@pytest.fixture
def reader(seat: Seat, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader who has come to the calculator and has typed nothing yet."""
    taken = seat.take()
    leave = watch.follow(taken.page.context)
    failed = request.session.testsfailed
    yield taken
    seat.leave(fit=request.session.testsfailed == failed)
    leave()


@pytest.fixture
def newcomer(page: Page, base: str) -> Reader:
    """The same, on a page just opened."""
    return Reader(page, base).arrive()
