"""What three hundred changes of a case leave behind: the memory of the page and of its Python, before and after."""

from playwright.sync_api import BrowserType, CDPSession, Page

from tests.bench.browser import fresh_page, renderer_bytes
from tests.bench.startup import PATIENCE_MS, fill_form

#: Changes after which the page has all it needs, and all of them.
FIRST, EDITS = 30, 300
REST_MS = 60


def measure(browsers: BrowserType, site: str) -> dict[str, object]:
    """Amounts typed again and again in one invoice, each reckoned and shown."""
    with fresh_page(browsers) as (page, _):
        session = page.context.new_cdp_session(page)
        page.goto(f"{site}calculateur/")
        fill_form(page)
        page.locator('#result[data-state="computed"]').wait_for(timeout=PATIENCE_MS, state="attached")
        field = page.locator('[name="invoices-0-amount"]')
        field.focus()
        page.keyboard.press("Home")
        _edit(page, 0, FIRST)
        early = _heap(session), renderer_bytes()
        _edit(page, FIRST, EDITS)
        late = _heap(session), renderer_bytes()
    return {
        "first": FIRST,
        "edits": EDITS,
        "page_mb": [each / 1e6 for each in (early[0], late[0])],
        "process_mb": [each / 1e6 for each in (early[1], late[1])],
        "page_ratio": late[0] / early[0],
        "process_ratio": late[1] / early[1],
    }


def _edit(page: Page, start: int, end: int) -> None:
    for number in range(start, end):
        page.keyboard.press("Backspace" if number % 2 else "5")
        page.wait_for_timeout(REST_MS)
    page.wait_for_timeout(1000)


def _heap(session: CDPSession) -> int:
    """What the page's own scripts hold, once what nobody holds is gone."""
    session.send("HeapProfiler.collectGarbage")
    return int(session.send("Runtime.getHeapUsage")["usedSize"])
