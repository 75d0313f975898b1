"""The form's fields become a claim's data; each field learns what was understood, or what is wrong with it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from calculator.app import circumstances, happened, reading
from calculator.app.entries import Form, Mark
from calculator.app.fields import is_asked
from calculator.app.identifiers import note_identifiers
from calculator.app.terms import counted_from, note_dates, read_term, term_instead_of_date
from calculator.app.wording import language
from latepay_core import Claim, ClaimRefused
from latepay_core.claim.reading import read_json
from latepay_core.claim.rows import as_part, paths_in_file

__all__ = ["Form", "Mark", "asks_language", "claim_of", "place_in_file", "read_form"]

#: What is known of a party besides its kind; the letters need it, the reckoning does not.
PARTY_WORDS = ("name", "address", "siren", "vat_number", "email", "phone", "reference")
CREDITOR_WORDS = (*PARTY_WORDS, "iban", "bic")


def read_form(fields: Mapping[str, str]) -> Form:
    """Reads the form; `data` is what docs/format calls a claim as far as the fields could be understood."""
    form = Form(fields)
    _kept(form)
    # what is made of the case is in the page's language, unless its file has asked for another
    if language() != "fr":
        form.data.setdefault("language", language())
    reading.choice(form, form.data, "side", "side", "")
    _parties(form)
    reading.day(form, form.data, "as_of", "as_of", "", "as_of")
    reading.day(form, form.data, "notice_received_on", "notice_received_on", "")
    _judgment(form)
    _terms(form)
    _invoices(form)
    happened.read_happened(form)
    happened.read_notice_received(form)
    _letter(form)
    circumstances.read_circumstances(form)
    happened.read_buyers_payment(form)
    return form


def asks_language(form: Form) -> bool:
    """Whether the opened file itself says the language of what is made of it."""
    return "language" in _kept_in(form, "kept")


def claim_of(form: Form, **more: Any) -> Claim:
    """The claim that the form's data say, `more` beside them, with the rows that its file had as instalments.

    Raises pydantic's ValidationError where the data are no claim.
    """
    claim = Claim.model_validate({**form.data, **more})
    if not form.parts:
        return claim
    invoices = tuple(
        as_part(invoice, *form.parts[at]) if at in form.parts else invoice for at, invoice in enumerate(claim.invoices)
    )
    return claim.model_copy(update={"invoices": invoices})


def place_in_file(form: Form, claim: Claim) -> None:
    """What the core says of a claim has the paths of its file: the fields of its rows answer for them."""
    if form.parts:
        rows, form.field_of_path = form.field_of_path, {}
        in_file = paths_in_file(claim.invoices)
        for path, name in rows.items():
            form.field_of_path.setdefault(in_file(path), name)


def _kept(form: Form) -> None:
    """What an opened file held and the form has no field for travels along, so that saving loses nothing."""
    form.data.update(_kept_in(form, "kept"))


def _kept_in(form: Form, name: str) -> dict[str, Any]:
    """What a field without a question holds for the file."""
    text = form.typed(name)
    if not text:
        return {}
    try:
        kept = read_json(text)
    except ClaimRefused:
        form.fault(name, "kept-unreadable")
        return {}
    return kept if isinstance(kept, dict) else {}


def _letter(form: Form) -> None:
    """What only the letters need: kept as one text, which the step « Écrire » reads and writes."""
    text = form.typed("letter")
    if not text:
        return
    try:
        form.data["letter"] = read_json(text)
    except ClaimRefused:
        form.fault("letter", "kept-unreadable")


def _parties(form: Form) -> None:
    for party, words in (("creditor", CREDITOR_WORDS), ("debtor", PARTY_WORDS)):
        known = form.data.get(party)
        data: dict[str, Any] = dict(known) if isinstance(known, dict) else {}
        reading.choice(form, data, "kind", f"{party}-kind", party)
        for key in words:
            reading.text(form, data, key, f"{party}-{key}", party)
        form.data[party] = data
        note_identifiers(form, party)
    reading.choice(form, form.data["creditor"], "country", "creditor-country", "creditor")
    debtor = form.data["debtor"]
    reading.choice(form, debtor, "public_kind", "debtor-public_kind", "debtor")
    reading.day(form, debtor, "insolvency_opened_on", "debtor-insolvency_opened_on", "debtor")


def _judgment(form: Form) -> None:
    judgment: dict[str, Any] = {}
    reading.day(form, judgment, "enforceable_on", "judgment-enforceable_on", "judgment")
    if judgment:
        form.data["judgment"] = judgment


def _terms(form: Form) -> None:
    terms: dict[str, Any] = {}
    for key in ("semester", "year", "allocation", "rounding", "surplus"):
        reading.choice(form, terms, key, f"terms-{key}", "terms")
    terms["rate"] = _rate(form, "terms-rate", "terms.rate", form.typed("terms-rate-basis") or "statutory")
    reading.day(form, terms, "capitalise_from", "terms-capitalise_from", "terms")
    _supplied(form, terms)
    kept = form.data.get("terms")
    form.data["terms"] = {**(kept if isinstance(kept, dict) else {}), **terms}


#: What each clause on the rate must say.
_NEEDED = {"fixed": "percent", "ecb-plus": "points", "legal-times": "times"}


def _rate(form: Form, name: str, path: str, basis: str) -> dict[str, Any]:
    """The clause on the rate that fields with this name give."""
    rate: dict[str, Any] = {"basis": basis}
    form.field_of_path[path] = f"{name}-basis"
    if needs := _NEEDED.get(basis):
        reading.rate(form, rate, needs, f"{name}-{needs}", path, needs)
    return rate


def _own_terms(form: Form, data: dict[str, Any], name: str, path: str) -> None:
    """The clause of this invoice's own contract, beside what its file says of other conventions."""
    known = data.pop("terms", None)
    own = dict(known) if isinstance(known, dict) else {}
    if basis := form.typed(name + "rate-basis"):
        own["rate"] = _rate(form, name + "rate", f"{path}.terms.rate", basis)
    if own:
        form.field_of_path.setdefault(f"{path}.terms", name + "rate-basis")
        data["terms"] = own


