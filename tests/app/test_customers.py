"""The customers' screen: rows on one day, sums to the cent, and the letters of the day in one archive."""

import base64
import io
import json
import zipfile
from decimal import Decimal
from typing import Any

from calculator.app import handle
from latepay_core import Claim, draw_up

TODAY = "2026-11-22"
DURAND = {
    "debtor-name": "Durand SAS",
    "invoices-0-number": "F-118",
    "invoices-0-amount": "2 400",
    "invoices-0-due_on": "18/11/2026",
    # a day of the past: the list has one day for all
    "as_of": "20/11/2026",
}
LENOIR = {"debtor-name": "Lenoir", "invoices-0-amount": "365", "invoices-0-due_on": "22/10/2026"}
PETIT = {"debtor-name": "Petit", "invoices-0-amount": "1 000", "invoices-0-due_on": "22/11/2026"}
MINE = {"side": "debtor", "creditor-name": "Roux", "invoices-0-amount": "500", "invoices-0-due_on": "18/11/2026"}


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps({"today": TODAY, **request})))
    assert "fault" not in answer, answer
    return answer


def rows(*cases: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(
        action="overview", cases=[{"id": str(at), "fields": fields} for at, fields in enumerate(cases)]
    )["rows"]
    return found


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_row_by_hand() -> None:
    (row,) = rows(DURAND)
    # 2 400 × 12,40 % × 4 / 365 = 3,26; and 40. The 22nd is a Sunday.
    assert (row["id"], row["state"], row["party"], row["letter"]) == ("0", "ready", "Durand SAS", "first-reminder")
    assert {name: plain(text) for name, text in row["texts"].items()} == {
        "due": "2 443,26",
        "born_before": "",
        "not_due": "–",
        "oldest": "4 j",
        "step": "Relancer",
        "on": "23/11/2026",
        "last": "18/11/2031",
        "lost": "",
    }
    sums = {"due": 244326, "not_due": 0, "paid_late": 0, "born_before": 0}
    assert row["order"] == {**sums, "oldest": 4, "on": "2026-11-23", "last": "2031-11-18"}


def test_what_the_rows_come_to_is_what_the_statements_say() -> None:
    found = rows(DURAND, LENOIR, PETIT)
    answer = ask(action="overview", sums=[row["sums"] for row in found], sales="37 650")
    # 2 443,26 + 408,84 (365 × 12,40 % × 31 / 365 = 3,84; and 40)
    assert {name: plain(text) for name, text in answer["total"].items()} == {
        "due": "2 852,10",
        "not_due": "1 000,00",
        "count": "3 clients",
    }
    html = plain(answer["html"]["summary"])
    for text in ("Exigible, 2 clients", "2 852,10 €", "1 000,00", "2 443,26", "408,84"):
        assert text in html
    # 3 765 ÷ 37 650 × 365 = 36,5 days: 37, half up
    assert {name: plain(text) for name, text in answer["sales"].items()} == {
        "days": "37 jours",
        "basis": "sur 37 650 € de ventes TTC par an, sans les pénalités.",
        "error": "",
    }
    invoices = [("2400", "2026-11-18"), ("365", "2026-10-22"), ("1000", "2026-11-22")]
    drawn = [
        draw_up(Claim.model_validate({"as_of": TODAY, "invoices": [{"amount": amount, "due_on": due}]}))
        for amount, due in invoices
    ]
    for row, statement in zip(found, drawn, strict=True):
        assert Decimal(row["sums"]["due"]) == statement.totals.due.total_due
        assert Decimal(row["sums"]["not_due"]) == statement.totals.not_due.total_due


def test_what_paid_late_invoices_still_owe_is_counted_and_said() -> None:
    paid = {f"invoices-0-payments-0-{name}": value for name, value in (("paid_on", "18/11/2026"), ("amount", "365"))}
    (row,) = rows(LENOIR | paid)
    # 27 days at 12,40 % on 365,00: 3,35, which the payment settles first; 3,35 is left, bears 0,00 in 4 days; and 40
    assert (row["sums"]["paid_late"], row["order"]["paid_late"]) == ("43.35", 4335)
    html = plain(ask(action="overview", sums=[row["sums"]])["html"]["summary"])
    assert "dont 43,35 € encore dus sur des factures payées en retard, en principal, pénalités et indemnités" in html


def test_one_bad_case_hides_no_other() -> None:
    typing = {"debtor-name": "Blanc", "invoices-0-amount": "douze"}
    found = rows(typing, {}, MINE, DURAND)
    assert [row["state"] for row in found] == ["incomplete", "incomplete", "debtor", "ready"]
    assert found[0]["party"] == "Blanc"
    assert found[0]["texts"]["step"] == "à compléter"
    assert "sums" not in found[0]


def test_what_i_owe_is_no_customers() -> None:
    (row,) = rows(MINE)
    assert (row["party"], "sums" in row, row["letter"]) == ("Roux", False, "")
    # 500 × 12,40 % × 4 / 365 = 0,679 → 0,68; and 40
    assert plain(row["texts"]["due"]) == "540,68"


def test_sales_that_are_none_are_said() -> None:
    for typed, said in (("beaucoup", "montant de ventes positif"), ("0", "montant de ventes positif"), ("  ", "")):
        sales = ask(action="overview", sums=[], sales=typed)["sales"]
        assert said in sales["error"]
        assert bool(said) == bool(sales["error"])
        assert sales["days"] == ""


def test_the_bar_shows_each_age_that_has_anything() -> None:
    sums = {
        "due": "100.00",
        "not_due": "0.00",
        "principal": "100.00",
        "paid_late": "0.00",
        "born_before": "0.00",
        "ages": ["0.00", "99.99", "0.00", "0.00", "0.01"],
    }
    html = ask(action="overview", sums=[sums])["html"]["summary"]
    assert 'class="age-1" x="0" y="0" width="999"' in html
    # a cent is no thousandth: it is seen all the same
    assert 'class="age-4" x="999" y="0" width="4"' in html
    assert 'rect class="age-2"' not in html


def test_names_are_escaped_where_html_is_made() -> None:
    hostile = "<script>alert(1)</script>"
    found = rows({**DURAND, "debtor-name": hostile})
    assert hostile not in ask(action="overview", sums=[found[0]["sums"]])["html"]["summary"]


def test_the_letters_of_the_day_are_one_archive() -> None:
    made = [ask(action="mailing", name="Durand SAS", fields=DURAND) for _ in range(2)]
    assert [each["name"].rpartition(".")[2] for each in made[0]["files"]] == ["docx", "pdf", "xlsx"]
    assert "2026-11-22" in made[0]["files"][0]["name"]
    told = [
        {"name": "Durand SAS", **made[0]},
        {"name": "Durand SAS", **made[1]},
        {"name": "Petit", **ask(action="mailing", name="Petit", fields={**PETIT, "invoices-0-due_on": "22/12/2026"})},
        {"name": "Blanc", **ask(action="mailing", name="Blanc", fields={"invoices-0-amount": "douze"})},
    ]
    answer = ask(action="mailings", mailings=told)
    assert answer["name"] == "lettres-2026-11-22.zip"
    archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(answer["content"])))
    names = archive.namelist()
    # two customers of one name do not overwrite each other
    assert {name.partition("/")[0] for name in names} == {"a-lire.txt", "durand-sas", "durand-sas-2"}
    assert len(names) == 7
    index = plain(archive.read("a-lire.txt").decode())
    assert "Petit : aucune lettre à envoyer aujourd’hui." in index
    assert "Blanc : pas de lettre. À compléter." in index
    assert "Durand SAS : Première relance" in index
