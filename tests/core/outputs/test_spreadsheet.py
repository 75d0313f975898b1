"""The workbook: LibreOffice calculates the statement's cents from its formulas; nothing typed becomes a formula."""

import random
import re
import zipfile
from copy import deepcopy
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from latepay_core import Claim, Statement, draw_up
from latepay_core.outputs.spreadsheet import INVOICES, LINES, MOVEMENTS, statement_workbook
from latepay_core.outputs.words import say
from tests.support.libreoffice import recalculated, without_values

HOSTILE = (
    '=HYPERLINK("http://attaque.example";"Cliquez")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+33 1 23 45 67 89",
    "-2+3",
    "\t=1+1",
    "a\nb\r\nc",
    "<script>alert(1)</script> & ]]> {{ x }}",
    "\u202eexe.tnemiap\u202c",
    "🧾💶 " * 30,
    "x" * 500,
    "\x00\x1b[31m_x0041_",
    "*?~<>=",
)


def claim_of(**more: Any) -> dict[str, Any]:
    return {
        "as_of": "2026-08-31",
        "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
        **more,
    }


def hostile() -> dict[str, Any]:
    invoices = [
        {
            "number": text,
            "due_on": "2026-01-31",
            "amount": "100.00",
            "payments": [{"paid_on": "2026-03-01", "amount": "40"}],
        }
        for text in HOSTILE
    ]
    party = {"name": HOSTILE[0], "address": "\n".join(HOSTILE)[:2000]}
    return {"as_of": "2026-08-31", "creditor": party, "debtor": {"name": HOSTILE[4]}, "invoices": invoices}


def forty() -> dict[str, Any]:
    first = date(2025, 1, 10)
    invoices = [
        {
            "number": f"F-{rank:03}",
            "due_on": (first + timedelta(days=11 * rank)).isoformat(),
            "amount": f"{1000 + 37 * rank}.{rank:02}",
            "payments": [{"paid_on": "2026-02-14", "amount": "333.33"}] if rank % 3 == 0 else [],
            "credit_notes": [{"issued_on": "2026-04-01", "amount": "10.10"}] if rank % 4 == 0 else [],
        }
        for rank in range(40)
    ]
    return {"as_of": "2026-08-31", "invoices": invoices, "payments": [{"paid_on": "2026-05-05", "amount": "5000.00"}]}


def halves() -> dict[str, Any]:
    """5 days at 7,3 % are a thousandth of the principal: every line falls on half a cent."""
    principals = ("5.00", "1005.00", "2675.00", "1.00", "8325.00", "999999995.00")
    invoices = [{"due_on": "2026-08-26", "amount": principal} for principal in principals]
    return {"as_of": "2026-08-31", "terms": {"rate": {"basis": "fixed", "percent": "7.3"}}, "invoices": invoices}


def at_random(seed: int) -> dict[str, Any]:
    chance = random.Random(seed)

    def day() -> str:
        return (date(2019, 1, 1) + timedelta(days=chance.randrange(2700))).isoformat()

    def euros(most: int) -> str:
        return f"{chance.randrange(1, most)}.{chance.randrange(100):02}"

    invoices = [
        {
            "due_on": day(),
            "amount": euros(10 ** chance.randrange(3, 8)),
            "payments": [{"paid_on": day(), "amount": euros(5000)} for _ in range(chance.randrange(4))],
        }
        for _ in range(chance.randrange(1, 5))
    ]
    terms: dict[str, Any] = {
        "year": chance.choice(["365", "actual"]),
        "rounding": chance.choice(["line", "total"]),
        "allocation": chance.choice(["interest-first", "principal-first"]),
        "semester": chance.choice(["revised", "frozen"]),
    }
    if seed % 3 == 0:
        terms["capitalise_from"] = day()
    if seed % 2:
        terms["rate"] = {"basis": "fixed", "percent": f"{chance.randrange(100)}.{chance.randrange(10000):04}"}
    return {"as_of": "2026-06-30", "terms": terms, "invoices": invoices}


CLAIMS: dict[str, dict[str, Any]] = {
    "plain": claim_of(),
    "hostile": hostile(),
    "forty": forty(),
    "halves": halves(),
    "public": claim_of(debtor={"kind": "public-body"}),
    "civil": claim_of(debtor={"kind": "consumer"}, notice_received_on="2026-06-10"),
    "not-late": claim_of(as_of="2026-05-01"),
    **{f"random-{seed}": at_random(seed) for seed in range(40)},
}


