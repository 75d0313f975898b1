"""The site kept on the device: without a connection, beside a newer build, without room, and when it is damaged."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.reader import NO_BREAK, Reader
from tests.browser.test_sheet import SEEN_AS_SAVED
from tests.support.axe import axe
from tests.support.browser import chromium, firefox
from tests.support.host import Host, another_build, hosting

pytestmark = pytest.mark.browser

KEPT, WHOLE = "s’ouvrent sans connexion", "les lettres, PDF et Word compris, s’ouvrent sans connexion"
LETTER = "#letter-page"
#: 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 62 / 365 = 210.63; and 40.
CASE, TOTAL = ("10 000", "31/05/2026", "31/08/2026"), "10350.49"


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    with hosting(site) as served:
        yield served


@pytest.fixture(scope="module")
def newer(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later build, which no test changes."""
    return another_build(site, tmp_path_factory.mktemp("host") / "newer", "bis")


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """The browsers that readers have: who answers after an update is their business more than the page's."""
    with chromium(playwright, windowed=True) if request.param == "chromium" else firefox(playwright) as started:
        yield started


both = pytest.mark.parametrize("engine", ["chromium", "firefox"], indirect=True)
#: What only Chromium's own tools can bring about.
in_chromium = pytest.mark.parametrize("engine", ["chromium"], indirect=True)


@pytest.fixture
def device(engine: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A reader's device: a service worker may work there."""
    contexts: list[BrowserContext] = []

    def taken(size: tuple[int, int] = DESKTOP, script: str = "") -> BrowserContext:
        context = engine.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            service_workers="allow",
        )
        if script:
            context.add_init_script(script)
        contexts.append(context)
        return context

    yield taken
    for context in contexts:
        context.close()


def computes(page: Page, host: Host) -> Reader:
    return types_case(Reader(page, host.base).arrive())


def types_case(reader: Reader) -> Reader:
    amount, due, as_of = CASE
    return reader.invoice(amount, due, as_of=as_of).sees_total(TOTAL)


def keeps(page: Page, host: Host) -> Reader:
    """A first visit to the calculator, to the end."""
    reader = computes(page, host)
    return keeps_letters(reader)


def keeps_letters(reader: Reader) -> Reader:
    """The guide and the calculator keep themselves; the letters are kept when they are asked for."""
    offline = reader.part("#offline")
    expect(offline).to_contain_text(KEPT)
    offline.get_by_role("button", name="Garder aussi les lettres").click()
    expect(offline).to_contain_text(WHOLE)
    return reader


def opens_letter(reader: Reader) -> Reader:
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part(LETTER)).to_contain_text("Mise en demeure", ignore_case=True)
    return reader


def left(page: Page) -> list[str]:
    """What the site has put on the device to open without a connection."""
    found: list[str] = page.evaluate(
        """async () => [
          ...await caches.keys(),
          ...(await navigator.serviceWorker.getRegistrations()).map(each => each.scope),
        ]"""
    )
    return found


# ---------------------------------------------------------------- without a connection

SHARES = """async ([base, name, type, content]) => {
  const form = new FormData();
  form.append("files", new File([Uint8Array.from(atob(content), each => each.charCodeAt(0))], name, { type }));
  const answer = await fetch(`${base}calculateur/?recevoir`, { method: "POST", body: form, redirect: "manual" });
  return answer.type;
}"""
# Three invoices of one customer, as a spreadsheet saves them.
LIST = """N° de facture;Client;Date;Échéance;Montant TTC
F-101;Durand SAS;01/05/2026;31/05/2026;10 000,00
F-102;Durand SAS;01/06/2026;30/06/2026;2 400,00
"""


#: How the file that the page hands over begins.
SAVED = """async () => {
  while (!window.saved) await new Promise(done => setTimeout(done, 20));
  const { content } = window.saved;
  window.saved = null;
  return atob(content).slice(0, 4);
}"""


