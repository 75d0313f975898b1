"""What the letters about works ask for: the site, the contract, the owner, acceptance and what was retained."""

from latepay_core.claim.fields import Amount, IsoDate, Text
from latepay_core.claim.part import Part


class Works(Part):
    """A contract for works: its site, its day, its sum without VAT; the owner, for whoever works for a contractor; the
    day the works were accepted, and the money retained on their price. EUR.
    """

    site: Text = ""
    contract_on: IsoDate | None = None
    contract_amount: Amount | None = None
    owner_name: Text = ""
    owner_address: Text = ""
    accepted_on: IsoDate | None = None
    retention: Amount | None = None


DETAILS = {"works": Works}
