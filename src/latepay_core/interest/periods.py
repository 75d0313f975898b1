"""The periods over which one rate holds."""

from datetime import date
from typing import Any, NamedTuple


class RatePeriod(NamedTuple):
    """Days `first` to `last`, both included, over which one rate holds.

    `units` is the rate in millionths of a percent a year; `quote` says where it comes from and is passed through.
    """

    first: date
    last: date
    units: int
    quote: Any
