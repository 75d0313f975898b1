"""Payments, credit notes and rows given twice, in rows of their own."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.support.ledger_files import BY_NATURE, Run, refusals, rows_of


def test_payments_and_credit_notes_in_rows_of_their_own_go_to_their_invoice(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(BY_NATURE, encoding="utf-8")
    status, shown, err = run(source, "-o", out, "--as-of", "2026-11-30")
    found = {(row["number"], row["due_on"]): row for row in rows_of(out)}
    # 1,000 x 12.15 % x 43 days / 365 = 14.31, which the 400 pay first: 1,000 - (400 - 14.31) = 614.31
    assert found["F-1", date(2026, 3, 3)]["principal_due"] == Decimal("614.31")
    # counted from the invoice, of which no day of receipt is known; 500 - 100
    assert found["F-2", date(2026, 3, 1)]["principal_due"] == Decimal("400.00")
    # 80 x 12.15 % x 29 days / 365 = 0.77: of the two payments of 50, 80.77 go to the first part, 19.23 to the second
    assert found["F-4", date(2026, 3, 3)]["principal_due"] == Decimal("0.00")
    assert found["F-4", date(2026, 4, 3)]["principal_due"] == Decimal("0.77")
    assert status == 0
    told = " ".join(err.split())
    assert "3 règlements et avoirs, en lignes à part, sont comptés sur leur facture." in told
    assert "1 règlement ou avoir ne nomme aucune facture de la liste (ligne 6)" in told
    assert "1 délai « à réception » est compté de la date de la facture" in told
    # a payment of nobody's in the list is refused: what is printed is no whole, and says so where the sums are
    source.write_text(BY_NATURE + "R-8;Martin;Règlement;01/04/2026;;;50,00\n", encoding="utf-8")
    status, shown, _ = run(source, "-o", out, "--as-of", "2026-11-30", "--force")
    assert (status, refusals(tmp_path / "dus-refus.csv")) == (2, [("10", "R-8", "row-of-no-invoice")])
    assert "Ensemble, incomplet" in shown
    told = " ".join(shown.split())
    assert "Total incomplet : 1 ligne refusée n’y est pas comptée" in told
    assert "dus-refus.csv" in told.replace(" ", "")


def test_a_payment_taken_back_is_refused_and_not_counted_as_received(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    rows = "".join(BY_NATURE.splitlines(keepends=True)[:3])
    source.write_text(rows + "F-1;Durand;Règlement;20/04/2026;;;-400,00\n", encoding="utf-8")
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    # one payment of 400, as above: 614.31
    assert [row["principal_due"] for row in rows_of(out)] == [Decimal("614.31")]
    told = (tmp_path / "dus-refus.csv").read_text("utf-8-sig")
    assert status == 2
    assert "payment-taken-back" in told
    assert "baissez ou retirez le paiement qu’il annule" in told


def test_a_column_beside_the_numbers_links_a_payment_to_its_invoice(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "N°;Client;Nature;Date;Échéance;Montant TTC;Facture\nF-1;Durand;Facture;01/02/2026;03/03/2026;1 000,00;\n"
        "R-7;Durand;Règlement;15/04/2026;;400,00;F-1\n",
        encoding="utf-8",
    )
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    # 400 of F-1, as above: 614.31
    assert (status, [row["principal_due"] for row in rows_of(out)]) == (0, [Decimal("614.31")])


def test_a_row_given_twice_is_one_debt(run: Run, tmp_path: Path) -> None:
    """Same number, customer, date and amount; what differs in one of them is another invoice, or its instalment."""
    source, out = tmp_path / "liste.csv", tmp_path / "dus.parquet"
    source.write_text(
        "N°;Client;Échéance;Montant TTC\nF-1;Durand;03/03/2026;1 000,00\nF-1;Petit;03/03/2026;1 000,00\n"
        "F-1;Durand;03/04/2026;1 000,00\nF-1;Durand;03/03/2026;900,00\n;Durand;03/03/2026;5,00\n"
        ";Durand;03/03/2026;5,00\nF-1 ;DURAND;03/03/2026;1000.00\n",
        encoding="utf-8",
    )
    status, _, _ = run(source, "-o", out, "--as-of", "2026-11-30")
    refused = list(csv.reader((tmp_path / "dus-refus.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [(row[0], row[4]) for row in refused[1:]] == [("8", "row-twice")]
    assert (status, len(rows_of(out))) == (2, 6)
    assert "est deux fois dans la liste" in refused[1][5]
