"""Random claims, and every output of each compared with every other, figure by figure."""

import csv
import io
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from latepay_core import Claim, ClaimRefused, Statement, draw_up
from latepay_core.case import case_of
from latepay_core.documents.document import PaymentBox, Table
from latepay_core.instalments import plan_instalments, read_choice
from latepay_core.letters.case import LetterCase
from latepay_core.letters.forms import figure
from latepay_core.letters.writing import Letter, LetterRefused, texts_of, write_letter
from latepay_core.outputs.follow_up import follow_up_calendar
from latepay_core.outputs.qr import transfer_of
from latepay_core.outputs.spreadsheet import statement_workbook
from latepay_core.outputs.tables import statement_csv
from latepay_core.wording import printed
from latepay_core.wording.french import amount

_AS_OF = date(2026, 8, 31)
_SUMMED = (
    "amount",
    "principal_due",
    "interest",
    "interest_due",
    "compensation",
    "compensation_due",
    "paid",
    "credited",
    "overpaid",
    "overcredited",
    "total_due",
)
_WHOLE = 10  # one claim in so many goes through the outputs that take long

_cents = st.integers(1_00, 9_000_00).map(lambda value: f"{value // 100}.{value % 100:02}")
_days = st.integers(1, 330).map(lambda back: (_AS_OF - timedelta(days=back)).isoformat())


@st.composite
def _invoices(draw: Any, number: int) -> dict[str, Any]:
    due = _AS_OF + timedelta(days=draw(st.integers(-320, 60)))
    invoice: dict[str, Any] = {"number": f"F-{number}", "due_on": due.isoformat(), "amount": draw(_cents)}
    if draw(st.integers(1, 3)) == 1:
        _in_parts(draw, invoice, due)
    if draw(st.integers(1, 3)) == 1:
        invoice["terms"] = draw(_own_terms)
    invoice["payments"] = draw(st.lists(_received(), max_size=2))
    if draw(st.booleans()):
        part = Decimal(invoice["amount"]) * draw(st.sampled_from([1, 10, 50, 100])) / 100
        invoice["credit_notes"] = [
            {"issued_on": draw(_days), "amount": str(max(part.quantize(Decimal("0.01")), Decimal("0.01")))}
        ]
    return invoice


def _in_parts(draw: Any, invoice: dict[str, Any], due: date) -> None:
    """The same invoice payable half when it was, the rest some days later."""
    first = (Decimal(invoice["amount"]) / 2).quantize(Decimal("0.01"))
    later = due + timedelta(days=draw(st.integers(1, 120)))
    del invoice["due_on"]
    invoice["instalments"] = [
        {"due_on": later.isoformat(), "amount": str(Decimal(invoice["amount"]) - first)},
        {"due_on": due.isoformat(), "amount": str(first)},
    ]


_clauses = st.sampled_from(
    [
        {"basis": "statutory"},
        {"basis": "fixed", "percent": "7.5"},
        {"basis": "ecb-plus", "points": "12"},
        {"basis": "legal-times", "times": "3"},
    ]
)
_own_terms = st.fixed_dictionaries(
    {},
    optional={
        "rate": _clauses,
        "semester": st.sampled_from(["revised", "frozen"]),
        "year": st.sampled_from(["365", "actual"]),
        "allocation": st.sampled_from(["interest-first", "principal-first"]),
    },
)


def _received() -> Any:
    return st.fixed_dictionaries({"paid_on": _days, "amount": _cents})


@st.composite
def _claims(draw: Any) -> Claim:
    count = draw(st.integers(1, 4))
    numbers = [None, *(f"F-{number}" for number in range(count))]
    given_to = st.sampled_from(numbers)
    payments = [
        {**draw(_received()), **({"invoice": named} if (named := draw(given_to)) else {})}
        for _ in range(draw(st.integers(0, 2)))
    ]
    first = _AS_OF + timedelta(days=draw(st.integers(5, 60)))
    chosen = {
        "count": draw(st.integers(1, 6)),
        "first_on": first.isoformat(),
        "interest": draw(st.sampled_from(["continues", "stopped", "waived"])),
    }
    terms = {
        "surplus": draw(st.sampled_from(["kept", "oldest"])),
        "rounding": draw(st.sampled_from(["line", "total"])),
        "allocation": draw(st.sampled_from(["interest-first", "principal-first"])),
    }
    notes = draw(st.lists(st.fixed_dictionaries({"issued_on": _days, "amount": _cents}), max_size=1))
    return Claim.model_validate(
        {
            "as_of": _AS_OF.isoformat(),
            "creditor": {"name": "Atelier Martin", "iban": "FR7630006000011234567890189"},
            "debtor": {"name": "Durand"},
            "terms": terms,
            "invoices": [draw(_invoices(number)) for number in range(count)],
            "payments": payments,
            "credit_notes": notes,
            "language": draw(st.sampled_from(["fr", "en"])),
            "letter": {"instalments": chosen, "transfer_code": True},
        }
    )


