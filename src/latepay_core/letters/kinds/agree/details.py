"""What the answers to a request for more time ask for."""

from latepay_core.claim.fields import IsoDate
from latepay_core.claim.part import Part
from latepay_core.letters.fields import LongText


class MoreTime(Part):
    """A request for more time: the day it came, the day asked for, the day granted, why it is refused."""

    asked_on: IsoDate | None = None
    asked_until: IsoDate | None = None
    granted_until: IsoDate | None = None
    reason: LongText = ""


DETAILS = {"more_time": MoreTime}
