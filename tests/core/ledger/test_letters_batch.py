"""One letter for each customer of a list: who gets one and who does not, and a run that is taken up again."""

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx import Document

from latepay_core.documents import pdf

LIST = """number;customer;amount;due_on;payments;rate_basis;rate_value
F-1;Dupré & fils;10000,00;31/05/2026;;;
F-2;Maçonnerie Noël;10000,00;31/01/2026;2026-03-31=4000;;
F-3;Dupré & fils;1200,00;30/06/2026;;;
F-4;Zinguerie;1200,00;31/02/2026;;;
F-5;Zinguerie;1200,00;30/06/2026;;;
F-6;Deux contrats;1200,00;30/06/2026;;;
F-7;Deux contrats;1200,00;30/06/2026;;fixed;12
F-8;;1200,00;30/06/2026;;;
F-9;Payé;100,00;30/06/2026;2026-06-30=100;;
Total;;23800,00;;;;
"""
CREDITOR = {"creditor": {"name": "Atelier du Nord", "iban": "FR7630006000011234567890189"}}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(latepay: Callable[..., Any], tmp_path: Path) -> Run:
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "nous.json").write_text(json.dumps(CREDITOR), encoding="utf-8")

    def command(*words: object, file: str = "liste.csv", out: str = "lettres") -> tuple[int, str, str]:
        usual = ("--template", "second-reminder", "-o", tmp_path / out, "--as-of", "2026-08-31")
        answer = latepay("letters-batch", tmp_path / file, *usual, "--creditor", tmp_path / "nous.json", *words)
        return answer.status, answer.out, answer.err

    return command


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))[1:]


def test_the_letters_have_the_logo_of_the_letterhead(run: Run, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
            "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
        )
    )
    run("--format", "docx", "--logo", logo, "--template", "formal-notice")
    with zipfile.ZipFile(tmp_path / "lettres" / "00003-dupre-fils.docx") as word:
        assert "word/media/logo.png" in word.namelist()
    # another logo is another run
    status, _, err = run("--format", "docx", "--template", "formal-notice")
    assert status == 2
    assert "autre" in err


