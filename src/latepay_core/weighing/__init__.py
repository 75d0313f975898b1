"""A case weighed: its conventions compared, its sums by half-year and by rate, another's claim taken apart."""

from latepay_core.weighing.asked import Asked, AskedLine
from latepay_core.weighing.compare import Comparison, compare
from latepay_core.weighing.counter import CounterCheck, check_claim
from latepay_core.weighing.recap import Recap, recap_of

__all__ = ["Asked", "AskedLine", "Comparison", "CounterCheck", "Recap", "check_claim", "compare", "recap_of"]