@given(_claims(), st.integers(1, _WHOLE))
@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_output_gives_the_same_sums(claim: Claim, lot: int) -> None:
    drawn = draw_up(claim)
    _scopes_add_up(drawn)
    _table_agrees(drawn)
    _transfer_agrees(claim, drawn)
    _file_agrees(claim, drawn)
    if lot == 1:
        _workbook_agrees(claim, drawn)
        _letters_agree(claim, drawn)
        _plans_agree(claim)


def _file_agrees(claim: Claim, drawn: Statement) -> None:
    """What is saved and opened again, the claim or the part of it that travels with a letter, asks the same."""
    assert draw_up(Claim.model_validate(claim.model_dump(mode="json"))) == drawn
    case = case_of(claim)
    for scope in ("owed", "late"):
        part, statement = case.about(scope)
        assert draw_up(Claim.model_validate(part.model_dump(mode="json"))).totals == statement.totals


def _scopes_add_up(drawn: Statement) -> None:
    totals, invoices = drawn.totals, drawn.invoices
    # one invoice, one compensation, however many its due dates
    for number in {each.number for each in invoices}:
        assert sum(each.compensation for each in invoices if each.number == number) <= Decimal(40)
    for name in _SUMMED:
        assert getattr(totals, name) == sum(getattr(each, name) for each in invoices)
        assert getattr(totals, name) == getattr(totals.due, name) + getattr(totals.not_due, name)
    late = [each for each in invoices if each.due_on < _AS_OF]
    assert totals.due.total_due == sum(each.total_due for each in late)
    # what came in is what came in, whatever it was set against
    assert totals.paid == sum(move.received for each in invoices for move in each.movements)
    for payment in drawn.allocated_payments:
        assert payment.amount == sum(each.amount for each in payment.shares)


#: The table's totals, the workbook's, and its sheet of invoices, in each language.
_TOTALS = {
    "fr": ("Total dû au 31/08/2026", "Dont exigible au 31/08/2026", "Dont à échoir"),
    "en": ("Total owed as of 31 Aug 2026", "Of which due as of 31 Aug 2026", "Of which falling due later"),
}
_SHEETS = {
    "fr": ("Total dû", "dont exigible", "dont à échoir", "Factures"),
    "en": ("Total owed", "of which due", "of which falling due later", "Invoices"),
}


def _table_agrees(drawn: Statement) -> None:
    total, due, later = _TOTALS[drawn.language]
    between = ";" if drawn.language == "fr" else ","
    rows = list(csv.reader(io.StringIO(statement_csv(drawn).decode("utf-8-sig")), delimiter=between))
    found = {row[0].replace("\u00a0", " "): Decimal(row[-2].replace(",", ".")) for row in rows[1:] if row[1] == ""}
    totals = drawn.totals
    assert found[total] == totals.total_due
    if totals.due.total_due and totals.not_due.total_due:
        assert found[due] == totals.due.total_due
        assert found[later] == totals.not_due.total_due


def _transfer_agrees(claim: Claim, drawn: Statement) -> None:
    try:
        assert transfer_of(claim, drawn).amount == drawn.totals.due.total_due
    except ClaimRefused as refused:
        assert refused.refusals[0].code.startswith("transfer-nothing")
        assert drawn.totals.due.total_due == 0


