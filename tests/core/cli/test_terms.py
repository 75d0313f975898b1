"""`latepay terms`: a clause read and judged, terms of payment written."""

import json
from pathlib import Path

import pytest

from tests.core.cli.test_customers import CALL


def test_a_clause_is_read_from_a_file(latepay: CALL, tmp_path: Path) -> None:
    clause = tmp_path / "clause.txt"
    clause.write_text("Le taux des pénalités de retard est fixé à 8 % l’an.", encoding="utf-8")
    answer = latepay("terms", "--check", clause, "--on", "2026-09-01", "--json")
    found = json.loads(answer.out)
    # the floor of the second half of 2026: 3 x 2.75 = 8.25 %
    assert (found["schema"], found["verdict"], found["mark"]) == ("latepay.clause/1", "below-floor", "S")
    assert "8,25\u00a0%" in found["reason"]
    assert "8,25" in latepay("terms", "--check", clause, "--on", "2026-09-01").out
    assert "8.25%" in latepay("terms", "--check", clause, "--on", "2026-09-01", "--language", "en").out


def test_words_about_the_paper_are_understood_and_options_win(latepay: CALL, tmp_path: Path) -> None:
    clause = tmp_path / "clause.txt"
    clause.write_text("En cas de retard, une indemnité de 40 € est due.", encoding="utf-8")
    private = ("terms", "--check", clause, "--about", "devis d’un peintre à un particulier, 2026", "--json")
    assert json.loads(latepay(*private).out)["verdict"] == "not-for-consumers"
    assert json.loads(latepay(*private, "--customer", "business").out)["verdict"] == "ok"


def test_what_rests_on_no_text_read_is_not_told_as_settled(latepay: CALL, tmp_path: Path) -> None:
    clause = tmp_path / "clause.txt"
    clause.write_text("Le fournisseur renonce d’avance aux pénalités.", encoding="utf-8")
    found = json.loads(latepay("terms", "--check", clause, "--document", "purchase-conditions", "--json").out)
    assert (found["verdict"], found["mark"], found["label"]) == ("void", "K", "Ne tient sans doute pas")


def test_a_clause_in_another_language_is_to_be_translated(latepay: CALL, tmp_path: Path) -> None:
    clause = tmp_path / "clause.txt"
    clause.write_text("Payment within 30 days of the invoice. Late payment interest at 10% per year.", encoding="utf-8")
    answer = latepay("terms", "--check", clause)
    assert "Traduisez celle-ci" in answer.out
    assert "Translate this one" in latepay("terms", "--check", clause, "--language", "en").out


def test_terms_are_written(latepay: CALL) -> None:
    written = json.loads(latepay("terms", "--days", "45", "--end-of-month", "before", "--discount", "2", "--json").out)
    assert written["schema"] == "latepay.terms/1"
    assert "fin de mois, puis 45\u00a0jours" in written["terms"]
    assert "sans pouvoir être inférieur à trois fois" in written["pmd"]
    assert written["aab"].startswith("Escompte de 2,00\u00a0%")
    assert "note PMD" in latepay("terms").out


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--days", "90"), "60 jours"), (("--rate", "beaucoup"), "--rate"), (("--customer", "moi"), "--customer")],
)
def test_what_cannot_be_is_refused(latepay: CALL, options: tuple[str, ...], said: str) -> None:
    answer = latepay("terms", *options)
    assert answer.status == 2
    assert said in answer.err


def test_an_empty_clause_is_refused(latepay: CALL, tmp_path: Path) -> None:
    clause = tmp_path / "clause.txt"
    clause.write_text(" \n", encoding="utf-8")
    answer = latepay("terms", "--check", clause)
    assert (answer.status, answer.out) == (2, "")
    assert "aucune clause" in answer.err