def statement_of(name: str) -> Statement:
    return draw_up(Claim.model_validate(CLAIMS[name]))


def workbook_of(name: str) -> bytes:
    claim = Claim.model_validate(CLAIMS[name])
    return statement_workbook(claim, draw_up(claim))


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    return recalculated({name: workbook_of(name) for name in CLAIMS}, tmp_path_factory.mktemp("xlsx"))


def column(book: Workbook, sheet: str, columns: Any, key: str) -> list[Any]:
    at = [each.key for each in columns].index(key) + 1
    page = book[say(f"sheet.{sheet}")]
    return [page.cell(row, at).value for row in range(2, page.max_row + 1)]


def summary(book: Workbook) -> dict[str, Any]:
    page = book[say("sheet.summary")]
    return {str(page.cell(row, 1).value): page.cell(row, 2).value for row in range(1, page.max_row + 1)}


@pytest.mark.parametrize("name", CLAIMS)
def test_libreoffice_finds_the_cents_of_the_statement(name: str, calculated: dict[str, Workbook]) -> None:
    book, statement = calculated[name], statement_of(name)
    lines = [line for invoice in statement.invoices for line in invoice.lines]
    assert column(book, "lines", LINES, "rounded")[: len(lines)] == [float(line.interest) for line in lines]
    assert column(book, "lines", LINES, "days")[: len(lines)] == [line.days for line in lines]
    for key in ("paid", "credited", "interest", "interest-due", "principal-due", "compensation-due", "total-due"):
        field = key.replace("-", "_")
        found = column(book, "invoices", INVOICES, key)
        assert found[:-1] == [float(getattr(each, field)) for each in statement.invoices], key
        assert found[-1] == float(getattr(statement.totals, field)), key
    assert summary(book)[say("sheet.total.total")] == float(statement.totals.total_due)
    assert summary(book)[say("sheet.total.principal")] == float(statement.totals.principal_due)


@pytest.mark.parametrize("name", ["plain", "forty", "random-1", "random-3"])
def test_a_program_that_does_not_calculate_shows_the_same(name: str) -> None:
    book, statement = load_workbook(BytesIO(workbook_of(name)), data_only=True), statement_of(name)
    assert column(book, "invoices", INVOICES, "total-due")[-1] == float(statement.totals.total_due)
    assert summary(book)[say("sheet.total.total")] == float(statement.totals.total_due)


def test_the_judge_was_given_no_value() -> None:
    book = load_workbook(BytesIO(without_values(workbook_of("plain"))), data_only=True)
    assert set(column(book, "invoices", INVOICES, "total-due")) == {None}


def test_half_a_cent_goes_up_as_in_the_statement(calculated: dict[str, Workbook]) -> None:
    # a thousandth of 5, 1005, 2675, 1, 8325 and 999 999 995 euros, each rounded half up
    found = column(calculated["halves"], "lines", LINES, "rounded")
    assert found == [0.01, 1.01, 2.68, 0.0, 8.33, 1000000.0]


def test_figures_are_formulas_that_can_be_followed() -> None:
    book = load_workbook(BytesIO(workbook_of("plain")))
    lines = book[say("sheet.lines")]
    assert [lines.cell(2, at).value for at in (6, 10, 11)] == ["=E2-D2+1", "=G2*H2*F2/(100*I2)", "=ROUND(J2,2)"]
    assert summary(book)[say("sheet.total.total")] == "='Factures'!N3"


def test_a_rate_changed_by_hand_changes_the_total(tmp_path: Any) -> None:
    book = load_workbook(BytesIO(workbook_of("plain")))
    lines = book[say("sheet.lines")]
    lines["H2"] = 24.30  # twice 12,15 %: 10 000 × 24,30 % × 30 / 365 = 199,726
    changed = BytesIO()
    book.save(changed)
    found = recalculated({"changed": changed.getvalue()}, tmp_path)["changed"]
    # 199,73 + 210,63 + 10 000 + 40
    assert summary(found)[say("sheet.total.total")] == 10450.36


def _set(book: Workbook, sheet: str, columns: Any, key: str, row: int, value: Any) -> None:
    book[say(f"sheet.{sheet}")].cell(row, [each.key for each in columns].index(key) + 1).value = value


