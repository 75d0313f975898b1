"""How a letter begins to a person: the civility and the family name, as far as what was typed tells them."""

import re
from typing import Literal

Civility = Literal["madam", "sir"]
_CIVILITIES: dict[str, Civility] = {
    "mme": "madam",
    "madame": "madam",
    "mlle": "madam",
    "mademoiselle": "madam",
    "ms": "madam",
    "mrs": "madam",
    "m": "sir",
    "mr": "sir",
    "monsieur": "sir",
}
#: What a sole trader writes before or after his name.
_STATUS = r"(?:entrepreneure? individuel(?:le)?|ei|e\.i\.)"
_SOLE_TRADER = re.compile(rf"^{_STATUS}\s|\s\(?{_STATUS}\)?$")
#: What begins a family name of several words: « Le Goff », « de La Tour », « van den Berg ».
_PARTICLES = frozenset(
    ("d", "de", "del", "den", "der", "des", "di", "du", "el", "la", "le", "les", "saint", "sainte", "van", "von")
)
#: « Madame la Préfète », « le service achats »: an office, whatever it is.
_ARTICLES = frozenset({"la", "le", "les"})
#: Words that begin those of a service or an office: nobody is called so.
_OFFICES = (
    *("accounts", "achat", "bureau", "compta", "départ", "direct", "financ", "fournisseur", "gérant", "maire"),
    *("président", "responsable", "secrétari", "service", "trésor"),
)
#: A given name and a family name; with more words, nobody can tell where the one ends and the other begins.
_MOST_WORDS = 2


def own_name(name: str) -> str:
    """A sole trader's own name, to compare: without what he adds to it.

    >>> own_name("Camille Ortega EI"), own_name("Entrepreneur individuel Camille ORTEGA"), own_name("Atelier Ortega")
    ('camille ortega', 'camille ortega', 'atelier ortega')
    """
    said = " ".join(name.partition(",")[0].casefold().split())
    return _SOLE_TRADER.sub("", said).strip(" -–()")


def civility_of(name: str) -> Civility | None:
    """How to begin a letter to a person whose name tells: « Mme Durand », « Monsieur Paul Petit »; None otherwise.

    >>> civility_of("Mme Claire Durand"), civility_of("M. Petit"), civility_of("Mairie d'Angers")
    ('madam', 'sir', None)
    """
    if " et " in name or " & " in name:
        return None
    return _CIVILITIES.get(name.strip().partition(" ")[0].casefold().rstrip("."))


def family_name(name: str) -> str:
    """The family name of one person, empty where the words leave a doubt: no name is better than a wrong one.

    What follows a comma is a function or a service. A name in capitals, or behind a particle, is the family's.

    >>> [family_name(each) for each in ("Mme Paule Durand, comptabilité", "M. Jean LE GOFF", "Mme Anne de La Tour")]
    ['Durand', 'Le Goff', 'de La Tour']
    >>> [family_name(each) for each in ("Service Comptabilité", "M. Jean Pierre Martin Lopez", "comptabilité")]
    ['', '', '']
    """
    person = re.split(r"[,;(\n]| [-–—] ", name.strip(), maxsplit=1)[0]
    words = person.split()
    if civility_of(person):
        words = words[1:]
    if not words or words[0] in _ARTICLES or " et " in person or any(_is_no_name(each) for each in words):
        return ""
    capitals = [each for each in words if len(each) > 1 and each.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(map(_lowered, capitals))
    start = next((at for at, each in enumerate(words) if _is_particle(each)), None)
    if start is not None and start < len(words) - 1:
        return " ".join(words[start:])
    return _lowered(words[-1]) if len(words) <= _MOST_WORDS else ""


def _is_no_name(word: str) -> bool:
    return (
        word.casefold().startswith(_OFFICES)
        or any(map(str.isdigit, word))
        or not (word[0].isupper() or _is_particle(word))
    )


def _is_particle(word: str) -> bool:
    return word.casefold() in _PARTICLES or word[:2].casefold() in {"d’", "d'"}


def _lowered(word: str) -> str:
    """A name in capitals as a salutation writes it: « DURAND-PETIT », « Durand-Petit »."""
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word) if len(word) > 1 and word.isupper() else word
