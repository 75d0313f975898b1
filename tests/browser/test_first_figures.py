"""First figures stand before Python is there; its own take their place, and nothing moves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext, Watch
from tests.browser.reader import NO_BREAK, HeldBack, Reader, french

pytestmark = pytest.mark.browser

ARCHIVE = "**/python.zip.gz"
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const { value, sources } of list.getEntries()) shifts.push([value, sources.map(each => each.node?.id)]);
}).observe({ type: "layout-shift", buffered: true });
"""
LINES = ("h2", ".grand-total", ".grand-total strong", ".beside", "dl > div", "dl .amount")
# Where each line of the figures stands.
PLACES = """lines => [...document.querySelectorAll(lines.map(line => `#result > ${line}`).join(", "))].map(line => {
  const { x, y, width, height } = line.getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pythons_figures_take_the_place_of_the_first_ones_and_nothing_moves(
    size: tuple[int, int], window: OpenContext, base: str
) -> None:
    page = window(size).new_page()
    page.add_init_script(SHIFTS)
    python = HeldBack(page, ARCHIVE)
    reader = Reader(page, base).arrive().invoice("10 000,00", "31/5/26", as_of="31/08/2026")
    # 30 days of June at 12.15 %: 99.86; 62 days of July and August at 12.40 %: 210.63
    reader.sees_state("first").sees_figure("principal", "10000.00").sees_figure("interest", "310.49")
    reader.sees_figure("compensation", "40.00").sees_figure("total", "10350.49").sees_figure("per-day", "3.40")
    expect(reader.part("#result")).to_contain_text("Premiers chiffres")
    expect(reader.part("#result h2")).to_have_text("Ce qu’on vous doit au 31\u00a0août\u00a02026")
    expect(reader.part("#total-bar")).to_contain_text(french("10350.49"))
    reader.goes_to("due")
    before = page.evaluate(PLACES, LINES)
    page.wait_for_timeout(700)
    page.evaluate("shifts.length = 0")
    python.let_go()
    reader.sees_total("10350.49")
    page.wait_for_timeout(500)
    assert page.evaluate(PLACES, LINES) == before
    assert page.evaluate("shifts") == []


def test_what_it_does_not_know_waits_for_python(page: Page, base: str) -> None:
    python = HeldBack(page, ARCHIVE)
    reader = Reader(page, base).arrive().invoice("1 000", "30 jours fin de mois", as_of="31/08/2026")
    reader.sees_state("waiting")
    expect(reader.part("#result")).to_contain_text("Calcul complet en préparation")
    # how much has come of how much, where the eye is, and quietly
    megabytes = re.compile(rf"Le calcul se prépare{NO_BREAK}: \d,\d{NO_BREAK}Mo sur [78],\d")
    expect(reader.part("#progress")).to_have_text(megabytes)
    expect(reader.part("#total-bar")).to_contain_text(megabytes)
    expect(page.get_by_role("progressbar", name="Téléchargement du calcul")).to_be_visible()
    assert page.locator("[aria-live=polite] progress, [role=status] progress").count() == 0
    reader.types("invoices-0-due_on", "31/05/2026").sees_state("first")
    expect(reader.part("#result .loaded")).to_have_text(re.compile(rf"\d,\d{NO_BREAK}Mo sur [78],\d sont là\.$"))
    reader.chooses("debtor-kind", "consumer")
    reader.sees_state("waiting")
    expect(reader.part("#result [data-figure=total]")).to_have_text("–")
    python.let_go()


def test_they_follow_what_is_typed_and_a_payment(page: Page, base: str) -> None:
    python = HeldBack(page, ARCHIVE)
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026")
    reader.sees_figure("total", "10350.49")
    reader.button("Ajouter un paiement").click()
    reader.types("invoices-0-payments-0-paid_on", "30/06/2026").types("invoices-0-payments-0-amount", "4 099,86")
    # the payment takes June's 99.86, then 4 000 of the principal: 62 days on 6 000 at 12.40 % are 126.38
    reader.sees_state("first").sees_figure("principal", "6000.00").sees_figure("interest", "126.38")
    reader.types("invoices-0-amount", "").sees_state("waiting")
    reader.types("invoices-0-amount", "10 000").sees_state("first")
    python.let_go()
    reader.sees_total("6166.38")


def test_no_python_before_a_sign_of_interest(page: Page, base: str, watch: Watch) -> None:
    reader = Reader(page, base).arrive()
    page.wait_for_timeout(2500)
    assert not [url for url in watch.asked if "/py." in url or "/javascripts/bundle." in url]
    reader.part('[name="invoices-0-amount"]').focus()
    reader.is_ready()


def test_the_heads_own_script_answers_before_the_pages_modules_are_there(page: Page, base: str) -> None:
    # the document is not done either: it waits for all of them
    modules = HeldBack(page, "**/*.mjs")
    page.goto(base + "calculateur/", wait_until="commit")
    reader = Reader(page, base)
    page.locator('[name="as_of"]').fill("31/08/2026")
    page.locator('[name="invoices-0-amount"]').fill("10 000")
    page.locator('[name="invoices-0-due_on"]').fill("31/05/2026")
    reader.sees_state("first").sees_figure("total", "10350.49")
    # what is outside its scope goes back to what stood there
    page.locator('[name="invoices-0-amount"]').fill("dix mille")
    reader.sees_state("example")
    page.locator('[name="invoices-0-amount"]').fill("10 000")
    reader.sees_state("first")
    modules.let_go()
    reader.sees_total("10350.49")
    today = page.evaluate("new Intl.DateTimeFormat('fr-FR').format(new Date())")
    reader.invoice("", "", as_of=today).sees_state("example")
    expect(reader.part("#result")).to_contain_text("Le total s’affiche ici")


def test_pressed_before_python_is_there_the_button_leads_to_the_first_figures(window: OpenContext, base: str) -> None:
    page = window(PHONE).new_page()
    python = HeldBack(page, ARCHIVE)
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026")
    reader.sees_state("first").presses_compute()
    expect(reader.part("#result")).to_be_in_viewport()
    expect(reader.part("#result")).to_be_focused()
    python.let_go()
    reader.sees_total("10350.49")


def test_whoever_comes_from_another_page_of_the_site_has_them_too(page: Page, base: str) -> None:
    python = HeldBack(page, ARCHIVE)
    page.goto(base + "comprendre/comment-nous-calculons/")
    page.get_by_role("link", name="Calculer ce qu’on me doit").first.click()
    # the page's own style sheet comes with it
    expect(page.locator(".case-bar")).to_be_attached()
    expect(page.locator(".case-back")).to_be_hidden()
    reader = Reader(page, base).invoice("10 000", "31/05/2026", as_of="31/08/2026")
    reader.sees_state("first").sees_figure("total", "10350.49")
    python.let_go()
    reader.sees_total("10350.49")
