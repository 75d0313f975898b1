"""Which column of a list of invoices bears their numbers, where two could."""

import re
from dataclasses import replace

from latepay_core.imports.columns import Columns, counts_rows
from latepay_core.imports.headings import heading_words, nature_count, roles_of
from latepay_core.imports.model import Place, Remark
from latepay_core.imports.statuses import is_credit, is_payment

#: An order, an order form or a quotation, by how its number begins: « CMD-1 », « BC 2026/12 », « DEV-7 ».
_ORDER = re.compile(r"(?:cmde?|commande|bdc|bc|devis|dev|po|so)[\s._/-]*\d", re.IGNORECASE)
_OF_INVOICES = frozenset({"facture", "factures", "fact", "fac", "invoice"})
#: The ranks of the headings that say « invoice number » outright.
_OUTRIGHT = 2


def numbered(columns: Columns) -> tuple[Columns, tuple[Remark, ...]]:
    """The list with the surest column of numbers first, and a remark where another could be meant.

    A column of orders, or one that counts the rows, comes last whatever its heading; then « Pièce » and « Facture » win
    over « Référence »; among headings of one worth, the column that repeats its cells comes after.
    """
    columns = _with_link(columns)
    numbers = columns.all("number")
    if len(numbers) < 2 or columns.header is None:  # noqa: PLR2004 - one column leaves no choice
        return columns, ()
    ordered = tuple(sorted(numbers, key=lambda at: _doubt(columns, at)))
    taken = replace(columns, roles={**columns.roles, "number": ordered})
    chosen = ordered[0]
    others = [at for at in ordered[1:] if _could_be(columns, at, chosen)]
    if _is_outright(columns, chosen) or not others:
        return taken, ()
    figures = {"taken": columns.columns[chosen].heading, "other": columns.columns[others[0]].heading}
    return taken, (Remark("number-column", Place(columns.grid.file, sheet=columns.grid.sheet), figures),)


def _with_link(columns: Columns) -> Columns:
    """The list with a column that tells which invoice a payment or a credit note is about, and numbers no row itself.

    « Facture », « Réf. facture » beside « N° » is one where, on those rows and on no other, it says another number.
    """
    numbers = columns.all("number")
    if columns.has("corrects") or columns.header is None:
        return columns
    for at in numbers:
        if not _OF_INVOICES & set(heading_words(columns.columns[at].heading).split()):
            continue
        if any(_is_link(columns, at, own) for own in numbers if own != at):
            left = tuple(each for each in numbers if each != at)
            return replace(columns, roles={**columns.roles, "number": left, "corrects": (at,)})
    return columns


def _is_link(columns: Columns, at: int, own: int) -> bool:
    """Whether a column names, on the rows of payments and credit notes alone, another number than the row's own."""
    pairs = [(row, row.text(at), row.text(own)) for row in columns.looked_at]
    other = [row for row, named, number in pairs if named not in ("", number)]
    kinds = [row.text(columns.at("kind")) for row in other]
    return (
        bool(other)
        and all(row.text(own) for row in other)
        and all(is_payment(each) or is_credit(each) for each in kinds)
    )


def _doubt(columns: Columns, at: int) -> tuple[bool, bool, bool]:
    """How little a column is the invoices' number; what is alike keeps its order."""
    column, cells = columns.columns[at], _cells(columns, at)
    orders = column.mostly(sum(bool(_ORDER.match(cell)) for cell in cells))
    outright = _is_outright(columns, at)
    named = outright or nature_count((column.heading,), "numbers") > 0
    return (orders and not outright) or counts_rows(cells), not named, len(set(cells)) < len(cells)


def _is_outright(columns: Columns, at: int) -> bool:
    return roles_of(columns.columns[at].heading).get("number", _OUTRIGHT + 1) <= _OUTRIGHT


def _could_be(columns: Columns, at: int, chosen: int) -> bool:
    """Whether a column says other numbers than the chosen one, and does not only count the rows."""
    cells = _cells(columns, at)
    return bool(cells) and not counts_rows(cells) and cells != _cells(columns, chosen)


def _cells(columns: Columns, at: int) -> list[str]:
    """The texts of a column, as far down as its kind is looked for."""
    return [text for row in columns.looked_at if (text := row.text(at))]
