"""The table of a letter's invoices: what is left of the principal, or all that makes what is owed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from latepay_core.documents.document import Block, Table
from latepay_core.documents.reading import Attributes
from latepay_core.letters.context import Context, InvoiceView
from latepay_core.letters.tables.cells import LEFT, RIGHT, cents, heading, shown


def invoices(context: Context, given: Attributes) -> Iterator[Block]:
    """One row an invoice. `columns`: `short`, what is left of the principal; `account`, all that makes what is owed.

    Each row adds up from left to right, whatever a payment settled; a column that is empty throughout is left out.
    """
    whole = given.get("columns", "short") == "account"
    columns = [
        each for each in _account_columns(context, whole=whole) if each.kept or any(map(each.value, context.invoices))
    ]
    named = list(_name_columns(context, whole=whole))
    rows = [
        (*(make(invoice) for _, make in named), *(shown(context, each.value(invoice)) for each in columns))
        for invoice in context.invoices
    ]
    totals = 0
    if context.many:
        sums = (shown(context, sum(map(each.value, context.invoices), Decimal(0))) for each in columns)
        rows.append((context.word("table.together"), *("" for _ in named[1:]), *sums))
        totals = 1
    keys = [*(key for key, _ in named), *(each.key for each in columns)]
    due = next(at for at, key in enumerate(keys) if key in _DUE)
    # a letter that says above its table what is owed, and when, does not say it twice
    told = given.get("caption") == "said" and not context.in_parts
    yield Table(
        caption=""
        if told
        else heading(
            context,
            "table.account-loan" if context.loan else "table.account-parts" if context.in_parts else "table.account",
            on=context.form("in_words", context.account_day),
        ),
        header=tuple(_head(context, key) for key in keys),
        rows=tuple(rows),
        align=(*(LEFT for _ in named), *(RIGHT for _ in columns)),
        totals=totals,
        due=due,
        aside=keys.index("of-principal") if "of-principal" in keys else None,
    )


#: The columns that the others add up to.
_DUE = ("due-total", "due-principal")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of sums: the key of its heading, what each invoice has there, whether it stands even when empty."""

    key: str
    value: Callable[[InvoiceView], Decimal]
    kept: bool = False


def _name_columns(context: Context, *, whole: bool) -> Iterator[tuple[str, Callable[[InvoiceView], str]]]:
    def day(value: object) -> str:
        return context.form("in_numbers", value) if value else context.blank

    yield "number-loan" if context.loan else "number", lambda each: each.number
    if context.case.rules.public_buyer and any(each.deposited_on for each in context.invoices):
        yield "deposited", lambda each: day(each.deposited_on)
    elif not whole and any(each.issued_on for each in context.invoices):
        yield "issued", lambda each: day(each.issued_on)
    yield "due", lambda each: day(each.due_on)


def _account_columns(context: Context, *, whole: bool) -> Iterator[_Column]:
    """amount − credit notes + interest + compensation − received = due, of which principal."""
    yield _Column("amount" if context.ttc else "amount-private", lambda each: each.amount, kept=True)
    yield _Column("credited", lambda each: each.credited)
    if not whole:
        key = "settled-principal" if context.imputed else "received"
        yield _Column(key, lambda each: each.amount - each.credited - each.principal)
        yield _Column("due-principal", lambda each: each.principal, kept=True)
        return
    # what lateness added, as the rounded sums of its row give it: where fractions of cents are kept, they differ by one
    yield _Column(
        f"accrued.{context.regime}",
        lambda each: cents(each.total) + each.settled + each.credited - each.amount - each.charged,
    )
    yield _Column("charged", lambda each: each.charged)
    yield _Column("received", lambda each: each.settled)
    yield _Column("due-total", lambda each: each.total, kept=True)
    # where nothing but principal is owed, of any invoice, the column would say the one before again
    if any(each.principal != each.total for each in context.invoices):
        yield _Column("of-principal", lambda each: each.principal)


def _head(context: Context, key: str) -> str:
    return heading(context, f"table.column.{key}", compensation=context.law["compensation"])
