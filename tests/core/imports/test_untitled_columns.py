"""A column without a heading that holds amounts is not read, and that is said."""

import pytest

from latepay_core.imports import Source, read_files


@pytest.mark.parametrize(
    ("cells", "letters"),
    [
        (("", "250,00"), ["F"]),
        (("250", "1 000,50"), ["F"]),
        (("1", "2"), []),
        (("relancé", "appelé"), []),
        (("01/02/2026", "03/02/2026"), []),
    ],
)
def test_amounts_without_a_heading_are_said_by_their_letter(cells: tuple[str, str], letters: list[str]) -> None:
    rows = "N°;Client;Date;Échéance;Montant TTC;\n"
    rows += "".join(f"F-{at};Petit;19/01/2026;18/02/2026;988,40;{cell}\n" for at, cell in enumerate(cells))
    found = read_files([Source("l.csv", rows.encode())])
    assert [each.code for each in found.remarks] == ["column-untitled"] * len(letters)
    assert [each.figures["letter"] for each in found.remarks] == letters
