"""The page asks first who one is, and speaks to that one: at once, after a reload, until everything is erased."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import Reader
from tests.support.axe import axe

pytestmark = pytest.mark.browser

#: What only one who is owed money is told, and hidden parts of the page are not read.
TO_A_CREDITOR = re.compile(
    r"votre client|\bclient|relancez|votre créance|vous réclamez|vous est dû|vous doit|mise en demeure entre",
    re.IGNORECASE,
)


def seen(reader: Reader) -> str:
    """What the page says, its labels and its choices included."""
    text: str = reader.page.evaluate("""() => {
      const article = document.querySelector("#calculator").closest("article");
      const lists = [...article.querySelectorAll("option, optgroup")].filter(each => each.checkVisibility?.() ?? true);
      return article.innerText + lists.map(each => each.label || each.textContent).join("\\n");
    }""")
    return text


def test_whoever_is_asked_for_money_is_spoken_to_at_once_and_stays_so(reader: Reader) -> None:
    """3 000 x 12.40 % x 133 / 365 = 135.55 from 1 July to 10 November 2026; and 40: 3 175.55 for either side."""
    heading = reader.part("h1")
    expect(heading).to_contain_text("Combien vous doit-on")
    their_letter = reader.button("Vérifier leur lettre", "#claim-form")
    expect(their_letter).to_be_hidden()
    # Python is not needed for it
    reader.chooses("side", "debtor")
    expect(heading).to_contain_text("Combien devez-vous")
    expect(their_letter).to_be_visible()
    reader.is_ready().invoice("3 000", "30/06/2026", as_of="10/11/2026").sees_total("3175.55")
    expect(reader.part("#result-title")).to_have_text(re.compile("^Ce que vous devez au"))
    expect(reader.part("#advice [data-figure=next-step]")).to_have_text("Vérifier, payer la part sûre, répondre")
    expect(reader.part("#routes")).to_be_empty()
    for addition in ("events", "situation", "parties", "creditor-details", "debtor-details", "judgment"):
        reader.unfolds(addition)
    reader.button("Ajouter un paiement").click()
    assert TO_A_CREDITOR.findall(seen(reader)) == []
    expect(reader.part('label[for="debtor-name"]')).to_contain_text("Votre nom ou celui de votre entreprise")
    expect(reader.part('label[for="invoices-0-payments-0-paid_on"]')).to_contain_text("Payé le")
    expect(reader.part('[name="debtor-name"]')).to_have_attribute("autocomplete", "organization")
    expect(reader.part('[name="creditor-name"]')).to_have_attribute("autocomplete", "off")

    reader.page.wait_for_timeout(400)
    reader.page.reload()
    expect(reader.part('[name="side"][value="debtor"]')).to_be_checked()
    expect(heading).to_contain_text("Combien devez-vous")
    expect(reader.part("#result-title")).to_have_text(re.compile("^Ce que vous devez au"))

    reader.erases_everything()
    expect(reader.part('[name="side"][value="creditor"]')).to_be_checked()
    expect(heading).to_contain_text("Combien vous doit-on")


def test_a_debtor_notes_how_long_a_formal_notice_leaves_him_and_reads_until_when(reader: Reader) -> None:
    """Received on 2 November, eight days: the 10th. Posted on the 4th, there on the 7th, a Saturday; then six
    working days without the 11th: the 17th."""
    reader.chooses("side", "debtor").is_ready().invoice("3 000", "30/06/2026", as_of="04/11/2026")
    reader.unfolds("events").picks("events-0-kind", "reminder").types("events-0-on", "02/11/2026")
    left = reader.part('[name="events-0-delay_days"]')
    expect(left).to_be_hidden()
    reader.picks("events-0-kind", "answer")
    expect(left).to_be_visible()
    reader.picks("events-0-kind", "formal-notice").types("events-0-delay_days", "8")
    expect(reader.part("#advice [data-figure=notice-until]")).to_have_text(re.compile(r"10\snovembre\s2026"))
    expect(reader.part("#advice [data-figure=own-answer]")).to_have_text(re.compile(r"17\snovembre\s2026"))
    reader.types("events-0-until", "12/11/2026")
    expect(reader.part("#advice [data-figure=notice-until]")).to_have_text(re.compile(r"12\snovembre\s2026"))


def test_the_debtors_letter_from_the_first_choice_to_the_signature(reader: Reader) -> None:
    reader.chooses("side", "debtor").is_ready().invoice("3 000", "30/06/2026", as_of="10/11/2026").sees_total("3175.55")
    reader.unfolds("parties").types("creditor-name", "Durand SARL").types("debtor-name", "Martin SAS")
    reader.goes_to("now").button("Écrire la lettre").click()
    letter = reader.part("#letter-page")
    expect(letter.locator('[data-key="sender"]')).to_contain_text("Martin SAS")
    expect(letter.locator('[data-key="signature"]')).to_have_text("Martin SAS")
    expect(letter).to_contain_text("Durand SARL")
    expect(reader.part(".letter-offer")).to_have_count(2)
    reader.part('.letter-fields [data-path="letter.received.amount"]').fill("3 400")
    # 3 400.00 - 3 175.55 = 224.45
    expect(letter).to_contain_text("soit 224,45\u00a0€ de moins")
    assert TO_A_CREDITOR.findall(seen(reader).replace("vous me réclamez", "")) == []


def test_the_guide_sends_a_debtor_to_the_debtors_page(window: OpenContext, base: str) -> None:
    page = window().new_page()
    reader = Reader(page, base)
    page.goto(base + "comprendre/on-vous-reclame/")
    page.get_by_role("link", name="Refaire le calcul moi-même").click()
    expect(reader.part('[name="side"][value="debtor"]')).to_be_checked()
    expect(reader.part("h1")).to_contain_text("Combien devez-vous")


def test_a_lender_is_not_asked_for_an_invoice(reader: Reader) -> None:
    reader.chooses("creditor-kind", "individual").chooses("debtor-kind", "consumer")
    expect(reader.part('label[for="invoices-0-amount"]')).to_have_text("Somme prêtée ou due")
    reader.unfolds("invoice").unfolds("parties")
    reader.is_ready().invoice("3 000", "01/02/2026", as_of="30/09/2026").sees_state("computed")
    # the sectors are what they are
    reader.part('[name$="-trade"]').evaluate("each => each.remove()")
    assert re.findall(r"\bTTC\b|client|\bfacture", reader.part("#claim-form").inner_text(), re.IGNORECASE) == []
    reader.chooses("creditor-kind", "business")
    expect(reader.part('label[for="invoices-0-amount"]')).to_have_text("Montant TTC de la facture")


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_debtors_page(
    window: OpenContext, base: str, size: tuple[int, int], theme: str
) -> None:
    page = window(size, theme).new_page()
    reader = Reader(page, base).arrive().chooses("side", "debtor").is_ready()
    reader.invoice("3 000", "30/06/2026", as_of="10/11/2026").sees_state("computed")
    for addition in ("events", "situation", "parties", "creditor-details", "debtor-details", "insolvency", "judgment"):
        reader.unfolds(addition)
    reader.goes_to("now").button("Écrire la lettre").click()
    expect(reader.part("#letter-page")).to_be_visible()
    assert axe(page) == []


def test_a_term_typed_for_the_date_goes_along_to_where_terms_are_asked(reader: Reader) -> None:
    """30 days from 10 February 2026 reach 12 March; then the end of the month: 31 March, the later of two readings."""
    reader.types("invoices-0-amount", "1 000").types("invoices-0-due_on", "30 jours fin de mois")
    # the day that it counts from is asked at once, where it was folded
    reader.types("invoices-0-issued_on", "10/02/2026").chooses("invoices-0-due_mode", "term")
    expect(reader.part('[name="invoices-0-term-days"]')).to_have_value("30 jours fin de mois")
    expect(reader.is_ready().part('[id="invoices-0-term-days-echo"]')).to_contain_text("31\u00a0mars\u00a02026")
    # a date is none, and what was typed there is not written over
    reader.types("invoices-0-term-days", "").chooses("invoices-0-due_mode", "due")
    reader.types("invoices-0-due_on", "31/05/2026").chooses("invoices-0-due_mode", "term")
    expect(reader.part('[name="invoices-0-term-days"]')).to_have_value("")


def test_rows_asleep_answer_what_their_debtor_is_asked(reader: Reader) -> None:
    term = {"days": 30, "end_of_month": "after", "from": "issue"}
    invoices = [{"number": f"F-{at}", "amount": "100", "issued_on": "2026-01-10", "term": term} for at in range(41)]
    claim = {"schema": "latepay.claim/1", "as_of": "2026-11-10", "invoices": invoices}
    file: FilePayload = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(claim).encode()}
    reader.is_ready().page.set_input_files("#claim-file", file)
    expect(reader.part("[data-asleep]")).to_have_count(11)
    away = """async () => {
      const form = document.querySelector("#claim-form");
      const { notAsked } = await import(new URL(form.dataset.shell, document.baseURI).href);
      const asked = name => ["invoices-0-", "invoices-40-"].map(row => notAsked(form).has(row + name));
      return ["term-from", "term-end_of_month", "term-days"].map(asked);
    }"""
    assert reader.page.evaluate(away) == [[False, False]] * 3
    reader.chooses("debtor-kind", "public-body")
    assert reader.page.evaluate(away) == [[True, True], [True, True], [False, False]]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_letter_is_led_to_with_nothing_cut_above_it(window: OpenContext, base: str, size: tuple[int, int]) -> None:
    page = window(size).new_page()
    reader = Reader(page, base).arrive().is_ready().invoice("3 000", "30/06/2026", as_of="10/11/2026")
    reader.goes_to("now").button("Écrire la lettre").click()
    expect(reader.part("#letter-title")).to_be_focused()
    page.wait_for_timeout(300)
    cut = page.evaluate("""() => {
      const head = document.querySelector(".md-header").getBoundingClientRect().bottom;
      const back = document.querySelector(".case-back").getBoundingClientRect();
      const title = document.querySelector("#letter-title").getBoundingClientRect();
      return [back.top >= head - 1, title.top >= back.bottom, title.bottom < innerHeight];
    }""")
    assert cut == [True, True, True]
