"""An invoice's term of payment: read from its own fields or from where the due date is asked; the dates it gives."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from calculator.app import reading
from calculator.app.entries import Form
from calculator.app.wording import date_in_words, day_count, in_words, language, say
from latepay_core.claim import Invoice, Term
from latepay_core.claim.typed import quoted
from latepay_core.claim.typed.terms import term_typed
from latepay_core.countries.fr.maximum import end_of_month_maxima, latest_lawful, legal_maximum
from latepay_core.dates import due_on, readings
from latepay_core.dates.term_words import length_told, payment_days_told
from latepay_core.law import parameter
from latepay_core.said import Language

Data = dict[str, Any]
_DAY_NUMBERS = re.compile(r"(?:les? )?\d{1,2}(?:er)?(?: ?(?:[,;/]|et|ou)(?: le)? ?\d{1,2}(?:er)?)*")
_LAST_DAY = 31
_MOST_DIGITS = 9
_PUBLIC_KINDS = ("state-or-local", "health", "public-enterprise")
#: The fields that answer for the keys of a term.
_FIELDS = {
    "": "days",
    ".days": "days",
    ".months": "days",
    ".end_of_month": "end_of_month",
    ".on_day": "on_day",
    ".on_days": "on_day",
}


def read_term(form: Form, data: Data, name: str, path: str) -> None:
    """The term as its own fields say it: its length, what it is counted from, the end of month, the payment days."""
    start = counted_from(form, name)
    _read_start(form, data, name, path, start)
    term: Data = {"from": start}
    _length(form, term, name)
    # A public buyer's term is counted in days alone.
    if start != "payment-request":
        if (end := form.typed(name + "term-end_of_month")) and term.get("end_of_month", "unknown") == "unknown":
            term["end_of_month"] = end
        _payment_days(form, term, name + "term-on_day")
    for key, field in _FIELDS.items():
        form.field_of_path.setdefault(f"{path}.term{key}", f"{name}term-{field}")
    data["term"] = term


def term_instead_of_date(form: Form, data: Data, name: str, path: str) -> bool:
    """Whether a term was typed where the due date is asked; it is then taken for what it says."""
    field = name + "due_on"
    said = form.typed(field)
    if not said or (said[:1].isdigit() and "/" in said):
        return False
    typed = term_typed(said)
    if typed is None:
        return False
    form.field_of_path[f"{path}.term"] = form.field_of_path[f"{path}.due_on"] = field
    public = _is_public(form)
    if typed.get("from") == "receipt" and not public:
        key = "term-at-receipt" if not typed.get("days") else "term-from-receipt"
        form.fault(field, key, given=quoted(said))
        return True
    start = "payment-request" if public else "issue"
    _read_start(form, data, name, path, start)
    data["term"] = {"from": start, **(_in_days_alone(form, typed, field) if public else typed)}
    return True


def counted_from(form: Form, name: str) -> str:
    """What an invoice's term is counted from; of a public buyer it is not asked, a file may say it all the same."""
    return form.typed(name + "term-from") or ("payment-request" if _is_public(form) else "issue")


def _is_public(form: Form) -> bool:
    return form.typed("debtor-kind") == "public-body"


def _buyers_days(form: Form) -> int:
    """The days that the law gives the buyer; the shortest term, the ordinary one, where its kind is not said."""
    kind = form.typed("debtor-public_kind")
    return int(parameter(f"public.term-{kind if kind in _PUBLIC_KINDS else 'state-or-local'}").values[-1].value)


def _in_days_alone(form: Form, typed: Mapping[str, Any], field: str) -> Data:
    """A public buyer's term is its days (CCP, art. R2192-10): the end of month and the payment days fall away."""
    if "months" in typed:
        form.fault(field, "public-months", given=quoted(form.typed(field)))
        return {}
    if typed.keys() - {"days", "from"}:
        form.mark(field).warning = say("term.public-days", days=day_count(typed["days"]))
    return {"days": typed["days"]}


def note_dates(form: Form, data: Data, name: str) -> None:
    """Puts beside the term the due date that it gives, its other reading, and the latest that the law allows."""
    if "term" not in data:
        return
    typed_as_date = form.typed(name + "due_mode") != "term"
    field = name + ("due_on" if typed_as_date else "term-days")
    if form.mark(field).error:
        return
    business = form.typed("debtor-kind") in ("", "business") and form.typed("creditor-kind") in ("", "business")
    known = {key: data.get(key) for key in ("issued_on", "received_on", "delivered_on", "performed_on", "trade")}
    term = tuple(sorted((key, tuple(v) if isinstance(v, list) else v) for key, v in data["term"].items()))
    noted = _dates(term, tuple(known.items()), business, bool(data.get("summary")), typed_as_date, language())
    if noted is None:
        if typed_as_date:
            asked = "needs-receipt" if data["term"]["from"] == "payment-request" else "needs-issue"
            form.mark(field).echo = say(f"term.{asked}", said=quoted(form.typed(field)))
        return
    form.mark(field).echo = noted[0]
    if data["term"]["from"] == "payment-request":
        if not typed_as_date and not form.typed(field):
            form.mark(field).echo += " " + say("term.buyers-own", days=day_count(data["term"]["days"]))
        return
    form.mark(field if typed_as_date else name + "term-end_of_month").warning = noted[1]


