"""« Emporter »: every file of a case in one list, letter or not; each arrives with its name and the case's sums."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

import icalendar
import openpyxl
import pypdf
import pytest

from calculator.app import handle

NARROW, NO_BREAK = "\u202f", "\u00a0"
# 10 000 x 12.15 % x 30 / 365 = 99.86; x 12.40 % x 145 / 365 = 492.60; and 40: 10 632.46.
FIELDS = {
    "as_of": "22/11/2026",
    "creditor-name": "Atelier Martin",
    "debtor-name": "Durand SAS",
    "invoices-0-number": "F-118",
    "invoices-0-amount": "10 000",
    "invoices-0-due_on": "31/05/2026",
}
TOTAL = f"10{NARROW}632,46{NO_BREAK}€"
DAY = f"22{NO_BREAK}novembre{NO_BREAK}2026"
PLAN = {"letter": json.dumps({"instalments": {"count": 4, "first_on": "2026-12-15", "interest": "stopped"}})}


class _Rows(HTMLParser):
    """The list as a reader sees it: a row's text, and its buttons as format and kind."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.buttons: dict[str, list[tuple[str, str]]] = {}
        self._row = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "li":
            self._row = given.get("data-file") or ""
            self.texts[self._row], self.buttons[self._row] = "", []
        if tag == "button" and given.get("data-action") == "take-file":
            self.buttons[self._row].append((given.get("data-format") or "", given.get("data-kind") or ""))

    def handle_data(self, data: str) -> None:
        if self._row:
            self.texts[self._row] = re.sub(r"[ \n]+", " ", self.texts[self._row] + data)


def asked(action: str, fields: dict[str, str], **more: Any) -> dict[str, Any]:
    request = {"action": action, "fields": fields, "chosen": "", "today": "2026-11-22", **more}
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer
    return answer


def rows(chosen: str = "", **fields: str) -> _Rows:
    return _Rows(asked("take-away", FIELDS | fields, chosen=chosen)["html"]["files"])


def file(form: str, kind: str = "", **fields: str) -> tuple[str, bytes]:
    answer = asked("document", FIELDS | fields, format=form, chosen=kind)
    assert answer["state"] == "ready", answer
    return answer["name"], base64.b64decode(answer["content"])


def test_every_file_is_there_without_any_letter_having_been_opened() -> None:
    found = rows(**PLAN)
    assert list(found.buttons) == ["letter", "statement", "calendar", "plan", "court"]
    assert found.buttons["letter"] == [(form, "formal-notice") for form in ("pdf", "docx", "eml")]
    assert [form for form, _ in found.buttons["statement"]] == [
        "statement-pdf",
        "statement-docx",
        "xlsx",
        "csv",
        "statement-json",
    ]
    assert found.buttons["calendar"] == [("ics", "")]
    assert found.buttons["plan"] == [("pdf", "instalment-agreement"), ("docx", "instalment-agreement")]
    assert found.buttons["court"] == [("zip", "")]


def test_each_row_says_what_it_holds_and_with_which_sum_on_which_day() -> None:
    found = rows(**PLAN)
    for row in ("letter", "statement", "court"):
        assert f"{TOTAL}" in found.texts[row], row
        assert DAY in found.texts[row], row
    assert DAY in found.texts["calendar"]
    # interest stopped: the plan pays what is due on the day
    assert f"4 versements, du 15/12/2026 au 15/03/2027{NO_BREAK}: {TOTAL} en tout" in found.texts["plan"]


def test_what_falls_due_later_is_told_apart() -> None:
    found = rows(**{"invoices-1-amount": "300", "invoices-1-due_on": "31/12/2026"})
    assert f"2{NO_BREAK}factures{NO_BREAK}: {TOTAL} exigibles et 300,00{NO_BREAK}€ à échoir" in found.texts["statement"]
    # the letter asks for what is due alone
    assert f"{TOTAL} au {DAY}" in found.texts["letter"]


def test_the_letter_on_the_desk_goes_before_the_advised_one() -> None:
    found = rows(chosen="first-reminder")
    assert found.buttons["letter"][0] == ("pdf", "first-reminder")


def test_what_cannot_be_made_says_why_and_has_no_button() -> None:
    found = rows(**{"debtor-kind": "public-body"})
    assert found.buttons["court"] == []
    assert "juge administratif" in found.texts["court"]
    later = rows(**{"invoices-0-due_on": "31/12/2026"})
    assert later.buttons["court"] == []
    assert "n’est pas passée" in later.texts["court"]
    refused = rows(chosen="claim-declaration")
    assert refused.buttons["letter"] == []
    assert "ne peut pas être écrite" in refused.texts["letter"]


