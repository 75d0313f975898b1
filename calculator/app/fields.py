"""The one table of the form's fields: where a new form stands, in which part each is folded, and when it is asked.

The templates print from it what the page goes by (`data-when`, `data-filled`), `calculator/browser/asked.mjs` reads
that as data, and Python asks the same of the same table. No style sheet knows which question another answer makes void.

A condition is written as alternatives between commas; each is some tests that must all hold, `name=value|value`. A
name that begins with a dash is of the same row; the name of a list stands for how many rows it has (`one`, `many`;
`gone` for a line that can be brought back); `*` is any answer at all.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

from calculator.app.sectors import sectors_asking_delivery

#: Who pays, as the law tells them apart: between businesses, a private person on either side, a public buyer.
CONDITIONS = {
    "business": "debtor-kind=business creditor-kind=business",
    "civil": "debtor-kind=consumer, debtor-kind=business creditor-kind=individual",
    "private": "debtor-kind=business|consumer",
    "public": "debtor-kind=public-body",
    "debtor": "side=debtor",
    "many": "invoices=many, payments=*, credit_notes=*",
}
_CREDITOR = " side=creditor"

#: Letters that leave a time: the last day they name, or some days.
LEAVES_TIME = frozenset({"formal-notice", "public-claim", "answer", "dispute"})
#: Those that go out when the reader is the debtor: nobody has a time to keep for another's.
_FROM_DEBTOR = frozenset({"answer", "dispute"})
#: What the debtor may have said with the day he would pay.
NAMES_DAY = frozenset({"promise", "acknowledgement"})

_LISTS = frozenset({"invoices", "payments", "credit_notes"})
_ROW = re.compile(r"(invoices|payments|credit_notes|events)-(\d+|__[IJ]__)")


@dataclass(frozen=True)
class Field:
    """A field of the form, by its name without its row's number (`invoices-*-number`)."""

    name: str
    #: Where a new form stands.
    blank: str = ""
    #: The part that it is folded in, within the parts around that one.
    inside: str = ""
    when: str = ""
    #: Sent out of sight too: what it means then is Python's to say.
    sent: bool = False
    #: When its label says that it may be left empty, if not always.
    optional: str = ""


def _parties() -> tuple[Field, ...]:
    """What is known of the two sides besides their kinds and names."""
    words = ("address", "siren", "vat_number", "email", "phone", "reference")
    creditor = (*words, "country", "iban", "bic")
    return (
        *(Field(f"creditor-{word}", inside="parties/creditor-details") for word in creditor),
        *(Field(f"debtor-{word}", inside="parties/debtor-details") for word in words),
    )


def _situation() -> tuple[Field, ...]:
    """What decides of the way to act, and nothing else."""
    inside = "special/situation"
    business, private, civil = (CONDITIONS[each] for each in ("business", "private", "civil"))
    claimant = f"{inside}/claimant"
    return (
        Field("debtor-public_kind", inside=inside, when=CONDITIONS["public"]),
        Field("situation-public_buyer", inside=inside, when=_CREDITOR.strip()),
        Field("situation-principal_paid_on", inside=inside, when=CONDITIONS["public"]),
        Field("situation-both_traders", inside=inside, when=business + _CREDITOR),
        Field("debtor-country", inside=inside, when=private),
        Field("situation-debtor_place", inside=inside, when=f"{private} debtor-country=|FR"),
        Field("situation-court_town", inside=inside, when=business + _CREDITOR),
        Field(
            "situation-housing_or_consumer_credit",
            inside=inside,
            when=", ".join(each + _CREDITOR for each in civil.split(", ")),
        ),
        Field("situation-amicable_attempt", inside=inside, when=private + _CREDITOR),
        Field("situation-claimant-kind", "company", claimant, business + _CREDITOR),
        Field("situation-claimant-employees", inside=claimant),
        Field("situation-claimant-turnover", inside=claimant, when="situation-claimant-kind=company"),
        Field("situation-claimant-profit", inside=claimant),
        Field("situation-claimant-income", inside=claimant, when="situation-claimant-kind=person"),
    )


