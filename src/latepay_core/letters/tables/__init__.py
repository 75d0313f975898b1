"""What `<insert name=…>` may name in a template: the tables of a letter, and a letter's own, which its folder holds."""

from collections.abc import Callable, Iterable, Mapping

from latepay_core.documents.document import Block, Ruled
from latepay_core.documents.reading import Attributes, Insert
from latepay_core.letters.context import Context
from latepay_core.letters.folders import module_for
from latepay_core.letters.tables.invoices import invoices
from latepay_core.letters.tables.payment import pay
from latepay_core.letters.tables.received import received
from latepay_core.letters.tables.schedule import schedule
from latepay_core.letters.tables.totals import parties, sums, total

Made = Callable[[Context, Attributes], Iterable[Block]]


def _ruled(context: Context, given: Attributes) -> Iterable[Block]:
    return [Ruled(int(given.get("lines", "3")))]


_SHARED: Mapping[str, Made] = {
    "invoices": invoices,
    "schedule": schedule,
    "received": received,
    "sums": sums,
    "total": total,
    "parties": parties,
    "pay": pay,
    "ruled": _ruled,
}


def inserts(context: Context) -> dict[str, Insert]:
    """What the template of a letter may insert, by name."""
    own = module_for(context.entry.kind, "tables")
    return {name: _bound(context, made) for name, made in {**_SHARED, **(own.INSERTS if own else {})}.items()}


def _bound(context: Context, made: Made) -> Insert:
    return lambda given: made(context, given)
