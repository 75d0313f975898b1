"""Which column gives the invoices' numbers, where two could."""

import pytest

from latepay_core.imports import Found, Source, read_files
from latepay_core.imports.told import remark_told
from latepay_core.wording import say

ROWS = (("FA-1", "CMD-1"), ("FA-2", "CMD-2"), ("FA-3", "CMD-2"))
SUMS = "31/10/2025;30/11/2025;100,00"


def read(first: str, second: str, rows: tuple[tuple[str, str], ...] = ROWS) -> Found:
    lines = [f"{first};{second};Client;Date;Échéance;Montant TTC", *(f"{a};{b};Durand;{SUMS}" for a, b in rows)]
    return read_files([Source("liste.csv", "\n".join(lines).encode())])


def numbers(found: Found) -> list[str]:
    return [each.number for each in found.invoices]


@pytest.mark.parametrize("reference", ["Référence", "Réf.", "Réf. interne", "N° commande"])
@pytest.mark.parametrize(
    "piece", ["Pièce", "N° pièce", "N° de pièce", "Numéro de pièce", "N° facture", "Facture", "Réf. pièce"]
)
def test_the_piece_wins_over_the_reference(piece: str, reference: str) -> None:
    assert numbers(read(piece, reference)) == ["FA-1", "FA-2", "FA-3"]
    turned = tuple((b, a) for a, b in ROWS)
    assert numbers(read(reference, piece, turned)) == ["FA-1", "FA-2", "FA-3"]


@pytest.mark.parametrize("order", ["CMD-{}", "BC {}", "DEV-2025-{}", "BDC{}", "cmde n{}"])
def test_a_reference_that_says_nothing_of_orders_loses_too(order: str) -> None:
    rows = tuple((f"{at}77", order.format(at)) for at in (3, 4, 5))
    assert numbers(read("Pièce", "Référence", rows)) == ["377", "477", "577"]


def test_orders_under_the_heading_of_a_piece_are_not_the_invoices() -> None:
    rows = (("CMD-1", "FA-1"), ("CMD-2", "FA-2"), ("CMD-3", "FA-3"))
    assert numbers(read("Pièce", "Référence", rows)) == ["FA-1", "FA-2", "FA-3"]


def test_of_two_references_the_one_that_repeats_is_not_the_number() -> None:
    rows = (("X1", "A1"), ("X1", "A2"), ("X2", "A3"))
    assert numbers(read("Référence", "Référence interne", rows)) == ["A1", "A2", "A3"]


def test_rows_that_are_counted_are_not_pieces() -> None:
    rows = (("1", "FA-1"), ("2", "FA-2"), ("3", "FA-3"))
    assert numbers(read("Pièce", "Référence", rows)) == ["FA-1", "FA-2", "FA-3"]


def test_it_is_told_which_column_was_taken() -> None:
    said = [say(remark_told(each)) for each in read("Pièce", "Référence").remarks]
    assert said == [
        "le numéro des factures est pris dans la colonne «\u00a0Pièce\u00a0», et non dans «\u00a0Référence\u00a0»"
    ]


def test_nothing_is_told_where_no_other_could_be() -> None:
    assert read("N° facture", "Référence").remarks == ()
    assert read("Pièce", "Référence", (("FA-1", "FA-1"), ("FA-2", "FA-2"))).remarks == ()
    assert read("Pièce", "Chantier").remarks == ()


@pytest.mark.parametrize("heading", ["Libellé", "Désignation", "Objet", "Description"])
def test_a_list_without_numbers_has_those_that_its_wordings_begin_with(heading: str) -> None:
    rows = (
        ("12/03/2026", "Facture F-1 du 12/03", "12/04/2026", "1000,00"),
        ("15/03/2026", "Facture F-2 du 15/03", "15/04/2026", "500,00"),
        ("16/03/2026", "Pose de 12 fenêtres", "16/04/2026", "200,00"),
        ("20/03/2026", "Avoir sur facture F-1", "", "-50,00"),
    )
    lines = [f"Date;Client;{heading};Échéance;Montant TTC"]
    lines += [f"{day};Durand;{words};{due};{euros}" for day, words, due, euros in rows]
    found = read_files([Source("liste.csv", "\n".join(lines).encode())])
    assert numbers(found) == ["F-1", "F-2", ""]
    assert [each.credited for each in found.invoices] == [50, 0, 0]