#: What is changed of a claim, in the workbook as in the claim: the position of the invoice, of the payment.
CHANGES = {"amount": (0, None), "payment": (0, 0), "second payment": (0, 1), "note": (1, 0)}
FOLLOWED: dict[str, dict[str, Any]] = {
    name: {
        "as_of": "2026-08-31",
        "terms": terms,
        "invoices": [
            {
                "number": "F-1",
                "issued_on": "2025-03-01",
                "due_on": "2025-03-31",
                "amount": "10000.00",
                "payments": [
                    {"paid_on": "2025-09-10", "amount": "4000.00"},
                    {"paid_on": "2026-02-14", "amount": "250.00"},
                ],
            },
            {
                "number": "F-2",
                "issued_on": "2025-03-01",
                "due_on": "2025-03-31",
                "amount": "500.00",
                "credit_notes": [{"issued_on": "2025-06-10", "amount": "120.00"}],
            },
        ],
    }
    for name, terms in {
        "interest-first": {},
        "principal-first": {"allocation": "principal-first"},
        "once": {"rounding": "total", "year": "actual"},
        "fixed": {"rate": {"basis": "fixed", "percent": "9.5"}},
    }.items()
}
#: Down to nothing, up beyond what is owed, and a little of each.
SUMS = ("0.01", "333.33", "9876.54", "20000.00")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Workbook, Statement]]:
    """Each claim with one sum changed in its workbook by hand, and the statement of the claim so changed."""
    books: dict[str, bytes] = {}
    drawn: dict[str, Statement] = {}
    for name, data in FOLLOWED.items():
        for change in CHANGES:
            # what a credit note has beyond its invoice lowers another one: the sheet takes no such sum
            for at, sum_ in enumerate(SUMS[:2] if change == "note" else SUMS):
                key = f"{name}-{change.replace(' ', '-')}-{at}"
                books[key], drawn[key] = changed_by_hand(data, change, sum_)
    found = recalculated(books, tmp_path_factory.mktemp("followed"))
    return {key: (found[key], drawn[key]) for key in books}


def changed_by_hand(data: dict[str, Any], change: str, sum_: str) -> tuple[bytes, Statement]:
    claim = Claim.model_validate(data)
    book = load_workbook(BytesIO(statement_workbook(claim, draw_up(claim))))
    other: dict[str, Any] = deepcopy(data)
    invoice, at = CHANGES[change]
    if at is None:
        _set(book, "invoices", INVOICES, "amount", 2, float(sum_))
        other["invoices"][invoice]["amount"] = sum_
    elif change == "note":
        _set(book, "movements", MOVEMENTS, "noted", 4, float(sum_))
        other["invoices"][invoice]["credit_notes"][at]["amount"] = sum_
    else:
        _set(book, "movements", MOVEMENTS, "received", 2 + at, float(sum_))
        other["invoices"][invoice]["payments"][at]["amount"] = sum_
    content = BytesIO()
    book.save(content)
    return content.getvalue(), draw_up(Claim.model_validate(other))


def test_a_sum_changed_by_hand_gives_what_the_changed_claim_gives(
    followed: dict[str, tuple[Workbook, Statement]],
) -> None:
    """The core is the judge: the same claim with the other amount, payment or credit note."""
    assert len(followed) == len(FOLLOWED) * (3 * len(SUMS) + 2)
    for name, (book, statement) in followed.items():
        for key in ("paid", "credited", "interest", "interest-due", "principal-due", "total-due"):
            expected = [float(getattr(each, key.replace("-", "_"))) for each in statement.invoices]
            assert column(book, "invoices", INVOICES, key)[:-1] == expected, (name, key)


