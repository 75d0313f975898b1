"""The words a letter has for a sum: what stands before it, or after it where that tells more, never cut in a phrase."""

import re

_LONGEST = 200
#: What a row begins with that names nothing: a bullet, the number of a list, who demands it of whom.
_FIRST = re.compile(
    r"^[\s|•*–—-]+|^\(?\d{1,2}[.)]\s+|^(?:objet|subject|re)\s*:\s*"
    r"|^(?:nous (?:vous )?r[ée]clamons|vous (?:nous |me )?devez(?: donc)?"
    r"|(?:nous )?vous (?:prions|demandons)[^,]{0,30}?|veuillez (?:nous )?(?:r[ée]gler|payer|verser)"
    r"|nous vous mettons en demeure de (?:nous )?(?:payer|r[ée]gler|verser)"
    r"|please (?:pay|remit)(?: us)?|you owe us|we claim)\b\s*"
    r"|^(?:la |une |the |a )?(?:somme|sum)(?: totale)?\s+(?:de|d[’']|of)\b\s*",
    re.IGNORECASE,
)
#: What a phrase cannot end with: a sign, the beginning of a reckoning, a word that calls for the next one.
_LAST = re.compile(
    r"[\s|:;,=.–+/-]+$|\s*\(\s*$|(?:\s|^)\d*\s*[×x*]\s*$"
    r"|(?:\s|^)(?:de|du|des|d[’']|à|a|au|aux|en|pour|par|soit|est|sont|et|ou|plus|avec|sur|la somme|une somme"
    r"|(?:d[’']|pour )?un montant(?: (?:total|ttc|ht))*|(?:se montant|s[’']élevant|qui s[’']élève) ?"
    r"|of|for|at|in|on|to|is|are|was|and|or|the|an|a sum|the sum|the amount|amounting|totall?ing|with|i\.?e)$",
    re.IGNORECASE,
)
#: What binds words to the sum before them: « 15 € de frais de rappel »; « 15 € chacune » says nothing of it.
_AFTER = re.compile(
    r"^(?:\s*\([^)]*\))?[\s,)]*(?:(?:ttc|ht|euros?)\b\s*)?(?:d[’']|(?:de|of|for|pour)\s)?", re.IGNORECASE
)
#: Before a sum that is added to what was said: its own words come after it.
_ADDED = re.compile(
    r"\b(?:major[ée]e?s?|augment[ée]e?s?|outre|plus|ainsi que|add(?:ing)?|increased by|together with)"
    r"(?:\s+(?:de|du|des|d[’']|a|an|the|une?|la|l[’']))*\s*$",
    re.IGNORECASE,
)
_RECKONING = re.compile(r"^\s*(?:[×x*=]|soit\b|\d)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]")
_IN_PRINCIPAL = re.compile(r"(?<=.) en principal$")


def label_of(before: str, after: str = "") -> str:
    """The words of a sum, from those on both sides of it; empty where they name nothing.

    >>> label_of("Frais de relance (3 x "), label_of("Our invoice INV-7 of 1 March for ")
    ('Frais de relance', 'Our invoice INV-7 of 1 March')
    >>> label_of("Nous vous réclamons la somme de ", " au titre de la facture n° 12.")
    'au titre de la facture n° 12'
    >>> label_of("Pénalités : ", " x 12,15 % x 76 / 365 = ")
    ''
    """
    told = "" if _ADDED.search(before) else _whole(_named(before))
    if not _WORDS.search(told) and not _RECKONING.match(after):
        told = _IN_PRINCIPAL.sub("", _whole(re.split(r" : |,", _named(_AFTER.sub("", after)))[0]))
    return _short(told) if " " in told and _WORDS.search(told) else ""


def _named(words: str) -> str:
    """The words from the first one that names something."""
    told = words.strip()
    while (found := _FIRST.match(told)) and found[0]:
        told = told[found.end() :]
    return told


def _whole(words: str) -> str:
    """The words without the bracket that is not closed, and without what calls for a next word."""
    told = words
    while told.count("(") > told.count(")"):
        told = told[: told.rindex("(")]
    while (found := _LAST.search(told)) and found[0]:
        told = told[: found.start()]
    return told.removesuffix(")") if told.count(")") > told.count("(") else told


def _short(words: str) -> str:
    """The words, those beyond the longest a label may be left out and said to be."""
    if len(words) <= _LONGEST:
        return words
    return f"{_whole(words[:_LONGEST].rpartition(' ')[0])}…"
