"""What the columns of a list stand for: their names in docs/format, or what `latepay import` reads under a heading."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from latepay_core.imports.columns import Columns, columns_of
from latepay_core.imports.grid import Grid, Row
from latepay_core.imports.headings import roles_of
from latepay_core.imports.numbering import numbered
from latepay_core.ledger.schema import INPUT

#: What a heading that is no name of `INPUT` may stand for.
_ROLES = {
    "number": "number",
    "customer": "customer",
    "issued": "issued_on",
    "received": "received_on",
    "due": "due_on",
    "term": "term",
    "amount": "amount",
    "paid_on": "paid_on",
    "paid_amount": "paid_amount",
    "kind": "kind",
    "corrects": "corrects",
    "currency": "currency",
    "open": "open",
    "status": "status",
}
#: Columns that files have and `INPUT` has not: they make others.
MADE_OF = ("term", "paid_on", "paid_amount", "kind", "corrects", "currency", "open", "status")
#: Those that tell what a row is, and not what is in it.
OF_THE_ROW = ("kind", "corrects", "currency", "open", "status")
#: The amount in two columns, to be added up.
NET_AND_VAT = ("amount_net", "vat")
#: Without these no row is reckoned: their heading is enough, whatever stands below it.
_BY_HEADING = frozenset({"number", "customer", "issued_on", "due_on", "term", "amount", "currency"})


class Understood(NamedTuple):
    """By heading, the column that it stands for; the headings that stand for none; the columns as an import sees them.

    `pairs` are the further payments of a row, the heading of each sum and of its day (None where no column has it).
    """

    columns: dict[str, str]
    unread: list[str]
    seen: Columns
    pairs: tuple[tuple[str, str | None], ...] = ()
    states: tuple[str, ...] = ()
    #: The heading of the customers' company numbers.
    siren: str = ""


def understood(headings: Sequence[str], body: Sequence[Row] = ()) -> Understood:
    """What headings stand for, over the first rows of their list.

    >>> found = understood(["N° facture", "Échéance", "Montant TTC", "Commercial"])
    >>> found.columns, found.unread
    ({'N° facture': 'number', 'Échéance': 'due_on', 'Montant TTC': 'amount'}, ['Commercial'])
    """
    grid = Grid("", (Row(0, tuple(each or None for each in headings)), *body))
    seen, _ = numbered(columns_of(grid, header=0))
    found = {each: name for each in headings if (name := each.strip().lower()) in INPUT.names or name in MADE_OF}
    for role, name in _ROLES.items():
        at = next((at for at in seen.all(role) if headings[at] not in found), None)
        if at is not None and name not in found.values():
            found[headings[at]] = name
    for heading, name in _by_heading(headings):
        if heading not in found and name not in found.values():
            found[heading] = name
    if "amount" not in found.values() and seen.has(*NET_AND_VAT):
        found |= {headings[at]: name for name in NET_AND_VAT if (at := seen.at(name)) is not None}
    elif "amount" not in found.values():
        # a list of what is left alone: that is what is owed
        found = {each: "amount" if name == "open" else name for each, name in found.items()}
    pairs = tuple(_pairs(headings, seen, found))
    states = tuple(headings[at] for at in seen.all("status") if found.get(headings[at], "status") == "status")
    at = seen.at("siren")
    siren = "" if at is None or headings[at] in found else headings[at]
    read = {*found, siren, *states, *(each for pair in pairs for each in pair if each)}
    taken = {each: found[each] for each in headings if each in found}
    return Understood(
        taken, [each for each in headings if each not in read and each.strip()], seen, pairs, states, siren
    )


def _by_heading(headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What headings alone say of the columns that a row cannot go without, the surest first."""
    ranked = sorted(
        (rank, at, heading, _ROLES[role])
        for at, heading in enumerate(headings)
        for role, rank in roles_of(heading).items()
        if _ROLES.get(role) in _BY_HEADING
    )
    yield from ((heading, name) for _, _, heading, name in ranked)


def _pairs(headings: Sequence[str], seen: Columns, found: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """The columns of further payments, as `latepay import` pairs them."""
    sums, days = sorted(seen.all("paid_amount")), sorted(seen.all("paid_on"))
    paired = len(sums) == len(days)
    for at, of_sum in enumerate(sums):
        if headings[of_sum] in found:
            continue
        if paired:
            yield headings[of_sum], headings[days[at]]
        elif not seen.has("open") and of_sum not in seen.repeated_paid:
            yield headings[of_sum], None
