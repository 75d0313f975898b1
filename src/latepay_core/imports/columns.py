"""The columns of a list: where its headings stand, what each column holds, and which role it has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from latepay_core.claim.typed.terms import term_typed
from latepay_core.imports.cells import (
    Style,
    looks_like_day,
    looks_like_number_of_day,
    looks_like_sum,
    style_of,
)
from latepay_core.imports.grid import Cell, CellFault, Grid, Row
from latepay_core.imports.headings import BY_WORDS, known_headings, nature_count, plain_heading, roles_of
from latepay_core.imports.limits import HEADINGS_WITHIN

DAYS = ("issued", "received", "due", "paid_on", "operation_date", "cancelled_on")
SUMS = ("amount", "amount_net", "vat", "open", "paid_amount", "refunded", "debit", "credit", "operation_amount")
#: Roles that several columns may share, the surest first.
SHARED = ("number", "status", "customer", "label", "reference", "paid_amount", "paid_on")
#: Of which the user may name several, one for each payment.
_PAIRED = ("paid_amount", "paid_on")
_LOOKED_AT = 500
#: What programs write for a column without a heading.
_UNNAMED = re.compile(r"Unnamed: ?\d+(_level_\d+)?|__index_level_\d+__|None|Column ?\d+|Colonne ?\d+")
_MOSTLY = 0.6
_FEWEST, _LETTERS = 2, 3


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: how many cells, and how many of them read as a day, a number of a day, a sum, a term."""

    at: int
    heading: str
    filled: int
    days: int
    serials: int
    sums: int
    terms: int
    cents: int
    names: int
    lettered: int
    distinct: int
    faults: int = 0
    figures: int = 0
    #: How many say 0 or 1: yes or no, where nothing else is said.
    flags: int = 0

    def mostly(self, count: int) -> bool:
        """Whether so many cells are most of the column."""
        return self.filled > 0 and count >= _MOSTLY * self.filled

    def may_be(self, role: str) -> bool:
        """Whether what the column holds fits a role; an empty column fits any."""
        if not self.filled:
            return True
        days = self.days + self.serials
        fits = {
            "due": self.mostly(days + self.terms),
            "term": not self.mostly(self.sums) or not self.mostly(self.cents),
            "number": not self.mostly(self.days) and not self.mostly(self.cents),
            "customer": self.mostly(self.names),
            "payer": self.mostly(self.names),
            "corrects": self.mostly(self.figures) and not self.mostly(self.days + self.cents),
            "status": not self.mostly(self.days + self.cents),
        }
        if role in DAYS:
            return fits.get(role, self.mostly(days))
        if role in SUMS:
            return self.mostly(self.sums + self.faults) and not self.mostly(self.days) and not self._answers(role)
        return fits.get(role, True)

    def contradicts(self, role: str) -> bool:
        """Whether what the column holds is of another kind than its heading says."""
        if role in SUMS:
            return self.mostly(self.days) or not self.sums or self._answers(role)
        if role in DAYS:
            return self.mostly(self.cents) or not self.days + self.serials
        return role != "customer" or not self.mostly(self.lettered) or self.mostly(self.days)

    def _answers(self, role: str) -> bool:
        """Whether a column of what was paid says yes or no, by 1 and 0, and no sum."""
        return role == "paid_amount" and 0 < self.filled == self.flags


@dataclass(frozen=True)
class Columns:
    """The roles of a list's columns. `body` holds the rows below the headings, or all where there are none."""

    grid: Grid
    body: tuple[Row, ...]
    columns: tuple[Column, ...]
    roles: Mapping[str, tuple[int, ...]]
    header: int | None = None
    style: Style = field(default_factory=Style)
    #: Some days could be read in both orders, and nothing in the list tells which is meant.
    days_both_ways: bool = False

    def at(self, role: str) -> int | None:
        """The column of a role, the surest one."""
        found = self.roles.get(role)
        return found[0] if found else None

    def all(self, role: str) -> tuple[int, ...]:
        """All columns of a role."""
        return self.roles.get(role, ())

    def has(self, *roles: str) -> bool:
        """Whether each of the roles has a column."""
        return all(role in self.roles for role in roles)

    def heading(self, role: str) -> str:
        """What stands above the column of a role."""
        at = self.at(role)
        return "" if at is None else self.columns[at].heading

    @cached_property
    def repeated_paid(self) -> frozenset[int]:
        """The columns that say the same sums as the first one of what was paid."""
        first = self.at("paid_amount")
        found = set()
        for at in self.all("paid_amount")[1:]:
            pairs = [(row.at(first), row.at(at)) for row in self.body[:_LOOKED_AT]]
            both = [one == other for one, other in pairs if one is not None and other is not None]
            if both and all(both):
                found.add(at)
        return frozenset(found)

    @property
    def looked_at(self) -> tuple[Row, ...]:
        """The rows from which it is told what the columns hold."""
        return self.body[:_LOOKED_AT]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """All headings, empty ones included."""
        return tuple(column.heading for column in self.columns)

    def marks(self, nature: str) -> int:
        """How many marks of a nature of list the headings bear."""
        return nature_count(self.headings, nature)


