"""What another claims, as their letter puts it: `latepay.asked/1`, beside the claim that holds the facts."""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from latepay_core.claim.fields import Amount, Figure, Rate, Text, at_most
from latepay_core.claim.part import Part
from latepay_core.claim.refusals import REQUIRED_CHOICES, fault

Kind = Literal[
    "principal",
    "interest",
    "compensation",
    "fees",
    "agency-fees",
    "vat-on-interest",
    "vat-on-compensation",
    "penalty-clause",
    "other",
]
#: What whoever is asked answers to a line. Of one that is owed in part, `contested` is for what it has beyond, and
#: `contested-whole` for all of it.
Choice = Literal["accepted", "contested", "contested-whole", "to-justify"]
MOST_LINES = 200
REQUIRED_CHOICES["lines.kind"] = get_args(Kind)


class AskedLine(Part):
    """One line of the other's account: what it is for, EUR, and the words they call it by.

    `choice` is what the one who is asked answers to it, where it is not what the reckoning finds.
    """

    kind: Kind
    amount: Amount
    label: Text = ""
    choice: Choice | None = None


class Asked(Part):
    """What is asked: the lines, their total, the rate, and the facts that the lines depend on.

    `total` may be left out: it is then the lines' own. `rate_percent` is the rate they say they applied.
    `fees_proved`: proof of the costs is joined (C. com., art. L441-10, II). `penalty_clause_agreed`: the clause was
    accepted before the work. `customer` is false where the contract names someone else.
    """

    schema_: Literal["latepay.asked/1"] = Field(default="latepay.asked/1", alias="schema")
    total: Figure | None = None
    lines: Annotated[tuple[AskedLine, ...], at_most(MOST_LINES)] = ()
    rate_percent: Rate | None = None
    fees_proved: bool = False
    penalty_clause_agreed: bool = False
    customer: bool = True

    @model_validator(mode="after")
    def _says_something(self) -> "Asked":
        if self.total is None and not self.lines:
            raise fault("asked-nothing", path="lines")
        return self
