"""A column that is just as wide as its widest word still holds it, whatever the last binary digit of its width."""

from latepay_core.documents.columns import column_widths, padding, standing
from latepay_core.documents.document import Table


def test_no_word_is_cut_for_want_of_a_rounding() -> None:
    cut = []
    for step in range(1, 400):

        def measure(text: str, size: float, strong: bool, step: int = step) -> float:
            return len(text) * size * step / 4321

        # the first column wishes for nothing: it has the least it needs
        table = Table(
            "", ("Indemnité", "Facture"), (("1\u202f480,00\u00a0€", "F-1"),), ("right", "left"), widths=(0, 1)
        )
        size, (first, _) = column_widths(table, 170.0, measure)
        needed = measure("1\u202f480,00\u00a0€", size, True)
        if needed < 32 and first - sum(padding(table, 0)) < needed:
            cut.append(step)
    assert cut == []


def test_what_nobody_wished_for_is_for_all() -> None:
    """Two columns that need 10 mm each, and wish for no more, share 170 mm evenly."""
    table = Table("", ("Un", "Deux"), (("aaaaaaaaaa", "bbbbbbbbbb"),), ("left", "left"))
    _, widths = column_widths(table, 170.0, lambda text, size, strong: float(len(text)))
    assert abs(sum(widths) - 170) < 0.001
    assert abs(widths[1] - widths[0] - sum(padding(table, 1))) < 0.001


def test_what_came_in_does_not_widen_a_column() -> None:
    row, told = ("01/07/2024", "1,00"), ("15/12/2024", "Reçu 1 861,53 € sur les pénalités et sur le principal")
    plain = Table("", ("Du", "Sur"), (row,), ("left", "right"))
    moved = Table("", ("Du", "Sur"), (row, told), ("left", "right"), moves=frozenset({1}))

    def measure(text: str, size: float, strong: bool) -> float:
        return float(len(text))

    assert column_widths(plain, 170.0, measure) == column_widths(moved, 170.0, measure)


def test_a_few_rows_stay_together_unless_their_texts_are_long() -> None:
    short = Table("", ("Poste", "Pourquoi"), (("Frais", "Oui."),) * 5, ("left", "left"), widths=(1, 1))
    long = Table(
        "", ("Poste", "Pourquoi"), (("Frais", "Sans justificatif. " * 12),) * 5, ("left", "left"), widths=(1, 1)
    )
    assert [standing(short, row)[1] for row in range(5)] == [True, True, True, True, False]
    assert [standing(long, row)[1] for row in range(5)] == [True, False, False, False, False]


def test_words_stand_apart_from_the_sums_at_their_left() -> None:
    table = Table("", ("A", "B", "C"), (), ("left", "right", "left"))
    assert padding(table, 2)[0] > 2 * padding(table, 1)[0]
