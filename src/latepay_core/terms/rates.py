"""The rates of penalties that a folded text names: fixed, over the ECB's, a multiple of the legal one."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from latepay_core.terms.discounts import without_refusals
from latepay_core.terms.folding import sentences

_NUMBER = r"\d+(?:,\d+)?"
_ECB = r"(?:\bbce\b|banque centrale|\brefi\b|refinancement|taux directeur)"
_OVER = r"(?:\+|\bplus\b|major\w+|augment\w+|rehauss\w+|\bet\b)"
_ECB_PLUS = re.compile(rf"{_ECB}[^.;\d]{{0,90}}?{_OVER}[^.;\d]{{0,25}}?({_NUMBER})")
_OVER_ECB = re.compile(
    rf"({_NUMBER}) ?(?:points?|pts?|%)[^.;\d]{{0,40}}?(?:dessus|de plus|en sus|sup)[^.;\d]{{0,40}}{_ECB}"
)
_ECB_ALONE = re.compile(rf"taux [^.;\d]{{0,40}}{_ECB}")
_LEGAL = (
    r"(?:taux (?:de l'|d'|des )?(?:interets? )?(?:au taux )?leg\w+|interets? leg\w+|\btil\b|taux leg\w+|leg(?:al|aux) )"
)
_TIMES = re.compile(rf"({_NUMBER}) fois[^.;\d]{{0,40}}?(?:leg(?:al|aux)\b|\btil\b)")
_LEGAL_PLUS = re.compile(
    rf"(?<!fois ){_LEGAL}[^.;\d]{{0,25}}?(?:\+|\bplus\b|major\w+|augment\w+)[^.;\d]{{0,15}}?({_NUMBER})"
)
_LEGAL_ALONE = re.compile(
    r"(?:taux (?:de l'|d')?(?:interets? )?legal\b|taux legal\b|interets? legal\b|interets? legaux\b)"
)
_FLOOR = re.compile(
    r"(?:infer\w+|moins|descend\w+|minim\w+|planch\w+|\bsous\b|dessous|limite basse|sans jamais|au minimum|plus eleve)"
    r"[^.;%]{0,45}$"
)
_PERCENT = re.compile(
    rf"({_NUMBER}) %(?P<period> ?(?:/|par |l'|le |mensuel\w*|annuel\w*|journal\w*|trimestr\w*|hebdo\w*|d'interets? )?"
    r"(?: ?(?:mois|an\b|annee|jour|semaine|trimestre|semestre|mensuel\w*|annuel\w*)?))"
)
_PERIODS = (
    ("mois", 12),
    ("mensuel", 12),
    ("jour", 365),
    ("journalier", 365),
    ("semaine", 52),
    ("hebdo", 52),
    ("trimestr", 4),
    ("semestr", 2),
)
#: What a percentage is of: the nearest of these words before it, else after it.
_SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("discount", re.compile(r"escompte|anticip|remise")),
    ("penalty-clause", re.compile(r"clause penale|indemnit\w+|dommages|forfait\w*")),
    ("vat", re.compile(r"\btva\b")),
    ("deposit", re.compile(r"acompte|arrhes|versement|a la (?:commande|signature)")),
    ("retention", re.compile(r"reten\w+|retien\w+")),
    ("rate", re.compile(r"penalit\w+|interets?\b|retard|agios?|majoration|taux")),
)
_LUMP = re.compile(
    r"^\s?(?:ttc |ht )?(?:du|de la|de l'|des|sur le|sur la|sur les)\s?"
    r"(?:montant|somme|solde|principal|prix|creance|facture|total|impaye|sommes|montants|factures)"
)
#: Before a percentage that penalties may not pass: it is no penalty of its own.
_CAP = re.compile(
    r"(?:exced\w+|depass\w+|plafonn\w+|plafond|dans la limite|limite\w* a|au maximum"
    r"|(?:ne|ni|sans)\b[^.;%]{0,30}superieur\w* a)[^.;%\d]{0,25}$"
)
_YEARLY = re.compile(r"\b(?:mois|an|annee|mensuel\w*|annuel\w*)\b")
#: The period that a percentage is for, said after what it is of, or before it.
_PER = re.compile(r"(?:(?:par|chaque|/) ?|l')(mois|jour|semaine|trimestre|an\b|annee)")
_RATE_OF = re.compile(r"taux (?:d'interet )?(mensuel|journalier|hebdomadaire|trimestriel)[^.;%\d]{0,25}$")
_TAIL = 50
Kind = Literal["fixed", "ecb-plus", "legal-times", "legal-plus"]


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of penalties as a text names it: percent a year, points, or times; `yearly` is false where converted."""

    kind: Kind
    figure: Decimal
    yearly: bool = True


