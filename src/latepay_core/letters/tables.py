"""The tables of a letter: its invoices, and the statement annexed to it line by line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from latepay_core.claim import ClaimRefused
from latepay_core.days import DAY
from latepay_core.documents.document import (
    Alignment,
    Block,
    Heading,
    Paragraph,
    Parties,
    PaymentBox,
    Picture,
    Ruled,
    Run,
    Sums,
    Table,
)
from latepay_core.documents.reading import Attributes, Insert
from latepay_core.letters.context import Context, InvoiceView
from latepay_core.letters.forms import filters
from latepay_core.letters.transfer import remittance, transfer
from latepay_core.statement import Movement, StatementLine

#: How the columns of sums stand.
_RIGHT: Alignment = "right"
_LEFT: Alignment = "left"


def inserts(context: Context) -> dict[str, Insert]:
    """What `<insert name=…>` may name in a template."""
    return {
        "invoices": lambda given: _invoices(context, given),
        "schedule": lambda given: _schedule(context, given),
        "received": lambda given: _received(context, given),
        "plan": lambda given: _plan(context),
        "sums": lambda given: _sums(context),
        "total": lambda given: _total(context),
        "parties": lambda given: _parties(context),
        "pay": lambda given: _pay(context, given),
        "ruled": lambda given: [Ruled(int(given.get("lines", "3")))],
    }


def _invoices(context: Context, given: Attributes) -> Iterator[Block]:
    """One row an invoice. `columns`: `short`, what is left of the principal; `account`, all that makes what is owed.

    Each row adds up from left to right, whatever a payment settled; a column that is empty throughout is left out.
    """
    whole = given.get("columns", "short") == "account"
    columns = [
        each for each in _account_columns(context, whole=whole) if each.kept or any(map(each.value, context.invoices))
    ]
    named = list(_name_columns(context, whole=whole))
    rows = [
        (*(make(invoice) for _, make in named), *(_sum(context, each.value(invoice)) for each in columns))
        for invoice in context.invoices
    ]
    totals = 0
    if context.many:
        sums = (_sum(context, sum(map(each.value, context.invoices), Decimal(0))) for each in columns)
        rows.append((context.word("table.together"), *("" for _ in named[1:]), *sums))
        totals = 1
    keys = [*(key for key, _ in named), *(each.key for each in columns)]
    due = next(at for at, key in enumerate(keys) if key in _DUE)
    # a letter that says above its table what is owed, and when, does not say it twice
    told = given.get("caption") == "said" and not context.in_parts
    yield Table(
        caption=""
        if told
        else context.word(
            "table.account-loan" if context.loan else "table.account-parts" if context.in_parts else "table.account",
            on=_form(context, "in_words", context.as_of),
        ),
        header=tuple(_head(context, key) for key in keys),
        rows=tuple(rows),
        align=(*(_LEFT for _ in named), *(_RIGHT for _ in columns)),
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
        return _form(context, "in_numbers", value) if value else context.blank

    yield "number-loan" if context.loan else "number", lambda each: each.number
    if context.regime == "fr-public" and any(each.deposited_on for each in context.invoices):
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
        lambda each: _cents(each.total) + each.settled + each.credited - each.amount - each.charged,
    )
    yield _Column("charged", lambda each: each.charged)
    yield _Column("received", lambda each: each.settled)
    yield _Column("due-total", lambda each: each.total, kept=True)
    yield _Column("of-principal", lambda each: each.principal if each.principal != each.total else Decimal(0))


def _head(context: Context, key: str) -> str:
    return context.word(f"table.column.{key}", compensation=context.law["compensation"])


def _sum(context: Context, value: Decimal) -> str:
    """A sum under its heading, the unit being said above; a dash for nothing."""
    return _form(context, "figure", value) if value else context.word("table.nothing")


def _schedule(context: Context, given: Attributes) -> Iterator[Block]:
    """Each invoice's interest, period by period, with what came in at its day; nothing where none accrued."""
    for each in context.invoices:
        if each.lines:
            if context.many:
                yield Heading((Run(_named(context, each)),), 3)
            yield from _periods(context, each)


