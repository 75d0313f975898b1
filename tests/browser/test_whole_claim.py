"""What may be added under « Préciser »: events, general payments, circumstances; by hand or from a file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from latepay_core import Claim
from tests.browser.conftest import PHONE, OpenContext
from tests.browser.reader import Reader, french
from tests.browser.test_outputs import saved

pytestmark = pytest.mark.browser

CLAIM: dict[str, Any] = {
    "schema": "latepay.claim/1",
    "as_of": "2026-09-30",
    "creditor": {"name": "Atelier du Pin", "address": "1 rue du Pin\n75011 Paris", "iban": "FR76"},
    "debtor": {"name": "Client & Fils", "country": "BE", "public_kind": "health"},
    "terms": {"capitalise_from": "2026-05-01"},
    "notice_received_on": "2026-06-20",
    "judgment": {"enforceable_on": "2026-08-20"},
    "payments": [
        {"paid_on": "2026-07-02", "amount": "7.00", "invoice": "F-2"},
        {"paid_on": "2026-07-03", "amount": "8.10"},
    ],
    "events": [
        {"on": "2026-06-01", "kind": "reminder"},
        {"on": "2026-06-11", "kind": "promise", "expected_on": "2026-06-25", "invoice": "F-1"},
    ],
    "situation": {
        "debtor_place": "unknown",
        "court_town": "Lyon",
        "both_traders": False,
        "amicable_attempt": True,
        "principal_paid_on": "2026-09-05",
        "claimant": {"kind": "person", "employees": 12, "turnover": "800000", "income": "0"},
    },
    "letter": {"place": "Lyon"},
    "invoices": [
        {"number": "F-1", "due_on": "2026-03-31", "amount": "1234.50", "performed_on": "2026-02-01"},
        {"number": "F-2", "due_on": "2026-04-30", "amount": "99.99", "received_on": "2026-04-01", "summary": True},
    ],
}


@pytest.fixture
def two(reader: Reader) -> Reader:
    """A reader with two numbered invoices."""
    reader.invoice("10 000", "31/05/2026", as_of="30/11/2026").unfolds("invoice").types("invoices-0-number", "F-1")
    reader.button("Ajouter une facture").click()
    reader.invoice("5 000", "30/06/2026", row=1)
    reader.part('[data-row="invoices-1"] details[data-addition="invoice"] > summary').click()
    return reader.types("invoices-1-number", "F-2").sees_state("computed")


def caution(reader: Reader, name: str) -> Locator:
    return reader.part(f'[id="{name}-warning"]')


def test_events_are_added_removed_and_restored_by_keyboard(reader: Reader) -> None:
    reader.is_ready().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    keyboard = reader.page.keyboard
    reader.part('details[data-addition="events"] > summary').focus()
    keyboard.press("Enter")
    expect(reader.part('[name="events-0-kind"]')).to_be_visible()
    keyboard.press("Tab")
    reader.has_focus_on('[name="events-0-kind"]')
    keyboard.type("Relance")
    keyboard.press("Tab")
    reader.has_focus_on('[name="events-0-on"]')
    keyboard.type("10/06/2026")
    expect(caution(reader, "events-0-kind")).to_contain_text("n’interrompt pas le délai pour agir")
    reader.sees_total("10350.49")

    reader.button("Ajouter un événement").press("Enter")
    reader.has_focus_on('[name="events-1-kind"]')
    expect(reader.part("#announce")).to_have_text("Événement ajouté.")
    remove = reader.part('[data-row="events-0"]').get_by_role("button", name="Retirer cet événement")
    remove.press("Enter")
    expect(reader.part(".row-removed")).to_contain_text("Événement supprimé")
    expect(reader.button("Remettre")).to_be_focused()
    assert "events-0-on" not in reader.entries()
    keyboard.press("Enter")
    reader.has_focus_on('[name="events-0-kind"]')
    assert reader.entries()["events-0-on"] == "10/06/2026"
    expect(reader.part("#announce")).to_have_text("Événement rétabli.")


def test_what_was_done_moves_the_next_step_and_the_last_day(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="04/06/2026").sees_state("computed")
    step, last = reader.part('#advice [data-figure="next-step"]'), reader.part('#advice [data-figure="last-day"]')
    expect(step).to_have_text("Relancer")
    expect(last).to_have_text(re.compile(r"31\smai\s2031"))
    reader.unfolds("events").picks("events-0-kind", "reminder").types("events-0-on", "02/06/2026")
    expect(step).to_have_text("Appeler")
    reader.picks("events-0-kind", "acknowledgement")
    expect(last).to_have_text(re.compile(r"2\sjuin\s2031"))
    expect(reader.part('[id="events-0-kind-echo"]')).to_contain_text("repart")


def test_a_section_opened_and_left_alone_changes_nothing(reader: Reader) -> None:
    reader.is_ready()
    for addition in ("events", "situation", "claimant", "parties", "creditor-details"):
        reader.unfolds(addition)
    reader.sees_state("example")
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49").presses_compute()
    reader.sees_total("10350.49")
    expect(reader.part("#errors .error-summary")).to_have_count(0)


def test_the_day_a_payment_was_promised_for_is_asked_of_a_promise(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").unfolds("events").picks("events-0-kind", "call")
    expected = reader.part('[name="events-0-expected_on"]')
    expect(expected).to_be_hidden()
    reader.picks("events-0-kind", "promise").types("events-0-on", "20/06/2026")
    expect(expected).to_be_visible()
    reader.types("events-0-expected_on", "15/06/2026")
    reader.page.keyboard.press("Tab")
    reader.sees_error("events-0-expected_on", re.compile("un jour déjà passé"))


def test_an_event_that_is_wrong_is_not_counted_said_and_reached(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").unfolds("events")
    reader.picks("events-0-kind", "call").types("events-0-on", "31/02/2026").unfolds("events").presses_compute()
    reader.sees_total("10350.49")
    summary = reader.part("#result .pending-list")
    expect(summary).to_contain_text("n’est pas encore compté")
    summary.get_by_role("link").click()
    reader.has_focus_on('[name="events-0-on"]')
    reader.sees_error("events-0-on", re.compile(r"31\sfévrier n’existe pas"))
    reader.types("events-0-on", "28/06/2026").sees_state("computed")
    expect(summary).to_have_count(0)
    reader.types("events-0-on", "").picks("events-0-kind", "").types("as_of", "31/08/2026").sees_total("10350.49")


def test_a_kind_that_was_not_chosen_is_asked_for(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").unfolds("events").types("events-0-on", "10/06/2026")
    reader.sees_total("10350.49").presses_compute()
    reader.sees_error("events-0-kind", re.compile("Choisissez"))


def test_a_payment_for_several_invoices_is_allocated_then_named(two: Reader) -> None:
    two.unfolds("own-payments").types("payments-0-paid_on", "15/07/2026").types("payments-0-amount", "12 000")
    rows = two.part("#statement .allocation-table tbody tr")
    # 99.86 + 50.96 of penalties had accrued on the older invoice
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text(french("10150.82"))
    expect(rows.nth(1)).to_contain_text(french("1849.18"))
    two.part('#statement [data-why="allocation"] summary').click()
    expect(two.part('#statement [data-why="allocation"]')).to_contain_text("1342-10")
    two.part("#statement").get_by_role("link", name="indiquez-la").click()
    two.has_focus_on('details[data-addition="own-payments"] > summary')
    two.picks("payments-0-invoice", "F-2")
    expect(rows).to_have_count(1)
    expect(two.part('#statement [data-why="allocation"]')).to_contain_text("a désignée")


def test_a_named_invoice_may_change_its_number(two: Reader) -> None:
    two.unfolds("own-payments").types("payments-0-paid_on", "15/07/2026").types("payments-0-amount", "50")
    choice = two.part('select[name="payments-0-invoice"]')
    two.picks("payments-0-invoice", "F-2").types("invoices-1-number", "F-2026-2")
    expect(choice).to_have_value("F-2026-2")
    two.sees_state("computed").types("invoices-1-number", "")
    expect(choice.locator("option[disabled]")).to_have_text(re.compile("facture 2.*numéro"))
    two.sees_state("errors").presses_compute()
    two.sees_error("payments-0-invoice", re.compile("ucune facture ne porte le numéro"))
    two.types("invoices-1-number", "F-3").sees_state("computed")
    expect(choice).to_have_value("F-3")


def test_an_invoice_is_named_only_where_there_are_several(two: Reader) -> None:
    two.unfolds("events")
    expect(two.part('[name="events-0-invoice"]')).to_be_visible()
    two.button("Retirer cette facture", '[data-row="invoices-1"]').click()
    expect(two.part('[name="events-0-invoice"]')).to_be_hidden()
    expect(two.part('details[data-addition="own-payments"]')).to_be_hidden()


VISIBLE = {
    "business": {"rate", "insolvency", "capitalisation", "judgment", "situation", "events"},
    "public-body": {"judgment", "situation", "events"},
    "consumer": {"capitalisation", "judgment", "situation", "events"},
}


@pytest.mark.parametrize("kind", VISIBLE)
def test_the_regime_decides_what_is_asked(reader: Reader, kind: str) -> None:
    reader.chooses("debtor-kind", kind).part("#special-cases > summary").click()
    for addition in VISIBLE["business"]:
        section = reader.part(f'details[data-addition="{addition}"]')
        if addition in VISIBLE[kind]:
            expect(section).to_be_visible()
        else:
            expect(section).to_be_hidden()
    reader.unfolds("situation")
    asked = {
        "situation-both_traders": kind == "business",
        "debtor-country": kind != "public-body",
        "situation-debtor_place": kind != "public-body",
        "situation-public_buyer": kind == "public-body",
        "situation-principal_paid_on": kind == "public-body",
        "situation-housing_or_consumer_credit": kind == "consumer",
    }
    for name, visible in asked.items():
        field = reader.part(f'[name="{name}"]').first
        if visible:
            expect(field).to_be_visible()
        else:
            expect(field).to_be_hidden()


def test_an_answer_put_away_comes_back_with_its_question(reader: Reader) -> None:
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").unfolds("rate").picks("terms-rate-basis", "fixed")
    # 10 000 × 9 % × 30 ÷ 365 = 73.97; × 62 ÷ 365 = 152.88
    reader.types("terms-rate-percent", "9").sees_total("10266.85")
    # ECB + 8 points, frozen: 10 000 × 10.15 % × 92 ÷ 365 = 255.84
    reader.chooses("debtor-kind", "public-body").sees_total("10295.84")
    reader.chooses("debtor-kind", "business").sees_total("10266.85")


def test_where_in_france_is_asked_of_a_french_debtor(reader: Reader) -> None:
    reader.unfolds("situation")
    place = reader.part('[name="situation-debtor_place"]')
    expect(place).to_be_visible()
    reader.picks("debtor-country", "DE")
    expect(place).to_be_hidden()
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    expect(reader.part("#route-european-order .badge")).to_have_text("Ouverte")


def test_a_public_buyers_45_days_are_shown(reader: Reader) -> None:
    reader.chooses("debtor-kind", "public-body").invoice("10 000", "31/05/2026", as_of="30/09/2026")
    reader.button("Ajouter un paiement").click()
    reader.types("invoices-0-payments-0-paid_on", "31/08/2026").types("invoices-0-payments-0-amount", "10 000")
    deadline = reader.part('#result [data-figure="interest-payment"]')
    # 31 August + 45 days
    expect(deadline).to_have_text(re.compile(r"15\soctobre\s2026"))
    expect(reader.part("#result .badge-lost")).to_have_count(0)
    # the accountant's own day: 28 August + 45 days
    reader.unfolds("situation").types("situation-principal_paid_on", "28/08/2026")
    expect(deadline).to_have_text(re.compile(r"12\soctobre\s2026"))
    reader.types("as_of", "16/10/2026")
    expect(reader.part("#result .badge-lost")).to_have_text("délai passé")


def test_a_file_with_everything_in_it_is_opened_changed_and_saved(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "whole.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    reader.is_ready().chooses_file(file).sees_state("computed")
    expect(reader.part('[name="creditor-address"]')).to_have_value("1 rue du Pin\n75011 Paris")
    reader.goes_where("invoices-0-")
    for name in ("events-1-expected_on", "payments-0-invoice", "invoices-0-performed_on", "judgment-enforceable_on"):
        expect(reader.part(f'[name="{name}"]')).to_be_visible()
    for name in ("notice_received_on", "situation-principal_paid_on", "situation-claimant-turnover"):
        expect(reader.part(f'[name="{name}"]')).to_be_visible()
    expect(caution(reader, "events-0-kind")).to_contain_text("n’interrompt pas")
    _, copy = saved(reader, "Enregistrer le dossier", tmp_path)
    assert Claim.model_validate_json(copy.read_text(encoding="utf-8")) == Claim.model_validate(CLAIM)

    revision = reader.part("#result").get_attribute("data-revision") or ""
    reader.types("events-0-on", "02/06/2026")
    expect(reader.part("#result")).not_to_have_attribute("data-revision", revision)
    _, changed = saved(reader, "Enregistrer le dossier", tmp_path)
    events = [{**CLAIM["events"][0], "on": "2026-06-02"}, CLAIM["events"][1]]
    assert Claim.model_validate_json(changed.read_text(encoding="utf-8")) == Claim.model_validate(
        {**CLAIM, "events": events}
    )


def test_a_file_that_contradicts_itself_shows_where(reader: Reader, tmp_path: Path) -> None:
    claim = {**CLAIM, "debtor": {"kind": "public-body"}, "payments": [{**CLAIM["payments"][0], "invoice": "F-9"}]}
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(claim), encoding="utf-8")
    reader.is_ready().chooses_file(file).sees_state("errors")
    reader.sees_error("payments-0-invoice", re.compile("F-9"))
    # interest on interest owed by a public buyer is not worked out: the field the file filled stays in sight
    reader.sees_error("terms-capitalise_from", re.compile("acheteur public"))
    expect(reader.part('[name="terms-capitalise_from"]')).to_be_visible()


def test_the_additions_fit_a_phone(window: OpenContext, base: str, tmp_path: Path) -> None:
    file = tmp_path / "whole.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    page = window(PHONE).new_page()
    reader = Reader(page, base).arrive().is_ready().chooses_file(file).sees_state("computed")
    page.evaluate("() => document.querySelectorAll('#calculator details').forEach(part => { part.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    expect(reader.goes_to("due").part("#statement .allocation-table")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "latin-1"])
def test_a_file_opens_in_the_page_as_on_the_command_line(reader: Reader, coding: str, tmp_path: Path) -> None:
    """10 000 EUR, 105 days at 12,15 %: 349,52 and 40. What is no UTF-8 and has no mark is refused."""
    invoice = {"number": "F-1\n", "due_on": "2025-11-30", "amount": "10000.00"}
    claim = {"as_of": "2026-03-15", "debtor": {"name": "Société Éclair"}, "invoices": [invoice]}
    file = tmp_path / "dossier.json"
    file.write_bytes(json.dumps(claim, ensure_ascii=False).encode(coding))
    reader.is_ready().chooses_file(file)
    if coding == "latin-1":
        expect(reader.part("#error-summary, .error-summary").first).to_contain_text("n’est pas un texte lisible")
        return
    reader.sees_total("10389.52")
    assert reader.entries()["debtor-name"] == "Société Éclair"
    assert reader.entries()["invoices-0-number"] == "F-1"


def test_a_public_buyers_term_is_counted_from_the_request_as_the_form_stands(reader: Reader) -> None:
    reader.chooses("debtor-kind", "public-body").types("invoices-0-amount", "4 200").types("as_of", "29/11/2026")
    reader.part('[data-addition="invoice"] > summary').first.click()
    reader.part('[name="invoices-0-due_mode"][value="term"]').check()
    reader.types("invoices-0-term-days", "30").types("invoices-0-issued_on", "10/02/2026")
    reader.types("invoices-0-received_on", "12/02/2026")
    # 12 February and thirty days
    expect(reader.part('[id="invoices-0-term-days-echo"]')).to_contain_text("14\u00a0mars\u00a02026")
    for name in ("term-from", "term-end_of_month", "term-unit", "trade"):
        expect(reader.part(f'[name="invoices-0-{name}"]')).to_be_hidden()
    # and the same after another visit of the page in this tab
    reader.page.reload()
    expect(reader.part('[id="invoices-0-term-days-echo"]')).to_contain_text("14\u00a0mars\u00a02026")
    expect(reader.part('[name="invoices-0-term-from"]')).to_be_hidden()
