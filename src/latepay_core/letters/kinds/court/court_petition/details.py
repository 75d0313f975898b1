"""What was tried before the judge was asked (CPC, art. 750-1)."""

from latepay_core.claim.part import Part
from latepay_core.letters.fields import LongText


class Petition(Part):
    """The attempt at an agreement, in the user's words."""

    attempt: LongText = ""


DETAILS = {"petition": Petition}
