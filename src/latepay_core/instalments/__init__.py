"""Instalment plans: what is owed, paid month by month, in a table that ends at exactly zero."""

from latepay_core.instalments.model import Instalment, InstalmentPlan, PlanChoice, PlanRate
from latepay_core.instalments.planning import plan_instalments, read_choice

__all__ = ["Instalment", "InstalmentPlan", "PlanChoice", "PlanRate", "plan_instalments", "read_choice"]
