"""The answer about limitation: what `latepay limitation --json` prints, and what the page shows."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, computed_field

from latepay_core.claim.notice import Notice
from latepay_core.law import Certainty
from latepay_core.said import Said

#: How many months before its last day a period is said to end soon.
NEAR_MONTHS = 6
#: Which of a claim's days a period is counted from.
StartBasis = Literal["performed", "issued", "received", "due", "year", "decision"]


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
    sentence: Said
    reference: str
    confidence: Certainty
    to_check: Said


class DueReading(_Part):
    """The same period counted from the due date: what a term agreed before the work might give (C. civ., 2233, 3°).

    It is never the day to go by: `last_day` of the limitation itself is.
    """

    starts_on: date
    last_day: date
    reference: str
    sentence: Said


class RestingPayment(NamedTuple):
    """A part payment on which a last day rests, and the last day if it acknowledged nothing."""

    on: date
    last_day: date


class InvoiceLimitation(_Part):
    """One invoice's period: `starts_on` to `last_day` is the one that runs now, `first_*` the one it began with.

    `last_day` counts every interruption; `safe_day`, the one to go by, leaves out a part payment that may be none.
    `start_basis` says which day the period was first counted from; where it only stands in for the day of performance,
    `start_certainty` is `presumed` and `asks` names the field that would settle it.
    `due_reading` is the other reading, where it gives another day. `barred`: every reading has run out.
    """

    number: str
    invoice: int
    kind: str
    title: Said
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
    explanation: Said
    start_uncertain: bool
    start_certainty: Literal["known", "presumed"]
    start_basis: StartBasis
    start_reference: str
    asks: str | None
    due_reading: DueReading | None
    confidence: Certainty
    confirmed: bool
    to_check: Said

    @property
    def resting_payment(self) -> RestingPayment | None:
        """The part payment that the last day rests on, and the day without it; None where it rests on no payment.

        A part payment acknowledges the debt only in principle, where it is unequivocal and the debtor's own (C. civ.,
        art. 2240): the day without it is the surer one. A public buyer's payment interrupts by itself (loi n° 68-1250,
        art. 2).
        """
        if self.kind == "public-debtor":
            return None
        done = [each for each in self.events if each.interrupts]
        if not done or done[-1].kind != "part-payment":
            return None
        surer = next((each for each in reversed(done) if each.kind != "part-payment"), None)
        without = self.first_last_day if surer is None or surer.last_day is None else surer.last_day
        return RestingPayment(done[-1].on, without) if without < self.last_day else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def safe_day(self) -> date:
        """The day to go by: it holds even if a part payment acknowledged nothing, as long as that day is not past."""
        resting = self.resting_payment
        as_of = self.last_day - timedelta(days=self.days_left)
        return resting.last_day if resting and self.days_left and resting.last_day >= as_of else self.last_day

    @computed_field  # type: ignore[prop-decorator]
    @property
    def safe_act_before(self) -> date:
        """The day to act by, as long before `safe_day` as `act_before` is before `last_day`."""
        return self.safe_day - (self.last_day - self.act_before)


class LimitationAnswer(_Part):
    """The limitation of every invoice of a claim; `notes` say what is not worked out."""

    as_of: date
    invoices: tuple[InvoiceLimitation, ...]
    warnings: tuple[Notice, ...]
    notes: tuple[Said, ...]
