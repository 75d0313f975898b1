"""The form's fields become a claim's data; each field learns what was understood, or what is wrong with it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.app.sectors import sectors_from_delivery
from calculator.app.wording import say, shown
from latepay_core.claim import Refusal
from latepay_core.claim.typed import date_parts, last_day_of_month, read_amount, read_date
from latepay_core.language import amount, date_in_words, percent
from latepay_core.language.french import MONTHS

#: Choices that stand in a row from the start do not make it a filled one.
_DEFAULTS = ("due_mode", "term-from", "term-end_of_month")
_ROW = re.compile(r"invoices-(\d+)-(?:(payments|credit_notes)-(\d+)-)?[a-z_-]+")


@dataclass(slots=True)
class Mark:
    """What stands beside a field: an error, or what was understood. `missing` errors wait until they are asked for."""

    error: str = ""
    echo: str = ""
    warning: str = ""
    missing: bool = False

    def as_json(self) -> dict[str, str | bool]:
        """Only what is set."""
        return {name: value for name in ("error", "echo", "warning", "missing") if (value := getattr(self, name))}


@dataclass
class Form:
    """The fields as typed, the claim data read from them, and the marks beside the fields."""

    fields: Mapping[str, str]
    data: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    field_of_path: dict[str, str] = field(default_factory=dict)
    #: The invoice rows there are, and of those that hold something, the payments and credit notes that do.
    numbers: set[int] = field(default_factory=set)
    rows: dict[int, dict[str, set[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.fields.items():
            match = _ROW.fullmatch(name) if name.startswith("invoices-") else None
            if match is None:
                continue
            number = int(match[1])
            self.numbers.add(number)
            if value.strip() and not name.endswith(_DEFAULTS):
                inside = self.rows.setdefault(number, {})
                if match[2]:
                    inside.setdefault(match[2], set()).add(int(match[3]))

    def typed(self, name: str) -> str:
        """What stands in a field, without spaces around it."""
        return self.fields.get(name, "").strip()

    def mark(self, name: str) -> Mark:
        """The mark beside a field."""
        return self.marks.setdefault(name, Mark())

    def fault(self, name: str, key: str, /, **figures: object) -> None:
        """Marks a field as wrong."""
        self.mark(name).error = say(f"field.{key}", **figures)

    def miss(self, name: str, key: str) -> None:
        """Marks a field as empty though it is needed."""
        mark = self.mark(name)
        mark.error, mark.missing = say(f"field.missing-{key}"), True

    def refused(self, refusals: tuple[Refusal, ...]) -> list[str]:
        """Puts the core's refusals beside the fields they are about; returns those that no field answers for."""
        general = []
        for refusal in refusals:
            name = self._field_for(refusal.path)
            if name is None:
                general.append(shown(refusal.message))
            elif not self.mark(name).error:
                self.mark(name).error = shown(refusal.message)
        return general

    def _field_for(self, path: str) -> str | None:
        while path:
            if path in self.field_of_path:
                return self.field_of_path[path]
            inside = [name for known, name in self.field_of_path.items() if known.startswith((path + ".", path + "["))]
            if inside:
                return inside[0]
            path = re.sub(r"(\.[a-z_]+|\[\d+\]|^[a-z_]+)$", "", path)
        return None

    @property
    def faulty(self) -> bool:
        """Whether any field is wrong or missing."""
        return any(mark.error for mark in self.marks.values())

    @property
    def only_incomplete(self) -> bool:
        """Whether everything typed is right and something is still missing."""
        return all(mark.missing for mark in self.marks.values() if mark.error)


def read_form(fields: Mapping[str, str]) -> Form:
    """Reads the form; `data` is what the contract calls a claim as far as the fields could be understood."""
    form = Form(fields)
    _kept(form)
    _parties(form)
    _date(form, form.data, "as_of", "as_of", "", "as_of")
    _date(form, form.data, "notice_received_on", "notice_received_on", "")
    _judgment(form)
    _terms(form)
    form.data["invoices"] = [_invoice(form, number, position) for position, number in enumerate(_invoice_numbers(form))]
    return form


