"""The form as it was typed: its fields, what was read from them, and what stands beside each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from calculator.app.addressing import Reader
from calculator.app.wording import say, shown, told
from latepay_core.claim import Refusal
from latepay_core.claim.typed import read_date

if TYPE_CHECKING:
    from calculator.app.answers import Mark as MarkSaid

#: Choices that stand in a row from the start, and what a file held besides, do not make it a filled one.
_DEFAULTS = ("due_mode", "rate-basis", "term-from", "term-unit", "term-end_of_month", "kept")
#: Choices in which a blank is an answer, because a new row stands at another one: « Fin de mois : non ».
BLANKS_THAT_TELL = frozenset({"term-end_of_month"})
_ROW = re.compile(r"invoices-(\d+)-(?:(payments|credit_notes)-(\d+)-)?[a-z_-]+")
#: Rows that belong to the claim as a whole.
_OWN_ROW = re.compile(r"(payments|events|credit_notes)-(\d+)-[a-z_]+")


def said(fields: Mapping[str, str]) -> dict[str, str]:
    """The entries that say something: those that are not empty, and the blanks that are an answer.

    >>> said({"invoices-0-amount": "5", "invoices-0-number": "", "invoices-0-term-end_of_month": ""})
    {'invoices-0-amount': '5', 'invoices-0-term-end_of_month': ''}
    """
    return {name: value for name, value in fields.items() if value or name.endswith(tuple(BLANKS_THAT_TELL))}


def with_blanks(fields: Mapping[str, str]) -> dict[str, str]:
    """The entries of a file that left out every blank: a term that says nothing of the month's end is not a new row's.

    >>> with_blanks({"invoices-0-due_mode": "term", "invoices-0-term-days": "30"})["invoices-0-term-end_of_month"]
    ''
    """
    ends = "term-end_of_month"
    rows = [
        name.removesuffix("due_mode")
        for name, value in fields.items()
        if name.endswith("-due_mode") and value == "term"
    ]
    return {**{row + ends: "" for row in rows}, **fields}


class _Place(NamedTuple):
    """Where a field of an invoice row stands: the row's number, and within it the kind and number of an inner row."""

    number: int
    kind: str
    row: int
    #: What is typed in it makes the row a filled one.
    counts: bool


@lru_cache(maxsize=65536)
def _place_of(name: str) -> _Place | None:
    match = _ROW.fullmatch(name) if name.startswith("invoices-") else None
    if match is None:
        return None
    return _Place(int(match[1]), match[2] or "", int(match[3] or 0), not name.endswith(_DEFAULTS))


@dataclass(slots=True)
class Mark:
    """What stands beside a field: an error, or what was understood. `missing` errors wait until they are asked for."""

    error: str = ""
    echo: str = ""
    warning: str = ""
    missing: bool = False
    #: For one that stays as it is, and is shared from one reading of the form to the next: what it is in JSON.
    fixed: "MarkSaid | None" = None

    def as_json(self) -> "MarkSaid":
        """Only what is set."""
        if self.fixed is not None:
            return self.fixed
        said: MarkSaid = {"error": self.error, "echo": self.echo, "warning": self.warning, "missing": self.missing}
        return {name: value for name, value in said.items() if value}  # type: ignore[return-value]

    def kept(self) -> "Mark":
        """The same, to be shared."""
        return Mark(self.error, self.echo, self.warning, self.missing, self.as_json())


@dataclass
class Form:
    """The fields as typed, the claim data read from them, and the marks beside the fields."""

    fields: Mapping[str, str]
    data: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    field_of_path: dict[str, str] = field(default_factory=dict)
    #: The invoice rows there are, and of those that hold something, the payments and credit notes that do.
    numbers: set[int] = field(default_factory=set)
    rows: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    #: The payments and events of the whole claim that hold something.
    own_rows: dict[str, set[int]] = field(default_factory=dict)
    #: The rows, by position, that a file had as instalments: of which of its invoices, and in which place.
    parts: dict[int, tuple[int, int]] = field(default_factory=dict)
    #: What stands beside the fields that this form was read without, because they are wrong and enter no sum.
    aside: dict[str, Mark] = field(default_factory=dict)

    #: The fields of each invoice row, by its number, and those of no invoice.
    entries: dict[int, dict[str, str]] = field(default_factory=dict)
    around: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.fields.items():
            if (place := _place_of(name)) is not None:
                self._note_invoice(name, value, place)
                continue
            self.around[name] = value
            if value.strip() and (match := _OWN_ROW.fullmatch(name)):
                self.own_rows.setdefault(match[1], set()).add(int(match[2]))

    def _note_invoice(self, name: str, value: str, place: "_Place") -> None:
        self.numbers.add(place.number)
        self.entries.setdefault(place.number, {})[name] = value
        if place.counts and value.strip():
            inside = self.rows.setdefault(place.number, {})
            if place.kind:
                inside.setdefault(place.kind, set()).add(place.row)

    def typed(self, name: str) -> str:
        """What stands in a field, without spaces around it."""
        return self.fields.get(name, "").strip()

    @cached_property
    def near(self) -> date | None:
        """The day the statement stops at, near which a date without its year lies."""
        return read_date(self.typed("as_of"))

    @property
    def reader(self) -> Reader:
        """To whom the form speaks."""
        return Reader(self.typed("side") == "debtor", self.typed("creditor-kind") == "individual")

    def mark(self, name: str) -> Mark:
        """The mark beside a field, to be written on."""
        found = self.marks.get(name)
        if found is None or found.fixed is not None:
            found = self.marks[name] = Mark() if found is None else replace(found, fixed=None)
        return found

    def fault(self, name: str, key: str, /, **figures: object) -> None:
        """Marks a field as wrong."""
        self.mark(name).error = told(self.reader, f"field.{key}", **figures)

    def miss(self, name: str, key: str) -> None:
        """Marks a field as empty though it is needed."""
        mark = self.mark(name)
        mark.error, mark.missing = told(self.reader, f"field.missing-{key}"), True

    def refused(self, refusals: tuple[Refusal, ...]) -> list[str]:
        """Puts the core's refusals beside the fields they are about; returns those that no field answers for."""
        general = []
        for refusal in refusals:
            name = self._field_for(refusal.path)
            if name is None:
                general.append(shown(refusal.message))
            elif not self.mark(name).error:
                # the choices are in sight under their French names: the codes of a file say nothing here
                told_here = (
                    say("field.not-a-choice")
                    if refusal.code in ("not-a-choice", "choice-missing")
                    else shown(refusal.message)
                )
                self.mark(name).error = told_here
        return general

    def _field_for(self, path: str) -> str | None:
        while path:
            if path in self.field_of_path:
                return self.field_of_path[path]
            inside = [name for known, name in self.field_of_path.items() if known.startswith((path + ".", path + "["))]
            if inside:
                return inside[0]
            path = re.sub(r"(\.[a-z_]+|\[\d+\]|^[a-z_]+)$", "", path)
        return None

    @property
    def faulty(self) -> bool:
        """Whether any field is wrong or missing."""
        return any(mark.error for mark in self.marks.values())

    @property
    def only_incomplete(self) -> bool:
        """Whether everything typed is right and something is still missing."""
        return all(mark.missing for mark in self.marks.values() if mark.error)
