"""The sentences of this room, and its refusals."""

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.data import catalogue
from latepay_core.said import as_is


def say(key: str, /, **figures: object) -> str:
    """The French sentence for a key, with its figures filled in; KeyError for an unknown key or a missing figure.

    >>> say("table.days")
    'Jours'
    """
    return catalogue("latepay_core.outputs", "fr.toml")[key].format(**figures)


def refused(code: str, path: str, /, **figures: object) -> ClaimRefused:
    """The refusal worded by `refusal.<code>`, to be raised."""
    return ClaimRefused([Refusal(code, path, as_is(say(f"refusal.{code}", **figures)), figures)])
