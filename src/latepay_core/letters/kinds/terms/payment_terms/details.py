"""What payment clauses say beyond the terms of the claim."""

from latepay_core.claim.fields import Rate, Text
from latepay_core.claim.part import Part
from latepay_core.procedure.reply import ReplyDays


class Clauses(Part):
    """What the payment clauses say beyond the claim's own terms: the discount for early payment, the means accepted."""

    discount_percent: Rate | None = None
    discount_days: ReplyDays | None = None
    means: Text = ""
    deposit_percent: Rate | None = None


DETAILS = {"clauses": Clauses}
