"""What was paid on no known day, what is owed by nobody, and totals: as `latepay import` takes them."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.ledger_files import BY_NATURE, Run, refusals, rows_of

PAID = "Number,Client,Invoice date,Due date,Amount,Amount paid,Last payment\n"


def test_a_part_paid_on_no_known_day_is_taken_off_from_the_due_date(run: Run, tmp_path: Path) -> None:
    """Some rows give the day and one does not: that one is reckoned like the others, and what is supposed is said."""
    source, out = tmp_path / "list.csv", tmp_path / "dus.parquet"
    source.write_text(
        PAID
        + "F1,Alpha,20/01/2026,19/02/2026,1500.00,500.00,\nF2,Alpha,20/01/2026,19/02/2026,500.00,100.00,16/03/2026\n"
        "F3,Alpha,20/01/2026,19/02/2026,300.00,,21/03/2026\n",
        encoding="utf-8",
    )
    status, _, err = run(source, "-o", out, "--as-of", "2026-03-31")
    found = {row["number"]: row for row in rows_of(out)}
    # 1,000 x 12.15 % x 40 days / 365 = 13.32
    assert (found["F1"]["amount"], found["F1"]["interest"]) == (Decimal("1000.00"), Decimal("13.32"))
    assert found["F2"]["paid"] == Decimal("100.00")
    # a day without an amount: all of it came then, 30 days late: 300 x 12.15 % x 30 / 365 = 3.00, which it pays first;
    # the 3.00 of principal that are left make 0.01 in 10 days
    assert (found["F3"]["paid"], found["F3"]["interest"]) == (Decimal("300.00"), Decimal("3.01"))
    assert status == 0
    told = " ".join(err.split())
    assert "1 facture a été réglée en partie à une date que la liste ne donne pas (ligne 2)" in told
    assert "sans intérêts, et seul le reste est compté" in told


@pytest.mark.parametrize("named", ["Total", "Sous-total", "Totaux", "Solde"])
def test_a_total_under_the_heading_of_the_kind_is_no_row_of_an_unknown_kind(
    run: Run, tmp_path: Path, named: str
) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    rows = "".join(BY_NATURE.splitlines(keepends=True)[:2])
    moved = [";".join((cells := row.split(";"))[2:3] + cells[:2] + cells[3:]) for row in rows.splitlines()]
    source.write_text("\n".join([*moved, f"{named};;;;;;1 000,00"]), encoding="utf-8")
    status, _, err = run(source, "-o", out, "--as-of", "2026-11-30")
    assert (status, [row["number"] for row in rows_of(out)]) == (0, ["F-1"])
    assert "1 ligne" in err


def test_drafts_and_cancelled_invoices_are_owed_by_nobody(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "N°;Client;Échéance;Montant TTC;Statut\nF-1;Durand;03/03/2026;900,00;Impayée\n"
        "F-2;Durand;03/03/2026;90,00;Payée\n"
        "F-3;Durand;03/03/2026;9,00;Annulée\n(PROV4);Durand;03/03/2026;8,00;Brouillon\n",
        encoding="utf-8",
    )
    status, _, err = run(source, "-o", out, "--as-of", "2026-11-30")
    assert (status, [row["number"] for row in rows_of(out)]) == (2, ["F-1"])
    assert refusals(tmp_path / "dus-refus.csv") == [("4", "F-3", "cancelled"), ("5", "(PROV4)", "draft")]
    assert "1 facture est soldée" in err


def test_a_day_without_a_sum_settles_nothing_that_its_state_says_is_owed(run: Run, tmp_path: Path) -> None:
    """As `latepay import` takes it: A-1 and A-2 stay owed, A-3 is paid on its day, A-4 says of no part what it was."""
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "N°;Client;Date;Échéance;Montant TTC;Acompte versé;Réglé;Date règlement;Statut\n"
        "A-1;P;19/01/2026;18/02/2026;988,40;;;25/04/2026;Impayée\n"
        "A-2;P;19/01/2026;18/02/2026;500,00;;;25/04/2026;Partiellement réglée\n"
        "A-3;P;19/01/2026;18/02/2026;100,00;30,00;;18/02/2026;\n"
        "A-4;P;19/01/2026;18/02/2026;80,00;;;;Partiellement réglée\n",
        encoding="utf-8",
    )
    status, _, err = run(source, "-o", out, "--as-of", "2026-11-30")
    found = {row["number"]: (row["paid"], row["principal_due"]) for row in rows_of(out)}
    nothing = Decimal("0.00")
    assert (found["A-1"], found["A-2"]) == ((nothing, Decimal("988.40")), (nothing, Decimal("500.00")))
    # the deposit of no known day lowers the amount to 70, which came on the due date
    assert (found["A-3"], found["A-4"]) == ((Decimal("70.00"), nothing), (nothing, Decimal("80.00")))
    told = " ".join(err.split())
    assert "2 factures ont une date de règlement sans montant" in told
    assert "(lignes 2, 3)" in told
    assert "sa date de règlement, sans montant (ligne 4)" in told
    assert "son état, sans montant réglé (ligne 5)" in told
    assert status == 0


def test_amounts_without_a_heading_are_said(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "N°;Client;Échéance;Montant TTC;\nA-1;P;18/02/2026;988,40;250,00\nA-2;P;18/02/2026;80,00;\n", encoding="utf-8"
    )
    status, _, err = run(source, "-o", out, "--as-of", "2026-11-30")
    assert (status, len(rows_of(out))) == (0, 2)
    assert "La colonne E, sans titre, contient des montants" in " ".join(err.split())
