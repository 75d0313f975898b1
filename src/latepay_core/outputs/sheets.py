"""The sheets of a workbook: what a cell holds, how it looks and what may be typed into it, rows under their titles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from latepay_core.documents.cleaning import on_one_line
from latepay_core.outputs.words import figure, say
from latepay_core.said import Language, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Kind = Literal["text", "whole", "date", "money", "rate", "exact"]
#: `open`: a figure that may be changed, and all follows; `fixed`: one that no change of another figure reaches.
Tone = Literal["", "open", "fixed"]
_WIDTHS: dict[Kind, int] = {"text": 20, "whole": 7, "date": 11, "money": 13, "rate": 10, "exact": 14}
_FORMATS: dict[Kind, str] = {
    "text": "@",
    "whole": "#,##0",
    "date": "dd/mm/yyyy",
    "money": '#,##0.00\\ "€"',
    "rate": "0.00##",
    "exact": "#,##0.000000",
}
_ENGLISH_MONEY = '"€"#,##0.00'
LINE_HEIGHT = 15
_TONES: dict[Tone, dict[str, Any]] = {
    "": {},
    "open": {"font_color": "#1A4E9C"},
    "fixed": {"font_color": "#5F6368", "italic": True},
}


class Column(NamedTuple):
    """A column of a sheet: its key, what its cells hold, its width where the usual one does not do.

    The key is that of its title, unless a `title` is given.
    """

    key: str
    kind: Kind
    width: int | None = None
    title: str = ""


class Cell(NamedTuple):
    """A formula and its value, which programs that do not calculate show."""

    formula: str
    value: Decimal | int | date


class Figure(NamedTuple):
    """A figure that was typed, and whether it may be changed: a day between two others, a sum up to another."""

    value: Decimal | date
    tone: Tone
    between: tuple[date, date] | None = None
    most: str = ""


def letter_of(columns: Sequence[Column], key: str) -> str:
    """The letter of a column: no sheet here has more than 26.

    >>> letter_of([Column("rank", "whole"), Column("amount", "money")], "amount")
    'B'
    """
    return chr(ord("A") + [each.key for each in columns].index(key))


class Sheets:
    """Writes cells and tables into a workbook, in a language."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self.book, self.language = book, language
        self.formats: dict[tuple[str, bool, bool, Tone], Format] = {}

    def _say(self, key: str, /, **figures: Value) -> str:
        return say(key, self.language, **figures)

    def _print(self, value: Value, form: str) -> str:
        return figure(value, form, self.language)

    def _format(
        self, kind: Kind | Literal["title", "note"], *, head: bool = False, strong: bool = False, tone: Tone = ""
    ) -> Format:
        """The look of a cell; the head of a column stands as its cells do."""
        known = (kind, head, strong, tone)
        if known not in self.formats:
            shape: dict[str, Any] = {"valign": "top", "bold": head or strong or kind == "title"}
            shape |= {"text_wrap": head or kind in ("note", "text")}
            if kind == "title":
                shape["font_size"] = 14
            elif kind == "text" or kind == "note":  # noqa: PLR1714 - spelt out for the type checker
                shape |= {"num_format": self._written("text"), "align": "left", "indent": int(kind == "text")}
            else:
                shape |= {"num_format": self._written(kind), "align": "center" if kind == "whole" else "right"}
            if head:
                shape |= {"bottom": 1, "bg_color": "#E9EEF2"}
            if strong:
                shape["top"] = 1
            shape |= _TONES[tone]
            self.formats[known] = self.book.add_format(shape)
        return self.formats[known]

    def _written(self, kind: Kind) -> str:
        """How a number is written: the sign of the euro stands where the language puts it."""
        return _ENGLISH_MONEY if kind == "money" and self.language == "en" else _FORMATS[kind]

    def _table(self, sheet: Worksheet, columns: Sequence[Column], rows: list[list[Any]]) -> None:
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width or _WIDTHS[column.kind])
            title = self._say(f"sheet.column.{column.title or column.key}")
            sheet.write_string(0, at, title, self._format(column.kind, head=True))
        sheet.set_row(0, 2 * LINE_HEIGHT)
        for down, row in enumerate(rows, 1):
            sheet.set_row(down, self._height(columns, row))
            for at, (column, value) in enumerate(zip(columns, row, strict=True)):
                self._put(sheet, down, at, column.kind, value)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def _height(self, columns: Sequence[Column], row: list[Any]) -> int:
        """The height of a row whose texts are folded in their columns."""
        texts = [
            lines_in(on_one_line(str(value)), column.width or _WIDTHS["text"])
            for column, value in zip(columns, row, strict=True)
            if column.kind == "text"
        ]
        return LINE_HEIGHT * max(texts)

    def _put(self, sheet: Worksheet, down: int, at: int, kind: Kind, value: Any, *, strong: bool = False) -> None:
        # A cell of this format is a double and nothing else. Fifteen digits hold the largest amount of a claim, cents
        # included, as it is written; no figure is reckoned from it here.
        if isinstance(value, Figure):
            shape = self._format(kind, strong=strong, tone=value.tone)
            if value.between:
                self._between(sheet, down, at, value.between)
            if value.most and value.tone == "open":
                self._at_most(sheet, down, at, value.most)
            value = value.value
        else:
            shape = self._format(kind, strong=strong)
        if value is None or value == "":
            sheet.write_blank(down, at, None, shape)
        elif isinstance(value, Cell):
            known = value.value
            sheet.write_formula(
                down, at, value.formula, shape, _serial(known) if isinstance(known, date) else float(known)
            )
        elif kind == "text":
            sheet.write_string(down, at, on_one_line(str(value)), shape)
        elif kind == "date":
            sheet.write_datetime(down, at, datetime.combine(value, time()), shape)
        else:
            sheet.write_number(down, at, float(value), shape)

    def _between(self, sheet: Worksheet, down: int, at: int, days: tuple[date, date]) -> None:
        """Refuses a day that would put a payment into another period than its own."""
        first, last = (datetime.combine(each, time()) for each in days)
        told_ = {"first": self._print(days[0], "day"), "last": self._print(days[1], "day")}
        rule = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
        sheet.data_validation(
            down,
            at,
            down,
            at,
            rule | {"error_title": self._say("sheet.day"), "error_message": self._say("sheet.day-within", **told_)},
        )

    def _at_most(self, sheet: Worksheet, down: int, at: int, most: str) -> None:
        """Refuses a credit note that goes beyond its invoice: the rest of it would lower another one."""
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
        words = {"error_title": self._say("sheet.note"), "error_message": self._say("sheet.note-within")}
        sheet.data_validation(down, at, down, at, rule | words)


def _serial(day: date) -> int:
    """A day as a sheet counts it."""
    return (day - date(1899, 12, 30)).days


def lines_in(text: str, width: int) -> int:
    """How many lines a text takes in a column, a little generously: the fonts of programs differ."""
    return sum(max(1, ceil(len(part) / (width * 0.92))) for part in text.split("\n"))
