"""A fresh browser for each measure, and the clocks inside the page."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page, Request

from tests.support.browser import SILENT, installed

SETTLING_MS = 1500
# Notes when the result is first shown as computed, how long each keystroke takes to be painted, and the tasks of more
# than 50 ms. It runs before the page's own scripts and outside their security policy.
CLOCKS = """
window.bench = { first: null, typed: null, delays: [], long: [] };
document.addEventListener("input", () => { bench.typed ??= performance.now(); }, true);
const painted = (act) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = act;
  port2.postMessage(null);
});
new MutationObserver((records) => {
  const result = document.getElementById("result");
  if (!result || result.dataset.state !== "computed") return;
  bench.first ??= performance.now();
  const { typed } = bench;
  if (typed === null || !records.some((record) => record.attributeName === "data-revision")) return;
  bench.typed = null;
  painted(() => bench.delays.push(performance.now() - typed));
}).observe(document, { subtree: true, attributes: true, childList: true });
const noted = (list) => bench.long.push(...list.getEntries().map((each) => each.duration));
new PerformanceObserver(noted).observe({ type: "longtask" });
"""


@contextmanager
def fresh_page(browsers: BrowserType) -> Iterator[tuple[Page, list[Request]]]:
    """A page of a browser just started, with a profile of its own, and the requests it makes."""
    with tempfile.TemporaryDirectory(prefix="profile", ignore_cleanup_errors=True) as profile:
        # what is kept for later must not be fetched beside what is measured
        context = browsers.launch_persistent_context(
            profile, executable_path=installed("chromium"), args=list(SILENT), service_workers="block"
        )
        try:
            requests = _recorded(context)
            context.add_init_script(CLOCKS)
            # a browser that has just been started is still busy with itself
            context.pages[0].wait_for_timeout(SETTLING_MS)
            yield context.pages[0], requests
        finally:
            context.close()


def _recorded(context: BrowserContext) -> list[Request]:
    requests: list[Request] = []

    def record(request: Request) -> None:
        requests.append(request)

    context.on("requestfinished", record)
    return requests


def transferred(requests: list[Request]) -> int:
    """Bytes on the wire, headers included, for all that the page and its worker asked for."""
    sizes = [request.sizes() for request in requests if request.url.startswith("http")]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


def renderer_bytes() -> int:
    """The memory of the largest page among the browsers that this program started: its scripts, its worker, Python."""
    return max((_resident(each) for each in _descendants(os.getpid()) if _is_page(each)), default=0)


def _descendants(process: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            # a process may end while it is looked at
            with suppress(OSError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
    waiting = [process]
    while waiting:
        found = children.get(waiting.pop(), [])
        waiting += found
        yield from found


def _is_page(process: int) -> bool:
    with suppress(OSError):
        return b"--type=renderer" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def _resident(process: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
