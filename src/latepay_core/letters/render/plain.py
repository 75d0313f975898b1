"""What a person typed, made fit for a page: no sign that a file may not hold, none that turns the text round."""

import unicodedata

from latepay_core.language import catalogue
from latepay_core.letters.document import Language, Runs

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WORDS = {"fr": "fr.toml", "en": "en.toml"}
_LANGUAGE_TAGS = {"fr": "fr-FR", "en": "en-GB"}
#: Joiners hold some scripts' letters and the parts of an emoji together; they are drawn as nothing.
_JOINERS = "\u200c\u200d"
_NONCHARACTERS = frozenset({0xFFFE, 0xFFFF})


def cleaned(text: str) -> str:
    """The text with line breaks kept, other control and direction marks dropped, and half characters made visible.

    >>> cleaned("A\\u202egnp.exe\\x00\\x1b[31m\\tB\\r\\nC")
    'Agnp.exe[31m B\\nC'
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(filter(None, map(_fit, composed)))


def _fit(sign: str) -> str:
    if sign == "\n" or sign in _JOINERS:
        return sign
    if sign in "\t\u2028\u2029\u0085":
        return " " if sign == "\t" else "\n"
    category = unicodedata.category(sign)
    if category in ("Cc", "Cf"):
        return ""
    if category == "Cs" or ord(sign) & 0xFFFF in _NONCHARACTERS:
        return REPLACEMENT
    return sign


def on_one_line(text: str) -> str:
    """The cleaned text with its line breaks made spaces.

    >>> on_one_line("Mise en demeure\\nF-118")
    'Mise en demeure F-118'
    """
    return " ".join(cleaned(text).split("\n"))


def text_of(runs: Runs) -> str:
    """The text of runs, without their style."""
    return "".join(run.text for run in runs)


def words(language: Language, key: str, /, **figures: object) -> str:
    """A word of the format's own, in the document's language.

    >>> words("fr", "page.number", page=1, total=2), words("en", "page.number", page=1, total=2)
    ('page 1 sur 2', 'page 1 of 2')
    """
    return catalogue("latepay_core.letters.render", _WORDS[language])[key].format(**figures)


def language_tag(language: Language) -> str:
    """The language as files name it.

    >>> language_tag("fr")
    'fr-FR'
    """
    return _LANGUAGE_TAGS[language]
