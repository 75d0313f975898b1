"""Finds the articles, acts and decisions that a reference or a sentence cites, in one canonical form."""

import re
from collections.abc import Iterator

_CODES = r"C\. com\. de Nouvelle-Calédonie|C\. (?:com|civ|conso|ass|trav)\.|CCP|CGCT|CGI|CIBS|CJA|CMF|CPCE|CPC"
_LONG = {
    "code de commerce": "C. com.",
    "code civil": "C. civ.",
    "code de la consommation": "C. conso.",
    "code de la commande publique": "CCP",
    "code général des collectivités territoriales": "CGCT",
    "code de justice administrative": "CJA",
    "code monétaire et financier": "CMF",
    "code de procédure civile": "CPC",
    "code des procédures civiles d’exécution": "CPCE",
    "code du travail": "C. trav.",
}
#: An article's number: L441-10, 1343-2, R2192-31, 1635 bis Q, Lp. 441-6; then its paragraphs, which are ignored.
_NUMBER = r"(?:Lp\. ?|[LRDA]\.? ?)?\d{2,4}(?:-\d+)*(?:-[A-Z]\b)?(?: bis [A-Z])?"
_TAIL = r"(?:,? (?:I{1,3}|IV|V)\b|,? \d°| et suivants)*"
_LIST = rf"{_NUMBER}{_TAIL}(?:(?:, (?:et )?| et | à ){_NUMBER}{_TAIL})*"
_BY_CODE = re.compile(rf"(?P<code>{_CODES}), (?:ancien )?art\. (?P<list>{_LIST})")
_OF_CODE = re.compile(rf"articles? (?P<list>{_LIST}),? du (?P<code>{'|'.join(_LONG)})", re.IGNORECASE)
_FORMER = re.compile(rf"(?P<code>{_CODES})[^;]*?\(ancien art\. (?P<list>{_NUMBER})\)")
_ACT = re.compile(r"\b(?P<kind>loi|décret) n° ?(?P<number>\d{2,4}-\d+)", re.IGNORECASE)
_DECISION = re.compile(r"(?P<court>Cass\.(?: (?:com|\de civ)\.)?),[^;()]{0,40}?n° ?(?P<number>\d\d-\d\d\.\d{3})")
_COURT_OF_JUSTICE = re.compile(r"CJUE,[^;()]{0,30}?(?P<number>C-\d+/\d+)")
_REGULATION = re.compile(r"Règlement \(CE\) n° ?(?P<number>\d+/\d+)", re.IGNORECASE)


def citations(text: str) -> tuple[str, ...]:
    """What a text cites, each once, sorted; a range gives both its ends.

    >>> citations("C. com., art. L441-10, II et D441-5 ; CPCE, art. L111-8")
    ('C. com., art. D441-5', 'C. com., art. L441-10', 'CPCE, art. L111-8')
    >>> citations("Cass. com., 18 mai 2022, n° 20-23.204 et la loi n° 68-1250")
    ('Cass. com., n° 20-23.204', 'Loi n° 68-1250')
    >>> citations("les articles 1231-6 et 1344-1 du Code civil")
    ('C. civ., art. 1231-6', 'C. civ., art. 1344-1')
    """
    plain = re.sub("[\u00a0\u202f ]+", " ", text).replace("'", "’")
    return tuple(sorted(set(_found(plain))))


def _found(text: str) -> Iterator[str]:
    for match in (*_BY_CODE.finditer(text), *_FORMER.finditer(text)):
        yield from (f"{match['code']}, art. {number}" for number in _numbers(match["list"]))
    for match in _OF_CODE.finditer(text):
        code = _LONG[match["code"].lower()]
        yield from (f"{code}, art. {number}" for number in _numbers(match["list"]))
    yield from (f"{match['kind'].capitalize()} n° {match['number']}" for match in _ACT.finditer(text))
    yield from (f"{match['court']}, n° {match['number']}" for match in _DECISION.finditer(text))
    yield from (f"CJUE, {match['number']}" for match in _COURT_OF_JUSTICE.finditer(text))
    yield from (f"Règlement (CE) n° {match['number']}" for match in _REGULATION.finditer(text))


def _numbers(listed: str) -> Iterator[str]:
    for match in re.finditer(_NUMBER, listed):
        yield re.sub(r"^([LRDA])\.? ?(?=\d)", r"\1", match[0])
