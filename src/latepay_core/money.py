"""Amounts in EUR, and the whole cents that are counted in between."""

from decimal import Decimal
from functools import lru_cache


def cents(euros_: Decimal) -> int:
    """Whole cents of an amount in EUR that has at most two decimals.

    >>> cents(Decimal("1234.5"))
    123450
    """
    return int(euros_.scaleb(2))


@lru_cache(maxsize=4096)
def euros(whole_cents: int) -> Decimal:
    """EUR, always with two decimals, from whole cents.

    >>> euros(34950)
    Decimal('349.50')
    """
    return Decimal(whole_cents).scaleb(-2)
