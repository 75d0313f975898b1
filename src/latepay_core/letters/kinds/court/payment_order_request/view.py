"""What a request for an order for payment sees."""

from latepay_core.letters.context import Context
from latepay_core.letters.kinds.court.requested import Requested, requested


def view(context: Context) -> Requested:
    """What the template sees as `c.own`."""
    return requested(context, "payment-order")