def usual_series(debtor_kind: str, creditor_kind: str) -> str:
    """The series on which the interest of such a debt rests, as long as the contract says nothing."""
    return "legal-interest" if debtor_kind == "consumer" or creditor_kind == "individual" else "ecb-mro"


def _supplied(form: Form, terms: dict[str, Any]) -> None:
    if not (form.typed("terms-supplied-percent") or form.typed("terms-supplied-from")):
        return
    series = form.typed("terms-supplied-series") or usual_series(form.typed("debtor-kind"), form.typed("creditor-kind"))
    rate: dict[str, Any] = {"series": series}
    path = "terms.supplied_rates[0]"
    reading.day(form, rate, "from", "terms-supplied-from", path, "supplied-from")
    reading.rate(form, rate, "percent", "terms-supplied-percent", path, "supplied-percent")
    terms["supplied_rates"] = [rate]


def row_numbers(form: Form) -> list[int]:
    """The numbers of the invoice rows that hold something; the first row always counts."""
    return sorted(form.rows) or [min(form.numbers, default=0)]


class _Row(NamedTuple):
    """An invoice row as it was read, and all that it was read from."""

    entries: dict[str, str]
    data: dict[str, Any]
    marks: dict[str, Mark]
    field_of_path: dict[str, str]
    parts: dict[int, tuple[int, int]]


#: What the rows of the last form were read with: the language, and the fields of no invoice.
_WITH: list[tuple[str, dict[str, str]]] = []
#: The rows of the last form, by number and position: a keystroke changes one, and the others are not read again.
_READ: dict[tuple[int, int], _Row] = {}


