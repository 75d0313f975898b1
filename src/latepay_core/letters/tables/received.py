"""The table of what came in, and what each payment settled."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from latepay_core.documents.document import Block, Paragraph, Run, Table
from latepay_core.documents.reading import Attributes
from latepay_core.letters.context import Context
from latepay_core.letters.tables.cells import LEFT, RIGHT, cents, heading, shown
from latepay_core.statement import Movement


def received(context: Context, given: Attributes) -> Iterator[Block]:
    """What came in, each payment with its parts and what they settled; each row adds up from left to right.

    Where a payment was for several invoices, its whole amount is said beside the part that an invoice had of it.
    """
    found = sorted(
        ((move, at) for at, each in enumerate(context.invoices) for move in each.movements if move.received),
        key=lambda pair: pair[0].on,
    )
    undated = [each for each in context.invoices if each.undated]
    if found:
        yield _table(context, found)
    for each in undated:
        figures = {"number": each.number, "amount": context.form("amount", each.undated)}
        whole = context.form("amount", each.amount) + context.ttc
        key = "received.undated-loan" if context.loan else "received.undated"
        yield Paragraph((Run(context.word(key, **figures, whole=whole)),), "note")


def _table(context: Context, found: Sequence[tuple[Movement, int]]) -> Table:
    """The payments of known days."""
    parts = [each for each in _RECEIVED if any(getattr(move, each[1]) for move, _ in found)]
    wholes = [context.whole_payment(at, move.on) for move, at in found]
    split = any(whole is not None for whole in wholes)
    rows: list[tuple[str, ...]] = []
    for (move, at), whole in zip(found, wholes, strict=True):
        named = (context.form("in_numbers", move.on), context.invoices[at].number)
        told = (context.word("table.part-of", amount=context.form("amount", whole)) if whole else "",)
        shares = (shown(context, _share(move, name)) for _, name in parts)
        rows.append((*named, *(told if split else ()), *shares, context.form("figure", move.received)))
    sums = (shown(context, sum((_share(move, name) for move, _ in found), Decimal(0))) for _, name in parts)
    total = context.form("figure", sum((move.received for move, _ in found), Decimal(0)))
    rows.append((context.word("table.together"), "", *(("",) if split else ()), *sums, total))
    keys = [key.format(regime=context.regime) for key, _ in parts]
    keys = [f"{'first' if at == 0 else 'then'}-{key}" for at, key in enumerate(keys)]
    names = ["paid-on", "number-loan" if context.loan else "settled", *(["payment"] if split else [])]
    return Table(
        caption=context.word("table.received"),
        header=tuple(heading(context, f"table.column.{key}") for key in (*names, *keys, "all-received")),
        rows=tuple(rows),
        align=(*(LEFT for _ in names), *(RIGHT for _ in keys), RIGHT),
        totals=1,
        due=len(names) + len(keys),
    )


def _share(move: Movement, name: str) -> Decimal:
    """What a payment settled, in whole cents: the principal is what the other parts leave of it."""
    if name != "to_principal":
        return cents(getattr(move, name))
    others = (cents(getattr(move, other)) for _, other in _RECEIVED if other != name)
    return move.received - sum(others, Decimal(0)) if move.to_principal else Decimal(0)


#: What a payment can settle: the key of its heading, the field of a movement.
_RECEIVED = (
    ("part-interest.{regime}", "to_interest"),
    ("part-principal", "to_principal"),
    ("part-compensation", "to_compensation"),
    ("part-left-over", "left_over"),
)
