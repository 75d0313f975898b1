"""Lists of invoices in files: what comes out of each format, what is refused and why, and what is never lost."""

import csv
import io
import json
from collections.abc import Callable
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

# The contract's own examples: 10 000 EUR due on 2026-05-31, on 2026-08-31: 30 days at 12.15 %, 62 at 12.40 %, that is
# 99.86 + 210.63; and 10 000 EUR due on 2026-01-31, 4 000 paid on 2026-03-31, on 2026-06-30: 196.40 + 187.70.
FRENCH = """N° facture;Client;Échéance;Montant TTC;Réglé le;Montant réglé;Commercial
F-1;Dupré & fils;31/05/2026;10 000,00 €;;0,00;Zoé
F-2;Maçonnerie Noël;31/01/2026;10000,00;31/03/2026;4 000,00;Zoé
;;;;;;
F-3;Dupré & fils;31/02/2026;12,00;;;
F-4;Dupré & fils;31/01/2026;1.2.3;;;
F-5;=HYPERLINK("x");31/01/2026;12,00;31/03/2026;;
"""


@pytest.fixture
def run(latepay: Callable[..., Any]) -> Callable[..., tuple[int, str, str]]:
    def command(*words: object) -> tuple[int, str, str]:
        answer = latepay("ledger", *words)
        return answer.status, answer.out, answer.err

    return command


@pytest.fixture
def french(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_bytes(FRENCH.encode("cp1252"))
    return path


Run = Callable[..., tuple[int, str, str]]


def rows_of(path: Path) -> list[dict[str, Any]]:
    return pq.read_table(path).to_pylist()


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
        ("7", "F-5", "paid_amount", "payment-unreadable"),
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


#: A list whose payments and credit notes are rows of their own, as cash books and accounting programs export them.
BY_NATURE = """N°;Client;Nature;Date;Échéance;Conditions;Montant TTC
F-1;Durand;Facture;01/02/2026;03/03/2026;;1 000,00
F-1;Durand;Règlement;15/04/2026;;;400,00
F-2;Durand;Facture;01/03/2026;;à réception;500,00
F-2;Durand;Avoir;15/03/2026;;;-100,00
R-9;Petit;Règlement;01/04/2026;;;50,00
F-4;Petit;Facture;01/02/2026;03/03/2026;;80,00
F-4;Petit;Facture;01/02/2026;03/04/2026;;20,00
F-4;Petit;Règlement;01/04/2026;;;50,00
"""


def test_payments_and_credit_notes_in_rows_of_their_own_go_to_their_invoice(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(BY_NATURE, encoding="utf-8")
    status, shown, err = run(source, "-o", out, "--as-of", "2026-11-30")
    found = {(row["number"], row["due_on"]): row for row in rows_of(out)}
    # 1,000 x 12.15 % x 43 days / 365 = 14.31, which the 400 pay first: 1,000 - (400 - 14.31) = 614.31
    assert found["F-1", date(2026, 3, 3)]["principal_due"] == Decimal("614.31")
    # counted from the invoice, of which no day of receipt is known; 500 - 100
    assert found["F-2", date(2026, 3, 1)]["principal_due"] == Decimal("400.00")
    assert found["F-4", date(2026, 3, 3)]["principal_due"] == Decimal("80.00")
    refused = list(csv.reader((tmp_path / "dus-refus.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [(row[0], row[1], row[2], row[4]) for row in refused[1:]] == [
        ("6", "R-9", "Petit", "row-of-no-invoice"),
        ("9", "F-4", "Petit", "row-of-several-invoices"),
    ]
    assert status == 2
    told = " ".join(err.split())
    assert "2 règlements et avoirs, en lignes à part, sont comptés sur leur facture." in told
    assert "1 délai « à réception » est compté de la date de la facture" in told
    # what is printed is no whole, and says so where the sums are
    assert "Ensemble, incomplet" in shown
    told = " ".join(shown.split())
    assert "Total incomplet : 2 lignes refusées n’y sont pas comptées" in told
    assert "dus-refus.csv" in told.replace(" ", "")


def test_a_payment_taken_back_is_refused_and_not_counted_as_received(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    rows = "".join(BY_NATURE.splitlines(keepends=True)[:3])
    source.write_text(rows + "F-1;Durand;Règlement;20/04/2026;;;-400,00\n", encoding="utf-8")
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    # one payment of 400, as above: 614.31
    assert [row["principal_due"] for row in rows_of(out)] == [Decimal("614.31")]
    told = (tmp_path / "dus-refus.csv").read_text("utf-8-sig")
    assert status == 2
    assert "payment-taken-back" in told
    assert "baissez ou retirez le paiement qu’il annule" in told


def test_a_column_beside_the_numbers_links_a_payment_to_its_invoice(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "N°;Client;Nature;Date;Échéance;Montant TTC;Facture\nF-1;Durand;Facture;01/02/2026;03/03/2026;1 000,00;\n"
        "R-7;Durand;Règlement;15/04/2026;;400,00;F-1\n",
        encoding="utf-8",
    )
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    # 400 of F-1, as above: 614.31
    assert (status, [row["principal_due"] for row in rows_of(out)]) == (0, [Decimal("614.31")])


def test_a_row_given_twice_is_one_debt(run: Run, tmp_path: Path) -> None:
    """Same number, customer, date and amount; what differs in one of them is another invoice, or its instalment."""
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "N°;Client;Échéance;Montant TTC\nF-1;Durand;03/03/2026;1 000,00\nF-1;Petit;03/03/2026;1 000,00\n"
        "F-1;Durand;03/04/2026;1 000,00\nF-1;Durand;03/03/2026;900,00\n;Durand;03/03/2026;5,00\n"
        ";Durand;03/03/2026;5,00\nF-1 ;DURAND;03/03/2026;1000.00\n",
        encoding="utf-8",
    )
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    refused = list(csv.reader((tmp_path / "dus-refus.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [(row[0], row[4]) for row in refused[1:]] == [("8", "row-twice")]
    assert (status, len(rows_of(out))) == (2, 6)
    assert "est deux fois dans la liste" in refused[1][5]


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
        {"amount-unreadable": 1, "date-impossible": 1, "payment-unreadable": 1},
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
    # the due date that is written is the due date; the credit note is refused, and says where it belongs
    assert [(row["number"], row["due_on"]) for row in rows_of(out)] == [
        ("F-1", date(2026, 5, 31)),
        ("F-2", date(2026, 2, 14)),
    ]
    assert rows_of(out)[0]["total_due"] == Decimal("10350.49")
    refused = list(csv.reader((tmp_path / "dus-refus.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[:2] + row[4:5] for row in refused[1:]] == [["6", "A-1", "credit-note-row"]]
    assert (status, "1 ligne de total laissée de côté" in err) == (2, True)


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
