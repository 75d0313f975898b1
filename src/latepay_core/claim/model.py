"""The claim: what docs/format calls `latepay.claim/1`, as frozen models.

Amounts are EUR with VAT included, rates percent a year, terms calendar days. Unknown keys are refused, so that a
misspelt one is never silently left out of the reckoning.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from latepay_core.claim.fields import Amount, Country, IsoDate, Name, Rate, Text, Times, at_most
from latepay_core.claim.part import Part
from latepay_core.claim.refusals import KNOWN_KEYS, fault
from latepay_core.claim.situation import Claimant, Situation

RegimeCode = Literal["fr-b2b", "fr-public", "fr-civil"]
SeriesCode = Literal["ecb-mro", "legal-interest"]
#: Trades with a payment term or a time limit of their own; the terms stand in the law's `sector_terms.toml`.
Trade = Literal[
    "perishable-food",
    "perishable-food-periodic",
    "live-cattle",
    "alcohol",
    "food",
    "food-self-billing",
    "grapes",
    "transport",
    "transport-services",
    "green-space-machines",
    "farm-machines",
    "snow-sports",
    "leather",
    "watches-jewellery",
    "toys",
    "export",
]
#: The longest lists that are read: beyond, a claim is no longer one customer's file.
MOST_INVOICES = MOST_PAYMENTS = 20_000
MOST_EVENTS, MOST_RATES = 1_000, 200
Days = Annotated[StrictInt, Field(ge=0, le=365)]
DayOfMonth = Annotated[StrictInt, Field(ge=1, le=31)]


class Party(Part):
    """Who is owed or who owes: what the letters will need, never checked against anything outside.

    `country` is an ISO 3166 code; France where it is left out.
    """

    name: Text = ""
    address: Text = ""
    siren: Text = ""
    vat_number: Text = ""
    email: Text = ""
    phone: Text = ""
    reference: Text = ""
    country: Country | None = None


class Creditor(Party):
    """Who is owed. A private individual's claims bear the higher legal rate (CMF, art. L313-2)."""

    kind: Literal["business", "individual"] = "business"
    iban: Text = ""
    bic: Text = ""


class Debtor(Party):
    """Who owes. `insolvency_opened_on` is the day of the judgment that opened collective proceedings."""

    kind: Literal["business", "public-body", "consumer"] = "business"
    public_kind: Literal["state-or-local", "health", "public-enterprise"] | None = None
    insolvency_opened_on: IsoDate | None = None


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

    rate: RateClause = Field(default_factory=StatutoryRate.model_construct)
    semester: Literal["revised", "frozen"] = "revised"
    year: Literal["365", "actual"] = "365"
    allocation: Literal["interest-first", "principal-first"] = "interest-first"
    rounding: Literal["line", "total"] = "line"
    capitalise_from: IsoDate | None = None
    #: What was paid beyond what an invoice owed: `kept` there, or set against the oldest of the others.
    surplus: Literal["kept", "oldest"] = "kept"
    supplied_rates: Annotated[tuple[SuppliedRate, ...], at_most(MOST_RATES)] = ()


class Judgment(Part):
    """A decision that orders payment: the day it became enforceable against the debtor."""

    enforceable_on: IsoDate


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


class Suspension(Part):
    """A public buyer's suspension of the term (CCP, art. R2192-27): the day it was notified to the creditor.

    `completed_on` is the day the buyer received all that was missing; None while the file is still incomplete.
    """

    notified_on: IsoDate
    completed_on: IsoDate | None = None


class Payment(Part):
    """Money received: `paid_on` is the day the creditor had it (C. com., art. L441-9)."""

    paid_on: IsoDate
    amount: Amount


class ClaimPayment(Payment):
    """Money received for the claim as a whole: for the invoice the debtor named, or allocated by the law's order."""

    invoice: Name | None = None


class CreditNote(Part):
    """A credit note: it lowers the principal from the day after its date."""

    number: Name = ""
    issued_on: IsoDate
    amount: Amount