def _kept(form: Form) -> None:
    """What an opened file held and the form has no field for travels along, so that saving loses nothing."""
    text = form.typed("kept")
    if not text:
        return
    try:
        kept = json.loads(text)
    except ValueError:
        form.fault("kept", "kept-unreadable")
        return
    if isinstance(kept, dict):
        form.data.update(kept)


def _parties(form: Form) -> None:
    for party in ("creditor", "debtor"):
        known = form.data.get(party)
        data: dict[str, Any] = dict(known) if isinstance(known, dict) else {}
        for key in ("kind", "name"):
            if value := form.typed(f"{party}-{key}"):
                data[key] = value
                form.field_of_path[f"{party}.{key}"] = f"{party}-{key}"
        form.data[party] = data
    _date(form, form.data["debtor"], "insolvency_opened_on", "debtor-insolvency_opened_on", "debtor")


def _judgment(form: Form) -> None:
    judgment: dict[str, Any] = {}
    _date(form, judgment, "enforceable_on", "judgment-enforceable_on", "judgment")
    if judgment:
        form.data["judgment"] = judgment


def _terms(form: Form) -> None:
    terms: dict[str, Any] = {}
    for key in ("semester", "year", "allocation", "rounding"):
        if value := form.typed(f"terms-{key}"):
            terms[key] = value
            form.field_of_path[f"terms.{key}"] = f"terms-{key}"
    basis = form.typed("terms-rate-basis") or "statutory"
    needs = {"fixed": "percent", "ecb-plus": "points", "legal-times": "times"}.get(basis)
    rate: dict[str, Any] = {"basis": basis}
    form.field_of_path["terms.rate"] = "terms-rate-basis"
    if needs:
        _number(form, rate, needs, f"terms-rate-{needs}", "terms.rate", needs)
    terms["rate"] = rate
    _date(form, terms, "capitalise_from", "terms-capitalise_from", "terms")
    _supplied(form, terms)
    kept = form.data.get("terms")
    form.data["terms"] = {**(kept if isinstance(kept, dict) else {}), **terms}


def _supplied(form: Form, terms: dict[str, Any]) -> None:
    if not (form.typed("terms-supplied-percent") or form.typed("terms-supplied-from")):
        return
    civil = form.typed("debtor-kind") == "consumer" or form.typed("creditor-kind") == "individual"
    rate: dict[str, Any] = {"series": "legal-interest" if civil else "ecb-mro"}
    path = "terms.supplied_rates[0]"
    _date(form, rate, "from", "terms-supplied-from", path, "supplied-from")
    _number(form, rate, "percent", "terms-supplied-percent", path, "supplied-percent")
    terms["supplied_rates"] = [rate]


def _invoice_numbers(form: Form) -> list[int]:
    """The numbers of the invoice rows that hold something; the first row always counts."""
    return sorted(form.rows) or [min(form.numbers, default=0)]


def _invoice(form: Form, number: int, position: int) -> dict[str, Any]:
    name, path = f"invoices-{number}-", f"invoices[{position}]"
    data: dict[str, Any] = {}
    if text := form.typed(name + "number"):
        data["number"] = text
    form.field_of_path[f"{path}.number"] = name + "number"
    _amount(form, data, "amount", name + "amount", path, "amount")
    if form.typed(name + "due_mode") == "term":
        _term(form, data, name, path)
    else:
        _date(form, data, "due_on", name + "due_on", path, "due_on")
        _date(form, data, "issued_on", name + "issued_on", path)
    if form.typed(name + "summary"):
        data["summary"] = True
    _trade(form, data, name, path)
    for kind, read in (("payments", _payment), ("credit_notes", _credit_note)):
        rows = sorted(form.rows.get(number, {}).get(kind, ()))
        if rows:
            data[kind] = [read(form, f"{name}{kind}-{row}-", f"{path}.{kind}[{at}]") for at, row in enumerate(rows)]
    return data


