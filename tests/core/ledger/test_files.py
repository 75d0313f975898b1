"""Lists of invoices in files: what comes out of each format, what is refused and why, and what is never lost."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet as pq
import pytest

from tests.support.ledger_files import BY_NATURE, Run, rows_of

# The contract's own examples: 10 000 EUR due on 2026-05-31, on 2026-08-31: 30 days at 12.15 %, 62 at 12.40 %, that is
# 99.86 + 210.63; and 10 000 EUR due on 2026-01-31, 4 000 paid on 2026-03-31, on 2026-06-30: 196.40 + 187.70.
FRENCH = """N° facture;Client;Échéance;Montant TTC;Réglé le;Montant réglé;Commercial
F-1;Dupré & fils;31/05/2026;10 000,00 €;;0,00;Zoé
F-2;Maçonnerie Noël;31/01/2026;10000,00;31/03/2026;4 000,00;Zoé
;;;;;;
F-3;Dupré & fils;31/02/2026;12,00;;;
F-4;Dupré & fils;31/01/2026;1.2.3;;;
F-5;=HYPERLINK("x");31/01/2026;n.c. 12;;;
"""


@pytest.fixture
def french(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_bytes(FRENCH.encode("cp1252"))
    return path


def test_a_french_list_is_reckoned_to_the_cent(run: Run, french: Path, tmp_path: Path) -> None:
    out = tmp_path / "dus.parquet"
    status, _, err = run(french, "-o", out, "--as-of", "2026-08-31")
    # some rows are refused: the sums are not those of the whole list
    assert status == 2
    first, second = rows_of(out)
    assert (first["number"], first["customer"]) == ("F-1", "Dupré & fils")
    assert (first["interest"], first["total_due"]) == (Decimal("310.49"), Decimal("10350.49"))
    # 6 196.40 left on 2026-03-31; 91 days at 12.15 % make 187.70, 62 at 12.40 % make 130.51; compensation 40.
    assert (second["paid"], second["principal_due"]) == (Decimal("4000.00"), Decimal("6196.40"))
    assert second["interest"] == Decimal("196.40") + Decimal("187.70") + Decimal("130.51")
    assert "Colonnes non lues : Commercial." in err


def test_until_when_to_act_and_what_to_do(run: Run, tmp_path: Path) -> None:
    # Between businesses five years from the earlier of invoice and due date (C. com., art. L110-4); a payment in time
    # begins them again (C. civ., art. 2240): the first is lost since 2026-03-31 at the latest, the third but for it.
    # The sixth is paid in full on the day it was due; the last is due by a public buyer: four whole years from
    # 1 January after (law n° 68-1250, art. 1). Ninety days after its due date the time of reminders is over.
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "number,amount,issued_on,due_on,debtor_kind,payments,creditor_country,debtor_country\n"
        "F1,100.00,2021-03-02,2021-03-31,,,,\nF2,100.00,,2026-05-31,,,,\nF3,100.00,2021-03-02,2021-03-31,,"
        "2024-02-29=10,,\nF4,100.00,,2026-11-27,,,,\nF5,100.00,,2026-12-31,,,,\n"
        "F6,100.00,,2026-05-31,,2026-05-31=100,,\nF7,100.00,,2022-12-31,public-body,,,\n"
        "F8,100.00,,2026-05-31,,,BE,BE\n"
    )
    run(source, "-o", out, "--as-of", "2026-11-30")
    found = {row["number"]: (row["last_day"], row["next_step"], row["unsaid"]) for row in rows_of(out)}
    assert found == {
        "F1": (date(2026, 3, 2), "time-barred", None),
        "F2": (date(2031, 5, 31), "formal-notice", None),
        "F3": (date(2029, 2, 28), "formal-notice", None),
        "F4": (date(2031, 11, 27), "first-reminder", None),
        "F5": (date(2031, 12, 31), "before-due", None),
        "F6": (None, "settled", None),
        "F7": (date(2026, 12, 31), "act-now", None),
        "F8": (date(2036, 5, 31), None, "country-rule-missing"),
    }


def test_rates_and_suspensions_of_a_row_are_reckoned_with(run: Run, tmp_path: Path) -> None:
    # 10 000 EUR due on 2026-12-31, on 2027-01-31: 31 days at 2.15 + 10 % make 103.1917; without it the last known
    # rate, 2.65 + 10 %, makes 107.4384. A payment request suspended on 2026-01-11 with 20 of
    # its 30 days left, and completed on 2026-03-01, has thirty days from there (CCP, art. R2192-29).
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "number,amount,issued_on,received_on,due_on,debtor_kind,term_days,term_from,supplied_rates,"
        "suspension_notified_on,suspension_completed_on\n"
        "F1,10000.00,,,2026-12-31,,,,ecb-mro@2027-01-01=2.15,,\nF2,10000.00,,,2026-12-31,,,,,,\n"
        "F3,10000.00,,,2026-12-31,,,,2.15,,\n"
        "F4,10000.00,2026-01-01,2026-01-01,,public-body,30,payment-request,,2026-01-11,2026-03-01\n"
    )
    assert run(source, "-o", out, "--as-of", "2027-01-31")[0] == 2
    found = {row["number"]: row for row in rows_of(out)}
    assert [str(found[each]["interest"]) for each in ("F1", "F2")] == ["103.19", "107.44"]
    assert "number-unreadable" in (tmp_path / "dus-refus.csv").read_text(encoding="utf-8-sig")
    assert found["F4"]["due_on"] == date(2026, 3, 31)


def test_refused_rows_have_their_own_file_with_the_reason(run: Run, french: Path, tmp_path: Path) -> None:
    run(french, "-o", tmp_path / "dus.parquet", "--as-of", "2026-08-31")
    text = (tmp_path / "dus-refus.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["ligne", "facture", "client", "champ", "code", "raison"]
    assert [(row[0], row[1], row[3], row[4]) for row in rows[1:]] == [
        ("5", "F-3", "due_on", "date-impossible"),
        ("6", "F-4", "amount", "amount-unreadable"),
        ("7", "F-5", "amount", "amount-unreadable"),
    ]
    assert "28\u00a0février\u00a02026" in rows[1][5]
    # No spreadsheet may take a customer's name for a formula.
    assert rows[3][2].startswith("'=")


def test_every_format_says_the_same(run: Run, french: Path, tmp_path: Path) -> None:
    for ending in ("parquet", "arrow", "csv", "xlsx"):
        assert run(french, "-o", tmp_path / f"dus.{ending}", "--as-of", "2026-08-31", "--force")[0] == 2
    expected = [(row["number"], row["total_due"]) for row in rows_of(tmp_path / "dus.parquet")]
    with pa.ipc.open_file(str(tmp_path / "dus.arrow")) as reader:
        arrow = reader.read_all().to_pylist()
    assert [(row["number"], row["total_due"]) for row in arrow] == expected
    with (tmp_path / "dus.csv").open(encoding="utf-8", newline="") as stream:
        text = list(csv.DictReader(stream))
    assert [(row["number"], Decimal(row["total_due"])) for row in text] == expected
    sheet = openpyxl.load_workbook(tmp_path / "dus.xlsx").active
    assert sheet is not None
    heads, *body = sheet.iter_rows(values_only=True)
    at = list(heads).index("total_due")
    assert [(row[0], Decimal(str(row[at]))) for row in body] == expected


def test_what_was_written_can_be_read_in_every_format(run: Run, tmp_path: Path) -> None:
    rows: dict[str, Any] = {"number": ["F-1"], "amount": [Decimal("10000.00")], "due_on": [date(2026, 5, 31)]}
    table = pa.Table.from_pydict(rows)
    pq.write_table(table, tmp_path / "in.parquet")
    with pa.ipc.new_file(str(tmp_path / "in.arrow"), table.schema) as writer:
        writer.write_table(table)
    book = openpyxl.Workbook()
    book.active.append(["number", "amount", "due_on"])
    book.active.append(["F-1", 10000.0, date(2026, 5, 31)])
    book.save(tmp_path / "in.xlsx")
    (tmp_path / "in.csv").write_text("number,amount,due_on\nF-1,10000.00,2026-05-31\n")
    floats = pa.Table.from_pydict({"number": ["F-1"], "amount": [10000.0], "due_on": ["31/05/2026"]})
    pq.write_table(floats, tmp_path / "floats.parquet")
    for name in ("in.parquet", "in.arrow", "in.xlsx", "in.csv", "floats.parquet"):
        out = tmp_path / f"{name}.parquet"
        assert run(tmp_path / name, "-o", out, "--as-of", "2026-08-31")[0] == 0, name
        assert rows_of(out)[0]["total_due"] == Decimal("10350.49"), name


def test_a_term_in_words_and_quoted_line_breaks(run: Run, tmp_path: Path) -> None:
    # 15 January and 45 days make 1 March; « fin de mois » after, 31 March: net 30 from 15 January is 14 February.
    source = tmp_path / "termes.csv"
    source.write_text(
        'Numéro,Montant TTC,Date facture,Délai de paiement\n"F\n1",100.00,15/01/2026,45 jours fin de mois\n'
        "F2,100.00,15/01/2026,30 jours\nF3,100.00,15/01/2026,bientôt\n"
    )
    out = tmp_path / "dus.parquet"
    assert run(source, "-o", out, "--as-of", "2026-08-31")[0] == 2
    found = {row["number"]: row["due_on"] for row in rows_of(out)}
    assert found == {"F\n1": date(2026, 3, 31), "F2": date(2026, 2, 14)}
    assert "term-unreadable" in (tmp_path / "dus-refus.csv").read_text(encoding="utf-8-sig")


def test_a_term_may_stand_where_the_due_date_is_asked_for(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "mixte.csv"
    source.write_text(
        "N° facture;Date;Échéance;Montant TTC\nF1;15/01/2026;30/01/2026;100,00\nF2;15/01/2026;30 jours;100,00\n"
        "F3;15/01/2026;bientôt;100,00\n",
        encoding="utf-8",
    )
    out = tmp_path / "dus.parquet"
    run(source, "-o", out, "--as-of", "2026-08-31")
    found = {row["number"]: row["due_on"] for row in rows_of(out)}
    assert found == {"F1": date(2026, 1, 30), "F2": date(2026, 2, 14)}


def test_a_list_without_a_refused_row_is_not_called_incomplete(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "liste.csv"
    source.write_text("".join(BY_NATURE.splitlines(keepends=True)[:5]), encoding="utf-8")
    status, shown, _ = run(source, "--dry-run", "--as-of", "2026-11-30")
    assert (status, "incomplet" in shown) == (0, False)


def test_the_summary_adds_up(run: Run, french: Path) -> None:
    status, out, _ = run(french, "--dry-run", "--as-of", "2026-08-31", "--json")
    answer = json.loads(out)
    assert status == 2
    assert (answer["rows"], answer["refused"]) == (
        2,
        {"amount-unreadable": 2, "date-impossible": 1},
    )
    # F-1: 10 350.49; F-2: 6 196.40 + 187.70 + 130.51 + 40.
    assert answer["totals"]["total_due"] == "16905.10"
    # F-1 fell due 92 days before, F-2 212 days before.
    assert answer["ageing"]["over_90"] == "16905.10"
    assert [(each["customer"], each["rows"]) for each in answer["customers"]] == [
        ("Dupré & fils", 1),
        ("Maçonnerie Noël", 1),
    ]
    assert not list(french.parent.glob("*.parquet")), "a dry run writes nothing"


def test_what_is_interrupted_says_that_nothing_was_written(
    run: Run, french: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("latepay_core.ledger.running.compute", stopped)
    status, out, err = run(french, "-o", tmp_path / "dus.parquet", "--as-of", "2026-08-31")
    assert (status, out) == (130, "")
    assert "rien n'est écrit" in err.replace("\u2019", "'")
    assert [path.name for path in tmp_path.iterdir()] == ["clients.csv"]


def test_a_file_that_exists_is_kept_whole(run: Run, french: Path, tmp_path: Path) -> None:
    out = tmp_path / "dus.xlsx"
    out.write_bytes(b"before")
    assert run(french, "-o", out, "--as-of", "2026-08-31")[0] == 2
    assert out.read_bytes() == b"before"
    # A list that turns out to be damaged half-way, once the writing has begun.
    damaged = tmp_path / "abime.csv"
    damaged.write_bytes(b"number,amount,due_on\nF-1,10.00,2026-01-31\nF-2,\xff\xfe\x00")
    assert run(damaged, "-o", out, "--as-of", "2026-08-31", "--force")[0] == 2
    assert out.read_bytes() == b"before"
    assert {path.name for path in tmp_path.iterdir()} == {"clients.csv", "dus.xlsx", "abime.csv"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "n\u2019est pas une liste"),
        ("numéro;échéance\nF-1;31/01/2026\n".encode(), "aucune colonne ne donne le montant TTC"),
        ("numéro;montant TTC\nF-1;12,00\n".encode(), "aucune colonne ne donne l\u2019échéance"),
        (b"amount;amount;due_on\n1;2;2026-01-31\n", "deux colonnes"),
        (b"PK\x03\x04 no workbook", "classeur Excel"),
        (b"PAR1 no parquet", "abîmé"),
        (b"ARROW1 no arrow", "abîmé"),
    ],
)
def test_what_is_no_list_gets_one_sentence(run: Run, tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "liste"
    path.write_bytes(content)
    status, out, err = run(path, "-o", tmp_path / "dus.csv")
    assert (status, out) == (2, "")
    assert told.replace("\u2019", "'") in err.replace("\u2019", "'"), err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "dus.csv").exists()


def test_where_to_write_has_to_be_said(run: Run, french: Path) -> None:
    assert "--dry-run" in run(french)[2]
    assert run(french, "-o", "-")[0] == 2
    assert run(french, "-o", "dus.doc")[0] == 2
    assert run(french.with_name("absent.csv"), "--dry-run")[0] == 2
