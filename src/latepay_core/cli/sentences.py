"""The sentences of the command line, by key, and its refusals."""

from functools import partial

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.said import Value, as_is
from latepay_core.wording import worded_in

#: The French sentence for a key. KeyError for an unknown key or a missing figure: a fault of ours, not of a user.
sentence = partial(worded_in, "cli-program")


def fault_in(name: str, code: str, path: str = "", /, **figures: Value) -> ClaimRefused:
    """The refusal of something typed, worded by the sentence `fault.<code>` of a catalogue."""
    return ClaimRefused([Refusal(code, path, as_is(worded_in(name, f"fault.{code}", **figures)), figures)])
