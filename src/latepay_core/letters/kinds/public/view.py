"""What the letters to a public buyer see of time."""

from latepay_core.letters.context import Context
from latepay_core.letters.kinds.public.buyer import PublicView, public_view


def view(context: Context) -> PublicView | None:
    """The dates that follow from the payment of the principal, as `c.own`."""
    return public_view(context.case, context.entry)
