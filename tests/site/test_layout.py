"""Nothing leaves the window and nothing covers a control, at any width, whatever is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.layout import HEIGHT, WIDTHS, faults_of

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "agir/mise-en-demeure/",
    "modeles/formal-notice/",
    "comprendre/taux/",
    "relancer/appel-telephonique/",
    "guide/micro-entrepreneur/",
    "calculateur/",
]
#: From this width on the search has its field in the header.
FIELD_ABOVE = 960
#: From this width on the menu is beside the text, and its button is gone.
MENU_ABOVE = 1220


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": HEIGHT}, reduced_motion="reduce", locale="fr-FR")
    yield context.new_page()
    context.close()


def arrive(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("html.js")).to_have_count(1)
    # on the calculator's page the theme comes late, once the reader shows interest
    page.keyboard.press("Shift")
    page.wait_for_function("() => 'document$' in globalThis")


@pytest.mark.parametrize("address", PAGES)
def test_everything_stays_in_the_window(page: Page, base: str, address: str) -> None:
    arrive(page, base + address)
    page.evaluate("() => document.querySelectorAll('.md-content details').forEach(part => (part.open = true))")
    assert faults_of(page) == {}


@pytest.mark.parametrize("address", PAGES)
def test_the_open_search_stays_in_the_window(page: Page, base: str, address: str) -> None:
    arrive(page, base + address)
    page.locator(".md-search__input").click()
    expect(page.locator("#__search")).to_be_checked()
    expect(page.locator(".md-search__output")).to_have_css("opacity", "1")
    assert searching(page) == {}
    page.keyboard.type("mise en demeure")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    # what a page is found by is no text of it
    expect(page.locator(".md-search-result .md-tags").filter(visible=True)).to_have_count(0)
    assert searching(page) == {}


def searching(page: Page) -> dict[int, list[str]]:
    """On a narrow screen the search takes all of it; on a wide one the header stays in use beside it."""
    narrow, wide = [[width for width in WIDTHS if (width >= FIELD_ABOVE) is side] for side in (False, True)]
    return faults_of(page, ".md-search__inner", narrow) | faults_of(page, ".md-header", wide)


def test_the_tabs_keep_their_place_while_one_searches(page: Page, base: str) -> None:
    arrive(page, base)
    for width in [width for width in WIDTHS if width >= MENU_ABOVE]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        places = """() => [...document.querySelectorAll('.site-tabs a, .md-header__option')]
          .map(tab => JSON.stringify(tab.getBoundingClientRect()))"""
        before = page.evaluate(places)
        page.locator(".md-search__input").click()
        expect(page.locator(".md-search__output")).to_have_css("opacity", "1")
        assert page.evaluate(places) == before, width
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()


def test_the_search_goes_when_one_leaves_it(page: Page, base: str) -> None:
    arrive(page, base)
    field, output = page.locator(".md-search__input"), page.locator(".md-search__output")
    field.click()
    expect(output).to_be_visible()
    page.mouse.click(200, 600)
    expect(output).to_be_hidden()
    field.click()
    expect(output).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(output).to_be_hidden()


@pytest.mark.parametrize("address", PAGES)
def test_the_open_menu_stays_in_the_window(page: Page, base: str, address: str) -> None:
    narrow = [width for width in WIDTHS if width < MENU_ABOVE]
    page.set_viewport_size({"width": narrow[-1], "height": HEIGHT})
    arrive(page, base + address)
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#__drawer")).to_be_checked()
    # each level of the menu lies over the one before
    page.evaluate(
        """() => [...document.querySelectorAll('.md-nav--primary, .md-nav__toggle:checked ~ .md-nav')]
          .filter(level => !level.matches('.md-nav--secondary')).at(-1).setAttribute('data-level', 'seen')"""
    )
    assert faults_of(page, "[data-level=seen] > :is(ul, label)", narrow) == {}


CUT = """() => {
  document.querySelectorAll('.md-content details').forEach(part => (part.open = true));
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
    [...document.querySelectorAll('.md-content :is(.md-typeset__scrollwrap, .letter__table)')]
      .filter(box => box.scrollWidth > box.clientWidth).map(box => box.textContent.trim().slice(0, 40))))));
}"""


def test_a_phone_shows_every_column_of_a_table(page: Page, base: str) -> None:
    """Too wide or squeezed, a table becomes a list of its rows; each cell bears the name of its column."""
    addresses = ("vos-donnees/", "agir/procedures-et-couts/", "agir/mise-en-demeure/", "comprendre/taux/")
    for address in addresses:
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(base + address)
            expect(page.locator(".stacked").first).to_be_visible()
            assert page.evaluate(CUT) == [], (address, width)
    row = page.locator(".rates-half-years tbody tr").nth(1)
    labels = row.locator("[data-label]").evaluate_all("cells => cells.map(cell => cell.dataset.label)")
    assert labels[:3] == ["Semestre", "BCE au premier jour", "Entre professionnels, sans clause"]
    assert row.get_attribute("role") == "row"
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    expect(page.locator(".rates-half-years.stacked")).to_have_count(0)


def test_nothing_floats_over_the_page(page: Page, base: str) -> None:
    """A button that comes when one scrolls back covered fields and the title of the result."""
    arrive(page, base + "comprendre/taux/")
    page.mouse.wheel(0, 2000)
    page.mouse.wheel(0, -300)
    expect(page.get_by_text("Retour en haut")).to_have_count(0)
