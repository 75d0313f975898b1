"""French spacing, set once for every letter: templates are typed with ordinary spaces.

Narrow no-break space (U+202F) before ; ! ?, no-break space (U+00A0) before : € % and inside « ».
"""

import re
from functools import lru_cache

NARROW, SPACE = "\u202f", "\u00a0"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"[ \u00a0\u202f]+([;!?])(?=$|[\s»”)\]…])", NARROW + r"\1"),
        (r"[ \u00a0\u202f]+(:)(?=$|\s)", SPACE + r"\1"),
        (r"«[ \u00a0\u202f]*", "«" + SPACE),
        (r"[ \u00a0\u202f]*»", SPACE + "»"),
        (r"(?<=\d)[ \u202f]([€%])", SPACE + r"\1"),
        (r"\b(art\.|n°|M\.|Mme|p\.)[ ](?=\S)", r"\1" + SPACE),
        # « L441-10, II »: the paragraph stays beside its article
        (r"(?<=\d), (?=(?:I{1,3}|I?V)\b)", "," + SPACE),
        (r"\bC\. (?=(?:civ|com|conso|ass|trav)\.)", "C." + SPACE),
        # a date is never cut, that of a decree in a reference either
        (rf"(\d(?:er)?) (?=(?:{_MONTHS})\b)", r"\1" + SPACE),
        (rf"\b({_MONTHS}) (?=\d{{4}}\b)", r"\1" + SPACE),
        (r"(?<=\d) (?=(?:jours?|mois|ans?|factures?|échéances?|mensualités?|points?)\b)", SPACE),
    )
)


@lru_cache(maxsize=4096)
def french_spaces(text: str) -> str:
    """The text with the spaces that French typography wants; applying it twice changes nothing more.

    >>> french_spaces("Quand ? « Demain » : 12 € !")
    'Quand\\u202f? «\\xa0Demain\\xa0»\\xa0: 12\\xa0€\\u202f!'
    >>> french_spaces("décret du 2 octobre 2012, le 1er mars 2013")
    'décret du 2\\xa0octobre\\xa02012, le 1er\\xa0mars\\xa02013'
    """
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    return text


def capital(text: str) -> str:
    """The text with a capital first, the rest as it is.

    >>> capital("tribunal de commerce de Lyon")
    'Tribunal de commerce de Lyon'
    """
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """The text with a small letter first, the rest as it is."""
    return text[:1].lower() + text[1:]


#: « 1er », « 2e », « Mme »: what stands raised after the figure or the capital; never inside a number or an article.
_RAISED = re.compile(r"(?<![\w./-])(1(?=[er]+\b)|\d{1,3}(?=e\b)|M(?=mes?\b|lles?\b))(ers?|res?|e|mes?|lles?)(?![\w-])")
_SIGNS = str.maketrans("elmrs", "ᵉˡᵐʳˢ")
_PLAIN = str.maketrans("ᵉˡᵐʳˢ", "elmrs")


def raised(text: str) -> tuple[tuple[str, bool], ...]:
    """The text in stretches, each with whether it stands raised above the line.

    >>> raised("le 1er juin, Mme Durand")
    (('le 1', False), ('er', True), (' juin, M', False), ('me', True), (' Durand', False))
    >>> raised("article L2192-1er, 12e"), raised("FA-2e")
    ((('article L2192-1er, 12', False), ('e', True)), (('FA-2e', False),))
    """
    found, at = [], 0
    for each in _RAISED.finditer(text):
        found += [(text[at : each.start(2)], False), (each[2], True)]
        at = each.end()
    return tuple(part for part in (*found, (text[at:], False)) if part[0]) or (("", False),)


def with_raised_signs(text: str) -> str:
    """The text with signs of their own for what stands raised, where a font has them.

    >>> with_raised_signs("1er juin, Mlle Petit"), without_raised_signs("1ᵉʳ juin")
    ('1ᵉʳ juin, Mˡˡᵉ Petit', '1er juin')
    """
    return _RAISED.sub(lambda found: found[1] + found[2].translate(_SIGNS), text)


def without_raised_signs(text: str) -> str:
    """The text as it is typed: what is read from a page that we drew."""
    return text.translate(_PLAIN)
