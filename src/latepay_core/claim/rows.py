"""Invoices in instalments are reckoned as rows of one number, one for each due date; a file keeps the instalments."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from latepay_core.claim.invoices import ClaimPayment, Invoice
from latepay_core.claim.part import made

_ROW = re.compile(r"invoices\[(\d+)\]")


class InvoicePart(Invoice):
    """One due date of an invoice that its file gives in instalments: a row like those that bear one number.

    `of` is the invoice's position in the file, `place` the instalment's within it; no file has these keys.
    """

    of: int = 0
    place: int = 0


def in_rows(invoices: Iterable[Invoice]) -> tuple[tuple[Invoice, ...], tuple[ClaimPayment, ...]]:
    """The invoices with a row for each instalment, in the file's order, and the payments made for these invoices.

    A payment for an invoice is one that names it: it settles the oldest part first. So does a credit note, which
    stands on the part that falls due first.
    """
    rows: list[Invoice] = []
    paid: list[ClaimPayment] = []
    for position, invoice in enumerate(invoices):
        if not invoice.instalments:
            rows.append(invoice)
            continue
        shared = {name: getattr(invoice, name) for name in Invoice.model_fields} | {"instalments": (), "payments": ()}
        first = min(each.due_on for each in invoice.instalments)
        for place, each in enumerate(invoice.instalments):
            own = {"due_on": each.due_on, "amount": each.amount, "of": position, "place": place}
            notes = invoice.credit_notes if each.due_on == first else ()
            undated = invoice.paid_undated if each.due_on == first else None
            rows.append(made(InvoicePart, **{**shared, **own, "credit_notes": notes, "paid_undated": undated}))
        named = (made(ClaimPayment, paid_on=each.paid_on, amount=each.amount) for each in invoice.payments)
        paid += [each.model_copy(update={"invoice": invoice.number}) for each in named]
    return tuple(rows), tuple(paid)


def as_part(invoice: Invoice, of: int, place: int) -> InvoicePart:
    """A row that a file had as an instalment of its invoice `of`."""
    return made(InvoicePart, **{name: getattr(invoice, name) for name in Invoice.model_fields}, of=of, place=place)


def in_instalments(invoices: Sequence[Invoice], dumped: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as a file holds them, those of one invoice put together again where they differ by nothing else."""
    found: list[dict[str, Any]] = []
    for at, group in _groups(invoices):
        rows = list(dumped[at : at + len(group)])
        whole = _together(group, rows)
        found += rows if whole is None else [whole]
    return found


def _groups(invoices: Sequence[Invoice]) -> Iterator[tuple[int, list[Invoice]]]:
    """The rows of each invoice of the file, with the position of the first."""
    start = 0
    for at in range(1, len(invoices) + 1):
        before, here = invoices[at - 1], invoices[at] if at < len(invoices) else None
        if not (isinstance(before, InvoicePart) and isinstance(here, InvoicePart) and before.of == here.of):
            yield start, list(invoices[start:at])
            start = at


_OF_A_PART = frozenset({"due_on", "amount", "credit_notes", "paid_undated"})
_SHARED = sorted(Invoice.model_fields.keys() - _OF_A_PART)


def _are_one(group: Sequence[Invoice]) -> bool:
    """Whether the rows can be one invoice of a file, in instalments."""
    first = min(range(len(group)), key=lambda at: group[at].due_on or date.max)
    noted = any(each.credit_notes or each.paid_undated for at, each in enumerate(group) if at != first)
    days = {each.due_on for each in group}
    if len(group) == 1 or None in days or len(days) < len(group) or not group[0].number:
        return False
    shared = [[getattr(each, name) for name in _SHARED] for each in group]
    return not noted and not any(each.payments for each in group) and all(each == shared[0] for each in shared)


def _together(group: Sequence[Invoice], rows: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    if not _are_one(group):
        return None
    first = min(range(len(group)), key=lambda at: group[at].due_on or date.max)
    shared = {key: value for key, value in rows[0].items() if key not in _OF_A_PART}
    total: Decimal | str = sum((each.amount for each in group), Decimal(0))
    if isinstance(rows[0]["amount"], str):
        total = format(total, "f")
    parts = [{"due_on": row["due_on"], "amount": row["amount"]} for row in rows]
    whole = {**shared, "instalments": parts, "amount": total}
    if "due_on" in whole or "credit_notes" in rows[first]:
        whole["credit_notes"] = rows[first]["credit_notes"]
    if "paid_undated" in rows[first]:
        whole["paid_undated"] = rows[first]["paid_undated"]
    return whole


def paths_in_file(invoices: Sequence[Invoice]) -> Callable[[str], str]:
    """For a path that counts rows, the one of the file that gave its invoices in instalments.

    >>> from latepay_core.claim import Claim
    >>> halves = [{"due_on": day, "amount": "5.00"} for day in ("2026-01-31", "2026-02-28")]
    >>> rows = [{"number": "F-1", "amount": "10.00", "instalments": halves}, {"due_on": "2026-01-31", "amount": "1.00"}]
    >>> in_file = paths_in_file(Claim.model_validate({"invoices": rows}).invoices)
    >>> [in_file(f"invoices[{at}].due_on") for at in range(3)]
    ['invoices[0].instalments[0].due_on', 'invoices[0].instalments[1].due_on', 'invoices[1].due_on']
    """
    if not any(isinstance(each, InvoicePart) for each in invoices):
        return lambda path: path
    places: list[tuple[int, int | None]] = []
    for _, group in _groups(invoices):
        at = 0 if not places else places[-1][0] + 1
        one = _are_one(group)
        places += [(at, place) if one else (at + place, None) for place in range(len(group))]

    def in_file(path: str) -> str:
        row = _ROW.match(path)
        if row is None:
            return path
        (position, place), rest = places[int(row[1])], path[row.end() :]
        if place is not None and rest in {".due_on", ".amount"}:
            rest = f".instalments[{place}]{rest}"
        return f"invoices[{position}]{rest}"

    return in_file
