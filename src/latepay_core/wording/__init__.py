"""The only room that makes sentences: a key and its figures in, a sentence of the reader's language out.

A language is a folder of catalogues beside this module, and a module of forms for its amounts, dates and lists. In a
catalogue `{due:date}` prints the figure `due` by the form `date`; `{rates:then|percent}` prints each of a list by
`percent` and joins them by `then`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from string import Formatter
from typing import Any

from pydantic import BaseModel

from latepay_core import data
from latepay_core.claim.refusals import Refusal
from latepay_core.regimes import COUNTRIES, DEFAULT
from latepay_core.said import AS_IS, IN_A_ROW, TO, Cited, Language, Said, Value, said
from latepay_core.wording import english, french

_FORMS: Mapping[Language, Mapping[str, Callable[[Any], str]]] = {"fr": french.FORMS, "en": english.FORMS}
_JOINS: Mapping[Language, Mapping[str, Callable[[list[str]], str]]] = {"fr": french.JOINS, "en": english.JOINS}
#: The catalogue of a key that names none: `procedure/step.call` stands in `procedure.toml`, `rate.b2b` in this one.
_CORE = "core"
#: The countries that have a catalogue of their own; the first one's sentences are the core's.
_COUNTRIES = tuple(each for each in COUNTRIES if each != DEFAULT)


def say(what: Cited, language: Language = "fr") -> str:
    """The sentence, in a language; a text that is one already stays as it is.

    Raises KeyError for a key or a figure that the language does not have, TypeError for a figure without a form: faults
    of the program, that the tests of the catalogues find before any reader.

    >>> from latepay_core.said import said
    >>> say(said("rate.fixed", rate=Decimal("12.50")))
    'le taux de 12,50\\xa0% prévu au contrat'
    """
    return what if isinstance(what, str) else _say(what, language)


@lru_cache(maxsize=8192)
def _say(what: Said, language: Language) -> str:
    """A keystroke changes few sentences: the others are not made again."""
    if what.key == AS_IS:
        return str(what.figures[0][1])
    if what.key == IN_A_ROW:
        return " ".join(say(each, language) for each in _parts(what.figures[0][1]))
    text, rest = _cut(what.key, language)
    if not rest:
        return text
    figures = dict(what.figures)
    return text + "".join([printed(figures[name]) + after for name, printed, after in rest])


def complaints(refusals: Iterable[Refusal], language: Language = "fr") -> tuple[str, ...]:
    """What is wrong with an input, a line each: where, then what is to be said.

    >>> from latepay_core.claim.refusals import refuse
    >>> complaints([refuse("amount-zero", "invoices[0].amount"), refuse("no-invoice", "")])
    ('invoices[0].amount: le montant est nul\\u202f; indiquez le montant TTC dû', 'il faut au moins une facture')
    """
    return tuple(f"{each.path}: " * bool(each.path) + say(each.message, language) for each in refusals)


def worded(key: str, language: Language = "fr", /, **figures: Value) -> str:
    """The sentence of a key, for the rooms that stand above this one.

    >>> worded("word.regime.fr-b2b")
    'Entre entreprises'
    """
    return say(said(key, **figures), language)


def worded_in(name: str, key: str, /, **figures: Value) -> str:
    """The French sentence of a key of one catalogue, for a room that speaks French alone.

    >>> worded_in("outputs", "table.days")
    'Jours'
    """
    return say(said(f"{name}/{key}", **figures))


def answer(model: BaseModel, language: Language = "fr", **options: Any) -> dict[str, Any]:
    """A model's JSON, with its sentences in a language."""
    return model.model_dump(mode="json", context=spoken(language), **options)


def spoken(language: Language) -> dict[str, Callable[[Said], str]]:
    """The context that makes a model's JSON speak a language: `model_dump(mode="json", context=spoken("fr"))`."""
    return {"voice": lambda what: say(what, language)}


@cache
def template(key: str, language: Language) -> tuple[tuple[str, str | None, str], ...]:
    """A sentence of the catalogue, cut where its figures go: text before, name of the figure, its form."""
    name, _, rest = key.rpartition("/")
    sentences = catalogue(name or _CORE, language)
    # What has no words of its own for one side is said to both alike.
    text = sentences[rest.partition(".")[2] if rest.startswith(TO) and rest not in sentences else rest]
    return tuple((literal, name, form or "") for literal, name, form, _ in Formatter().parse(text))


#: Catalogues that stand elsewhere, by name.
_BROUGHT: dict[str, Callable[[Language], Mapping[str, str]]] = {}


def bring(name: str, sentences: Callable[[Language], Mapping[str, str]]) -> None:
    """Has a room above say sentences that it keeps beside what they are about: `name/key`, like any other's."""
    _BROUGHT[name] = sentences


@cache
def catalogue(name: str, language: Language) -> Mapping[str, str]:
    """The sentences of one catalogue of a language, by dotted key."""
    if name in _BROUGHT:
        return _BROUGHT[name](language)
    own = data.catalogue(__name__, f"{language}/{name}.toml")
    # What the law of another country has to say stands in a catalogue of that country's.
    return (
        own
        if name != _CORE
        else own | {key: text for each in _COUNTRIES for key, text in catalogue(each, language).items()}
    )


def _parts(value: Value) -> Iterator[Cited]:
    if isinstance(value, tuple):
        yield from (each for each in value if isinstance(each, Said | str))


def printed(value: Value, form: str, language: Language = "fr") -> str:
    """A figure by a form of its language, as `{name:form}` prints it: what a table's cell holds.

    >>> printed(date(2026, 6, 1), "day"), printed(Decimal("1234.5"), "amount", "en")
    ('01/06/2026', '€1,234.50')
    """
    return _printer(form, language)(value)


type _Printer = Callable[[Any], str]


@cache
def _cut(key: str, language: Language) -> tuple[str, tuple[tuple[str, _Printer, str], ...]]:
    """A sentence ready to be filled in: its beginning, then each figure by name, how it is printed, what follows."""
    found = template(key, language)
    afters = [literal for literal, _, _ in found[1:]] + [""]
    figures = [
        (name, _printer(form, language), after) for (_, name, form), after in zip(found, afters, strict=True) if name
    ]
    return found[0][0] if found else "", tuple(figures)


@cache
def _printer(form: str, language: Language) -> _Printer:
    join, _, each = form.partition("|")
    if join in _JOINS[language]:
        joined, printed = _JOINS[language][join], _printer(each, language)
        return lambda values: joined([printed(value) for value in values])
    own = _FORMS[language][form] if form else _plain
    return lambda value: own(say(value, language) if isinstance(value, Said) else value)


def _plain(value: str | int | Decimal | date | tuple[Value, ...]) -> str:
    """A text or a count as it is; whatever else a language has to give a form."""
    if isinstance(value, Decimal | date | tuple):
        raise TypeError(f"{value!r} has no form")
    return str(value)