def _named(context: Context, each: InvoiceView) -> str:
    """« Facture 2405-027 du 15 mai 2024, 12 480,50 € TTC, échue le 30 juin 2024 »."""
    key = "schedule.issued" if each.issued_on else "schedule.unissued"
    return context.word(
        key,
        noun=_form(context, "capital", context.noun),
        number=each.number,
        issued=_form(context, "in_words", each.issued_on) if each.issued_on else "",
        amount=_form(context, "amount", each.amount) + context.ttc,
        due=_form(context, "in_words", each.due_on),
    )


def _periods(context: Context, each: InvoiceView) -> Iterator[Block]:
    """The table of an invoice's periods, what they add up to, and what is left of it all."""
    rows: list[tuple[date, int, tuple[str, ...]]] = []
    for line in each.lines:
        cells = (
            _form(context, "in_numbers", line.first),
            _form(context, "in_numbers", line.to),
            f"{line.days:,}".replace(",", "\u202f"),
            _bearing(context, line),
            _form(context, "percent", line.annual_rate_percent),
            _form(context, "figure", line.interest),
        )
        rows.append((line.first, 1, cells))
    for move in each.movements:
        # what comes in on a day counts from the next one on
        rows.append((move.on + DAY, 0, (_form(context, "in_numbers", move.on), _moved(context, move), "", "", "", "")))
    rows.sort(key=lambda row: row[:2])
    total = (context.word(f"schedule.accrued.{context.regime}"), "", "", "", "", _form(context, "figure", each.accrued))
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
    return _form(context, "in_words", context.interest_until)


def _moved(context: Context, move: Movement) -> str:
    """« Reçu 1 861,53 € : 818,58 € sur les pénalités, 1 042,95 € sur le principal »."""
    parts = [("interest", move.to_interest), ("principal", move.to_principal), ("compensation", move.to_compensation)]
    shares = [
        context.word(f"schedule.to-{key}", amount=_form(context, "amount", sum_), interest=_interest(context))
        for key, sum_ in parts
        if sum_
    ]
    if rest := move.left_over + move.credited_left_over:
        shares.append(context.word("schedule.left-over", amount=_form(context, "amount", rest)))
    key = "schedule.received" if move.received else "schedule.credited"
    whole = move.received or move.credited
    return context.word(key, amount=_form(context, "amount", whole), shares=", ".join(shares))


def _interest(context: Context) -> str:
    return context.word(f"schedule.interest.{context.regime}")


def _left(context: Context, each: InvoiceView) -> Iterator[Run]:
    """« Principal 2 908,16 € + pénalités 248,91 € + indemnité 40,00 € = 3 197,07 € »."""
    parts = [("principal", each.principal), ("interest", each.interest), ("compensation", each.compensation)]
    said = [
        context.word(f"schedule.left-{key}", amount=_form(context, "amount", sum_), interest=_interest(context))
        for key, sum_ in parts
        if sum_ or key != "compensation"
    ]
    yield Run(_form(context, "capital", " + ".join(said)) + " = ")
    yield Run(_form(context, "amount", each.total), strong=True)


