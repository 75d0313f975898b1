"""The statement: what the contract calls `latepay.statement/1`. Amounts are EUR, rates percent a year."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from latepay_core.claim import RegimeCode

Plain = Annotated[Decimal, PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True, defer_build=True)


class Explanation(_Part):
    """Why a figure is what it is: a sentence, the formula with its figures, the article."""

    sentence: str
    formula: str = ""
    reference: str = ""


class StatementLine(_Part):
    """Days `from` to `to`, both bearing interest, on one principal at one rate."""

    first: date = Field(alias="from")
    to: date
    days: int
    principal: Plain
    annual_rate_percent: Plain
    interest: Plain
    basis: str
    reference: str
    source: str
    source_url: str
    sentence: str
    formula: str
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
    sentence: str


class InvoiceStatement(_Part):
    """One invoice's account on the day the statement stops at."""

    number: str
    issued_on: date | None
    due_on: date
    first_day: date | None
    days_late: int
    amount: Plain
    lines: tuple[StatementLine, ...]
    movements: tuple[Movement, ...]
    interest: Plain
    interest_due: Plain
    compensation: Plain
    compensation_due: Plain
    principal_due: Plain
    paid: Plain
    credited: Plain
    overpaid: Plain
    total_due: Plain
    explanations: dict[str, Explanation]


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
    sentence: str
    reference: str


class Totals(_Part):
    """The sums over the invoices, and what one more day costs at the current rate."""

    amount: Plain
    interest: Plain
    interest_due: Plain
    compensation: Plain
    compensation_due: Plain
    principal_due: Plain
    paid: Plain
    credited: Plain
    overpaid: Plain
    total_due: Plain
    per_day: Plain
    explanations: dict[str, Explanation]


class Convention(_Part):
    """A switch as it was applied, with its ground; `settled` is false where the law leaves the point open."""

    value: str
    label: str
    ground: str
    reference: str
    settled: bool


class Notice(_Part):
    """Something the reader must know. `invoice` is the position of the invoice it is about, from 0."""

    code: str
    message: str
    figures: dict[str, Any]
    invoice: int | None = None
    path: str = ""


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
    provisional: bool
    invoices: tuple[InvoiceStatement, ...]
    allocated_payments: tuple[AllocatedPayment, ...]
    totals: Totals
    conventions: dict[str, Convention]
    warnings: tuple[Notice, ...]
    edition: Edition
