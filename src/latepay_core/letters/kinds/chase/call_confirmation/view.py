"""What the confirmation tells beside what every letter does."""

from latepay_core.claim import Event
from latepay_core.letters.context import Context
from latepay_core.letters.kinds.chase.call_confirmation.spoken import oral_promise


def view(context: Context) -> Event | None:
    """The promise to tell as one, as `c.own`; None where a call or an answer is told."""
    return oral_promise(context.case)
