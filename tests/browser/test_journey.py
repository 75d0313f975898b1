"""From an unpaid invoice to what is owed: typing, adding, correcting, removing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader, french

pytestmark = pytest.mark.browser


def test_an_unpaid_invoice_becomes_a_total(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.sees_figure("principal", "10000.00").sees_figure("interest", "310.49").sees_figure("compensation", "40.00")
    # 10 000 × 12,40 % ÷ 365
    reader.sees_figure("per-day", "3.40")
    lines = reader.part("#statement .statement-table tbody tr")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text(french("99.86"))
    expect(lines.nth(1)).to_contain_text(french("210.63"))
    expect(lines.nth(1)).to_contain_text("L441-10")


def test_why_opens_in_place_and_stays_open(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    why = reader.part('#result details[data-why="interest"]')
    why.locator("summary").click()
    expect(why.locator(".reason")).to_be_visible()
    # 10 000 × 12,40 % × 61 ÷ 365 = 207,23
    reader.types("as_of", "30/08/2026").sees_total("10347.09")
    expect(why).to_have_attribute("open", "")


def test_what_was_understood_is_said_beside_the_field(reader: Reader) -> None:
    reader.types("invoices-0-amount", "1234.5").types("invoices-0-due_on", "2026-05-31")
    expect(reader.part('[id="invoices-0-amount-echo"]')).to_have_text(french("1234.50"))
    expect(reader.part('[id="invoices-0-due_on-echo"]')).to_have_text(re.compile(r"31\smai\s2026"))


def test_typing_keeps_focus_and_caret(reader: Reader) -> None:
    reader.invoice("10000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    amount = reader.part('[name="invoices-0-amount"]')
    amount.focus()
    reader.page.keyboard.press("Home")
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("Delete")
    # 1 000 × 12,15 % × 30 ÷ 365 = 9,99 ; 1 000 × 12,40 % × 62 ÷ 365 = 21,06
    reader.sees_total("1071.05").has_focus_on('[name="invoices-0-amount"]')
    assert amount.evaluate("field => field.selectionStart") == 1


def test_a_payment_is_added_by_keyboard_alone(reader: Reader) -> None:
    reader.invoice("10 000", "31/01/2026", as_of="30/06/2026").sees_total("10539.32")
    reader.part('[data-into="invoices-0-payments"]').focus()
    reader.page.keyboard.press("Enter")
    reader.has_focus_on('[name="invoices-0-payments-0-paid_on"]')
    reader.page.keyboard.type("31/03/2026")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.type("4000")
    reader.sees_total("6424.10").sees_figure("principal", "6196.40").sees_figure("interest", "187.70")


def test_an_impossible_date_is_said_then_corrected(reader: Reader) -> None:
    reader.invoice("10 000", "31/02/2026", as_of="31/08/2026").sees_state("errors")
    reader.presses_compute().sees_error("invoices-0-due_on", re.compile(r"31\sfévrier n’existe pas.*28\sfévrier\s2026"))
    summary = reader.part("#errors .error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    reader.has_focus_on('[name="invoices-0-due_on"]')
    reader.types("invoices-0-due_on", "31/05/2026").sees_total("10350.49").sees_no_error("invoices-0-due_on")
    expect(summary).to_have_count(0)


def test_an_error_waits_until_its_field_is_left(reader: Reader) -> None:
    reader.is_ready().types("invoices-0-amount", "abc").sees_state("errors").sees_no_error("invoices-0-amount")
    reader.page.keyboard.press("Tab")
    reader.sees_error("invoices-0-amount", re.compile("n’est pas un montant"))


def test_empty_fields_are_claimed_only_when_the_form_is_sent(reader: Reader) -> None:
    reader.is_ready().types("invoices-0-amount", "100").sees_state("incomplete")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Tab")
    reader.sees_no_error("invoices-0-due_on").presses_compute()
    reader.sees_error("invoices-0-due_on", re.compile("échéance"))
    expect(reader.part("#errors .error-summary")).to_be_focused()


def test_sending_a_right_form_leads_to_the_result(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026")
    reader.page.keyboard.press("Enter")
    reader.sees_total("10350.49").has_focus_on("#result")
    expect(reader.part("#announce")).to_have_text(re.compile(re.escape(french("10350.49"))))


def test_several_invoices_one_removed_and_restored(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    expect(reader.button("Retirer cette facture")).to_be_hidden()
    reader.button("Ajouter une facture").click()
    reader.has_focus_on('[name="invoices-1-amount"]')
    # 1 200 × 12,40 % × 31 ÷ 365 = 12,64, plus 40
    reader.invoice("1 200", "31/07/2026", row=1).sees_total("11603.13")
    expect(reader.part("#statement .invoice-statement")).to_have_count(2)
    reader.button("Retirer cette facture", '[data-row="invoices-1"]').press("Enter")
    reader.sees_total("10350.49")
    restore = reader.button("Remettre")
    expect(restore).to_be_focused()
    expect(reader.part(".row-removed")).to_contain_text("Facture supprimée")
    reader.page.keyboard.press("Enter")
    reader.sees_total("11603.13").has_focus_on('[name="invoices-1-amount"]')


def test_a_new_row_never_takes_the_name_of_a_removed_one(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026")
    add = reader.button("Ajouter un paiement")
    add.click()
    reader.types("invoices-0-payments-0-amount", "1")
    reader.button("Retirer ce paiement").click()
    add.click()
    reader.has_focus_on('[name="invoices-0-payments-1-paid_on"]')
    reader.button("Remettre").click()
    assert reader.entries()["invoices-0-payments-0-amount"] == "1"


def test_a_contract_rate_below_the_floor_is_applied_and_flagged(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").unfolds("rate")
    reader.part('[name="terms-rate-basis"]').select_option("fixed")
    reader.types("terms-rate-percent", "5")
    # 10 000 × 5 % × 30 ÷ 365 = 41,10 ; × 62 ÷ 365 = 84,93 ; three times the legal rate was 7,86 then 8,25 %
    reader.sees_total("10166.03")
    warning = reader.part('#result [data-code="clause-below-floor"]').first
    expect(warning).to_contain_text("trois fois")


def test_a_contract_rate_is_asked_for_once_chosen(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").unfolds("rate")
    expect(reader.part('[name="terms-rate-percent"]')).to_be_hidden()
    reader.part('[name="terms-rate-basis"]').select_option("ecb-plus")
    expect(reader.part('[name="terms-rate-points"]')).to_be_visible()
    reader.sees_state("incomplete").types("terms-rate-points", "10").sees_total("10350.49")


def test_a_term_stands_in_for_the_due_date(reader: Reader) -> None:
    reader.types("as_of", "31/08/2026").types("invoices-0-amount", "10 000").unfolds("invoice")
    reader.chooses("invoices-0-due_mode", "term")
    expect(reader.part('[name="invoices-0-due_on"]')).to_be_hidden()
    # 30 days from 1 May are 31 May; from the end of May, 30 June: 62 days, 10 000 × 12,40 % × 62/365 = 210,63
    reader.types("invoices-0-issued_on", "01/05/2026").types("invoices-0-term-days", "30").sees_total("10250.63")
    expect(reader.part("#invoices-0-term-end_of_month-warning")).to_contain_text("31\u00a0mai\u00a02026")
    reader.part('[name="invoices-0-term-end_of_month"]').select_option("")
    reader.sees_total("10350.49")


def test_a_term_typed_for_the_due_date_is_understood(reader: Reader) -> None:
    reader.types("as_of", "31/08/2026").types("invoices-0-amount", "10 000").unfolds("invoice")
    reader.types("invoices-0-issued_on", "01/05/2026").types("invoices-0-due_on", "30 jours").sees_total("10350.49")
    expect(reader.part("#invoices-0-due_on-echo")).to_contain_text("31\u00a0mai\u00a02026")


def test_a_result_beyond_the_published_rates_is_marked_provisional(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    badge = reader.part("#result .grand-total .badge-provisional")
    expect(badge).to_have_count(0)
    reader.types("as_of", "15/03/2027")
    expect(badge).to_have_text("Provisoire")
    expect(reader.part('#result [data-code="rate-unconfirmed"]')).to_be_visible()


def test_a_private_debtor_owes_from_the_formal_notice(reader: Reader) -> None:
    notice = reader.part('[name="notice_received_on"]')
    expect(notice).to_be_hidden()
    reader.chooses("debtor-kind", "consumer").invoice("3 000", "01/02/2026", as_of="30/09/2026")
    expect(notice).to_be_visible()
    reader.types("notice_received_on", "10/03/2026").sees_total("3044.91")


def test_an_answer_put_away_no_longer_counts(reader: Reader) -> None:
    reader.chooses("debtor-kind", "consumer").types("notice_received_on", "nonsense")
    reader.chooses("debtor-kind", "business").invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