def _term(form: Form, data: dict[str, Any], name: str, path: str) -> None:
    receipt = form.typed(name + "term-from") == "receipt"
    _date(form, data, "issued_on", name + "issued_on", path, "" if receipt else "issued_on")
    if receipt:
        _date(form, data, "received_on", name + "received_on", path, "received_on")
    term: dict[str, Any] = {"from": "receipt" if receipt else "issue"}
    _whole(form, term, "days", name + "term-days", f"{path}.term", "days")
    if end := form.typed(name + "term-end_of_month"):
        term["end_of_month"] = end
        if form.typed(name + "term-on_day"):
            _whole(form, term, "on_day", name + "term-on_day", f"{path}.term")
    form.field_of_path.setdefault(f"{path}.term", name + "term-days")
    data["term"] = term


def _trade(form: Form, data: dict[str, Any], name: str, path: str) -> None:
    form.field_of_path[f"{path}.trade"] = name + "trade"
    trade = form.typed(name + "trade")
    if trade:
        data["trade"] = trade
    if trade in sectors_from_delivery():
        _date(form, data, "delivered_on", name + "delivered_on", path)
    else:
        _unseen_date(form, data, "delivered_on", name + "delivered_on")
    for key in {"performed_on", "received_on"} - set(data):
        _unseen_date(form, data, key, name + key)


def _unseen_date(form: Form, data: dict[str, Any], key: str, name: str) -> None:
    """A date from an opened file that the form does not show: kept where it is one, and never an error."""
    day = read_date(form.typed(name))
    if day is not None:
        data[key] = day.isoformat()


def _payment(form: Form, name: str, path: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    _date(form, data, "paid_on", name + "paid_on", path, "paid_on")
    _amount(form, data, "amount", name + "amount", path, "amount")
    return data


def _credit_note(form: Form, name: str, path: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if text := form.typed(name + "number"):
        data["number"] = text
    _date(form, data, "issued_on", name + "issued_on", path, "note-issued_on")
    _amount(form, data, "amount", name + "amount", path, "amount")
    return data


def _date(form: Form, data: dict[str, Any], key: str, name: str, path: str, missing: str = "") -> None:
    form.field_of_path[f"{path}.{key}" if path else key] = name
    text = form.typed(name)
    if not text:
        if missing:
            form.miss(name, missing)
        return
    day = read_date(text)
    if day is None:
        _date_fault(form, name, text)
        return
    form.mark(name).echo = date_in_words(day)
    data[key] = day.isoformat()


def _date_fault(form: Form, name: str, text: str) -> None:
    parts = date_parts(text)
    if parts is None:
        form.fault(name, "date-unreadable", given=text[:40])
        return
    year, month, day = parts
    last = last_day_of_month(year, month) if year else None
    if last is None:
        form.fault(name, "date-no-month", month=month)
        return
    close = last if day else date(year, month, 1)
    given = f"{day} {MONTHS[month - 1]}"
    form.fault(name, "date-impossible", given=given, close=date_in_words(close))


def _decimal(
    form: Form, data: dict[str, Any], key: str, name: str, echo: Callable[[Decimal], str], fault: str, text: str
) -> None:
    value = read_amount(text)
    if value is None:
        form.fault(name, fault, given=form.typed(name)[:40])
        return
    form.mark(name).echo = echo(value)
    data[key] = format(value, "f")


def _amount(form: Form, data: dict[str, Any], key: str, name: str, path: str, missing: str) -> None:
    form.field_of_path[f"{path}.{key}"] = name
    text = form.typed(name)
    if not text:
        form.miss(name, missing)
        return
    _decimal(form, data, key, name, amount, "amount-unreadable", text)


def _number(form: Form, data: dict[str, Any], key: str, name: str, path: str, missing: str) -> None:
    form.field_of_path[f"{path}.{key}"] = name
    text = form.typed(name)
    if not text:
        form.miss(name, missing)
        return
    echo = percent if key == "percent" else lambda value: ""
    _decimal(form, data, key, name, echo, "rate-unreadable", text.rstrip("%"))


def _whole(form: Form, data: dict[str, Any], key: str, name: str, path: str, missing: str = "") -> None:
    form.field_of_path[f"{path}.{key}"] = name
    text = form.typed(name)
    if not text:
        if missing:
            form.miss(name, missing)
        return
    digits = text.removesuffix("jours").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 6:  # noqa: PLR2004 - longer is no number of days
        form.fault(name, "whole-unreadable", given=text[:40])
        return
    data[key] = int(digits)
