"""An invoice's interest, period by period, and what is left of it."""

from collections.abc import Iterator
from datetime import date

from latepay_core.days import DAY
from latepay_core.documents.document import Block, Heading, Paragraph, Run, Table
from latepay_core.documents.reading import Attributes
from latepay_core.letters.context import Context, InvoiceView
from latepay_core.statement import Movement, StatementLine


def schedule(context: Context, given: Attributes) -> Iterator[Block]:
    """Each invoice's interest, period by period, with what came in at its day; nothing where none accrued."""
    for each in context.invoices:
        if each.lines:
            if context.many:
                yield Heading((Run(_named(context, each)),), 3)
            yield from _periods(context, each)


def _named(context: Context, each: InvoiceView) -> str:
    """« Facture 2405-027 du 15 mai 2024, 12 480,50 € TTC, échue le 30 juin 2024 ».

    What a private creditor called the sum, « prêt du 3 mars 2025 », says itself what it is and of which day.
    """
    key = (
        "schedule.worded"
        if context.loan and each.number
        else "schedule.issued"
        if each.issued_on
        else "schedule.unissued"
    )
    return context.word(
        key,
        noun=context.form("capital", context.noun),
        number=context.form("capital", each.number) if key == "schedule.worded" else each.number,
        issued=context.form("in_words", each.issued_on) if each.issued_on else "",
        amount=context.form("amount", each.amount) + context.ttc,
        due=context.form("in_words", each.due_on),
    )


def _periods(context: Context, each: InvoiceView) -> Iterator[Block]:
    """The table of an invoice's periods, what they add up to, and what is left of it all."""
    rows: list[tuple[date, int, tuple[str, ...]]] = []
    for line in each.lines:
        cells = (
            context.form("in_numbers", line.first),
            context.form("in_numbers", line.to),
            f"{line.days:,}".replace(",", "\u202f"),
            _bearing(context, line),
            context.form("percent", line.annual_rate_percent),
            context.form("figure", line.interest),
        )
        rows.append((line.first, 1, cells))
    for move in each.movements:
        # what comes in on a day counts from the next one on
        rows.append((move.on + DAY, 0, (context.form("in_numbers", move.on), _moved(context, move), "", "", "", "")))
    rows.sort(key=lambda row: row[:2])
    total = (context.word(f"schedule.accrued.{context.regime}"), "", "", "", "", context.form("figure", each.accrued))
    capitalised = any(line.capitalised for line in each.lines)
    yield Table(
        caption="" if context.many else context.word(f"table.lines.{context.regime}", on=_interest_day(context)),
        header=tuple(
            context.word(f"table.column.{key}")
            for key in ("from", "to", "days", "principal-bearing", "rate", f"interest.{context.regime}")
        ),
        rows=(*(cells for _, _, cells in rows), total),
        align=("left", "left", "right", "right", "right", "right"),
        totals=1,
        widths=(2, 2, 1.2, 5 if capitalised else 2.6, 1.8, 2.4),
        due=5,
        moves=frozenset(at for at, (_, kind, _) in enumerate(rows) if kind == 0),
    )
    yield Paragraph(tuple(_left(context, each)), "sum")


def _interest_day(context: Context) -> str:
    return context.form("in_words", context.interest_until)


def _moved(context: Context, move: Movement) -> str:
    """« Reçu 1 861,53 € : 818,58 € sur les pénalités, 1 042,95 € sur le principal »."""
    parts = [("interest", move.to_interest), ("principal", move.to_principal), ("compensation", move.to_compensation)]
    shares = [
        context.word(f"schedule.to-{key}", amount=context.form("amount", sum_), interest=_interest(context))
        for key, sum_ in parts
        if sum_
    ]
    if rest := move.left_over + move.credited_left_over:
        shares.append(context.word("schedule.left-over", amount=context.form("amount", rest)))
    key = "schedule.received" if move.received else "schedule.credited"
    whole = move.received or move.credited
    return context.word(key, amount=context.form("amount", whole), shares=", ".join(shares))


def _interest(context: Context) -> str:
    return context.word(f"schedule.interest.{context.regime}")


def _left(context: Context, each: InvoiceView) -> Iterator[Run]:
    """« Principal 2 908,16 € + pénalités 248,91 € + indemnité 40,00 € = 3 197,07 € »."""
    parts = [("principal", each.principal), ("interest", each.interest), ("compensation", each.compensation)]
    said = [
        context.word(f"schedule.left-{key}", amount=context.form("amount", sum_), interest=_interest(context))
        for key, sum_ in parts
        if sum_ or key != "compensation"
    ]
    yield Run(context.form("capital", " + ".join(said)) + " = ")
    yield Run(context.form("amount", each.total), strong=True)


def _bearing(context: Context, line: StatementLine) -> str:
    """What bore interest; said where it is interest itself, lest the same days look counted twice."""
    if not line.capitalised:
        return context.form("figure", line.principal)
    return context.word(f"table.capitalised.{context.regime}", amount=context.form("amount", line.principal))
