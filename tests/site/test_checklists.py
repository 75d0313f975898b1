"""The lists that are ticked: with and without script, kept only if asked, one sheet of paper each, and the letter."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from latepay_core.countries.fr.procedure.checklists import Checklist, checklists
from latepay_core.letters.kinds.chase.call_confirmation.details import Call
from latepay_core.wording import say
from tools.guide.checklist_pages import PLACES

pytestmark = pytest.mark.browser

CALL = "relancer/appel-telephonique/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 800})
    yield opened
    opened.close()


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('payeatemps.'))")
    return found


def ready(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("[data-count]")).to_be_visible()
    return page


def test_ticking_counts_and_nothing_is_kept_unasked(context: BrowserContext, base: str) -> None:
    page = ready(context.new_page(), base + CALL)
    boxes = page.locator(".tick-item input")
    total = boxes.count()
    expect(page.locator("[data-count]")).to_have_text(f"0 sur {total}")
    boxes.nth(0).check()
    boxes.nth(2).check()
    expect(page.locator("[data-count]")).to_have_text(f"2 sur {total}")
    assert kept(page) == []
    ready(page, base + CALL)
    expect(page.locator("[data-count]")).to_have_text(f"0 sur {total}")


def test_what_is_kept_comes_back_and_goes_when_asked(context: BrowserContext, base: str) -> None:
    page = ready(context.new_page(), base + CALL)
    page.get_by_label("Garder mes coches").check()
    page.locator(".tick-item input").nth(1).check()
    page.get_by_label("Personne jointe").fill("Mme Martin, comptable")
    ready(page, base + CALL)
    expect(page.locator(".tick-item input").nth(1)).to_be_checked()
    expect(page.get_by_label("Personne jointe")).to_have_value("Mme Martin, comptable")
    page.get_by_label("Garder mes coches").uncheck()
    assert kept(page) == []


def test_clearing_empties_the_list(context: BrowserContext, base: str) -> None:
    page = ready(context.new_page(), base + CALL)
    page.get_by_label("Garder mes coches").check()
    page.locator(".tick-item input").nth(0).check()
    page.get_by_label("Ce que fait le client").fill("Il paie")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".tick-item input:checked")).to_have_count(0)
    expect(page.get_by_label("Ce que fait le client")).to_have_value("")
    state = json.loads(page.evaluate("localStorage.getItem('payeatemps.liste.appel-telephonique')"))
    assert state == {"ticked": [], "notes": {}}


def test_the_notes_of_a_call_become_the_letter(context: BrowserContext, base: str) -> None:
    page = ready(context.new_page(), base + CALL)
    page.get_by_label("Date de l’appel").fill("2026-10-06")
    page.get_by_label("Personne jointe").fill("Mme Martin")
    page.get_by_label("Ce que fait le client").fill(" elle verse 1 200 € ")
    page.get_by_label("Je vérifie le").fill("2026-10-19")
    # The calculator takes the note at once: what it was given is read before it can.
    context.route("**/calculateur/", lambda route: route.fulfill(body="<!doctype html><title>x</title>"))
    page.get_by_role("button", name="En faire la lettre").click()
    page.wait_for_url(base + "calculateur/#lettre=call-confirmation")
    handed = json.loads(page.evaluate("sessionStorage.getItem('payeatemps.letter')"))
    assert handed == {
        "held_on": "2026-10-06",
        "with_whom": "Mme Martin",
        "debtor_step": "elle verse 1 200 €",
        "check_on": "2026-10-19",
    }
    assert Call.model_validate(handed).with_whom == "Mme Martin"


def test_without_script_the_list_can_be_ticked(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + CALL)
    page.get_by_label("La facture est vérifiée").check()
    page.get_by_label("Personne jointe").fill("Mme Martin")
    expect(page.get_by_label("La facture est vérifiée")).to_be_checked()
    expect(page.get_by_role("button", name="Tout effacer")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("checklist", checklists(), ids=lambda each: each.code)
def test_a_list_prints_on_one_sheet(context: BrowserContext, base: str, checklist: Checklist) -> None:
    page = ready(context.new_page(), f"{base}{PLACES[checklist.code]}/")
    sheet = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheet.pages) == 1
    text = " ".join((sheet.pages[0].extract_text() or "").split())
    assert say(checklist.title) in text
    assert "Garder mes coches" not in text