@dataclass(frozen=True, slots=True)
class Rates:
    """What a text says of rates: those of its penalties, its floor, and what its other percentages are of."""

    penalties: tuple[Rate, ...]
    floor: bool
    others: tuple[tuple[str, Decimal], ...]

    def other(self, subject: str) -> tuple[Decimal, ...]:
        """The percentages of one subject: `discount`, `penalty-clause`, `cap`, `vat`, `deposit`, `retention`."""
        return tuple(figure for each, figure in self.others if each == subject)


def rates_in(text: str) -> Rates:
    """The rates of a folded text.

    >>> from latepay_core.terms.folding import folded
    >>> rates_in(folded("Agios : 1 % par mois. Escompte de 2 %.")).penalties
    (Rate(kind='fixed', figure=Decimal('12'), yearly=False),)
    >>> rates_in(folded("Taux BCE + 10 points, jamais moins de trois fois le taux légal")).floor
    True
    """
    found: list[Rate] = []
    others: list[tuple[str, Decimal]] = []
    floor = False
    for sentence in sentences(text):
        floor |= _formulas(sentence, found)
        _percentages(without_refusals(sentence), found, others)
    return Rates(tuple(dict.fromkeys(found)), floor, tuple(others))


def _formulas(sentence: str, found: list[Rate]) -> bool:
    """Adds the rates that a sentence gives by a formula; whether it states a floor."""
    ecb = _ECB_PLUS.search(sentence) or _OVER_ECB.search(sentence)
    if ecb:
        found.append(Rate("ecb-plus", _number(ecb[1])))
    elif _ECB_ALONE.search(sentence):
        found.append(Rate("ecb-plus", Decimal(0)))
    floor = False
    spans = []
    for times in _TIMES.finditer(sentence):
        spans.append(times.span())
        if _FLOOR.search(sentence[: times.start()]) and (found or ecb or "%" in sentence[: times.start()]):
            floor = True
        else:
            found.append(Rate("legal-times", _number(times[1])))
    plus = _LEGAL_PLUS.search(sentence)
    if plus and not spans and not ecb:
        found.append(Rate("legal-plus", _number(plus[1])))
    alone = _LEGAL_ALONE.search(sentence)
    if alone and not spans and not plus and not (_FLOOR.search(sentence[: alone.start()]) and (found or ecb)):
        found.append(Rate("legal-times", Decimal(1)))
    return floor


def _percentages(sentence: str, found: list[Rate], others: list[tuple[str, Decimal]]) -> None:
    for percent in _PERCENT.finditer(sentence):
        tail = sentence[percent.end() : percent.end() + _TAIL]
        if _ECB_PLUS.search(sentence[: percent.end(1)] + " ") and _belongs_to_ecb(sentence, percent):
            continue
        period = percent["period"].strip()
        subject = _subject(sentence, percent)
        if subject == "rate" and not period and _LUMP.match(sentence[percent.end() :]) and not _PER.search(tail):
            subject = "penalty-clause" if "taux" not in sentence[: percent.start()] else subject
        if subject == "penalty-clause" and _CAP.search(sentence[: percent.start()]):
            subject = "cap"
        if subject != "rate":
            others.append((subject, _number(percent[1])))
            continue
        per_year = next((times for word, times in _PERIODS if word in period), 1)
        later = _PER.search(tail) or (None if period else _RATE_OF.search(sentence[: percent.start()]))
        if per_year == 1 and later:
            per_year = next((times for word, times in _PERIODS if word in later[1]), 1)
        found.append(Rate("fixed", _number(percent[1]) * per_year, yearly=per_year == 1))


def _belongs_to_ecb(sentence: str, percent: re.Match[str]) -> bool:
    return any(match.start(1) == percent.start(1) for match in _ECB_PLUS.finditer(sentence))


def _subject(sentence: str, percent: re.Match[str]) -> str:
    """What a percentage is of: the nearest word before it; where there is none, the first after it.

    So much a year or a month is a rate, whatever stands between it and the penalties that it is of.
    """
    start, end = percent.span()
    after = sentence[end : end + 80]
    if re.search(r"^[^,]{0,60}a titre de clause penale|^.{0,60}clause penale", after):
        return "penalty-clause"
    before = [(match.end(), name) for name, pattern in _SUBJECTS for match in pattern.finditer(sentence[:start])]
    if before:
        said_of_penalties = re.search(r"penalit\w+|interets?\b|agios?", sentence[:start])
        return "rate" if _YEARLY.search(percent["period"]) and said_of_penalties else max(before)[1]
    later = [(match.start(), name) for name, pattern in _SUBJECTS for match in pattern.finditer(after)]
    return min(later)[1] if later else "other"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
