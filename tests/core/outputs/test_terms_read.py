"""« 45 jours fin de mois » reads in two ways: the papers that claim a due date say which one was taken."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from latepay_core import Claim, draw_up
from latepay_core.letters.writing import texts_of
from latepay_core.outputs.account import account_of
from latepay_core.outputs.spreadsheet import statement_workbook
from latepay_core.wording.statement import draw_up as draw_up_in_words

AFTER = {"number": "F-1", "issued_on": "2026-06-10", "term": {"days": 45, "end_of_month": "after"}, "amount": "100.00"}
UNKNOWN = {**AFTER, "number": "F-2", "term": {"days": 45, "end_of_month": "unknown"}}
PLAIN = {"number": "F-3", "due_on": "2026-09-15", "amount": "100.00"}
ARTICLE = "C. com., art. L441-10, I"
SAID = {
    "fr": (
        f"élai de 45 jours fin de mois : 45 jours depuis l’émission de la facture, puis la fin du mois ({ARTICLE}).",
        "il se lit « 45 jours, puis la fin du mois » ou « la fin du mois, puis 45 jours » ; l’échéance la plus tardive "
        f"est retenue ({ARTICLE}).",
    ),
    "en": (
        "erm of 45 days, “end of month” (fin de mois): 45 days from the issue of the invoice, then to the end of the "
        "month (Commercial Code, art. L441-10, I).",
        "it can be read “45 days, then the end of the month” or “the end of the month, then 45 days”; the later due "
        "date is taken (Commercial Code, art. L441-10, I).",
    ),
}


def claim_of(language: str, *invoices: dict[str, Any]) -> Claim:
    data = {"as_of": "2026-11-30", "language": language, "creditor": {"name": "Atelier"}, "debtor": {"name": "Durand"}}
    return Claim.model_validate({**data, "invoices": list(invoices)})


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def document(claim: Claim) -> str:
    return plain(" ".join(texts_of(account_of(claim).document)))


def summary(claim: Claim) -> list[str]:
    """The texts of the workbook's first sheet."""
    book = load_workbook(BytesIO(statement_workbook(claim, draw_up_in_words(claim))))
    return [plain(str(cell.value)) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_papers_say_how_an_end_of_month_was_read_and_of_which_invoice(language: str) -> None:
    claim = claim_of(language, AFTER, UNKNOWN, PLAIN)
    # 10 June and 45 days is 25 July, so 31 July; the end of June and 45 days is 14 August: the later of the two
    assert [each.due_on.isoformat() for each in draw_up(claim).invoices] == ["2026-07-31", "2026-08-14", "2026-09-15"]
    text, cells = document(claim), " | ".join(summary(claim))
    for sentence in SAID[language]:
        assert sentence in text
        assert sentence in cells
    named = {"fr": "Facture F-1 : délai", "en": "Invoice F-1: term"}[language]
    assert named in text
    assert "F-3" not in text[text.index(named) :]


def test_a_term_of_all_invoices_is_told_once_and_a_plain_one_not_at_all() -> None:
    text = document(claim_of("fr", AFTER, {**AFTER, "number": "F-4"}))
    assert text.count(f"D{SAID['fr'][0]}") == 1
    assert "fin de mois" not in document(claim_of("fr", PLAIN))
    many = [{**AFTER, "number": f"M-{at}"} for at in range(7)]
    assert f"7 factures : d{SAID['fr'][0]}" in document(claim_of("fr", *many, PLAIN))
