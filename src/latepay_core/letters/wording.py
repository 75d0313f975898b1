"""The sentences of this room that stand in no template: conditions, missing details, labels of the tables."""

from functools import lru_cache

from latepay_core.documents.document import Language
from latepay_core.documents.typography import french_spaces
from latepay_core.language import catalogue


def say(key: str, language: Language = "fr", /, **figures: object) -> str:
    """The sentence for a key, in a language, with its figures filled in; KeyError for an unknown key.

    >>> say("blank")
    '………'
    """
    text = catalogue("latepay_core.letters", f"{language}.toml")[key].format(**figures)
    return french_spaces(text) if language == "fr" else text


@lru_cache(maxsize=512)
def known(key: str, language: Language = "fr") -> bool:
    """Whether there is a sentence for a key."""
    return key in catalogue("latepay_core.letters", f"{language}.toml")
