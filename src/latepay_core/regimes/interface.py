"""What every regime answers, in the same few verbs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, Protocol

from latepay_core.claim import Claim, Invoice, Refusal, RegimeCode
from latepay_core.interest import RatePeriod
from latepay_core.law import DatedValue
from latepay_core.said import Cited, Said

#: By « switch.value »: the key of what is said of it, its article, whether the law settles it.
Grounds = Mapping[str, tuple[str, str, bool]]


@dataclass(frozen=True)
class RateQuote:
    """A rate in percent a year, and all that explains it.

    `sources` are the law's values it was made from; `supplied` says that the user typed one; `rule` is
    what the law adds to them, where it does.
    """

    percent: Decimal
    basis: Said
    reference: Cited
    sources: tuple[DatedValue, ...]
    supplied: bool = False
    rule: DatedValue | None = None

    # Asked again for every statement, and the same for all.
    @cached_property
    def provisional(self) -> bool:
        """Whether a value it rests on was not known yet when the law's data were checked."""
        return any(source.provisional for source in self.sources)

    @cached_property
    def unconfirmed(self) -> bool:
        """Whether a value it rests on was read in secondary sources only."""
        return any(source.status != "verified" for source in self.sources)


class Span(NamedTuple):
    """From which day interest runs and up to which day it may, and why."""

    first: date | None
    last: date | None
    why: Said
    reference: str


class Compensation(NamedTuple):
    """The flat recovery compensation that an unpaid invoice gives right to, in EUR, and why."""

    euros: Decimal
    why: Said
    reference: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the reader must know: a code, what to say, the figures, the invoice or field it is about."""

    code: str
    message: Said
    figures: Mapping[str, object] = field(default_factory=dict)
    invoice: int | None = None
    path: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Traits:
    """What a regime is, apart from what it works out: the fields that every one of them has (see `Regime`)."""

    code: RegimeCode
    frozen: bool | None
    covers_from: date
    term_reference: str
    interest_first: Cited
    grounds: Grounds
    points: str | None = None
    floor: str | None = None
    counts_from_request: bool = False
    pays_principal_first: bool = False
    agreed_rate: bool = False
    public_buyer: bool = False


class Regime(Protocol):
    """One body of rules. Every method is pure; the statement calls them in this order."""

    @property
    def code(self) -> RegimeCode:
        """The name of the regime in a claim and a statement."""

    @property
    def frozen(self) -> bool | None:
        """Whether the rate is frozen by law; None where the claim's convention decides."""

    @property
    def covers_from(self) -> date:
        """The first day of interest that the regime's rules cover."""

    @property
    def grounds(self) -> Grounds:
        """The grounds of the switches that have one of their own under this regime, by « switch.value »."""

    @property
    def points(self) -> str | None:
        """The rule that says how many points the law adds to a reference rate."""

    @property
    def floor(self) -> str | None:
        """The rule that says of which multiple of the legal rate a clause may not fall short."""

    @property
    def term_reference(self) -> str:
        """The article on the payment terms that parties agree upon."""

    @property
    def interest_first(self) -> Cited:
        """The article by which a part payment pays interest before principal."""

    @property
    def counts_from_request(self) -> bool:
        """Whether a term may run from the request for payment, and be suspended."""

    @property
    def pays_principal_first(self) -> bool:
        """Whether who pays the amount of an invoice pays its principal, interest being ordered on its own."""

    @property
    def agreed_rate(self) -> bool:
        """Whether a contract may set another rate than the law's."""

    @property
    def public_buyer(self) -> bool:
        """Whether who pays is a public body: it does so through its accountant, on its own references."""

    def applies_to(self, claim: Claim) -> bool:
        """Whether the parties call for this regime."""

    def refusals(self, claim: Claim) -> Sequence[Refusal]:
        """What the claim asks for that this regime cannot give."""

    def span(self, claim: Claim, invoice: Invoice, due_on: date, as_of: date) -> Span:
        """The days that bear interest."""

    def rate_periods(self, claim: Claim, first: date, last: date) -> Sequence[RatePeriod]:
        """The rates over a span, without gap or overlap; each `quote` is a RateQuote."""

    def compensation(self, claim: Claim, due_on: date) -> Compensation:
        """What is owed on top for an invoice that falls late."""

    def findings(self, claim: Claim, spans: Sequence[Span]) -> Sequence[Finding]:
        """What the reader must know of this claim under this regime."""
