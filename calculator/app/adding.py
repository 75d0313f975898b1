"""What was imported becomes entries of the form, beside those that were typed, which stay as they are."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from calculator.app.filling import fields_of, number_typed
from calculator.app.form import read_form
from calculator.app.wording import shown
from latepay_core import Claim
from latepay_core.claim.refusals import refusals_of

_ROW = re.compile(r"invoices-(\d+)-(.*)")
_OWN = re.compile(r"(payments|credit_notes)-(\d+)-(.*)")
#: What another customer's case takes over: who is owed, and up to which day.
_OF_THE_CREDITOR = ("creditor-", "side", "as_of")
_PARTIES = ("creditor-", "debtor-")


class Settling(NamedTuple):
    """A payment that the user confirmed: its day and sum in the form of a claim, the number of the invoice."""

    paid_on: str
    amount: str
    number: str


class Crediting(NamedTuple):
    """A credit note for an invoice of the form, by its number, or for all of them."""

    number: str
    issued_on: str
    amount: str
    invoice: str = ""


class Unfit(NamedTuple):
    """An imported invoice that no claim can hold, and why."""

    number: str
    reason: str


def kept_in(fields: Mapping[str, str]) -> dict[str, Any]:
    """The case that the form holds, as far as it is typed; an invoice without a sum or a day is none yet."""
    form = read_form(fields)
    data = {key: form.data[key] for key in ("creditor", "debtor", "payments", "credit_notes") if key in form.data}
    return data | {"invoices": form.data["invoices"] if form.rows else []}


def emptied(fields: Mapping[str, str]) -> dict[str, str]:
    """The entries with which another customer's case starts.

    >>> emptied({"creditor-name": "Atelier", "debtor-name": "Durand", "invoices-0-amount": "5", "as_of": "29/11/2026"})
    {'creditor-name': 'Atelier', 'as_of': '29/11/2026'}
    """
    return {name: value for name, value in fields.items() if name.startswith(_OF_THE_CREDITOR)}


def fit(invoices: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Unfit]]:
    r"""The invoices that a claim takes, and those that it does not, each with the reason.

    >>> sound = {"number": "F-1", "due_on": "2026-03-03", "amount": "100.00"}
    >>> kept, unfit = fit([sound, sound | {"number": "F-2", "amount": "0"}])
    >>> [each["number"] for each in kept], unfit
    (['F-1'], [Unfit(number='F-2', reason='Le montant est nul\u202f; indiquez le montant TTC dû.')])
    """
    if not invoices or _refusal({"invoices": invoices}) is None:
        return invoices, []
    reasons = [_refusal({"invoices": [each]}) for each in invoices]
    told = zip(invoices, reasons, strict=True)
    unfit = [Unfit(str(each.get("number", "")), reason) for each, reason in told if reason is not None]
    return [each for each, reason in zip(invoices, reasons, strict=True) if reason is None], unfit


def _refusal(claim: dict[str, Any]) -> str | None:
    try:
        Claim.model_validate(claim)
    except ValidationError as error:
        return shown(refusals_of(error)[0].message)
    return None


def joined(
    fields: Mapping[str, str],
    new: Mapping[str, Any],
    settling: Iterable[Settling] = (),
    crediting: Iterable[Crediting] = (),
) -> dict[str, str]:
    """The entries with what is `new`, a claim's parties, invoices, payments and credit notes; nothing typed is changed.

    `settling` and `crediting` are payments and credit notes for invoices that may have been there before.

    >>> typed = {"invoices-0-number": "F-1", "invoices-0-amount": "12,5", "debtor-name": ""}
    >>> invoice = {"number": "F-2", "due_on": "2026-03-03", "amount": "100.00"}
    >>> new = {"debtor": {"name": "Durand"}, "invoices": [invoice]}
    >>> found = joined(typed, new, [Settling("2026-03-05", "5", "F-1")])
    >>> found["debtor-name"], found["invoices-0-amount"], found["invoices-1-amount"]
    ('Durand', '12,5', '100,00')
    >>> found["invoices-0-payments-0-paid_on"], found["invoices-0-payments-0-amount"]
    ('05/03/2026', '5,00')
    """
    rows = read_form(fields).rows
    # a row in which nothing was typed gives its place to the first imported one
    made = {name: value for name, value in fields.items() if rows or not name.startswith("invoices-")}
    imported = _fields(new)
    for name, value in imported.items():
        if name.startswith(_PARTIES) and value and not made.get(name):
            made[name] = value
    made |= _rows_after(max(rows, default=-1) + 1, imported, made)
    made |= _own_rows_after(made, imported)
    for each in settling:
        made |= _payment(made, each)
    for note in crediting:
        made |= _credit_note(made, note)
    return made


def _fields(new: Mapping[str, Any]) -> dict[str, str]:
    """The entries of what is new; a claim that has no invoice lends its other parts."""
    invoices = list(new.get("invoices", ()))
    lone = [] if invoices else [{"due_on": "2000-01-01", "amount": "1.00"}]
    filled = fields_of(Claim.model_validate({**new, "invoices": invoices or lone}))
    named = {
        name: value for name, value in filled.items() if name.startswith((*_PARTIES, "payments-", "credit_notes-"))
    }
    return named | {name: value for name, value in filled.items() if invoices and name.startswith("invoices-")}


def _rows_after(start: int, imported: Mapping[str, str], made: Mapping[str, str]) -> dict[str, str]:
    """The imported rows of invoices, numbered from `start`."""
    rows = {}
    for name, value in imported.items():
        if found := _ROW.fullmatch(name):
            own = _apart(value, made) if found[2] == "kept" else value
            rows[f"invoices-{start + int(found[1])}-{found[2]}"] = own
    return rows


def _apart(kept: str, made: Mapping[str, str]) -> str:
    """What a row keeps for its file; an invoice in instalments is told from those that the form had as such."""
    own = json.loads(kept)
    if "part" in own:
        held = (json.loads(value) for name, value in made.items() if value and name.endswith("-kept"))
        taken = [each["part"][0] for each in held if isinstance(each, dict) and "part" in each]
        own["part"][0] += max(taken, default=-1) + 1
    return json.dumps(own, ensure_ascii=False)


def _own_rows_after(made: Mapping[str, str], imported: Mapping[str, str]) -> dict[str, str]:
    """The imported payments and credit notes of the whole claim, after those that it has."""
    rows = {}
    for name, value in imported.items():
        if found := _OWN.fullmatch(name):
            rows[f"{found[1]}-{_next(made, found[1] + '-') + int(found[2])}-{found[3]}"] = value
    return rows


def _next(made: Mapping[str, str], start: str) -> int:
    """The number after those that the rows of a list have."""
    pattern = re.compile(rf"{re.escape(start)}(\d+)-")
    return (
        max((int(found[1]) for name, value in made.items() if value and (found := pattern.match(name))), default=-1) + 1
    )


def _payment(made: Mapping[str, str], each: Settling) -> dict[str, str]:
    """A payment on its invoice; where several rows bear the number, on the claim, by that number."""
    said = {"paid_on": _day(each.paid_on), "amount": _sum(each.amount)}
    rows = list(_rows_of(made, each.number))
    if len(rows) == 1:
        start = f"invoices-{rows[0]}-payments-"
    else:
        start, said["invoice"] = "payments-", each.number
    at = _next(made, start)
    return {f"{start}{at}-{name}": value for name, value in said.items()}


def _credit_note(made: Mapping[str, str], each: Crediting) -> dict[str, str]:
    """A credit note on its invoice; where several rows bear the number, or none, on the claim."""
    said = {"number": each.number, "issued_on": _day(each.issued_on), "amount": _sum(each.amount)}
    rows = list(_rows_of(made, each.invoice)) if each.invoice else []
    start = f"invoices-{rows[0]}-credit_notes-" if len(rows) == 1 else "credit_notes-"
    at = _next(made, start)
    return {f"{start}{at}-{name}": value for name, value in said.items()}


def _rows_of(made: Mapping[str, str], number_: str) -> Iterator[int]:
    for name, value in made.items():
        if (found := _ROW.fullmatch(name)) and found[2] == "number" and value.strip() == number_:
            yield int(found[1])


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _sum(amount: str) -> str:
    return number_typed(Decimal(amount))
