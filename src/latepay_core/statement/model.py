"""The statement: what docs/format calls `latepay.statement/1`. Amounts are EUR, rates percent a year."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

from latepay_core.claim import RegimeCode
from latepay_core.claim.fields import Plain
from latepay_core.claim.notice import Notice
from latepay_core.claim.part import Fixed, made
from latepay_core.dates.public_terms import StartRule
from latepay_core.law import Certainty
from latepay_core.said import NOTHING, Cited, Language, Said


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True, defer_build=True)


class Explanation(_Part):
    """Why a figure is what it is: what is to be said, the formula with its figures, the article."""

    sentence: Said
    formula: Said = NOTHING
    reference: Cited = ""


class StatementLine(_Part):
    """Days `from` to `to`, both bearing interest, on one principal at one rate."""

    first: date = Field(alias="from")
    to: date
    days: int
    principal: Plain
    annual_rate_percent: Plain
    interest: Plain
    basis: Said
    reference: Cited
    source: Cited
    source_url: str
    sentence: Said
    formula: Said
    capitalised: bool
    provisional: bool
    unconfirmed: bool


class Movement(_Part):
    """What came in on a day, and where it went."""

    on: date
    received: Plain
    credited: Plain
    to_interest: Plain
    to_principal: Plain
    to_compensation: Plain
    left_over: Plain
    #: What a credit note held beyond the principal: it pays nothing else.
    credited_left_over: Plain = Decimal(0)
    sentence: Said


class PublicTerm(_Part):
    """A public buyer's time to pay: where it starts and why, how long the law allows, what a suspension did to it.

    `legal_days` (calendar) and `lawful_due_on` are None where the kind of buyer, or the day to count from, is unknown.
    `to_check` is what must be said where the articles were not read in their text.
    """

    starts_on: date | None
    start_rule: StartRule | None
    sentence: Said
    legal_days: int | None
    lawful_due_on: date | None
    over_legal: bool
    suspended_on: date | None
    completed_on: date | None
    reference: str
    confidence: Certainty
    to_check: Said


class InterestPayment(_Part):
    """A public buyer's 45 days to pay interest and compensation once the principal is paid (CCP, art. R2192-36).

    `owed` is what is left of both, in EUR; `payment_recorded` is false where the day was said and the payment is not
    among the claim's. Past `last_day`, `lines` count the legal interest on the interest still
    due; their sum, `on_interest`, stands beside the statement's totals and is not part of them.
    """

    principal_paid_on: date
    payment_recorded: bool
    last_day: date
    overdue: bool
    owed: Plain
    lines: tuple[StatementLine, ...]
    on_interest: Plain
    sentence: Said
    reference: str
    confidence: Certainty
    to_check: Said


class RateComparison(_Part):
    """A contract's rate beside the law's, for one half-year of the delay; rates percent a year.

    `lawful`: the clause reaches the floor, three times the legal rate. `settled` is false where it does not: what
    replaces it is open, and the clause is kept. `invoices` are the positions of those that have the clause, none for
    all.
    """

    first: date = Field(alias="from")
    to: date
    clause_percent: Plain
    default_percent: Plain
    floor_percent: Plain
    legal_percent: Plain
    lawful: bool
    settled: bool
    applies: Literal["clause"] = "clause"
    sentence: Said
    caution: Said
    reference: Cited
    provisional: bool
    unconfirmed: bool
    invoices: tuple[int, ...] = ()


#: Sequences that may be put into words only when they are read (`Worded`); they are written as the lists they are.
Lines = Annotated[
    Sequence[StatementLine], AfterValidator(tuple), PlainSerializer(tuple, return_type=tuple[StatementLine, ...])
]
Movements = Annotated[
    Sequence[Movement], AfterValidator(tuple), PlainSerializer(tuple, return_type=tuple[Movement, ...])
]

Explanations = Annotated[
    Mapping[str, Explanation],
    PlainSerializer(lambda told: dict(told.items()), return_type=dict[str, Explanation]),
]


class InvoiceStatement(_Part):
    """One invoice's account on the day the statement stops at."""

    number: str
    issued_on: date | None
    due_on: date
    first_day: date | None
    days_late: int
    #: The day the principal was paid in full, and how late that was; None while some is left.
    settled_on: date | None = None
    days_until_settled: int | None = None
    amount: Plain
    #: What was paid on a day that is not known: `amount` is what it left.
    paid_undated: Plain = Decimal(0)
    lines: Lines
    movements: Movements
    interest: Plain
    interest_due: Plain
    compensation: Plain
    compensation_due: Plain
    principal_due: Plain
    paid: Plain
    credited: Plain
    overpaid: Plain
    #: What credit notes held beyond the principal, and that no other invoice took; no money.
    overcredited: Plain = Decimal(0)
    #: Whether credit notes took back the whole invoice: it was never to be paid.
    cancelled: bool = False
    total_due: Plain
    explanations: Explanations
    public_term: PublicTerm | None = None
    interest_payment: InterestPayment | None = None


