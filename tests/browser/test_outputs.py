"""What the reader takes away and brings back: copies, paper, files."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.reader import NARROW, NO_BREAK, Reader, french

pytestmark = pytest.mark.browser

TYPED = {"invoices-0-amount": "10 000", "invoices-0-due_on": "31/05/2026", "as_of": "31/08/2026"}


@pytest.fixture
def computed(reader: Reader) -> Reader:
    return reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")


def pasted(page: Page) -> str:
    """What the clipboard holds, as a reader finds out: by pasting it somewhere."""
    page.evaluate("() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'pad' }))")
    pad = page.locator("#pad")
    pad.press("Control+V")
    expect(pad).not_to_have_value("")
    text = pad.input_value()
    pad.evaluate("pad => pad.remove()")
    return text


def test_total_and_table_are_copied(window: OpenContext, base: str) -> None:
    page = window(permissions=["clipboard-write"]).new_page()
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.button("Copier le total").click()
    expect(reader.part("#announce")).to_have_text("Total copié.")
    assert pasted(page) == french("10350.49")

    reader.button("Copier le tableau").click()
    expect(reader.part("#announce")).to_contain_text("Tableau copié")
    rows = [line.split("\t") for line in pasted(page).splitlines()]
    assert len({len(row) for row in rows}) == 1, "every line has the same number of cells"
    assert rows[1][2:8] == ["01/06/2026", "30/06/2026", "30", "10000,00", "12,15", "99,86"]
    assert rows[2][7] == "210,63"
    assert rows[-1][7] == "10350,49"


def test_copying_works_without_the_clipboard_interface(window: OpenContext, base: str) -> None:
    page = window().new_page()
    page.add_init_script("Object.defineProperty(navigator.clipboard, 'writeText', {value: () => Promise.reject()})")
    reader = Reader(page, base).arrive().invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.button("Copier le total").press("Enter")
    expect(reader.part("#announce")).to_have_text("Total copié.")
    expect(reader.button("Copier le total")).to_be_focused()
    assert pasted(page) == french("10350.49")


def pdf_text(page: Page, folder: Path) -> str:
    file = folder / "statement.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    return subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout


def test_the_statement_prints_on_paper(computed: Reader, tmp_path: Path) -> None:
    computed.unfolds("parties").types("creditor-name", "Atelier Roux").types("debtor-name", "Dupont SARL")
    expect(computed.part("#statement")).to_contain_text("Dupont SARL")
    text = pdf_text(computed.page, tmp_path).replace(NARROW, " ").replace(NO_BREAK, " ")
    for said in (
        "Décompte au 31 août 2026",
        "Atelier Roux",
        "Dupont SARL",
        "99,86 €",
        "210,63 €",
        "10 350,49 €",
        "L441-10",
    ):
        assert said in text
    # explanations, conventions and edition are printed open
    assert "10 000,00 € × 12,15 % × 30" in re.sub(r"\s+", " ", text)
    assert "1343-1" in text
    assert "Empreinte" in text
    # nothing of the screen
    for left_out in (
        "Combien vous doit-on",
        "Montant TTC de la facture",
        "Copier",
        "Imprimer",
        "Rechercher",
        "Exemple",
    ):
        assert left_out not in text


def test_the_explanations_fold_again_after_printing(computed: Reader) -> None:
    explanation = computed.part("#statement details.why-lines")
    # a preview and the printing may both be announced
    for _ in range(2):
        computed.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    expect(explanation).to_have_attribute("open", "")
    assert computed.page.title().startswith("decompte-")
    computed.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(explanation).not_to_have_attribute("open", "")
    assert "Calculer" in computed.page.title()


def test_long_tables_repeat_their_headings(computed: Reader, tmp_path: Path) -> None:
    computed.types("invoices-0-due_on", "31/12/2009")
    expect(computed.part("#statement .statement-table tbody tr")).to_have_count(34)
    text = pdf_text(computed.page, tmp_path)
    assert len(re.findall(r"^\s*Du\s+Au\s+Jours\s+Sur", text, re.MULTILINE)) >= 2


def saved(reader: Reader, button: str, folder: Path) -> tuple[str, Path]:
    with reader.page.expect_download() as waiting:
        reader.button(button).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.name, path


def test_a_claim_is_saved_cleared_and_opened_again(computed: Reader, tmp_path: Path) -> None:
    computed.button("Ajouter un paiement").click()
    computed.types("invoices-0-payments-0-paid_on", "30/06/2026").types("invoices-0-payments-0-amount", "4 000,50")
    expect(computed.part("#statement")).to_contain_text(french("4000.50"))
    total = computed.part('#result [data-figure="total"]').inner_text()
    before = computed.entries()
    name, file = saved(computed, "Enregistrer le dossier", tmp_path)
    assert name == "creance-2026-08-31.json"
    claim = json.loads(file.read_text(encoding="utf-8"))
    assert claim["schema"] == "latepay.claim/1"
    assert claim["invoices"][0]["payments"] == [{"paid_on": "2026-06-30", "amount": "4000.50"}]

    computed.button("Tout effacer", "#claim-form").click()
    dialog = computed.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Garder ma saisie").click()
    assert computed.entries() == before
    computed.button("Tout effacer", "#claim-form").click()
    dialog.get_by_role("button", name="Tout effacer").click()
    computed.sees_state("example")
    expect(computed.part("#result")).to_contain_text("Le total s’affiche ici")
    assert computed.entries()["invoices-0-amount"] == ""
    assert "invoices-0-payments-0-amount" not in computed.entries()

    computed.chooses_file(file).sees_state("computed")
    expect(computed.part('#result [data-figure="total"]')).to_have_text(total)
    expect(computed.part('[name="invoices-0-payments-0-paid_on"]')).to_have_value("30/06/2026")
    expect(computed.part("#announce")).to_contain_text("est ouvert")


def test_the_statement_is_saved_as_the_contract_writes_it(computed: Reader, tmp_path: Path) -> None:
    name, file = saved(computed, "Enregistrer le décompte (JSON)", tmp_path)
    statement = json.loads(file.read_text(encoding="utf-8"))
    assert name == "decompte-2026-08-31.json"
    assert (statement["schema"], statement["totals"]["total_due"]) == ("latepay.statement/1", "10350.49")


def test_a_file_may_be_dropped_on_the_form(reader: Reader) -> None:
    claim = {"as_of": "2026-08-31", "invoices": [{"due_on": "2026-05-31", "amount": "10000.00"}]}
    transfer = reader.page.evaluate_handle(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "créance.json", { type: "application/json" }));
          return transfer;
        }""",
        json.dumps(claim),
    )
    reader.is_ready().part("#claim-form").dispatch_event("dragover", {"dataTransfer": transfer})
    reader.part("#claim-form").dispatch_event("drop", {"dataTransfer": transfer})
    reader.sees_total("10350.49")


