"""What this room answers: frozen models, whose `model_dump(mode="json")` the command line prints.

Amounts are EUR and exact (`Decimal`); dates are days. `confidence` is a step of the one scale
(`latepay_core.law.certainty`).
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from latepay_core.claim.fields import Plain
from latepay_core.law import Certainty
from latepay_core.said import NOTHING, Cited

#: The debtor's own steps whose last day is the one that a formal notice leaves him, where he received one.
LEFT_BY_A_NOTICE = frozenset({"debtor-answer", "debtor-await"})
#: Whether a tariff holds on the day asked for; `undated` where the source does not say from when to when.
Validity = Literal["current", "expired", "earlier", "undated"]


class Part(BaseModel):
    """What every answer shares: it cannot be changed, and its JSON writes amounts as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(Part):
    """A statement of the law or of good practice, with its article and how far it was verified."""

    code: str
    text: Cited
    reference: str
    confidence: Certainty
    confidence_label: Cited


class BracketLine(Part):
    """What one bracket of a tariff gives: the part of the sum that falls in it, the rate, the exact product."""

    above: Plain
    up_to: Plain | None
    base: Plain
    percent: Plain
    fee: Plain
    approximate: bool = False


class CostItem(Part):
    """One cost, in EUR: without VAT, the VAT, with VAT. Where the source gives a range, `most` is its upper end.

    An amount of None is one that no source gave. `warning` is never empty when the tariff does not hold on the day.
    """

    code: str
    label: Cited
    basis: Cited
    excluding_vat: Plain | None = None
    vat: Plain | None = None
    including_vat: Plain | None = None
    most: Plain | None = None
    approximate: bool = False
    lines: tuple[BracketLine, ...] = ()
    borne_by: Literal["debtor", "creditor", "claimant", "nobody"]
    bearer: Cited
    valid_from: date | None = None
    valid_to: date | None = None
    validity: Validity
    warning: Cited = NOTHING
    reference: str
    source: str
    confidence: Certainty
    confidence_label: Cited


class Costs(Part):
    """What recovering a sum costs, as an indication: recovery fees by bracket, acts, contributions."""

    amount: Plain
    on: date
    debtor_part: CostItem
    creditor_part: CostItem
    #: Both parts together, with VAT; they add up (C. com., art. R444-55).
    recovery_excluding_vat: Plain
    recovery_including_vat: Plain
    #: What is left to the creditor of the whole sum once his own part, VAT included, is paid.
    left_to_creditor: Plain
    others: tuple[CostItem, ...]
    notes: tuple[Point, ...]
    indication: Cited


class LateCost(Part):
    """What being paid late costs a business. Days to the tenth, EUR to the cent, each rounded once, half up."""

    days_sales_outstanding: Plain
    days_over_term: Plain
    cash_tied_up: Plain
    cash_over_term: Plain
    financing_per_year: Plain
    #: What all the credit given to customers costs in a year, the agreed time included.
    credit_per_year: Plain
    extra_turnover: Plain | None
    sentences: dict[str, Cited]
    formulas: dict[str, Cited]


class Court(Part):
    """The court to turn to, and where."""

    code: str
    name: Cited
    where: Cited
    points: tuple[Point, ...] = ()


class Form(Part):
    """A form and the caveat that goes with its number: the last known version."""

    number: str
    title: Cited
    caveat: Cited


class RouteStep(Part):
    """One thing to do on a route. `by` is its last day where the claim's timeline gives the day it is counted from.

    `note` then says how that day was counted, and what to beware of.
    """

    text: Cited
    deadline: Cited = NOTHING
    by: date | None = None
    note: Cited = NOTHING
    reference: str = ""
    confidence: Certainty = "practice"
    confidence_label: Cited = NOTHING


RouteStatus = Literal["open", "discouraged", "to-check", "closed"]


class Route(Part):
    """One way to be paid, for this very claim: whether it is open and why, where, with whom, at what cost, how."""

    code: str
    title: Cited
    summary: Cited
    status: RouteStatus
    status_label: Cited
    why: tuple[Point, ...]
    courts: tuple[Court, ...] = ()
    forms: tuple[Form, ...] = ()
    lawyer: Literal["no", "yes", "to-check"]
    lawyer_why: Point
    costs: tuple[CostItem, ...] = ()
    free: bool = False
    cost_note: Cited
    recovered: tuple[Point, ...] = ()
    steps: tuple[RouteStep, ...]
    timing: Cited
    letter: str | None = None
    reference: str
    confidence: Certainty
    confidence_label: Cited


class PlannedStep(Part):
    """A later step, and the day it falls due if nothing happens until then."""

    code: str
    title: Cited
    on: date
    letter: str | None = None


class RunningLimit(Part):
    """A time limit that already runs against the creditor. `invoice` is the position of the one it is about, from 0."""

    code: str
    title: Cited
    last_day: date
    passed: bool
    text: Cited
    reference: str
    confidence: Certainty
    confidence_label: Cited
    invoice: int | None = None
    number: str = ""


class NextStep(Part):
    """What to do next: what, from which day, by when, why, with which letter and which papers."""

    code: str
    title: Cited
    #: The day to do it: never before the statement's day.
    on: date
    #: The day it could be done first, or that the guide's calendar set for it.
    planned_on: date
    #: Whether that day, or the last day of the legal time limit where there is one, is past.
    late: bool
    #: The last day of a legal time limit, where one runs; for a debtor, the one that a formal notice leaves him.
    last_day: date | None = None
    #: The answer date to write into the letter: the last day that it leaves.
    answer_by: date | None = None
    what: Cited
    why: Cited
    letter: str | None
    attach: tuple[Cited, ...]
    invoices: tuple[str, ...]
    set_aside: tuple[str, ...]
    points: tuple[Point, ...]
    then: tuple[PlannedStep, ...]
    #: The day by which the debtor promised to pay, where it holds this step back: until then, nothing is asked of him.
    promised_by: date | None = None
    #: The limits that run already, the first that lapses first.
    limits: tuple[RunningLimit, ...] = ()
