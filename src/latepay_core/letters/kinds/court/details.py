"""The court that a request goes to, as the user knows it."""

from latepay_core.claim.fields import Text
from latepay_core.claim.part import Part


class ChosenCourt(Part):
    """The court the request goes to, where the user knows it: its name, its town, its address."""

    code: Text = ""
    name: Text = ""
    town: Text = ""
    address: Text = ""
    #: Where an opposition sends the case at once, if the request asks for it (CPC, art. 1408).
    referral: Text = ""


DETAILS = {"court": ChosenCourt}
