"""The sentences of the case weighed and of the claim received that no template holds."""

from latepay_core.data import catalogue


def say(key: str, /, **figures: object) -> str:
    """The sentence for a key.

    >>> say("today")
    'Aujourd’hui, jour du décompte'
    """
    return catalogue("calculator.app", "weighing.toml")[key].format(**figures)