def _received(context: Context, given: Attributes) -> Iterator[Block]:
    """What came in, each payment with its parts and what they settled; each row adds up from left to right.

    Where a payment was for several invoices, its whole amount is said beside the part that an invoice had of it.
    """
    found = sorted(
        ((move, at) for at, each in enumerate(context.invoices) for move in each.movements if move.received),
        key=lambda pair: pair[0].on,
    )
    if not found:
        return
    parts = [each for each in _RECEIVED if any(getattr(move, each[1]) for move, _ in found)]
    wholes = [context.whole_payment(at, move.on) for move, at in found]
    split = any(whole is not None for whole in wholes)
    rows: list[tuple[str, ...]] = []
    for (move, at), whole in zip(found, wholes, strict=True):
        named = (_form(context, "in_numbers", move.on), context.invoices[at].number)
        told = (context.word("table.part-of", amount=_form(context, "amount", whole)) if whole else "",)
        shares = (_sum(context, _share(move, name)) for _, name in parts)
        rows.append((*named, *(told if split else ()), *shares, _form(context, "figure", move.received)))
    sums = (_sum(context, sum((_share(move, name) for move, _ in found), Decimal(0))) for _, name in parts)
    total = _form(context, "figure", sum((move.received for move, _ in found), Decimal(0)))
    rows.append((context.word("table.together"), "", *(("",) if split else ()), *sums, total))
    keys = [key.format(regime=context.regime) for key, _ in parts]
    keys = [f"{'first' if at == 0 else 'then'}-{key}" for at, key in enumerate(keys)]
    names = ["paid-on", "number-loan" if context.loan else "settled", *(["payment"] if split else [])]
    yield Table(
        caption=context.word("table.received"),
        header=tuple(context.word(f"table.column.{key}") for key in (*names, *keys, "all-received")),
        rows=tuple(rows),
        align=(*(_LEFT for _ in names), *(_RIGHT for _ in keys), _RIGHT),
        totals=1,
        due=len(names) + len(keys),
    )


def _share(move: Movement, name: str) -> Decimal:
    """What a payment settled, in whole cents: the principal is what the other parts leave of it."""
    if name != "to_principal":
        return _cents(getattr(move, name))
    others = (_cents(getattr(move, other)) for _, other in _RECEIVED if other != name)
    return move.received - sum(others, Decimal(0)) if move.to_principal else Decimal(0)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


#: What a payment can settle: the key of its heading, the field of a movement.
_RECEIVED = (
    ("part-interest.{regime}", "to_interest"),
    ("part-principal", "to_principal"),
    ("part-compensation", "to_compensation"),
    ("part-left-over", "left_over"),
)


def _bearing(context: Context, line: StatementLine) -> str:
    """What bore interest; said where it is interest itself, lest the same days look counted twice."""
    if not line.capitalised:
        return _form(context, "figure", line.principal)
    return context.word(f"table.capitalised.{context.regime}", amount=_form(context, "amount", line.principal))


def _plan(context: Context) -> Iterator[Block]:
    """One row a payment, what it settles adding up to it; rows of dots where the plan is not chosen yet."""
    plan = context.plan
    parts = list(_plan_parts(context))
    keys = [f"{'first' if at == 0 else 'then'}-{key}" for at, (key, _) in enumerate(parts)] if len(parts) > 1 else []
    shown = parts if keys else []
    last = "all-instalment" if keys else "instalment-amount"
    header = tuple(context.word(f"table.column.{key}") for key in ("instalment", "on", *keys, last, "remaining"))
    if plan is None:
        rows: list[tuple[str, ...]] = [
            (str(number), context.blank, context.blank, context.blank) for number in (1, 2, 3)
        ]
    else:
        rows = [
            (
                str(each.number),
                _form(context, "in_words", each.on),
                *(_sum(context, getattr(each, name)) for _, name in shown),
                _form(context, "figure", each.amount),
                _form(context, "figure", each.remaining),
            )
            for each in plan.instalments
        ]
    several = plan is not None and len(plan.instalments) > 1
    if plan is not None and several:
        sums = (_sum(context, sum((getattr(each, name) for each in plan.instalments), Decimal(0))) for _, name in shown)
        rows.append((context.word("table.together"), "", *sums, _form(context, "figure", plan.total), ""))
    yield Table(
        caption=context.word("table.plan"),
        header=header,
        rows=tuple(rows),
        align=("left", "left", *(_RIGHT for _ in (*keys, last, "remaining"))),
        totals=1 if several else 0,
        due=len(keys) + 2,
        aside=len(keys) + 3,
    )


