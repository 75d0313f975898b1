"""The table of a debtor's answer: what the letter received asks, line by line, what of it is owed, and why."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from latepay_core.documents.document import Block, Table
from latepay_core.documents.reading import Attributes
from latepay_core.letters.context import Context
from latepay_core.letters.tables.cells import LEFT, RIGHT, shown
from latepay_core.weighing import LineAnswer
from latepay_core.weighing.counter import CheckedLine, Reason


def their_lines(context: Context, given: Attributes) -> Iterator[Block]:
    """The lines asked, weighed on the day of the letter received; nothing where only a total is asked.

    What is owed and was not asked stays out: the debtor answers what he was asked.
    """
    found, day = context.case.received, context.case.their_day
    if found is None:
        return
    lines = [each for each in found.lines if each.verdict != "left-out"]
    yield Table(
        caption=context.word("their.caption", on=context.form("in_words", day)),
        header=tuple(context.word(f"their.column.{key}") for key in ("line", "asked", "owed", "why")),
        rows=(*(_row(context, line) for line in lines), _total(context, lines, found.asked)),
        align=(LEFT, RIGHT, RIGHT, LEFT),
        totals=1,
        widths=(4, 2, 2, 6),
        due=2,
    )


def _row(context: Context, line: CheckedLine) -> tuple[str, ...]:
    name, label = context.word(f"their.line.{line.kind}"), whole_label(line.label)
    why = (_why(context, each.code, each.article, agreed=line.verdict == "owed") for each in line.reasons)
    return (
        f"{name} (« {label} »)" if label and label.casefold() != name.casefold() else name,
        shown(context, line.asked) if line.asked is not None else context.word("table.nothing"),
        shown(context, line.owed),
        " ".join(why),
    )


def whole_label(label: str) -> str:
    """The words of a line read in a letter, without the beginning of a reckoning that its sum cut off.

    >>> whole_label("Frais fixes (3 ×"), whole_label("Pénalités (taux BCE)"), whole_label("(3 x")
    ('Frais fixes', 'Pénalités (taux BCE)', '')
    """
    kept = label
    while kept.count("(") > kept.count(")"):
        kept = kept[: kept.rindex("(")]
    return re.sub(r"[\s:;,–=+-]+$|\s*\d*\s*[×x*]\s*$", "", kept)


def _total(context: Context, lines: Sequence[CheckedLine], announced: Decimal) -> tuple[str, ...]:
    """What the columns add up to, and the difference; a total that is announced and is not theirs is told."""
    asked = sum((each.asked or Decimal(0) for each in lines), Decimal(0))
    owed = sum((each.owed for each in lines), Decimal(0))
    gap = announced - owed
    key = "less" if gap > 0 else "more" if gap < 0 else "none"
    said = [context.word(f"their.gap.{key}", gap=context.form("amount", abs(gap)))]
    if announced != asked:
        told = {"lines": context.form("amount", asked), "total": context.form("amount", announced)}
        said.insert(0, context.word("their.total-apart", **told))
    return context.word("their.total"), context.form("figure", asked), context.form("figure", owed), " ".join(said)


def _why(context: Context, code: str, article: str, *, agreed: bool) -> str:
    if code == "payment-left-out" and (payments := _payments(context)):
        return _cited(context.word("contested.payments-left-out", payments=payments), article)
    # where the reader tells of no clause, his letter does not speak for the whole contract
    alone = code == "rate-other" and context.claim.terms.rate.basis == "statutory"
    sentence = context.word(f"their.why.{code}-alone" if alone else f"their.why.{code}")
    return sentence if agreed else _cited(sentence, article)


def _cited(sentence: str, article: str) -> str:
    """A sentence with its article: the full stop comes after the bracket."""
    return f"{sentence.removesuffix('.')} ({article})."


def _payments(context: Context) -> str:
    """What was paid up to the day of the letter received, each sum with its day; empty where a day is not known."""
    statement = context.case.case.on(context.case.their_day).statement
    days: dict[date, Decimal] = {}
    for each in (move for invoice in statement.invoices for move in invoice.movements):
        days[each.on] = days.get(each.on, Decimal(0)) + each.received
    if sum(days.values(), Decimal(0)) != statement.totals.paid:
        return ""
    told = [
        context.word("contested.payment", amount=context.form("amount", paid), on=context.form("in_words", on))
        for on, paid in sorted(days.items())
        if paid
    ]
    return ", ".join(told)


def contested_lines(context: Context, given: Attributes) -> Iterator[Block]:
    """The lines that are contested or to be justified, what of each, and why; never what is owed of them.

    Where the reader chose what he answers, those that he accepts too.
    """
    case = context.case
    told = [each for each in case.answers if case.chosen or each.choice != "accepted"]
    rows = [_answered(context, each) for each in told]
    if case.unlisted:
        beyond = shown(context, case.unlisted)
        rows.append(
            (context.word("contested.beyond"), beyond, shown(context, Decimal(0)), _justify(context, case.unlisted))
        )
    asked_of_them = sum((each.line.asked or Decimal(0) for each in told), case.unlisted)
    key = "caption" if not case.chosen else "caption-answer" if context.voice == "we" else "caption-answer-i"
    yield Table(
        caption=context.word(f"contested.{key}"),
        header=tuple(context.word(f"contested.column.{key}") for key in ("line", "asked", "contested", "why")),
        rows=(*rows, (context.word("their.total"), *_figures(context, asked_of_them, case.withdrawn), "")),
        align=(LEFT, RIGHT, RIGHT, LEFT),
        totals=1,
        widths=(4, 2, 2, 6),
        due=2,
    )


def _figures(context: Context, *sums: Decimal) -> tuple[str, ...]:
    return tuple(context.form("figure", each) for each in sums)


def _answered(context: Context, each: LineAnswer) -> tuple[str, ...]:
    name, asked, *_ = _row(context, each.line)
    if each.choice == "accepted":
        return name, asked, shown(context, Decimal(0)), context.word("contested.accepted")
    if each.choice == "to-justify":
        return name, asked, shown(context, Decimal(0)), _justify(context, each.amount)
    if each.reckoned != "contested":
        return name, asked, shown(context, each.amount), context.word("contested.own")
    # what a statement that is not annexed does otherwise is no reason here
    reasons = [reason for reason in each.line.reasons if not reason.code.startswith("convention")]
    told = [_contested_for(context, reason) for reason in reasons]
    if each.choice == "contested-whole":
        told.append(context.word("contested.own-rest"))
    return name, asked, shown(context, each.amount), " ".join(told)


def _justify(context: Context, amount: Decimal) -> str:
    return context.word("contested.justify", amount=context.form("amount", amount))


def _contested_for(context: Context, reason: Reason) -> str:
    """Why, where no column says what is owed."""
    if context.has_word(own := f"contested.{reason.code}"):
        return _cited(context.word(own), reason.article)
    return _why(context, reason.code, reason.article, agreed=False)


INSERTS = {"their-lines": their_lines, "contested-lines": contested_lines}
