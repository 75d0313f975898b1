"""A day of payment without a sum, and states that contradict it: the state wins, and what was taken is said."""

from datetime import date
from decimal import Decimal

import pytest

from latepay_core.imports import Source, read_files
from latepay_core.imports.assembling import Assembled, assembled

HEAD = "N°;Client;Date;Échéance;Montant TTC;Réglé;Date règlement;Statut\n"


def made(rows: str, *, settled: bool = False) -> Assembled:
    return assembled(read_files([Source("l.csv", rows.encode())]), settled=settled)


def owed(found: Assembled) -> list[tuple[str, str, list[str]]]:
    return [
        (row["number"], row["amount"], [each["amount"] for each in row.get("payments", ())])
        for claim in found.claims
        for row in claim["invoices"]
    ]


@pytest.mark.parametrize("settled", [False, True])
@pytest.mark.parametrize("state", ["Impayée", "Partiellement réglée", "unpaid", "Non payée", "À payer", "Overdue"])
def test_a_state_that_says_it_is_owed_wins_over_a_day_without_a_sum(state: str, *, settled: bool) -> None:
    found = made(HEAD + f"A-2603;Petit;19/01/2026;18/02/2026;988,40;;25/04/2026;{state}\n", settled=settled)
    assert owed(found) == [("A-2603", "988.40", [])]
    (remark,) = found.remarks
    assert (remark.code, remark.place.rows) == ("paid-day-unpaid", (2,))
    assert dict(remark.figures) == {"number": "A-2603", "state": state, "day": date(2026, 4, 25)}


@pytest.mark.parametrize("heading", ["Payée", "Réglée"])
def test_a_column_that_asks_whether_it_was_paid_wins_by_its_no(heading: str) -> None:
    rows = (
        f"N°;Client;Date;Échéance;Montant TTC;Date règlement;{heading}\nF-1;P;19/01/2026;18/02/2026;90,00;25/04/2026;"
    )
    assert owed(made(rows + "non\n")) == [("F-1", "90.00", [])]
    assert owed(made(rows + "oui\n", settled=True)) == [("F-1", "90.00", ["90.00"])]


def test_a_day_alone_that_settles_an_invoice_is_said_with_its_row() -> None:
    rows = HEAD + "F-1;P;19/01/2026;18/02/2026;90,00;;25/04/2026;\nF-2;P;19/01/2026;18/02/2026;80,00;;;\n"
    found = made(rows)
    assert owed(found) == [("F-2", "80.00", [])]
    assert [(each.code, each.place.rows, each.figures.get("day")) for each in found.remarks] == [
        ("paid-by-day", (2,), date(2026, 4, 25))
    ]
    # many are said at once; a state that says the same needs no word
    found = made(
        rows + "F-3;P;19/01/2026;18/02/2026;70,00;;26/04/2026;\nF-4;P;1/1/2026;2/2/2026;7,00;;3/3/2026;Payée\n"
    )
    assert [(each.code, each.place.rows) for each in found.remarks] == [("paid-by-days", (2, 4))]


def test_a_day_alone_pays_what_a_deposit_beside_it_leaves() -> None:
    """100 of which 30 came as a deposit: the other 70 came on the day, and nothing was paid twice."""
    head = "N°;Client;Date;Échéance;Montant TTC;Acompte versé;Réglé;Date règlement\n"
    (invoice,) = read_files(
        [Source("l.csv", (head + "F-1;P;1/1/2026;2/2/2026;100,00;30,00;;3/3/2026\n").encode())]
    ).invoices
    assert [(each.paid_on, each.amount) for each in invoice.paid] == [
        (date(2026, 3, 3), Decimal("70.00")),
        (None, Decimal("30.00")),
    ]


def test_a_part_paid_of_which_no_sum_is_given_is_said() -> None:
    found = made(HEAD + "F-1;P;19/01/2026;18/02/2026;90,00;;;Partiellement réglée\n")
    assert owed(found) == [("F-1", "90.00", [])]
    assert [(each.code, each.place.rows) for each in found.remarks] == [("partly-unsaid", (2,))]
    assert [
        each.code for each in made(HEAD + "F-1;P;1/1/2026;2/2/2026;90,00;9,00;;Partiellement réglée\n").remarks
    ] == ["paid-undated"]


@pytest.mark.parametrize("heading", ["Classée payée", "Payée", "Réglé"])
def test_a_column_of_noughts_and_ones_says_whether_and_not_how_much(heading: str) -> None:
    """Dolibarr asks « Classée payée » so: 1 is no euro received."""
    rows = f"N°;Client;Date;Échéance;Montant TTC;{heading}\nF-1;P;19/01/2026;18/02/2026;90,00;0\n"
    found = made(rows + "F-2;P;19/01/2026;18/02/2026;80,00;1\n")
    assert (owed(found), found.settled) == ([("F-1", "90.00", [])], 1)
