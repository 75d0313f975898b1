"""What a declaration of claim says of the proceedings."""

from typing import Literal

from latepay_core.claim.fields import Text
from latepay_core.claim.part import Part


class Proceedings(Part):
    """Collective proceedings: their kind, the court, the organ that receives declarations, the security held.

    `seized`: the court before which the claim itself is disputed already (C. com., art. R622-23).
    """

    kind: Literal["safeguard", "receivership", "liquidation"] | None = None
    court: Text = ""
    organ: Literal["mandataire", "liquidateur"] | None = None
    organ_name: Text = ""
    organ_address: Text = ""
    security: Text = ""
    seized: Text = ""


DETAILS = {"proceedings": Proceedings}
