"""What to do next about an unpaid invoice, the ways to be paid side by side, what they cost, what lateness costs.

Everything is read from a claim and its statement; nothing here changes what is owed. How a debt is recovered is a
country's own law: this room holds what is asked of it (`interface`), what it answers (`model`), and what is known of a
claim whatever the country (`facts`).
"""

from latepay_core.claim import Claimant, Situation
from latepay_core.procedure.faults import OutOfRange
from latepay_core.procedure.interface import (
    Procedure,
    costs,
    facts_of,
    next_step,
    procedure_of,
    routes,
    running_limits,
)
from latepay_core.procedure.late_cost import cost_of_late_payment
from latepay_core.procedure.model import (
    BracketLine,
    CostItem,
    Costs,
    Court,
    Form,
    LateCost,
    NextStep,
    PlannedStep,
    Point,
    Route,
    RouteStep,
    RunningLimit,
)

__all__ = [
    "BracketLine",
    "Claimant",
    "CostItem",
    "Costs",
    "Court",
    "Form",
    "LateCost",
    "NextStep",
    "OutOfRange",
    "PlannedStep",
    "Point",
    "Procedure",
    "Route",
    "RouteStep",
    "RunningLimit",
    "Situation",
    "cost_of_late_payment",
    "costs",
    "facts_of",
    "next_step",
    "procedure_of",
    "routes",
    "running_limits",
]
