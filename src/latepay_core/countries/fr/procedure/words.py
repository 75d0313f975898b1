"""What this room says, by key and figures; and the articles and the confidence that stand beside it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from latepay_core.claim import Claim
from latepay_core.countries.fr.procedure.law_figures import figures_of
from latepay_core.countries.fr.time_limits import TimeLimit
from latepay_core.data import table
from latepay_core.law import Certainty
from latepay_core.law.certainty import label
from latepay_core.procedure.model import Point
from latepay_core.said import Cited, Said, Value, in_a_row, said, said_to
from latepay_core.statement import InvoiceStatement

_CATALOGUE = "procedure"


def told(key: str, /, **figures: Value | Iterable[Value]) -> Said:
    """A sentence of this room; `party`, the one who owes, is one of its figures.

    >>> told("status.open").key
    'procedure/status.open'
    """
    party = said(f"{_CATALOGUE}/party.{_party.get()}")
    # of a private debt some things are told otherwise: there is no invoice to check or to send again
    if of_a_private_debt():
        return said_to("private", f"{_CATALOGUE}/{key}", party=party, **figures)
    return said(f"{_CATALOGUE}/{key}", party=party, **figures)


@contextmanager
def speaking_of(claim: Claim) -> Iterator[None]:
    """While it lasts, the one who owes is no customer where a private person is owed the money."""
    before = _party.set("private" if claim.creditor.kind == "individual" else "client")
    try:
        yield
    finally:
        _party.reset(before)


_party: ContextVar[str] = ContextVar("party", default="client")


def of_a_private_debt() -> bool:
    """Whether a private person is owed the money spoken of."""
    return _party.get() == "private"


def point(key: str, /, **figures: Value | Iterable[Value]) -> Point:
    """A statement of the law or of good practice: its sentence, its article, how far it was verified.

    >>> found = point("mediation-abroad")
    >>> found.confidence, found.confidence_label.key
    ('own-knowledge', 'certainty.label.own-knowledge')
    """
    ground = table("latepay_core.countries.fr.procedure", "points.toml")[key]
    confidence: Certainty = ground["confidence"]
    return Point(
        code=key,
        text=told(f"point.{key}", **figures_of(ground.get("law", ())), **figures),
        reference=ground.get("reference", ""),
        confidence=confidence,
        confidence_label=label(confidence),
    )


def day_to_keep(limit: TimeLimit) -> date:
    """The last day to go by: with the extension of procedure, where it applies.

    >>> from latepay_core.countries.fr.time_limits import claim_declaration, order_service
    >>> day_to_keep(claim_declaration(date(2026, 9, 22))), day_to_keep(order_service(date(2026, 8, 31)))
    (datetime.date(2026, 11, 23), datetime.date(2027, 3, 1))
    """
    return limit.last_day


def limit_point(limit: TimeLimit) -> Point:
    """A time limit as a statement of the law: how it was counted, and what to beware of."""
    return Point(
        code=limit.code,
        text=in_a_row(limit.sentence, *limit.cautions),
        reference=limit.reference,
        confidence=limit.confidence,
        confidence_label=label(limit.confidence),
    )


def points(*keys: str) -> tuple[Point, ...]:
    """Several of them that need no figure."""
    return tuple(map(point, keys))


def named(invoice: InvoiceStatement) -> Cited:
    """An invoice by its number; by its due date and what is left of it, where it bears none."""
    return invoice.number or told("unnumbered", due=invoice.due_on, amount=invoice.principal_due)
