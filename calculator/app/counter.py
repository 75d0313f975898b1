"""« On me réclame »: a claim received, read from its letter or typed line by line, and taken apart.

What was typed travels in the form's hidden field `asked`, as it was typed; what was read of it goes into the claim's
letter received (`letter.received`), which the answer's letter and the command line use.
"""

import json
import re
from binascii import a2b_base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count as count_from
from typing import Any, get_args

from pydantic import ValidationError

from calculator.app.addressing import reader_of
from calculator.app.form import read_form
from calculator.app.kept import case_of
from calculator.app.view import render
from calculator.app.weighing_words import say
from calculator.app.wording import amount, date_in_numbers, in_words, number, percent, shown, worded
from latepay_core import Claim, ClaimRefused, draw_up
from latepay_core.case import Case
from latepay_core.claim.asked import Asked, Choice, Kind
from latepay_core.claim.typed import amount_typed, date_typed, number_typed
from latepay_core.weighing import (
    CounterCheck,
    Letter,
    TheirInvoice,
    TheirPayment,
    answers,
    as_they_allocate,
    check_claim,
    contested,
    laid_out,
    read_letter,
)

Answer = dict[str, Any]
#: Of the sums of a letter that was not understood, how many are named.
_MOST_NAMED = 12
KINDS: tuple[Kind, ...] = get_args(Kind)
CHOICES: tuple[Choice, ...] = get_args(Choice)
_MOST_ROWS = 200
_MOST_NAMED = 5


# ---------------------------------------------------------------- what was typed


@dataclass
class _Read:
    """What was read of the rows; `errors` by the number of the row, or `total`, `rate`, `dated`."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    total: Decimal | None = None
    rate: Decimal | None = None
    dated: date | None = None
    errors: dict[str, str] = field(default_factory=dict)


def _read(typed: Mapping[str, Any], near: date | None) -> _Read:
    found = _Read()
    lines = typed.get("lines")
    rows = lines[:_MOST_ROWS] if isinstance(lines, list) else []
    for at, row in enumerate(each if isinstance(each, dict) else {} for each in rows):
        said, label = str(row.get("amount", "")).strip(), str(row.get("label", "")).strip()
        if said:
            value = _euros(said, found, str(at))
            if value is not None:
                kind = row.get("kind") if row.get("kind") in KINDS else "other"
                answer = {"choice": row["choice"]} if row.get("choice") in CHOICES else {}
                found.lines.append({"kind": kind, "amount": str(value), "label": label[:200]} | answer)
                found.places.append(at)
        elif label:
            found.errors[str(at)] = say("counter.amount-missing")
    if total := str(typed.get("total") or "").strip():
        found.total = _euros(total, found, "total")
    if rate := str(typed.get("rate") or "").strip():
        found.rate = number_typed(rate)
        if found.rate is None or not 0 <= found.rate <= 100:  # noqa: PLR2004 - percent
            found.rate, found.errors["rate"] = None, say("counter.rate-unreadable")
    if dated := str(typed.get("dated") or "").strip():
        day = date_typed(dated, near)
        if isinstance(day, date):
            found.dated = day
        else:
            found.errors["dated"] = shown(day.message)
    return found


def _euros(typed: str, found: _Read, place: str) -> Decimal | None:
    value = amount_typed(typed)
    if not isinstance(value, Decimal):
        found.errors[place] = shown(value.message)
        return None
    if value <= 0:
        found.errors[place] = say("counter.not-positive")
        return None
    return value


def _typed(fields: Mapping[str, str]) -> dict[str, Any]:
    return _object(fields.get("asked", ""))


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


# ---------------------------------------------------------------- taken apart


def counter(asked: Mapping[str, Any]) -> Answer:
    """The claim received beside what is owed; `letter` is what the form's field keeps of it from now on."""
    fields = asked["fields"]
    typed = _typed(fields)
    read = _read(typed, None)
    _not_to_come(read, str(fields.get("as_of", "")), str(asked.get("today") or ""))
    said = _asked(read, typed)
    letter = _kept(fields, said, read)
    answer: Answer = {"errors": read.errors, "letter": letter}
    if said is None:
        return answer | {"state": "empty", "html": {"counter": ""}}
    try:
        case = case_of({**fields, "letter": letter})
        day = read.dated or case.statement.as_of
        # what they asked on the day of their letter is weighed on that day
        then = case.on(day)
        found = check_claim(then.claim, said)
    except (ClaimRefused, ValidationError):
        return answer | {"state": "incomplete", "html": {"counter": render("counter.html", found=None)}}
    return answer | {
        "state": "ready",
        "html": {"counter": render("counter.html", **_view(case, then, found, said), places_typed=read.places)},
    }


