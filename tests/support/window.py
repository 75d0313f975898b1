"""A browser's window as a reader has it, whatever drives the browser: what is typed, clicked, seen.

Playwright drives Chromium and Firefox, WebDriver drives WebKit (`tests/support/webkit.py`). A journey written for a
`Window` runs in all three.
"""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from selenium.common.exceptions import WebDriverException

PATIENCE_S = 60.0
#: A reader's hand: a key every tenth of a second, and a rest after a word or a line, while the page catches up.
KEY_S, REST_S = 0.1, 0.7


class Window(ABC):
    """One page of one browser."""

    # ------------------------------------------------------------ what each browser does in its own way

    @abstractmethod
    def goes_to(self, address: str) -> Self:
        """Opens a page by its address."""

    @abstractmethod
    def reloads(self) -> Self: ...

    @abstractmethod
    def goes_back(self) -> Self: ...

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""

    @abstractmethod
    def clicks(self, selector: str) -> Self:
        """A click on the first such part that is in sight."""

    @abstractmethod
    def presses(self, key: str) -> Self:
        """One key, a character or `Tab`, `Enter`, wherever the caret is."""

    @abstractmethod
    def fills(self, selector: str, text: str) -> Self:
        """Replaces what stands in a field."""

    @abstractmethod
    def chooses_file(self, selector: str, path: Path) -> Self: ...

    # ------------------------------------------------------------ what follows from it

    def types_slowly(self, selector: str, text: str) -> Self:
        """Key by key at a hand's pace."""
        self.clicks(selector)
        for character in text:
            self.presses("Enter" if character == "\n" else character)
            time.sleep(REST_S if character.isspace() else KEY_S)
        return self

    def sees(self, expression: str) -> Self:
        """Waits until a JavaScript expression is true; says what it last was when it never is."""
        end = time.monotonic() + PATIENCE_S
        while (last := self._asked(expression)) is not True:
            if time.monotonic() > end:
                raise AssertionError(f"never true in {PATIENCE_S:.0f} s: {expression} (was {last!r})\n{self.screen()}")
            time.sleep(0.05)
        return self

    def _asked(self, expression: str) -> Any:
        """True, or what stands in its way: between two documents there is none to ask."""
        try:
            return bool(self.evaluate(expression))
        except (PlaywrightError, WebDriverException) as problem:
            return str(problem)

    def sees_value(self, selector: str, text: str) -> Self:
        """Waits until a field holds this."""
        return self.sees(f"document.querySelector({json.dumps(selector)}).value === {json.dumps(text)}")

    def sees_text(self, selector: str, text: str) -> Self:
        return self.sees(
            f"(document.querySelector({json.dumps(selector)})?.textContent ?? '').includes({json.dumps(text)})"
        )

    def sees_no(self, selector: str) -> Self:
        return self.sees(f"!document.querySelector({json.dumps(selector)})")

    def has_focus_on(self, selector: str) -> Self:
        return self.sees(f"document.activeElement?.matches({json.dumps(selector)})")

    def value(self, selector: str) -> str:
        """What stands in a field."""
        found: str = self.evaluate(f"document.querySelector({json.dumps(selector)}).value")
        return found

    def screen(self) -> str:
        """What the calculator shows, for the message of a test that fails."""
        said: str = self.evaluate("(document.querySelector('#calculator') ?? document.body).innerText.slice(-1500)")
        return said

    def fetched_elsewhere(self, base: str) -> list[str]:
        """The addresses outside the site that the page has fetched something from."""
        names: list[str] = self.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
        return [name for name in names if not name.startswith((base, "data:", f"blob:{base}"))]


class PlaywrightWindow(Window):
    """Chromium or Firefox."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, address: str) -> Self:
        self.page.goto(address)
        return self

    def reloads(self) -> Self:
        self.page.reload()
        return self

    def goes_back(self) -> Self:
        # Playwright's own waits for a load, which a page kept in memory does not have again.
        self.page.evaluate("() => history.back()")
        return self

    def evaluate(self, expression: str) -> Any:
        return self.page.evaluate(f"() => ({expression})")

    def clicks(self, selector: str) -> Self:
        self.page.locator(selector).locator("visible=true").first.click()
        return self

    def presses(self, key: str) -> Self:
        self.page.keyboard.press("Space" if key == " " else key)
        return self

    def fills(self, selector: str, text: str) -> Self:
        self.page.locator(selector).fill(text)
        return self

    def chooses_file(self, selector: str, path: Path) -> Self:
        self.page.set_input_files(selector, path)
        return self
