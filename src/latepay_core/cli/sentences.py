"""The sentences of the command line, by key."""

from latepay_core.data import catalogue


def sentence(key: str, /, **figures: object) -> str:
    """The French sentence for a key, with its figures filled in.

    Raises KeyError for an unknown key or a missing figure: both are faults of the program, not of its user.

    >>> sentence("cli.fault.value-unwanted")
    'cette option n’attend pas de valeur'
    """
    return catalogue("latepay_core.cli", "fr.toml")[key].format(**figures)
