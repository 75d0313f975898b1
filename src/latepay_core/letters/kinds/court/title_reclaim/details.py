"""What is claimed back, and from whom."""

from latepay_core.claim.fields import IsoDate, Text
from latepay_core.claim.part import Part
from latepay_core.letters.fields import LongText


class Reclaim(Part):
    """The goods, the day they were delivered, where the clause was accepted; the administrator, if there is one."""

    goods: LongText = ""
    delivered_on: IsoDate | None = None
    clause: Text = ""
    administrator: Text = ""
    administrator_address: Text = ""


DETAILS = {"reclaim": Reclaim}
