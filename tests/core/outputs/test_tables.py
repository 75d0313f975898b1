"""CSV for French Excel and the table for the clipboard: figures as French spreadsheets read them, nothing that runs."""

import csv
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from latepay_core import Claim, draw_up
from latepay_core.documents.cleaning import cell, clean, on_one_line, shortened
from latepay_core.outputs.tables import rows, statement_csv, statement_tsv
from tests.core.outputs.test_spreadsheet import CLAIMS, HOSTILE, statement_of
from tests.support.libreoffice import converted

CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
}


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_french_excel_reads_columns_commas_and_accents() -> None:
    content = statement_csv(draw_up(Claim.model_validate(CLAIM)))
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Facture;Échéance;Du;Au;Jours;Sur (€);Taux (%);Pénalités de retard (€);Texte"
    assert lines[1].startswith("F-118;31/05/2026;01/06/2026;30/06/2026;30;10000,00;12,15;99,86;")
    assert lines[2].startswith("F-118;31/05/2026;01/07/2026;31/08/2026;62;10000,00;12,40;210,63;")
    assert lines[-2] == "Total dû au 31/08/2026;;;;;;;10350,49;"
    assert lines[-1] == ""
    assert "\n" not in content.decode().replace("\r\n", "")


@pytest.mark.parametrize("name", CLAIMS)
def test_csv_and_clipboard_hold_the_same_cells(name: str) -> None:
    statement = statement_of(name)
    table = rows(statement)
    assert read(statement_csv(statement)) == table
    assert [line.split("\t") for line in statement_tsv(statement).splitlines()] == table
    assert {len(row) for row in table} == {9}


def test_no_cell_can_be_taken_for_a_formula() -> None:
    table = read(statement_csv(statement_of("hostile")))
    cells = [each for row in table for each in row if each]
    assert not [each for each in cells if each.startswith(("=", "+", "@", "\t", "\r", "\n"))]
    assert not [each for each in cells if each.startswith("-") and not each[1:].replace(",", "").isdigit()]
    # one row a line of interest and four totals: no number broke a row in two
    lines = sum(len(invoice.lines) for invoice in statement_of("hostile").invoices)
    assert len(table) == 1 + lines + 4


def test_a_french_spreadsheet_reads_numbers_and_dates_and_no_formula(tmp_path: Path) -> None:
    for name in ("hostile", "plain"):
        (tmp_path / f"{name}.csv").write_bytes(statement_csv(statement_of(name)))
    # semicolon, double quote, UTF-8, from line 1, in French: what Excel does by itself
    reading = "--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1036,false,true"
    converted(sorted(tmp_path.glob("*.csv")), "xlsx", tmp_path, tmp_path, reading)
    pages = {name: load_workbook(tmp_path / f"{name}.xlsx").active for name in ("hostile", "plain")}
    assert not [cell for row in pages["hostile"].iter_rows() for cell in row if cell.data_type == "f"]
    line = [cell.value for cell in next(pages["plain"].iter_rows(min_row=2, max_row=2))]
    assert line[1:8] == [datetime(2026, 5, 31), datetime(2026, 6, 1), datetime(2026, 6, 30), 30, 10000, 12.15, 99.86]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'=1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("\t@x", "'@x"),
        ("\u200b=1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("-12,50", "-12,50"),
        ("-12,50-1", "'-12,50-1"),
        ("F-118", "F-118"),
        ("a;b", "a;b"),
        ("", ""),
    ],
)
def test_what_begins_like_a_formula_is_made_text(typed: str, shown: str) -> None:
    assert cell(typed) == shown


def test_text_is_cleaned_of_what_files_cannot_hold() -> None:
    assert clean("a\ud800b\ufffe") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert on_one_line(HOSTILE[10]) == "[31m_x0041_"
    assert clean("👩\u200d🔧") == "👩\u200d🔧"


def test_long_texts_are_cut_at_a_word() -> None:
    assert shortened("x" * 500, 20) == "x" * 19 + "…"
    assert len(shortened("mot " * 200, 50)) <= 50
    assert shortened("court", 20) == "court"


def test_a_due_date_of_two_readings_is_said_beside_its_lines() -> None:
    # 10 March and 45 days is 24 April, whose month ends on the 30th; the end of March and 45 days is 15 May, the later
    term = {"days": 45, "end_of_month": "unknown"}
    invoice = {"number": "F-1", "issued_on": "2026-03-10", "term": term, "amount": "100"}
    table = read(statement_csv(draw_up(Claim.model_validate({"as_of": "2026-08-31", "invoices": [invoice]}))))
    said = [row for row in table if "la plus tardive des deux lectures" in row[-1]]
    assert [row[:3] for row in said] == [["F-1", "15/05/2026", ""]]
    assert {len(row) for row in table} == {9}
