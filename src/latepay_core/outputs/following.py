"""The formulas by which a workbook follows what its user changes: an amount, a payment, a credit note, a rate, a day.

Each is tried on the statement first: one that would not give the statement's own cents is left out, its cell holds the
figure, and the workbook says that it stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from latepay_core.days import DAY
from latepay_core.statement import InvoiceStatement, Movement, StatementLine

_NIL = Decimal(0)


@dataclass(frozen=True)
class Place:
    """Where an invoice stands: its row, those of its first line and its first movement; the sheets and their columns.

    `cell` gives the letter of a column by its key: `amount`, `compensation` and `due` of the invoices, `first`, `last`,
    `principal` and `rounded` of the lines, `on`, `received`, `noted`, `to-interest`, `to-principal`,
    `to-compensation` of the movements.
    """

    row: int
    line: int
    movement: int
    invoices: str
    lines: str
    movements: str
    cell: dict[str, str]


@dataclass
class Followed:
    """The formulas of an invoice, by the position of the line or the movement, and the key of the cell's column.

    `days`: between which days a movement may be moved so that all still follows; `most`: what a credit note comes to at
    the most, for what it has beyond the principal goes to other invoices.
    """

    of_lines: dict[tuple[int, str], str] = field(default_factory=dict)
    of_movements: dict[tuple[int, str], str] = field(default_factory=dict)
    days: dict[int, tuple[date, date]] = field(default_factory=dict)
    most: dict[int, str] = field(default_factory=dict)


def followed(invoice: InvoiceStatement, place: Place, order: Literal["interest-first", "principal-first"]) -> Followed:
    """The formulas of an invoice whose payments settle first what `order` says."""
    found = Followed()
    if any(before.on >= after.on for before, after in zip(invoice.movements, invoice.movements[1:], strict=False)):
        return found
    if _Split(invoice, order).agrees():
        for at in range(len(invoice.movements)):
            _movement(found, invoice, place, order, at)
    for at, line in enumerate(invoice.lines):
        if formula := _bearing(invoice, place, at, line):
            found.of_lines[at, "principal"] = formula
    for at in range(len(invoice.movements)):
        _days(found, invoice, place, at)
    return found


# ---------------------------------------------------------------- what a payment settles


@dataclass(frozen=True)
class _Split:
    """The split of every movement by the rule of the formulas, beside the statement's."""

    invoice: InvoiceStatement
    order: Literal["interest-first", "principal-first"]

    def agrees(self) -> bool:
        """Whether the rule gives the statement's cents throughout."""
        principal, to_interest, to_compensation = self.invoice.amount, _NIL, _NIL
        for move in self.invoice.movements:
            lowered = min(move.credited, principal)
            interest = sum((line.interest for line in self.invoice.lines[: _until(self.invoice, move)]), _NIL)
            owed = interest - to_interest
            free = principal - lowered
            if self.order == "interest-first":
                of_interest = min(move.received, owed)
                of_principal = min(move.received - of_interest, free)
            else:
                of_principal = min(move.received, free)
                of_interest = min(move.received - of_principal, owed)
            late = self.invoice.compensation if move.on > self.invoice.due_on else _NIL
            of_compensation = min(move.received - of_interest - of_principal, late - to_compensation)
            split = (of_interest, lowered + of_principal, of_compensation)
            if split != (move.to_interest, move.to_principal, move.to_compensation):
                return False
            principal -= lowered + of_principal
            to_interest += of_interest
            to_compensation += of_compensation
        return True


def _until(invoice: InvoiceStatement, move: Movement) -> int:
    """How many lines were reckoned when something came in: they end on its day at the latest."""
    return sum(line.to <= move.on for line in invoice.lines)


def _movement(
    found: Followed,
    invoice: InvoiceStatement,
    place: Place,
    order: Literal["interest-first", "principal-first"],
    at: int,
) -> None:
    move, row = invoice.movements[at], place.movement + at
    of = {
        key: f"{place.cell[key]}{row}"
        for key in ("received", "noted", "to-interest", "to-principal", "to-compensation")
    }

    def before(key: str) -> str:
        letter = place.cell[key]
        return f"-SUM({letter}{place.movement}:{letter}{row - 1})" if at else ""

    principal = f"('{place.invoices}'!{place.cell['amount']}{place.row}{before('to-principal')})"
    found.most[at] = f"=ROUND({principal},2)"
    lines, rounded = _until(invoice, move), place.cell["rounded"]
    accrued = f"SUM('{place.lines}'!{rounded}{place.line}:{rounded}{place.line + lines - 1})" if lines else "0"
    interest = f"({accrued}{before('to-interest')})"
    lowered = f"MIN({of['noted']},{principal})"
    if order == "interest-first":
        to_interest = f"MIN({of['received']},{interest})"
        to_principal = f"{lowered}+MIN({of['received']}-{of['to-interest']},{principal}-{lowered})"
    else:
        to_principal = f"{lowered}+MIN({of['received']},{principal}-{lowered})"
        to_interest = f"MIN({of['received']}-({of['to-principal']}-{lowered}),{interest})"
    rest = f"{of['received']}-{of['to-interest']}-({of['to-principal']}-{lowered})"
    late = move.on > invoice.due_on
    compensation = (
        f"'{place.invoices}'!{place.cell['compensation']}{place.row}{before('to-compensation')}" if late else "0"
    )
    formulas = {
        "to-interest": to_interest,
        "to-principal": to_principal,
        "to-compensation": f"MIN({rest},{compensation})",
        "left-over": f"{rest}-{of['to-compensation']}",
        "credited-left-over": f"{of['noted']}-{lowered}",
    }
    for key, formula in formulas.items():
        found.of_movements[at, key] = f"=ROUND({formula},2)"


