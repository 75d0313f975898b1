"""The sentences about files made by others."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from latepay_core.imports.grid import column_letter
from latepay_core.imports.model import Place, Question, Refused, Remark
from latepay_core.said import Cited
from latepay_core.wording import say as in_words
from latepay_core.wording import worded_in
from latepay_core.wording.french import amount, date_in_numbers, number_of

_MOST_ROWS = 6
_SUMS = ("amount",)


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "imports")


def refusal_in_words(refused: Refused) -> str:
    """Why a row or a file did not go in; where it stands is apart.

    >>> refusal_in_words(Refused("draft", Place("factures.csv", (6,))))
    'c’est un brouillon, pas encore une facture'
    """
    figures = {"given": "", "currency": ""} | figures_in_words(refused.figures)
    message = in_words(refused.because.message) if refused.because else say(f"refused.{refused.code}", **figures)
    named = refused.heading and not refused.heading.startswith("BT-")
    return say("refused.in-column", heading=refused.heading, message=message) if named else message


def figures_in_words(figures: Mapping[str, Cited]) -> dict[str, str]:
    """The figures of a refusal, with what they have to say in words."""
    return {name: in_words(value) for name, value in figures.items()}


def question_in_words(question: Question) -> str:
    """What is asked of the user."""
    figures = dict(question.figures)
    if question.about == "term" and figures.get("count") == 1 and figures.get("number"):
        return say("question.term-one", number=figures["number"])
    if question.about == "term":
        return say("question.term", count=number_of(int(figures["count"])))
    if question.about == "columns" and question.need:
        return say("question.columns")
    if question.about == "columns":
        return say("question.columns-shown", columns=" ; ".join(map(_column_in_words, figures["columns"])))
    return say(f"question.{question.about}", **figures)


def _column_in_words(column: dict[str, object]) -> str:
    samples = column["samples"]
    sample = samples[0] if isinstance(samples, list) and samples else ""
    role = say(f"role.{column['role']}") if column["role"] else "—"
    return say("question.column", letter=column_letter(int(str(column["at"]))), sample=sample, role=role)


def remark_in_words(remark: Remark) -> str:
    """What is to be known of something that went in."""
    figures = {name: _figure(name, value) for name, value in dict(remark.figures).items()}
    return say(f"remark.{remark.code}", **figures)


def _figure(name: str, value: str) -> str:
    if name == "day":
        return date_in_numbers(date.fromisoformat(value))
    return amount(Decimal(value)) if name in _SUMS else value


def place_in_words(place: Place) -> str:
    """Where something stands: the file, its sheet, the rows, the cell.

    >>> place_in_words(Place("suivi.xlsx", (21,), "Factures", "F21"))
    'suivi.xlsx, feuille «\\xa0Factures\\xa0», ligne 21, cellule F21'
    """
    parts = [say("place.file", file=place.file)] if place.file else []
    if place.sheet:
        parts.append(say("place.sheet", sheet=place.sheet))
    if place.rows:
        parts.append(_rows_in_words(place.rows))
    if place.cell:
        parts.append(say("place.cell", cell=place.cell))
    return ", ".join(parts)


def _rows_in_words(rows: tuple[int, ...]) -> str:
    if len(rows) == 1:
        return say("place.row", row=rows[0])
    if len(rows) > _MOST_ROWS or rows == tuple(range(rows[0], rows[-1] + 1)):
        return say("place.rows", first=rows[0], last=rows[-1])
    return say("place.lines", rows=", ".join(map(str, rows)))
