"""WebKit, the engine of every iPhone: WebKitGTK's MiniBrowser on a screen that is not there, driven by WebDriver."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.support.browser import at_least
from tests.support.window import PATIENCE_S, Window

KEYS = {"Tab": Keys.TAB, "Enter": Keys.ENTER, "Escape": Keys.ESCAPE}


def found() -> bool:
    """Whether the machine has what drives WebKitGTK; elsewhere Playwright brings a WebKit of its own."""
    return bool(shutil.which("WebKitWebDriver") and shutil.which("Xvfb"))


@contextmanager
def screen(width: int = 1280, height: int = 1000) -> Iterator[str]:
    """A display of its own, so that several workers do not take each other's focus; gives its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def webkit() -> Iterator[WebKitGTK]:
    """A WebKit browser with one window."""
    with screen() as display:
        environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
        # Drawing goes through the processor: there is no graphics card behind this screen.
        environment |= {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "TZ": "Europe/Paris", "LANGUAGE": "fr"}
        service = Service(executable_path=shutil.which("WebKitWebDriver"), env=environment)
        driver = WebKitGTK(options=Options(), service=service)
        try:
            version = driver.capabilities["browserVersion"]
            wanted = at_least("webkit")
            assert tuple(map(int, version.split(".")[: len(wanted)])) >= wanted, (
                f"WebKitGTK {version} was found, {'.'.join(map(str, wanted))} is needed: upgrade webkit2gtk-driver"
            )
            driver.set_window_rect(0, 0, 1280, 1000)
            yield driver
        finally:
            driver.quit()


class WebDriverWindow(Window):
    """WebKit's window."""

    def __init__(self, driver: WebKitGTK) -> None:
        self.driver = driver

    def goes_to(self, address: str) -> Self:
        self.driver.get(address)
        return self

    def reloads(self) -> Self:
        self.driver.refresh()
        return self

    def goes_back(self) -> Self:
        self.driver.back()
        return self

    def evaluate(self, expression: str) -> Any:
        return self.driver.execute_script(f"return ({expression});")

    def clicks(self, selector: str) -> Self:
        self._once_it_can(selector, WebElement.click)
        return self

    def presses(self, key: str) -> Self:
        ActionChains(self.driver, duration=0).send_keys(KEYS.get(key, key)).perform()
        return self

    def fills(self, selector: str, text: str) -> Self:
        def fill(field: WebElement) -> None:
            field.clear()
            field.send_keys(text)

        self._once_it_can(selector, fill)
        return self

    def chooses_file(self, selector: str, path: Path) -> Self:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(str(path))
        return self

    def _once_it_can(self, selector: str, act: Callable[[WebElement], None]) -> None:
        """Acts on the first such part in sight, as soon as there is one and nothing covers it."""
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                parts = self.driver.find_elements(By.CSS_SELECTOR, selector)
                part = next(part for part in parts if part.is_displayed())
                self.driver.execute_script(
                    "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", part
                )
                act(part)
                return
            except (StopIteration, WebDriverException):
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
