"""What comes out of the printer: a statement that says what it is, or why there is none."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.reader import NARROW, NO_BREAK, HeldBack, Reader
from tests.browser.test_layout import claim_of, opens

pytestmark = pytest.mark.browser

HEADS = re.compile(r"^\s*Du\s+Au\s+Jours\s+Sur", re.MULTILINE)


def printed(page: Page, folder: Path) -> list[str]:
    """The text of each sheet, as a printer would get it."""
    file = folder / "paper.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    return text.replace(NARROW, " ").replace(NO_BREAK, " ").split("\f")[:-1]


def test_a_form_with_errors_says_how_many_and_which(reader: Reader, tmp_path: Path) -> None:
    reader.invoice("abc", "31/02/2026").sees_state("errors")
    expect(reader.part("#result .pending-list")).to_contain_text("31 février")
    (sheet,) = printed(reader.page, tmp_path)
    assert "Décompte impossible : 2 entrées à corriger" in sheet
    assert "« abc » n’est pas un montant" in sheet
    assert "Le 31 février n’existe pas" in sheet
    reader.types("invoices-0-due_on", "28/02/2026")
    expect(reader.part("#result .pending-list li")).to_have_count(1)
    (sheet,) = printed(reader.page, tmp_path)
    assert "Décompte impossible : 1 entrée à corriger" in sheet


def test_a_form_not_yet_filled_in_says_what_is_missing(reader: Reader, tmp_path: Path) -> None:
    reader.types("invoices-0-amount", "1 000").sees_state("incomplete")
    (sheet,) = printed(reader.page, tmp_path)
    assert "Décompte impossible : 1 entrée à compléter" in sheet
    assert "Indiquez l’échéance" in sheet


def test_an_untouched_page_prints_that_there_is_nothing_to_print(reader: Reader, tmp_path: Path) -> None:
    (sheet,) = printed(reader.page, tmp_path)
    assert "Rien n’a été saisi : il n’y a pas de décompte" in sheet


def test_what_is_typed_before_python_is_there_is_not_printed_as_an_example(
    window: OpenContext, base: str, tmp_path: Path
) -> None:
    page = window().new_page()
    python = HeldBack(page, "**/python.zip.gz")
    reader = Reader(page, base).arrive().invoice("2 400", "31/08/2026")
    (sheet,) = printed(page, tmp_path)
    assert "le calcul n’a pas suivi votre saisie" in sheet
    assert "10 632,46" not in sheet
    python.let_go()
    reader.sees_state("computed")
    assert "le calcul n’a pas suivi" not in "".join(printed(page, tmp_path))


def test_forty_invoices_take_fourteen_sheets_at_most(reader: Reader, tmp_path: Path) -> None:
    opens(reader, claim_of(40), tmp_path)
    total = reader.part('#result [data-figure="total"]').inner_text().replace(NARROW, " ").replace(NO_BREAK, " ")
    sheets = printed(reader.page, tmp_path)
    assert len(sheets) <= 14
    # the first sheet: parties, the sum, each invoice with what it comes to
    first = sheets[0]
    assert total in first
    assert "Bâti-Sud SAS" in first
    for number in range(1, 41):
        assert f"F2026-{number:03}" in first
    # 40 × 1 234,56 = 49 382,40 invoiced; 8 × 100,00 received
    assert re.search(r"Total +49 382,40 .* 800,00 ", first)
    # every table of lines has its heads above it, and no title is left alone at the foot of a sheet
    tables = sum(len(HEADS.findall(sheet)) for sheet in sheets)
    assert tables == 40
    for sheet in sheets:
        last = [line for line in sheet.splitlines() if line.strip()][-1]
        assert not re.match(r"\s*(Facture F2026|Du +Au|Comment|Les taux|Conventions|À savoir)", last), last
    # one explanation for all of them
    whole = "\n".join(sheets)
    assert whole.count("Comment chaque ligne est calculée") == 1
    assert "Pourquoi ce montant" not in whole


def test_fourteen_invoices_take_six_sheets_at_most(reader: Reader, tmp_path: Path) -> None:
    opens(reader, claim_of(14), tmp_path)
    assert len(printed(reader.page, tmp_path)) <= 6


def test_what_is_good_to_know_comes_before_the_foot(reader: Reader, tmp_path: Path) -> None:
    # a payment after the day of the statement is not counted, and the statement says so
    reader.invoice("10 000", "31/05/2026", as_of="31/08/2026").sees_total("10350.49")
    reader.button("Ajouter un paiement").click()
    reader.types("invoices-0-payments-0-paid_on", "15/09/2026").types("invoices-0-payments-0-amount", "4 000")
    expect(reader.part("#result .warnings li")).not_to_have_count(0)
    whole = "\n".join(printed(reader.page, tmp_path))
    assert whole.count("À savoir") == 1
    assert whole.index("À savoir") < whole.index("Empreinte")
