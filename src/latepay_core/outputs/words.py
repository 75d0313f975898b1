"""The sentences of this room, and its refusals."""

from functools import partial

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.said import Value, as_is
from latepay_core.wording import worded_in

#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "outputs")


def refused(code: str, path: str, /, **figures: Value) -> ClaimRefused:
    """The refusal worded by `refusal.<code>`, to be raised."""
    return ClaimRefused([Refusal(code, path, as_is(say(f"refusal.{code}", **figures)), figures)])
