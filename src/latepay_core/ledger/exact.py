"""Exact interest over whole columns: the same whole numbers as `interest.exact`, in 64 bits.

A line is principal x rate x days / d. The product of the three does not fit in 64 bits, and NumPy wraps in silence: the
principal is split by the denominator first, then the other factor in two halves. With P < 10^14 cents, rates up to
1 050 % and 45 825 days, k = rate x days stays under 4.82 x 10^13, and no step passes 1.7 x 10^18 (2^63 is 9.2 x 10^18).
"""

import numpy as np
import numpy.typing as npt

from latepay_core.interest.exact import RATE_SCALE

Cents = npt.NDArray[np.int64]
Days = npt.NDArray[np.int64]

COMMON, LEAP = 365, 366
#: What a line's remainder is counted in, whether its year has 365 days or 366.
DENOMINATOR = 100 * RATE_SCALE * COMMON * LEAP
#: The largest principal and the largest rate that the splitting below was worked out for.
MOST_CENTS = 10**14
MOST_UNITS = 1_050_000_000
_HALF = 20
_MASK = (1 << _HALF) - 1


def quotient(principal: Cents, factor: Cents, year: int) -> tuple[Cents, Cents]:
    """How many whole cents `principal` x `factor` makes over `year` days, and what is left in 1/`DENOMINATOR` cent.

    `factor` is a rate in millionths of a percent times days.

    >>> cents, left = quotient(np.array([1_000_000]), np.array([12_150_000 * 105]), 365)
    >>> int(cents[0]), 2 * int(left[0]) >= DENOMINATOR  # 10 000 EUR, 105 days at 12.15 %: 349.52 EUR once rounded
    (34952, False)
    """
    divisor = 100 * RATE_SCALE * year
    whole = principal // divisor
    rest = principal - whole * divisor
    high, low = factor >> _HALF, factor & _MASK
    product = rest * high
    first = product // divisor
    product = ((product - first * divisor) << _HALF) + rest * low
    second = product // divisor
    left = product - second * divisor
    return whole * factor + (first << _HALF) + second, left * (LEAP if year == COMMON else COMMON)


def half_up(cents: Cents, left: Cents) -> Cents:
    """Whole cents, half a cent upwards."""
    return cents + (2 * left >= DENOMINATOR)
