"""The sentences of this room that stand in no template: conditions, missing details, labels of the tables."""

from functools import lru_cache

from latepay_core.documents.document import Language
from latepay_core.documents.typography import french_spaces
from latepay_core.language import catalogue
from latepay_core.procedure.words import law_figures


def say(key: str, language: Language = "fr", /, **figures: object) -> str:
    """The sentence for a key, in a language, with its figures filled in; KeyError for an unknown key.

    >>> say("blank")
    '………'
    """
    text = filled_in(catalogue("latepay_core.letters", f"{language}.toml")[key], **figures)
    return french_spaces(text) if language == "fr" else text


def filled_in(text: str, /, **figures: object) -> str:
    """A sentence of the letters with its figures and those of the law, which none has typed in it."""
    return text.format(**{**law_figures(), **figures}) if "{" in text else text


@lru_cache(maxsize=512)
def known(key: str, language: Language = "fr") -> bool:
    """Whether there is a sentence for a key."""
    return key in catalogue("latepay_core.letters", f"{language}.toml")