def _not_to_come(read: _Read, *days: str) -> None:
    """A letter received bears no day to come: none after today, nor after that of the reckoning."""
    known = [each for each in map(date_typed, days) if isinstance(each, date)]
    if read.dated and known and read.dated > max(known):
        read.dated, read.errors["dated"] = None, say("counter.dated-to-come")


def _asked(read: _Read, typed: Mapping[str, Any]) -> Asked | None:
    if not read.lines and read.total is None:
        return None
    data: dict[str, Any] = {"lines": read.lines}
    if read.total is not None:
        data["total"] = str(read.total)
    if read.rate is not None:
        data["rate_percent"] = str(read.rate)
    data |= {name: typed.get(name) is True for name in ("fees_proved", "penalty_clause_agreed")}
    data["customer"] = typed.get("elsewhere") is not True
    try:
        return Asked.model_validate(data)
    except ValidationError:
        return None


def _kept(fields: Mapping[str, str], said: Asked | None, read: _Read) -> str:
    """The letter's details with what is asked: the sum and the day are those that the answer's letter names."""
    data = _details(fields)
    received = dict(data.get("received") or {})
    before = received.pop("asked", None)
    if said is None:
        # what this place had put there goes with it; what was typed beside the letter stays
        if before is not None:
            received.pop("amount", None)
    else:
        total = said.total if said.total is not None else sum((each.amount for each in said.lines), Decimal(0))
        received["asked"] = said.model_dump(mode="json", exclude_defaults=True) | {"schema": said.schema_}
        received["amount"] = str(total)
    if read.dated is not None:
        received["dated"] = read.dated.isoformat()
    data["received"] = received
    if not received:
        del data["received"]
    return json.dumps(data, ensure_ascii=False) if data else ""


def _details(fields: Mapping[str, str]) -> dict[str, Any]:
    """The letter's details as the form's field has them; the letters' own room, which is large, is not needed here."""
    return _object(fields.get("letter", ""))


def _view(case: Case, then: Case, found: CounterCheck, said: Asked) -> Answer:
    """What the template shows: the lines with their gaps, and what has run since their letter."""
    rows = [each for each in found.lines if each.asked is not None and each.verdict != "left-out"]
    wrong = [each for each in rows if each.asked and each.asked > each.owed]
    theirs = as_they_allocate(case.claim, said, then.statement.as_of)
    weighed = found if theirs is None else check_claim(theirs.model_copy(update={"as_of": then.statement.as_of}), said)
    beyond = sum((each.amount for each in contested(weighed)), Decimal(0))
    listed = sum((each.amount for each in said.lines), Decimal(0))
    codes = {reason.code for line in found.lines for reason in line.reasons}
    replied = answers(found)
    own = any(each.choice != each.reckoned for each in replied)
    return {
        "found": found,
        "reader": reader_of(case.claim),
        "statement": case.statement,
        "then": then.statement,
        "later": then.statement.as_of != case.statement.as_of,
        "lines": [(each, worded(f"weighing/line.{each.kind}")) for each in found.lines],
        "replies": {each.line.places: each for each in replied},
        "asked_labels": [each.label for each in said.lines],
        "own": own,
        "reply": {
            "contested": sum((each.amount for each in replied if each.contests), Decimal(0)),
            "to-justify": sum((each.amount for each in replied if each.choice == "to-justify"), Decimal(0)),
        },
        "listed": listed,
        "wrong": len(wrong),
        "asked_lines": len(rows),
        "beyond": beyond,
        # their total stands for no more than their lines
        "enough": min(found.asked, listed) - beyond,
        "allocated": None if theirs is None else weighed.owed,
        "answered": any(each.choice != "accepted" for each in replied) or found.unexplained > 0
        if own
        else _answered(case, then, theirs, found, contests=bool(beyond)),
        "incomplete": "invoices-missing" in codes,
        "barred": any(each.verdict == "time-barred" for each in found.lines),
        "elsewhere": any(each.verdict == "not-addressee" for each in found.lines),
        "clause": bool(codes & {"rate-other", "rate-announced", "interest-unexplained"})
        and case.statement.regime == "fr-b2b",
    }