@both
def test_after_one_visit_all_of_it_works_without_the_host(device: Callable[..., BrowserContext], host: Host) -> None:
    context = device(script=SEEN_AS_SAVED)
    first = Reader(context.new_page(), host.base).arrive()
    offline = first.part("#offline")
    # said before it is done, with its size, to whoever only looks too
    expect(offline).to_contain_text(re.compile(rf"\d+{NO_BREAK}Mo, dont \d+{NO_BREAK}Mo au plus à télécharger"))
    expect(offline.get_by_role("button", name="Ne pas garder le site")).to_be_visible()
    assert left(first.page) == []
    expect(offline).to_contain_text("Le guide et le calculateur s’ouvrent sans connexion")
    expect(first.part("#engine-status")).to_have_attribute("data-stage", "idle")
    types_case(first)
    # no archive that a calculation does without came unasked
    assert [address for address, _ in host.sent if address.endswith(("/pdf.zip.gz", "/letters.zip.gz"))] == []
    keeps_letters(first)
    expect(offline).to_contain_text(re.compile(rf"{KEPT}{NO_BREAK}: \d+{NO_BREAK}Mo sur cet appareil"))
    first.button("Garder ce dossier sur cet appareil").click()
    expect(first.part("#keeping")).to_contain_text("Gardé sur cet appareil")

    host.sent.clear()
    first.page.reload()
    opens_letter(first.sees_total(TOTAL))
    # but whether there is a newer one
    assert {address for address, _ in host.sent} <= {"/sw.js"}
    assert sum(size for _, size in host.sent) == 0
    first.page.close()
    host.down()

    # the case is there again, is reckoned, and has its letter, to be taken away
    page = context.new_page()
    again = Reader(page, host.base).arrive().sees_total(TOTAL)
    again.types("as_of", "30/08/2026").sees_total("10347.09")
    opens_letter(again)
    for kind, begins in (("pdf", "%PDF"), ("docx", "PK")):
        page.locator(f'[data-action="letter-file"][data-format="{kind}"]').click()
        assert page.evaluate(SAVED).startswith(begins)
    # the guide, and its search
    page.goto(host.base + "agir/mise-en-demeure/")
    expect(page.locator(".md-content h1")).to_contain_text("mise en demeure")
    page.locator(".md-search__input").click()
    page.keyboard.type("injonction")
    result = page.locator(".md-search-result__item a", has_text="njonction").first
    result.click()
    expect(page.locator(".md-content h1")).to_contain_text("njonction")
    page.goto(host.base + "nulle-part/")
    expect(page.locator(".md-content h1")).to_contain_text("n’existe pas")
    # a file that another program hands over: the system posts it, the service worker answers, and it is read once
    content = base64.b64encode(LIST.encode()).decode()
    assert page.evaluate(SHARES, [host.base, "liste.csv", "text/csv", content]) == "opaqueredirect"
    page.goto(host.base + "guide/")
    page.goto(host.base + "calculateur/#recu")
    expect(page.locator("#import-dialog")).to_contain_text("F-102")
    expect(page).to_have_url(host.base + "calculateur/")
    assert "payeatemps-recu" not in left(page)


@both
def test_all_of_it_goes_when_the_reader_says_so_and_comes_back_when_they_ask(
    device: Callable[..., BrowserContext], host: Host
) -> None:
    context = device()
    reader = computes(context.new_page(), host)
    offline = reader.part("#offline")
    # refused while it is on its way
    offline.get_by_role("button", name="Ne pas garder le site").click()
    expect(offline).to_contain_text("n’est plus gardé sur cet appareil")
    assert left(reader.page) == []
    offline.get_by_role("button", name="Garder pour travailler hors ligne").click()
    expect(offline).to_contain_text(WHOLE)
    # what came through the page did not come again
    sent = [address for address, size in host.sent if size]
    assert [each for each in set(sent) if "/assets/app/" in each and sent.count(each) > 1] == []
    offline.get_by_role("button", name="Ne plus garder le site").click()
    expect(offline).to_contain_text("n’est plus gardé sur cet appareil")
    # neither what is asked for afterwards, nor another visit, keeps it again
    opens_letter(reader)
    assert left(reader.page) == []
    reader.page.close()
    again = computes(context.new_page(), host)
    expect(again.part("#offline")).to_contain_text("s’ouvriront sans connexion")
    assert left(again.page) == []
    again.part("#offline").get_by_role("button", name="Garder pour travailler hors ligne").click()
    expect(again.part("#offline")).to_contain_text(WHOLE)


# ---------------------------------------------------------------- a newer build

ASKS_FOR_NEWS = "async () => { await (await navigator.serviceWorker.getRegistration()).update() }"


