"""The browser's Python gives what CPython gives: every worked case, every cent, every word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from latepay_core import Claim, draw_up
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
