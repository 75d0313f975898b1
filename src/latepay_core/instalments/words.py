"""The sentences of this room."""

from typing import LiteralString

from pydantic_core import PydanticCustomError

from latepay_core.claim import Refusal
from latepay_core.language import catalogue


def say(key: str, /, **figures: object) -> str:
    """The French sentence for a key, with its figures filled in; KeyError for an unknown key or a missing figure.

    >>> say("reference.allocation")
    'C. civ., art. 1343-1'
    """
    return catalogue("latepay_core.instalments", "fr.toml")[key].format(**figures)


def refuse(code: str, path: str, /, **figures: object) -> Refusal:
    """A refusal worded by `refusal.<code>`."""
    return Refusal(f"plan-{code}", path, say(f"refusal.{code}", **figures), figures)


def fault(code: LiteralString, /, **figures: object) -> PydanticCustomError:
    """The same sentence, as the error a pydantic validator raises."""
    message = say(f"refusal.{code}", **figures)
    return PydanticCustomError(f"plan-{code}", "{message}", {"message": message, "figures": figures})
