"""What a folded sentence says beside a discount: the days in which one earns it are no payment term."""

import re
from collections.abc import Iterator

_NAMED = r"(?:escomptes?|remises?(?= (?:de \d|pour|en cas|n'|ne|sera|sont|est|accord|consent)|$)|rabais|ristournes?)"
_DAYS = r"\d+ ?(?:jours?|jrs?\b|j\b|mois|semaines?)"
#: « sans escompte pour règlement sous 8 jours »: the days there are those of the discount, too.
_IF_PAID = (
    rf"(?: d[e'] ?\d+(?:,\d+)? %)?(?:[^.;,\d]{{0,40}}?\b(?:pour|si|avant|en cas d['e])[^.;,\d]{{0,40}}(?:{_DAYS})?)?"
)
_NONE = re.compile(
    rf"\b(?:sans|aucune?|pas (?:de|d')|ni|jamais|hors|nets? d['e])\b[^.;,\d]{{0,30}}?{_NAMED}\b{_IF_PAID}"
    rf"|{_NAMED}\b[^.;,\d]{{0,30}}?(?:\bneant\b|\baucun\w*|\bnul\b|\bnon\b|\bpas\b|\b0 %){_IF_PAID}"
)
_DISCOUNT = re.compile(rf"{_NAMED}|anticip\w+|% (?:a|sous|pour|si|dans|en|net)\b[^.;,%]{{0,40}}?{_DAYS}")
_ITS_OWN_DAYS = re.compile(_DAYS)
#: A discount whose condition has no days: those before it are the term.
_EARLY = re.compile(r"anticip|comptant|avant (?:l'|cette |la date d')?echeance")
#: What opens a condition: « escompte de 2 %, si le règlement intervient sous 8 jours », or before it.
_CONDITION = re.compile(r"(?:si|sous|dans|avant|pour|lorsque?|en cas|en reglant|en payant)\b")
_BREAK = re.compile(
    r" ?, | : | - | ?/ ?(?=\d+ j|net)|\((?!\d+\))|\)|\bou\b|\bsinon\b|\bautrement\b|\bmais\b|\bet\b"
    r"|\b(?:a|par) defaut\b|\bau lieu d"
)


def without_refusals(sentence: str) -> str:
    """The sentence without its words that no discount is granted.

    >>> without_refusals("paiement a 75 jours net sans escompte")
    'paiement a 75 jours net '
    """
    return _NONE.sub("", sentence)


def beside_discounts(sentence: str) -> Iterator[str]:
    """The parts of a sentence that speak of something else than a discount; the whole of it where it grants none.

    >>> list(beside_discounts("escompte de 2 % sous 8 jours, sinon paiement a 75 jours"))
    ['paiement a 75 jours']
    >>> list(beside_discounts("escompte de 2 % pour tout reglement dans les 8 jours"))
    []
    """
    told = without_refusals(sentence)
    if not _DISCOUNT.search(told):
        yield told
        return
    parts = [each.strip() for each in _BREAK.split(told)]
    for part, last, following in zip(parts, ["", *parts], [*parts[1:], ""], strict=False):
        named = _DISCOUNT.search(part)
        if not named:
            conditional = _CONDITION.match(part) and (_awaits_days(last) or _awaits_days(following))
            if part and not conditional:
                yield part
        elif _EARLY.search(part) and _ITS_OWN_DAYS.search(before := part[: named.start()]):
            # « 75 jours avec un escompte pour paiement anticipé »: the days before it are the term
            yield before


def _awaits_days(part: str) -> bool:
    """Whether a part names a discount without the days in which it is earned."""
    return bool(_DISCOUNT.search(part)) and not _ITS_OWN_DAYS.search(part) and not _EARLY.search(part)
