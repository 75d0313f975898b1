"""Ten questions a reader types find the right page among the first three; synonyms and accents make no difference."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FIRST = 3
NEAR = 10
QUESTIONS = {
    "combien de jours pour payer une facture": {"prevenir/delais-legaux/"},
    "client ne paie pas que faire": {"guide/", "relancer/"},
    "taux pénalités de retard 2026": {"comprendre/taux/"},
    "indemnité 40 euros": {"agir/penalites-et-indemnite/"},
    "lettre mise en demeure": {"agir/mise-en-demeure/", "modeles/formal-notice/"},
    "injonction de payer prix": {"agir/procedures-et-couts/", "agir/injonction-de-payer/"},
    "relance téléphone": {"relancer/appel-telephonique/", "outils/appel-telephonique/"},
    "facture impayée particulier": {"agir/clients-particuliers/"},
    "mairie retard paiement": {"agir/acheteurs-publics/"},
    "prescription facture": {"comprendre/delais-pour-agir/"},
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
