"""Terms of payment as people type them where a date or a number of days is asked: « 30 jours fin de mois le 10 »."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from latepay_core.claim.typed.signs import tidied

_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "six": 6, "dix": 10, "quinze": 15, "vingt": 20}
_NUMBERS |= {"one": 1, "two": 2, "three": 3, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30}
_NUMBERS |= {"forty-five": 45, "sixty": 60, "ninety": 90}
_NUMBERS |= {"trente": 30, "quarante-cinq": 45, "quarante cinq": 45, "soixante": 60, "quatre-vingt-dix": 90}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
#: What a term is made of, in the order in which it is looked for where the text stands.
_PIECES = {
    "days-end": re.compile(
        r"(?P<count>\d{1,3}) ?(?:j\.? ?f\.? ?(?:d\.? ?)?m\b\.?|f\.? ?(?:d\.? ?)?m\b\.?|fin de mois\b"
        r"|eom\b|end of (?:the )?month\b)"
    ),
    "days": re.compile(rf"{_COUNT} ?(?:jours?|jrs?|j|days?|d)\b\.?"),
    "weeks": re.compile(rf"{_COUNT} ?(?:semaines?|sem|weeks?)\b\.?"),
    "months": re.compile(rf"{_COUNT} ?(?:mois|months?)\b"),
    "net": re.compile(r"nett? (?P<count>\d{1,3})\b"),
    "end": re.compile(
        r"(?:(?:à )?(?:la )?fin (?:de |du )?mois(?: (?:suivant|civil))?|f\. ?d\. ?m\.?|fdm\b|eom\b"
        r"|(?:from |after |to |at )?(?:the )?(?:end of (?:the )?month|month[- ]end)\b)"
    ),
    "on": re.compile(
        r"(?:le|les) (?P<count>\d{1,2}(?:er)?(?: ?(?:,|et|ou|/)(?: le)? ?\d{1,2}(?:er)?)*)\b(?! ?(?:j|mois|sem))"
        r"(?: du mois(?: suivant)?)?"
        rf"|(?:on )?the (?P<english>{_NTH}(?:(?:,|,? and) (?:the )?{_NTH})*)\b(?: of the (?:following |next )?month)?"
    ),
    "receipt": re.compile(
        r"(?:à |dès |à compter de |à partir de |depuis |après )?(?:la )?(?:date de )?(?:r[ée]ception|livraison)\b"
        r"(?: (?:de (?:la )?facture|des (?:marchandises|biens)|de la marchandise))?"
        r"|(?:due )?(?:(?:up)?on|from|after|of) (?:the )?(?:date of )?receipt\b(?: of (?:the )?(?:invoice|goods))?"
    ),
    "issue": re.compile(
        r"(?:à compter de |à partir de |depuis |après )?(?:la )?"
        r"(?:date (?:de |d')(?:la )?(?:facture|facturation|[ée]mission)|[ée]mission)\b(?: de (?:la )?facture)?"
        r"|(?:from|after|of|following) (?:the )?(?:date of (?:the )?)?(?:invoice|issue)\b(?: date)?"
        r"|(?:from )?(?:the )?(?:invoice date|date of (?:the )?invoice)\b"
    ),
    "cash": re.compile(r"(?:au )?comptant\b|imm[ée]diat(?:e|ement|ely)?\b|cash\b"),
    "then": re.compile(r"(?:et )?puis\b|(?:and )?then\b"),
    "nothing": re.compile(
        r"[ ,.;:+()\-]+|(?:conditions?|modalit[ée]s?|d[ée]lais?|paiement|r[èe]glement|payable|virement|ch[èe]que"
        r"|facture|nett?s?|payment|terms?|due|within|plus|and|et|date|calendaires?|sous|dans|par|les|un|de|du|d'|la"
        r"|le|à|a)\b ?"
    ),
}
_WEEK = 7
_MOST_SIGNS = 80


@lru_cache(maxsize=1024)
def term_typed(text: str) -> Mapping[str, Any] | None:
    """The keys of a claim's `term` that were typed; None where the text is no term of payment.

    « 30 jours fin de mois » does not say which end of month it means: `unknown`; « fin de mois + 30 jours » does.

    >>> dict(term_typed("30 jours fin de mois")), dict(term_typed("fin de mois + 45 jours le 10"))
    ({'days': 30, 'end_of_month': 'unknown'}, {'days': 45, 'end_of_month': 'before', 'on_day': 10})
    >>> dict(term_typed("45 FDM")) == dict(term_typed("45 fin de mois")) == dict(term_typed("45 jours fin de mois"))
    True
    >>> dict(term_typed("45 days end of month")), dict(term_typed("end of month plus 30 days"))
    ({'days': 45, 'end_of_month': 'unknown'}, {'days': 30, 'end_of_month': 'before'})
    >>> dict(term_typed("60 j nets")), dict(term_typed("2 mois")), term_typed("31/05/2026") is None
    ({'days': 60}, {'months': 2}, True)
    """
    said = tidied(text).lower()
    if not said or len(said) > _MOST_SIGNS:
        return None
    found = _pieces(said)
    if found is None:
        return None
    term = _length(found)
    if term is None:
        return None
    if "receipt" in found:
        term["from"] = "receipt"
    if "on" in found:
        numbers = tuple(sorted({int(number) for number in re.findall(r"\d+", found["on"])}))
        term |= {"on_day": numbers[0]} if len(numbers) == 1 else {"on_days": numbers}
    return MappingProxyType(term)


def _pieces(said: str) -> dict[str, str] | None:
    """The pieces of a term, in their order; None where something else is in the text, or a piece comes twice."""
    found: dict[str, str] = {}
    at = 0
    while at < len(said):
        match = next(
            ((name, m) for name, piece in _PIECES.items() if (m := piece.match(said, at)) and m.end() > at), None
        )
        if match is None:
            return None
        name, piece_found = match
        at = piece_found.end()
        if name == "nothing":
            continue
        if name in found:
            return None
        said_there = piece_found.groupdict()
        found[name] = said_there.get("count") or said_there.get("english") or ""
    return found


def _length(found: Mapping[str, str]) -> dict[str, Any] | None:
    """The days or months, and where the end of month comes."""
    order = list(found)
    lengths = [name for name in order if name in {"days", "days-end", "weeks", "months", "net"}]
    if lengths == ["months", "days"]:  # « 1 mois et 15 jours »
        return {"months": _count(found["months"]), **(_length({k: v for k, v in found.items() if k != "months"}) or {})}
    if len(lengths) > 1:
        return None
    if not lengths:
        if "end" in found:
            return {"days": 0, "end_of_month": "after"}
        return {"days": 0} if found.keys() & {"receipt", "cash"} else None
    name = lengths[0]
    count = _count(found[name])
    term: dict[str, Any] = (
        {"months": count} if name == "months" else {"days": count * (_WEEK if name == "weeks" else 1)}
    )
    if name == "days-end":
        term["end_of_month"] = "unknown"
    elif "end" in found:
        first = order.index("end") < order.index(name)
        term["end_of_month"] = "before" if first else "after" if "then" in found else "unknown"
    return term


def _count(said: str) -> int:
    return _NUMBERS.get(said) or int(said)
