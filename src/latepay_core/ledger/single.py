"""One row as a claim of its own, drawn up by `draw_up`: what the columns do not hold exactly, and every refusal."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from latepay_core.claim import Claim, ClaimRefused, Refusal, refusals_of
from latepay_core.law import NotCovered
from latepay_core.money import cents
from latepay_core.procedure import facts_of, procedure_of
from latepay_core.procedure.facts import Facts
from latepay_core.regimes import regime_of
from latepay_core.statement import Statement
from latepay_core.statement.country import country_of, has
from latepay_core.statement.drawing import draw_up
from latepay_core.statement.edition import edition

_RATE_VALUES = {"fixed": "percent", "ecb-plus": "points", "legal-times": "times"}
_TERM = {
    "term_days": "days",
    "term_months": "months",
    "end_of_month": "end_of_month",
    "term_from": "from",
    "term_on_day": "on_day",
}
_SUSPENSION = {"suspension_notified_on": "notified_on", "suspension_completed_on": "completed_on"}
_INVOICE = ("number", "amount", "paid_undated", "due_on", "issued_on", "received_on")
_SWITCHES = ("semester", "year", "allocation", "rounding", "capitalise_from")
SUMS = (
    "paid",
    "interest",
    "interest_due",
    "compensation",
    "compensation_due",
    "principal_due",
    "overpaid",
    "total_due",
)


def claim_of(row: Mapping[str, Any], as_of: date | None) -> dict[str, Any]:
    """The fields of a row's claim, as a file would hold them; what the row leaves empty is left out.

    >>> claim_of({"amount": "10.00", "due_on": "2026-01-31", "debtor_kind": "consumer", "rate_basis": None}, None)
    {'debtor': {'kind': 'consumer'}, 'invoices': [{'amount': '10.00', 'due_on': '2026-01-31'}]}
    """
    invoice = _given(row, {name: name for name in _INVOICE})
    invoice |= _part("term", _given(row, _TERM)) | _part("suspension", _given(row, _SUSPENSION))
    invoice |= _part("payments", _list(row.get("payments"))) | _part("credit_notes", _list(row.get("credit_notes")))
    terms = _given(row, {name: name for name in _SWITCHES}) | _part("rate", _rate(row))
    terms |= _part("supplied_rates", _list(row.get("supplied_rates")))
    debtor = _given(
        row,
        {
            "debtor_kind": "kind",
            "public_kind": "public_kind",
            "debtor_country": "country",
            "insolvency_opened_on": "insolvency_opened_on",
        },
    )
    return {
        **_part("as_of", row.get("as_of") or as_of),
        **_given(row, {"regime": "regime", "notice_received_on": "notice_received_on"}),
        **_part("creditor", _given(row, {"creditor_kind": "kind", "creditor_country": "country"})),
        **_part("debtor", debtor),
        **_part("terms", terms),
        **_part("judgment", _given(row, {"enforceable_on": "enforceable_on"})),
        "invoices": [invoice],
    }


def _given(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {name: row[column] for column, name in names.items() if row.get(column) is not None}


def _part(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}


def _list(entries: Any) -> list[dict[str, Any]]:
    return [{key: value for key, value in (each or {}).items() if value is not None} for each in entries or ()]


def _rate(row: Mapping[str, Any]) -> dict[str, Any]:
    """The clause; a value without its basis is kept, for the claim to refuse it."""
    basis, value = row.get("rate_basis"), row.get("rate_value")
    if value is None:
        return {"basis": basis} if basis is not None else {}
    return _given({"basis": basis}, {"basis": "basis"}) | {_RATE_VALUES.get(str(basis), "percent"): value}


def validated(fields: Mapping[str, Any]) -> Claim:
    """The claim of some fields. Raises ClaimRefused."""
    try:
        return Claim.model_validate(fields)
    except ValidationError as error:
        raise ClaimRefused(refusals_of(error)) from None


def reckoned_alone(row: Mapping[str, Any], as_of: date | None) -> dict[str, Any] | Refusal:
    """The figures of a row by `draw_up`: sums in cents, days as dates; or its first fault."""
    try:
        claim = validated(claim_of(row, as_of))
        statement = draw_up(claim)
    except ClaimRefused as refused:
        return refused.refusals[0]
    except NotCovered as missing:
        return missing.refusal
    invoice = statement.invoices[0]
    last_day, next_step, unsaid = limit_and_step(claim, statement)
    return {
        "last_day": last_day,
        "next_step": next_step,
        "unsaid": unsaid,
        "regime": statement.regime,
        "due_on": invoice.due_on,
        "first_day": invoice.first_day,
        "days_late": invoice.days_late,
        "edition": edition(*country_of(regime_of(claim)).law).hash,
        "per_day": cents(statement.totals.per_day),
        **{name: cents(getattr(invoice, name)) for name in SUMS},
    }


def step_of_row(row: Mapping[str, Any], as_of: date | None) -> "LimitAndStep":
    """The same of a row that can be reckoned."""
    claim = validated(claim_of(row, as_of))
    return limit_and_step(claim, draw_up(claim))


class LimitAndStep(NamedTuple):
    """The first time limit that runs on what a claim still owes; the code of its next step; why one is not known."""

    last_day: date | None
    next_step: str | None
    unsaid: str | None


def limit_and_step(claim: Claim, statement: Statement) -> LimitAndStep:
    """Until when to act on what is owed, and what to do next, as `latepay limitation` and `latepay next` say it.

    >>> claim = Claim.model_validate({"as_of": "2026-11-22", "invoices": [{"due_on": "2026-11-18", "amount": "2400"}]})
    >>> found = limit_and_step(claim, draw_up(claim))
    >>> str(found.last_day), found.next_step
    ('2031-11-18', 'first-reminder')
    """
    facts = facts_of(claim, statement)
    last_day = unsaid = step = None
    try:
        last_day = _first_limit(facts)
        step = procedure_of(statement.regime).next_step(facts).code
    except ClaimRefused as refused:
        unsaid = refused.refusals[0].code
    except NotCovered as missing:
        unsaid = missing.refusal.code
    return LimitAndStep(last_day, step, unsaid)


def _first_limit(facts: Facts) -> date | None:
    """Where nothing runs any more, the first that was missed."""
    if not facts.owed:
        return None
    if has(facts.regime, "procedure"):
        limits = procedure_of(facts.regime).running_limits(facts)
        return limits[0].last_day if limits else None
    return facts.limitation.invoices[0].safe_day