def _plan_parts(context: Context) -> Iterator[tuple[str, str]]:
    """What the payments of the plan settle, in the order in which they do."""
    plan = context.plan
    if plan is None:
        return
    found = [("part-principal", "to_principal")]
    first = context.conventions["allocation"].value == "interest-first"
    found.insert(0 if first else 1, (f"part-interest.{context.regime}", "to_interest"))
    found.append(("part-compensation", "to_compensation"))
    yield from (each for each in found if any(getattr(payment, each[1]) for payment in plan.instalments))


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


def _pay(context: Context, given: Attributes) -> Iterator[Block]:
    """The box « À payer »: the sum this letter asks for, its day, the account, and the code of that very sum."""
    creditor = context.creditor
    euros = Decimal(given["euros"]) if given.get("euros") else None
    rows = [
        ("holder", creditor.name or context.blank, False),
        ("iban", _form(context, "iban", creditor.iban) if creditor.iban else context.blank, True),
        ("bic", _form(context, "bic", creditor.bic) if creditor.bic else "", False),
        ("reference", context.payment_reference, True),
        ("link", context.details.payment_link if context.regime != "fr-public" else "", False),
    ]
    yield PaymentBox(
        title=given.get("title") or context.word("pay.title"),
        amount=_form(context, "amount", euros) if euros else "",
        day=given.get("day", ""),
        rows=tuple((context.word(f"pay.{key}"), value, strong) for key, value, strong in rows if value),
        picture=_code(context, euros, given.get("what", "")) if euros and _scanned(context) else None,
    )


def _scanned(context: Context) -> bool:
    """A public body pays through its accountant, who scans nothing."""
    return context.details.transfer_code and context.regime != "fr-public"


def _code(context: Context, euros: Decimal, what: str) -> Picture | None:
    """The code to scan for the transfer; None where the account number or the sum does not allow one."""
    creditor = context.creditor
    text = context.payment_reference or remittance([each.number for each in context.statement.invoices])
    try:
        found = transfer(creditor.name, creditor.iban, creditor.bic, euros, text)
    except ClaimRefused:
        return None
    asked = _form(context, "amount", euros)
    asked = context.word("transfer.part", amount=asked, what=what) if what else asked
    return Picture(
        alternative=context.word("transfer.alternative", amount=asked, text=found.text),
        svg=found.svg,
        modules=found.modules,
        caption=context.word("transfer.caption", what=what) if not what else _form(context, "capital", what),
    )


def _total(context: Context) -> Iterator[Block]:
    """Principal + interest + compensation = what is owed, side by side."""
    totals = context.totals
    parts = [
        ("principal", totals.principal_due),
        (f"interest.{context.regime}", totals.interest_due),
        ("compensation", totals.compensation_due),
    ]
    shown = [(key, sum_) for key, sum_ in parts if sum_ or key == "principal"]
    made = [
        (context.word(f"total.{key}"), ("+\u00a0" if at else "") + _form(context, "amount", sum_))
        for at, (key, sum_) in enumerate(shown)
    ]
    yield Sums((*made, (context.word("total.all"), "=\u00a0" + _form(context, "amount", totals.total_due))))


def _parties(context: Context) -> Iterator[Block]:
    """Who is owed and who owes, as far as they are known."""
    creditor, debtor, details = context.creditor, context.debtor, context.details
    sides = []
    for key, party, who in (
        ("creditor", creditor, details.creditor_identity),
        ("debtor", debtor, details.debtor_identity),
    ):
        form = (
            context.word(
                "registered.capital", form=who.legal_form, capital=_form(context, "round_amount", who.share_capital)
            )
            if who.legal_form and who.share_capital
            else who.legal_form
        )
        lines = [
            party.name or context.blank,
            form,
            *party.address.splitlines(),
            context.registration(party.siren, who.registry),
        ]
        sides.append((context.word(f"parties.{key}"), "\n".join(line.strip() for line in lines if line.strip())))
    yield Parties(tuple(sides))
