"""The commands calendar, export, instalments, file and transfer: files that are right, refusals in French."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from latepay_core import Claim, draw_up
from latepay_core.instalments import plan_instalments, read_choice
from latepay_core.letters.case import LetterCase
from latepay_core.outputs.court_file import court_file
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.outputs.formats import CASE_FORMATS
from latepay_core.outputs.spreadsheet import statement_workbook
from latepay_core.outputs.tables import statement_csv
from latepay_core.wording import answer as in_words
from latepay_core.wording.french import plain

CALL = Callable[..., Any]
CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": {"name": "Atelier Martin", "iban": "FR76 3000 6000 0112 3456 7890 189"},
    "debtor": {"name": "Société Durand"},
    "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
}


@pytest.fixture
def claim_file(tmp_path: Path) -> Path:
    file = tmp_path / "créance.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    return file


def claim() -> Claim:
    return Claim.model_validate(CLAIM)


def test_each_file_is_the_one_python_makes(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    drawn = draw_up(claim())
    for words, name, expected in (
        (("calendar",), "suivi.ics", follow_up_calendar(claim())),
        (("export",), "décompte.xlsx", statement_workbook(claim(), drawn)),
        (("export",), "DÉCOMPTE.CSV", statement_csv(drawn)),
        (("export",), "décompte.pdf", CASE_FORMATS["statement-pdf"].make(LetterCase.of(claim()))),
        (("export",), "décompte.docx", CASE_FORMATS["statement-docx"].make(LetterCase.of(claim()))),
        (("file",), "dossier.zip", court_file(claim())),
    ):
        answer = latepay(*words, claim_file, "-o", tmp_path / name)
        assert (answer.status, answer.out) == (0, "")
        assert answer.faults[0].startswith("Écrit : ")
        assert (tmp_path / name).read_bytes() == expected


def test_the_files_open(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    for words, name in ((("calendar",), "a.ics"), (("export",), "a.xlsx"), (("file",), "a.zip")):
        assert latepay(*words, claim_file, "-o", tmp_path / name).status == 0
    assert Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert load_workbook(BytesIO((tmp_path / "a.xlsx").read_bytes())).sheetnames[0] == "Synthèse"
    assert zipfile.is_zipfile(tmp_path / "a.zip")


def test_another_day_gives_another_statement(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    latepay("export", claim_file, "-o", tmp_path / "a.csv", "--as-of", "30/06/2026")
    # 30 days at 12,15 %: 99,86; and 40
    assert "10139,86" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


def test_the_format_can_be_said_where_the_name_does_not(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    answer = latepay("export", claim_file, "-o", tmp_path / "tableur", "--format", "csv")
    assert answer.status == 0
    assert (tmp_path / "tableur").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "-o", "a.ods"), "--output: « a.ods » ne dit pas dans quel format écrire"),
        (("export", "-o", "a.csv", "--format", "ods"), "--format: « ods » n'est pas un format"),
        (("export",), "--output: cette option est obligatoire (fichier à écrire)"),
        (("calendar", "-o", "/nulle/part/a.ics"), "--output: « /nulle/part/a.ics » ne peut pas être écrit"),
        (("instalments",), "--first: pour un échéancier, donnez --first, et --number ou --amount"),
        (("instalments", "--number", "3"), "--first: il manque le jour du premier versement"),
        (("instalments", "--first", "30/09/2026"), "--number: il manque le nombre ou le montant des versements"),
        (("instalments", "--amount", "0", "--first", "30/09/2026"), "indiquez le montant de chaque versement"),
        (("instalments", "--number", "500", "--first", "30/09/2026"), "--number: "),
        (("instalments", "--number", "0", "--first", "30/09/2026"), "de 1 à 120"),
        (("instalments", "--amount", "50", "--first", "30/09/2026"), "--amount: 50,00 € par mois ne couvrent pas"),
        (("instalments", "--number", "3", "--first", "31/02/2026"), "--first: le 31 février n'existe pas"),
        (("instalments", "--number", "3", "--first", "30/08/2026"), "--first: le premier versement, le 30 août 2026"),
        (("instalments", "--number", "3", "--first", "30/09/2026", "--interest", "non"), "--interest: « non »"),
        (("instalments", "--number", "3", "--amount", "9", "--first", "30/09/2026"), "--amount: un nombre"),
    ],
)
def test_what_is_wrong_is_said_in_french(latepay: CALL, claim_file: Path, words: tuple[str, ...], said: str) -> None:
    answer = latepay(words[0], claim_file, *words[1:])
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.faults) == 1
    assert said in answer.faults[0]


def test_people_read_the_plan_and_programs_its_json(latepay: CALL, claim_file: Path) -> None:
    words = ("instalments", claim_file, "--number", "3", "--first", "30/09/2026", "--interest", "stopped")
    out = plain(latepay(*words).out)
    # 10 000 + 310,49 + 40 = 10 350,49: 3 450,16 three times and a cent
    assert "2 versements mensuels de 3 450,16 €" in out
    assert "30/11/2026" in out
    assert "3 450,17 €" in out
    plan = plan_instalments(claim(), read_choice({"number": 3, "first_on": "2026-09-30", "interest": "stopped"}))
    assert json.loads(latepay(*words, "--json").out) == in_words(plan)


def test_the_table_of_a_long_plan_is_not_cut(latepay: CALL, claim_file: Path) -> None:
    out = plain(latepay("instalments", claim_file, "--number", "24", "--first", "30/09/2026").out)
    assert "…" not in out
    assert "24*" in out
    assert "* Provisoire" in out


def test_the_plan_of_the_claims_letter_needs_no_option(latepay: CALL, tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    letter = {"instalments": {"count": 3, "first_on": "2026-09-30", "interest": "stopped"}}
    file.write_text(json.dumps({**CLAIM, "letter": letter}), encoding="utf-8")
    assert "2 versements mensuels de 3 450,16 €" in plain(latepay("instalments", file).out)


def test_the_transfer_is_shown_and_drawn(latepay: CALL, claim_file: Path, tmp_path: Path) -> None:
    out = plain(latepay("transfer", claim_file).out)
    for said in ("Virement à Atelier Martin", "IBAN : FR76 3000", "Montant : 10 350,49 €", "Motif : Facture F-118"):
        assert said in out
    answer = latepay("transfer", claim_file, "-o", tmp_path / "a.svg", "--json")
    assert json.loads(answer.out)["amount"] == "10350.49"
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_transfer_without_account_is_refused(latepay: CALL, tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps({**CLAIM, "creditor": {"name": "Atelier Martin"}}), encoding="utf-8")
    answer = latepay("transfer", file)
    assert answer.status == 2
    assert answer.faults == [
        "creditor.iban: l'IBAN du créancier manque ; il figure sur son relevé d'identité bancaire (RIB)"
    ]


def test_a_file_for_the_court_is_refused_with_the_reason(latepay: CALL, tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps({**CLAIM, "debtor": {"name": "Ville", "kind": "public-body"}}), encoding="utf-8")
    answer = latepay("file", file, "-o", tmp_path / "a.zip")
    assert answer.status == 2
    assert answer.faults
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("command", ["calendar", "export", "instalments", "file", "transfer"])
def test_help_is_in_french(latepay: CALL, command: str) -> None:
    out = latepay(command, "--help").out
    assert "Usage : latepay" in plain(out)
    assert "CRÉANCE.json" in out
    assert "Options" in out


def test_a_statement_on_paper_says_which_signs_it_cannot_write(latepay: CALL, tmp_path: Path) -> None:
    """Greek, Cyrillic, Polish and Vietnamese are written; Chinese, Arabic and emoji are not, and are named."""
    file = tmp_path / "claim.json"
    for name, lost in (("Παπαδόπουλος Иван Łukasz Nguyễn", ""), ("北京 محمد 😀", "北京محد😀")):
        file.write_text(json.dumps({**CLAIM, "debtor": {"name": name}}, ensure_ascii=False), encoding="utf-8")
        answer = latepay("export", file, "-o", tmp_path / "a.pdf", "--force")
        assert (tmp_path / "a.pdf").exists()
        assert ("Le PDF ne sait pas écrire" in answer.err) == bool(lost)
        assert lost in answer.err
    word = latepay("export", file, "-o", tmp_path / "a.docx", "--force")
    assert "ne sait pas écrire" not in word.err