def header_row(grid: Grid) -> int | None:
    """Where the headings stand: the row, among the first ones, with the most of them; None where there is none."""
    best, found = 1, None
    for at, row in enumerate(grid.rows[:HEADINGS_WITHIN]):
        cells = tuple(cell if isinstance(cell, str) else "" for cell in row.cells)
        count = known_headings(cells)
        if count > best:
            best, found = count, at
    return found


def columns_of(
    grid: Grid, answered: Mapping[int, str] | None = None, month_first: bool | None = None, header: int | None = None
) -> Columns:
    """The columns of a list by its headings; where it has none, without roles.

    `answered` are the roles that the user gave, by column; `header` is the row of the headings where it is known.
    """
    header = header_row(grid) if header is None else header
    body = grid.rows if header is None else grid.rows[header + 1 :]
    width = max((len(row.cells) for row in grid.rows[:_LOOKED_AT]), default=0)
    titles = [""] * width if header is None else _titles(grid.rows[header], body, width)
    if header:
        titles = _over_two_rows(titles, grid.rows[header - 1], grid.rows[header], body)
    looked_at = body[:_LOOKED_AT]
    columns = tuple(_column(at, titles[at], [row.at(at) for row in looked_at]) for at in range(width))
    roles = (
        _corrected(_assigned(columns), columns, body)
        if answered is None
        else {role: (at,) for at, role in answered.items()}
    )
    return styled(Columns(grid, body, columns, roles, header), month_first)


def changed(columns: Columns, said: Mapping[int, str], month_first: bool | None = None) -> Columns:
    """The same with the roles that the user gave to some columns; an empty one leaves the column unread."""
    if not said:
        return columns
    roles = {role: left for role, ats in columns.roles.items() if (left := tuple(at for at in ats if at not in said))}
    for at, role in sorted(said.items(), reverse=True):
        if role and at < len(columns.columns):
            roles[role] = (at, *roles.get(role, ())) if role in _PAIRED else (at,)
    return styled(replace(columns, roles=roles), month_first)


def is_sure(heading: str) -> bool:
    """Whether a heading says one thing, by its whole wording."""
    roles = roles_of(heading)
    one_kind = len(roles) == 1 or roles.keys() <= set(SUMS) or roles.keys() <= set(DAYS)
    return bool(roles) and one_kind and min(roles.values()) < BY_WORDS


def styled(columns: Columns, month_first: bool | None = None) -> Columns:
    """The same, once it is seen how the list writes its days and sums."""
    days = [at for role in DAYS for at in columns.all(role)]
    sums = [at for role in SUMS for at in columns.all(role)]
    style, both_ways = style_of(
        [row.at(at) for row in columns.body for at in days],
        [row.at(at) for row in columns.body for at in sums],
        mac=columns.grid.mac,
    )
    if month_first is not None:
        style, both_ways = style._replace(month_first=month_first), False
    return replace(columns, style=style, days_both_ways=both_ways)


def _titles(header: Row, body: tuple[Row, ...], width: int) -> list[str]:
    """The heading of each column. A merged heading may stand beside the column that it is about."""
    counts = [sum(row.at(at) is not None for row in body[:_LOOKED_AT]) for at in range(width)]
    starts = [at for at in range(width) if isinstance(header.at(at), str)]
    titles = [""] * width
    for at, following in zip(starts, [*starts[1:], width], strict=True):
        fullest = max(range(at, following), key=lambda each: (counts[each], -each))
        titles[fullest] = header.text(at)
    return titles


def _over_two_rows(titles: list[str], above: Row, header: Row, body: tuple[Row, ...]) -> list[str]:
    """The headings, with those that stand in the row above only: « Client » merged over two rows, « N° » in the second.

    A title of the whole list says nothing of its column: what stands above must be the heading of something.
    """
    found = list(titles)
    for at, title in enumerate(titles):
        said = above.text(at)
        if not title and header.at(at) is None and roles_of(said) and any(row.at(at) for row in body[:_LOOKED_AT]):
            found[at] = said
    return found