def test_each_customer_has_one_letter_or_a_reason(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("--json", "--format", "docx")
    folder = tmp_path / "lettres"
    assert status == 2  # some customers have no letter
    assert json.loads(out)["written"] == 2
    written = {row[1]: (row[2], row[3]) for row in table(folder / "lettres.csv")}
    assert written == {
        "Dupré & fils": ("00003-dupre-fils.docx", "2"),
        "Maçonnerie Noël": ("00004-maconnerie-noel.docx", "1"),
    }
    assert all((folder / name).read_bytes()[:2] == b"PK" for name, _ in written.values())
    refused = {row[1]: row[3] for row in table(folder / "refus.csv")}
    assert refused.keys() == {"", "Deux contrats", "Payé", "Zinguerie"}
    assert (refused[""], refused["Deux contrats"], refused["Zinguerie"]) == (
        "customer-missing",
        "customer-rows-differ",
        "date-impossible",
    )


def test_the_invoices_of_a_letter_are_those_that_it_asks_for(run: Run, tmp_path: Path) -> None:
    # one paid on its day, one of the day after, and one in two parts, beside the one that is owed
    (tmp_path / "plus.csv").write_text(
        "number;customer;amount;due_on;payments\nF-1;Dupré;10000,00;31/05/2026;\n"
        "F-2;Dupré;100,00;30/06/2026;2026-06-30=100\nF-3;Dupré;100,00;01/09/2026;\n"
        "F-4;Dupré;100,00;30/06/2026;\nF-4;Dupré;100,00;31/07/2026;\n",
        encoding="utf-8",
    )
    run("--format", "docx", file="plus.csv")
    assert [row[3] for row in table(tmp_path / "lettres" / "lettres.csv")] == ["2"]
    # a run that goes on says the same of the letters that are there
    run("--format", "docx", file="plus.csv")
    assert [row[3] for row in table(tmp_path / "lettres" / "lettres.csv")] == ["2"]


def test_the_letter_asks_for_what_the_list_leaves(run: Run, tmp_path: Path) -> None:
    run("--format", "docx")
    from zipfile import ZipFile

    with ZipFile(tmp_path / "lettres" / "00004-maconnerie-noel.docx") as book:
        text = book.read("word/document.xml").decode()
    # 6 196.40 of principal, 187.70 and 130.51 of penalties, and 40: as the ledger has it on the same day.
    assert "6\u202f554,61" in text
    assert "Atelier du Nord" in text


def test_a_row_given_twice_is_claimed_of_nobody(run: Run, tmp_path: Path) -> None:
    rows = LIST.splitlines(keepends=True)
    (tmp_path / "deux.csv").write_text("".join([*rows[:4], rows[1]]), encoding="utf-8")
    status, _, _ = run("--format", "docx", file="deux.csv")
    folder = tmp_path / "lettres"
    assert status == 2
    assert [row[1] for row in table(folder / "lettres.csv")] == ["Maçonnerie Noël"]
    [(_, customer, _, code, reason)] = table(folder / "refus.csv")
    assert (customer, code) == ("Dupré & fils", "row-twice")
    assert "« F-1 » est deux fois dans la liste" in reason.replace("\u00a0", " ")


def test_a_run_that_was_stopped_goes_on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    real = pdf.render

    def stops_at_the_second(*args: Any, **more: Any) -> bytes:
        if made:
            raise KeyboardInterrupt
        made.append(args)
        return real(*args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(pdf, "render", stops_at_the_second)
        status, _, err = run()
    folder = tmp_path / "lettres"
    assert (status, "elle reprend" in err) == (130, True)
    first = folder / "00003-dupre-fils.pdf"
    assert [path.name for path in folder.glob("*.*f*")] == [first.name]
    before = first.stat().st_mtime_ns
    status, out, err = run("--json")
    assert status == 2, err
    answer = json.loads(out)
    assert (answer["written"], answer["kept"]) == (1, 1)
    assert first.stat().st_mtime_ns == before


def test_another_run_has_another_folder(run: Run, tmp_path: Path) -> None:
    run("--format", "docx")
    status, _, err = run("--format", "docx", "--as-of", "2026-09-30")
    assert (status, "un autre envoi" in err) == (2, True)
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "photo.jpg").write_bytes(b"x")
    status, _, err = run(out="plein")
    assert (status, "pas vide" in err) == (2, True)


def test_sums_are_no_list_of_invoices(run: Run, latepay: Callable[..., Any], tmp_path: Path) -> None:
    latepay("ledger", tmp_path / "liste.csv", "-o", tmp_path / "dus.parquet", "--as-of", "2026-08-31")
    status, _, err = run(file="dus.parquet")
    assert (status, "liste de départ" in err) == (2, True)
    without: dict[str, Any] = {"amount": ["10.00"], "due_on": ["2026-01-31"]}
    pq.write_table(pa.Table.from_pydict(without), tmp_path / "sans.parquet")
    status, _, err = run(file="sans.parquet")
    assert (status, "aucune colonne ne donne le client" in err) == (2, True)


def test_many_letters_are_shared_among_processes(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"F-{at};Client {at:02d};100,00;31/05/2026\n" for at in range(45))
    (tmp_path / "beaucoup.csv").write_text("number;customer;amount;due_on\n" + rows, encoding="utf-8")
    status, out, _ = run("--json", "--format", "docx", file="beaucoup.csv")
    assert (status, json.loads(out)["written"]) == (0, 45)
    assert len(list((tmp_path / "lettres").glob("*.docx"))) == 45


def test_a_part_paid_on_no_known_day_is_told_to_the_customer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plus.csv").write_text(
        "Number,Client,Invoice date,Due date,Amount,Amount paid\nF1,Alpha,20/01/2026,19/02/2026,1500.00,500.00\n",
        encoding="utf-8",
    )
    run("--format", "docx", file="plus.csv")
    [letter] = (tmp_path / "lettres").glob("*.docx")
    text = " ".join("".join(each.text for each in Document(str(letter)).paragraphs).split())
    assert "nous avons reçu 500,00 €, à une date qui n’est pas connue" in text.replace("'", "’")
