"""The case weighed: the debt over time, the half-years, what each convention changes, the dates; made on request."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import ValidationError

from calculator.app.addressing import reader_of
from calculator.app.drawing import NARROW, WIDE, Drawing
from calculator.app.kept import case_of
from calculator.app.view import render
from calculator.app.weighing_words import say
from calculator.app.wording import (
    all_wordings,
    amount,
    date_in_numbers,
    date_in_words,
    half_year,
    in_words,
    percent,
    shown,
)
from latepay_core import ClaimRefused
from latepay_core.case import Case
from latepay_core.claim.typed import date_typed
from latepay_core.days import next_half_year
from latepay_core.statement.country import has
from latepay_core.weighing import Comparison, Curve, compare, curve_of, due_on
from latepay_core.weighing.compare import Row

Answer = dict[str, Any]
#: How far the slider goes, in days: half a year.
AHEAD = 183
#: Each convention is a statement of all the invoices: of more than these, the wait would be felt.
MOST_COMPARED = 500
_MOST_PAST = 12


def weigh(asked: Mapping[str, Any]) -> Answer:
    """The pictures and tables of a case, and its dates; nothing where there are no figures."""
    try:
        case = case_of(asked["fields"])
        html = render("weighing.html", **_weighed(case))
        dates = render("timeline.html", dates=list(_dates(case)), reader=reader_of(case.claim))
    except (ClaimRefused, ValidationError):
        return {"state": "refused", "html": {"weighing": "", "timeline": ""}}
    return {"state": "ready", "html": {"weighing": html, "timeline": dates}}


def _weighed(case: Case) -> Answer:
    claim, statement = case.claim, case.statement
    large = len(statement.invoices) > MOST_COMPARED
    until = statement.as_of + timedelta(days=AHEAD)
    curve = curve_of(claim, until)
    drawn = any(each.total for each in (*curve.past, *curve.coming))
    compared = None if large else compare(claim)
    return {
        "reader": reader_of(claim),
        "statement": statement,
        "most": MOST_COMPARED if large else 0,
        "curve": curve,
        "drawings": [Drawing(curve, WIDE), Drawing(curve, NARROW)] if drawn else [],
        "rows": _rows(case, curve),
        "assumed": _assumed(curve),
        "until": until,
        "first_paid": _paid(case, statement.as_of),
        "half_years": _half_years(compared, curve) if compared else [],
        "recap": compared.recap if compared else None,
        "switches": list(_switches(compared)) if compared else [],
        "names": [each.number or str(at) for at, each in enumerate(statement.invoices, 1)],
    }


def _assumed(curve: Curve) -> str:
    """From when the curve rests on rates that are not published yet, and what it takes; empty where it never does."""
    spans = [each for each in curve.rates if each.provisional]
    if not spans:
        return ""
    day, rates = date_in_words(spans[0].first), {each.percent for each in spans}
    rate = rates.pop() if len(rates) == 1 else None
    return say("assumed-rates", day=day) if rate is None else say("assumed-rate", day=day, rate=percent(rate))


def _rows(case: Case, curve: Curve) -> list[Answer]:
    """The rows of the table that says what the curve shows: the days when something happened, and the ends."""
    found = []
    for points, coming in ((curve.past, False), (curve.coming[1:], True)):
        for each in points:
            end = (each.on + timedelta(days=1)).day == 1 and each.on.month in (6, 12)
            if each.fell_due or each.received or end or each in (curve.past[-1], curve.coming[-1]):
                assumed = any(span.provisional and span.first <= each.on for span in curve.rates)
                today = each.on == case.statement.as_of
                found.append({"point": each, "coming": coming, "today": today, "assumed": assumed})
    return found


class _HalfYear(NamedTuple):
    half: Any
    name: str
    percent: Decimal | None
    assumed: bool


def _half_years(compared: Comparison, curve: Curve) -> list[_HalfYear]:
    """The half-years with the rate of each, where all invoices have the same."""
    found = []
    for half in compared.recap.half_years:
        last = next_half_year(half.starts_on) - timedelta(days=1)
        spans = [each for each in curve.rates if each.first <= last and half.starts_on <= each.to]
        rates = {each.percent for each in spans}
        assumed = any(each.provisional for each in spans)
        found.append(_HalfYear(half, half_year(half.starts_on), rates.pop() if len(rates) == 1 else None, assumed))
    return found


class _Switch(NamedTuple):
    code: str
    kept: Row | None
    others: list[Row]


def _switches(compared: Comparison) -> Iterator[_Switch]:
    """The conventions: what is kept here, and what else could be."""
    for code in dict.fromkeys(row.switch for row in compared.rows):
        rows = [row for row in compared.rows if row.switch == code]
        kept = next((row for row in rows if row.current), None)
        yield _Switch(code, kept, [row for row in rows if not row.current])


# ---------------------------------------------------------------- the slider


def paid_on(asked: Mapping[str, Any]) -> Answer:
    """What is due on a day if nothing more is paid by then: `day` as it was typed, or in ISO 8601."""
    try:
        case = case_of(asked["fields"])
        day = _day(asked["day"], case.statement.as_of)
        if isinstance(day, str):
            return {"state": "refused", "message": day}
        point = due_on(case.claim, day)
        html = render("paid.html", **_paid(case, day))
    except ClaimRefused as refused:
        return {"state": "refused", "message": " ".join(shown(each.message) for each in refused.refusals)}
    except ValidationError:
        return {"state": "refused", "message": ""}
    return {
        "state": "ready",
        "on": day.isoformat(),
        "shown": date_in_numbers(day),
        "sum": str(point.total),
        "total": amount(point.total),
        "html": {"paid": html},
    }


def _day(typed: str, as_of: date) -> date | str:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        read = date_typed(typed, as_of)
        if not isinstance(read, date):
            return shown(read.message)
        day = read
    return day if day >= as_of else say("paid-before", as_of=date_in_numbers(as_of))


def _paid(case: Case, day: date) -> Answer:
    drawn = case.on(day).statement
    as_of = case.statement.as_of
    fell_due = [each for each in drawn.invoices if as_of <= each.due_on < day and each.principal_due]
    return {
        "statement": drawn,
        "due": drawn.totals.due,
        "day": day,
        "fell_due": fell_due,
        "reader": reader_of(case.claim),
    }


# ---------------------------------------------------------------- the dates


class _Date(NamedTuple):
    on: date
    kind: str
    words: str
    state: str


def _dates(case: Case) -> Iterator[_Date]:
    """What happened and what is to come, in order of time; of a long past, the last."""
    as_of = case.statement.as_of
    found = sorted({*_past(case), *_coming(case)}, key=lambda each: (each.on, each.kind))
    past = [each for each in found if each.on < as_of]
    coming = [each for each in found if each.on >= as_of]
    if len(past) > _MOST_PAST:
        yield _Date(past[0].on, "more", say("more-dates", count=len(past) - _MOST_PAST + 1), "past")
        past = past[-_MOST_PAST + 1 :]
    for each in past:
        yield each._replace(state="past")
    yield _Date(as_of, "today", say("today"), "today")
    for each in coming:
        yield each._replace(state="coming")


def _past(case: Case) -> Iterator[_Date]:
    reader, one = reader_of(case.claim), len(case.statement.invoices) == 1
    what = reader.pick(say("what"), private=say("what-private"))
    for at, invoice in enumerate(case.statement.invoices, 1):
        name = "" if one and not invoice.number else f" {invoice.number or at}"
        yield _Date(invoice.due_on, "due", say("due", what=what, name=name), "")
        for each in invoice.movements:
            if each.received:
                key = "paid" if reader.debtor else "received"
                yield _Date(each.on, "payment", say(key, amount=amount(each.received), what=what, name=name), "")
            elif each.credited:
                yield _Date(each.on, "credit", say("credited", amount=amount(each.credited), what=what, name=name), "")
    for event in case.claim.events:
        yield _Date(event.on, "event", _capital(reader.pick(*all_wordings(f"event.{event.kind}"))), "")
        if event.expected_on:
            yield _Date(event.expected_on, "event", say("expected"), "")


def _coming(case: Case) -> Iterator[_Date]:
    if not has(case.statement.regime, "procedure"):
        return
    step = case.step
    if step.code not in ("settled", "nothing", "debtor-settled"):
        yield _Date(step.on, "step", step_title(step), "")
        for later in step.then:
            yield _Date(later.on, "step", step_title(later), "")
    limits = case.limitation.invoices if case.limitation else ()
    if limits and step.code != "settled":
        first = min(limits, key=lambda each: each.safe_day)
        last = max(filter(None, (first.last_day, first.due_reading.last_day if first.due_reading else None)))
        debtor = case.claim.side == "debtor"
        words = say("claimable" if debtor else "last-day")
        yield _Date(last if debtor else first.safe_day, "limit", words, "")


def step_title(step: Any) -> str:
    """A step's title as a sentence."""
    return in_words(step.title)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
