"""Towns in a sentence: « du Mans », « des Sables-d’Olonne », « d’Yvetot », « de Haguenau », « au Havre »."""

import re
import unicodedata
from functools import cache
from typing import Literal

from latepay_core.data import table

_CONTRACTED = {("de", "Le"): "du", ("de", "Les"): "des", ("à", "Le"): "au", ("à", "Les"): "aux"}
#: A town's initial y is a vowel, whatever follows: d’Yvetot, d’Yonval.
_VOWELS = tuple("aâàäæeéèêëiîïoôöœuûùüy")
_LITTLE = frozenset("de du des d la le les l sur sous en et aux au lès près lez ès".split())  # noqa: SIM905
_CEDEX = re.compile(r"\s+cedex\b.*$", re.IGNORECASE)


def town_after(word: Literal["de", "à"], town: str) -> str:
    """A town after « de » or « à », with its article contracted, spelt as INSEE does where it was typed in capitals.

    >>> town_after("de", "LE MANS"), town_after("de", "Haguenau"), town_after("de", "Yvetot")
    ('du Mans', 'de Haguenau', 'd’Yvetot')
    >>> town_after("à", "Le Havre"), town_after("à", "Les Sables-d'Olonne"), town_after("à", "La Rochelle")
    ('au Havre', 'aux Sables-d’Olonne', 'à La Rochelle')
    """
    name = spelt(town)
    article, _, rest = name.partition(" ")
    if rest and (contracted := _CONTRACTED.get((word, article))):
        return f"{contracted} {rest}"
    if word == "de" and _elides(name):
        return f"d’{name}"
    return f"{word} {name}"


def spelt(town: str) -> str:
    """A town's name as INSEE spells it where the table has it; otherwise as typed, capitals alone made a name.

    >>> spelt("LES SABLES D OLONNE"), spelt("saint-etienne"), spelt("VILLE SUR AUJON"), spelt("Lyon 3e")
    ('Les Sables-d’Olonne', 'Saint-Étienne', 'Ville sur Aujon', 'Lyon 3e')
    """
    name = _CEDEX.sub("", " ".join(town.replace("'", "’").split()))
    if known := _spellings().get(_key(name)):
        return known
    return _as_a_name(name) if name.isupper() else name


def _as_a_name(capitals: str) -> str:
    words = re.split(r"([ \-’])", capitals.lower())
    return "".join(word if at and word in _LITTLE else word[:1].upper() + word[1:] for at, word in enumerate(words))


def _elides(name: str) -> bool:
    start = name.lower()
    return start.startswith(_VOWELS) or (start.startswith("h") and _key(name) not in _aspirated())


def _key(name: str) -> str:
    """The letters of a name, without case, accents, hyphens and « St » for « Saint »."""
    bare = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    words = re.sub(r"[^a-z0-9]+", " ", "".join(sign for sign in bare if not unicodedata.combining(sign))).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


@cache
def _aspirated() -> frozenset[str]:
    return frozenset(map(_key, table("latepay_core.letters", "towns.toml")["aspirated"]))


@cache
def _spellings() -> dict[str, str]:
    return {_key(name): name for name in table("latepay_core.letters", "towns.toml")["spelt"]}
