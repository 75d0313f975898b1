"""What the confirmation of a telephone call asks for."""

from latepay_core.claim.fields import IsoDate, Text
from latepay_core.claim.part import Part


class Call(Part):
    """A telephone call and what was agreed: who does what, by when, when it is checked, what happens otherwise."""

    held_on: IsoDate | None = None
    with_whom: Text = ""
    debtor_step: Text = ""
    debtor_step_by: IsoDate | None = None
    creditor_step: Text = ""
    creditor_step_by: IsoDate | None = None
    check_on: IsoDate | None = None
    if_broken: Text = ""


DETAILS = {"call": Call}