def _answered(case: Case, then: Case, theirs: Claim | None, found: CounterCheck, *, contests: bool) -> bool:
    """Whether the letter that answers can be written, of the claim as they count it where that is `theirs`.

    It sets what was owed on the day of their letter, or what is left by now, against their total, or contests lines
    alone.
    """
    statement, before = case.statement, then.statement
    if theirs is not None:
        statement, before = draw_up(theirs), draw_up(theirs.model_copy(update={"as_of": before.as_of}))
    owed = [each for each in statement.invoices if each.total_due]
    beyond = contests or found.asked > min(before.totals.due.total_due, statement.totals.total_due)
    return beyond and (not owed or any(each.days_late > 0 for each in owed))


# ---------------------------------------------------------------- the letter that came


def read_received(asked: Mapping[str, Any]) -> Answer:
    """The lines of a letter, as the page's rows hold them: its text, or its file's bytes in base 64.

    `put` are the entries that its invoices add to the form's own, `fields`.
    """
    try:
        text = asked["text"] if "text" in asked else _text_of(a2b_base64(asked["bytes"]))
    except _NoLetter as refused:
        return {"state": "refused", "message": refused.said}
    letter = read_letter(text)
    if letter.asked is None:
        return {"state": "refused", "message": _not_read(letter)}
    rows = _rows(letter.asked)
    count = len(rows)
    understood = say("counter.understood-one") if count == 1 else say("counter.understood", count=count)
    fields = asked.get("fields", {})
    put, told, places = _taken(fields, letter.invoices)
    paid, said_paid = _paid(fields, letter, places)
    return {
        "state": "ready",
        "typed": {
            "lines": rows,
            "total": "" if letter.asked.total is None else number(letter.asked.total),
            "rate": "" if letter.asked.rate_percent is None else number(letter.asked.rate_percent),
            "dated": date_in_numbers(letter.dated) if letter.dated else "",
        },
        "put": put | paid,
        "message": " ".join(
            (understood, *told, *said_paid, *_apart(letter), *_by_the_month(letter), *map(in_words, laid_out(letter)))
        ),
    }


def _not_read(letter: Letter) -> str:
    if not letter.unread:
        return say("counter.no-sum")
    return say("counter.not-apart", sums=", ".join(amount(each) for each in letter.unread[:_MOST_NAMED]))


def _taken(fields: Mapping[str, str], invoices: Sequence[TheirInvoice]) -> tuple[dict[str, str], list[str], list[int]]:
    """The entries that the letter's invoices add to those of the form, what is said of them, and the row of each.

    An entry that was typed stays as it is; an invoice that is there already only gets what it lacked.
    """
    there = read_form(fields).rows
    following = count_from(max(there, default=-1) + 1)
    put: dict[str, str] = {}
    places: list[int] = []
    added, known = [], 0
    matched: set[int] = set()
    for each in invoices:
        entries = _entries(each)
        row = next((at for at in sorted(there) if at not in matched and _same(fields, at, each)), None)
        if row is not None:
            known += 1
            matched.add(row)
        elif len(invoices) == 1 and there:
            # what was typed stands for the only invoice that they claim
            places.append(min(there))
            continue
        else:
            row = next(following)
            added.append(each)
        places.append(row)
        for name, value in entries.items():
            if not fields.get(f"invoices-{row}-{name}", "").strip():
                put[f"invoices-{row}-{name}"] = value
    return put, list(_told(added, known)), places


