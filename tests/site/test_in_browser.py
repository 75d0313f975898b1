"""What a reader does with the guide, in a real browser: read, search, walk about, by keyboard, in the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.axe import axe

pytestmark = pytest.mark.browser

ARTICLES = [
    "", "guide/", "toutes-les-pages/", "prevenir/", "prevenir/delais-legaux/", "relancer/",
    "relancer/dix-commandements/",
    "relancer/appel-telephonique/", "agir/", "agir/mise-en-demeure/",
    "agir/injonction-de-payer/", "agir/acheteurs-publics/", "comprendre/comment-nous-calculons/", "comprendre/taux/",
    "comprendre/textes/", "comprendre/faq/", "comprendre/glossaire/", "modeles/", "modeles/formal-notice/",
    "modeles/instalment-agreement/", "relancer/compte-rendu/", "agir/dossier-pour-le-tribunal/",
    "guide/micro-entrepreneur/", "agir/il-conteste/", "agir/quelle-voie/", "agir/transport/",
    "prevenir/devis-particulier/",
    "comprendre/nos-sources/", "agir/batiment/", "agir/apres-le-jugement/", "signaler/", "vos-donnees/",
    "accessibilite/", "comprendre/delais-de-procedure/", "comprendre/versements-et-echeances/",
    "comprendre/cas-particuliers/", "nulle-part/",
]  # fmt: skip
DESKTOP, PHONE = (1280, 860), (390, 800)

Open = Callable[..., BrowserContext]


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Open]:
    """Opens a reader's window; at the end, nothing may have left the site nor been blocked."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def opened(size: tuple[int, int] = DESKTOP, theme: str = "light", **options: object) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            locale="fr-FR",
            **options,  # type: ignore[arg-type]
        )
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda problem: complaints.append(str(problem.error)))
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((base, "data:", "blob:"))] == []
    # A page that is not there answers 404, and the console says so.
    assert [text for text in complaints if "404 (Not Found)" not in text] == []


def settle(page: Page) -> None:
    """The theme's script has run: it wraps wide tables and marks the page as scripted."""
    expect(page.locator("html.js")).to_have_count(1)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


# Colours depend on the theme alone, and the layout on the size alone: two visits meet both of each.
@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["bureau", "téléphone"])
def test_axe_finds_nothing(visit: Open, base: str, size: tuple[int, int], theme: str) -> None:
    page = visit(size, theme).new_page()
    found = {}
    for article in ARTICLES:
        page.goto(base + article)
        settle(page)
        if faults := axe(page):
            found[article] = faults
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], f"{article} scrolls sideways"
    assert found == {}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("penalites de retard", "Pénalités de retard et indemnité"),
        ("PÉNALITÉS", "Pénalités de retard et indemnité"),
        ("telephoner", "L’appel téléphonique"),
        ("l’échéance", "Avant l’échéance"),
        ("commandement", "Les dix commandements pour être payé"),
    ],
)
def test_the_search_understands_french(visit: Open, base: str, words: str, title: str) -> None:
    page = visit().new_page()
    page.goto(base)
    settle(page)
    page.locator(".md-search__input").click()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__item h1").filter(has_text=title).first).to_be_visible()


def titles_that_stand(page: Page) -> set[str]:
    """What a search has found once nothing more comes: the words' last letters may still be on their way to it."""
    read: list[str] = []
    since = 0
    while since < 5:
        page.wait_for_timeout(200)
        now = page.locator(".md-search-result__item > a h1").all_inner_texts()
        read, since = now, since + 1 if now == read else 0
    return set(read)


def test_singular_and_plural_find_the_same_pages(visit: Open, base: str) -> None:
    page = visit().new_page()
    found = []
    for words in ("facture impayée", "factures impayees"):
        page.goto(base)
        settle(page)
        page.locator(".md-search__input").click()
        page.keyboard.type(words)
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        found.append(titles_that_stand(page))
    assert found[0] == found[1] != set()


