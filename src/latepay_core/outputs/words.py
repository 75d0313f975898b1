"""The sentences of this room, and its refusals."""

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.said import Cited, Language, Value, as_is
from latepay_core.wording import english, printed, worded
from latepay_core.wording import say as told


def say(key: str, language: Language = "fr", /, **figures: Value) -> str:
    """The sentence of a key of this room's catalogue, in a language.

    >>> say("table.days"), say("table.days", "en")
    ('Jours', 'Days')
    """
    return worded(f"outputs/{key}", language, **figures)


def cited(reference: Cited, language: Language) -> str:
    """A reference to the law: its articles keep their names, what links them is in the language."""
    said = told(reference, language)
    return english.cited(said) if language == "en" else said


def refused(code: str, path: str, /, **figures: Value) -> ClaimRefused:
    """The refusal worded by `refusal.<code>`, to be raised."""
    return ClaimRefused([Refusal(code, path, as_is(say(f"refusal.{code}", **figures)), figures)])


def figure(value: Value, form: str, language: Language) -> str:
    """A figure by a form of a language, as a file prints it."""
    return printed(value, form, language)
