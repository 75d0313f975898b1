"""Python in its worker: bound by the page's policy, complete, and honest about what goes wrong."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from calculator.app import handle
from calculator.bundle.archives import contents, gzipped, zipped
from calculator.bundle.runtime import REHEARSAL
from tests.browser.conftest import Watch
from tests.browser.reader import HeldBack, Reader

pytestmark = pytest.mark.browser

ARCHIVE, WASM = "**/python.zip.gz", "**/pyodide.asm.wasm"
# No Python survives it.
KILLER = "__import__('ctypes').string_at(0xFFFFFF00, 999)"
EVALUATE = "def handle(request):\n    return str(eval(request))\n"

# Speaks to Python as the page does, with nothing between.
CONNECT = """async () => {
  const form = document.querySelector("#claim-form");
  const { connect } = await import(new URL(form.dataset.shell, document.baseURI).href);
  window.stages = [];
  window.python = connect({ runtimeUrl: form.dataset.runtime, onStatus: ({ stage }) => stages.push(stage) });
}"""
# Later: what the test itself evaluates is exempt from the policy as long as it runs.
EVAL = """() => new Promise(done => setTimeout(() => {
  try { done(`ran: ${(0, eval)("1")}`); } catch (error) { done(error.name); }
}))"""
ASK = """async request => {
  try { return await python.ask(request); } catch (error) { return `${error.name}/${error.code}`; }
}"""


@pytest.fixture
def ask(page: Page, base: str) -> Callable[[str], str]:
    page.goto(f"{base}calculateur/")
    page.evaluate(CONNECT)

    def asked(request: str) -> str:
        answer: str = page.evaluate(ASK, request)
        return answer

    return asked


@pytest.fixture
def any_python(page: Page, site: Path, tmp_path: Path) -> None:
    """Puts an application into the served archive that runs whatever it is asked to."""
    served = next(site.glob("assets/app/py.*/python.zip.gz"))
    unpacked = tmp_path / "python.zip"
    unpacked.write_bytes(gzip.decompress(served.read_bytes()))
    files = contents(unpacked)
    del files["calculator/app/__init__.pyc"]
    files["calculator/app/__init__.py"] = EVALUATE.encode()
    body = gzipped(zipped(files))
    page.context.route(ARCHIVE, lambda route: route.fulfill(body=body, content_type="application/gzip"))


def test_the_browser_answers_as_cpython_does(ask: Callable[[str], str]) -> None:
    for request in json.loads(REHEARSAL.read_text(encoding="utf-8")):
        text = json.dumps(request)
        assert _timeless(json.loads(ask(text))) == _timeless(json.loads(handle(text)))


def test_nothing_that_a_calculation_needs_is_left_behind(ask: Callable[[str], str], watch: Watch) -> None:
    for request in json.loads(REHEARSAL.read_text(encoding="utf-8")):
        ask(json.dumps(request))
    assert [url for url in watch.asked if "remainder" in url] == []


def test_what_was_left_behind_comes_when_it_is_imported(
    any_python: None, ask: Callable[[str], str], watch: Watch
) -> None:
    assert ask("__import__('csv').__name__") == "csv"
    assert ask("__import__('pydantic.dataclasses').dataclasses.__name__") == "pydantic.dataclasses"
    assert ask("__import__('tomllib').loads('a = 1')") == "{'a': 1}"
    assert len([url for url in watch.asked if "remainder" in url]) == 1


def test_a_module_that_does_not_exist_is_not_fetched(any_python: None, ask: Callable[[str], str], watch: Watch) -> None:
    assert ask("__import__('email_validator')") == "CalculatorError/calculation"
    assert ask("1 + 1") == "2"
    assert [url for url in watch.asked if "remainder" in url] == []


def test_the_worker_obeys_the_pages_policy(ask: Callable[[str], str], page: Page, watch: Watch) -> None:
    watch.expected = ("Content Security Policy", "Fetch API cannot load", "refused")
    ask("{}")
    # The theme's search has a worker too, loaded from its address.
    worker = [each for each in page.workers if "/workers/search." not in each.url][-1]
    assert worker.url.startswith("blob:")
    refused = "() => fetch('http://127.0.0.2:9/').then(() => 'sent', error => error.name)"
    assert worker.evaluate(refused) == "TypeError"
    watch.asked.clear()
    assert worker.evaluate(EVAL) == "EvalError"


def test_a_request_that_kills_python_is_repeated_once(
    any_python: None, ask: Callable[[str], str], page: Page, watch: Watch
) -> None:
    watch.expected = ("",)
    assert ask("1 + 1") == "2"
    assert ask(KILLER) == "CalculatorError/fatal"
    assert ask("1 + 1") == "2"
    # once to repeat it, once to go on without it
    assert page.evaluate("stages.filter(stage => stage === 'restarting').length") == 2
    assert page.evaluate("stages.at(-1)") == "ready"


def test_what_was_asked_beside_a_killer_is_answered(
    any_python: None, ask: Callable[[str], str], page: Page, watch: Watch
) -> None:
    watch.expected = ("",)
    together = """requests => Promise.all(requests.map(request =>
      python.ask(request).catch(error => `${error.name}/${error.code}`)))"""
    assert page.evaluate(together, ["1 + 1", KILLER, "2 + 2"]) == ["2", "CalculatorError/fatal", "4"]


def test_python_that_dies_again_before_it_has_answered_is_given_up(
    any_python: None, ask: Callable[[str], str], page: Page, watch: Watch
) -> None:
    watch.expected = ("",)
    assert ask(KILLER) == "CalculatorError/fatal"
    assert ask(KILLER) == "CalculatorError/fatal"
    assert page.evaluate("stages.at(-1)") == "failed"


# A device may take a worker away at any moment, without a word: so does this, from the page's side, once the worker has
# started, which is when it takes the lock that the page waits for.
TAKEN_AWAY = """async () => {
  const waited = async () => (await navigator.locks.query()).pending.some(({ name }) => name.startsWith("python."));
  while (!(await waited())) await new Promise(resolve => setTimeout(resolve, 20));
  for (const worker of workers) worker.terminate();
}"""
KNOWN_WORKERS = """
window.workers = [];
window.Worker = class extends Worker {
  constructor(address, options) {
    super(address, options);
    if (options?.name === "python") workers.push(this);
  }
};
"""
AT_WORK = "__import__('time').sleep(2) or 40 + 2"


@pytest.fixture
def known_workers(page: Page) -> None:
    page.add_init_script(KNOWN_WORKERS)


def test_a_worker_taken_away_at_work_comes_back_and_repeats_it(
    known_workers: None, any_python: None, ask: Callable[[str], str], page: Page, watch: Watch
) -> None:
    watch.expected = ("the worker is gone",)
    assert ask("1 + 1") == "2"
    page.evaluate(f'() => {{ window.answer = python.ask("{AT_WORK}") }}')
    page.wait_for_timeout(300)
    page.evaluate(TAKEN_AWAY)
    assert page.evaluate("answer") == "42"
    assert page.evaluate("stages.filter(stage => stage === 'restarting').length") == 1


def test_a_worker_taken_away_at_rest_comes_back_when_something_is_asked(
    known_workers: None, any_python: None, ask: Callable[[str], str], page: Page
) -> None:
    assert ask("1 + 1") == "2"
    before = page.evaluate("workers.length")
    page.evaluate(TAKEN_AWAY)
    page.wait_for_timeout(300)
    assert page.evaluate("workers.length") == before
    assert ask("40 + 2") == "42"


def test_a_worker_taken_away_twice_gives_the_case_as_a_file(
    known_workers: None, page: Page, base: str, watch: Watch, tmp_path: Path
) -> None:
    watch.expected = ("the worker is gone",)
    python = HeldBack(page.context, ARCHIVE)
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026")
    status = reader.part("#engine-status")
    for _ in range(2):
        before = page.evaluate("workers.length")
        expect(status).to_have_attribute("data-stage", "loading")
        page.evaluate(TAKEN_AWAY)
        page.wait_for_timeout(300)
    assert page.evaluate("workers.length") == before
    expect(status).to_have_attribute("data-stage", "failed")
    with page.expect_download() as download:
        status.get_by_role("button", name="Enregistrer le dossier").click()
    download.value.save_as(tmp_path / "dossier.json")
    saved = json.loads((tmp_path / "dossier.json").read_text(encoding="utf-8"))
    assert saved["fields"]["invoices-0-amount"] == "10 000"
    # and the way on is still there
    python.let_go()
    status.get_by_role("button", name="Réessayer").click()
    reader.sees_total("10350.49")


def test_a_missing_runtime_is_said_and_not_waited_for(page: Page, base: str, watch: Watch) -> None:
    watch.expected = ("",)
    page.context.route(WASM, lambda route: route.abort())
    page.goto(f"{base}calculateur/")
    page.evaluate(CONNECT)
    assert page.evaluate(ASK, "{}") == "CalculatorError/start"
    assert page.evaluate("stages.at(-1)") == "failed"


def test_a_sign_of_interest_before_the_pages_own_scripts_brings_python(page: Page, base: str) -> None:
    scripts = HeldBack(page.context, "**/shell.mjs")
    page.goto(f"{base}calculateur/", wait_until="commit")
    page.locator("[name=invoices-0-amount]").click()
    with page.expect_request(ARCHIVE):
        scripts.let_go()
    expect(page.locator("#engine-status")).to_have_attribute("data-stage", "ready")


def _timeless(answer: dict[str, Any]) -> dict[str, Any]:
    """Without the edition: a source changed since the site was built changes its hash, and no figure."""
    if answer.get("statement"):
        answer["statement"].pop("edition")
    answer.get("files", {}).pop("statement", None)
    return answer
