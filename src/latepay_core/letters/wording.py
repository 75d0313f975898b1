"""The sentences of this room that stand in no template: conditions, missing details, labels of the tables."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from latepay_core.countries.fr.procedure.law_figures import law_figures
from latepay_core.data import catalogue, flattened
from latepay_core.documents.typography import french_spaces
from latepay_core.letters.folders import texts
from latepay_core.said import TO, Language, Said, Value, said_to
from latepay_core.wording import bring
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


def of_the_party(text: str, *, private: bool, language: Language = "fr") -> str:
    """What is told beside a letter, to its reader: a private creditor has a debtor, and no customer.

    >>> of_the_party("Votre client conteste.", private=True), of_the_party("Votre client conteste.", private=False)
    ('Votre débiteur conteste.', 'Votre client conteste.')
    >>> of_the_party("Your customer’s claim.", private=True, language="en")
    'Your debtor’s claim.'
    """
    word, other = _CUSTOMER[language]
    return word.sub(other, text) if private else text


_CUSTOMER = {"fr": (re.compile(r"\bclient(s?)\b"), r"débiteur\1"), "en": (re.compile(r"\bcustomer\b"), "debtor")}
#: What is told beside a letter: why it is not written, what to know before it goes, what became of a rewritten text.
_BESIDE = ("refusal.", "caution.", "edit.", "in-brackets", "in-turn", "several-invoices", "unnumbered", "until")


def told_beside(key: str, private: bool = False, /, **figures: Value) -> Said:
    """What is to be said beside a letter, as a value.

    >>> told_beside("refusal.judged", True, decided=date(2026, 6, 1))
    said('letters/to-private.refusal.judged', decided=datetime.date(2026, 6, 1))
    """
    return said_to("private" if private else "creditor", f"{OWN}/{key}", **figures)


#: The name by which the wording room says them.
OWN = "letters"
_TO_PRIVATE = f"{TO}private."


def _beside(language: Language) -> Mapping[str, str]:
    """The sentences of what is told beside a letter, and how a private creditor is told them where that differs."""
    spaced = french_spaces if language == "fr" else str
    found = {key: spaced(text) for key, text in sentences(language).items() if key.startswith(_BESIDE)}
    private = {_TO_PRIVATE + key: of_the_party(text, private=True, language=language) for key, text in found.items()}
    return found | {key: text for key, text in private.items() if text != found[key.removeprefix(_TO_PRIVATE)]}


bring(OWN, _beside)


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
