"""A letter that claims several invoices, however it lays them out: each with its number, its days and its amount."""

from datetime import date
from pathlib import Path
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