class Invoice(Part):
    """An invoice: its amount with VAT, and its due date or the term that gives it.

    `performed_on` is the day the goods were delivered or the service was completed, `delivered_on` that of the goods
    alone; `trade` names a sector that has payment terms or time limits of its own. `received_on` is the day the
    customer received the invoice or the payment request; `suspension` what a public buyer did to its term. Rows with
    one number and several due dates are one invoice in several parts; `compensated` says that its recovery
    compensation is counted with a part that is not in this claim.
    """

    number: Name = ""
    issued_on: IsoDate | None = None
    received_on: IsoDate | None = None
    due_on: IsoDate | None = None
    term: Term | None = None
    performed_on: IsoDate | None = None
    delivered_on: IsoDate | None = None
    trade: Trade | None = None
    summary: StrictBool = False
    suspension: Suspension | None = None
    compensated: StrictBool = False
    amount: Amount
    payments: Annotated[tuple[Payment, ...], at_most(MOST_PAYMENTS)] = ()
    credit_notes: Annotated[tuple[CreditNote, ...], at_most(MOST_PAYMENTS)] = ()

    @model_validator(mode="after")
    def _one_way_to_the_due_date(self) -> "Invoice":
        if self.due_on is None and self.term is None:
            raise fault("due-date-missing")
        if self.due_on is not None and self.term is not None:
            raise fault("due-date-and-term")
        return self

    @property
    def delivery(self) -> date | None:
        """The day the goods were delivered, as far as it is known."""
        return self.delivered_on or self.performed_on

    @property
    def performance(self) -> date | None:
        """The day all that was promised was done, as far as it is known."""
        return self.performed_on or self.delivered_on


class Event(Part):
    """Something that happened to the claim; it bears on time limits, never on the amounts."""

    on: IsoDate
    kind: Literal[
        "acknowledgement",
        "part-payment",
        "court-action",
        "order-served",
        "enforcement",
        "reminder",
        "formal-notice",
        "public-claim",
        "invoice-checked",
        "call",
        "answer",
        "confirmation",
        "promise",
        "dispute",
        "dispute-settled",
        "order-requested",
        "order-made",
        "opposition",
        "claim-declared",
        "prefect-request",
    ]
    invoice: Name | None = None
    #: For a promise, the day by which the debtor said he would pay; for a letter, the last day that it left him.
    expected_on: IsoDate | None = None


#: Who keeps the file: the one who is owed the money, or the one who is asked for it.
Side = Literal["creditor", "debtor"]


class Claim(Part):
    """A claim, as docs/format describes it (`latepay.claim/1`).

    Raises pydantic's ValidationError on bad input; `refusals_of` turns that into French sentences.

    >>> claim = Claim.model_validate({"as_of": "2026-03-15", "invoices": [{"due_on": "2025-11-30", "amount": "10000"}]})
    >>> claim.invoices[0].amount, claim.terms.allocation
    (Decimal('10000.00'), 'interest-first')
    """

    schema_: Literal["latepay.claim/1"] = Field(default="latepay.claim/1", alias="schema")
    as_of: IsoDate | None = None
    regime: RegimeCode | None = None
    #: Whose file it is: whom advice, warnings and letters speak to. The sums are the same for both.
    side: Side = "creditor"
    creditor: Creditor = Field(default_factory=Creditor.model_construct)
    debtor: Debtor = Field(default_factory=Debtor.model_construct)
    terms: Terms = Field(default_factory=Terms.model_construct)
    notice_received_on: IsoDate | None = None
    judgment: Judgment | None = None
    invoices: Annotated[tuple[Invoice, ...], at_most(MOST_INVOICES)]
    payments: Annotated[tuple[ClaimPayment, ...], at_most(MOST_PAYMENTS)] = ()
    #: Credit notes for no invoice in particular: set against the principal of the oldest debts.
    credit_notes: Annotated[tuple[CreditNote, ...], at_most(MOST_PAYMENTS)] = ()
    events: Annotated[tuple[Event, ...], at_most(MOST_EVENTS)] = ()
    situation: Situation = Field(default_factory=Situation.model_construct)
    #: What only the letters read (`letters.LetterDetails`): kept as it came, left out of the reckoning.
    letter: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _something_is_owed(self) -> "Claim":
        if not self.invoices:
            raise fault("no-invoice", path="invoices")
        return self

    @model_validator(mode="after")
    def _one_country(self) -> "Claim":
        own, said = self.debtor.country, self.situation.debtor_country
        if own is not None and said is not None and own != said:
            raise fault("two-countries", path="situation.debtor_country", own=own, said=said)
        return self


def _register_keys() -> None:
    parts = (Claim, Creditor, Debtor, Terms, FixedRate, EcbPlusRate, LegalTimesRate, SuppliedRate, Judgment)
    for part in (*parts, Situation, Claimant, Term, Suspension, ClaimPayment, CreditNote, Invoice, Event):
        KNOWN_KEYS.update(field.alias or name for name, field in part.model_fields.items())


_register_keys()