class Share(_Part):
    """What an invoice got of a payment; `invoice` is its position, from 0."""

    invoice: int
    number: str
    amount: Plain


class AllocatedPayment(_Part):
    """A payment received for the claim as a whole, and the invoices it settled."""

    paid_on: date
    amount: Plain
    shares: tuple[Share, ...]
    sentence: Said
    reference: str


AllocatedPayments = Annotated[
    Sequence[AllocatedPayment],
    AfterValidator(tuple),
    PlainSerializer(tuple, return_type=tuple[AllocatedPayment, ...]),
]


class ScopedSums(_Part):
    """The sums over some of the invoices, and what one more day costs on them at the current rate."""

    amount: Plain
    interest: Plain
    interest_due: Plain
    compensation: Plain
    compensation_due: Plain
    principal_due: Plain
    paid: Plain
    credited: Plain
    overpaid: Plain
    overcredited: Plain = Decimal(0)
    total_due: Plain
    per_day: Plain


#: What a scope without invoices owes; it stands in a statement that was written before the scopes were told apart.
NOTHING_OWED = made(ScopedSums, **dict.fromkeys(ScopedSums.model_fields, Decimal("0.00")))


def _is_none(value: object) -> bool:
    return value is None


class Totals(ScopedSums):
    """The sums over all the invoices; `due` those whose due date is past, `not_due` those of the others (à échoir).

    An invoice that falls due on the statement's own day can still be paid in time: it is among the others. In
    collective proceedings, where some of what is owed was born after the judgment that opened them, `born_later` is
    that part, which is paid when due, and `born_before` the other one, which is declared; None in any other case.
    """

    due: ScopedSums = NOTHING_OWED
    not_due: ScopedSums = NOTHING_OWED
    born_before: ScopedSums | None = Field(default=None, exclude_if=_is_none)
    born_later: ScopedSums | None = Field(default=None, exclude_if=_is_none)
    explanations: Explanations

    @property
    def scopes(self) -> dict[str, ScopedSums]:
        """The parts that are told apart, by name; none where all that is owed is of one."""
        if self.born_before is not None and self.born_later is not None:
            parts = {"born-before": self.born_before, "born-later": self.born_later}
            return {name: sums for name, sums in parts.items() if sums.total_due}
        both = self.due.total_due and self.not_due.total_due
        return {"due": self.due, "not-due": self.not_due} if both else {}


class Convention(_Part):
    """A switch as it was applied, with its ground; `settled` is false where the law leaves the point open.

    `invoices` are the positions of those it concerns; empty where it concerns them all.
    """

    value: str
    label: Said
    ground: Said
    reference: Cited
    settled: bool
    invoices: tuple[int, ...] = ()


#: The same for every statement of the same terms: shared, and therefore fixed.
Conventions = Annotated[
    Mapping[str, Convention], AfterValidator(Fixed), PlainSerializer(dict, return_type=dict[str, Convention])
]


class Edition(_Part):
    """What drew the statement up: program, legal data, the day to which the data were verified, a hash of both."""

    program: str
    law: str
    verified_until: date
    hash: str


class Statement(_Part):
    """What is owed on a day, line by line, with the ground of each figure."""

    schema_: Literal["latepay.statement/1"] = Field(default="latepay.statement/1", alias="schema")
    as_of: date
    regime: RegimeCode
    #: The language that its JSON speaks.
    language: Language = "fr"
    provisional: bool
    invoices: tuple[InvoiceStatement, ...]
    allocated_payments: AllocatedPayments
    totals: Totals
    conventions: Conventions
    rate_comparison: tuple[RateComparison, ...] = ()
    warnings: tuple[Notice, ...]
    edition: Edition
