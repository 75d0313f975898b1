"""The site kept on the device: without a connection, beside a newer build, without room, and when it is damaged."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.reader import NO_BREAK, Reader
from tests.support.axe import axe
from tests.support.browser import firefox
from tests.support.host import Host, another_build, hosting

pytestmark = pytest.mark.browser

KEPT, WHOLE = "s’ouvrent sans connexion", "toutes les lettres s’ouvrent sans connexion"
LETTER = "#letter-page"
#: 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 62 / 365 = 210.63; and 40.
CASE, TOTAL = ("10 000", "31/05/2026", "31/08/2026"), "10350.49"


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    with hosting(site) as served:
        yield served


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest, playwright: Playwright, browser: Browser) -> Iterator[Browser]:
    if request.param == "chromium":
        yield browser
    else:
        with firefox(playwright) as started:
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
    amount, due, as_of = CASE
    return Reader(page, host.base).arrive().invoice(amount, due, as_of=as_of).sees_total(TOTAL)


def keeps(page: Page, host: Host) -> Reader:
    """A first visit to the calculator, to the end."""
    reader = computes(page, host)
    expect(reader.part("#offline")).to_contain_text(KEPT)
    # what the letters need was fetched ahead, and is kept as well
    waits_for(reader.page, "letter.zip.gz")
    return reader


def waits_for(page: Page, name: str) -> None:
    end = time.monotonic() + 60
    while not is_kept(page, name):
        assert time.monotonic() < end, f"{name} was never kept"
        page.wait_for_timeout(100)


def opens_letter(reader: Reader) -> Reader:
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part(LETTER)).to_contain_text("Mise en demeure", ignore_case=True)
    return reader


def is_kept(page: Page, name: str) -> bool:
    """Whether a file of the runtime lies on the device."""
    found: bool = page.evaluate(
        """async name => {
          const kept = await (await caches.open("payeatemps-site")).keys();
          return kept.some(({ url }) => url.endsWith(`/${name}`));
        }""",
        name,
    )
    return found


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


@both
def test_after_one_visit_all_of_it_works_without_the_host(device: Callable[..., BrowserContext], host: Host) -> None:
    context = device()
    reader = keeps(context.new_page(), host)
    expect(reader.part("#offline")).to_contain_text(re.compile(rf"{KEPT}{NO_BREAK}: \d+{NO_BREAK}Mo sur cet appareil"))
    reader.button("Garder ce dossier sur cet appareil").click()
    expect(reader.part("#keeping")).to_contain_text("Gardé sur cet appareil")
    reader.page.close()
    host.down()

    # the case is there again, is reckoned, and has its letter
    page = context.new_page()
    again = Reader(page, host.base).arrive().sees_total(TOTAL)
    again.types("as_of", "30/08/2026").sees_total("10347.09")
    opens_letter(again)
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


@both
def test_the_rest_is_kept_when_the_reader_asks_and_all_of_it_goes_when_they_say_so(
    device: Callable[..., BrowserContext], host: Host
) -> None:
    context = device()
    reader = keeps(context.new_page(), host)
    offline = reader.part("#offline")
    assert not is_kept(reader.page, "pdf.zip.gz")
    offline.get_by_role("button", name="Garder aussi toutes les lettres et leurs PDF").click()
    expect(offline).to_contain_text(WHOLE)
    assert is_kept(reader.page, "pdf.zip.gz")
    assert is_kept(reader.page, "remainder.zip.gz")
    offline.get_by_role("button", name="Ne plus garder le site").click()
    expect(offline).to_contain_text("n’est plus gardé sur cet appareil")
    # neither what is asked for afterwards, nor another visit, keeps it again
    opens_letter(reader)
    assert left(reader.page) == []
    reader.page.close()
    again = computes(context.new_page(), host)
    expect(again.part("#offline")).to_contain_text("s’ouvriront sans connexion")
    assert left(again.page) == []
    again.button("Garder pour travailler hors ligne").click()
    expect(again.part("#offline")).to_contain_text(WHOLE)


@both
def test_a_second_visit_asks_the_host_for_nothing(device: Callable[..., BrowserContext], host: Host) -> None:
    context = device()
    first = opens_letter(keeps(context.new_page(), host)).page
    waits_for(first, "pdf.zip.gz")
    first.close()
    host.sent.clear()
    opens_letter(computes(context.new_page(), host))
    # but whether there is a newer one
    assert {address for address, _ in host.sent} <= {"/sw.js"}
    assert sum(size for _, size in host.sent) == 0


# ---------------------------------------------------------------- a newer build

ASKS_FOR_NEWS = "async () => { await (await navigator.serviceWorker.getRegistration()).update() }"


@both
def test_a_newer_build_waits_until_the_reader_takes_it(
    device: Callable[..., BrowserContext], host: Host, site: Path, tmp_path: Path
) -> None:
    context = device()
    reader = keeps(context.new_page(), host)
    page = reader.page
    before = page.locator("#claim-form").get_attribute("data-runtime")
    host.deploys(another_build(site, tmp_path / "newer", "bis"))
    page.evaluate(ASKS_FOR_NEWS)
    offer = page.locator(".site-update")
    expect(offer).to_contain_text("Une version plus récente de ce site est prête.")
    # the page goes on with its own files, which the host no longer has
    reader.types("as_of", "30/08/2026").sees_total("10347.09")
    opens_letter(reader)
    page.reload()
    expect(page.locator(".md-content h1").first).not_to_contain_text("bis")
    reader.sees_total("10347.09")
    assert page.locator("#claim-form").get_attribute("data-runtime") == before
    offer.get_by_role("button", name="Plus tard").click()
    expect(offer).to_have_count(0)
    # the offer comes again, and the case comes along
    page.reload()
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


@both
def test_a_page_of_the_former_build_keeps_its_files_when_another_takes_the_newer_one(
    device: Callable[..., BrowserContext], host: Host, site: Path, tmp_path: Path
) -> None:
    context = device()
    one = keeps(context.new_page(), host)
    two = computes(context.new_page(), host)
    host.deploys(another_build(site, tmp_path / "newer", "bis"))
    two.page.evaluate(ASKS_FOR_NEWS)
    two.page.locator(".site-update").get_by_role("button", name="Mettre à jour").click()
    expect(two.page.locator(".md-content h1").first).to_contain_text("bis")
    expect(one.page.locator(".md-content h1").first).not_to_contain_text("bis")
    one.types("as_of", "30/08/2026").sees_total("10347.09")
    opens_letter(one)
    one.page.locator(".site-update").get_by_role("button", name="Mettre à jour").click()
    expect(one.page.locator(".md-content h1").first).to_contain_text("bis")
    one.sees_total("10347.09")


@in_chromium
def test_what_a_newer_build_has_in_common_is_not_fetched_again(
    device: Callable[..., BrowserContext], host: Host, site: Path, tmp_path: Path
) -> None:
    context = device()
    page = keeps(context.new_page(), host).page
    host.deploys(another_build(site, tmp_path / "newer", "bis"))
    host.sent.clear()
    page.evaluate(ASKS_FOR_NEWS)
    expect(page.locator(".site-update")).to_contain_text("est prête")
    asked = [address for address, _ in host.sent]
    assert [address for address in asked if "/app/py." in address] == []
    assert "/calculateur/" in asked


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
    opens_letter(reader)


def test_where_data_are_counted_nothing_is_fetched_unasked(browser: Browser, host: Host) -> None:
    saving = "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) });"
    context = browser.new_context(locale="fr-FR", service_workers="allow")
    context.add_init_script(saving)
    reader = computes(context.new_page(), host)
    offline = reader.part("#offline")
    expect(offline).to_contain_text(re.compile(rf"\d+{NO_BREAK}Mo au plus à télécharger"))
    reader.page.wait_for_timeout(4000)
    assert left(reader.page) == []
    assert [address for address, _ in host.sent if "letters.zip" in address] == []
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
@pytest.mark.parametrize(
    "ends", [["/calculateur/", "/shell.mjs", "/all.css"], ["/python.zip.gz", "/pyodide.asm.wasm", "/letter.zip.gz"]]
)
def test_a_damaged_file_is_fetched_anew(device: Callable[..., BrowserContext], host: Host, ends: list[str]) -> None:
    context = device()
    page = keeps(context.new_page(), host).page
    assert page.evaluate(DAMAGE, ends) == len(ends)
    page.close()
    reader = computes(context.new_page(), host)
    opens_letter(reader)
    assert reader.page.evaluate(SOUND, ends)


# ---------------------------------------------------------------- what another program hands over

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


@both
def test_a_file_shared_with_the_calculator_is_read_once(device: Callable[..., BrowserContext], host: Host) -> None:
    page = keeps(device().new_page(), host).page
    content = base64.b64encode(LIST.encode()).decode()
    # the system posts the file; the service worker answers, no host does
    host.down()
    assert page.evaluate(SHARES, [host.base, "liste.csv", "text/csv", content]) == "opaqueredirect"
    page.goto(host.base + "guide/")
    page.goto(host.base + "calculateur/#recu")
    dialog = page.locator("#import-dialog")
    expect(dialog).to_contain_text("F-102")
    expect(page).to_have_url(host.base + "calculateur/")
    assert "payeatemps-recu" not in left(page)


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
@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_what_is_said_of_it(
    device: Callable[..., BrowserContext], host: Host, site: Path, tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    context = device(size)
    page = context.new_page()
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    keeps(page, host)
    found = {"kept": axe(page)}
    host.deploys(another_build(site, tmp_path / "newer", "bis"))
    page.evaluate(ASKS_FOR_NEWS)
    expect(page.locator(".site-update")).to_be_in_viewport()
    found["a newer build"] = axe(page)
    page.locator("#offline").get_by_role("button", name="Ne plus garder le site").click()
    expect(page.locator("#offline")).to_contain_text("n’est plus gardé")
    found["no longer kept"] = axe(page)
    assert {state: problems for state, problems in found.items() if problems} == {}
