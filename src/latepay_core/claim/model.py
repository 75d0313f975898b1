"""The claim: what docs/format calls `latepay.claim/1`, as frozen models.

Amounts are EUR with VAT included, rates percent a year, terms calendar days. Unknown keys are refused, so that a
misspelt one is never silently left out of the reckoning.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, SerializerFunctionWrapHandler, StrictInt, model_serializer, model_validator

from latepay_core.claim.buyer import as_in_file, with_buyers_payment
from latepay_core.claim.contract import (
    EcbPlusRate,
    FixedRate,
    InvoiceTerms,
    LegalTimesRate,
    SuppliedRate,
    Term,
    Terms,
)
from latepay_core.claim.fields import Country, IsoDate, Name, Text, at_most
from latepay_core.claim.invoices import (
    MOST_PAYMENTS,
    ClaimPayment,
    CreditNote,
    Instalment,
    Invoice,
    Suspension,
)
from latepay_core.claim.part import Part, unsaid
from latepay_core.claim.refusals import KNOWN_KEYS, REQUIRED_CHOICES, fault
from latepay_core.claim.rows import InvoicePart, in_instalments, in_rows
from latepay_core.claim.situation import Claimant, Situation
from latepay_core.said import Language

RegimeCode = Literal["fr-b2b", "fr-public", "fr-civil", "be-b2b"]
#: The longest lists that are read: beyond, a claim is no longer one customer's file.
MOST_INVOICES = 20_000
MOST_EVENTS = 1_000
#: The longest time, in days, that a letter is taken to leave.
MOST_DELAY = 365


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


class Judgment(Part):
    """A decision that orders payment: the day it became enforceable against the debtor."""

    enforceable_on: IsoDate


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
    #: For a promise, or an acknowledgement that holds one, the day by which the debtor said he would pay; for a letter,
    #: the last day that it left.
    expected_on: IsoDate | None = None
    #: For a letter, the calendar days that it left from the day it was received, where it names no day.
    delay_days: Annotated[StrictInt, Field(ge=1, le=MOST_DELAY)] | None = None


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
    creditor: Creditor = Field(default_factory=unsaid(Creditor))
    debtor: Debtor = Field(default_factory=unsaid(Debtor))
    terms: Terms = Field(default_factory=unsaid(Terms))
    notice_received_on: IsoDate | None = None
    judgment: Judgment | None = None
    invoices: Annotated[tuple[Invoice, ...], at_most(MOST_INVOICES)]
    payments: Annotated[tuple[ClaimPayment, ...], at_most(MOST_PAYMENTS)] = ()
    #: Credit notes for no invoice in particular: set against the principal of the oldest debts.
    credit_notes: Annotated[tuple[CreditNote, ...], at_most(MOST_PAYMENTS)] = ()
    events: Annotated[tuple[Event, ...], at_most(MOST_EVENTS)] = ()
    situation: Situation = Field(default_factory=unsaid(Situation))
    #: The language asked for the sentences of an answer.
    language: Language = "fr"
    #: What only the letters read (`letters.LetterDetails`): kept as it came, left out of the reckoning.
    letter: dict[str, Any] | None = None

    def agreed_for(self, invoice: Invoice) -> "Claim":
        """The claim as it stands for one invoice: with the terms of that invoice's own contract, where it has some.

        >>> own = {"due_on": "2025-11-30", "amount": "10", "terms": {"year": "actual"}}
        >>> claim = Claim.model_validate({"terms": {"semester": "frozen"}, "invoices": [own]})
        >>> (agreed := claim.agreed_for(claim.invoices[0]).terms).year, agreed.semester
        ('actual', 'frozen')
        """
        if invoice.terms is None:
            return self
        own = {key: value for key in InvoiceTerms.model_fields if (value := getattr(invoice.terms, key)) is not None}
        return self.model_copy(update={"terms": self.terms.model_copy(update=own)})

    @model_validator(mode="after")
    def _something_is_owed(self) -> "Claim":
        if not self.invoices:
            raise fault("no-invoice", path="invoices")
        return self

    @model_validator(mode="after")
    def _instalments_as_rows(self) -> "Claim":
        """From here on, an invoice in instalments is its rows: one for each due date, all of one number."""
        if any(invoice.instalments for invoice in self.invoices):
            rows, paid = in_rows(self.invoices)
            if len(rows) > MOST_INVOICES:
                raise fault("too-many-due-dates", limit=MOST_INVOICES)
            object.__setattr__(self, "invoices", rows)
            object.__setattr__(self, "payments", (*self.payments, *paid))
            if paid:
                # what is typed of an invoice travels on as typed of the account, and is no default to leave out
                self.model_fields_set.add("payments")
        return self

    @model_validator(mode="after")
    def _paid_by_the_buyer(self) -> "Claim":
        """The day a public buyer paid is a payment, where none is given and it can be of no other invoice."""
        paid_on = self.situation.principal_paid_on
        public = self.debtor.kind == "public-body" if self.regime is None else self.regime.endswith("-public")
        alone = len(self.invoices) == 1 and not self.payments and not self.invoices[0].payments
        if paid_on is not None and public and alone:
            paid = with_buyers_payment(self.invoices[0], self.credit_notes, paid_on)
            object.__setattr__(self, "invoices", (paid,))
        return self

    @model_serializer(mode="wrap")
    def _as_in_file(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A file gets its instalments back, as far as their rows still say the same of one invoice."""
        whole: dict[str, Any] = dump(self)
        if "invoices" in whole:
            whole["invoices"] = as_in_file(self.invoices, whole["invoices"])
        if "invoices" in whole and any(isinstance(each, InvoicePart) for each in self.invoices):
            whole["invoices"] = in_instalments(self.invoices, whole["invoices"])
        return whole

    @model_validator(mode="after")
    def _one_country(self) -> "Claim":
        own, said = self.debtor.country, self.situation.debtor_country
        if own is not None and said is not None and own != said:
            raise fault("two-countries", path="situation.debtor_country", own=own, said=said)
        return self


_PARTS: tuple[type[Part], ...] = (
    *(Claim, Creditor, Debtor, Judgment, Event, Situation, Claimant),
    *(Terms, InvoiceTerms, FixedRate, EcbPlusRate, LegalTimesRate, SuppliedRate, Term),
    *(Invoice, Instalment, Suspension, ClaimPayment, CreditNote),
)
for _part in _PARTS:
    KNOWN_KEYS.update(field.alias or name for name, field in _part.model_fields.items())
REQUIRED_CHOICES["events.kind"] = get_args(Event.model_fields["kind"].annotation)
REQUIRED_CHOICES["supplied_rates.series"] = get_args(SuppliedRate.model_fields["series"].annotation)
