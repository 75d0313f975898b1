"""A list comes to one total, whichever command reads it: what its invoices owe, those paid whole apart."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.ledger_files import Run, refusals, rows_of

DAY = ("--as-of", "2026-11-30")
#: Paid late: 500.00 and 800.00; paid in time: 200.00; the row of the total is none.
SETTLED = """Numéro;Client;Date facture;Échéance;Montant TTC;Montant réglé;Réglé le
F-1;Alpha SARL;01/06/2026;30/06/2026;1000,00;;
F-2;Alpha SARL;01/05/2026;31/05/2026;500,00;500,00;15/07/2026
F-3;Beta SAS;01/05/2026;31/05/2026;800,00;800,00;20/06/2026
F-4;Beta SAS;01/05/2026;31/05/2026;200,00;200,00;20/05/2026
Total;;;;2500,00;;
"""
#: 1,000.00 and 500.00 without VAT; the credit note comes to 120.00 with it.
WITHOUT_VAT = """Numéro;Client;Date facture;Échéance;HT;TVA
F-1;Alpha SARL;01/06/2026;30/06/2026;1000,00;200,00
F-2;Alpha SARL;01/05/2026;31/05/2026;500,00;100,00
A-3;Alpha SARL;01/07/2026;01/07/2026;-100,00;-20,00
"""
BELOW_ZERO = """Numéro;Client;Date facture;Échéance;Montant TTC
F-1;Alpha SARL;01/06/2026;30/06/2026;1000,00
A-3;Alpha SARL;01/07/2026;01/07/2026;(120,00)
"""
BY_NUMBER = """Numéro;Client;Date facture;Échéance;Montant TTC
F-1;Alpha SARL;01/06/2026;30/06/2026;1000,00
F-2;Alpha SARL;01/05/2026;31/05/2026;500,00
AV-3;Alpha SARL;01/07/2026;;120,00
"""
ABOUT_ONE = """Numéro;Client;Date facture;Échéance;Montant TTC;Libellé
F-1;Alpha SARL;01/06/2026;30/06/2026;1000,00;Pose
F-2;Alpha SARL;01/05/2026;31/05/2026;500,00;Pose
C-3;Alpha SARL;01/07/2026;;-120,00;Avoir sur F-1
"""
#: Paid 1 020 for 1 000 fifteen days late: 1 000 × 12.15 % × 15 / 365 = 4.99, and 40.00; 24.99 of it is still owed. The
#: other one was paid 200 too much, whatever its lateness.
OVERPAID = """Numéro;Client;Date facture;Échéance;Montant TTC;Réglé le;Montant réglé
F-1;Alpha SARL;31/05/2026;30/06/2026;1000,00;;
F-2;Alpha SARL;30/04/2026;31/05/2026;1000,00;15/06/2026;1020,00
F-3;Beta SARL;30/04/2026;31/05/2026;1000,00;15/06/2026;1200,00
"""
#: Paid in part on no known day, the second one in part on a known one too: of its 1 000, 200 are taken off from the due
#: date on, and 800 × 12.15 % × 15 / 365 = 3.99 are paid first.
PARTLY_UNDATED = """Numéro;Client;Date facture;Échéance;Montant TTC;Réglé le;Montant réglé;Reste dû
F-1;Alpha SARL;30/04/2026;31/05/2026;1000,00;;400,00;600,00
F-2;Alpha SARL;30/04/2026;31/05/2026;1000,00;15/06/2026;300,00;500,00
"""
NO_ISSUE = """Numéro;Client;Échéance;Reste dû
F-1;Alpha SARL;30/06/2026;1000,00
A-3;Alpha SARL;01/07/2026;-120,00
"""


@pytest.fixture
def answers(run: Run, tmp_path: Path) -> Callable[..., dict[str, dict[str, Any]]]:
    """What both commands say of a list, as JSON."""

    def of(text: str, *options: str) -> dict[str, dict[str, Any]]:
        source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
        source.write_text(text, encoding="utf-8")
        _, ledger, _ = run(source, "-o", out, *DAY, "--json", "--force", *options)
        return {"ledger": json.loads(ledger), "customers": customers_of(source, *options)}

    return of


def customers_of(source: Path, *options: str) -> dict[str, Any]:
    import contextlib
    import io

    from latepay_core.cli import run as latepay

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        latepay(["customers", str(source), *DAY, "--json", *options])
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.parametrize(
    ("text", "options", "principal"),
    [
        (SETTLED, (), "1000.00"),
        # 500 × 12.15 % × 30 / 365 = 4.99 and 500 × 12.40 % × 15 / 365 = 2.55 are paid first: 7.54 of principal is
        # left; 800 × 12.15 % × 20 / 365 = 5.33
        (SETTLED, ("--settled",), "1012.87"),
        (WITHOUT_VAT, (), "1680.00"),
        (BELOW_ZERO, (), "880.00"),
        (BY_NUMBER, (), "1380.00"),
        (ABOUT_ONE, (), "1380.00"),
        (NO_ISSUE, (), "880.00"),
        (OVERPAID, (), "1000.00"),
        (PARTLY_UNDATED, (), "1103.99"),
    ],
)
def test_one_list_has_one_total(
    answers: Callable[..., dict[str, dict[str, Any]]], text: str, options: tuple[str, ...], principal: str
) -> None:
    found = answers(text, *options)
    ledger, customers = found["ledger"], found["customers"]
    assert ledger["totals"]["principal_due"] == customers["totals"]["principal_due"] == principal
    assert ledger["totals"]["total_due"] == customers["totals"]["due"]
    assert ledger["refused"] == {}
    for name in ("settled", "paid_late", "paid_late_due"):
        assert ledger["left_aside"][name] == customers["left_aside"][name]


def test_what_was_paid_late_stands_apart_with_what_it_owes(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(SETTLED, encoding="utf-8")
    _, shown, _ = run(source, "-o", out, *DAY)
    # 7.54 bear 12.40 % × 138 days = 0.35, and 5.33 bear 10 days of 12.15 % = 0.02 and 153 of 12.40 % = 0.28;
    # with 40.00 each: 47.89 + 45.63
    told = "Factures soldées, laissées de côté : 3, dont 2 payées en retard, qui doivent encore 93,52 €"
    assert told in " ".join(shown.split())
    assert "1 facture au 30 novembre 2026" in shown.replace("\u00a0", " ")
    assert [row["number"] for row in rows_of(out)] == ["F-1", "F-2", "F-3", "F-4"]
    _, shown, _ = run(source, "-o", out, *DAY, "--force", "--settled")
    assert "Dont, sur des factures payées en retard : 93,52 €" in " ".join(shown.split())
    rows = SETTLED.splitlines(keepends=True)
    source.write_text("".join([rows[0], rows[2]]), encoding="utf-8")
    status, shown, _ = run(source, "-o", out, *DAY, "--force")
    assert (status, "Aucune facture à réclamer au 30 novembre 2026" in shown.replace("\u00a0", " ")) == (0, True)
    assert "1, dont 1 payée en retard, qui doit encore 47,89 €" in " ".join(shown.split())


def test_a_column_file_has_its_credit_notes_and_its_untitled_columns(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.parquet", tmp_path / "dus.parquet"
    money = pa.decimal128(15, 2)
    day = pa.array(["2026-06-30", "2026-07-01"]).cast(pa.date32())
    columns = {
        "number": pa.array(["F-1", "A-3"]),
        "customer": pa.array(["Alpha", "Alpha"]),
        "issued_on": pa.array(["2026-06-01", "2026-07-01"]).cast(pa.date32()),
        "due_on": day,
        "amount": pa.array([Decimal("1000.00"), Decimal("-120.00")], money),
        "": pa.array([Decimal("15.50"), Decimal("22.40")], money),
        "Unnamed: 6": pa.array([10.25, 1200.5]),
    }
    pq.write_table(pa.table(columns), source)
    status, _, err = run(source, "-o", out, *DAY)
    assert (status, [row["principal_due"] for row in rows_of(out)]) == (0, [Decimal("880.00")])
    told = " ".join(err.split())
    assert "La colonne F, sans titre, contient des montants" in told
    assert "La colonne G, sans titre, contient des montants" in told


def test_what_a_list_leaves_unsaid_is_in_the_cell_of_its_row(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    rows = "F-1;P;18/02/2026;90,00;;25/04/2026;\nF-2;P;18/02/2026;80,00;;25/04/2026;Impayée\n"
    rows += "F-3;P;18/02/2026;70,00;;;Partiellement réglée\nF-4;P;18/02/2026;60,00;20,00;;\nF-5;P;18/02/2026;50,00;;;\n"
    source.write_text("N°;Client;Échéance;Montant TTC;Réglé;Date règlement;Statut\n" + rows, encoding="utf-8")
    run(source, "-o", out, *DAY)
    assert [row["unsaid"] for row in rows_of(out)] == [
        "paid-by-day",
        "paid-day-unpaid",
        "partly-unsaid",
        "paid-undated",
        None,
    ]


def test_the_sums_of_groups_are_no_invoices_and_a_draft_holds_back_no_credit_note(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "Numéro;Client;Date;Échéance;Montant TTC;État\nVega SARL (3);;;;240,00;\n"
        "FAC/21;Vega SARL;02/05/2026;01/06/2026;300,00;Comptabilisé\n"
        "RFAC/3;Vega SARL;20/05/2026;20/05/2026;-120,00;Comptabilisé\n/;Vega SARL;;;60,00;Brouillon\n",
        encoding="utf-8",
    )
    _, _, err = run(source, "-o", out, *DAY)
    assert [(row["number"], row["principal_due"]) for row in rows_of(out)] == [("FAC/21", Decimal("180.00"))]
    assert "1 ligne de total laissée de côté" in err
    assert refusals(tmp_path / "dus-refus.csv") == [("5", "/", "draft")]


def test_books_and_several_sheets_of_invoices_are_sent_to_the_import(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "livre.csv", tmp_path / "dus.parquet"
    source.write_text(
        "Compte;Nom;Date;Pièce;Échéance;Débit;Crédit\n411A;ALPHA;02/03/2026;F-12;01/04/2026;1200,00;\n"
        "411A;ALPHA;20/04/2026;CHQ;;;500,00\n",
        encoding="utf-8",
    )
    status, _, err = run(source, "-o", out, *DAY)
    assert (status, "livre de comptes" in err, out.exists()) == (2, True, False)
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Février")):
        sheet.append(["Facture", "Échéance", "Montant TTC"])
        sheet.append([sheet.title, "01/04/2026", 100])
    book.save(tmp_path / "mois.xlsx")
    status, _, err = run(tmp_path / "mois.xlsx", "-o", out, *DAY)
    assert (status, "plusieurs feuilles contiennent des factures (Sheet, Février)" in " ".join(err.split())) == (
        2,
        True,
    )


#: One firm under three spellings, one of them without its number; two firms of one name.
SPELT = """Numéro;Client;SIREN;Échéance;Montant TTC
F-1;Alpha SARL;732829320;30/06/2026;1000,00
F-2;ALPHA;732 829 320;31/05/2026;500,00
F-3;alpha  sarl;;31/05/2026;300,00
F-4;Durand;552100554;31/05/2026;200,00
F-5;Durand;44306184100047;31/05/2026;100,00
A-6;Durand;443061841;31/07/2026;-30,00
"""


def test_a_firm_is_one_customer_however_it_is_spelt_and_two_firms_of_one_name_are_two(
    answers: Callable[..., dict[str, dict[str, Any]]],
) -> None:
    found = answers(SPELT)
    want = {"Alpha SARL": "1800.00", "Durand (552100554)": "200.00", "Durand (443061841)": "70.00"}
    assert {each["customer"]: each["principal_due"] for each in found["ledger"]["customers"]} == want
    assert {each["name"]: each["principal_due"] for each in found["customers"]["customers"]} == want
    assert found["ledger"]["unread_columns"] == []


def test_capitals_and_spaces_make_no_other_customer(answers: Callable[..., dict[str, dict[str, Any]]]) -> None:
    rows = "N°;Client;Échéance;Montant TTC\nF-1;Alpha SARL;30/06/2026;10,00\nF-2;ALPHA  sarl ;30/06/2026;5,00\n"
    found = answers(rows)
    assert [(each["customer"], each["rows"]) for each in found["ledger"]["customers"]] == [("Alpha SARL", 2)]
    assert [each["name"] for each in found["customers"]["customers"]] == ["Alpha SARL"]


def test_an_invoice_in_two_rows_is_refused_once_whatever_was_paid_on_no_known_day(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    first = PARTLY_UNDATED.splitlines(keepends=True)[:2]
    source.write_text("".join([*first, first[1].replace("400,00;600,00", "100,00;900,00")]), encoding="utf-8")
    answer = json.loads(run(source, "-o", out, *DAY, "--json")[1])
    assert (answer["refused"], answer["totals"]["principal_due"]) == ({"row-twice": 1}, "600.00")
