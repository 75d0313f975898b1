"""`latepay compare` and `latepay check-claim`."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.core.cli.test_customers import CALL

CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "side": "debtor",
    "invoices": [{"number": "2026-118", "due_on": "2026-04-30", "amount": "5760.00"}],
}
ASKED: dict[str, Any] = {
    "schema": "latepay.asked/1",
    "total": "6093.94",
    "lines": [
        {"kind": "principal", "amount": "5760.00"},
        {"kind": "interest", "amount": "238.28"},
        {"kind": "vat-on-interest", "amount": "47.66"},
        {"kind": "compensation", "amount": "40.00"},
        {"kind": "vat-on-compensation", "amount": "8.00", "label": "TVA sur l’indemnité"},
    ],
}


@pytest.fixture
def claim(tmp_path: Path) -> Path:
    file = tmp_path / "creance.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    return file


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    file = tmp_path / "reclamation.json"
    file.write_text(json.dumps(ASKED), encoding="utf-8")
    return file


def test_conventions_are_compared(latepay: CALL, claim: Path) -> None:
    found = json.loads(latepay("compare", claim, "--json").out)
    assert (found["schema"], found["total"]) == ("latepay.comparison/1", "6038.28")
    frozen = next(row for row in found["rows"] if row["value"] == "frozen")
    # 5760.00 x 12.15 % x 123 / 365 = 235.84 instead of 238.28
    assert (frozen["total"], frozen["gap"], frozen["settled"]) == ("6035.84", "-2.44", False)
    shown = latepay("compare", claim).out
    assert "6 035,84" in shown.replace("\u202f", " ")
    assert shown.replace("\u00a0", " ").startswith("Au 31 août 2026, chaque convention changée seule")
    assert "Par semestre" in shown
    assert "By half-year" in latepay("compare", claim, "--language", "en").out


def test_a_claim_received_is_taken_apart(latepay: CALL, claim: Path, asked: Path) -> None:
    found = json.loads(latepay("check-claim", claim, "--asked", asked, "--json").out)
    assert (found["schema"], found["owed"], found["difference"]) == ("latepay.counter-check/1", "6038.28", "55.66")
    assert [line["verdict"] for line in found["lines"]] == ["owed", "owed", "not-owed", "owed", "not-owed"]
    shown = latepay("check-claim", claim, "--asked", asked).out
    assert "Pas dû" in shown
    assert "TVA sur l’indemnité" in shown or "TVA sur l'indemnité" in shown


def test_the_letter_received_says_what_is_asked(latepay: CALL, tmp_path: Path, claim: Path) -> None:
    file = tmp_path / "avec-lettre.json"
    file.write_text(json.dumps(CLAIM | {"letter": {"received": {"amount": "6035.84"}}}), encoding="utf-8")
    found = json.loads(latepay("check-claim", file, "--json").out)
    assert [(each["switch"], each["value"]) for each in found["right_under"]] == [("semester", "frozen")]
    assert found["difference"] == "-2.44"
    nothing = latepay("check-claim", claim)
    assert (nothing.status, nothing.out) == (2, "")
    assert "--asked" in nothing.err


def test_a_line_of_an_unknown_kind_is_refused(latepay: CALL, tmp_path: Path, claim: Path) -> None:
    file = tmp_path / "faux.json"
    file.write_text('{"lines": [{"kind": "pourboire", "amount": "5"}]}', encoding="utf-8")
    answer = latepay("check-claim", claim, "--asked", file)
    assert (answer.status, answer.out) == (2, "")
    assert "kind" in answer.err


def test_a_line_without_its_kind_is_told_which_there_are(latepay: CALL, tmp_path: Path, claim: Path) -> None:
    file = tmp_path / "faux.json"
    file.write_text('{"lines": [{"amount": "5"}]}', encoding="utf-8")
    answer = latepay("check-claim", claim, "--asked", file)
    assert (answer.status, answer.out) == (2, "")
    assert "choisissez parmi : principal, interest, compensation, fees" in answer.err


def test_a_total_alone_asks_for_no_line(latepay: CALL, tmp_path: Path, claim: Path) -> None:
    file = tmp_path / "total.json"
    file.write_text('{"total": "6093.94"}', encoding="utf-8")
    shown = latepay("check-claim", claim, "--asked", file).out
    assert "Réclamé" in shown
    assert "demandé" not in shown
    assert "5 760,00" in shown.replace("\u202f", " ")
    found = json.loads(latepay("check-claim", claim, "--asked", file, "--json").out)
    assert [(line["asked"], line["owed"]) for line in found["lines"]] == [
        (None, "5760.00"),
        (None, "238.28"),
        (None, "40.00"),
    ]


LETTER = """Lyon, le 31 août 2026
Facture n° 2026-118, TTC ................................ 5 760,00 €
Pénalités HT : 61 j à 12,15 % et 62 j à 12,40 % ........ 238,28 €
TVA 20 % sur pénalités ................................. 47,66 €
Indemnité forfaitaire de recouvrement HT ............... 40,00 €
TVA 20 % sur indemnité ................................. 8,00 €
TOTAL TTC .............................................. 6 093,94 €
"""


def test_the_letter_itself_is_taken_apart(latepay: CALL, tmp_path: Path, claim: Path) -> None:
    file = tmp_path / "lettre.txt"
    file.write_text(LETTER, encoding="utf-8")
    found = json.loads(latepay("check-claim", claim, "--asked", file, "--json").out)
    assert (found["owed"], found["difference"]) == ("6038.28", "55.66")
    assert [line["verdict"] for line in found["lines"]] == ["owed", "owed", "not-owed", "owed", "not-owed"]
    pdf = tmp_path / "lettre.pdf"
    pdf.write_bytes(_pdf(LETTER))
    assert json.loads(latepay("check-claim", claim, "--asked", pdf, "--json").out) == found


def _pdf(text: str) -> bytes:
    from latepay_core.documents import pdf
    from latepay_core.documents.document import Document
    from latepay_core.documents.reading import read_blocks

    rows = "".join(f"<p>{row}</p>" for row in text.splitlines() if row)
    return pdf.render(Document("fr", "Lettre", read_blocks(rows, {})), created=date(2026, 8, 31))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 abime", "ce PDF est ab"),
        (b"\xff\xfe\x00\x80", "ni du texte, ni un PDF"),
        (b"Bonjour, merci de payer.", "aucune somme"),
    ],
)
def test_a_letter_that_cannot_be_read_is_refused(
    content: bytes, said: str, latepay: CALL, tmp_path: Path, claim: Path
) -> None:
    file = tmp_path / "lettre"
    file.write_bytes(content)
    answer = latepay("check-claim", claim, "--asked", file)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


def test_the_lines_that_the_claim_holds_are_taken(latepay: CALL, tmp_path: Path) -> None:
    file = tmp_path / "avec-lignes.json"
    file.write_text(json.dumps(CLAIM | {"letter": {"received": {"asked": ASKED}}}), encoding="utf-8")
    assert json.loads(latepay("check-claim", file, "--json").out)["difference"] == "55.66"


SEVERAL = """Lyon, le 15 juin 2026
Facture F-1 du 1er mars 2026, échue le 31/03/2026 : 2 400,00 €
Facture F-2 du 31 mars 2026, échue le 30/04/2026 : 1 000,00 €
Indemnités forfaitaires, 2 x 40 € : 80,00 €
Total 3 480,00 €
"""


def test_a_letter_of_several_invoices_makes_the_whole_claim(latepay: CALL, tmp_path: Path) -> None:
    # 2 400 x 12.15 % x 76 / 365 = 60.72; 1 000 x 12.15 % x 46 / 365 = 15.31: 3 400 + 76.03 + 80
    file = tmp_path / "lettre.txt"
    file.write_text(SEVERAL, encoding="utf-8")
    found = json.loads(latepay("check-claim", file, "--json").out)
    assert (found["as_of"], found["asked"], found["owed"]) == ("2026-06-15", "3480.00", "3556.03")
    assert found["invoices"] == [
        {"number": "F-1", "issued_on": "2026-03-01", "due_on": "2026-03-31", "amount": "2400.00", "in_claim": True},
        {"number": "F-2", "issued_on": "2026-03-31", "due_on": "2026-04-30", "amount": "1000.00", "in_claim": True},
    ]


def test_an_invoice_of_the_letter_that_the_claim_lacks_is_told(latepay: CALL, tmp_path: Path) -> None:
    letter, claim = tmp_path / "lettre.txt", tmp_path / "claim.json"
    letter.write_text(SEVERAL, encoding="utf-8")
    invoice = {"number": "F 1", "due_on": "2026-03-31", "amount": "2400"}
    claim.write_text(json.dumps({"as_of": "2026-06-15", "invoices": [invoice]}), encoding="utf-8")
    found = json.loads(latepay("check-claim", claim, "--asked", letter, "--json").out)
    assert [each["in_claim"] for each in found["invoices"]] == [True, False]
    shown = latepay("check-claim", claim, "--asked", letter).out
    assert "F-2, 1 000,00 €, échéance 30 avril 2026, absente de votre créance." in shown.replace("\u202f", " ").replace(
        "\u00a0", " "
    )


PAID = """Lyon, le 15 juin 2026
Facture F-1 du 1er mars 2026, échue le 31/03/2026 : 2 400,00 €
Facture F-2 du 31 mars 2026, échue le 30/04/2026 : 1 000,00 €
Total des factures : 3 400,00 €
Votre versement du 31/03/2026 sur la facture F-1 : - 400,00 €
Frais de dossier : 120,00 €
TOTAL À RÉGLER : 3 120,00 €
"""


def test_a_payment_that_the_letter_acknowledges_is_told_and_counted(latepay: CALL, tmp_path: Path) -> None:
    # 2 400 - 400 = 2 000, paid before any day late: 2 000 x 12.15 % x 76 / 365 = 50.60;
    # 1 000 x 12.15 % x 46 / 365 = 15.31: 3 000 + 65.91 + 80 are owed; 3 000 + 120 are asked
    file = tmp_path / "lettre.txt"
    file.write_text(PAID, encoding="utf-8")
    found = json.loads(latepay("check-claim", file, "--json").out)
    assert (found["asked"], found["unexplained"], found["owed"]) == ("3120.00", "0.00", "3145.91")
    assert found["payments"] == [{"amount": "400.00", "paid_on": "2026-03-31", "number": "F-1", "credit": False}]
    assert [(each["kind"], each["verdict"]) for each in found["lines"]][:2] == [
        ("principal", "owed"),
        ("fees", "not-owed"),
    ]
    shown = latepay("check-claim", file).out.replace("\u00a0", " ")
    assert "déjà réglée, 400,00 €" in " ".join(shown.split())


def test_an_invoice_without_a_due_date_is_refused_by_its_place(latepay: CALL, tmp_path: Path) -> None:
    file = tmp_path / "lettre.txt"
    file.write_text(SEVERAL.replace(", échue le 30/04/2026", ""), encoding="utf-8")
    answer = latepay("check-claim", file)
    assert (answer.status, answer.out) == (2, "")
    assert "invoices[1]" in answer.err


def test_their_own_allocation_is_told_where_it_makes_less(latepay: CALL, tmp_path: Path) -> None:
    # 7 500 due on 31 January, 3 000 paid on 20 April, to 31 July: on the principal,
    # 7 500 x 12.15 % x 79 / 365 = 197.23, 4 500 x 12.15 % x 71 / 365 = 106.35, x 12.40 % x 31 / 365 = 47.39:
    # 4 500 + 350.97 + 40; by the law 4 897.72
    paid = [{"paid_on": "2026-04-20", "amount": "3000"}]
    claim = tmp_path / "creance.json"
    invoice = {"due_on": "2026-01-31", "amount": "7500", "payments": paid}
    claim.write_text(json.dumps({"as_of": "2026-07-31", "side": "debtor", "invoices": [invoice]}), encoding="utf-8")
    asked = tmp_path / "reclamation.json"
    lines = [{"kind": "principal", "amount": "4500"}, {"kind": "interest", "amount": "453.48"}]
    asked.write_text(json.dumps({"schema": "latepay.asked/1", "lines": lines}), encoding="utf-8")
    found = json.loads(latepay("check-claim", claim, "--asked", asked, "--json").out)
    assert (found["owed"], found["by_their_allocation"]) == ("4897.72", "4890.97")
    assert "Leur lettre met vos paiements sur le principal" in latepay("check-claim", claim, "--asked", asked).out
    lines[0]["amount"] = "4697.23"
    asked.write_text(json.dumps({"schema": "latepay.asked/1", "lines": lines}), encoding="utf-8")
    assert json.loads(latepay("check-claim", claim, "--asked", asked, "--json").out)["by_their_allocation"] is None


def test_both_accounts_are_of_the_day_of_their_letter(latepay: CALL, tmp_path: Path) -> None:
    # 2 400 x 12.15 % x 76 / 365 = 60.72 on 15 June, the letter's day; x 91 / 365 = 72.70 on 30 June, the claim's
    invoice = {"number": "F-1", "due_on": "2026-03-31", "amount": "2400.00"}
    claim, letter = tmp_path / "creance.json", tmp_path / "lettre.txt"
    claim.write_text(json.dumps({"as_of": "2026-06-30", "invoices": [invoice]}), encoding="utf-8")
    letter.write_text("Lyon, le 15 juin 2026\nFacture F-1 : 2 400,00 €\nTotal : 2 600,00 €", encoding="utf-8")

    def told(*more: str) -> str:
        out: str = latepay("check-claim", claim, "--asked", letter, *more).out
        return " ".join(out.split())

    shown = told()
    assert "Au 15 juin 2026. Réclamé : 2 600,00 €. Dû : 2 500,72 €." in shown
    assert "Votre créance est arrêtée au 30 juin 2026" in shown
    found = json.loads(told("--json"))
    assert (found["as_of"], found["owed"]) == ("2026-06-15", "2500.72")
    # another day where it is asked for, and said
    shown = told("--as-of", "2026-06-30")
    assert "Dû : 2 512,70 €." in shown
    assert "Leur lettre est du 15 juin 2026" in shown
