"""What a declaration of claim says of the proceedings."""

from typing import Literal

from latepay_core.claim.fields import Text
from latepay_core.claim.part import Part


class Proceedings(Part):
    """Collective proceedings: their kind, the court, the organ that receives declarations, the security held."""

    kind: Literal["safeguard", "receivership", "liquidation"] | None = None
    court: Text = ""
    organ: Literal["mandataire", "liquidateur"] | None = None
    organ_name: Text = ""
    organ_address: Text = ""
    security: Text = ""


DETAILS = {"proceedings": Proceedings}