def _paid(fields: Mapping[str, str], letter: Letter, places: Sequence[int]) -> tuple[dict[str, str], list[str]]:
    """The entries of what the letter acknowledges as paid or credited, and what is said of it.

    Each goes to the invoice that it names, or to the only one; else to the account as a whole. One whose day the letter
    does not say is told: no payment can be counted without.
    """
    put: dict[str, str] = {}
    told: list[TheirPayment] = []
    known: set[str] = set()
    undated = [each for each in letter.payments if each.paid_on is None]
    for each in letter.payments:
        if each.paid_on is None:
            continue
        name = "credit_notes" if each.credit else "payments"
        # whichever invoice it stands at: the letter may have been read before, otherwise laid out
        row = next((row for row in sorted(_anywhere(fields, name) - known) if _is_payment(fields, row, each)), None)
        if row is not None:
            known.add(row)
            continue
        start = f"{_list_of(each, letter.invoices, places)}{name}-"
        held = {**fields, **put}
        if any(_is_payment(held, f"{start}{at}-", each) for at in _rows_in(held, start)):
            continue
        at = max(_rows_in(held, start), default=-1) + 1
        day = "issued_on" if each.credit else "paid_on"
        put |= {f"{start}{at}-{day}": date_in_numbers(each.paid_on), f"{start}{at}-amount": number(each.amount)}
        told.append(each)
    return put, list(_paid_in_words(told, undated))


def _list_of(paid: TheirPayment, invoices: Sequence[TheirInvoice], places: Sequence[int]) -> str:
    """Before the names of the list that a payment goes into: its invoice's, or nothing for the whole account's."""
    rows = [
        row for row, each in zip(places, invoices, strict=True) if paid.number and each.is_same(paid.number, None, None)
    ]
    if not rows and len(places) == 1:
        rows = list(places)
    return f"invoices-{rows[0]}-" if len(rows) == 1 else ""


def _anywhere(fields: Mapping[str, str], name: str) -> set[str]:
    """The rows of all the lists of that name, the invoices' and the account's, as their entries begin."""
    pattern = re.compile(rf"(?:invoices-\d+-)?{name}-\d+-")
    return {found[0] for each in fields if (found := pattern.match(each))}


def _rows_in(fields: Mapping[str, str], start: str) -> set[int]:
    """The rows of a list in which something stands."""
    pattern = re.compile(rf"{re.escape(start)}(\d+)-")
    return {int(found[1]) for name, value in fields.items() if value.strip() and (found := pattern.match(name))}


def _is_payment(fields: Mapping[str, str], row: str, paid: TheirPayment) -> bool:
    day, amount = (fields.get(f"{row}{name}", "") for name in ("issued_on" if paid.credit else "paid_on", "amount"))
    return date_typed(day) == paid.paid_on and amount_typed(amount) == paid.amount


def _paid_in_words(taken: Sequence[TheirPayment], undated: Sequence[TheirPayment]) -> Iterator[str]:
    for found, key in ((taken, "counter.paid-taken"), (undated, "counter.taken-off")):
        if found:
            sums = ", ".join(f"{amount(each.amount)}{_on(each.paid_on)}" for each in found)
            yield say(f"{key}-one" if len(found) == 1 else key, count=len(found), sums=sums)


def _entries(invoice: TheirInvoice) -> dict[str, str]:
    days = {"issued_on": invoice.issued_on, "due_on": invoice.due_on}
    entries = {name: date_in_numbers(day) for name, day in days.items() if day}
    return (
        entries
        | ({"number": invoice.number} if invoice.number else {})
        | ({"amount": number(invoice.amount)} if invoice.amount else {})
    )


def _same(fields: Mapping[str, str], row: int, invoice: TheirInvoice) -> bool:
    """Whether a row of the form is that invoice."""
    number_, amount, due = (fields.get(f"invoices-{row}-{name}", "").strip() for name in ("number", "amount", "due_on"))
    value, day = amount_typed(amount), date_typed(due)
    typed = (value if isinstance(value, Decimal) else None, day if isinstance(day, date) else None)
    return invoice.is_same(number_, *typed)