@lru_cache(maxsize=2048)
def _dates(
    term: tuple[tuple[str, Any], ...],
    known: tuple[tuple[str, Any], ...],
    business: bool,
    summary: bool,
    here: bool,
    _language: Language,
) -> tuple[str, str] | None:
    """What is said of a term's due date, and of its two readings where nobody knows which one was agreed upon.

    `here`: the whole term stands in one field, where the reading can be written as well.
    """
    data: Mapping[str, Any] = {key: value for key, value in known if value is not None}
    try:
        invoice = Invoice.model_validate({**data, "term": dict(term), "amount": "1", "summary": summary})
    except ValidationError:
        return None
    due = due_on(invoice)
    if due is None or invoice.term is None:
        return None
    said = [say("term.due", day=date_in_words(due))]
    doubt = ""
    start = invoice.received_on if invoice.term.counted_from == "receipt" else invoice.issued_on
    if invoice.term.end_of_month and start:
        both = dict(readings(invoice.term, start, both=True))
        words = {reading: date_in_words(day) for reading, day in both.items()}
        length = in_words(length_told(invoice.term))
        if invoice.term.end_of_month == "unknown" and both["after"] != both["before"]:
            doubt = say("term.two-readings", length=length, days=in_words(payment_days_told(invoice.term)), **words)
            doubt += " " + (
                say("term.write-which", length=length, on=_on_days(invoice.term)) if here else say("term.choose-which")
            )
        elif both["after"] != both["before"]:
            other = "before" if invoice.term.end_of_month == "after" else "after"
            said.append(say(f"term.other-{other}", length=length, day=words[other]))
    if business:
        said.append(_maximum(invoice))
    return " ".join(filter(None, said)), doubt


def _maximum(invoice: Invoice) -> str:
    """The latest that the law allows; of an end of month, by each rule that allows one, whichever reading is chosen."""
    maximum = latest_lawful(invoice)
    if maximum is None:
        return ""
    net = legal_maximum(invoice.issued_on, summary=invoice.summary)
    ends = end_of_month_maxima(invoice)
    if net and ends:
        both = {str(reading): date_in_words(day) for reading, day in ends.dates.items()}
        days = {"length": day_count(ends.days), "day": date_in_words(net.due_on), "rule": in_words(net.rule_told)}
        return say("term.maximum-end-of-month", **days, **both)
    sector = say("term.sector", title=in_words(maximum.sector.title)) if maximum.sector else ""
    words = {"day": date_in_words(maximum.due_on), "rule": in_words(maximum.rule_told), "sector": sector}
    return say("term.maximum", **words)


def _on_days(term: Term) -> str:
    """The payment days as they are typed at the end of a term."""
    days = [str(each) for each in term.payment_days]
    if not days:
        return ""
    return f" on the {' and '.join(days)}" if language() == "en" else f" le {' et '.join(days)}"


def _read_start(form: Form, data: Data, name: str, path: str, start: str) -> None:
    reading.day(form, data, "issued_on", name + "issued_on", path, "issued_on" if start == "issue" else "")
    if start != "issue":
        # A public buyer's term starts from the request's own date where its receipt is not known (CCP, art. R2192-14).
        reading.day(form, data, "received_on", name + "received_on", path, "received_on" if start == "receipt" else "")


def _length(form: Form, term: Data, name: str) -> None:
    """The length: a number, of days unless months were chosen, or the whole term in words."""
    field = name + "term-days"
    said = form.typed(field)
    unit = form.typed(name + "term-unit") or "days"
    public = term["from"] == "payment-request"
    if not said and public:
        term["days"] = _buyers_days(form)
        return
    if not said:
        form.miss(field, unit)
        return
    digits = "".join(said.split())
    number = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    typed = {unit: int(digits)} if number else term_typed(said)
    if typed is None:
        form.fault(field, "whole-unreadable", given=quoted(said))
        return
    if public:
        term |= _in_days_alone(form, typed, field)
        return
    term |= {key: value for key, value in typed.items() if key != "from" or term["from"] == "issue"}


def _payment_days(form: Form, term: Data, field: str) -> None:
    said = form.typed(field).lower()
    if not said:
        return
    numbers = sorted({int(number) for number in re.findall(r"\d+", said)}) if _DAY_NUMBERS.fullmatch(said) else []
    if not numbers or not 1 <= numbers[0] <= numbers[-1] <= _LAST_DAY:
        form.fault(field, "day-number-unreadable", given=quoted(said))
        return
    term.pop("on_days", None)
    term.pop("on_day", None)
    term |= {"on_day": numbers[0]} if len(numbers) == 1 else {"on_days": numbers}
