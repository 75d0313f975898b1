"""Lists as people lay them out: titles, several blocks, other columns, days and sums as spreadsheets keep them."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.support.ledger_files import BY_NATURE, Run, rows_of

LAID_OUT: list[list[str | None]] = [
    ["Relances du mois", None, None, None, None, None],
    [None, None, None, None, None, None],
    ["N° facture", "Client", "Date", "Conditions", "Échéance", "Montant TTC"],
    ["F-1", "Noël", "16/04/2026", "45 jours fin de mois", "31/05/2026", "10000,00"],
    ["F-2", "Noël", "15/01/2026", "30 jours", None, "100,00"],
    ["A-1", "Noël", "16/04/2026", None, "31/05/2026", "-50,00"],
    ["Total", None, None, None, None, "10050,00"],
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_as_people_lay_it_out(run: Run, tmp_path: Path, ending: str) -> None:
    source, out = tmp_path / f"liste.{ending}", tmp_path / "dus.parquet"
    if ending == "csv":
        with source.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(LAID_OUT)
    else:
        book = openpyxl.Workbook()
        for row in LAID_OUT:
            book.active.append(row)
        book.save(source)
    status, _, err = run(source, "-o", out, "--as-of", "2026-08-31")
    # the due date that is written is the due date; the credit note, of its own day, is on its customer's account
    assert [(row["number"], row["due_on"], row["principal_due"]) for row in rows_of(out)] == [
        ("F-1", date(2026, 5, 31), Decimal("10000.00")),
        ("F-2", date(2026, 2, 14), Decimal("50.00")),
    ]
    assert rows_of(out)[0]["total_due"] == Decimal("10350.49")
    assert (status, "1 ligne de total laissée de côté" in err) == (0, True)
    assert "1 règlement ou avoir ne nomme aucune facture de la liste (ligne 6)" in " ".join(err.split())


def refusals(path: Path) -> list[tuple[str, str, str]]:
    """The number of each refused row, its invoice and the code."""
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    return [(row[0], row[1], row[4]) for row in rows[1:]]


def test_a_row_of_an_unknown_kind_is_no_invoice(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    rows = "".join(BY_NATURE.splitlines(keepends=True)[:2])
    source.write_text(rows + "C-1;Durand;Compensation;20/04/2026;20/05/2026;;900,00\n", encoding="utf-8")
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    assert (status, [row["number"] for row in rows_of(out)]) == (2, ["F-1"])
    assert refusals(tmp_path / "dus-refus.csv") == [("3", "C-1", "kind-unknown")]


def test_the_nature_of_the_work_is_no_kind_of_document(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text("N°;Nature;Échéance;Montant TTC\nF-1;Peinture;03/03/2026;900,00\n", encoding="utf-8")
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    assert (status, [row["number"] for row in rows_of(out)]) == (0, ["F-1"])


def test_rows_keep_their_numbers_after_others_of_too_many_cells_and_empty_lines(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "liste.csv"
    source.write_text(
        "Clients\n\nN°;Échéance;Montant TTC\nF-1;03/03/2026;900,00\n\nF-2;03/03/2026\n"
        '"F-\n3";31/02/2026;900,00\nF-4;03/03/2026;1;2\nF-5;03/03/2026;mille\n',
        encoding="utf-8",
    )
    run(source, "-o", tmp_path / "dus.csv", "--as-of", "2026-11-30")
    # as a spreadsheet counts: the empty lines, and the cell of two lines as one row
    found = refusals(tmp_path / "dus-refus.csv")
    assert [(row, code) for row, _, code in found] == [
        ("7", "date-impossible"),
        ("9", "amount-unreadable"),
        ("6", "row-cells"),
        ("8", "row-cells"),
    ]


def test_rows_keep_their_numbers_in_a_file_of_several_blocks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("latepay_core.ledger.sources.BLOCK", 200)
    source = tmp_path / "liste.csv"
    # every fifth row, from the second of the file on, lacks a cell; every seventh has no amount
    rows = [f"F-{at};03/03/2026;{'900,00' if at % 7 else 'mille'}" for at in range(2, 100)]
    cut = [row.rsplit(";", 1)[0] if at % 5 == 2 else row for at, row in enumerate(rows, 2)]
    source.write_text("\n".join(["N°;Échéance;Montant TTC", *cut]), encoding="utf-8")
    run(source, "-o", tmp_path / "dus.csv", "--as-of", "2026-11-30")
    found = refusals(tmp_path / "dus-refus.csv")
    assert [int(row) for row, _, code in found if code == "row-cells"] == list(range(2, 100, 5))
    # the number of each invoice is that of its row
    without = [at for at in range(7, 100, 7) if at % 5 != 2]
    assert [each for each in found if each[2] == "amount-unreadable"] == [
        (str(at), f"F-{at}", "amount-unreadable") for at in without
    ]


def test_what_is_left_lowers_the_amount_as_latepay_import_does(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "list.csv", tmp_path / "dus.parquet"
    source.write_text(
        "Invoice no.,Issued,Date due,Total inc. VAT,Date paid,Amount received,Balance due\n"
        'A1,13/01/2026,13/02/2026,"1,000.00",,,400.00\nA2,13/01/2026,13/02/2026,500.00,14/02/2026,100.00,300.00\n'
        "A3,13/01/2026,13/02/2026,500.00,,,0.00\nA4,13/01/2026,13/02/2026,500.00,,,500.00\n",
        encoding="utf-8",
    )
    status, _, err = run(source, "-o", out, "--as-of", "2026-11-30")
    # 400 left of A1; of A2 100 was paid on a known day, and 100 on none: 400 less that payment
    assert [(row["number"], row["amount"], row["paid"]) for row in rows_of(out)] == [
        ("A1", Decimal("400.00"), Decimal("0.00")),
        ("A2", Decimal("400.00"), Decimal("100.00")),
        ("A4", Decimal("500.00"), Decimal("0.00")),
    ]
    told = " ".join(err.split())
    assert "2 factures ont été réglées en partie à une date que la liste ne donne pas (lignes 2, 3)" in told
    assert "1 facture est soldée" in told
    assert status == 0


def test_what_was_paid_to_date_lowers_the_amount_where_no_column_says_when(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "list.csv", tmp_path / "dus.parquet"
    source.write_text(
        "Invoice no.,Issued,Date due,Gross,Paid to date\nA1,13/01/2026,13/02/2026,500.00,200.00\n"
        "A2,13/01/2026,13/02/2026,500.00,0.00\nA3,13/01/2026,13/02/2026,500.00,\n"
        "A4,13/01/2026,13/02/2026,500.00,500.00\n",
        encoding="utf-8",
    )
    status, _, err = run(source, "-o", out, "--as-of", "2026-11-30")
    found = [(row["number"], row["amount"]) for row in rows_of(out)]
    assert found == [("A1", Decimal("300.00")), ("A2", Decimal("500.00")), ("A3", Decimal("500.00"))]
    assert status == 0
    assert "(ligne 2)" in err
    assert "1 facture est soldée" in err


def test_a_cover_sheet_a_title_and_a_remark_are_no_rows(run: Run, tmp_path: Path) -> None:
    book, out = openpyxl.Workbook(), tmp_path / "dus.parquet"
    book.active.append(["Northern Fittings Ltd"])
    sheet = book.create_sheet("Outstanding")
    for row in (
        ["Outstanding invoices as at 30 November 2026"],
        [],
        ["Invoice no.", "Customer", "Issued", "Date due", "Amount (inc VAT)"],
        ["INV-1", "Durand SARL", date(2026, 8, 3), date(2026, 9, 2), 1200],
        [],
        ["Totals", None, None, None, 1200],
        ["E&OE"],
    ):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    status, _, err = run(tmp_path / "list.xlsx", "-o", out, "--as-of", "2026-11-30")
    assert (status, [(row["number"], row["amount"]) for row in rows_of(out)]) == (0, [("INV-1", Decimal("1200.00"))])
    assert "1 ligne de texte seul" in err


def test_a_list_of_what_is_left_alone_is_read(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "list.csv", tmp_path / "dus.parquet"
    source.write_text("Invoice no.,Date due,Outstanding\nA1,13/02/2026,400.00\n", encoding="utf-8")
    assert run(source, "-o", out, "--as-of", "2026-11-30")[0] == 0
    assert [row["amount"] for row in rows_of(out)] == [Decimal("400.00")]


AMERICAN = (
    "Invoice number,Invoice date,Due date,Amount\nA1,01/31/2026,03/02/2026,900.00\nA2,02/05/2026,03/07/2026,800.00\n"
)


def test_american_days_are_read_as_latepay_import_reads_them(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "list.csv", tmp_path / "dus.parquet"
    source.write_text(AMERICAN, encoding="utf-8")
    assert run(source, "-o", out, "--as-of", "2026-11-30")[0] == 0
    assert [row["due_on"] for row in rows_of(out)] == [date(2026, 3, 2), date(2026, 3, 7)]


def test_days_that_read_both_ways_are_asked_about(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "list.csv", tmp_path / "dus.parquet"
    source.write_text(AMERICAN.replace("01/31/2026", "01/02/2026"), encoding="utf-8")
    status, _, err = run(source, "-o", out, "--as-of", "2026-11-30")
    assert status == 2
    assert not out.exists()
    assert "--day-first ou --month-first" in err
    for option, due in (("--day-first", date(2026, 2, 3)), ("--month-first", date(2026, 3, 2))):
        assert run(source, "-o", out, "--as-of", "2026-11-30", option, "--force")[0] == 0
        assert rows_of(out)[0]["due_on"] == due


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_numbers_of_days_and_sums_as_spreadsheets_keep_them(run: Run, tmp_path: Path, name: str) -> None:
    source, out = tmp_path / name, tmp_path / "dus.parquet"
    # day 46084 of a spreadsheet is 3 March 2026; a formula gave 900.004999 for 900.00
    if name.endswith("csv"):
        source.write_text("N°;Échéance;Montant TTC\nF-1;46084;1.900\nF-2;46084;12,50\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in (("N°", "Échéance", "Montant TTC"), ("F-1", 46084, 1900.004999), ("F-2", 46084, 12.5)):
            book.active.append(row)
        book.save(source)
    assert run(source, "-o", out, "--as-of", "2026-11-30")[0] == 0
    assert [(row["due_on"], row["amount"]) for row in rows_of(out)] == [
        (date(2026, 3, 3), Decimal("1900.00")),
        (date(2026, 3, 3), Decimal("12.50")),
    ]


def test_what_the_sums_suppose_is_said_with_its_rows(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "liste.csv"
    source.write_text(
        "N°;Date;Échéance;Montant TTC;Réglé le;Montant réglé\nF-1;10/03/2026;30 jours fin de mois;900,00;;\n"
        "F-2;10/03/2026;30 jours;900,00;15/12/2026;100,00\nF-3;10/03/2026;30 jours;900,00;30/11/2026;100,00\n",
        encoding="utf-8",
    )
    status, shown, err = run(source, "--dry-run", "--as-of", "2026-11-30", "--json")
    told = " ".join(err.split())
    assert "1 délai « fin de mois » ne dit pas laquelle (ligne 2)" in told
    assert "1 facture a un paiement ou un avoir daté après le 30 novembre 2026 (ligne 3)" in told
    answer = json.loads(shown)
    assert (status, answer["two_readings"], answer["later_movements"]) == (
        0,
        {"rows": 1, "first": [2]},
        {"rows": 1, "first": [3]},
    )


def test_other_currencies_are_not_reckoned_as_euros(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "liste.csv"
    source.write_text("N°;Échéance;Montant TTC;Devise\nF-1;03/03/2026;900;EUR\nF-2;03/03/2026;900;USD\n")
    status, _, _ = run(source, "-o", tmp_path / "dus.csv", "--as-of", "2026-11-30")
    assert (status, refusals(tmp_path / "dus-refus.csv")) == (2, [("3", "F-2", "amount-other-currency")])
    source.write_text("Invoice no,Due date,Total inc VAT (£)\nF-1,03/13/2026,900\n")
    status, _, err = run(source, "--dry-run", "--as-of", "2026-11-30")
    assert (status, "est en £" in err) == (2, True)


def test_a_payment_told_twice_is_counted_once_and_two_of_one_sum_are_two(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    head = "Nature;N°;Client;Date;Échéance;Montant TTC;Réglé le;Montant réglé\n"
    rows = "Règlement;F-1;Durand;10/10/2026;;30,00;;\nRèglement;F-1;Durand;12/10/2026;;30,00;;\n"
    for own, known in ((";;", ""), (";09/10/2026;30,00", "1 règlement est aussi dans la ligne de sa facture")):
        source.write_text(head + "Facture;F-1;Durand;01/09/2026;30/09/2026;100,00" + own + "\n" + rows, "utf-8")
        status, _, err = run(source, "-o", out, "--as-of", "2026-11-30", "--force")
        # 30 and 30, by two rows or by three of which one is told twice
        assert (status, [row["paid"] for row in rows_of(out)]) == (0, [Decimal("60.00")])
        assert known in " ".join(err.split())
        assert bool(known) == ("aussi dans la ligne" in err.replace("\u00a0", " "))
