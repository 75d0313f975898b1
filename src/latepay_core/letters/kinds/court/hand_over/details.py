"""Whom a file is handed to."""

from typing import Literal

from latepay_core.claim.fields import Text
from latepay_core.claim.part import Part


class Helper(Part):
    """Whom the file is handed to: a commissaire de justice, a lawyer, or a collection agency."""

    kind: Literal["commissaire", "lawyer", "agency"] = "commissaire"
    name: Text = ""
    address: Text = ""
    email: Text = ""


DETAILS = {"helper": Helper}
