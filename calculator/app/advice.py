"""What to do with the figures: the next step, the last day to act, the routes. Asked for once the result is shown."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from calculator.app.addressing import reader_of
from calculator.app.entries import Form
from calculator.app.kept import case_of
from calculator.app.view import render
from calculator.app.wording import told
from latepay_core import ClaimRefused
from latepay_core.case import Case
from latepay_core.claim.typed import amount_typed
from latepay_core.dates.limitation_model import LimitationAnswer
from latepay_core.procedure.model import LEFT_BY_A_NOTICE
from latepay_core.statement.country import has

#: The routes as a reader weighs them: open ones first, closed ones last, with their reasons.
_ORDER = ("open", "to-check", "discouraged", "closed")

#: So many events stand beside the step that rests on them.
_MOST_NOTED = 3
#: What was written to be paid: the step rests on the last of them, however much happened since.
_WRITTEN = frozenset({"reminder", "formal-notice", "public-claim"})

#: What the result says among its warnings.
_SAID_ALREADY = frozenset({"limitation-near", "limitation-passed"})


def advise(fields: Mapping[str, str]) -> dict[str, str]:
    """The HTML of the advice for a form that could be reckoned; nothing for one that could not."""
    try:
        case = case_of(fields)
    except (ClaimRefused, ValidationError):
        return {"advice": "", "routes": ""}
    if not has(case.statement.regime, "procedure"):
        return {"advice": render("advice_missing.html"), "routes": ""}
    limits, reader = case.limitation, reader_of(case.claim)
    cautions = () if reader.debtor else _cautions(limits)
    return {
        "advice": render(
            "advice.html",
            step=case.step,
            as_of=case.statement.as_of,
            left_by_a_notice=LEFT_BY_A_NOTICE,
            less_claimed=_less_claimed(case),
            limits=limits,
            cautions=cautions,
            reader=reader,
            asks=not case.claim.events and bool(case.statement.totals.due.total_due),
            noted=_noted(case, fields),
        ),
        "routes": "" if reader.debtor else _routes(case),
    }


def _less_claimed(case: Case) -> bool:
    """Whether the letter received asks no more than is owed: no letter can then contest its sum."""
    received = (case.claim.letter or {}).get("received")
    claimed = received.get("amount") if isinstance(received, dict) else None
    read = amount_typed(str(claimed)) if claimed and case.step.letter == "claim-reply" else None
    return isinstance(read, Decimal) and read <= case.statement.totals.total_due


def _noted(case: Case, fields: Mapping[str, str]) -> list[tuple[str, str, date]]:
    """The last events, with the field of each one's day, its name, and the day: the step and the letter rest on it.

    What happens after the day of the figures is not noted yet; the last reminder is, whatever came since.
    """
    rows = sorted(Form(fields).own_rows.get("events", ()))
    events = zip(rows, case.claim.events, strict=True)
    reader = reader_of(case.claim)
    past = sorted((pair for pair in events if pair[1].on <= case.statement.as_of), key=lambda pair: pair[1].on)
    written = [pair for pair in past[:-_MOST_NOTED] if pair[1].kind in _WRITTEN]
    last = past[-_MOST_NOTED:]
    if written and not any(each.kind in _WRITTEN for _, each in last):
        last = [written[-1], *last]
    return [(f"events-{row}-on", told(reader, f"event.{each.kind}"), each.on) for row, each in last]


def _routes(case: Case) -> str:
    """The ways to be paid: those of whoever is owed the money."""
    ways = sorted(case.routes.values(), key=lambda route: _ORDER.index(route.status))
    return render("routes.html", routes=ways)


def _cautions(limits: LimitationAnswer | None) -> list[Any]:
    """What must be known beside the last day to act; that it is near or past, the statement's warnings say."""
    return [each for each in limits.warnings if each.code not in _SAID_ALREADY] if limits else []
