"""What was agreed: the rate, the conventions of the reckoning, how a due date is counted."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, model_validator

from latepay_core.claim.fields import IsoDate, Rate, Times, at_most
from latepay_core.claim.part import Part, unsaid
from latepay_core.claim.refusals import fault

SeriesCode = Literal["ecb-mro", "legal-interest"]
#: How many rates a user may supply.
MOST_RATES = 200
Days = Annotated[StrictInt, Field(ge=0, le=365)]
DayOfMonth = Annotated[StrictInt, Field(ge=1, le=31)]


class StatutoryRate(Part):
    """The rate the law gives when the contract says nothing."""

    basis: Literal["statutory"] = "statutory"


class FixedRate(Part):
    """A contract rate: `percent` a year."""

    basis: Literal["fixed"]
    percent: Rate


class EcbPlusRate(Part):
    """A contract rate: the ECB's main refinancing rate plus `points`."""

    basis: Literal["ecb-plus"]
    points: Rate


class LegalTimesRate(Part):
    """A contract rate: `times` the legal interest rate."""

    basis: Literal["legal-times"]
    times: Times


RateClause = Annotated[StatutoryRate | FixedRate | EcbPlusRate | LegalTimesRate, Field(discriminator="basis")]


class SuppliedRate(Part):
    """A rate the user gives for a half-year that the program's data do not cover yet: percent a year, from a day on."""

    series: SeriesCode
    starts_on: IsoDate = Field(alias="from")
    percent: Rate


class Terms(Part):
    """The agreed rate and the conventions of the reckoning; every default is the one docs/format gives."""

    rate: RateClause = Field(default_factory=unsaid(StatutoryRate))
    semester: Literal["revised", "frozen"] = "revised"
    year: Literal["365", "actual"] = "365"
    allocation: Literal["interest-first", "principal-first"] = "interest-first"
    rounding: Literal["line", "total"] = "line"
    capitalise_from: IsoDate | None = None
    #: What was paid beyond what an invoice owed: `kept` there, or set against the oldest of the others.
    surplus: Literal["kept", "oldest"] = "kept"
    supplied_rates: Annotated[tuple[SuppliedRate, ...], at_most(MOST_RATES)] = ()


#: Keys of `terms` that hold for the whole account, or for everyone: no invoice has its own.
_OF_THE_WHOLE = ("rounding", "capitalise_from", "surplus", "supplied_rates")


class InvoiceTerms(Part):
    """What one invoice's own contract says, where it differs; the claim's terms hold for the rest."""

    rate: RateClause | None = None
    semester: Literal["revised", "frozen"] | None = None
    year: Literal["365", "actual"] | None = None
    allocation: Literal["interest-first", "principal-first"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_one_invoice(cls, data: Any) -> Any:
        for key in _OF_THE_WHOLE if isinstance(data, dict) else ():
            if key in data:
                raise fault(f"terms-of-the-whole-{key}", path=key)
        return data


class Term(Part):
    """How the due date is counted: `days` or `months` from the issue of the invoice (or from receipt), end of month.

    `end_of_month` says whether the month's end comes `after` the days, `before` them, or that it is `unknown`: the
    later of both then counts, which claims least. `on_day` is the day of the month on which the debtor pays; where it
    has several, `on_days`. From a `payment-request`, the days run as they do for a public buyer: from its receipt,
    never before the service is done (CCP, art. R2192-12 to R2192-15).
    """

    days: Days | None = None
    months: Annotated[StrictInt, Field(ge=0, le=24)] | None = None
    end_of_month: Literal["after", "before", "unknown"] | None = None
    on_day: DayOfMonth | None = None
    on_days: tuple[DayOfMonth, ...] = ()
    counted_from: Literal["issue", "receipt", "payment-request"] = Field(default="issue", alias="from")

    @model_validator(mode="after")
    def _has_a_length(self) -> "Term":
        if self.days is None and self.months is None:
            raise fault("term-empty")
        return self

    @model_validator(mode="after")
    def _one_way_to_say_the_day(self) -> "Term":
        if self.on_day is not None and self.on_days:
            raise fault("on-day-twice", on_day=self.on_day)
        return self

    @model_validator(mode="after")
    def _payment_request_in_days_alone(self) -> "Term":
        if self.counted_from == "payment-request" and (self.end_of_month or self.months or self.payment_days):
            raise fault("payment-request-end-of-month")
        return self

    @property
    def payment_days(self) -> tuple[int, ...]:
        """The days of the month on which the debtor pays, in order; none where any day will do."""
        return tuple(sorted(set(self.on_days))) if self.on_days else () if self.on_day is None else (self.on_day,)