def test_pages_follow_one_another_without_reloading(visit: Open, base: str) -> None:
    page = visit().new_page()
    page.goto(base)
    settle(page)
    page.evaluate("window.sameVisit = true")
    page.locator(".site-tabs").get_by_text("Comprendre").click()
    expect(page).to_have_url(base + "comprendre/")
    expect(page.locator(".site-tabs [aria-current]")).to_have_text("Comprendre")
    assert page.evaluate("window.sameVisit") is True


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(visit: Open, base: str) -> None:
    page = visit(PHONE).new_page()
    page.goto(base + "relancer/")
    settle(page)
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "téléphone"])
def test_the_focus_is_never_out_of_sight(visit: Open, base: str, size: tuple[int, int]) -> None:
    page = visit(size).new_page()
    page.goto(base + "relancer/")
    settle(page)
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const stop = document.activeElement, box = stop.getBoundingClientRect();
              const header = document.querySelector('.md-header');
              const name = `${stop.tagName} ${stop.getAttribute('aria-label') ?? stop.innerText}`;
              if (stop === document.body || stop.classList.contains('md-option')) return null;
              const covered = !header.contains(stop) && !stop.closest('.md-skip')
                && box.bottom <= header.getBoundingClientRect().bottom;
              const visible = stop.checkVisibility({visibilityProperty: true});
              return box.right <= 0 || box.left >= innerWidth || covered || !visible ? name : null;
            }"""
        )
        hidden += [stop] if stop else []
    assert hidden == []


def test_the_theme_follows_the_system_then_the_reader(visit: Open, base: str) -> None:
    context = visit(theme="dark")
    page = context.new_page()
    page.goto(base)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    settle(page)
    page.get_by_title("Passer au thème clair").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_without_script_the_guide_still_reads_and_leads_on(visit: Open, base: str) -> None:
    page = visit(PHONE, java_script_enabled=False).new_page()
    page.goto(base + "relancer/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator(".site-tabs").get_by_text("Comprendre").click()
    expect(page).to_have_url(base + "comprendre/")


def test_lines_stay_under_eighty_characters(visit: Open, base: str) -> None:
    """WCAG 1.4.8 sets eighty at most; the column takes what it may of it, so that its tables have room."""
    page = visit().new_page()
    page.goto(base + "comprendre/comment-nous-calculons/")
    settle(page)
    # a line is measured in the page's own letters, which come after its text
    longest = page.evaluate(
        """async () => (await document.fonts.ready, [...document.querySelectorAll('.md-content__inner > p')].map(p => {
          const lines = Math.round(p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight));
          return lines < 4 ? 0 : p.innerText.length / lines;
        })).reduce((a, b) => Math.max(a, b))"""
    )
    assert 45 < longest < 80


@pytest.mark.parametrize("address", ["agir/injonction-de-payer/", "agir/mise-en-demeure/", "prevenir/delais-legaux/"])
def test_text_tables_and_drawings_share_one_measure_and_leave_no_void(visit: Open, base: str, address: str) -> None:
    page = visit((1280, 900)).new_page()
    page.goto(base + address)
    settle(page)
    kinds = (
        ".md-content__inner > :is(p, ol, .md-typeset__scrollwrap, .resume, .drawn, .model, .own-figures, .admonition)"
    )
    edges = page.locator(kinds).evaluate_all(
        "parts => parts.map(part => Math.round(part.getBoundingClientRect().right))"
    )
    assert len(edges) > 10
    assert max(edges) - min(edges) <= 1, sorted(set(edges))
    contents = page.locator(".md-sidebar--secondary .md-nav").first.bounding_box()
    assert contents is not None
    assert 24 <= contents["x"] - max(edges) <= 100


def test_an_article_transfers_less_than_300_kb_and_no_runtime(browser: Browser, base: str) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(base + "relancer/dix-commandements/")
    page.wait_for_load_state("networkidle")
    context.close()
    assert 30_000 < sum(sizes) < 300_000
    assert not [url for url in urls if "/assets/app/py." in url or "/assets/app/ui." in url or url.endswith(".wasm")]


def test_a_page_that_moved_keeps_the_part_that_was_asked_for(visit: Open, base: str) -> None:
    page = visit().new_page()
    page.goto(base + "guide/quatre-etapes/#au-dela")
    page.wait_for_url(base + "relancer/#au-dela")
    without_script = visit(java_script_enabled=False).new_page()
    without_script.goto(base + "glossaire/")
    without_script.wait_for_url(base + "comprendre/glossaire/")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "téléphone"])
def test_a_page_that_is_not_there_looks_for_the_words_of_its_address(
    visit: Open, base: str, size: tuple[int, int]
) -> None:
    page = visit(size).new_page()
    page.goto(base + "injonction-de-payer/")
    settle(page)
    page.get_by_role("button", name="Chercher dans le guide").click()
    expect(page.locator(".md-search__input")).to_have_value("injonction de payer")
    expect(page.locator(".md-search-result__item h1").filter(has_text="injonction de payer").first).to_be_visible()


def test_a_word_of_the_law_tells_its_meaning_and_leads_to_the_glossary(visit: Open, base: str) -> None:
    page = visit(PHONE).new_page()
    page.goto(base + "agir/injonction-de-payer/")
    settle(page)
    word = page.locator("a.term").first
    anchor = (word.get_attribute("href") or "").partition("#")[2]
    word.click()
    page.wait_for_url(f"{base}comprendre/glossaire/#{anchor}")
    expect(page.locator(f"dfn#{anchor}")).to_be_in_viewport()
