"""The three places of a case, its list of invoices, and the way back from everything."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import NARROW, Reader, french

pytestmark = pytest.mark.browser


def line(reader: Reader, row: int) -> str:
    """What the line of an invoice shows."""
    return re.sub(r"\s+", " ", reader.part(f"#invoices-{row}-line").inner_text())


@pytest.fixture
def three(reader: Reader) -> Reader:
    """10 000 due 31 May, 1 200 due 31 July, 500 that fall due after the day of the statement."""
    reader.unfolds("invoice").invoice("10 000", "31/05/2026", as_of="31/08/2026").types("invoices-0-number", "F-1")
    for row, (amount, due) in enumerate([("1 200", "31/07/2026"), ("500", "15/09/2026")], 1):
        reader.button("Ajouter une facture").click()
        reader.invoice(amount, due, row=row)
    # 10 350.49, and 1 200 x 12.40 % x 31 / 365 = 12.64 and 40
    return reader.sees_figure("due", "11603.13")


def test_one_invoice_has_no_line_and_the_others_have_one(reader: Reader) -> None:
    reader.unfolds("invoice").invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    expect(reader.part("#invoices-0-line")).to_be_hidden()
    expect(reader.part('[name="invoices-0-amount"]')).to_be_visible()
    reader.button("Ajouter une facture").click()
    expect(reader.part("#invoices-0-line")).to_be_visible()
    expect(reader.part('[name="invoices-0-amount"]')).to_be_hidden()
    reader.has_focus_on('[name="invoices-1-amount"]')


def test_a_line_follows_what_is_typed_and_says_what_is_due(three: Reader) -> None:
    assert "10 350,49" in line(three, 0)
    assert "92 j" in line(three, 0)
    expect(three.part("#invoices-2-line .cell-late")).to_have_text(re.compile(r"dans 15\sj"))
    three.types("invoices-1-amount", "abc")
    expect(three.part("#invoices-1-line .cell-late")).to_have_text("à corriger")
    three.types("invoices-1-amount", "1 200").sees_figure("due", "11603.13")
    expect(three.part('[data-row="invoices-1"] .row-told')).to_contain_text(
        f"Principal 1{NARROW}200,00 + pénalités 12,64 + indemnité 40,00"
    )


def test_the_list_is_used_by_keyboard(three: Reader) -> None:
    three.part("#invoices-0-line").focus()
    press = three.page.keyboard.press
    press("ArrowDown")
    three.has_focus_on("#invoices-1-line")
    press("End")
    three.has_focus_on("#invoices-2-line")
    press("Home")
    press("Enter")
    three.has_focus_on('[name="invoices-0-amount"]')
    press("Escape")
    three.has_focus_on("#invoices-0-line")
    press("Delete")
    # 1 252.64 of the second
    three.sees_figure("due", "1252.64")
    three.page.evaluate("() => document.activeElement.blur()")
    press("Control+z")
    three.sees_figure("due", "11603.13")
    assert three.entries()["invoices-0-number"] == "F-1"
    # what had the focus is gone: it is on what came back
    three.has_focus_on("#invoices-0-line")
    press("Control+y")
    three.sees_figure("due", "1252.64")


def test_what_is_typed_is_undone_step_by_step(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.page.wait_for_timeout(900)
    reader.types("invoices-0-amount", "1 200")
    reader.page.wait_for_timeout(900)
    reader.button("Annuler", "#case-bar").click()
    reader.sees_total("10350.49")
    assert reader.entries()["invoices-0-amount"] == "10 000"
    reader.button("Rétablir", "#case-bar").click()
    assert reader.entries()["invoices-0-amount"] == "1 200"
    # another way is taken: what was undone before it is gone
    reader.button("Annuler", "#case-bar").click()
    reader.types("invoices-0-amount", "7")
    reader.page.wait_for_timeout(900)
    expect(reader.button("Rétablir", "#case-bar")).to_be_disabled()


def test_inside_a_text_the_browser_takes_back_what_was_typed_there(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.page.wait_for_timeout(900)
    field = reader.part('[name="invoices-0-amount"]')
    field.click()
    reader.page.keyboard.press("End")
    reader.page.keyboard.type("0")
    reader.page.keyboard.press("Control+z")
    expect(field).to_have_value("10 000")
    assert reader.entries()["invoices-0-due_on"] == "31/05/2026"


def test_what_is_erased_is_not_come_back_to(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.erases_everything()
    reader.page.keyboard.press("Control+z")
    assert reader.entries()["invoices-0-amount"] == ""


def test_what_happened_is_said_in_two_gestures(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026").sees_state("computed")
    call = reader.part("#advice").get_by_role("button", name="Au téléphone")
    call.click()
    # the day is asked, and what is proposed is said: nothing is noted before an answer
    dialog = reader.part("#happened-dialog")
    expect(dialog).to_contain_text("La lettre citera ce jour")
    reader.has_focus_on("#happened-on")
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", reader.part("#happened-on").input_value())
    reader.page.keyboard.press("Escape")
    assert "events-0-kind" not in reader.entries()
    call.click()
    reader.page.keyboard.type("12/07/2026")
    reader.page.keyboard.press("Enter")
    expect(reader.part('[name="events-0-kind"]')).to_have_value("call")
    assert reader.entries()["events-0-on"] == "12/07/2026"
    expect(reader.part("#advice .chips")).to_have_count(0)
    expect(reader.part("#advice .noted")).to_contain_text("12\u00a0juillet\u00a02026")
    reader.part("#advice .noted").get_by_role("button", name="changer").click()
    reader.has_focus_on('[name="events-0-on"]')


def test_a_promise_asks_for_its_two_days_at_once(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026").sees_state("computed")
    dialog = reader.part("#happened-dialog")
    reader.part("#advice").get_by_role("button", name="Au téléphone").click()
    expect(dialog.get_by_label("Jour de la relance")).to_be_visible()
    expect(dialog.get_by_label("Jour où il doit payer")).to_be_hidden()
    reader.page.keyboard.press("Escape")
    reader.part("#advice").get_by_role("button", name="Il a promis de payer").click()
    dialog.get_by_label("Jour où il vous l’a promis").fill("12/07/2026")
    dialog.get_by_label("Jour où il doit payer").fill("20/07/2026")
    reader.page.keyboard.press("Enter")
    expect(reader.part('[name="events-0-kind"]')).to_have_value("promise")
    entries = reader.entries()
    assert (entries["events-0-on"], entries["events-0-expected_on"]) == ("12/07/2026", "20/07/2026")


def test_a_debtor_gives_the_day_himself(reader: Reader) -> None:
    reader.chooses("side", "debtor").invoice("10 000", "31/05/2026").sees_state("computed")
    reader.part("#advice").get_by_role("button", name="Mise en demeure").click()
    expect(reader.part("#happened-on")).to_have_value("")
    expect(reader.part("#happened-dialog")).to_contain_text("compté à partir de ce jour")
    reader.page.keyboard.press("Escape")


def test_an_excess_is_set_off_at_a_gesture(three: Reader) -> None:
    three.goes_where("invoices-1-").part('[data-row="invoices-1"]').get_by_role(
        "button", name="Ajouter un paiement"
    ).click()
    # on the due day: no penalty, no compensation; 300 too much
    three.types("invoices-1-payments-0-paid_on", "31/07/2026").types("invoices-1-payments-0-amount", "1 500")
    expect(three.part("#proposal")).to_contain_text(french("300.00"))
    three.button("Imputer sur la plus ancienne").click()
    expect(three.part("#proposal")).to_be_empty()
    assert three.entries()["terms-surplus"] == "oldest"


def test_a_list_is_searched(three: Reader) -> None:
    for row in range(3, 7):
        three.button("Ajouter une facture").click()
        three.invoice("100", "30/06/2026", row=row)
    three.part("#invoice-search").fill("f-1")
    expect(three.part(".row-invoice:not([data-filtered])")).to_have_count(1)
    three.part("#invoice-search").fill("rien de tel")
    expect(three.part("#search-empty")).to_contain_text("Aucune facture ne contient")
    three.part("#invoice-search").fill("")
    expect(three.part(".row-invoice:not([data-filtered])")).to_have_count(7)


def test_a_phone_shows_one_place_at_a_time(window: OpenContext, base: str) -> None:
    page: Page = window(PHONE).new_page()
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    expect(reader.part("#result")).to_be_hidden()
    expect(reader.part("#total-bar")).to_contain_text(french("10350.49"))
    reader.goes_to("due")
    expect(reader.part('#result [data-figure="total"]')).to_be_visible()
    expect(reader.part("#claim-form")).to_be_hidden()
    reader.goes_to("now")
    expect(reader.part("#advice [data-figure=next-step]")).to_be_visible()
    expect(reader.part('#result [data-figure="total"]')).to_be_hidden()
    expect(reader.part("#happened-title")).to_be_visible()
    page.reload()
    expect(reader.part('[data-action="place"][data-to="now"]')).to_have_attribute("aria-current", "true")


def test_on_a_phone_the_open_invoice_is_a_page(window: OpenContext, base: str) -> None:
    page = window(PHONE).new_page()
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.button("Ajouter une facture").click()
    reader.invoice("1 200", "31/07/2026", row=1).sees_total("11603.13")
    expect(reader.part('[data-row="invoices-0"]')).to_be_hidden()
    expect(reader.part('[name="as_of"]')).to_be_hidden()
    reader.leaves_row()
    expect(reader.part("#invoices-0-line")).to_be_visible()
    reader.has_focus_on("#invoices-1-line")


@pytest.mark.parametrize("removed", [0, 1])
def test_on_a_phone_an_open_invoice_that_is_taken_out_leaves_the_others_in_sight(
    window: OpenContext, base: str, removed: int
) -> None:
    page = window(PHONE).new_page()
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.button("Ajouter une facture").click()
    reader.invoice("1 200", "31/07/2026", row=1).sees_total("11603.13")
    if not removed:
        reader.leaves_row().part("#invoices-0-line").click()
    reader.part(f'.remove-invoice[data-target="invoices-{removed}"]').click()
    expect(reader.part(f'[name="invoices-{1 - removed}-amount"]')).to_be_visible()
    expect(reader.button("Ajouter une facture")).to_be_visible()
    expect(reader.part("#announce")).to_contain_text("Facture supprimée")
    reader.button("Remettre", f'.row-removed[data-row="invoices-{removed}"]').click()
    expect(reader.part(f"#invoices-{1 - removed}-line")).to_be_attached()
    reader.sees_total("11603.13")


def test_the_letter_takes_the_page_and_gives_it_back(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    reader.part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part("#letter-page")).to_be_visible()
    expect(reader.part("#claim-form")).to_be_hidden()
    reader.part(".case-back").click()
    expect(reader.part("#claim-form")).to_be_visible()
    expect(reader.button("Ouvrir la lettre")).to_be_focused()
    expect(reader.part("#letter-page")).to_be_hidden()
    reader.button("Ouvrir la lettre").click()
    expect(reader.part("#letter-page")).to_be_visible()
    # a window made as narrow as a phone's has one place at a time: the open letter is still the one that is seen
    reader.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(reader.part("#letter-page")).to_be_visible()
    reader.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def test_a_wrong_invoice_of_the_list_is_reached_from_the_errors(three: Reader) -> None:
    three.types("invoices-1-due_on", "31/02/2026").goes_where("invoices-0-").presses_compute()
    three.part("#errors").get_by_role("link").click()
    three.has_focus_on('[name="invoices-1-due_on"]')
    expect(three.part("#invoices-1-line")).to_have_attribute("aria-expanded", "true")
