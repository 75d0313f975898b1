"""What readers type finds the right page among the first three, however they write it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FIRST = 3
NEAR = 10
QUESTIONS: dict[str, set[str]] = {
    each["typed"]: set(each["found"])
    for each in yaml.safe_load(Path(__file__).with_name("searches.yaml").read_text(encoding="utf-8"))
}
#: The best pages for one word are among the good ones for the other.
STILL = """() => new Promise(done => {
  const shown = () => [...document.querySelectorAll('.md-search-result__item > a')].map(link => link.href).join();
  const before = shown();
  setTimeout(() => done(before === shown()), 300);
})"""
SYNONYMS = [
    ("relance", "rappel"),
    ("huissier", "commissaire de justice"),
    ("impayé", "créance"),
    ("pénalités", "intérêts de retard"),
    ("échéancier", "plan de paiement"),
]


@pytest.fixture(scope="module")
def page(browser: Browser, base: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="fr-FR")
    page = context.new_page()
    page.goto(base)
    expect(page.locator("html.js")).to_have_count(1)
    yield page
    context.close()


def results(page: Page, base: str, words: str) -> list[str]:
    """The pages found, from the root of the site, best first."""
    found = page.locator(".md-search-result__item > a.md-search-result__link")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("")
    expect(found).to_have_count(0)
    # All at once: each letter typed is a search of its own, and the last one's results look like those before.
    field.fill(words)
    page.keyboard.press("End")
    expect(found.first).to_be_visible()
    page.wait_for_function(STILL)
    root = urlsplit(base).path
    links = found.evaluate_all("links => links.map(link => link.href)")
    return list(dict.fromkeys(urlsplit(link).path.removeprefix(root) for link in links))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_finds_its_page(page: Page, base: str, question: str) -> None:
    found = results(page, base, question)[:FIRST]
    assert set(found) & QUESTIONS[question], found


@pytest.mark.parametrize(("word", "synonym"), SYNONYMS)
def test_synonyms_find_the_same_pages(page: Page, base: str, word: str, synonym: str) -> None:
    of_word, of_synonym = (results(page, base, each)[:NEAR] for each in (word, synonym))
    assert set(of_word[:FIRST]) & set(of_synonym)
    assert set(of_synonym[:FIRST]) & set(of_word)


def test_accents_and_capitals_make_no_difference(page: Page, base: str) -> None:
    assert results(page, base, "pénalité")[:FIRST] == results(page, base, "PENALITE")[:FIRST]


@pytest.mark.parametrize("words", ["de", "l’", "et la"])
def test_little_words_alone_find_nothing(page: Page, base: str, words: str) -> None:
    assert results(page, base, "pénalité")
    page.locator(".md-search__input").fill(words)
    page.keyboard.press("End")
    expect(page.locator(".md-search-result__meta")).to_have_text("Aucun document trouvé")


def test_a_short_word_is_no_beginning_of_another(page: Page, base: str) -> None:
    """« pro » is not « procès », nor « provision »: what holds both words of « chorus pro » comes first."""
    assert results(page, base, "chorus pro")[0] == "agir/acheteurs-publics/"


def test_a_word_is_found_while_it_is_typed_and_with_a_slip(page: Page, base: str) -> None:
    for typed in ("injonct", "injonxtion de payer"):
        assert "agir/injonction-de-payer/" in results(page, base, typed)[:FIRST], typed


def test_pages_with_all_the_words_come_before_pages_with_some(page: Page, base: str) -> None:
    assert results(page, base, "capitalisation anatocisme")[0] == "comprendre/comment-nous-calculons/"


def test_what_two_words_find_is_highlighted_once(page: Page, base: str) -> None:
    for _ in range(2):
        results(page, base, "delai paiment max 60 jours")
        shown = page.locator(".md-search-result__item").all_text_contents()
        assert [text for text in shown if ">" in text or "<" in text] == []
        assert page.locator(".md-search-result mark").count() > 0
