"""Exact interest as whole numbers over one common denominator; rounding only where it is named.

Interest of a line, in cents: principal x rate x days / (100 x days of the year). With the rate in millionths of a
percent, every line is a whole number over `DENOMINATOR`, whether its year counts 365 or 366 days.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache

RATE_SCALE = 1_000_000
_COMMON, _LEAP = 365, 366
DENOMINATOR = 100 * RATE_SCALE * _COMMON * _LEAP


@lru_cache(maxsize=1024)
def rate_units(percent: Decimal) -> int:
    """A rate in percent a year as whole millionths of a percent.

    Raises ValueError for a rate finer than that.

    >>> rate_units(Decimal("12.15"))
    12150000
    """
    scaled = percent * RATE_SCALE
    units = int(scaled)
    if units != scaled:
        raise ValueError(f"rate finer than a millionth of a percent: {percent}")
    return units


def exact_interest(principal_cents: int, rate: int, days: int, *, leap: bool) -> int:
    """Interest on a principal over some days, in units of 1/`DENOMINATOR` cent.

    >>> round_half_up(exact_interest(1_000_000, 12_150_000, 105, leap=False))  # 10 000 EUR, 105 days at 12.15 %
    34952
    """
    return principal_cents * rate * days * (_COMMON if leap else _LEAP)


def daily_interest(principal_cents: int, rate: int, *, leap: bool) -> int:
    """What one day costs, in the same exact units."""
    return exact_interest(principal_cents, rate, 1, leap=leap)


def round_half_up(exact: int) -> int:
    """Whole cents from exact units, half a cent upwards. Amounts here are never negative.

    >>> round_half_up(DENOMINATOR // 2), round_half_up(DENOMINATOR // 2 - 1)
    (1, 0)
    """
    return (2 * exact + DENOMINATOR) // (2 * DENOMINATOR)


def is_leap(day: date) -> bool:
    """Whether the day's year counts 366 days."""
    year = day.year
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