def test_the_day_of_a_payment_can_be_moved_within_its_period(tmp_path: Any) -> None:
    claim = Claim.model_validate(FOLLOWED["interest-first"])
    book = load_workbook(BytesIO(statement_workbook(claim, draw_up(claim))))
    page = book[say("sheet.movements")]
    # between the first day at the rate of the second half of 2025 and its last but one
    (rule,) = [each for each in page.data_validations.dataValidation if "C2" in each.sqref]
    first, last = (date(1899, 12, 30) + timedelta(int(each)) for each in (rule.formula1, rule.formula2))
    assert (first, last) == (date(2025, 7, 1), date(2025, 12, 30))
    _set(book, "movements", MOVEMENTS, "on", 2, datetime(2025, 11, 20))
    content = BytesIO()
    book.save(content)
    found = recalculated({"moved": content.getvalue()}, tmp_path)["moved"]
    other = deepcopy(FOLLOWED["interest-first"])
    other["invoices"][0]["payments"][0]["paid_on"] = "2025-11-20"
    statement = draw_up(Claim.model_validate(other))
    assert column(found, "invoices", INVOICES, "total-due")[-1] == float(statement.totals.total_due)
    assert column(found, "invoices", INVOICES, "interest")[-1] == float(statement.totals.interest)


def test_what_follows_no_change_is_marked_and_said() -> None:
    """Money shared out among invoices is: no cell of the sheet says how the law shares it out."""
    forty_ = load_workbook(BytesIO(workbook_of("forty")))
    assert say("sheet.change-shared") in summary(forty_).values()
    received = forty_[say("sheet.movements")].cell(2, [each.key for each in MOVEMENTS].index("received") + 1)
    assert received.font.italic
    plain = load_workbook(BytesIO(workbook_of("plain")))
    assert say("sheet.change-open") in summary(plain).values()
    assert not plain[say("sheet.invoices")].cell(2, [each.key for each in INVOICES].index("amount") + 1).font.italic


def test_what_was_typed_is_text_and_never_a_formula() -> None:
    content = workbook_of("hostile")
    book = load_workbook(BytesIO(content))
    formulas = [cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(re.fullmatch(r"=[A-Z0-9$:,()+*/!'\-éÀ-ÿ a-zA-Z]+", str(each)) for each in formulas)
    assert not any(word in str(each) for each in formulas for word in ("HYPERLINK", "cmd", "script"))
    numbers = column(book, "invoices", INVOICES, "number")
    assert numbers[0] == HOSTILE[0]
    assert numbers[3] == "-2+3"
    assert numbers[4] == "=1+1"
    assert book[say("sheet.invoices")]["B6"].data_type == "s"
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "rels" in name and "hyperlink" in parts.read(name).decode()]
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "external" in name.lower()]


def test_signs_that_turn_text_round_are_gone_and_the_rest_is_kept(calculated: dict[str, Workbook]) -> None:
    numbers = column(calculated["hostile"], "invoices", INVOICES, "number")
    assert numbers[5] == "a b c"
    assert numbers[6] == "<script>alert(1)</script> & ]]> {{ x }}"
    assert numbers[7] == "exe.tnemiap"
    assert numbers[8].startswith("🧾💶 🧾💶")
    assert numbers[9] == "x" * 500
    assert numbers[10] == "[31m_x0041_"
    assert numbers[11] == "*?~<>="


def test_days_late_stop_when_the_invoice_was_paid() -> None:
    # 11 April to 15 December 2024: 248 days, not the 962 to the statement's day
    invoice = {"due_on": "2024-04-11", "amount": "1000", "payments": [{"paid_on": "2024-12-15", "amount": "1000"}]}
    claim = {"as_of": "2026-11-29", "terms": {"allocation": "principal-first"}, "invoices": [invoice]}
    read = Claim.model_validate(claim)
    book = load_workbook(BytesIO(statement_workbook(read, draw_up(read))))
    sheet = book[say("sheet.invoices")]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert 248 in cells and 962 not in cells


def test_the_same_statement_gives_the_same_bytes() -> None:
    assert workbook_of("forty") == workbook_of("forty")


def test_sheets_print_with_their_header_on_each_page() -> None:
    book = load_workbook(BytesIO(workbook_of("forty")))
    page = book[say("sheet.invoices")]
    assert (page.print_title_rows, page.page_setup.orientation, page.freeze_panes) == ("$1:$1", "landscape", "A2")
    assert page.page_setup.fitToHeight == 0


def test_provisional_rates_are_marked() -> None:
    claim = Claim.model_validate(claim_of(as_of="2027-02-28"))
    book = load_workbook(BytesIO(statement_workbook(claim, draw_up(claim))))
    assert column(book, "lines", LINES, "status")[-1] == "provisoire"
    assert any("provisoire" in str(text) for text in summary(book).values())
    # the last rate known when the data were checked, 2,65 %, and ten points
    assert column(book, "lines", LINES, "rate")[-1] == 12.65
