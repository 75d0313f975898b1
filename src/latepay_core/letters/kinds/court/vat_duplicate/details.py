"""What a duplicate for VAT says beyond the invoice."""

from typing import Literal

from latepay_core.claim.fields import Rate
from latepay_core.claim.part import Part


class Vat(Part):
    """The rate of VAT of the invoices, in percent, and why they are lost."""

    rate_percent: Rate | None = None
    reason: Literal["liquidation", "proceedings", "vain"] | None = None


DETAILS = {"vat": Vat}