def _column(at: int, heading: str, cells: list[Cell]) -> Column:
    filled = [cell for cell in cells if cell is not None]
    sums = [cell for cell in filled if looks_like_sum(cell)]
    return Column(
        at,
        heading,
        len(filled),
        days=sum(map(looks_like_day, filled)),
        serials=sum(map(looks_like_number_of_day, filled)),
        sums=len(sums),
        terms=sum(isinstance(cell, str) and term_typed(cell) is not None for cell in filled),
        cents=sum(_has_cents(cell) for cell in sums),
        names=sum(_is_name(cell) for cell in filled),
        lettered=sum(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in filled),
        distinct=len(set(map(str, filled))),
        faults=sum(isinstance(cell, CellFault) for cell in filled),
        flags=sum(str(cell) in ("0", "1") for cell in filled),
        figures=sum(any(map(str.isdigit, str(cell))) for cell in filled),
    )


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and sum(map(str.isalpha, cell)) >= _LETTERS and not looks_like_day(cell)


def _has_cents(cell: Cell) -> bool:
    said = str(cell).strip(" €").removesuffix("EUR").strip()
    return len(said) > _FEWEST and said[-3] in ",."


def _corrected(
    roles: dict[str, tuple[int, ...]], columns: tuple[Column, ...], body: tuple[Row, ...]
) -> dict[str, tuple[int, ...]]:
    """The roles, less what the whole list shows to be something else.

    A column that counts the rows numbers no invoice where another does; a total beside penalties is more than what is
    left of the invoices.
    """
    numbers = roles.get("number", ())
    if len(numbers) > 1 and counts_rows([row.text(numbers[0]) for row in body]):
        roles = {**roles, "number": (*numbers[1:], numbers[0])}
    roles = _of_an_invoice_list(roles, columns)
    headings = [plain_heading(column.heading) for column in columns]
    penalties = any(word in heading for heading in headings for word in ("interet", "penalite"))
    if penalties and any("total" in headings[at] for at in roles.get("open", ())):
        roles = {role: at for role, at in roles.items() if role != "open"}
    return roles


def _of_an_invoice_list(roles: dict[str, tuple[int, ...]], columns: tuple[Column, ...]) -> dict[str, tuple[int, ...]]:
    """The roles, with what some English headings mean in a list of invoices and not in a ledger or at a bank.

    « Deposit » is what was paid of the invoice, « Date received » the day of the sum received beside it, « Account »
    the customer where it holds names.
    """
    if "debit" in roles or not ("amount" in roles and roles.keys() & {"due", "term", "issued"}):
        return roles
    moved = (("credit", "paid_amount", "deposit"), ("received", "paid_on", ""), ("account", "customer", ""))
    for role, meant, word in moved:
        at = roles.get(role, (None,))[0]
        if at is None or meant in roles or not plain_heading(columns[at].heading).startswith(word):
            continue
        if role == "received" and not ("paid_amount" in roles and "paid_on" in roles_of(columns[at].heading)):
            continue
        if role == "account" and (columns[at].figures or not columns[at].may_be("customer")):
            continue
        roles = {name: ats for name, ats in roles.items() if name != role} | {meant: (at,)}
    return roles


def untitled_sums(columns: Columns) -> list[int]:
    """The columns without a heading, read as nothing, that hold amounts; one that counts the rows holds none."""
    read = {at for ats in columns.roles.values() for at in ats}
    return [
        each.at
        for each in columns.columns
        if (not each.heading or _UNNAMED.fullmatch(each.heading))
        and each.at not in read
        and each.mostly(each.sums)
        and not each.mostly(each.days)
        # whole numbers one after another are the rows' own
        and not _follow_each_other([row.text(each.at) for row in columns.body])
    ]


def _follow_each_other(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    if not all(map(str.isdecimal, filled)):
        return False
    return [int(each) for each in filled] == list(range(int(filled[0]), int(filled[0]) + len(filled)))


def counts_rows(cells: list[str]) -> bool:
    """Whether cells are 1, 2, 3… down the list."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and filled == [str(at) for at in range(1, len(filled) + 1)]


def _assigned(columns: tuple[Column, ...]) -> dict[str, tuple[int, ...]]:
    """Each column in the role that its heading says surest, as far as its content allows."""
    wanted = sorted(
        (rank, column.filled == 0, column.at, role)
        for column in columns
        for role, rank in roles_of(column.heading).items()
        if column.may_be(role) or (is_sure(column.heading) and not column.contradicts(role))
    )
    roles: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for _, _, at, role in wanted:
        if at in taken and role not in {"payer", "reference", "operation_date", "operation_amount"}:
            continue
        if role in roles and role not in SHARED:
            continue
        roles[role] = (*roles.get(role, ()), at)
        if role not in {"payer", "reference", "operation_date", "operation_amount"}:
            taken.add(at)
    return roles