def _workbook_agrees(claim: Claim, drawn: Statement) -> None:
    book = load_workbook(io.BytesIO(statement_workbook(claim, drawn)), data_only=True)
    shown = {str(row[0].value): row[1].value for row in book.worksheets[0].iter_rows(max_col=2) if row[0].value}
    total, starts, later, invoices = _SHEETS[drawn.language]
    assert _euros(shown[total]) == drawn.totals.total_due
    if drawn.totals.due.total_due and drawn.totals.not_due.total_due:
        due = next(value for label, value in shown.items() if label.startswith(starts))
        assert (_euros(due), _euros(shown[later])) == (
            drawn.totals.due.total_due,
            drawn.totals.not_due.total_due,
        )
    listed = list(book[invoices].iter_rows(min_row=2, max_row=1 + len(drawn.invoices), values_only=True))
    assert [_euros(row[-1]) for row in listed] == [each.total_due for each in drawn.invoices]


def _euros(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def _letters_agree(claim: Claim, drawn: Statement) -> None:
    case = LetterCase.of(claim)
    for kind in ("second-reminder", "formal-notice", "penalties-request", "payment-order-request"):
        letter = _written(kind, claim)
        if letter is None:
            continue
        asked = letter.statement.totals.total_due
        # the letter's own invoices, to the cent as the whole claim reckons them
        named = {(each.number, each.due_on) for each in letter.statement.invoices}
        assert asked == sum(each.total_due for each in drawn.invoices if (each.number, each.due_on) in named)
        assert any(amount(asked) in text for text in texts_of(letter.document))
        assert all(amount(asked) in code for code in _codes(letter))
        _accounts_add_up(letter)
    notice = _written("formal-notice", claim)
    if notice is not None:
        # whatever is due, less what credit notes alone took off, which nobody chases
        chased = sum(each.total_due for each in case.facts.owed if each.due_on < _AS_OF)
        assert notice.statement.totals.total_due == chased <= drawn.totals.due.total_due


def _codes(letter: Letter) -> list[str]:
    boxes = (block for block in letter.document.blocks if isinstance(block, PaymentBox))
    return [box.picture.alternative for box in boxes if box.picture]


def _accounts_add_up(letter: Letter) -> None:
    """In each table whose heads are a sum, every row gives what stands under « = », and every column its total."""
    for table in (block for block in letter.document.blocks if isinstance(block, Table) and block.due is not None):
        signs = [head[0] for head in table.header]
        if signs[table.due or 0] != "=":
            continue
        first = next(at for at, sign in enumerate(signs) if table.align[at] == "right")
        columns = range(first, table.due or 0)
        for row in table.rows:
            parts = (-_value(row[at]) if signs[at] == "−" else _value(row[at]) for at in columns)
            assert sum(parts) == _value(row[table.due or 0]), (table.header, row)
        if table.totals:
            for at in (*columns, table.due or 0):
                assert sum(_value(row[at]) for row in table.rows[:-1]) == _value(table.rows[-1][at]), table.header


def _value(cell: str) -> Decimal:
    return Decimal(0) if cell == "–" else Decimal(cell.replace("\u202f", "").replace(",", "."))


def _written(kind: str, claim: Claim) -> Letter | None:
    try:
        return write_letter(kind, claim)
    except LetterRefused:
        return None


def _plans_agree(claim: Claim) -> None:
    case = LetterCase.of(claim)
    chosen = case.details.instalments
    offer = _written("instalment-offer", claim)
    if offer is None or case.plan is None:
        return
    amounts = [each.amount for each in case.plan.instalments]
    table = next(block for block in offer.document.blocks if isinstance(block, Table) and block.header[0] == "N°")
    assert [row[-2] for row in table.rows[: len(amounts)]] == [figure(each) for each in amounts]
    asked = {"number": chosen.count, "first_on": str(chosen.first_on), "interest": chosen.interest}
    about, statement = case.about("late")
    assert [each.amount for each in plan_instalments(about, read_choice(asked)).instalments] == amounts
    start = case.plan.principal + case.plan.interest + case.plan.compensation + case.plan.waived_interest
    assert start == statement.totals.total_due == offer.statement.totals.total_due
    assert all(amount(amounts[0]) in code for code in _codes(offer))
    _accounts_add_up(offer)
    events = Calendar.from_ical(follow_up_calendar(claim)).walk("VEVENT")
    titles = [str(each["summary"]) for each in events if str(each["summary"]).startswith(("Versement", "Instalment"))]
    assert sorted(_sum_of(each) for each in titles) == sorted(
        printed(each, "amount", claim.language) for each in amounts
    )


def _sum_of(title: str) -> str:
    found = re.search(r"[\d\u202f]+,\d\d\u00a0€|€[\d,]+\.\d\d", title)
    assert found is not None
    return found[0]
