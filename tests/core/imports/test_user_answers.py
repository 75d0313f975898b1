"""What the user corrects of a list: what a column is, what a cell says; and what goes into a case that is there."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from latepay_core.imports import Answers, Document, Found, PartyFound, Place, Receipt, Source, read_files
from latepay_core.imports.matching import owed_in, proposals
from latepay_core.imports.merging import added_to
from latepay_core.imports.model import TableAnswers

ROWS = """N° pièce;Date;Éch.;Montant;Règlement;Mt réglé
F-1;12/03/2024;11/04/2024;4 860,00;11/04/2024;2 000,00
F-2;14/10/2025;13/11/2025;1 080,00;30/02/2026;1 500,00
"""
NO_HEADINGS = "F-4;01/02/2026;100,00\nF-5;05/02/2026;90,00\n"


def read(rows: str, roles: dict[int, str] | None = None, cells: dict[str, str] | None = None) -> Found:
    answers = Answers(tables={("liste.csv", ""): TableAnswers(roles or {}, cells or {})})
    return read_files([Source("liste.csv", rows.encode())], answers)


def test_how_a_table_was_read_is_told() -> None:
    (table,) = read(ROWS).tables
    assert (table.kind, table.header, table.place.file) == ("invoices", 1, "liste.csv")
    assert [(each.heading, each.role) for each in table.columns] == [
        ("N° pièce", "number"),
        ("Date", "issued"),
        ("Éch.", "due"),
        ("Montant", "amount"),
        ("Règlement", "paid_on"),
        ("Mt réglé", "paid_amount"),
    ]
    row, values = table.rows[0]
    assert row == 2
    assert values == (
        "F-1",
        date(2024, 3, 12),
        date(2024, 4, 11),
        Decimal("4860.00"),
        date(2024, 4, 11),
        Decimal("2000.00"),
    )
    # a cell that is no day stands as it is written
    assert table.rows[1][1][4] == "30/02/2026"


@pytest.mark.parametrize(
    ("said", "paid"), [("28/02/2026", [(date(2026, 2, 28), Decimal("1500.00"))]), ("", [(None, Decimal("1500.00"))])]
)
def test_a_cell_that_was_mended_is_read_as_it_says_now(said: str, paid: list[tuple[date | None, Decimal]]) -> None:
    assert [(each.place.row, each.place.cell) for each in read(ROWS).refused] == [(3, "E3")]
    found = read(ROWS, cells={"E3": said})
    assert not found.refused
    assert [(each.paid_on, each.amount) for each in found.invoices[1].paid] == paid


def test_a_cell_beyond_the_row_and_a_name_that_is_none_change_nothing_else() -> None:
    assert read(ROWS, cells={"H9": "x", "zz": "y", "F2": "2 500,00"}).invoices[0].paid[0].amount == Decimal("2500.00")


def test_a_column_is_read_as_the_user_says() -> None:
    # « Échéance » is what the program took « Éch. » for: the user says it is the day of delivery, and the date is due
    found = read(ROWS, roles={1: "due", 2: ""}, cells={"E3": ""})
    assert [(each.issued_on, each.due_on) for each in found.invoices] == [
        (None, date(2024, 3, 12)),
        (None, date(2025, 10, 14)),
    ]


def test_a_list_without_headings_is_read_once_its_columns_are_said() -> None:
    found = read(NO_HEADINGS)
    assert [(each.about, each.need) for each in found.questions] == [("columns", True)]
    assert [each.role for each in found.tables[0].columns] == ["", "", ""]
    still = read(NO_HEADINGS, roles={2: "amount"})
    assert [(each.about, each.need) for each in still.questions] == [("columns", True)]
    assert [each.role for each in still.tables[0].columns] == ["", "", "amount"]
    done = read(NO_HEADINGS, roles={0: "number", 1: "due", 2: "amount"})
    assert [(each.number, each.due_on, each.amount) for each in done.invoices] == [
        ("F-4", date(2026, 2, 1), Decimal("100.00")),
        ("F-5", date(2026, 2, 5), Decimal("90.00")),
    ]
    assert not [each for each in done.questions if each.need]


def test_amounts_without_vat_are_asked_about_with_their_sum() -> None:
    lines = ("F-1;Durand;01/02/2026;03/03/2026;100,00", "F-2;Durand;01/02/2026;03/03/2026;50,50")
    rows = "\n".join(("Facture;Client;Date;Échéance;Montant HT", *lines))
    (question,) = read(rows).questions
    assert (question.about, question.figures["heading"], question.figures["at"]) == ("vat", "Montant HT", 4)
    assert question.figures["total"] == "150.50"  # 100.00 + 50.50
    assert [each.amount for each in read(rows, roles={4: "amount"}).invoices] == [Decimal("100.00"), Decimal("50.50")]


KEPT: dict[str, Any] = {
    "debtor": {"name": "Durand SARL"},
    "invoices": [
        {"number": "F-1", "issued_on": "2026-01-01", "due_on": "2026-01-31", "amount": "100"},
        {"number": "F-2"},  # still to be typed
    ],
}


def receipt(amount: str, day: date = date(2026, 3, 1), invoice: str = "") -> Receipt:
    return Receipt(Place("releve.csv", (2,)), day, Decimal(amount), "DURAND", "VIR DURAND", invoice)


def test_what_is_kept_stays_and_what_is_new_follows() -> None:
    new = {"number": "F-3", "due_on": "2026-02-28", "amount": "50.00"}
    done = added_to(KEPT, {"debtor": {"name": "Durand"}, "invoices": [KEPT["invoices"][0], new]}, ())
    assert done.claim["invoices"] == [*KEPT["invoices"], new]
    assert [(each.code, each.figures["number"]) for each in done.remarks] == [("already-there", "F-1")]
    assert len(KEPT["invoices"]) == 2


def test_a_payment_is_never_counted_before_it_is_confirmed() -> None:
    done = added_to(KEPT, {}, [receipt("40.00", invoice="f1")])
    assert done.claim["invoices"] == KEPT["invoices"]
    assert [each.invoice for each in done.receipts] == ["F-1"]


def test_a_payment_that_is_there_is_not_offered_again() -> None:
    paid = {**KEPT["invoices"][0], "payments": [{"paid_on": "2026-03-01", "amount": "40"}]}
    kept = {**KEPT, "invoices": [paid]}
    again = {"invoices": [{**paid, "payments": [{"paid_on": "2026-03-01", "amount": "40.00"}]}]}
    done = added_to(kept, again, [receipt("40.00", invoice="F-1")])
    assert done.receipts == ()
    assert [each.code for each in done.remarks] == ["already-there", "payment-known"]


def test_a_newer_list_shows_one_more_payment_of_an_invoice() -> None:
    newer = {"invoices": [{**KEPT["invoices"][0], "payments": [{"paid_on": "2026-03-05", "amount": "60.00"}]}]}
    done = added_to(KEPT, newer, ())
    assert [(each.invoice, each.paid_on, each.amount) for each in done.receipts] == [
        ("F-1", date(2026, 3, 5), Decimal("60.00"))
    ]


def test_an_invoice_is_offered_no_payment_older_than_itself_nor_one_without_a_sum() -> None:
    owed = owed_in(KEPT)
    assert [each.number for each in owed] == ["F-1"]
    assert proposals([receipt("100.00", date(2025, 12, 31))], owed) == []
    assert [each.ground for each in proposals([receipt("100.00")], owed)] == ["amount"]


def note(number: str, customer: str, issued_on: date, corrects: str = "") -> Document:
    return Document(
        Place("avoirs.csv"), number, PartyFound(customer), Decimal("10.00"), True, issued_on, corrects=corrects
    )


def test_a_credit_note_finds_the_invoice_of_a_case_or_its_customer() -> None:
    named, theirs = note("AV-1", "", date(2026, 2, 1), "F1"), note("AV-2", "DURAND", date(2026, 2, 1))
    early, others = note("AV-3", "Durand", date(2025, 1, 1)), note("AV-4", "Martin", date(2026, 2, 1))
    kept = {**KEPT, "invoices": KEPT["invoices"][:1]}
    done = added_to(kept, {}, (), [named, theirs, early, others])
    assert [(each.note.number, each.invoice) for each in done.credited] == [("AV-1", "F-1"), ("AV-2", "")]
    assert [each.number for each in done.left] == ["AV-3", "AV-4"]