@both
def test_a_newer_build_waits_until_the_reader_takes_it(
    device: Callable[..., BrowserContext], host: Host, newer: Path
) -> None:
    context = device()
    reader = keeps(context.new_page(), host)
    page = reader.page
    before = page.locator("#claim-form").get_attribute("data-runtime")
    other = Reader(context.new_page(), host.base).arrive().page
    host.deploys(newer)
    host.sent.clear()
    page.evaluate(ASKS_FOR_NEWS)
    offer = page.locator(".site-update")
    expect(offer).to_contain_text("Une version plus récente de ce site est prête.")
    # what both have in common is not fetched again
    asked = [address for address, _ in host.sent]
    assert [address for address in asked if "/app/py." in address] == []
    assert "/calculateur/" in asked
    page.reload()
    expect(page.locator(".md-content h1").first).not_to_contain_text("bis")
    assert page.locator("#claim-form").get_attribute("data-runtime") == before
    offer.get_by_role("button", name="Plus tard").click()
    expect(offer).to_have_count(0)
    # another page takes it: this one goes on with its own files, which the host no longer has
    other.locator(".site-update").get_by_role("button", name="Mettre à jour").click()
    expect(other.locator(".md-content h1").first).to_contain_text("bis")
    other.close()
    expect(page.locator(".md-content h1").first).not_to_contain_text("bis")
    reader.types("as_of", "30/08/2026").sees_total("10347.09")
    opens_letter(reader)
    # the offer comes again, and the case comes along
    offer.get_by_role("button", name="Mettre à jour").click()
    expect(page.locator(".md-content h1").first).to_contain_text("bis")
    reader.sees_total("10347.09")
    after = page.locator("#claim-form").get_attribute("data-runtime")
    assert after != before
    expect(page.locator("#offline")).to_contain_text(KEPT)
    kept: list[str] = page.evaluate(
        "async () => (await (await caches.open('payeatemps-site')).keys()).map(({ url }) => url)"
    )
    assert {url.split("/")[5] for url in kept if "/app/py." in url} == {(after or "").split("/")[-2]}


# ---------------------------------------------------------------- no room, no leave, data that are counted


