"""Where a clause stands, and what is found in it."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from latepay_core.claim import Trade
from latepay_core.said import Said

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
    """One thing that a rule found: what it says, its article, how that article was read."""

    code: str
    verdict: Verdict
    reason: Said
    article: str
    mark: Mark


class Checked(_Part):
    """A clause as it was judged: `verdict` is that of its gravest finding, which comes first."""

    verdict: Verdict
    found: tuple[Found, ...]
    setting: Setting
