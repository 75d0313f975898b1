"""A letter that claims several invoices, however it lays them out: each with its number, its days and its amount."""

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml

from latepay_core.weighing import read_letter

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("their-invoices.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_invoice_of_the_letter_is_read(case: dict[str, Any]) -> None:
    letter = read_letter(case["text"])
    found = [(each.number, each.issued_on, each.due_on, each.amount) for each in letter.invoices]
    told = [[each if each is None else str(each) for each in one] for one in found]
    assert told == case["invoices"]
    if "asked" in case:
        assert letter.asked is not None
        lines = [[each.kind, str(each.amount)] for each in letter.asked.lines]
        assert sorted(lines) == sorted(case["asked"])
        assert str(letter.asked.total) == case["total"]


def test_a_letter_of_one_invoice_gives_its_number_and_its_principal() -> None:
    text = (
        "Brest, le 30 juillet 2026\nLa facture n° 26/0215 du 2 mars 2026, payable au 30 avril 2026, demeure impayée.\n"
    )
    text += "Intérêts de retard : 100,00 €\nPrincipal TTC : 9 840,00 €\nSomme à payer : 9 940,00 €"
    [one] = read_letter(text).invoices
    assert (one.number, one.issued_on, one.due_on) == ("26/0215", date(2026, 3, 2), date(2026, 4, 30))
    assert str(one.amount) == "9840.00"


HOSTILE = [
    "facture " + "1" * 19_000,
    "facture a11" + "_" * 5_000 + "€",
    "factures " + "a1, " * 4_000,
    "facture\n" + "F-1 " * 4_000,
    "n° facture\n" + ("1/" * 9_000),
    "facture " + "1 000,00 € " * 1_500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_read_at_once(text: str) -> None:
    begun = perf_counter()
    read_letter(text)
    assert perf_counter() - begun < 5


def test_a_letter_of_more_lines_than_a_claim_has_keeps_their_sum_and_all_its_invoices() -> None:
    rows = [f"F-{at:04} {1 + at % 28:02}/03/2026 10/05/2026 1,00" for at in range(300)]
    text = "\n".join(("N° facture Date Échéance Montant", *rows, "Indemnités : 40,00 €", "Total : 340,00 €"))
    letter = read_letter(text)
    assert len(letter.invoices) == 300
    assert letter.asked is not None
    assert [(each.kind, str(each.amount)) for each in letter.asked.lines] == [
        ("principal", "300.00"),
        ("compensation", "40.00"),
    ]
