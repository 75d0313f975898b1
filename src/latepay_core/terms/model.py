"""Where a clause stands, and what is found in it."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from latepay_core.claim import Trade
from latepay_core.said import Said, said

Document = Literal["terms", "quote", "invoice", "e-invoice", "purchase-conditions", "settlement"]
Customer = Literal["business", "consumer", "public-body"]
PublicKind = Literal["state-or-local", "health", "public-enterprise"]
#: The notes of an electronic invoice (BT-22): penalties, flat indemnity, discount.
Note = Literal["PMD", "PMT", "AAB"]
#: From the gravest to the lightest; `unread`: nothing that the rules know was recognised.
Verdict = Literal["not-for-consumers", "void", "below-floor", "missing", "ambiguous", "ok", "unread"]
#: How the article was read: V in its text (V15: the state of 2015), S in sources that agree, K nowhere.
Mark = Literal["V", "V15", "S", "K"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Setting(_Part):
    """Where a clause stands: the paper, the customer, the day it is made, the trade.

    `due_printed`: the paper has its settlement date elsewhere. `notes`: the notes of an electronic invoice that the
    text holds, where it is a part of them. `agreed`: whether the clause was accepted by delivery; None where unknown.
    `off_premises`: signed at a consumer's home. `traders`: both sides are traders (CPC, art. 48).

    >>> Setting(on=date(2026, 10, 1)).document
    'terms'
    """

    on: date
    document: Document = "terms"
    customer: Customer = "business"
    public_kind: PublicKind = "state-or-local"
    trade: Trade | None = None
    summary: bool = False
    due_printed: bool = False
    notes: tuple[Note, ...] = ()
    agreed: bool | None = None
    off_premises: bool = False
    traders: bool = True


class Found(_Part):
    """One thing that a rule found: what it says, its article, how that article was read.

    `advised`: nothing is wrong, and the sentence goes on to advise something.
    """

    code: str
    verdict: Verdict
    reason: Said
    article: str
    mark: Mark
    advised: bool = False

    @property
    def word(self) -> Said:
        """The word for its verdict; one that rests on no text read is never told as settled."""
        if self.advised and self.verdict == "ok":
            return said("terms/verdict.ok-advised")
        doubtful = self.mark == "K" and self.verdict in {"void", "not-for-consumers"}
        return said(f"terms/doubtful.{self.verdict}" if doubtful else f"terms/verdict.{self.verdict}")


class Checked(_Part):
    """A clause as it was judged: `verdict` is that of its gravest finding, which comes first.

    `foreign`: it is not in French, and was not read.
    """

    verdict: Verdict
    found: tuple[Found, ...]
    setting: Setting
    foreign: bool = False

    @property
    def word(self) -> Said:
        """The word for its verdict."""
        if self.found:
            return self.found[0].word
        return said("terms/verdict.foreign" if self.foreign else f"terms/verdict.{self.verdict}")


RateChoice = Literal["ecb-plus-10", "three-times-legal", "fixed"]


class Answers(_Part):
    """The five answers: who pays, when, at which rate if late, with which discount, whose the goods stay meanwhile.

    `days` are calendar days from the invoice, `percent` percent a year, `discount` percent for a payment within
    `discount_days`; None for no discount.

    >>> Answers(days=45, end_of_month="before").rate
    'ecb-plus-10'
    """

    customer: Customer = "business"
    public_kind: PublicKind = "state-or-local"
    days: int = 30
    end_of_month: Literal["after", "before"] | None = None
    trade: Trade | None = None
    rate: RateChoice = "ecb-plus-10"
    percent: Decimal | None = None
    discount: Decimal | None = None
    discount_days: int = 8
    retention_of_title: bool = False


class Written(_Part):
    """What is written from the answers: each a text to copy. `pmd`, `pmt`, `aab` are notes of an electronic invoice.

    They say nothing (empty) for a private customer, who gets no electronic invoice.
    """

    terms: Said
    quote: Said
    invoice: Said
    discount: Said
    pmd: Said
    pmt: Said
    aab: Said
