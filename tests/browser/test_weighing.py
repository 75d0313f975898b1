"""The debt over time, its slider and its tables; a claim received, pasted and taken apart; the pages on prevention."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import HeldBack, Reader, french
from tests.support.axe import axe

pytestmark = pytest.mark.browser

RECEIVED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "core" / "weighing" / "received.json").read_text(encoding="utf-8")
)
FONT = Path(__file__).parents[2] / "src" / "latepay_core" / "documents" / "fonts" / "regular.ttf"
EACH = pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop", "phone"])


def wide(page: Page) -> bool:
    """Whether the page is wider than the window."""
    found: bool = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    return found


@EACH
def test_the_curve_and_the_slider(window: OpenContext, base: str, size: tuple[int, int], theme: str) -> None:
    # 5 760 x 12.15 % x 61 / 365 = 116.96, x 12.40 % x 62 / 365 = 121.32, and 40: 6 038.28 on 31 August 2026
    reader = Reader(window(size, theme).new_page(), base).arrive().is_ready()
    reader.invoice("5 760", "30/04/2026", as_of="31/08/2026").sees_state("computed").goes_to("due")
    page = reader.page
    reader.part("#weighing").scroll_into_view_if_needed()
    expect(reader.part("#weighing svg.curve:visible")).to_have_count(1)
    expect(reader.part("#paid-on-total")).to_have_text(french("6038.28"))
    # on 15 September 2026, 77 days at 12.40 %: 116.96 + 150.68 + 40 + 5 760
    reader.part("#paid-on").fill("15/09/2026")
    reader.part("#paid-on").press("Tab")
    expect(reader.part("#paid-on-total")).to_have_text(french("6067.64"))
    expect(reader.part("#paid-on")).to_have_value("15/09/2026")
    expect(reader.part("#paid-on-slider")).to_have_value("15")
    reader.part("#paid-on-slider").press("ArrowLeft")
    # one day less, 76 days: 148.72
    expect(reader.part("#paid-on-total")).to_have_text(french("6065.68"))
    expect(reader.part("#paid-on")).to_have_value("14/09/2026")
    expect(reader.part("#weighing svg.curve:visible [data-picked][data-on]")).to_have_count(1)
    reader.part("#paid-on").fill("demain soir")
    reader.part("#paid-on").press("Tab")
    expect(reader.part("#paid-on-error")).not_to_be_empty()
    expect(reader.part("#paid-on")).to_have_value("demain soir")
    stop = reader.part("#weighing svg.curve:visible .stop").first
    stop.focus()
    expect(reader.part("#curve-said")).to_have_text(str(stop.get_attribute("aria-label")))
    reader.part(
        "#weighing summary",
    ).filter(has_text="Les mêmes chiffres en tableau").click()
    expect(reader.part('#weighing [data-day="2026-06-30"]')).to_contain_text("116,96")
    assert axe(page) == []
    assert not wide(page)
    reader.goes_to("now")
    expect(reader.part("#timeline .today")).to_contain_text("31/08/2026")
    assert axe(page) == []


@EACH
def test_a_letter_pasted_is_taken_apart_and_answered(
    window: OpenContext, base: str, size: tuple[int, int], theme: str
) -> None:
    reader = Reader(window(size, theme).new_page(), base).arrive().is_ready()
    reader.chooses("side", "debtor").types("as_of", "15/06/2026")
    reader.button("Vérifier leur lettre", "#claim-form").click()
    expect(reader.part("#counter-text")).to_be_focused()
    reader.part("#counter-text").fill(RECEIVED[0]["text"])
    reader.button("Lire ce texte").click()
    expect(reader.part("#counter-said")).to_contain_text("5 lignes reconnues")
    expect(reader.part("#counter-said")).to_contain_text("La facture est entrée dans le dossier")
    expect(reader.part('[data-figure="counter-owed"]')).to_have_text(french("2500.72"))
    expect(reader.part('#counter-found tr[data-kind="fees"]')).to_contain_text("Pas dû")
    assert reader.entries()["invoices-0-due_on"] == "31/03/2026"
    assert axe(reader.page) == []
    assert not wide(reader.page)
    # a line put right by hand, and one that cannot be read: the others stay
    reader.part("#counter-rows [data-row=amount]").nth(3).fill("beaucoup")
    expect(reader.part("#counter-row-error-4")).not_to_be_empty()
    expect(reader.part("#counter-rows [data-row=amount]").nth(3)).to_have_value("beaucoup")
    reader.part("#counter-rows [data-row=amount]").nth(3).fill("75")
    expect(reader.part("#counter-row-error-4")).to_be_empty()
    reader.button("Écrire ma réponse").click()
    expect(reader.part("#letter-page")).to_contain_text("2\u202f863,72")


TWO_INVOICES = (
    "Le 15 juin 2026\nFacture F-1 échue le 31/03/2026 : 2 400,00 €\nFacture F-2 échue le 30/04/2026 : 1 000,00 €\n"
    "Total 3 400,00 €"
)


def test_every_invoice_of_a_letter_comes_in_at_one_gesture(window: OpenContext, base: str) -> None:
    reader = Reader(window(PHONE, "light").new_page(), base).arrive().is_ready()
    reader.chooses("side", "debtor").invoice("150", "01/05/2026", as_of="15/06/2026").sees_state("computed")
    before = reader.goes_to("due").entries()
    paid = "Votre versement du 10/06/2026 sur la facture F-2 : - 200,00 €\nTotal 3 200"
    reader.part("#counter-text").fill(TWO_INVOICES.replace("Total 3 400", paid))
    reader.button("Lire ce texte").click()
    expect(reader.part("#counter-said")).to_contain_text("2\u00a0factures sont entrées dans le dossier")
    # 2 400 x 12.15 % x 76 / 365 = 60.72; 150 x 12.15 % x 45 / 365 = 2.25; 3 x 40
    # 1 000 x 12.15 % x 41 / 365 = 13.65, of which the 200 leave 1 000 - 186.35 = 813.65; x 12.15 % x 5 / 365 = 1.35
    # 2 460.72 + 152.25 + 815.00 + 120 = 3 547.97
    expect(reader.part('[data-figure="counter-owed"]')).to_have_text(french("3547.97"))
    entries = reader.entries()
    assert (entries["invoices-2-payments-0-paid_on"], entries["invoices-2-payments-0-amount"]) == (
        "10/06/2026",
        "200,00",
    )
    assert (entries["invoices-2-number"], entries["invoices-2-due_on"]) == ("F-2", "30/04/2026")
    assert entries["invoices-0-amount"] == "150"
    assert not wide(reader.page)
    reader.goes_to("invoices").button("Annuler").click()
    expect(reader.part("#counter-total")).to_have_value("")
    after = reader.entries()
    assert {name: each for name, each in after.items() if each} == {name: each for name, each in before.items() if each}


@pytest.mark.parametrize("font", ["helvetica", "embedded"])
def test_a_letter_in_a_pdf_is_read(window: OpenContext, base: str, font: str) -> None:
    reader = Reader(window().new_page(), base).arrive().is_ready()
    reader.chooses("side", "debtor").types("as_of", "15/06/2026")
    reader.button("Vérifier leur lettre", "#claim-form").click()
    content = letter_in_pdf(font)
    chosen = reader.page.locator("#counter-letter")
    chosen.set_input_files(FilePayload(name="relance.pdf", mimeType="application/pdf", buffer=content))
    # the day of the letter and what it asks: 2 400, 47.66 of VAT, which penalties do not bear
    expect(reader.part("#counter-said")).to_contain_text("2 lignes reconnues")
    expect(reader.part("#counter-total")).to_have_value("2\u202f447,66")
    expect(reader.part("#counter-rows [data-row=amount]").nth(1)).to_have_value("47,66")
    chosen.set_input_files(FilePayload(name="relance.pdf", mimeType="application/pdf", buffer=content[:300]))
    expect(reader.part("#counter-said")).to_contain_text("abîmé ou incomplet")
    expect(reader.part("#counter-total")).to_have_value("2\u202f447,66")


def letter_in_pdf(font: str) -> bytes:
    """A letter as a word processor prints it: with one of the fonts every reader has, or one that it carries."""
    made = FPDF()
    made.add_page()
    if font == "embedded":
        made.add_font(font, fname=FONT)
    made.set_font(font, size=11)
    for line in (
        "Lyon, le 15 juin 2026",
        "Facture F-1 2 400,00 EUR",
        "TVA sur pénalités 47,66 EUR",
        "Total 2 447,66 EUR",
    ):
        made.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def test_what_is_typed_of_a_claim_received_survives_a_reload(window: OpenContext, base: str) -> None:
    reader = Reader(window().new_page(), base).arrive().is_ready()
    reader.chooses("side", "debtor").invoice("2 400", "31/03/2026", as_of="15/06/2026").sees_state("computed")
    reader.part("#counter-total").fill("2 863,72")
    expect(reader.part("#counter-found")).to_contain_text("363,00")
    reader.page.reload()
    expect(reader.part("#counter-total")).to_have_value("2 863,72")
    expect(reader.part("#counter-found")).to_contain_text("363,00")


@EACH
def test_your_terms(window: OpenContext, base: str, size: tuple[int, int], theme: str) -> None:
    page = window(size, theme).new_page()
    page.goto(base + "prevenir/vos-conditions/")
    # there before any Python is
    expect(page.locator("#made-terms")).to_contain_text("sans pouvoir être inférieur à trois fois")
    page.locator("#discount").fill("2")
    expect(page.locator("#made-aab")).to_contain_text("Escompte de 2")
    page.locator("#days").fill("90")
    expect(page.locator("#days-error")).not_to_be_empty()
    # nothing of what was written for other answers is there to be copied
    expect(page.locator("#terms-found")).to_be_hidden()
    page.locator("#days").fill("45")
    expect(page.locator("#made-terms")).to_contain_text("45")
    page.locator("#clause").fill("Pénalités de retard : 2 % l’an")
    expect(page.locator("#clause-found")).to_contain_text("Sous le minimum")
    assert axe(page) == []
    assert not wide(page)


def test_what_is_typed_before_the_script_is_there_is_answered(window: OpenContext, base: str) -> None:
    page = window().new_page()
    scripts = HeldBack(page, "**/ui.*/*.mjs")
    page.goto(base + "prevenir/vos-conditions/", wait_until="domcontentloaded")
    page.locator("#discount").fill("2")
    scripts.let_go()
    expect(page.locator("#made-aab")).to_contain_text("Escompte de 2")
    expect(page.locator("#discount")).to_have_value("2")


@EACH
def test_what_lateness_costs(window: OpenContext, base: str, size: tuple[int, int], theme: str) -> None:
    page = window(size, theme).new_page()
    page.goto(base + "prevenir/cout-du-retard/")
    for name, typed in (("receivables", "30 000"), ("turnover", "240 000"), ("margin", "5"), ("loss", "5 000")):
        page.locator(f"#{name}").fill(typed)
    # 30 000 x 365 / 240 000 = 45.625; 5 000 / 5 % = 100 000
    expect(page.locator('[data-figure="days"]')).to_have_text("45,6 jours")
    expect(page.locator('[data-figure="extra"]')).to_have_text(french("100000.00"))
    page.locator("#receivables").fill("trente mille")
    expect(page.locator("#receivables-error")).not_to_be_empty()
    assert axe(page) == []
    assert not wide(page)
