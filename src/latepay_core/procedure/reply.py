"""The time that a letter leaves to the debtor: the one place where the next step, the letters and the calendar find it.

A claim keeps it under its key `letter.reply`, as the reader typed it beside the letter. Of all that this key holds it
is the only part that the next step reads: the day after which the route is chosen depends on it.
"""

from typing import Annotated, Any

from pydantic import Field, StrictInt, ValidationError

from latepay_core.claim import Claim
from latepay_core.claim.fields import IsoDate
from latepay_core.claim.part import Part
from latepay_core.days import DayKind

ReplyDays = Annotated[StrictInt, Field(ge=1, le=90)]


class Reply(Part):
    """The time left to answer: some days of a kind, or the last day itself, which then takes their place.

    Where no kind is chosen, the days are those that the letter usually counts (`kind_or`).
    """

    days: ReplyDays | None = None
    kind: DayKind = "ouvrable"
    by: IsoDate | None = None

    def kind_or(self, usual: DayKind) -> DayKind:
        """The kind of days that was chosen, else the letter's `usual` one.

        >>> Reply(days=15).kind_or("calendar"), Reply(days=15, kind="ouvrable").kind_or("calendar")
        ('calendar', 'ouvrable')
        """
        return self.kind if "kind" in self.model_fields_set else usual


def reply_of(claim: Claim) -> Reply:
    """The time that a claim's letters leave; the usual one where none was chosen, or where it cannot be read.

    What cannot be read is refused with its sentence by the letters, which own the key.

    >>> invoice = {"due_on": "2026-01-31", "amount": "9.00"}
    >>> reply_of(Claim.model_validate({"letter": {"reply": {"days": 12}}, "invoices": [invoice]})).days
    12
    """
    typed: Any = (claim.letter or {}).get("reply", {})
    try:
        return Reply.model_validate(typed)
    except ValidationError:
        return Reply()