def _invoices(form: Form) -> None:
    """Reads the invoice rows."""
    read_with = (language(), form.around)
    if [read_with] != _WITH:
        _READ.clear()
        _WITH[:] = [read_with]
    rows = {}
    for position, number in enumerate(row_numbers(form)):
        entries = form.entries.get(number, {})
        known = _READ.get((number, position))
        if known is None or known.entries != entries:
            known = _row(form, number, position, entries)
        rows[number, position] = known
        form.marks.update(known.marks)
        form.field_of_path.update(known.field_of_path)
        form.parts.update(known.parts)
    _READ.clear()
    _READ.update(rows)
    form.data["invoices"] = [each.data for each in rows.values()]


def _row(form: Form, number: int, position: int, entries: dict[str, str]) -> _Row:
    alone = Form({**form.around, **entries})
    data = _invoice(alone, number, position)
    marks = {name: mark.kept() for name, mark in alone.marks.items()}
    return _Row(entries, data, marks, alone.field_of_path, alone.parts)


def _invoice(form: Form, number: int, position: int) -> dict[str, Any]:
    name, path = f"invoices-{number}-", f"invoices[{position}]"
    data = _kept_in(form, name + "kept")
    part = data.pop("part", None)
    if isinstance(part, list) and len(part) == len(("of", "place")) and all(type(each) is int for each in part):
        form.parts[position] = (part[0], part[1])
    reading.text(form, data, "number", name + "number", path)
    reading.euros(form, data, "amount", name + "amount", path, "amount")
    if form.typed(name + "due_mode") == "term":
        read_term(form, data, name, path)
    elif not term_instead_of_date(form, data, name, path):
        reading.day(form, data, "due_on", name + "due_on", path, "due_on")
        reading.day(form, data, "issued_on", name + "issued_on", path)
    reading.euros(form, data, "paid_undated", name + "paid_undated", path)
    for flag in ("summary", "compensated"):
        if form.typed(name + flag):
            data[flag] = True
    _own_terms(form, data, name, path)
    _delivery(form, data, name, path)
    _suspension(form, data, name, path)
    note_dates(form, data, name)
    for kind, read in (("payments", _payment), ("credit_notes", happened.credit_note)):
        rows = sorted(form.rows.get(number, {}).get(kind, ()))
        if rows:
            data[kind] = [read(form, f"{name}{kind}-{row}-", f"{path}.{kind}[{at}]") for at, row in enumerate(rows)]
    return data


def _delivery(form: Form, data: dict[str, Any], name: str, path: str) -> None:
    """The sector, and the days of delivery and performance that its term or the limitation may start from."""
    reading.choice(form, data, "trade", name + "trade", path)
    if form.typed(name + "transport") and form.typed("debtor-kind") == "public-body":
        # of all sectors, the one that changes something for a public buyer: its limitation (C. com., art. L133-6)
        data["trade"] = "transport"
    _day_if_asked(form, data, "delivered_on", name, path)
    reading.day(form, data, "performed_on", name + "performed_on", path)
    if form.typed(name + "due_mode") == "term" and counted_from(form, name) != "issue":
        return
    _day_if_asked(form, data, "received_on", name, path)


def _day_if_asked(form: Form, data: dict[str, Any], key: str, name: str, path: str) -> None:
    """A day that counts as it stands where another answer has put its question out of sight."""
    if is_asked(form.fields, name + key):
        reading.day(form, data, key, name + key, path)
    else:
        reading.unseen_day(form, data, key, name + key)


def _suspension(form: Form, data: dict[str, Any], name: str, path: str) -> None:
    """The one suspension a public buyer may make of the term (CCP, art. R2192-27)."""
    if not (form.typed(name + "suspension-notified_on") or form.typed(name + "suspension-completed_on")):
        return
    within, suspension = f"{path}.suspension", dict[str, Any]()
    reading.day(form, suspension, "notified_on", name + "suspension-notified_on", within, "suspended-on")
    reading.day(form, suspension, "completed_on", name + "suspension-completed_on", within)
    data["suspension"] = suspension


def _payment(form: Form, name: str, path: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    reading.day(form, data, "paid_on", name + "paid_on", path, "paid_on")
    reading.euros(form, data, "amount", name + "amount", path, "amount")
    return data
