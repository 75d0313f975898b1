"""A text as the rules read it: small letters, no accents, figures for numbers in words, one sign for each unit.

A full stop is then always the end of a sentence: decimals keep a comma, and abbreviations lose theirs.
"""

import re
import unicodedata
from functools import cache

_UNITS = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80}
#: From these on, French counts up to nineteen.
_TWENTIES = {"soixante", "quatre-vingt"}
_SIGNS = str.maketrans({"’": "'", "‘": "'", "œ": "oe", "«": " ", "»": " ", "“": " ", "”": " ", "–": "-", "—": "-"})
#: Read before the numbers, for its « cent » is none.
_PER_CENT = re.compile(r"\s*\bpour\s?(?:cents?|100)\b(?! ?(?:€|eur))")
_REWRITTEN = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"\b([lrd])\s?\.\s?(?=\d)", r"\1"),
        (r"\b(art|n|ste|cf|env|max|min|ex)\.", r"\1"),
        (r"(?<=\d)\.(?=\d{1,2}(?!\d|\.\d))(?!\d{2}\.\d)", ","),
        (r"\s*(?:%|\bp\s?100\b)", " %"),
        (r"\bune? (?=%)", "1 "),
        (r"(?<=\d) virgule (?=\d)", ","),
        (r"(?<=\d)\s*(?:€|\beuros?\b|\beur\b)", " €"),
        (r"\b(\d+)\s?(?:ieme|eme)\b", r"\1e"),
        (r"\b(?:une? fois|1 fois) et demie?\b", "1,5 fois"),
        (r"\b(\d+) fois et demie?\b", r"\1,5 fois"),
        (r"\b(?:le )?triple (?:du|de la|de l')\s?", "3 fois "),
        (r"\b(?:le )?double (?:du|de la|de l')\s?", "2 fois "),
        (r"\b(?:le )?quintuple (?:du|de la|de l')\s?", "5 fois "),
        (r"\bla moitie (?:du|de la|de l')\s?", "0,5 fois "),
        (r"\b(\d+) x (?=le |l'|taux|tx)", r"\1 fois "),
        (r"\bune? (?=mois|an\b|annee|jours?\b|semaine|fois)", "1 "),
        (r"\b((?:taux|tx) (?:de l'|d')?(?:interets? )?legal) ?[x*×] ?(\d+(?:,\d+)?)\b", r"\2 fois le \1"),
        (r"\bsous (?:une )?huitaine\b", "sous 8 jours"),
        (r"\bsous (?:une )?quinzaine\b", "sous 15 jours"),
        (r"[^\S\n]+", " "),
    )
)


@cache
def _numbers() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {name: at for at, name in enumerate(_UNITS) if at not in {0, 1}} | {"zero": 0, "cent": 100}
    for name, value in _TENS.items():
        words[name] = value
        for unit in range(1, 20 if name in _TWENTIES else 10):
            words[f"{name}-{_UNITS[unit]}"] = value + unit
            words[f"{name}-et-{_UNITS[unit]}"] = value + unit
    words["quatre-vingts"] = 80
    words |= {f"cent-{name}": 100 + value for name, value in words.items() if 0 < value < 100}  # noqa: PLR2004 - up to 199
    # « trentième », « quinzième »: the word without its last e, or with the u of cinq and the v of neuf
    ordinals = {f"{name.removesuffix('e')}ieme": f"{value}e" for name, value in words.items() if value}
    ordinals |= {f"{name}uieme": f"{value}e" for name, value in words.items() if name.endswith("cinq")}
    ordinals |= {f"{name[:-1]}vieme": f"{value}e" for name, value in words.items() if name.endswith("neuf")}
    listed = sorted({*words, *ordinals}, key=len, reverse=True)
    pattern = "|".join(re.escape(each).replace(r"\-", "[- ]") for each in listed)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"), {
        name: str(value) for name, value in words.items()
    } | ordinals


def folded(text: str) -> str:
    """The text without capitals, accents and typography, its numbers in figures.

    >>> folded("Trois fois le taux d’intérêt légal, soit 8.25 % ; L. 441-10.")
    "3 fois le taux d'interet legal, soit 8,25 % ; l441-10."
    >>> folded("Quarante-cinq jours fin de mois"), folded("une fois et demie")
    ('45 jours fin de mois', '1,5 fois')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS).lower())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    pattern, values = _numbers()
    plain = pattern.sub(lambda found: values[found[0].replace(" ", "-")], _PER_CENT.sub(" %", plain))
    for each, by in _REWRITTEN:
        plain = each.sub(by, plain)
    return plain.strip()


def sentences(text: str) -> list[str]:
    """The sentences of a folded text."""
    return [each.strip() for each in re.split(r"[.;\n]+", text) if each.strip()]
