"""A column that is just as wide as its widest word still holds it, whatever the last binary digit of its width."""

from latepay_core.documents.columns import column_widths
from latepay_core.documents.document import Table
from latepay_core.documents.styles import CELL_PADDING


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
        if needed < 32 and first - 2 * CELL_PADDING < needed:
            cut.append(step)
    assert cut == []
