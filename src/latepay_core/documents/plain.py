"""What a person typed, made fit for a page: no sign that a file may not hold, none that turns the text round."""

import unicodedata

from latepay_core.data import catalogue
from latepay_core.documents.cleaning import clean
from latepay_core.said import Language

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WORDS = {"fr": "fr.toml", "en": "en.toml"}
_LANGUAGE_TAGS = {"fr": "fr-FR", "en": "en-GB"}


def cleaned(text: str) -> str:
    """The text fit for any file, and its accents composed: fonts draw « é » as one sign and not as two.

    >>> cleaned("A\\u202egnp.exe\\x00\\x1b[31m\\tB\\r\\nC")
    'Agnp.exe[31m B\\nC'
    """
    return clean(unicodedata.normalize("NFC", text))


def on_one_line(text: str) -> str:
    """The cleaned text with its line breaks made spaces.

    >>> on_one_line("Mise en demeure\\nF-118")
    'Mise en demeure F-118'
    """
    return " ".join(cleaned(text).split("\n"))


def words(language: Language, key: str, /, **figures: object) -> str:
    """A word of the format's own, in the document's language.

    >>> words("fr", "page.number", page=1, total=2), words("en", "page.number", page=1, total=2)
    ('Page 1 / 2', 'Page 1 / 2')
    """
    return catalogue("latepay_core.documents", _WORDS[language])[key].format(**figures)


def language_tag(language: Language) -> str:
    """The language as files name it.

    >>> language_tag("fr")
    'fr-FR'
    """
    return _LANGUAGE_TAGS[language]