def _told(added: Sequence[TheirInvoice], known: int) -> Iterator[str]:
    if added:
        named = [_named(each) for each in added[:_MOST_NAMED]]
        if more := len(added) - len(named):
            named.append(say("counter.invoices-more-one" if more == 1 else "counter.invoices-more", count=more))
        key = "counter.invoice-taken" if len(added) == 1 else "counter.invoices-taken"
        yield say(key, count=len(added), invoices=", ".join(named))
        if lacking := sum(each.due_on is None for each in added):
            yield say("counter.due-missing-one" if lacking == 1 else "counter.due-missing", count=lacking)
        if lacking := sum(each.amount is None for each in added):
            yield say("counter.sum-missing-one" if lacking == 1 else "counter.sum-missing", count=lacking)
    if known:
        yield say("counter.invoice-known" if known == 1 else "counter.invoices-known", count=known)


def _apart(letter: Letter) -> Iterator[str]:
    """What is said where the invoices and the principal asked are not the same sum: what was paid meanwhile."""
    if letter.payments:
        return
    sums = [each.amount for each in letter.invoices if each.amount]
    asked = [each.amount for each in letter.asked.lines if each.kind == "principal"] if letter.asked else []
    whole, principal = sum(sums, Decimal(0)), sum(asked, Decimal(0))
    if len(sums) > 1 and 0 < principal < whole:
        told = {"invoices": amount(whole), "principal": amount(principal)}
        yield say("counter.sums-apart", **told)


def _by_the_month(letter: Letter) -> Iterator[str]:
    """What is said of a rate that the letter gives by the month."""
    if letter.monthly_percent and letter.asked and letter.asked.rate_percent is not None:
        yearly, monthly = (percent(each) for each in (letter.asked.rate_percent, letter.monthly_percent))
        yield say("counter.rate-monthly", monthly=monthly, yearly=yearly)


def _on(day: date | None) -> str:
    return f" ({date_in_numbers(day)})" if day else ""


def _named(invoice: TheirInvoice) -> str:
    """An invoice as the page tells it: its number, its amount, its due date."""
    told = amount(invoice.amount) if invoice.amount else ""
    if invoice.due_on:
        day = date_in_numbers(invoice.due_on)
        told = say("counter.invoice-due", amount=told, due=day) if told else day
    return f"{invoice.number} ({told})" if invoice.number and told else invoice.number or told


def _rows(said: Asked) -> list[dict[str, str]]:
    return [
        {"kind": each.kind, "label": each.label, "amount": number(each.amount)}
        | ({"choice": each.choice} if each.choice else {})
        for each in said.lines
    ]


class _NoLetter(Exception):
    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


def _text_of(content: bytes) -> str:
    if not content.startswith(b"%PDF"):
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _NoLetter(say("counter.no-file")) from None
    from latepay_core.imports.pdfs import text_within
    from latepay_core.imports.refusals import FileRefused
    from latepay_core.imports.told import refusal_told

    try:
        return text_within(content)
    except FileRefused as refused:
        raise _NoLetter(shown(refusal_told(refused.of("")))) from None


def rows_of(asked: Mapping[str, Any]) -> Answer:
    """The rows of a case that was opened: of what its letter received holds."""
    received = _details(asked["fields"]).get("received") or {}
    try:
        said = Asked.model_validate(received.get("asked") or {"total": received.get("amount")})
    except ValidationError:
        return {"typed": None}
    dated = received.get("dated")
    return {
        "typed": {
            "lines": _rows(said),
            "total": "" if said.total is None else number(said.total),
            "rate": "" if said.rate_percent is None else number(said.rate_percent),
            "dated": date_in_numbers(date.fromisoformat(dated)) if isinstance(dated, str) and dated else "",
            "fees_proved": said.fees_proved,
            "penalty_clause_agreed": said.penalty_clause_agreed,
            "elsewhere": not said.customer,
        }
    }
