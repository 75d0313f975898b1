"""The sentences of the case weighed and of the claim received that no template holds."""

from calculator.app.wording import catalogue


def say(key: str, /, **figures: object) -> str:
    """The sentence for a key.

    >>> say("today")
    'Aujourd’hui, jour du décompte'
    """
    return catalogue("weighing")[key].format(**figures)