def _special() -> tuple[Field, ...]:
    """Proceedings, a judgment, what the contract or the law leaves to choose."""
    business, private = CONDITIONS["business"], CONDITIONS["private"]
    conventions = "special/conventions"
    return (
        Field("debtor-insolvency_opened_on", inside="special/insolvency", when="debtor-kind=business"),
        Field("situation-bodacc_published_on", inside="special/insolvency"),
        Field("judgment-enforceable_on", inside="special/judgment"),
        Field("terms-capitalise_from", inside="special/capitalisation", when=private),
        Field("terms-supplied-percent", inside="special/supplied-rate"),
        Field("terms-semester", "revised", conventions, business),
        Field("terms-year", "365", conventions),
        Field("terms-allocation", "interest-first", conventions),
        Field("terms-surplus", "kept", conventions),
        Field("terms-rounding", "line", conventions),
    )


def _rate(name: str, basis: str) -> tuple[Field, ...]:
    """What each clause on the rate must say."""
    needs = {"percent": "fixed", "points": "ecb-plus", "times": "legal-times"}
    return tuple(Field(name + need, when=f"{basis}={kind}", sent=True) for need, kind in needs.items())


def _invoice() -> tuple[Field, ...]:
    """Of each invoice, what depends on another answer or unfolds its part."""
    row, inside, term = "invoices-*-", "invoice", "-due_mode=term"
    public, private, business = (CONDITIONS[each] for each in ("public", "private", "business"))
    delivery = "|".join(sorted(sectors_asking_delivery()))
    return (
        Field(row + "due_on", when="-due_mode=due", sent=True),
        Field(row + "issued_on", optional="-due_mode=due, -term-from=receipt"),
        Field(row + "due_mode", "due", inside),
        Field(row + "term-days", when=term, sent=True),
        Field(row + "term-unit", "days", when=private),
        Field(row + "term-from", "issue"),
        Field(row + "term-end_of_month", "unknown", when=private),
        Field(
            row + "received_on",
            when=f"{public}, {term} -term-from=receipt",
            sent=True,
            optional="-due_mode=due, -term-from=issue",
        ),
        Field(row + "summary", when=business),
        Field(row + "paid_undated", inside=inside),
        Field(row + "rate-basis", inside=inside, when=business),
        *_rate(row + "rate-", "-rate-basis"),
        # a lender has no sector; against a consumer, transport has a time limit of its own
        Field(row + "trade", inside=inside, when=f"{private} creditor-kind=business"),
        Field(row + "transport", when=public),
        Field(row + "delivered_on", when=f"-trade={delivery}", sent=True),
        Field(row + "performed_on", inside=inside),
        Field(row + "suspension-notified_on", inside=inside, when=f"{public} {term}"),
    )


def _events() -> tuple[Field, ...]:
    """Of each event and of each payment for several invoices."""
    letters, own = ("|".join(sorted(each)) for each in (LEAVES_TIME - _FROM_DEBTOR, _FROM_DEBTOR))
    several = "invoices=many, -invoice=*"
    return (
        Field("events-*-expected_on", when="-kind=" + "|".join(sorted(NAMES_DAY)), sent=True),
        Field("events-*-until", when=f"-kind={letters}, -kind={own} side=debtor", sent=True),
        Field("events-*-invoice", when=several, sent=True),
        Field("payments-*-invoice", when=several, sent=True),
    )


@cache
def fields() -> dict[str, Field]:
    """The table, by name. A field that is always asked and folded nowhere need not stand in it."""
    table = (
        Field("side", "creditor"),
        Field("creditor-kind", "business"),
        Field("debtor-kind", "business"),
        *_parties(),
        Field("notice_received_on", when=CONDITIONS["civil"]),
        Field("terms-rate-basis", "statutory", "rate", CONDITIONS["business"]),
        *_rate("terms-rate-", "terms-rate-basis"),
        *_situation(),
        *_special(),
        *_invoice(),
        *_events(),
    )
    return {field.name: field for field in table}