def test_a_claim_without_a_day_is_reckoned_today(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps({"invoices": [{"due_on": "2026-05-31", "amount": "10000.00"}]}), encoding="utf-8")
    reader.is_ready().chooses_file(file).sees_state("computed")
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", reader.entries()["as_of"])


WRONG_FILES = {
    "truncated": ('{"schema": "latepay.claim/1", "invoices": [{"amount": "10', "n’a pas été ouvert"),
    "not-json": ("Bonjour,", "n’a pas été ouvert"),
    "wrong-schema": ('{"schema": "latepay.claim/9", "invoices": []}', "latepay.claim/1"),
    "a-statement": ('{"schema": "latepay.statement/1", "as_of": "2026-08-31"}', "C’est un décompte"),
    "unknown-key": ('{"invoices": [{"amout": "10.00", "due_on": "2026-05-31"}]}', "amout"),
    "float-amount": ('{"as_of": "2026-08-31", "invoices": [{"amount": 10.5, "due_on": "2026-05-31"}]}', "amount"),
}


@pytest.mark.parametrize("wrong", WRONG_FILES)
def test_a_wrong_file_loses_nothing(computed: Reader, tmp_path: Path, wrong: str) -> None:
    content, said = WRONG_FILES[wrong]
    file = tmp_path / f"{wrong}.json"
    file.write_text(content, encoding="utf-8")
    before = computed.entries()
    computed.chooses_file(file)
    summary = computed.part("#errors .error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(said)
    assert computed.entries() == before
    computed.sees_total("10350.49")


def test_a_refusal_stands_until_the_form_changes(computed: Reader, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text("Bonjour,", encoding="utf-8")
    computed.chooses_file(file)
    summary = computed.part("#errors .error-summary")
    expect(summary).to_be_focused()
    revision = computed.part("#result").get_attribute("data-revision") or ""
    computed.part('[name="as_of"]').dispatch_event("change")
    expect(computed.part("#result")).not_to_have_attribute("data-revision", revision)
    expect(summary).to_have_count(1)
    computed.types("as_of", "30/08/2026").sees_total("10347.09")
    expect(summary).to_have_count(0)


def test_a_huge_file_is_refused_before_it_is_read(computed: Reader, tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    before = computed.entries()
    computed.chooses_file(file)
    summary = computed.part("#errors .error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("trop gros")
    assert computed.entries() == before
    # the list goes away with the next entry
    computed.types("as_of", "30/08/2026").sees_total("10347.09")
    expect(summary).to_have_count(0)
