"""The browser's Python gives what CPython gives: every worked case, every cent, every word."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from calculator.bundle.runtime import REHEARSAL
from latepay_core import Claim, draw_up
from latepay_core.letters.catalogue import kinds
from tests.browser.reader import Reader
from tests.cases.loading import all_cases, differences

pytestmark = pytest.mark.browser

# One page, one Python, and the bridge that the page itself uses.
ASK = """async claims => {
  const form = document.querySelector("#claim-form");
  const { mount } = await import(new URL(form.dataset.shell, document.baseURI).href);
  const { engine } = mount(form);
  const answers = [];
  for (const claim of claims) answers.push(await engine.ask({ action: "statement", claim }));
  return answers;
}"""


def test_every_case_gives_the_same_statement(page: Page, base: str) -> None:
    Reader(page, base).arrive()
    cases = all_cases()
    answers = page.evaluate(ASK, [case.claim for case in cases])
    assert len(answers) == len(cases) >= 60
    editions = set()
    for case, answer in zip(cases, answers, strict=True):
        assert differences(case.expect, answer["statement"]) == [], case.id
        said, drawn = answer["statement"], draw_up(Claim.model_validate(case.claim)).model_dump(mode="json")
        editions.add((said.pop("edition")["hash"], drawn.pop("edition")["hash"]))
        assert said == drawn, case.id
    # Each country's law has an edition of its own.
    assert len(editions) == len({answer["statement"]["regime"].partition("-")[0] for answer in answers})
    assert all(served == here for served, here in editions), "the site was built from other sources: « make site »"


WRITE = """async requests => {
  const form = document.querySelector("#claim-form");
  const { mount } = await import(new URL(form.dataset.shell, document.baseURI).href);
  const { engine } = mount(form);
  const answers = [];
  for (const request of requests) answers.push(await engine.ask(request).then(({ state }) => state, String));
  return answers;
}"""


def test_every_letter_is_written_from_the_parts_that_are_fetched(page: Page, base: str) -> None:
    """A template, a table or a view that no part brings is missed by the letters that the rehearsal does not play."""
    Reader(page, base).arrive()
    request = json.loads(REHEARSAL.read_text(encoding="utf-8"))["letter"][1]
    asked = [
        {**request, "chosen": kind, "asked": [], "changes": {"letter.language": language}}
        for kind in kinds()
        for language in ("fr", "en")
    ]
    answers = page.evaluate(WRITE, asked)
    assert len(answers) == len(asked) > 40
    assert set(answers) <= {"ready", "refused"}, list(zip(asked, answers, strict=True))
