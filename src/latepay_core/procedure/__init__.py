"""What to do next about an unpaid invoice, the ways to be paid side by side, what they cost, what lateness costs.

Everything is read from a claim and its statement; nothing here changes what is owed. Each statement of the law keeps
its article and how far it was verified.
"""

from latepay_core.claim import Claimant, Situation
from latepay_core.procedure.costs import costs, economic_justice_contribution, legal_aid_contribution
from latepay_core.procedure.late_cost import cost_of_late_payment
from latepay_core.procedure.limits import running_limits
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
from latepay_core.procedure.next_step import next_step
from latepay_core.procedure.routes import routes

__all__ = [
    "BracketLine",
    "Claimant",
    "CostItem",
    "Costs",
    "Court",
    "Form",
    "LateCost",
    "NextStep",
    "PlannedStep",
    "Point",
    "Route",
    "RouteStep",
    "RunningLimit",
    "Situation",
    "cost_of_late_payment",
    "costs",
    "economic_justice_contribution",
    "legal_aid_contribution",
    "next_step",
    "routes",
    "running_limits",
]
