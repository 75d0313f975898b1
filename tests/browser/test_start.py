"""Before Python is there, when it does not come, and across the pages of the site."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, OpenContext, Watch
from tests.browser.reader import HeldBack, Reader

pytestmark = pytest.mark.browser

ARCHIVE = "**/python.zip.gz"
THEME = "/javascripts/bundle."


def test_the_page_is_whole_before_any_script(window: OpenContext, base: str) -> None:
    page = window(java_script_enabled=False).new_page()
    page.goto(base + "calculateur/")
    expect(page.locator("#result")).to_contain_text("Le total s’affiche ici")
    expect(page.get_by_label("Échéance")).to_be_visible()


def test_a_page_that_is_only_read_never_says_that_it_has_not_come(page: Page, base: str) -> None:
    """Python waits for a gesture; the sentence for scripts that never come showed after twelve seconds all the same."""
    Reader(page, base).arrive()
    expect(page.locator("#engine-status .late")).to_have_count(0)
    expect(page.locator("#engine-status")).to_have_attribute("data-stage", "idle")


def test_what_is_typed_early_is_kept_and_computed(page: Page, base: str) -> None:
    reader = Reader(page, base)
    seen: list[str] = []

    def types_while_python_is_on_its_way(route: Route) -> None:
        try:
            expect(reader.part("#engine-status")).to_contain_text("Préparation du calcul")
            expect(reader.part("button[type=submit]").first).to_have_text("Préparation…")
            reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_state("first")
            seen.append("typed")
        finally:
            route.continue_()

    page.route(ARCHIVE, types_while_python_is_on_its_way)
    reader.arrive().part('[name="as_of"]').focus()
    reader.sees_total("10350.49").is_ready()
    expect(reader.part("button[type=submit]").first).to_have_text("Calculer")
    assert seen == ["typed"]


@pytest.fixture
def without_python(page: Page) -> HeldBack:
    """Holds Python back, for the time before it is there."""
    return HeldBack(page, ARCHIVE)


def test_the_theme_waits_until_the_first_result_is_shown(
    page: Page, base: str, without_python: HeldBack, watch: Watch
) -> None:
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026")
    expect(reader.part("#engine-status")).to_contain_text("Préparation du calcul")
    assert not [url for url in watch.asked if THEME in url]
    with page.expect_request(f"**/*{THEME}*"):
        without_python.let_go()
    reader.sees_total("10350.49")


def test_a_reader_who_turns_to_the_rest_of_the_page_does_not_wait(
    page: Page, base: str, without_python: HeldBack
) -> None:
    page.emulate_media(color_scheme="light")
    Reader(page, base).arrive()
    page.locator("label[title='Passer au thème sombre']:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator(".md-search__input").click()
    page.keyboard.type("injonction")
    expect(page.locator(".md-search-result__item").first).to_contain_text("njonction")
    assert without_python, "Python had not come yet"


def test_the_menu_opens_before_python_is_there(window: OpenContext, base: str) -> None:
    page = window(PHONE).new_page()
    page.route(ARCHIVE, lambda route: None)
    Reader(page, base).arrive()
    menu = page.get_by_role("button", name="Menu")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.locator(".md-sidebar--primary").get_by_role("link", name="Accueil").click()
    expect(page).to_have_url(base)


def test_a_link_followed_before_python_is_there_loses_nothing(page: Page, base: str, without_python: HeldBack) -> None:
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026")
    expect(reader.part("#engine-status")).to_contain_text("Préparation du calcul")
    page.get_by_role("link", name="Comment nous calculons").last.click()
    expect(page.locator("h1")).to_contain_text("Comment nous calculons")
    page.get_by_role("link", name="Calculer ce qu’on me doit").first.click()
    expect(page.locator("[name='invoices-0-amount']")).to_have_value("10 000")
    without_python.let_go()
    reader.sees_total("10350.49")


def test_links_lead_somewhere_even_if_the_theme_does_not_come(
    page: Page, base: str, without_python: HeldBack, watch: Watch
) -> None:
    watch.expected = ("Failed to load resource",)
    page.route(f"**/*{THEME}*", lambda route: route.abort())
    Reader(page, base).arrive()
    page.get_by_role("link", name="Comment nous calculons").last.click()
    expect(page.locator("h1")).to_contain_text("Comment nous calculons")


def test_a_start_that_fails_can_be_tried_again(page: Page, base: str, watch: Watch) -> None:
    # Python, the browser and we all say on the console what went wrong.
    watch.expected = ("",)
    page.route(ARCHIVE, lambda route: route.abort())
    reader = Reader(page, base).arrive()
    reader.part('[name="as_of"]').focus()
    status = reader.part("#engine-status")
    expect(status).to_have_attribute("data-stage", "failed")
    expect(status).to_contain_text("n’a pas pu démarrer")
    expect(status.get_by_role("link")).to_have_attribute("href", base + "comprendre/comment-nous-calculons/")
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026")
    page.unroute(ARCHIVE)
    status.get_by_role("button", name="Réessayer").click()
    reader.sees_total("10350.49").is_ready()


def test_today_is_proposed(reader: Reader) -> None:
    day = datetime.datetime.now(tz=datetime.UTC).date()
    near = "|".join(f"{day + datetime.timedelta(days=shift):%d/%m/%Y}" for shift in (0, 1))
    expect(reader.part('[name="as_of"]')).to_have_value(re.compile(near))


def test_an_example_is_shown_when_asked_for_and_one_step_takes_it_away(reader: Reader) -> None:
    reader.is_ready().button("Voir un exemple").click()
    reader.sees_state("computed")
    expect(reader.part("#notice")).to_contain_text("Exemple")
    assert reader.entries()["invoices-0-amount"] == "10 000"
    reader.button("Annuler", "#case-bar").click()
    reader.sees_state("example")
    assert reader.entries()["invoices-0-amount"] == ""


def test_the_figures_go_when_the_form_is_emptied(reader: Reader) -> None:
    today = reader.is_ready().part('[name="as_of"]').input_value()
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.invoice("", "", as_of=today).sees_state("example")
    expect(reader.part("#result")).to_contain_text("Le total s’affiche ici")
    expect(reader.part("#statement")).to_be_hidden()


def test_entries_and_python_outlive_a_visit_elsewhere(newcomer: Reader, watch: Watch) -> None:
    newcomer.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    page = newcomer.page
    page.get_by_role("link", name="Comment nous calculons").last.click()
    expect(page.locator("h1")).to_contain_text("Comment nous calculons")
    expect(page.locator("#claim-form")).to_have_count(0)
    page.get_by_role("link", name="Calculer ce qu’on me doit").first.click()
    newcomer.sees_total("10350.49")
    newcomer.types("as_of", "30/08/2026").sees_total("10347.09")
    assert len([url for url in watch.asked if url.endswith("python.zip.gz")]) == 1


def test_an_article_never_loads_python(page: Page, base: str, watch: Watch) -> None:
    page.goto(base + "comprendre/comment-nous-calculons/")
    page.mouse.wheel(0, 2000)
    page.wait_for_load_state("networkidle")
    assert [url for url in watch.asked if "/app/py." in url or ("/app/ui." in url and url.endswith(".mjs"))] == []
