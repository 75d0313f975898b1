"""« Emporter », « Partager »: every file arrives and opens, and a case that was shared is the same case elsewhere."""

from __future__ import annotations

import base64
import email
import email.policy
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from calculator.app.filling import fields_of
from latepay_core import Claim, draw_up
from tests.browser.conftest import DESKTOP, PHONE, OpenContext, Watch
from tests.browser.reader import NARROW, NO_BREAK, Reader
from tests.browser.test_engines import following
from tests.support.axe import axe
from tests.support.browser import chromium, firefox
from tests.support.claims import claim_for

pytestmark = pytest.mark.browser

# 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 145 / 365 = 492.60; and 40.
TOTAL, SHOWN = "10632.46", "10 632,46 €"
PATIENCE_MS = 120_000
PASSPHRASE = "trois chats et un vélo"
SHEET, SHARE = "#take-away-sheet", "#share-sheet"
#: Where no page may write to the clipboard, the link stands in a field.
NO_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
document.execCommand = () => false;
"""
CLIPBOARD_AGAIN = "() => { delete navigator.clipboard; delete document.execCommand; }"


#: This Firefox tells no one of its downloads: what was to be saved is seen where the page hands it over.
SEEN_AS_SAVED = """
const blobs = new Map();
const address = URL.createObjectURL;
URL.createObjectURL = blob => {
  const made = address.call(URL, blob);
  blobs.set(made, blob);
  return made;
};
HTMLAnchorElement.prototype.click = function () {
  const reader = new FileReader();
  reader.onload = () => { window.saved = { name: this.download, content: reader.result.replace(/^[^,]*,/, "") }; };
  reader.readAsDataURL(blobs.get(this.href));
};
"""


class Engines:
    """Browsers started once each; every reader gets a context of their own, which is watched."""

    def __init__(self, playwright: Playwright) -> None:
        self._start = {"chromium": lambda: chromium(playwright), "firefox": lambda: firefox(playwright)}
        self._running: dict[str, Browser] = {}
        self.open = ExitStack()

    def browser(self, engine: str) -> Browser:
        if engine not in self._running:
            self._running[engine] = self.open.enter_context(self._start[engine]())
        return self._running[engine]


@pytest.fixture(scope="module")
def engines(playwright: Playwright) -> Iterator[Engines]:
    started = Engines(playwright)
    with started.open:
        yield started


OpenReader = Callable[..., Reader]


@pytest.fixture(params=["chromium", "firefox"])
def arrives(request: pytest.FixtureRequest, engines: Engines, base: str, watch: Watch) -> Iterator[OpenReader]:
    """Opens the calculator in a fresh context, at an address that may bring something."""
    contexts: list[BrowserContext] = []

    def opened(address: str = "calculateur/", script: str = "", size: tuple[int, int] = DESKTOP) -> Reader:
        context = engines.browser(request.param).new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            service_workers="block",
        )
        contexts.append(context)
        watch.over(context)
        if request.param == "firefox":
            watch.expected = tuple(following(base, page) for page in ("", "calculateur/"))
            context.add_init_script(SEEN_AS_SAVED)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(address if address.startswith("http") else base + address)
        return Reader(page, base)

    yield opened
    for context in contexts:
        context.close()


def named(reader: Reader) -> Reader:
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").types("invoices-0-number", "F-118")
    reader.types("debtor-name", "Bâti-Sud SAS").types("creditor-name", "Menuiserie Lafon")
    return reader.sees_total(TOTAL)


def unfolded(reader: Reader) -> Reader:
    """Every part of the form in sight, so that all of it can be typed in."""
    reader.page.evaluate(
        "() => { for (const each of document.querySelectorAll('#claim-form details')) each.open = true; }"
    )
    return reader


def opens_sheet(reader: Reader) -> Reader:
    reader.part('[data-action="take-away"]:visible').first.click()
    expect(reader.part(SHEET)).to_be_visible()
    expect(reader.part(f'{SHEET} [data-file="statement"]')).to_be_visible(timeout=PATIENCE_MS)
    return reader


def takes(reader: Reader, row: str, form: str) -> tuple[str, bytes]:
    name, content = saves(reader, f'{SHEET} [data-file="{row}"] [data-format="{form}"]')
    expect(reader.part("#take-away-said")).to_contain_text(f"Enregistré{NO_BREAK}: {name}")
    return name, content


def saves(reader: Reader, button: str) -> tuple[str, bytes]:
    browser = reader.page.context.browser
    if browser and browser.browser_type.name == "firefox":
        reader.part(button).click()
        reader.page.wait_for_function("() => window.saved", timeout=PATIENCE_MS)
        saved = reader.page.evaluate("() => { const found = window.saved; window.saved = null; return found; }")
        return saved["name"], base64.b64decode(saved["content"])
    with reader.page.expect_download(timeout=PATIENCE_MS) as download:
        reader.part(button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def shares(reader: Reader, passphrase: str = "") -> str:
    """The link, from the field where it stands when it cannot be copied."""
    reader.part('[data-action="share"]:visible').first.click()
    expect(reader.part(SHARE)).to_be_visible()
    if passphrase:
        reader.part("#share-passphrase").fill(passphrase)
    reader.part('[data-action="share-copy"]').click()
    expect(reader.part("#share-link")).to_have_value(re.compile("#dossier="))
    link: str = reader.part("#share-link").input_value()
    reader.part(f'{SHARE} [data-action="sheet-close"]').click()
    return link


def unlike(signs: int) -> str:
    """A text in which nothing repeats: it does not get shorter."""
    chance = random.Random(1)
    return "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(signs))


def plain(text: str) -> str:
    return re.sub(rf"[\s{NO_BREAK}{NARROW}]+", " ", text)


def in_pdf(content: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def in_word(content: bytes) -> str:
    return plain(re.sub("<[^>]+>", "", zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()))


# ---------------------------------------------------------------- « Emporter »


def test_every_file_arrives_with_its_name_and_opens(arrives: OpenReader) -> None:
    reader = opens_sheet(named(unfolded(arrives())))
    name, content = takes(reader, "letter", "pdf")
    assert name == "mise-en-demeure-entre-professionnels-bati-sud-sas-F-118-2026-11-22.pdf"
    assert SHOWN in in_pdf(content)
    assert SHOWN in in_word(takes(reader, "letter", "docx")[1])
    message = email.message_from_bytes(takes(reader, "letter", "eml")[1], policy=email.policy.default)
    assert "10" in str(message["Subject"])
    assert [each.get_filename() for each in message.iter_attachments()] != []

    name, content = takes(reader, "statement", "statement-pdf")
    assert name == "decompte-bati-sud-sas-2026-11-22.pdf"
    assert SHOWN in in_pdf(content)
    name, content = takes(reader, "statement", "statement-docx")
    assert name == "decompte-bati-sud-sas-2026-11-22.docx"
    assert SHOWN in in_word(content)
    name, content = takes(reader, "statement", "xlsx")
    assert name == "decompte-bati-sud-sas-2026-11-22.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert "F-118" in [cell for sheet in book for row in sheet.values for cell in row]
    name, content = takes(reader, "statement", "csv")
    assert name == "decompte-bati-sud-sas-2026-11-22.csv"
    assert "F-118" in content.decode("utf-8-sig")
    name, content = takes(reader, "statement", "statement-json")
    assert name == "decompte-bati-sud-sas-2026-11-22.json"
    assert json.loads(content)["totals"]["total_due"] == TOTAL

    name, content = takes(reader, "calendar", "ics")
    assert name == "suivi-bati-sud-sas-2026-11-22.ics"
    assert len(icalendar.Calendar.from_ical(content).events) >= 3
    name, content = takes(reader, "court", "zip")
    assert name == "dossier-bati-sud-sas-2026-11-22.zip"
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None

    name, content = saves(reader, f'{SHEET} [data-action="take-case"]')
    assert name == "creance-bati-sud-sas-2026-11-22.json"
    # the calendar that was taken stays with the case: the next one updates it
    assert json.loads(content)["letter"]["calendar"]["entries"]


def test_the_sheet_keeps_the_focus_closes_on_escape_and_holds_the_page(arrives: OpenReader) -> None:
    reader = opens_sheet(named(unfolded(arrives())))
    before = reader.page.evaluate("scrollY")
    reader.page.mouse.move(1200, 400)
    reader.page.mouse.wheel(0, 900)
    for _ in range(10):
        reader.page.keyboard.press("Tab")
        outside = (
            "() => document.activeElement !== document.body && !document.activeElement.closest('#take-away-sheet')"
        )
        assert reader.page.evaluate(outside) is False
    assert reader.page.evaluate("scrollY") == before
    reader.page.keyboard.press("Escape")
    expect(reader.part(SHEET)).to_be_hidden()
    expect(reader.part('[data-action="take-away"]:visible').first).to_be_focused()


def test_a_click_on_the_veil_closes_the_sheet_and_one_inside_does_not(page: Page, base: str) -> None:
    reader = opens_sheet(named(unfolded(Reader(page, base).arrive())))
    reader.part("#take-away-title").click()
    expect(reader.part(SHEET)).to_be_visible()
    page.mouse.click(100, 400)
    expect(reader.part(SHEET)).to_be_hidden()


def test_without_a_figure_the_case_itself_can_be_taken(page: Page, base: str) -> None:
    reader = Reader(page, base).arrive().types("invoices-0-amount", "dix mille")
    reader.part('[data-action="take-away"]:visible').first.click()
    expect(reader.part("#take-away-files")).to_contain_text("remplissez d’abord", timeout=PATIENCE_MS)
    _, content = saves(reader, f'{SHEET} [data-action="take-case"]')
    assert json.loads(content)["fields"]["invoices-0-amount"] == "dix mille"


def test_no_letter_is_advised_leads_to_the_letters(page: Page, base: str) -> None:
    reader = unfolded(Reader(page, base).arrive()).invoice("100", "31/05/2026", as_of="22/11/2026")
    reader.button("Ajouter un paiement").click()
    reader.types("invoices-0-payments-0-paid_on", "30/05/2026").types("invoices-0-payments-0-amount", "100")
    reader.sees_total("0.00")
    opens_sheet(reader).button("Choisir une lettre", SHEET).click()
    expect(reader.part(SHEET)).to_be_hidden()
    expect(reader.part("#writing .offers-others")).to_be_visible(timeout=PATIENCE_MS)


def test_an_archive_that_cannot_be_fetched_is_said_and_the_case_can_still_be_taken(
    window: OpenContext, base: str, watch: Watch
) -> None:
    watch.expected = ("net::ERR_FAILED", "PartUnreachable", "letters.zip")
    context = window()
    context.route("**/letters.zip.gz", lambda route: route.abort())
    reader = named(unfolded(Reader(context.new_page(), base).arrive()))
    reader.part('[data-action="take-away"]:visible').first.click()
    expect(reader.part("#take-away-files")).to_contain_text("Vérifiez votre connexion", timeout=PATIENCE_MS)
    assert saves(reader, f'{SHEET} [data-action="take-case"]')[0].startswith("creance-bati-sud-sas")
    reader.sees_total(TOTAL)


def test_a_file_just_made_is_sent_on_where_the_platform_does_it(window: OpenContext, base: str) -> None:
    context = window()
    context.add_init_script("""
      window.sent = [];
      navigator.share = async what => { window.sent.push(what.url ?? what.files[0].name); };
      navigator.canShare = () => true;
    """)
    reader = opens_sheet(named(unfolded(Reader(context.new_page(), base).arrive())))
    expect(reader.part("#take-away-send")).to_be_hidden()
    takes(reader, "statement", "statement-pdf")
    reader.part("#take-away-send").click()
    reader.part(f'{SHEET} [data-action="share"]').click()
    reader.part('[data-action="share-send-file"]').click()
    reader.part('[data-action="share-send"]').click()
    reader.page.wait_for_function("() => window.sent.length === 3")
    pdf, case, link = reader.page.evaluate("() => window.sent")
    assert pdf == "decompte-bati-sud-sas-2026-11-22.pdf"
    assert case.startswith("dossier-bati-sud-sas-")
    assert "#dossier=2." in link


# ---------------------------------------------------------------- « Partager »


def test_a_link_opens_the_same_case_elsewhere_and_leaves_the_address(arrives: OpenReader) -> None:
    reader = named(unfolded(arrives(script=NO_CLIPBOARD)))
    before = answered(reader.entries())
    link = shares(reader)
    # what it holds was said before it was there to be copied
    expect(reader.part("#share-holds")).to_contain_text("Menuiserie Lafon et Bâti-Sud SAS")
    expect(reader.part("#share-holds")).to_contain_text("une somme et sa date")
    other = arrives(link).sees_total(TOTAL)
    expect(other.part("#notice")).to_contain_text("Le dossier du lien est ouvert")
    assert answered(other.entries()) == before
    assert "#" not in other.page.url


def test_the_link_is_copied(window: OpenContext, base: str) -> None:
    context = window(permissions=["clipboard-read", "clipboard-write"])
    reader = named(unfolded(Reader(context.new_page(), base).arrive()))
    reader.part('[data-action="share"]:visible').first.click()
    reader.part('[data-action="share-copy"]').click()
    expect(reader.part("#share-said")).to_have_text("Lien copié.")
    link = reader.page.evaluate("() => navigator.clipboard.readText()")
    assert link.startswith(f"{base}calculateur/#dossier=2.")
    expect(reader.part("#share-size")).to_contain_text(f"{len(link)} signes")


def test_a_passphrase_opens_a_locked_link_and_a_wrong_one_says_so(arrives: OpenReader) -> None:
    link = shares(named(unfolded(arrives(script=NO_CLIPBOARD))), PASSPHRASE)
    assert "#dossier=2s." in link
    other = arrives(link)
    expect(other.part("#passphrase-dialog")).to_be_visible()
    other.part("#passphrase").fill("trois chiens et un vélo")
    other.button("Ouvrir le dossier").click()
    expect(other.part("#passphrase-error")).to_contain_text("n’ouvre pas ce lien")
    expect(other.part("#passphrase")).to_be_focused()
    other.part("#passphrase").fill(PASSPHRASE)
    other.page.keyboard.press("Enter")
    other.sees_total(TOTAL)
    expect(other.part('[name="debtor-name"]')).to_have_value("Bâti-Sud SAS")
    assert "#" not in other.page.url


def test_a_locked_link_that_is_given_up_changes_nothing(page: Page, base: str) -> None:
    page.add_init_script(NO_CLIPBOARD)
    reader = named(unfolded(Reader(page, base).arrive()))
    link = shares(reader, PASSPHRASE)
    reader.types("invoices-0-amount", "2 400")
    # 2 400 x 12.15 % x 30 / 365 = 23.97; x 12.40 % x 145 / 365 = 118.22; and 40.
    reader.sees_total("2582.19")
    page.evaluate("link => { location.hash = link.slice(link.indexOf('#')); }", link)
    expect(reader.part("#passphrase")).to_be_focused()
    page.keyboard.press("Escape")
    expect(reader.part("#notice")).to_contain_text("n’a pas été ouvert")
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("2 400")
    assert "#" not in page.url


def test_a_passphrase_that_is_too_short_is_said(page: Page, base: str) -> None:
    page.add_init_script(NO_CLIPBOARD)
    reader = named(unfolded(Reader(page, base).arrive()))
    reader.part('[data-action="share"]:visible').first.click()
    reader.part("#share-passphrase").fill("secret")
    reader.part('[data-action="share-copy"]').click()
    expect(reader.part("#share-passphrase-error")).to_contain_text("12 signes au moins")
    expect(reader.part("#share-passphrase")).to_be_focused()
    expect(reader.part("#share-link-place")).to_be_hidden()


def test_a_damaged_link_and_a_newer_one_are_said_in_one_sentence(arrives: OpenReader) -> None:
    link = shares(named(unfolded(arrives(script=NO_CLIPBOARD))))
    cut = arrives(link[:-7])
    expect(cut.part("#errors")).to_contain_text("Ce lien est abîmé ou incomplet")
    cut.sees_state("example")
    assert "#" not in cut.page.url
    newer = arrives("calculateur/#dossier=3.abc")
    expect(newer.part("#errors")).to_contain_text("version plus récente")
    newer.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total(TOTAL)


def test_what_is_typed_is_not_replaced_without_a_question(page: Page, base: str) -> None:
    page.add_init_script(NO_CLIPBOARD)
    reader = named(unfolded(Reader(page, base).arrive()))
    link = shares(reader)
    reader.types("invoices-0-amount", "2 400").sees_total("2582.19")
    address = link[link.index("#") :]
    page.evaluate("hash => { location.hash = hash; }", address)
    expect(reader.part("#replace-dialog")).to_be_visible()
    reader.button("Garder ma saisie", "#replace-dialog").click()
    expect(reader.part("#notice")).to_contain_text("n’a pas été ouvert")
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("2 400")
    page.evaluate("hash => { location.hash = hash; }", address)
    reader.button("Ouvrir sans l’enregistrer", "#replace-dialog").click()
    reader.sees_total(TOTAL)
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("10 000")


def test_answers_that_this_version_does_not_know_are_told(page: Page, base: str) -> None:
    page.add_init_script(NO_CLIPBOARD)
    reader = named(unfolded(Reader(page, base).arrive()))
    # a form of tomorrow, with one question more
    reader.page.evaluate("""() => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "colour-of-paper", value: "blue" });
      document.querySelector("#claim-form").append(field);
    }""")
    link = shares(reader)
    other = Reader(page.context.new_page(), base)
    other.page.goto(link)
    other.sees_total(TOTAL)
    expect(other.part("#notice")).to_contain_text("Une réponse de ce lien vient d’une version plus récente")


def test_a_code_is_shown_where_it_can_be_read_and_said_otherwise(page: Page, base: str) -> None:
    reader = named(unfolded(Reader(page, base).arrive()))
    reader.part('[data-action="take-away"]:visible').first.click()
    reader.part('[data-action="share-as-code"]').click()
    expect(reader.part("#share-code svg")).to_be_visible(timeout=PATIENCE_MS)
    expect(reader.part("#share-holds")).to_contain_text("Bâti-Sud SAS")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    address = unlike(1_600)
    reader.types("debtor-address", address)
    reader.part('[data-action="share"]:visible').first.click()
    reader.part('[data-action="share-code"]').click()
    expect(reader.part("#share-said")).to_contain_text("trop long pour un code QR")
    expect(reader.part("#share-code")).to_be_hidden()


def test_a_case_that_is_too_large_for_a_link_says_so(page: Page, base: str) -> None:
    reader = unfolded(Reader(page, base).arrive()).invoice("10 000", "31/05/2026", as_of="22/11/2026")
    reader.types("debtor-address", unlike(16_000))
    reader.part('[data-action="share"]:visible').first.click()
    reader.part('[data-action="share-copy"]').click()
    expect(reader.part("#share-said")).to_contain_text("trop grand pour un lien")


# ---------------------------------------------------------------- other addresses


def test_an_article_s_link_fills_the_first_invoice(arrives: OpenReader) -> None:
    reader = arrives("calculateur/#montant=10%20000&echeance=2026-05-31")
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("10 000")
    expect(reader.part('[name="invoices-0-due_on"]')).to_have_value("31/05/2026")
    reader.types("as_of", "22/11/2026").sees_total(TOTAL)
    assert "#" not in reader.page.url


def test_an_article_s_link_leaves_what_is_typed(page: Page, base: str) -> None:
    reader = Reader(page, base).arrive().invoice("2 400", "31/05/2026", as_of="22/11/2026").sees_total("2582.19")
    page.evaluate("() => { location.hash = 'montant=10000&echeance=2026-05-30'; }")
    expect(reader.part("#notice")).to_contain_text(f"proposait une facture (10000{NO_BREAK}€, à payer le 30/05/2026)")
    expect(reader.part('[name="invoices-0-amount"]')).to_have_value("2 400")
    assert "#" not in page.url


def test_the_addresses_that_were_there_still_work(page: Page, base: str) -> None:
    page.goto(base + "calculateur/#side-debtor")
    expect(page.locator('[name="side"][value="debtor"]')).to_be_checked()
    other = page.context.new_page()
    other.goto(base + "calculateur/#lettre=first-reminder")
    named(unfolded(Reader(other, base)))
    expect(other.locator("#letter-page")).to_contain_text("F-118", timeout=PATIENCE_MS)
    assert other.url.endswith("#lettre=first-reminder")


# ---------------------------------------------------------------- any case

CLAIMS = [
    claim_for(regime, situation, invoices=invoices)
    for regime, situation, invoices in (
        ("fr-b2b", "part-paid", 3),
        ("fr-b2b", "some-disputed", 2),
        ("fr-b2b", "overdue", 45),
        ("fr-public", "notified", 2),
        ("fr-civil", "promised", 1),
        ("fr-civil-private", "overdue", 2),
        ("be-b2b", "overdue", 2),
    )
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.debtor.kind}-{len(claim.invoices)}")
def test_any_case_that_is_shared_and_reopened_has_the_same_fields_and_the_same_total(
    reader: Reader, window: OpenContext, base: str, tmp_path: Path, claim: Claim
) -> None:
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps({"schema": "latepay.draft/1", "fields": fields_of(claim)}))
    total = str(draw_up(claim).totals.total_due)
    reader.chooses_file(file).sees_total(total)
    before = answered(reader.entries())
    reader.page.evaluate(NO_CLIPBOARD)
    link = shares(reader)
    reader.page.evaluate(CLIPBOARD_AGAIN)
    other = Reader(window().new_page(), base)
    other.page.goto(link)
    other.sees_total(total)
    assert answered(other.entries()) == before


def answered(entries: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in entries.items() if value}


# ---------------------------------------------------------------- for everyone


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_sheets(window: OpenContext, base: str, size: tuple[int, int], theme: str) -> None:
    context = window(size, theme)
    context.add_init_script(NO_CLIPBOARD)
    reader = opens_sheet(named(unfolded(Reader(context.new_page(), base).arrive())))
    takes(reader, "statement", "csv")
    found = {"take away": axe(reader.page)}
    reader.part('[data-action="share-as-code"]').click()
    expect(reader.part("#share-code svg")).to_be_visible(timeout=PATIENCE_MS)
    reader.part("#share-passphrase").fill("secret")
    reader.part('[data-action="share-copy"]').click()
    found["share, passphrase too short"] = axe(reader.page)
    reader.part("#share-passphrase").fill(PASSPHRASE)
    reader.part('[data-action="share-copy"]').click()
    expect(reader.part("#share-link")).to_have_value(re.compile("#dossier=2s"))
    found["share, by hand"] = axe(reader.page)
    link = reader.part("#share-link").input_value()
    other = Reader(context.new_page(), base)
    other.page.goto(link)
    expect(other.part("#passphrase-dialog")).to_be_visible()
    other.part("#passphrase").fill("une autre phrase")
    other.button("Ouvrir le dossier").click()
    expect(other.part("#passphrase-error")).not_to_be_empty()
    found["passphrase, wrong"] = axe(other.page)
    assert {state: problems for state, problems in found.items() if problems} == {}


@pytest.mark.parametrize("width", [320, 390])
def test_the_sheets_fit_a_telephone(window: OpenContext, base: str, width: int) -> None:
    reader = opens_sheet(named(unfolded(Reader(window((width, 844)).new_page(), base).arrive())))
    for sheet in (SHEET, SHARE):
        if sheet == SHARE:
            reader.part('[data-action="share-as-code"]').click()
            expect(reader.part("#share-code svg")).to_be_visible(timeout=PATIENCE_MS)
        wide = reader.part(sheet).evaluate("sheet => sheet.scrollWidth - sheet.clientWidth")
        assert wide <= 0, sheet
        small = reader.part(sheet).evaluate("""sheet => [...sheet.querySelectorAll("button")]
          .filter(each => each.offsetParent && each.getBoundingClientRect().height < 44)
          .map(each => each.textContent)""")
        assert small == [], sheet
