"""What every suite shares."""

import gc
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from latepay_core.cli import run
from tests.support.browser import chromium
from tests.support.server import serving

ROOT = Path(__file__).resolve().parents[1]

#: How many examples hypothesis tries for each law, and how many random claims the oracle reckons.
EXAMPLES = int(os.environ.get("LATEPAY_EXAMPLES", "150"))

# The same examples in each run, so that a failure is a failure for everyone; LATEPAY_RANDOM=1 looks further.
settings.register_profile(
    "latepay", max_examples=EXAMPLES, deadline=None, derandomize=os.environ.get("LATEPAY_RANDOM") != "1"
)
settings.load_profile("latepay")


#: How many new objects Python waits for before it looks for rings among them: with its own number, an eighth of a run's
#: time goes into looking through what thousands of tests hold, and finding none.
RINGS_ARE_LOOKED_FOR_AFTER = 100_000


def pytest_collection_finish() -> None:
    """What was read to find the tests stays until the end: it is set aside from the search for rings."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(RINGS_ARE_LOOKED_FOR_AFTER, 20, 20)


class Answer(NamedTuple):
    """What the command line answered."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """What it said on standard error, line by line."""
        return self.err.splitlines()


@pytest.fixture
def latepay(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Runs the command line in this process: `latepay("statement", path)`; `stdin` takes bytes."""

    def call(*arguments: str | Path, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return Answer(status, *capsys.readouterr())

    return call


# ---------------------------------------------------------------- the built site, and what visits it


@pytest.fixture(scope="session")
def site() -> Path:
    folder = Path(os.environ.get("SITE_DIR", ROOT / "site"))
    if not (folder / "calculateur" / "index.html").is_file():
        pytest.fail("site/ is missing: build it with « make site »", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address of the site's root, with its closing slash."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started
