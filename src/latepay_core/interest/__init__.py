"""The arithmetic: which days, on which principal, at which rate, to the cent; and how payments are allocated.

Plain exact values only: whole cents, whole days, rates as whole millionths of a percent. Nothing here knows a regime.
"""

from latepay_core.interest.account import Account, AccrualLine, Allocation, Conventions, Credit, Terms, reckon
from latepay_core.interest.exact import RATE_SCALE, daily_interest, is_leap, rate_units, round_half_up
from latepay_core.interest.periods import RatePeriod
from latepay_core.interest.running import Running

__all__ = [
    "RATE_SCALE",
    "Account",
    "AccrualLine",
    "Allocation",
    "Conventions",
    "Credit",
    "RatePeriod",
    "Running",
    "Terms",
    "daily_interest",
    "is_leap",
    "rate_units",
    "reckon",
    "round_half_up",
]
