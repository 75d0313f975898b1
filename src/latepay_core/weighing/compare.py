"""The conventions of a statement, each switched alone: the total under the other value, the gap, its ground."""

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from latepay_core.claim import Claim, LegalTimesRate, RateClause, StatutoryRate
from latepay_core.claim.fields import Plain
from latepay_core.regimes import Regime, regime_of
from latepay_core.said import Cited, Said, said
from latepay_core.statement import Statement, draw_up
from latepay_core.weighing.recap import Recap, recap_of

#: Three times the legal rate: the floor of a clause between businesses (C. com., art. L441-10, II).
_FLOOR = LegalTimesRate(basis="legal-times", times=Decimal(3))


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Row(_Part):
    """One convention under one value; `gap` is `total` less the statement's own, EUR; `current` where it is its own."""

    switch: str
    value: str
    current: bool
    total: Plain
    interest: Plain
    gap: Plain
    label: Said
    ground: Said
    reference: Cited
    settled: bool


class Comparison(_Part):
    """The statement's total, and what it would be under each other convention, one switched at a time."""

    total: Plain
    rows: tuple[Row, ...]
    recap: Recap


def compare(claim: Claim) -> Comparison:
    """The conventions of a claim side by side, and its recap; sums EUR, as `draw_up` gives them under each.

    Switches: `semester` (unless the law fixes it), `year`, `allocation`, and between businesses in France `rate` (the
    contract's, the law's, the floor). Raises ClaimRefused for a claim that cannot be reckoned. C. com., art.
    L441-10, II; C. civ., art. 1343-1.

    >>> claim = Claim.model_validate({"as_of": "2026-08-31", "invoices": [{"due_on": "2026-04-30", "amount": "5760"}]})
    >>> [(row.value, str(row.gap)) for row in compare(claim).rows if row.switch == "semester"]
    [('revised', '0.00'), ('frozen', '-2.44')]
    """
    own = draw_up(claim)
    rows = []
    for switch, values in _switches(claim, regime_of(claim)).items():
        for value in values:
            row = _row(own, draw_up(switched(claim, switch, value)), switch)
            if value == _FLOOR and _FLOOR not in _clauses(claim):
                # nobody agreed on it: it is the least that a clause may give
                told = {"label": said("weighing/view.floor"), "ground": said("weighing/view.floor-ground")}
                row = row.model_copy(update=told)
            rows.append(row)
    return Comparison(total=own.totals.total_due, rows=tuple(rows), recap=recap_of(own))


def switched(claim: Claim, switch: str, value: Any) -> Claim:
    """The claim with one convention at a value, for all its invoices, those with terms of their own included."""
    invoices = tuple(
        each if each.terms is None else each.model_copy(update={"terms": each.terms.model_copy(update={switch: value})})
        for each in claim.invoices
    )
    terms = claim.terms.model_copy(update={switch: value})
    return claim.model_copy(update={"terms": terms, "invoices": invoices})


def _switches(claim: Claim, regime: Regime) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    if regime.frozen is None:
        found["semester"] = ("revised", "frozen")
    found["year"] = ("365", "actual")
    found["allocation"] = ("interest-first", "principal-first")
    if regime.floor is not None:
        found["rate"] = tuple(dict.fromkeys((*_clauses(claim), StatutoryRate(), _FLOOR)))
    return found


def _clauses(claim: Claim) -> tuple[RateClause, ...]:
    """The rates that were agreed upon: the claim's, and those of invoices that have their own."""
    own = (each.terms.rate for each in claim.invoices if each.terms and each.terms.rate)
    return (claim.terms.rate, *own)


def _row(own: Statement, drawn: Statement, switch: str) -> Row:
    convention = drawn.conventions[switch]
    mine = {name: each for name, each in own.conventions.items() if name.partition("-")[0] == switch}
    return Row(
        switch=switch,
        value=convention.value,
        current=len(mine) == 1 and convention == own.conventions[switch],
        total=drawn.totals.total_due,
        interest=drawn.totals.interest,
        gap=drawn.totals.total_due - own.totals.total_due,
        label=convention.label,
        ground=convention.ground,
        reference=convention.reference,
        settled=convention.settled,
    )
