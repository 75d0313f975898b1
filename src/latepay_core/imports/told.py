"""What files made by others have to say: values, that the wording room puts into words where they are shown."""

from collections.abc import Mapping

from latepay_core.imports.grid import column_letter
from latepay_core.imports.model import Place, Question, Refused, Remark
from latepay_core.said import Cited, Said, Value, said

_MOST_ROWS = 6


def refusal_told(refused: Refused) -> Cited:
    """Why a row or a file did not go in; where it stands is apart.

    >>> refusal_told(Refused("draft", Place("factures.csv", (6,)))).key
    'imports/refused.draft'
    """
    message = refused.because.message if refused.because else _of(refused)
    named = refused.heading and not refused.heading.startswith("BT-")
    return said("imports/refused.in-column", heading=refused.heading, message=message) if named else message


def _of(refused: Refused) -> Said:
    return said(f"imports/refused.{refused.code}", **({"given": "", "currency": ""} | dict(refused.figures)))


def question_told(question: Question) -> Said:
    """What is asked of the user."""
    figures = question.figures
    if question.about == "term" and figures.get("count") == 1 and figures.get("number"):
        return said("imports/question.term-one", number=figures["number"])
    if question.about == "term":
        return said("imports/question.term", count=int(figures["count"]))
    if question.about == "columns" and question.need:
        return said("imports/question.columns")
    if question.about == "columns":
        return said("imports/question.columns-shown", columns=tuple(map(_column_told, figures["columns"])))
    return said(f"imports/question.{question.about}", **figures)


def _column_told(column: Mapping[str, object]) -> Said:
    samples = column["samples"]
    sample = str(samples[0]) if isinstance(samples, list) and samples else ""
    role: Cited = said(f"imports/role.{column['role']}") if column["role"] else "—"
    return said("imports/question.column", letter=column_letter(int(str(column["at"]))), sample=sample, role=role)


#: How credit notes that bear no number are told.
_UNNUMBERED = {
    "credit-note-linked": "credit-note-unnumbered",
    "credit-note-account": "credit-note-account-unnumbered",
}


def remark_told(remark: Remark) -> Said:
    """What is to be known of something that went in."""
    unnumbered = remark.code in _UNNUMBERED and not remark.figures["number"]
    return said(f"imports/remark.{_UNNUMBERED[remark.code] if unnumbered else remark.code}", **remark.figures)


def place_told(place: Place) -> Said:
    """Where something stands: the file, its sheet, the rows, the cell.

    >>> [each.key for each in dict(place_told(Place("suivi.xlsx", (21,), "Factures")).figures)["parts"]]
    ['imports/place.file', 'imports/place.sheet', 'imports/place.row']
    """
    parts = [said("imports/place.file", file=place.file)] if place.file else []
    if place.sheet:
        parts.append(said("imports/place.sheet", sheet=place.sheet))
    if place.rows:
        parts.append(_rows_told(place.rows))
    if place.cell:
        parts.append(said("imports/place.cell", cell=place.cell))
    return said("imports/place.in-turn", parts=tuple(parts))


def _rows_told(rows: tuple[int, ...]) -> Said:
    if len(rows) == 1:
        return said("imports/place.row", row=rows[0])
    if len(rows) > _MOST_ROWS or rows == tuple(range(rows[0], rows[-1] + 1)):
        return said("imports/place.rows", first=rows[0], last=rows[-1])
    several: Value = tuple(map(str, rows))
    return said("imports/place.lines", rows=several)
