"""The cheque that came back unpaid."""

from latepay_core.claim.fields import Amount, IsoDate, Text
from latepay_core.claim.part import Part


class Cheque(Part):
    """A cheque: its number, its sum in EUR, the bank it is drawn on, its date, the day that bank refused it."""

    number: Text = ""
    amount: Amount | None = None
    bank: Text = ""
    issued_on: IsoDate | None = None
    refused_on: IsoDate | None = None


DETAILS = {"cheque": Cheque}
