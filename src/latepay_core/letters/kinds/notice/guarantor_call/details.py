"""The guarantee that somebody gave for the debtor."""

from typing import Literal

from latepay_core.claim.fields import Amount, IsoDate, Text
from latepay_core.claim.part import Part


class Guarantor(Part):
    """Who guarantees the debt, by an act of which day, jointly with the debtor or after him, up to which sum in EUR."""

    name: Text = ""
    address: Text = ""
    signed_on: IsoDate | None = None
    kind: Literal["joint", "simple"] | None = None
    limit: Amount | None = None


DETAILS = {"guarantor": Guarantor}
