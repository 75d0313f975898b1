"""What a letter that suspends deliveries says of them."""

from latepay_core.claim.fields import IsoDate
from latepay_core.claim.part import Part
from latepay_core.letters.fields import LongText


class Suspension(Part):
    """What is suspended, in the user's words, from which day: where none is said, the one after the last to pay."""

    what: LongText = ""
    from_on: IsoDate | None = None


DETAILS = {"suspension": Suspension}
