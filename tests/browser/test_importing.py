"""Lists come in by paste, by file and by drop: understood, mended, added, taken back; nothing goes in before."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from latepay_core import Claim
from latepay_core.letters.writing import write_letter
from latepay_core.outputs.letter_files import letter_file
from tests.browser.conftest import PHONE, Watch
from tests.browser.reader import Reader
from tests.browser.test_runtime import KNOWN_WORKERS, TAKEN_AWAY
from tests.support.axe import axe

pytestmark = pytest.mark.browser

DATA = Path(__file__).parents[1] / "data"
PASTE = """([selector, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const target = selector ? document.querySelector(selector) : document.body;
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return target.dispatchEvent(event);
}"""
DROP = """([name, base64]) => {
  const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
#: Due on the day of the statement: nothing but the sums is owed.
AMOUNTS = (
    *("4 860,00", "12 480,50", "7 215,36", "18 900,00", "3 333,33", "9 999,99", "15 240,00"),
    *("6 120,75", "24 600,00", "1 080,00", "8 448,00", "11 111,11", "5 640,20", "2 750,00"),
)
HEADINGS = "N° pièce\tClient\tDate\tÉch.\tMontant\tRèglement\tMt réglé"
ROWS = [f"F-{at}\tBâti-Sud SAS\t29/10/26\t29/11/26\t{amount}\t\t" for at, amount in enumerate(AMOUNTS, 1)]
# 4 860.00 + 12 480.50 + 7 215.36 + 18 900.00 + 3 333.33 + 9 999.99 + 15 240.00 = 72 029.18
# 6 120.75 + 24 600.00 + 1 080.00 + 8 448.00 + 11 111.11 + 5 640.20 + 2 750.00 = 59 750.06
# 72 029.18 + 59 750.06 = 131 779.24, less the 2 000.00 paid of the first one
TOTAL = "129779.24"
LIST = "\n".join([HEADINGS, ROWS[0].rstrip("\t") + "\t15/11/26\t2 000,00", *ROWS[1:]])


class Import:
    """The dialog in which files come in."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page = reader, reader.page
        self.dialog = reader.page.locator("#import-dialog")

    def pastes(self, text: str, into: str = "") -> Import:
        self.page.evaluate(PASTE, [into, text])
        return self

    def is_understood(self) -> Import:
        expect(self.dialog.locator("#import-understood")).to_be_visible()
        return self

    @property
    def add(self) -> Locator:
        return self.dialog.locator("[data-action=import-add]")

    def adds(self, words: str) -> Import:
        expect(self.add).to_have_text(words)
        self.add.click()
        expect(self.dialog).to_be_hidden()
        return self


@pytest.fixture
def coming(reader: Reader) -> Import:
    reader.types("as_of", "29/11/2026")
    return Import(reader)


def test_fourteen_pasted_rows_are_fourteen_invoices_with_their_total(coming: Import) -> None:
    coming.pastes(LIST).is_understood().adds("Ajouter les 14 factures prêtes")
    coming.reader.sees_total(TOTAL)
    fields = coming.reader.entries()
    numbers = [fields[f"invoices-{at}-number"] for at in range(14)]
    assert numbers == [f"F-{at}" for at in range(1, 15)]
    assert (fields["debtor-name"], fields["invoices-0-payments-0-amount"]) == ("Bâti-Sud SAS", "2\u202f000,00")
    notice = coming.page.locator("#notice")
    expect(notice).to_contain_text("14 factures")
    # one of them is taken out: the sentence that counts fourteen is true no more
    coming.reader.part("#invoices-0-line").focus()
    coming.page.keyboard.press("Delete")
    expect(notice).not_to_contain_text("14 factures")


def test_one_undo_takes_the_whole_import_back(coming: Import) -> None:
    reader = coming.reader.unfolds("invoice").types("invoices-0-number", "à moi").types("invoices-0-amount", "10")
    reader.types("invoices-0-due_on", "29/11/2026")
    before = coming.reader.entries()
    coming.pastes(LIST).is_understood().adds("Ajouter les 14 factures prêtes")
    assert coming.reader.entries()["invoices-0-number"] == "à moi"
    coming.page.locator("[data-action=import-undo]").click()
    coming.reader.sees_total("10.00")
    assert coming.reader.entries() == before


def test_what_was_said_of_an_import_goes_with_it_whichever_way_it_is_undone(coming: Import) -> None:
    notice = coming.page.locator("#notice")
    coming.pastes(LIST).is_understood().adds("Ajouter les 14 factures prêtes")
    expect(notice).to_contain_text("14 factures")
    coming.page.locator("[data-action=import-undo]").click()
    expect(notice).to_contain_text("L’import est annulé")
    coming.reader.button("Rétablir", "#case-bar").click()
    coming.reader.sees_total(TOTAL)
    expect(notice).not_to_contain_text("annulé")
    coming.pastes(LIST.replace("F-", "G-")).is_understood().adds("Ajouter les 14 factures prêtes")
    expect(notice).to_contain_text("14 factures")
    coming.reader.button("Annuler", "#case-bar").click()
    coming.reader.sees_total(TOTAL)
    expect(notice).not_to_contain_text("factures")


def test_a_row_that_is_wrong_is_mended_in_place(coming: Import) -> None:
    wrong = LIST.replace("15/11/26", "30/02/2026")
    coming.pastes(wrong).is_understood()
    expect(coming.add).to_have_text("Ajouter les 13 factures prêtes")
    expect(coming.dialog).to_contain_text("Ligne 2, cellule F2, facture F-1")
    cell = coming.dialog.locator("[data-import=cell]")
    cell.fill("15/11/2026")
    cell.press("Tab")
    expect(coming.add).to_have_text("Ajouter les 14 factures prêtes")
    expect(cell).to_have_count(0)
    coming.adds("Ajouter les 14 factures prêtes")
    coming.reader.sees_total(TOTAL)


def test_a_list_with_a_question_waits_for_its_answer(coming: Import) -> None:
    rows = "Facture;Client;Date;TTC\nF-3;Durand;30/10/2026;100,00\nF-4;Durand;30/10/2026;50,50"
    coming.pastes(rows).is_understood()
    expect(coming.add).to_have_count(0)
    coming.dialog.get_by_role("button", name="30 jours", exact=True).click()
    # 30 days after 30 October is 29 November: 100.00 + 50.50
    coming.adds("Ajouter les 2 factures prêtes").reader.sees_total("150.50")


def test_a_column_that_was_read_wrongly_is_put_right_and_remembered(coming: Import) -> None:
    rows = "Facture;Client;Livraison;Colonne D;Somme\nF-3;Durand;30/10/2026;29/11/2026;100,00\n"
    coming.pastes(rows).is_understood()
    coming.dialog.locator("details.import-others summary").click()
    choice = coming.dialog.get_by_label("« Colonne D »")
    choice.select_option("due")
    expect(coming.add).to_be_visible()
    coming.dialog.get_by_label("Retenir ces colonnes sur cet appareil").check()
    coming.adds("Ajouter la facture").reader.sees_total("100.00")
    coming.pastes(rows.replace("F-3", "F-4")).is_understood()
    expect(coming.dialog).to_contain_text("Colonnes lues comme vous l’avez retenu sur cet appareil.")
    coming.dialog.get_by_role("button", name="Oublier").click()
    expect(coming.add).to_have_count(0)
    assert coming.page.evaluate("() => localStorage.getItem('payeatemps.columns')") is None
    coming.dialog.get_by_role("button", name="Ne rien ajouter").click()


def test_an_electronic_invoice_is_dropped_on_the_page(coming: Import) -> None:
    content = (DATA / "invoices" / "Facture_FR_EN16931.pdf").read_bytes()
    coming.page.evaluate(DROP, ["Facture.pdf", base64.b64encode(content).decode()])
    coming.is_understood()
    expect(coming.dialog).to_contain_text("BT-9")
    coming.adds("Ajouter la facture")
    expect(coming.page.locator("[name=invoices-0-number]")).to_have_value("FA-2017-0010")
    expect(coming.page.locator("[name=invoices-0-amount]")).to_have_value("470,15")


def test_a_workbook_is_chosen_and_one_of_its_customers_first(coming: Import) -> None:
    coming.page.locator("#import-files").set_input_files(DATA / "lists" / "artisan-suivi.xlsx")
    coming.is_understood()
    coming.dialog.get_by_text("Imprimerie Maldonnay SAS · 3 factures").click()
    coming.dialog.locator("[data-import=settled]").check()
    expect(coming.dialog.get_by_role("radio", name=re.compile("Maldonnay"))).to_be_checked()
    coming.dialog.locator("[data-import=settled]").uncheck()
    coming.adds("Ajouter les 3 factures prêtes")
    expect(coming.page.locator("[name=debtor-name]")).to_have_value("Imprimerie Maldonnay SAS")


@pytest.mark.parametrize("name", ["image.png", "abime.xlsx"])
def test_a_file_that_is_none_gets_one_sentence_and_the_case_stays(coming: Import, name: str) -> None:
    coming.reader.types("invoices-0-amount", "12")
    before = coming.reader.entries()
    content = {"image.png": b"\x89PNG\r\n\x1a\n" + bytes(50), "abime.xlsx": b"PK\x03\x04" + bytes(40)}[name]
    coming.page.locator("#import-files").set_input_files({"name": name, "mimeType": "", "buffer": content})
    coming.is_understood()
    expect(coming.dialog.locator(".import-refused")).to_have_count(1)
    expect(coming.add).to_have_count(0)
    coming.page.keyboard.press("Escape")
    expect(coming.dialog).to_be_hidden()
    assert coming.reader.entries() == before


def test_a_saved_case_goes_on_to_the_way_that_opens_it(coming: Import, tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"as_of": "2026-11-29", "invoices": [{"amount": "77.00", "due_on": "2026-11-29"}]}')
    coming.page.locator("#import-files").set_input_files(file)
    coming.page.locator("#replace-dialog [value=open]").click()
    coming.reader.sees_total("77.00")
    # a letter that was made here carries its case
    noticed = {"on": "2026-11-02", "kind": "reminder"}, {"on": "2026-11-10", "kind": "reminder"}
    invoice = {"number": "F-1", "amount": "1000.00", "due_on": "2026-09-30"}
    claim = Claim.model_validate({"as_of": "2026-11-29", "invoices": [invoice], "events": noticed})
    letter = tmp_path / "lettre.pdf"
    letter.write_bytes(letter_file(write_letter("formal-notice", claim), "pdf"))
    coming.page.locator("#import-files").set_input_files(letter)
    expect(coming.page.locator("#notice")).to_contain_text("« lettre.pdf » est ouvert.")
    assert coming.reader.entries()["invoices-0-number"] == "F-1"


def test_words_for_a_field_stay_in_it_and_rows_do_not(coming: Import) -> None:
    field = "[name=invoices-0-amount]"
    coming.page.focus(field)
    assert coming.page.evaluate(PASTE, [field, "1 200,50"]), "a sum is for the field"
    assert coming.page.evaluate(PASTE, ["", "bonjour"]), "a word on the page is nobody’s"
    assert not coming.page.evaluate(PASTE, [field, LIST])
    coming.is_understood()
    coming.page.keyboard.press("Escape")


def test_the_place_for_rows_reads_what_is_pasted_there_and_the_keyboard_does_all(coming: Import) -> None:
    coming.page.locator("[data-action=import-paste]").first.focus()
    coming.page.keyboard.press("Enter")
    expect(coming.page.locator("#import-rows")).to_be_focused()
    coming.page.keyboard.insert_text(LIST)
    coming.page.keyboard.press("Tab")
    coming.page.keyboard.press("Enter")
    coming.is_understood()
    expect(coming.page.locator("#import-title")).to_be_focused()
    coming.add.press("Enter")
    coming.reader.sees_total(TOTAL)


def test_a_reading_that_is_left_is_stopped_and_said(coming: Import) -> None:
    coming.page.locator("#import-files").set_input_files(DATA / "lists" / "grande-liste-10000.csv")
    expect(coming.dialog.get_by_text("Lecture du fichier…")).to_be_visible()
    coming.dialog.get_by_role("button", name="Arrêter la lecture").click()
    expect(coming.page.locator("#errors")).to_contain_text("La lecture est arrêtée")
    # and the calculator is there again
    coming.reader.types("invoices-0-amount", "5").types("invoices-0-due_on", "29/11/2026").sees_total("5.00")


def test_a_worker_taken_away_in_the_middle_of_an_import_loses_nothing(page: Page, base: str, watch: Watch) -> None:
    watch.expected = ("the worker is gone", "could not be read", "CalculatorError")
    page.add_init_script(KNOWN_WORKERS)
    reader = Reader(page, base).arrive().invoice("77", "29/11/2026", as_of="29/11/2026").sees_total("77.00")
    before, coming = reader.entries(), Import(reader)
    coming.page.locator("#import-files").set_input_files(DATA / "lists" / "grande-liste-10000.csv")
    expect(coming.dialog.get_by_text("Lecture du fichier…")).to_be_visible()
    status = reader.part("#engine-status")
    # once, it comes back and reads the list again; taken away again, it is given up
    for _ in range(2):
        expect(status).to_have_attribute("data-stage", "ready")
        page.wait_for_timeout(300)
        page.evaluate(TAKEN_AWAY)
        expect(status).to_have_attribute("data-stage", "loading")
    expect(reader.part("#errors")).to_contain_text("n’a pas pu être lu jusqu’au bout. Votre saisie n’a pas changé.")
    expect(coming.dialog).to_be_hidden()
    assert reader.entries() == before
    # and the calculator is there again
    reader.types("invoices-0-amount", "78").sees_total("78.00")


def test_the_dialog_fits_a_phone(window: Callable[..., BrowserContext], base: str) -> None:
    reader = Reader(window(PHONE).new_page(), base).arrive().is_ready()
    coming = Import(reader).pastes(LIST.replace("15/11/26", "30/02/2026")).is_understood()
    assert coming.page.evaluate("() => document.querySelector('#import-dialog').scrollWidth") <= PHONE[0]
    for button in coming.dialog.locator("button:visible, select:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44, button.inner_text()
    assert axe(coming.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_dialog_has_nothing_for_axe_to_find(window: Callable[..., BrowserContext], base: str, theme: str) -> None:
    reader = Reader(window(theme=theme).new_page(), base).arrive().is_ready()
    coming = Import(reader)
    coming.page.locator("[data-action=import-paste]").first.click()
    assert axe(coming.page) == []
    coming.page.keyboard.press("Escape")
    coming.page.locator("#import-files").set_input_files(DATA / "lists" / "artisan-suivi.xlsx")
    coming.is_understood()
    assert axe(coming.page) == []
    assert re.search("À corriger", coming.dialog.inner_text())


def test_the_archive_of_several_customers_opens_into_the_list(coming: Import, tmp_path: Path) -> None:
    claims = {
        name: {"debtor": {"name": name}, "invoices": [{"number": "F-1", "amount": "1000.00", "due_on": "2026-10-30"}]}
        for name in ("Durand", "Lenoir")
    }
    packed = tmp_path / "dossiers-2026-11-29.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, claim in claims.items():
            archive.writestr(f"creance-{name}.json", json.dumps(claim))
    together = tmp_path / "dossiers.json"
    together.write_text(json.dumps({"schema": "latepay.cases/1", "claims": list(claims.values())}), encoding="utf-8")
    said = coming.page.locator("#customers-said")
    for path, told in ((packed, "2 dossiers."), (together, "2 dossiers y étaient déjà")):
        coming.reader.chooses_file(path)
        coming.is_understood()
        coming.dialog.get_by_role("button", name="Garder ces 2 dossiers dans").click()
        expect(coming.dialog).to_be_hidden()
        expect(said).to_contain_text(told)
        for name in claims:
            expect(coming.page.locator("#customers-rows .case-open", has_text=name)).to_have_count(1)
        coming.reader.button("Revenir au dossier").click()
    coming.reader.button("Vos clients").first.click()
    coming.page.locator("#customers-erase button").click()
    coming.page.locator("#erase-all-dialog").get_by_role("button", name="Tout effacer de cet appareil").click()
    expect(said).to_contain_text("3 dossiers effacés")
    coming.reader.button("Revenir au dossier").click()
