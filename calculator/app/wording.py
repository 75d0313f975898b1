"""The page's own sentences, and how the core's refusals read on a page."""

from latepay_core.language import catalogue


def say(key: str, /, **figures: object) -> str:
    """The page's French sentence for a key."""
    return catalogue("calculator.app", "fr.toml")[key].format(**figures)


def shown(message: str) -> str:
    """A refusal's sentence as it stands alone on a page: capital first, full stop last.

    >>> shown("le montant est nul")
    'Le montant est nul.'
    """
    ended = message if message.endswith((".", "?", "!", "…")) else message + "."
    return ended[:1].upper() + ended[1:]