def test_a_settled_case_still_leaves_as_a_statement() -> None:
    found = rows(**{"invoices-0-payments-0-amount": "10 000", "invoices-0-payments-0-paid_on": "30/05/2026"})
    assert len(found.buttons["statement"]) == 5
    assert f"rien ne reste dû au {DAY}" in found.texts["statement"]
    assert found.buttons["calendar"] == []
    assert "Aucune lettre" in found.texts["letter"]


def test_whoever_is_asked_for_money_has_their_own_files() -> None:
    found = rows(side="debtor")
    assert found.buttons["letter"][0] == ("pdf", "claim-reply")
    assert "court" not in found.buttons
    assert file("statement-pdf", side="debtor")[0] == "decompte-atelier-martin-2026-11-22.pdf"


def test_without_a_figure_nothing_but_the_case_itself_can_be_taken() -> None:
    answer = asked("take-away", {"as_of": "22/11/2026", "invoices-0-amount": "dix"})
    assert answer["state"] == "refused"
    assert "remplissez d’abord" in answer["html"]["files"]


def in_pdf(content: bytes) -> str:
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return re.sub(rf"[\s{NO_BREAK}{NARROW}]+", " ", said)


def in_word(content: bytes) -> str:
    said = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    return re.sub(rf"[\s{NO_BREAK}{NARROW}]+", " ", re.sub(r"<[^>]+>", "", said))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("statement-pdf", "decompte-durand-sas-2026-11-22.pdf"),
        ("statement-docx", "decompte-durand-sas-2026-11-22.docx"),
        ("statement-json", "decompte-durand-sas-2026-11-22.json"),
        ("xlsx", "decompte-durand-sas-2026-11-22.xlsx"),
        ("csv", "decompte-durand-sas-2026-11-22.csv"),
        ("ics", "suivi-durand-sas-2026-11-22.ics"),
        ("zip", "dossier-durand-sas-2026-11-22.zip"),
    ],
)
def test_each_file_of_the_case_is_named_after_customer_and_day_and_opens(form: str, name: str) -> None:
    found, content = file(form)
    assert found == name
    match form:
        case "statement-pdf":
            assert "10 632,46 €" in in_pdf(content)
        case "statement-docx":
            assert "10 632,46 €" in in_word(content)
        case "statement-json":
            assert json.loads(content)["totals"]["total_due"] == "10632.46"
        case "xlsx":
            cells = [c for sheet in openpyxl.load_workbook(io.BytesIO(content)) for line in sheet.values for c in line]
            assert "F-118" in cells
        case "csv":
            assert "F-118" in content.decode("utf-8-sig")
        case "ics":
            assert len(icalendar.Calendar.from_ical(content).events) >= 3
        case "zip":
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
            assert any(each.endswith("requete.pdf") or "requete" in each for each in names)


@pytest.mark.parametrize("form", ["pdf", "docx", "eml"])
def test_the_letter_is_named_after_what_it_is_the_customer_and_the_day(form: str) -> None:
    name, content = file(form, "formal-notice")
    assert name == f"mise-en-demeure-entre-professionnels-durand-sas-F-118-2026-11-22.{form}"
    if form == "pdf":
        assert "10 632,46 €" in in_pdf(content)
    if form == "docx":
        assert "10 632,46 €" in in_word(content)


def test_names_that_the_statement_lacks_are_counted() -> None:
    nameless = {name: value for name, value in FIELDS.items() if not name.endswith("-name")}
    answer = asked("document", nameless, format="statement-pdf")
    # the creditor, the debtor, and who signs
    assert answer["gaps"] == 3
    assert "3 passages en pointillés" in answer["note"].replace(NO_BREAK, " ")


def test_a_code_is_drawn_for_an_address_that_is_short_enough() -> None:
    short = asked("qr", {}, text="https://exemple.fr/calculateur/#dossier=1." + "a" * 1000)
    assert short["html"]["code"].startswith('<svg viewBox="0 0 ')
    assert "style" not in short["html"]["code"]
    assert asked("qr", {}, text="a" * 3000) == {"state": "refused", "html": {}}


def test_the_statements_pdf_says_which_signs_it_cannot_write() -> None:
    named = {**FIELDS, "debtor-name": "北京 SA"}
    assert "北京" in asked("document", named, format="statement-pdf")["note"]
    assert "ne sait pas écrire" not in asked("document", named, format="statement-docx")["note"]
