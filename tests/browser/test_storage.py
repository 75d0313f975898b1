"""What the site leaves on the device: nothing before a choice, nothing that « Vos données » does not name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.reader import Reader
from tests.browser.test_writing import TEAL_SQUARE

pytestmark = pytest.mark.browser

# Every write is told, also one that is taken back at once or made on leaving the page.
RECORD = """
const write = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  globalThis.wrote(`${this === globalThis.localStorage ? "local" : "session"} ${key}`);
  return write.call(this, key, value);
};
"""
# As the system does it when a file is shared with the calculator; the page is not led there.
SHARES = """async base => {
  const form = new FormData();
  form.append("files", new File(["F-1;100"], "liste.csv", { type: "text/csv" }));
  await fetch(`${base}calculateur/?recevoir`, { method: "POST", body: form, redirect: "manual" });
}"""
WALK = ["", "relancer/dix-commandements/", "comprendre/taux/", "relancer/appel-telephonique/", "vos-donnees/"]


def settled(page: Page) -> None:
    expect(page.locator("html.js")).to_have_count(1)
    page.wait_for_function("() => 'document$' in globalThis")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def left_behind(context: BrowserContext, page: Page) -> list[str]:
    """Everything that lies on the device now: both storages, cookies, databases, caches, workers."""
    found: list[str] = page.evaluate(
        """async () => [
          ...Object.keys(localStorage).map(key => `local ${key}`),
          ...Object.keys(sessionStorage).map(key => `session ${key}`),
          ...(await indexedDB.databases()).map(base => `database ${base.name}`),
          ...(await caches.keys()).map(key => `cache ${key}`),
          ...(await navigator.serviceWorker.getRegistrations()).map(each => `worker ${each.scope}`),
        ]"""
    )
    return found + [f"cookie {cookie.get('name')}" for cookie in context.cookies()]


def named(site: Path) -> set[str]:
    """The names that the page gives for those who look for themselves."""
    html = (site / "vos-donnees" / "index.html").read_text(encoding="utf-8")
    return set(re.findall(r"<code>([^<]*(?:payeatemps|__)[^<]*)</code>", html))


def recorded(context: BrowserContext) -> list[str]:
    """What the pages of this window write from now on."""
    written: list[str] = []
    context.expose_function("wrote", lambda entry: written.append(entry))  # noqa: PLW0108 - Playwright marks what it is given
    context.add_init_script(RECORD)
    return written


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_visit_leaves_nothing(window: OpenContext, base: str, theme: str) -> None:
    context = window(theme=theme)
    written = recorded(context)
    page = context.new_page()
    for address in WALK:
        page.goto(base + address)
        settled(page)
        assert written == [], address
    Reader(page, base).arrive().is_ready().sees_state("example")
    settled(page)
    assert written == []
    assert left_behind(context, page) == []


def test_the_theme_is_kept_once_it_is_chosen(window: OpenContext, base: str) -> None:
    context = window(theme="light")
    page = context.new_page()
    page.goto(base)
    settled(page)
    page.get_by_title("Passer au thème sombre").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    (kept,) = left_behind(context, page)
    assert kept.startswith("local ")
    assert kept.endswith(".__palette")
    page.reload()
    settled(page)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.get_by_title("Passer au thème clair").click()
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_whatever_is_written_is_named_on_the_page(window: OpenContext, base: str, site: Path) -> None:
    context = window(service_workers="allow")
    written = recorded(context)
    page = context.new_page()
    page.goto(base + "prevenir/cout-du-retard/")
    settled(page)
    page.locator("form[data-tool] input[type=text]").first.fill("30 000")
    page.wait_for_function("() => Object.keys(sessionStorage).some(name => name.startsWith('payeatemps.reponses.'))")
    page.goto(base + "relancer/appel-telephonique/")
    settled(page)
    page.get_by_title("Passer au thème sombre").click()
    page.locator("[data-keep]").check()
    page.locator(".tick-item input").first.check()
    page.locator(".tick-field input[type=text]").first.fill("Mme Roux")
    page.locator("[data-write]").click()
    page.wait_for_url(re.compile("calculateur"))
    reader = Reader(page, base).invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    page.wait_for_function("() => sessionStorage.getItem('payeatemps.case')")
    reader.button("Garder ce dossier sur cet appareil").click()
    page.wait_for_function("() => sessionStorage.getItem('payeatemps.garde')")
    # a page that goes away at once sets aside what the database has not yet
    reader.types("invoices-0-amount", "10 000,00")
    page.evaluate("() => dispatchEvent(new Event('pagehide'))")
    expect(reader.part("#offline")).to_contain_text("s’ouvrent sans connexion")
    page.evaluate(SHARES, base)
    bases = page.evaluate(
        """async () => [
          ...(await indexedDB.databases()).map(each => `database ${each.name}`),
          ...(await caches.keys()).map(name => `cache ${name}`),
        ]"""
    )
    reader.button("Ne plus garder le site").click()
    page.wait_for_function("() => localStorage.getItem('payeatemps.horsligne')")
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    reader.part("details.letter-settings > summary").click()
    reader.part("#letter-logo").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": TEAL_SQUARE})
    expect(reader.part("#letter-logo-said")).to_contain_text("Logo gardé sur cet appareil")

    def short(entry: str) -> str:
        """The storage and the name, as the page gives it: a list's own name and the site's address left out."""
        return re.sub(r"(payeatemps\.(?:liste|reponses)\.).*|\S*(__palette)$", r"\1\2", entry)

    found = {short(entry) for entry in [*written, *bases]}
    # what a list's columns are is kept by tests/browser/test_importing.py, where a reader says what they are
    assert {entry.partition(" ")[2] for entry in found} | {"payeatemps.columns"} == named(site)
    # only the theme, the ticks and what the reader has said to keep outlive the tab
    assert {entry for entry in found if not entry.startswith("session ")} == {
        "local __palette",
        "local payeatemps.liste.",
        "local payeatemps.garder",
        "local payeatemps.logo",
        "local payeatemps.attente",
        "local payeatemps.horsligne",
        "database payeatemps",
        "cache payeatemps-site",
        "cache payeatemps-recu",
    }
    # and what was typed goes with « Tout effacer »
    reader.erases_everything()
    page.wait_for_function("() => !('payeatemps.case' in sessionStorage)")
    assert [entry for entry in left_behind(context, page) if entry.startswith("session ")] == []