@in_chromium
def test_a_full_device_is_said_and_the_calculator_works(device: Callable[..., BrowserContext], host: Host) -> None:
    context = device()
    page = context.new_page()
    page.goto(host.base)
    tools = context.new_cdp_session(page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": host.base.rstrip("/"), "quotaSize": 4_000_000})
    reader = computes(page, host)
    expect(reader.part("#offline")).to_contain_text("plus assez de place")
    assert left(page) == []
    reader.types("as_of", "30/08/2026").sees_total("10347.09")
    # there is room again
    tools.send("Storage.overrideQuotaForOrigin", {"origin": host.base.rstrip("/")})
    reader.button("Réessayer", "#offline").click()
    expect(reader.part("#offline")).to_contain_text(WHOLE)


NO_LEAVE = "async () => { throw new DOMException('no', 'SecurityError') };"
REFUSALS = {
    "none at all": "delete Navigator.prototype.serviceWorker;",
    "not allowed": f"ServiceWorkerContainer.prototype.register = {NO_LEAVE}",
    "no cache": f"CacheStorage.prototype.open = ServiceWorkerContainer.prototype.register = {NO_LEAVE}",
}


@both
@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_private_window_is_told_that_it_needs_a_connection(
    device: Callable[..., BrowserContext], host: Host, refusal: str
) -> None:
    reader = computes(device(script=refusal).new_page(), host)
    expect(reader.part("#offline")).to_contain_text("Ce navigateur ne garde pas les sites ici")
    expect(reader.part("#offline").get_by_role("button")).to_have_count(0)
    if refusal == REFUSALS["no cache"]:
        opens_letter(reader)


def test_on_a_phone_nothing_is_fetched_unasked(browser: Browser, host: Host) -> None:
    """Its browser does not say how it is connected; lines that are told are tried in line.test.mjs."""
    context = browser.new_context(locale="fr-FR", service_workers="allow", is_mobile=True, has_touch=True)
    reader = computes(context.new_page(), host)
    offline = reader.part("#offline")
    expect(offline).to_contain_text(re.compile(rf"\d+{NO_BREAK}Mo au plus à télécharger"))
    # longer than either wait: that of a page just opened, that of a result just shown
    reader.page.wait_for_timeout(6000)
    assert left(reader.page) == []
    assert [address for address, _ in host.sent if "letters.zip" in address or address == "/sw.js"] == []
    offline.get_by_role("button", name="Garder pour travailler hors ligne").click()
    expect(offline).to_contain_text(WHOLE)
    context.close()


# ---------------------------------------------------------------- what is damaged on the device

DAMAGE = """async ends => {
  const cache = await caches.open("payeatemps-site");
  const found = (await cache.keys()).filter(({ url }) => ends.some(end => new URL(url).pathname.endsWith(end)));
  for (const request of found) {
    const headers = (await cache.match(request)).headers;
    await cache.put(request, new Response("abîmé", { headers }));
  }
  return found.length;
}"""
SOUND = """async ends => {
  const cache = await caches.open("payeatemps-site");
  const texts = (await cache.keys()).filter(({ url }) => ends.some(end => new URL(url).pathname.endsWith(end)))
    .map(async request => (await cache.match(request)).text());
  return (await Promise.all(texts)).every(text => text !== "abîmé");
}"""


@both
def test_a_damaged_file_is_fetched_anew(device: Callable[..., BrowserContext], host: Host) -> None:
    ends = ["/calculateur/", "/shell.mjs", "/all.css", "/python.zip.gz", "/pyodide.asm.wasm", "/letter.zip.gz"]
    context = device()
    page = keeps(context.new_page(), host).page
    assert page.evaluate(DAMAGE, ends) == len(ends)
    page.close()
    reader = computes(context.new_page(), host)
    opens_letter(reader)
    assert reader.page.evaluate(SOUND, ends)


# ---------------------------------------------------------------- erasing

SLOW_TO_ANSWER = """{
  const asks = navigator.serviceWorker.getRegistration.bind(navigator.serviceWorker);
  const asked = new Promise(resolve => (globalThis.answers = resolve));
  navigator.serviceWorker.getRegistration = async site => asked.then(() => asks(site));
}"""


@both
def test_erasing_everything_says_what_stays_and_takes_it_when_asked(
    device: Callable[..., BrowserContext], host: Host
) -> None:
    reader = keeps(device().new_page(), host)
    page = reader.page

    def erases(*, site: bool) -> None:
        reader.button("Garder ce dossier sur cet appareil").click()
        expect(reader.part("#keeping")).to_contain_text("Gardé sur cet appareil")
        reader.part("#keeping").get_by_role("button", name="Vos clients").click()
        page.get_by_role("button", name="Effacer mes données de cet appareil").click()
        page.evaluate("() => globalThis.answers?.()")
        page.get_by_label("Effacer aussi les fichiers du site").set_checked(site)
        page.get_by_role("button", name="Tout effacer de cet appareil").click(timeout=5000)

    erases(site=False)
    said = page.locator("#customers-said")
    expect(said).to_contain_text("il ne reste rien de vous")
    expect(said).to_contain_text("Les fichiers du site restent")
    assert left(page) != []
    page.get_by_role("button", name="Revenir au dossier").click()
    # what the browser knows of the kept site may come after the question
    page.add_init_script(SLOW_TO_ANSWER)
    page.reload()
    reader.sees_total(TOTAL)
    erases(site=True)
    expect(said).to_contain_text("il ne reste rien de vous")
    expect(said).not_to_contain_text("restent")
    assert left(page) == []


# ---------------------------------------------------------------- what is seen


@in_chromium
def test_axe_finds_nothing_in_what_is_said_of_it(
    device: Callable[..., BrowserContext], host: Host, newer: Path
) -> None:
    page = device().new_page()
    keeps(page, host)
    found = seen(page, "kept")
    host.deploys(newer)
    page.evaluate(ASKS_FOR_NEWS)
    expect(page.locator(".site-update")).to_be_in_viewport()
    found |= seen(page, "a newer build")
    page.locator("#offline").get_by_role("button", name="Ne plus garder le site").click()
    expect(page.locator("#offline")).to_contain_text("n’est plus gardé")
    found |= seen(page, "no longer kept")
    assert {state: problems for state, problems in found.items() if problems} == {}


def seen(page: Page, state: str) -> dict[str, list[str]]:
    """What axe says of the page as it stands, on a desk in the dark and on a phone in the light."""
    found = {}
    for size, theme in ((DESKTOP, "dark"), (PHONE, "light")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found[f"{state}, {theme}"] = axe(page)
    return found
