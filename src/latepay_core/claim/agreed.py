"""Invoices whose own contract differs from the rest: which of them share a clause, and how they are named together."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from latepay_core.claim.contract import Terms
from latepay_core.claim.model import Claim
from latepay_core.claim.refusals import shown_value
from latepay_core.said import Cited, Said, said

#: Beyond, the other invoices are counted.
_NAMED = 10


class Agreed[Value](NamedTuple):
    """What was agreed for some invoices of a claim, by position; `own` where it is not what the claim says."""

    value: Value
    positions: tuple[int, ...]
    own: bool


def agreed_by[Value: Hashable](claim: Claim, of: Callable[[Terms], Value]) -> list[Agreed[Value]]:
    """Each value of a switch with its invoices: the claim's own first, where an invoice follows it.

    >>> rows = [{"due_on": "2026-01-31", "amount": "1"}, {"due_on": "2026-01-31", "amount": "1",
    ...     "terms": {"year": "actual"}}]
    >>> agreed_by(Claim.model_validate({"invoices": rows}), lambda terms: terms.year)
    [Agreed(value='365', positions=(0,), own=False), Agreed(value='actual', positions=(1,), own=True)]
    """
    whole = of(claim.terms)
    if not any(invoice.terms for invoice in claim.invoices):
        return [Agreed(whole, tuple(range(len(claim.invoices))), own=False)]
    found: dict[Value, list[int]] = {whole: []}
    for position, invoice in enumerate(claim.invoices):
        value = whole if invoice.terms is None else of(claim.agreed_for(invoice).terms)
        found.setdefault(value, []).append(position)
    return [Agreed(value, tuple(at), value != whole) for value, at in found.items() if at]


def invoices_told[Value](claim: Claim, agreed: Agreed[Value], *, article: bool = False) -> Said:
    """The invoices of one clause beside those of others: « facture F-2 », « autres factures ».

    >>> rows = [{"number": f"F-{at}", "due_on": "2026-01-31", "amount": "1"} for at in range(3)]
    >>> claim = Claim.model_validate({"invoices": rows})
    >>> invoices_told(claim, Agreed("", (0, 2), own=True)), invoices_told(claim, Agreed("", (0, 1), own=False))
    (said('agreed.several', invoices=('F-0', 'F-2')), said('agreed.others'))
    """
    key = "agreed.the" if article else "agreed"
    # an invoice in instalments is several rows of one number: it is named once
    names = list(dict.fromkeys(_name(claim, at) for at in agreed.positions))
    if len(names) == 1:
        return said(f"{key}.one", invoice=names[0])
    if not agreed.own:
        return said(f"{key}.others")
    if len(names) > _NAMED:
        count = len(names) - _NAMED + 1
        names = [*names[: _NAMED - 1], said("agreed.more", count=count)]
    return said(f"{key}.several", invoices=names)


def _name(claim: Claim, position: int) -> Cited:
    number = claim.invoices[position].number
    return shown_value(number) if number else said("agreed.unnumbered", position=position + 1)


def place_of_clause[Value](agreed: Agreed[Value], key: str) -> str:
    """The path of the field where the clause of some invoices stands."""
    return f"invoices[{agreed.positions[0]}].terms.{key}" if agreed.own else f"terms.{key}"


def own_clauses(claim: Claim, key: str) -> Sequence[tuple[str, object]]:
    """What the claim, then each invoice that has its own, says of a switch: its path and its value."""
    found = [(f"terms.{key}", getattr(claim.terms, key))]
    for position, invoice in enumerate(claim.invoices):
        own = getattr(invoice.terms, key) if invoice.terms is not None else None
        if own is not None:
            found.append((f"invoices[{position}].terms.{key}", own))
    return found
