"""What is owed in a few figures, and the parties that owe it."""

from collections.abc import Iterator

from latepay_core.documents.document import Block, Parties, Sums, Table
from latepay_core.documents.reading import Attributes
from latepay_core.letters.context import Context


def sums(context: Context, given: Attributes) -> Iterator[Block]:
    """What is claimed, heading by heading: principal, interest up to the day, compensation, total."""
    totals = context.totals
    parts = [("principal", totals.principal_due), (f"interest.{context.regime}", totals.interest_due)]
    parts.append(("compensation", totals.compensation_due))
    rows = [
        (
            context.word(f"sums.{key}", on=context.form("in_words", context.interest_until)),
            context.form("amount", sum_),
        )
        for key, sum_ in parts
        if sum_
    ]
    rows.append((context.word("sums.total"), context.form("amount", totals.total_due)))
    yield Table(
        caption=context.word("sums.caption", on=context.form("in_words", context.account_day)),
        header=(context.word("sums.heading"), context.word("sums.amount")),
        rows=tuple(rows),
        align=("left", "right"),
        totals=1,
        widths=(5, 2),
    )


def total(context: Context, given: Attributes) -> Iterator[Block]:
    """Principal + interest + compensation = what is owed, side by side."""
    totals = context.totals
    parts = [
        ("principal", totals.principal_due),
        (f"interest.{context.regime}", totals.interest_due),
        ("compensation", totals.compensation_due),
    ]
    shown = [(key, sum_) for key, sum_ in parts if sum_ or key == "principal"]
    made = [
        (context.word(f"total.{key}"), ("+\u00a0" if at else "") + context.form("amount", sum_))
        for at, (key, sum_) in enumerate(shown)
    ]
    yield Sums((*made, (context.word("total.all"), "=\u00a0" + context.form("amount", totals.total_due))))


def parties(context: Context, given: Attributes) -> Iterator[Block]:
    """Who is owed and who owes, as far as they are known."""
    creditor, debtor, details = context.creditor, context.debtor, context.details
    sides = []
    for key, party, who in (
        ("creditor", creditor, details.creditor_identity),
        ("debtor", debtor, details.debtor_identity),
    ):
        form = (
            context.word(
                "registered.capital", form=who.legal_form, capital=context.form("round_amount", who.share_capital)
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