def _field(name: str) -> Field:
    """What the table says of a field of the form, whichever row it is in."""
    known = _ROW.sub(r"\1-*", name, count=1)
    return fields().get(known) or Field(known)


def answer(values: Mapping[str, str], name: str) -> str:
    """What a field holds, or where a new form stands."""
    return values.get(name) or _field(name).blank


def is_asked(values: Mapping[str, str], name: str) -> bool:
    """Whether the other answers leave a field its question; what it is folded in is asked for itself.

    >>> is_asked({"debtor-kind": "consumer"}, "situation-court_town"), is_asked({}, "situation-court_town")
    (False, True)
    """
    row = _ROW.match(name)
    return holds(values, _field(name).when, row[0] if row else "")


def holds(values: Mapping[str, str], when: str, row: str = "") -> bool:
    """Whether a condition holds of some answers, for the row of this name."""
    return any(all(_passes(values, test, row) for test in tests.split()) for tests in when.split(","))


def _passes(values: Mapping[str, str], test: str, row: str) -> bool:
    name, _, wanted = test.partition("=")
    name = row + name if name.startswith("-") else name
    found = _how_many(values, name) if name in _LISTS else answer(values, name)
    return bool(found) if wanted == "*" else found in wanted.split("|")


def _how_many(values: Mapping[str, str], rows: str) -> str:
    numbers = {match[2] for name in values if (match := _ROW.match(name)) and match[1] == rows}
    return "many" if len(numbers) > 1 else "one" if numbers else ""


def asked(values: Mapping[str, str], *names: str, filled: bool | None = None) -> Markup:
    """The attributes of a part that holds these fields, and is asked when the first of them is.

    What a file has answered stays in sight, `filled`, whatever else is answered.
    """
    field = _field(names[0])
    if field.sent:
        return _when(field.when, shown=is_asked(values, names[0]), more=" data-sent")
    said = is_answered(values, *names) if filled is None else filled
    return _when(field.when, shown=said or is_asked(values, names[0]), more=" data-filled" if said else "")


def holds_aside(values: Mapping[str, str], entries: Iterable[tuple[str, str]]) -> bool:
    """Whether a row that sleeps says something that is not asked of it: it then stays as its file has it.

    >>> holds_aside({"debtor-kind": "public-body"}, [("invoices-40-summary", "yes")])
    True
    """
    return any(
        value and value != (field := _field(name)).blank and not field.sent and not is_asked(values, name)
        for name, value in entries
    )


def told(values: Mapping[str, str], condition: str) -> Markup:
    """The attributes of words that are told under one of the conditions that have a name."""
    when = CONDITIONS[condition]
    return _when(when, shown=holds(values, when))


def told_optional(name: str) -> Markup:
    """The attributes of « facultatif » beside a field that another answer can make necessary."""
    when = _field(name).optional
    return _when(when, shown=True) if when else Markup()


def _when(when: str, *, shown: bool, more: str = "") -> Markup:
    return Markup(' data-when="{}"{}{}').format(when, Markup(more), "" if shown else Markup(" hidden"))


def is_answered(values: Mapping[str, str], *names: str) -> bool:
    """Whether any of these fields stands elsewhere than a new form's."""
    return any(answer(values, name) != _field(name).blank for name in names)


def unfolded(values: Mapping[str, str], part: str, row: str = "") -> Markup:
    """`open`, for a part of the form in which something is answered."""
    inside = [
        field.name.replace("invoices-*", row, 1)
        for field in fields().values()
        if field.inside == part or field.inside.startswith(part + "/")
    ]
    return Markup(" open") if is_answered(values, *inside) else Markup()


#: What the templates ask of the table.
IN_TEMPLATES: dict[str, Any] = {
    "asked": asked,
    "holds_aside": holds_aside,
    "told": told,
    "told_optional": told_optional,
    "unfolded": unfolded,
}