# ---------------------------------------------------------------- what bears interest


def _bearing(invoice: InvoiceStatement, place: Place, at: int, line: StatementLine) -> str:
    """What the interest of a line is reckoned on; empty where no formula of ours gives it."""
    return _capitalised(invoice, place, at, line) if line.capitalised else _principal(invoice, place, line)


def _principal(invoice: InvoiceStatement, place: Place, line: StatementLine) -> str:
    """The amount less what was settled of it before the line's first day."""
    settled = _before(invoice.movements, line.first)
    if invoice.amount - sum((each.to_principal for each in settled), _NIL) != line.principal:
        return ""
    amount = f"'{place.invoices}'!{place.cell['amount']}{place.row}"
    return f"=ROUND({amount}{_less(place, 'to-principal', 0, len(settled))},2)"


def _capitalised(invoice: InvoiceStatement, place: Place, at: int, line: StatementLine) -> str:
    """The interest capitalised, less what was settled since; or all the interest due, on the day that it is."""
    letter, rounded = place.cell["principal"], place.cell["rounded"]
    moves = _before(invoice.movements, line.first)
    earlier = next((each for each in range(at - 1, -1, -1) if invoice.lines[each].capitalised), None)
    if earlier is not None:
        known = len(_before(invoice.movements, invoice.lines[earlier].first))
        since = sum((each.to_interest for each in moves[known:]), _NIL)
        if max(_NIL, invoice.lines[earlier].principal - since) == line.principal:
            less = _less(place, "to-interest", known, len(moves))
            return f"=ROUND(MAX(0,{letter}{place.line + earlier}{less}),2)"
    lines = sum(each.to < line.first for each in invoice.lines)
    accrued = sum((each.interest for each in invoice.lines[:lines]), _NIL)
    if not lines or accrued - sum((each.to_interest for each in moves), _NIL) != line.principal:
        return ""
    whole = f"SUM({rounded}{place.line}:{rounded}{place.line + lines - 1})"
    return f"=ROUND({whole}{_less(place, 'to-interest', 0, len(moves))},2)"


def _before(moves: Sequence[Movement], day: date) -> list[Movement]:
    """What came in on a day counts from the next one on."""
    return [each for each in moves if each.on < day]


def _less(place: Place, key: str, first: int, end: int) -> str:
    if first >= end:
        return ""
    letter = place.cell[key]
    return f"-SUM('{place.movements}'!{letter}{place.movement + first}:{letter}{place.movement + end - 1})"


# ---------------------------------------------------------------- the day of a payment


def _days(found: Followed, invoice: InvoiceStatement, place: Place, at: int) -> None:
    """Ends and begins the lines on the movement's own day, where nothing but the movement parts them."""
    move = invoice.movements[at]
    before = [number for number, line in enumerate(invoice.lines) if line.to == move.on]
    after = [number for number, line in enumerate(invoice.lines) if line.first == move.on + DAY]
    ended = [invoice.lines[number] for number in before]
    begun = [invoice.lines[number] for number in after]
    if not ended or not begun or {_rule(line) for line in ended} != {_rule(line) for line in begun}:
        return
    if any(line.capitalised for line in (*ended, *begun)):
        return  # a year of interest may be due on another day then
    day = f"'{place.movements}'!{place.cell['on']}{place.movement + at}"
    found.of_lines |= {(number, "last"): f"={day}" for number in before}
    found.of_lines |= {(number, "first"): f"={day}+1" for number in after}
    found.days[at] = (max(line.first for line in ended), min(line.to for line in begun) - DAY)


def _rule(line: StatementLine) -> tuple[Decimal, int, bool]:
    """What a line shares with the next one where a payment alone parts them."""
    return line.annual_rate_percent, line.first.year * 2 + (line.first.month > 6), line.capitalised  # noqa: PLR2004
