"""What to do with the figures: the next step, the last day to act, the routes. Asked for once the result is shown."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from calculator.app.addressing import reader_of
from calculator.app.form import read_form
from calculator.app.view import render
from latepay_core import Claim, ClaimRefused, Statement, draw_up
from latepay_core.dates.limitation import LimitationAnswer
from latepay_core.procedure import next_step, routes
from latepay_core.statement import limitation_of

#: The routes as a reader weighs them: open ones first, closed ones last, with their reasons.
_ORDER = ("open", "to-check", "discouraged", "closed")

#: What the result says among its warnings.
_SAID_ALREADY = frozenset({"limitation-near", "limitation-passed"})


def advise(fields: Mapping[str, str]) -> dict[str, str]:
    """The HTML of the advice for a form that could be reckoned; nothing for one that could not."""
    try:
        claim = Claim.model_validate(read_form(fields).data)
        statement = draw_up(claim)
    except (ClaimRefused, ValidationError):
        return {"advice": "", "routes": ""}
    limits, reader = _limits(claim), reader_of(claim)
    cautions = () if reader.debtor else _cautions(limits)
    step = next_step(claim, statement)
    return {
        "advice": render("advice.html", step=step, limits=limits, cautions=cautions, reader=reader),
        "routes": "" if reader.debtor else _routes(claim, statement),
    }


def _routes(claim: Claim, statement: Statement) -> str:
    """The ways to be paid: those of whoever is owed the money."""
    ways = sorted(routes(claim, statement), key=lambda route: _ORDER.index(route.status))
    return render("routes.html", routes=ways)


def _cautions(limits: LimitationAnswer | None) -> list[Any]:
    """What must be known beside the last day to act; that it is near or past, the statement's warnings say."""
    return [each for each in limits.warnings if each.code not in _SAID_ALREADY] if limits else []


def _limits(claim: Claim) -> LimitationAnswer | None:
    """The time limits of the invoices; None for a debt older than the rules that are known."""
    try:
        return limitation_of(claim)
    except ClaimRefused:
        return None
