"""The answer about limitation: what `latepay limitation --json` prints, and what the page shows."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from latepay_core.claim.notice import Notice
from latepay_core.dates.limitation_rules import LimitationKind
from latepay_core.dates.public_holidays import Confidence


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class TimelineEvent(_Part):
    """Something that happened, and what it did to the period.

    `position` is its place in the claim's events, None for a payment of the invoice or a decision. After an
    interruption, the period is counted again from `restarts_on`, to `last_day`.
    """

    on: date
    kind: str
    position: int | None
    interrupts: bool
    too_late: bool
    restarts_on: date | None
    last_day: date | None
    sentence: str
    reference: str
    confidence: Confidence
    to_check: str


class InvoiceLimitation(_Part):
    """One invoice's period: `starts_on` to `last_day` is the one that runs now, `first_*` the one it began with."""

    number: str
    invoice: int
    kind: LimitationKind
    title: str
    months: int
    starts_on: date
    last_day: date
    act_before: date
    days_left: int
    barred: bool
    article: str
    first_starts_on: date
    first_last_day: date
    interrupted_by: tuple[TimelineEvent, ...]
    events: tuple[TimelineEvent, ...]
    explanation: str
    start_uncertain: bool
    confidence: Confidence
    confirmed: bool
    to_check: str


class LimitationAnswer(_Part):
    """The limitation of every invoice of a claim; `notes` say what is not worked out."""

    as_of: date
    invoices: tuple[InvoiceLimitation, ...]
    warnings: tuple[Notice, ...]
    notes: tuple[str, ...]
