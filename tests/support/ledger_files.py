"""Ledger files as they are written and read in tests."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Run = Callable[..., tuple[int, str, str]]


def rows_of(path: Path) -> list[dict[str, Any]]:
    return pq.read_table(path).to_pylist()


#: A list whose payments and credit notes are rows of their own, as cash books and accounting programs export them.
BY_NATURE = """N°;Client;Nature;Date;Échéance;Conditions;Montant TTC
F-1;Durand;Facture;01/02/2026;03/03/2026;;1 000,00
F-1;Durand;Règlement;15/04/2026;;;400,00
F-2;Durand;Facture;01/03/2026;;à réception;500,00
F-2;Durand;Avoir;15/03/2026;;;-100,00
R-9;Petit;Règlement;01/04/2026;;;50,00
F-4;Petit;Facture;01/02/2026;03/03/2026;;80,00
F-4;Petit;Facture;01/02/2026;03/04/2026;;20,00
F-4;Petit;Règlement;01/04/2026;;;50,00
"""


def refusals(path: Path) -> list[tuple[str, str, str]]:
    """The number of each refused row, its invoice and the code."""
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    return [(row[0], row[1], row[4]) for row in rows[1:]]
