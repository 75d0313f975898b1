"""The files of a case in English: workbook, table, statement, calendar; the sums of the French, no word of French."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from latepay_core import Claim, draw_up
from latepay_core.letters.case import LetterCase
from latepay_core.letters.writing import texts_of
from latepay_core.outputs.account import account_of
from latepay_core.outputs.follow_up import follow_up
from latepay_core.outputs.formats import CASE_FORMATS
from latepay_core.outputs.spreadsheet import statement_workbook
from latepay_core.outputs.tables import rows, statement_csv
from latepay_core.wording import say
from tests.cases.loading import Case, all_cases
from tests.core.wording.test_languages import left_in_french

#: Belgium has no procedure yet, so no days to keep; nor are the routes of before 2013 known.
FOLLOWED = [each for each in all_cases() if not each.id.startswith("belgium") and str(each.claim["as_of"]) >= "2013"]
#: « en » and the like are codes.
_LONG = 3
CASES = pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
#: 10,000 x 12.15 % x 31 / 365 = 103.19; x 12.15 % x 74 / 365 = 246.33.
PLAIN: dict[str, Any] = {
    "as_of": "2026-03-15",
    "language": "en",
    "creditor": {"name": "Ruelle"},
    "debtor": {"name": "Martin & Co"},
    "invoices": [{"number": "F-118", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}],
}


def in_both(case: Case) -> tuple[Claim, Claim]:
    claim = Claim.model_validate(case.claim)
    # what the claim's own writer typed is in his language
    plain = claim.model_copy(update={"language": "fr"})
    return plain, claim.model_copy(update={"language": "en"})


def typed(value: object) -> Iterator[str]:
    """Every text that a claim holds."""
    if isinstance(value, dict):
        for each in value.values():
            yield from typed(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from typed(each)
    elif isinstance(value, str):
        yield value


def without_typed(text: str, claim: Claim) -> str:
    """A text without what the claim's writer typed, and without the titles of sources, which stay as published."""
    sources = {say(line.source, "en") for each in draw_up(claim).invoices for line in each.lines}
    for each in sorted({*typed(claim.model_dump(mode="json")), *sources}, key=len, reverse=True):
        text = text.replace(each, "") if len(each) > _LONG else text
    for each in ("certifié sincère et exact", "Loi du 2 août 2002"):
        text = text.replace(each, "")
    # in print, the words of a term hold together
    return text.replace("\u00a0", " ")


def is_english(texts: list[str], claim: Claim) -> None:
    assert texts
    for text in texts:
        assert left_in_french(without_typed(text, claim)) is None, text


@CASES
def test_a_table_has_the_same_figures(case: Case) -> None:
    french, english = in_both(case)
    told, said = rows(draw_up(french)), rows(draw_up(english))
    assert [len(row) for row in told] == [len(row) for row in said]
    for mine, theirs in zip(told[1:], said[1:], strict=True):
        # days, principal, rate and interest
        assert [each.replace(",", ".") for each in mine[4:8]] == theirs[4:8]


def test_a_table_is_read_by_a_spreadsheet_in_english() -> None:
    found = list(csv.reader(StringIO(statement_csv(draw_up(Claim.model_validate(PLAIN))).decode("utf-8-sig"))))
    assert found[0][:5] == ["Invoice", "Due date", "From", "To", "Days"]
    assert found[1] == [
        *("F-118", "2025-11-30", "2025-12-01", "2025-12-31", "31", "10000.00", "12.15", "103.19"),
        "Commercial Code, art. L441-10, II",
    ]
    assert found[2][2:8] == ["2026-01-01", "2026-03-15", "74", "10000.00", "12.15", "246.33"]


# written and read twice, a workbook takes its time: every fourth case has all kinds of rows among them
@pytest.mark.parametrize("case", all_cases()[::4], ids=lambda case: case.id)
def test_a_workbook_is_in_english_with_the_same_figures(case: Case) -> None:
    french, english = in_both(case)
    books = [
        load_workbook(BytesIO(statement_workbook(each, draw_up(each))), data_only=True) for each in (french, english)
    ]
    texts = []
    for mine, theirs in zip(*(book.worksheets for book in books), strict=True):
        texts.append(theirs.title)
        for row, other in zip(mine.iter_rows(), theirs.iter_rows(), strict=True):
            for cell, twin in zip(row, other, strict=True):
                assert isinstance(cell.value, str) == isinstance(twin.value, str)
                if isinstance(twin.value, str):
                    texts.append(twin.value)
                else:
                    assert cell.value == twin.value
    is_english(texts, english)


@CASES
def test_the_statement_on_paper_is_in_english(case: Case) -> None:
    _, english = in_both(case)
    account = account_of(english)
    assert account.document.language == "en"
    is_english(list(texts_of(account.document)), english)


@pytest.mark.parametrize("case", FOLLOWED, ids=lambda case: case.id)
def test_the_calendar_is_in_english_with_the_same_days(case: Case) -> None:
    mine, theirs = (follow_up(LetterCase.of(each)) for each in in_both(case))
    assert [(each.key, each.on, each.alarms) for each in mine] == [(each.key, each.on, each.alarms) for each in theirs]
    for entry in theirs:
        is_english([entry.title, entry.text], Claim.model_validate(case.claim))


def test_a_file_s_name_is_in_english() -> None:
    case = LetterCase.of(Claim.model_validate(PLAIN))
    assert CASE_FORMATS["xlsx"].named(case) == "statement-martin-co-2026-03-15.xlsx"
    assert CASE_FORMATS["ics"].named(case) == "calendar-martin-co-2026-03-15.ics"


def test_a_workbook_writes_money_as_english_does() -> None:
    claim = Claim.model_validate(PLAIN)
    sheet = load_workbook(BytesIO(statement_workbook(claim, draw_up(claim))))["Invoices"]
    head = [cell.value for cell in sheet[1]]
    amount = sheet.cell(2, head.index("Amount incl. VAT") + 1)
    assert (Decimal(str(amount.value)), amount.number_format) == (Decimal(10000), '"€"#,##0.00')
    assert sheet.cell(2, head.index("Due date") + 1).value.date() == date(2025, 11, 30)
