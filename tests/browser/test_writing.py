"""« Écrire »: from a typed case to the letter, rewritten in place, and the files to leave with."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenContext
from tests.browser.reader import NARROW, NO_BREAK, Reader
from tests.support.axe import axe

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
# 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 145 / 365 = 492.60; and 40.
TOTAL = f"10{NARROW}632,46{NO_BREAK}€"
LETTER = "#letter-page"
FILE_PATIENCE_MS = 120_000
#: A PNG of one teal pixel.
TEAL_SQUARE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPgzssEAAFqAONFSQo9AAAAAElFTkSuQmCC"
)


@pytest.fixture
def desk(reader: Reader) -> Reader:
    """The formal notice that the next step advises, on the page."""
    reader.invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part(LETTER)).to_contain_text(TOTAL)
    return reader


def answers(reader: Reader, path: str, text: str) -> None:
    reader.part(f'[data-path="{path}"]').fill(text)


def downloaded(page: Page, form: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=FILE_PATIENCE_MS) as download:
        page.locator(f'[data-action="letter-file"][data-format="{form}"]').click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_each_passage_of_the_letter_has_a_name_of_its_own(desk: Reader) -> None:
    passages = desk.part(LETTER).get_by_role("textbox")
    names = [each.get_attribute("aria-label") or "" for each in passages.all()]
    assert len(names) > 5
    assert len(set(names)) == len(names)
    opening = next(each for each in names if "Objet" in each)
    assert opening.startswith("Passage ")
    # what a reader of screens is told to be there, is
    expect(desk.part(LETTER).get_by_role("textbox", name=opening, exact=True)).to_have_count(1)


def test_the_advised_letter_asks_for_what_it_lacks_and_the_claim_keeps_it(desk: Reader, tmp_path: Path) -> None:
    expect(desk.part("#letter-title")).to_have_text("Mise en demeure entre professionnels")
    expect(desk.part("#letter-title")).to_be_focused()
    expect(desk.part('.letter-offer[aria-pressed="true"]')).to_have_text("Mise en demeure entre professionnels")
    answers(desk, "letter.place", "Rennes")
    answers(desk, "debtor.name", "Durand SAS")
    expect(desk.part(LETTER)).to_contain_text(f"Rennes, le 22{NO_BREAK}novembre{NO_BREAK}2026")
    expect(desk.part(LETTER)).to_contain_text("Durand SAS")
    expect(desk.part('[name="debtor-name"]')).to_have_value("Durand SAS")
    with desk.page.expect_download() as download:
        desk.goes_where("").button("Enregistrer le dossier").first.click()
    saved = tmp_path / "creance.json"
    download.value.save_as(saved)
    claim = json.loads(saved.read_text(encoding="utf-8"))
    assert claim["letter"] == {"place": "Rennes"}
    assert claim["debtor"]["name"] == "Durand SAS"


def test_the_letter_follows_the_figures_and_a_wrong_answer_stays(desk: Reader) -> None:
    desk.types("invoices-0-amount", "1 000")
    # 1 000 x 12.15 % x 30 / 365 = 9.99; x 12.40 % x 145 / 365 = 49.26; and 40.
    expect(desk.part(LETTER)).to_contain_text(f"1{NARROW}099,25{NO_BREAK}€")
    desk.button("Ouvrir la lettre").click()
    desk.part("details.letter-settings > summary").click()
    answers(desk, "letter.written_on", "31/02/2026")
    field = desk.part('[data-question="letter.written_on"]')
    expect(field.locator(".error")).to_contain_text("Le 31 février n’existe pas")
    expect(field.locator("input")).to_have_value("31/02/2026")


def test_a_letter_that_can_no_longer_follow_says_so(desk: Reader) -> None:
    waiting = desk.part("#writing-waiting")
    expect(waiting).to_be_hidden()
    desk.types("invoices-0-amount", "")
    expect(waiting).to_contain_text("reste telle qu’elle était")
    expect(desk.part(LETTER)).to_contain_text(TOTAL)
    desk.types("invoices-0-amount", "1 000")
    expect(desk.part(LETTER)).to_contain_text(f"1{NARROW}099,25{NO_BREAK}€")
    expect(waiting).to_be_hidden()


def test_erasing_everything_takes_the_letter_too(desk: Reader) -> None:
    answers(desk, "debtor.name", "Durand SAS")
    answers(desk, "letter.place", "Rennes")
    expect(desk.part(LETTER)).to_contain_text("Rennes")
    desk.erases_everything()
    expect(desk.part("#calculator")).not_to_contain_text("Durand")
    expect(desk.part("#writing-waiting")).to_be_hidden()
    desk.invoice("1 000", "31/05/2026", as_of="22/11/2026").sees_total("1099.25")
    expect(desk.part(LETTER)).to_have_count(0)
    desk.button("Choisir une lettre").click()
    desk.part("#writing .letter-offer").get_by_text("Mise en demeure entre professionnels").click()
    expect(desk.part(LETTER)).to_contain_text(f"1{NARROW}099,25{NO_BREAK}€")
    expect(desk.part(LETTER)).not_to_contain_text("Durand")
    expect(desk.part(LETTER)).not_to_contain_text("Rennes")


def test_a_paragraph_is_rewritten_in_place_and_brought_back(desk: Reader) -> None:
    paragraph = desk.part(f"{LETTER} p[data-key][data-role=body]").last
    key = paragraph.get_attribute("data-key")
    own = paragraph.inner_text()
    rewritten = desk.part(f'{LETTER} [data-key="{key}"]')
    rewritten.click()
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.type("Ceci est mon propre texte.")
    desk.page.keyboard.press("Tab")
    expect(desk.part("#announce")).to_have_text("Votre passage est gardé.")
    expect(rewritten).to_have_text("Ceci est mon propre texte.")
    answers(desk, "debtor.name", "Durand SAS")
    expect(desk.part(LETTER)).to_contain_text("Durand SAS")
    expect(rewritten).to_have_text("Ceci est mon propre texte.")
    rewritten.click()
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.press("Delete")
    desk.page.keyboard.press("Tab")
    expect(rewritten).to_have_text(own)


def test_the_files_are_the_command_lines(desk: Reader, tmp_path: Path) -> None:
    """Taken off line once the first has come, and compared with what the terminal makes of the same claim."""
    answers(desk, "debtor.name", "Durand SAS")
    expect(desk.part(LETTER)).to_contain_text("Durand SAS")
    found = {form: downloaded(desk.page, form) for form in ("docx", "pdf", "ics")}
    desk.page.context.set_offline(True)
    again = {form: downloaded(desk.page, form) for form in ("docx", "pdf", "ics")}
    desk.page.context.set_offline(False)
    assert again == found
    claim = tmp_path / "creance.json"
    data = {
        "as_of": "2026-11-22",
        "debtor": {"name": "Durand SAS"},
        "invoices": [{"amount": "10000.00", "due_on": "2026-05-31"}],
    }
    claim.write_text(json.dumps(data), encoding="utf-8")
    made = {
        "docx": _made("letter", str(claim), "--kind", "formal-notice", "-o", str(tmp_path / "notice.docx")),
        "pdf": _made("letter", str(claim), "--kind", "formal-notice", "-o", str(tmp_path / "notice.pdf")),
        "ics": _made("calendar", str(claim), "-o", str(tmp_path / "suivi.ics")),
    }
    assert _entries(found["docx"][1]) == _entries(made["docx"])
    assert _pages(found["pdf"][1]) == _pages(made["pdf"])
    assert _untimed(found["ics"][1]) == _untimed(made["ics"])


def _made(*command: str) -> bytes:
    outcome = subprocess.run(
        [sys.executable, "-m", "latepay_core.cli", *command], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert outcome.returncode == 0, outcome.stderr
    return Path(command[-1]).read_bytes()


def _entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def _untimed(content: bytes) -> list[str]:
    """Without what depends on the claim's identity: the text typed in the form is not the file's, key for key."""
    return [line for line in content.decode().splitlines() if not line.startswith(("UID:", "DTSTAMP"))]


def test_a_case_that_has_an_account_already_gets_its_first_letter(page: Page, base: str, tmp_path: Path) -> None:
    invoice = {"number": "F-9", "amount": "1250.40", "due_on": "2026-09-15"}
    creditor = {"name": "Atelier Ruelle", "iban": "FR7630006000011234567890189"}
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps({"as_of": "2026-11-30", "creditor": creditor, "invoices": [invoice]}), encoding="utf-8")
    # 1 250.40 x 12.40 % x 76 / 365 = 32.28; and 40
    reader = Reader(page, base).arrive().chooses_file(file).sees_total("1322.68")
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part(LETTER)).to_contain_text("FR76")
    expect(reader.part(f"{LETTER} svg").first).to_be_visible()


def test_a_logo_stays_on_this_device_and_goes_into_the_files(desk: Reader) -> None:
    """Chosen once, drawn anew by the browser; what is no picture gets one sentence; it is in no link and no case."""
    desk.part("details.letter-settings > summary").click()
    field, said = desk.part("#letter-logo"), desk.part("#letter-logo-said")
    field.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": b"<svg onload=alert(1)>"})
    expect(said).to_contain_text("Cette image ne convient pas")
    field.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": TEAL_SQUARE})
    expect(said).to_contain_text("Logo gardé sur cet appareil")
    answers(desk, "letter.place", "Rennes")
    expect(desk.part(LETTER)).to_contain_text("Rennes, le 22")
    expect(desk.part('[data-action="letter-logo-forget"]')).to_be_visible()
    assert "logo" not in desk.part('[name="letter"]').input_value()
    _, content = downloaded(desk.page, "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as word:
        assert word.read("word/media/logo.jpeg").startswith(b"\xff\xd8\xff")
    # the same letterhead on paper, on its first sheet
    first, *others = pypdf.PdfReader(io.BytesIO(desk.page.pdf(prefer_css_page_size=True))).pages
    assert "Objet" in first.extract_text()
    assert (len(first.images), sum(len(sheet.images) for sheet in others)) == (1, 0)
    expect(desk.part(".letter-logo")).to_have_count(0)
    desk.button("Retirer le logo").click()
    expect(said).to_contain_text("Logo retiré")
    _, content = downloaded(desk.page, "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as word:
        assert "word/media/logo.jpeg" not in word.namelist()


def test_the_address_asks_for_a_letter(page: Page, base: str) -> None:
    page.goto(f"{base}calculateur/#lettre=first-reminder")
    reader = Reader(page, base)
    expect(reader.part("#writing-waiting")).to_be_visible()
    reader.invoice("2 400", "18/11/2026", as_of="22/11/2026")
    expect(reader.part("#letter-title")).to_have_text("Première relance")
    expect(reader.part(LETTER)).to_contain_text(f"2{NARROW}4")


def test_what_was_noted_on_the_telephone_becomes_the_confirmation(page: Page, base: str) -> None:
    page.goto(f"{base}calculateur/")
    call = {"held_on": "2026-11-20", "with_whom": "Mme Martin", "debtor_step": "vous virez 1 000 €"}
    page.evaluate("call => sessionStorage.setItem('payeatemps.letter', JSON.stringify(call))", call)
    page.reload()
    reader = Reader(page, base).invoice("10 000", "31/05/2026", as_of="22/11/2026")
    expect(reader.part("#letter-title")).to_have_text("Confirmation d’un appel téléphonique")
    expect(reader.part(LETTER)).to_contain_text("Mme Martin")
    expect(reader.part(LETTER)).to_contain_text(f"20{NO_BREAK}novembre{NO_BREAK}2026")
    assert page.evaluate("sessionStorage.getItem('payeatemps.letter')") is None


def test_the_letter_alone_is_printed(desk: Reader, tmp_path: Path) -> None:
    desk.page.evaluate("() => { window.print = () => {}; }")
    desk.button("Imprimer", within=".letter-take").click()
    paper = tmp_path / "letter.pdf"
    desk.page.pdf(path=paper, format="A4")
    text = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True).stdout
    first, second = text.removesuffix("\f").split("\f")
    assert "Mise en demeure de payer" in first
    # the account stands under the end of the letter, on a sheet that says whose it is
    assert second.strip().startswith("Mise en demeure entre professionnels · 22")
    assert "salutations distinguées" in text
    assert "Décompte arrêté au 22" in second
    assert "Emporter la lettre" not in text
    assert "Votre créance" not in text


def test_the_browsers_own_print_prints_the_letter_that_has_the_page(desk: Reader, tmp_path: Path) -> None:
    desk.page.evaluate("() => { window.asked = 0; window.print = () => { window.asked += 1; }; }")
    paper = tmp_path / "letter.pdf"
    desk.page.pdf(path=paper, format="A4")
    text = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True).stdout
    assert "Mise en demeure de payer" in text
    desk.button("Imprimer", within=".letter-take").click()
    desk.page.wait_for_timeout(1000)
    assert desk.page.evaluate("() => window.asked") == 1
    # the page is another reader's next: its printing is over
    desk.page.evaluate("() => dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_desk(window: OpenContext, base: str, size: tuple[int, int], theme: str) -> None:
    page = window(size, theme).new_page()
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="22/11/2026").sees_total("10632.46")
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part(LETTER)).to_contain_text(TOTAL)
    for summary in reader.part("#writing summary").all():
        summary.click()
    answers(reader, "letter.written_on", "31/02/2026")
    expect(reader.part("#writing .error")).to_have_count(1)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    # no column of an account lies out of sight, on a phone either: each cell stands with its heading
    boxes = "() => [...document.querySelectorAll('.letter__table')].map(box => box.scrollWidth - box.clientWidth)"
    assert max(page.evaluate(boxes)) <= 0
    expect(reader.part(LETTER).get_by_role("columnheader", name="TTC").first).to_be_attached()


#: Of each table of the letter: what lies out of sight, the narrowest title, how its sums stand.
TABLES = """() => [...document.querySelectorAll('#letter-page .letter__table')].map(box => [
  box.scrollWidth - box.clientWidth,
  Math.min(...[...box.querySelectorAll('caption')].map(title => title.offsetWidth), box.clientWidth) / box.clientWidth,
  [...new Set([...box.querySelectorAll('td[data-align=right]')].map(sum => getComputedStyle(sum).textAlign))].join(),
])"""


@pytest.mark.parametrize("size", [(1366, 900), PHONE], ids=["desktop", "phone"])
def test_an_account_of_nine_columns_is_whole_in_the_letter(
    window: OpenContext, base: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    """With a payment and a credit note: every column in sight, titles on whole lines, sums under one another."""
    claim = {
        "schema": "latepay.claim/1",
        "as_of": "2026-11-30",
        "invoices": [
            {
                "number": "FK-2025-311",
                "due_on": "2026-04-14",
                "amount": "12480.50",
                "payments": [{"paid_on": "2026-05-15", "amount": "1000.00"}],
                "credit_notes": [{"issued_on": "2026-05-20", "amount": "100.00"}],
            }
        ],
    }
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(claim), encoding="utf-8")
    reader = Reader(window(size).new_page(), base).arrive().chooses_file(file).sees_state("computed")
    reader.goes_to("now").part("#advice").get_by_role("button", name="Écrire la lettre").click()
    expect(reader.part(LETTER)).to_contain_text("Pénalités, période par période")
    for hidden, title, aligned in reader.page.evaluate(TABLES):
        assert (hidden <= 0, title > 0.9, aligned) == (True, True, "right")
