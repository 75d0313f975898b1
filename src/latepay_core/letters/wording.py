"""The sentences of this room that stand in no template: conditions, missing details, labels of the tables."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from latepay_core.countries.fr.procedure.law_figures import law_figures
from latepay_core.data import catalogue, flattened
from latepay_core.documents.document import Language
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.folders import texts
from latepay_core.wording.french import date_in_words, round_amount, spelt


@cache
def sentences(language: Language = "fr") -> Mapping[str, str]:
    """What the letters share and what each has of its own, by key."""
    found = dict(catalogue("latepay_core.letters", f"{language}.toml"))
    for text in texts(language):
        found |= flattened(tomllib.loads(text))
    return found


def say(key: str, language: Language = "fr", /, **figures: object) -> str:
    """The sentence for a key, in a language, with its figures filled in; KeyError for an unknown key.

    >>> say("blank")
    '………'
    """
    text = filled_in(sentences(language)[key], **figures)
    return french_spaces(text) if language == "fr" else text


def filled_in(text: str, /, **figures: object) -> str:
    """A sentence of the letters with its figures and those of the law, which none has typed in it."""
    return text.format(**{**law_words(), **figures}) if "{" in text else text


def of_the_party(text: str, *, private: bool) -> str:
    """What is told beside a letter, to its reader: a private creditor has a debtor, and no customer.

    >>> of_the_party("Votre client conteste.", private=True), of_the_party("Votre client conteste.", private=False)
    ('Votre débiteur conteste.', 'Votre client conteste.')
    """
    return _CLIENT.sub(r"débiteur\1", text) if private else text


_CLIENT = re.compile(r"\bclient(s?)\b")


@lru_cache(maxsize=64)
def law_words(day: date | None = None) -> Mapping[str, str]:
    """The law's own figures in French, on a day, or the latest.

    >>> law_words()["compensation"], law_words()["order_service"], law_words()["order_service_changed"]
    ('40\u00a0€', 'trois', '1er\u00a0septembre\u00a02026')
    """
    return {name: _in_french(name, figure) for name, figure in law_figures(day).items()}


def _in_french(name: str, figure: Decimal | date) -> str:
    if isinstance(figure, date):
        return date_in_words(figure)
    return round_amount(figure) if name.endswith("compensation") else spelt(figure)


def known(key: str, language: Language = "fr") -> bool:
    """Whether there is a sentence for a key."""
    return key in sentences(language)
