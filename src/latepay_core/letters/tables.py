"""The tables of a letter: its invoices, and the statement annexed to it line by line."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from latepay_core.claim import ClaimRefused
from latepay_core.documents.document import Alignment, Block, Picture, Table
from latepay_core.documents.reading import Attributes, Insert
from latepay_core.instalments import Instalment
from latepay_core.letters.context import Context, InvoiceView
from latepay_core.letters.forms import filters
from latepay_core.letters.transfer import remittance, transfer
from latepay_core.statement import StatementLine

#: A column: the key of its heading, what makes a row's cell, the totals' cell, its alignment, its share of the width.
Column = tuple[str, Callable[[InvoiceView], str], str, Alignment, float]


#: How the columns of sums stand.
_RIGHT: Alignment = "right"


def inserts(context: Context) -> dict[str, Insert]:
    """What `<insert name=…>` may name in a template."""
    return {
        "invoices": lambda given: _invoices(context, given),
        "transfer": lambda given: _transfer(context, given),
        "lines": lambda given: _lines(context, given),
        "allocated": lambda given: _allocated(context),
        "plan": lambda given: _plan(context),
        "plan-split": lambda given: _plan_split(context),
        "sums": lambda given: _sums(context),
    }


def _invoices(context: Context, given: Attributes) -> Iterator[Block]:
    """One row an invoice. `columns`: `short`, the principal; `total`, with what lateness adds; `full`, each part."""
    columns = list(_columns(context, given.get("columns", "short")))
    rows = [tuple(make(each) for _, make, _, _, _ in columns) for each in context.invoices]
    totals = 0
    if context.many:
        rows.append((context.word("table.total"), *(total for _, _, total, _, _ in columns[1:])))
        totals = 1
    yield Table(
        caption=context.word(
            "table.invoices-loan" if context.loan else "table.invoices-parts" if context.in_parts else "table.invoices",
            on=_form(context, "in_words", context.as_of),
        ),
        header=tuple(context.word(f"table.column.{key}") for key, *_ in columns),
        rows=tuple(rows),
        align=tuple(align for _, _, _, align, _ in columns),
        totals=totals,
        widths=tuple(width for _, _, _, _, width in columns),
    )


def _columns(context: Context, shown: str) -> Iterator[Column]:
    full = shown == "full"

    def money(value: Decimal) -> str:
        return _form(context, "amount", value)

    def day(value: object) -> str:
        return _form(context, "in_numbers", value) if value else context.blank

    totals = context.totals
    yield "number-loan" if context.loan else "number", lambda each: each.number, "", "left", 3
    roomy = not full and not (context.reduced and shown == "total")
    if context.regime == "fr-public" and not full and any(each.deposited_on for each in context.invoices):
        yield "deposited", lambda each: day(each.deposited_on), "", "left", 2
    elif any(each.issued_on for each in context.invoices) and roomy:
        yield "issued", lambda each: day(each.issued_on), "", "left", 2
    yield "due", lambda each: day(each.due_on), "", "left", 2
    yield (
        "amount" if context.ttc else "amount-private",
        lambda each: money(each.amount),
        money(totals.amount),
        "right",
        2.4,
    )
    if context.received:
        yield "received", lambda each: money(each.paid), money(context.received), "right", 2.4
    if context.credited:
        yield "credited", lambda each: money(each.credited), money(context.credited), "right", 2.2
    yield from _owed_columns(context, shown, money)


def _owed_columns(context: Context, shown: str, money: Callable[[Decimal], str]) -> Iterator[Column]:
    """What is left to pay: by its parts, or as the principal, what lateness costs, and their sum."""
    totals, full = context.totals, shown == "full"
    if full or context.reduced:
        yield "principal", lambda each: money(each.principal), money(totals.principal_due), "right", 2.4
    if full:
        yield f"interest.{context.regime}", lambda each: money(each.interest), money(totals.interest_due), "right", 2.2
    if full and totals.compensation_due:
        yield "compensation", lambda each: money(each.compensation), money(totals.compensation_due), "right", 2
    if shown == "total":
        yield "late-cost", lambda each: money(each.interest + each.compensation), money(context.beside), "right", 2.4
    if shown != "short":
        yield "total", lambda each: money(each.total), money(totals.total_due), "right", 2.4


def _lines(context: Context, given: Attributes) -> Iterator[Block]:
    """Every line of the statement: the days, what bore interest, the rate, the interest; nothing where none accrued."""
    found = [(each, line) for each in context.invoices for line in each.lines]
    if not found:
        return
    rows: list[tuple[str, ...]] = []
    for each, line in found:
        row = (
            _form(context, "in_numbers", line.first),
            _form(context, "in_numbers", line.to),
            f"{line.days:,}".replace(",", "\u202f"),
            _bearing(context, line),
            _form(context, "percent", line.annual_rate_percent),
            _form(context, "amount", line.interest),
        )
        rows.append((each.number, *row) if context.many else row)
    keys = ["from", "to", "days", "principal-bearing", "rate", f"interest.{context.regime}"]
    keys = ["number-loan" if context.loan else "number", *keys] if context.many else keys
    total = _form(context, "amount", context.totals.interest)
    rows.append((context.word("table.total"), *("" for _ in keys[2:]), total))
    align: tuple[Alignment, ...] = ("left", "left", "right", "right", "right", "right")
    widths = (2, 2, 1.2, 4 if any(line.capitalised for _, line in found) else 2.6, 1.8, 2.4)
    yield Table(
        caption=context.word(f"table.lines.{context.regime}", on=_form(context, "in_words", context.interest_until)),
        header=tuple(context.word(f"table.column.{key}") for key in keys),
        rows=tuple(rows),
        align=("left", *align) if context.many else align,
        totals=1,
        widths=(3, *widths) if context.many else widths,
    )


def _bearing(context: Context, line: StatementLine) -> str:
    """What bore interest; said where it is interest itself, lest the same days look counted twice."""
    sum_ = _form(context, "amount", line.principal)
    return context.word(f"table.capitalised.{context.regime}", amount=sum_) if line.capitalised else sum_


def _plan(context: Context) -> Iterator[Block]:
    """One row a payment of the instalment plan; rows of dots where it is not chosen yet."""
    plan = context.plan
    header = [context.word(f"table.column.{key}") for key in ("instalment", "on", "instalment-amount", "remaining")]
    if plan is None:
        rows = [(str(number), context.blank, context.blank, context.blank) for number in (1, 2, 3)]
    else:
        rows = [
            (
                str(each.number),
                _form(context, "in_words", each.on),
                _form(context, "amount", each.amount),
                _form(context, "amount", each.remaining),
            )
            for each in plan.instalments
        ]
        if len(plan.instalments) > 1:
            rows.append((context.word("table.total"), "", _form(context, "amount", plan.total), ""))
    yield Table(
        caption=context.word("table.plan"),
        header=tuple(header),
        rows=tuple(rows),
        align=("left", "left", "right", "right"),
        totals=1 if plan and len(plan.instalments) > 1 else 0,
        widths=(1.4, 3, 2.4, 2.4),
    )


def _plan_split(context: Context) -> Iterator[Block]:
    """What each payment of the plan settles; nothing as long as the plan is not chosen."""
    plan = context.plan
    if plan is None:
        return
    parts = [("principal-part", "to_principal")]
    if any(each.to_interest for each in plan.instalments):
        first = context.conventions["allocation"].value == "interest-first"
        parts.insert(0 if first else 1, (f"interest.{context.regime}", "to_interest"))
    if any(each.to_compensation for each in plan.instalments):
        parts.append(("compensation", "to_compensation"))

    def cells(each: Instalment) -> tuple[str, ...]:
        sums = (_form(context, "amount", getattr(each, name)) for _, name in parts)
        return _form(context, "in_numbers", each.on), _form(context, "amount", each.amount), *sums

    keys = ("instalment", "on", "instalment-amount", *(key for key, _ in parts))
    yield Table(
        caption=context.word("table.plan-split"),
        header=tuple(context.word(f"table.column.{key}") for key in keys),
        rows=tuple((str(each.number), *cells(each)) for each in plan.instalments),
        align=("left", "left", "right", *(_RIGHT for _ in parts)),
        widths=(1.4, 2, *(2.4 for _ in keys[2:])),
    )


def _allocated(context: Context) -> Iterator[Block]:
    """The payments made for several invoices, as they came in, each with the parts it was split into."""
    rows: list[tuple[str, ...]] = []
    for payment in context.statement.allocated_payments:
        shares = [(each.number or context.blank, each.amount) for each in payment.shares]
        rest = payment.amount - sum(amount_ for _, amount_ in shares)
        if rest:
            shares.append((context.word("table.other-invoices"), rest))
        day, whole = _form(context, "in_numbers", payment.paid_on), _form(context, "amount", payment.amount)
        for number, (name, share) in enumerate(shares):
            rows.append((*(("", "") if number else (day, whole)), name, _form(context, "amount", share)))
    if not rows:
        return
    yield Table(
        caption=context.word("table.allocated"),
        header=tuple(context.word(f"table.column.{key}") for key in ("paid-on", "payment", "number", "share")),
        rows=tuple(rows),
        align=("left", "right", "left", "right"),
        widths=(2, 2.4, 4, 2.4),
    )


def _sums(context: Context) -> Iterator[Block]:
    """What is claimed, heading by heading: principal, interest up to the day, compensation, total."""
    totals = context.totals
    parts = [("principal", totals.principal_due), (f"interest.{context.regime}", totals.interest_due)]
    parts.append(("compensation", totals.compensation_due))
    rows = [
        (
            context.word(f"sums.{key}", on=_form(context, "in_words", context.interest_until)),
            _form(context, "amount", sum_),
        )
        for key, sum_ in parts
        if sum_
    ]
    rows.append((context.word("sums.total"), _form(context, "amount", totals.total_due)))
    yield Table(
        caption=context.word("sums.caption", on=_form(context, "in_words", context.as_of)),
        header=(context.word("sums.heading"), context.word("sums.amount")),
        rows=tuple(rows),
        align=("left", "right"),
        totals=1,
        widths=(5, 2),
    )


def _form(context: Context, name: str, value: object) -> str:
    return str(filters(context.language)[name](value))


def _transfer(context: Context, given: Attributes) -> Iterator[Block]:
    """The code to scan for the transfer; nothing where the account number or the sum does not allow one."""
    creditor, euros = context.creditor, Decimal(given["euros"])
    text = context.payment_reference or remittance([each.number for each in context.statement.invoices])
    try:
        found = transfer(creditor.name, creditor.iban, creditor.bic, euros, text)
    except ClaimRefused:
        return
    asked = _form(context, "amount", euros)
    what = given.get("what", "")
    asked = context.word("transfer.part", amount=asked, what=what) if what else asked
    figures = {"amount": asked, "text": found.text}
    yield Picture(
        alternative=context.word("transfer.alternative", **figures),
        svg=found.svg,
        modules=found.modules,
        caption=context.word("transfer.caption", **figures),
    )
