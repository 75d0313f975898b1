"""The payment term that a folded text names: days or months, end of month, day of the month, from which day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from latepay_core.terms.discounts import beside_discounts
from latepay_core.terms.folding import sentences

#: What makes a number of days a payment term…
_PAYING = re.compile(
    r"paiement|reglement|payable|\bpay\w+|\bregl\w+|delai|echeance|acquitt\w+|virement|fin d[eu] (?:la? )?mois"
    r"|date (?:de |d')?(?:facture|emission)|jours? nets?|^\D{0,12}\d+ (?:jours?|mois)"
)
#: What is said beside a term without making it another delay.
_NOTICE = r"(?:relance|rappel|mise en demeure)"
_UNCONDITIONAL = re.compile(
    rf",? ?\bsans (?:aucune? |autre )?(?:prealable |nouvelle )?{_NOTICE}(?: (?:ni|ou) {_NOTICE})?(?: prealable)?"
    r"|,? ?\b(?:sous|avec|et) (?:clause de )?reserve de propriete"
)
#: A term that a sentence opens with, whatever it goes on to say after a comma.
_OPENING = re.compile(
    r"(?!.*\b(?:retard|defaut|faute|passe|cas|plus|apres|si|lorsque?|suivant|demeure)\b)"
    r".*\b(?:payables?|paye\w*|paiements?|reglements?|regl\w+)\b.{0,40}?\d+ ?(?:jours?|mois)"
)
#: … and what makes it another delay: a notice, a contestation, a withdrawal; a discount was left out before.
_OTHER = re.compile(
    r"mise en demeure|relance|retract|\bretours?\b|\bechanges?\b|contest"
    r"|reclamation|prescri|eteint|forclos|reserve de|proprie"
    r"|anatocis|capitalis|(?<!les )(?<!des )produi(?:t|sent|ra|ront|re|sant)\b"
    r"|logistique|retenu|consign|reception des travaux"
    r"|penalites? .{0,30}(?:courent|exigib)"
    r"|par (?:mois|jour) de retard|capital|crediteur|creancier|action en|interets? dus"
)
_DELAY = r"\d+ ?(?:jours?|jrs?|j|mois|semaines?)\b"
_AT = r"(?:(?:a|de|sous|dans|en) )?"
#: Where another term begins, each of them « pour » something: « 30 jours pour les services, 75 jours pour les ventes ».
_FOR_EACH = re.compile(
    rf"(?:,|;| et| puis| mais) ?(?={_AT}{_DELAY}[^,;]{{0,40}}?\bpour\b|pour\b[^,;\d]{{0,60}},? ?{_AT}{_DELAY})"
)
#: What goes on after a term: « ; pour les ventes, 75 jours ».
_GOES_ON = re.compile(rf"(?:et |mais )?pour\b\D{{0,60}}?{_DELAY}")
_FOR = re.compile(r"\bpour\b(?! (?:payer|regler|le (?:paiement|reglement)|tout\w* ))")
#: What a term is for, without « pour »: « services 30 jours, marchandises 75 ».
_THING = re.compile(
    r"\b(?:services?|prestations?|marchandises?|fournitures?|produits?|ventes?|travaux|chantiers?|locations?|pieces?"
    r"|materiels?"
    r"|main[- ]d'oeuvre|abonnements?|honoraires|etudes?|formations?|transports?|logiciels?|licences?|matieres?"
    r"|consommables?"
    r"|export\w*|france|etranger)\b"
)
_APART = re.compile(rf"(?:,|;|/| et| ou| puis| mais| sauf| contre) ?(?=[^,;/]*?{_DELAY})")
#: What a term does not hold for, with its own: « 60 jours, sauf services : 30 jours », « hors transport (30 jours) ».
_EXCEPTED = re.compile(
    rf",? ?\(?(?=\b(?:sauf|hormis|hors|except\w+|a l'exception|a l'exclusion)\b[^;]{{0,80}}?{_DELAY})"
)
#: « 60 jours nets ou 45 jours fin de mois »: one or the other.
_OR = re.compile(rf"(?<=[a-z]),? ou (?={_AT}(?:a )?{_DELAY})")
_PERISHABLE = re.compile(
    r"\b(?:produits?|denrees?|marchandises?|aliments?) (?:alimentaires? )?(?:perissables?|frais\b)"
)
_SPARED = re.compile(
    r"\b(?:sauf|hormis|hors|except\w+|a l'exception|a l'exclusion)\b[^,;]{0,40}?(?:perissables?|frais)"
)
#: Another delay than a payment's may be for goods, too.
_NO_PAYMENT = re.compile(r"livr|retour|reclam|echang|garanti|contest|expedi|escompte")
#: « marchandises 75 »: the days of the term before it.
_BARE = re.compile(
    r"(?<=[a-z] )(\d{2,3})(?! ?(?:jours?|jrs?|j\b|mois|semaines?|%|€|fois|points?|/|,\d|\d))(?=[ ,;)]|$)"
)
_LENGTH = re.compile(r"(\d+)(?:e\b)? ?(?:\(\d+\) ?)?(jours?(?! du mois)|jrs?\b|j\b|mois|semaines?)")
_ON_DAY = re.compile(
    r"\b(?:le|au) (\d{1,2})(?:er)?\b(?! ?(?:jours?|%|€|/|fois|janv|fevr|mars|avr|mai|juin|juil|aou|sept|oct|nov|dec))"
)
_RECEIPT = re.compile(r"recept\w*|recu\w*")
_ACCEPTED = re.compile(
    r"validation|verification|acceptation|controle|bon a payer|visa|comptabilis|enregistrement|approbation"
)
_END = r"fin (?:de |du |d')(?:la )?mois|fin du mois|fin de mois"
_BEFORE = re.compile(
    rf"(?:{_END})[^.;]{{0,60}}?(?:\+|\bplus\b|\bpuis\b|augment\w+|major\w+|\bet\b|suivi\w* de|:)"
    r"[^.;\d]{0,12}\d+ (?:jours|mois)"
    r"|\d+ (?:jours|mois)[^.;]{0,25}(?:apres|a compter|a partir|suivant|depuis|courant|comptes? de)"
    rf"[^.;]{{0,14}}(?:{_END}|dernier jour du mois)"
)
_AFTER = re.compile(
    r"\d+ (?:jours|mois)[^.;]{0,60}?(?:\bpuis\b|jusqu|report\w+|prolong\w+|repouss\w+|ramen\w+|port\w+ (?:a|au))"
    rf"[^.;]{{0,20}}(?:{_END})"
    r"|fin du mois (?:au cours duquel|dans lequel|pendant lequel|ou) "
    r"[^.;]{0,40}(?:expir|tomb|echo|echeant|atteint|achev|termin)"
)
_ABROAD = re.compile(r"\bexport\w*|hors (?:de )?(?:l')?(?:union|ue\b)|franchise de (?:tva|taxe)")
_LIMIT = re.compile(r"(\d+) (mois|ans?\b|annees?|jours|semaines)")
_LIMITED = re.compile(
    r"prescri\w*|forclo\w*|\beteint|action (?:en|du|de|pour)|toute action|agir en|reclamation en paiement"
)
#: How late it is, and no time to pay: « 30 jours de retard », « un retard de plus de 60 jours ».
_LATE = re.compile(
    r"\d+ ?(?:jours?|jrs?|j|mois|semaines?) (?:calendaires? |ouvr\w+ )?(?:de retard|d'impaye\w*)"
    r"|retards? (?:de paiement )?(?:superieurs? a|de plus de|d'au moins|excedant|depassant|de) "
    r"\d+ ?(?:jours?|mois|semaines?)"
)
#: A complaint about what was delivered has its own time, which is no limitation of the action for the price.
_COMPLAINT = re.compile(r"^(?!.*\b(?:actions?|creances?|paiement|agir)\b).*\breclamations?\b")
#: A part that is an exception's own.
_BUT = ("sauf", "hormis", "hors", "except", "a l'ex")
EndOfMonth = Literal["after", "before", "unknown"]


@dataclass(frozen=True, slots=True)
class Length:
    """A payment term as a text names it: `days` or `months`; `said_from` is the day it runs from, where not issue.

    `export`: it is for what is sold outside the European Union; `perishable`: for perishable food.
    """

    days: int | None
    months: int | None
    end_of_month: EndOfMonth | None = None
    on_day: int | None = None
    said_from: Literal["issue", "receipt", "acceptance"] = "issue"
    export: bool = False
    perishable: bool = False


def lengths_in(text: str) -> Iterator[Length]:
    """The payment terms of a folded text; what is a delay of another kind is left out.

    >>> [(each.days, each.end_of_month) for each in lengths_in("reglement a 45 jours fin de mois")]
    [(45, 'unknown')]
    >>> [each.days for each in lengths_in("paiement a 30 jours pour les services, 75 jours pour les ventes")]
    [30, 75]
    >>> [each.days for each in lengths_in("paiement a 60 jours, sauf services : 30 jours")]
    [60, 30]
    >>> list(lengths_in("escompte de 2 % pour tout reglement dans les 8 jours"))
    []
    >>> [each.days for each in lengths_in("paiement a 30 jours. apres 90 jours de retard, remise a l'huissier")]
    [30]
    """
    told = False
    for sentence in sentences(_LATE.sub("retard", text)):
        for spoken in beside_discounts(_UNCONDITIONAL.sub("", sentence)):
            for part in re.split(r", (?=penalit|indemnit|retard)", spoken):
                term = _alone(part)
                paying = _PAYING.search(term) or (told and _GOES_ON.match(term.strip()))
                if _LENGTH.search(term) and paying and not _OTHER.search(term):
                    told = True
                    yield from (_length(each, found) for each in _each(term) if (found := _LENGTH.search(each)))


def _alone(part: str) -> str:
    """What a part says of its term, where another subject follows after a comma: « à 75 jours, tout litige… »."""
    opening = ", ".join(takewhile(lambda each: not _OTHER.search(each), part.split(", ")))
    return opening if _OPENING.match(opening) else part


def _each(term: str) -> list[str]:
    """A term, or the terms that it sets for one thing and for another, or for all but one."""
    apart = [each for each in _EXCEPTED.split(term) if _LENGTH.search(each)]
    if len(apart) > 1:
        return [
            one
            for at, each in enumerate(apart)
            if not at or not (_NO_PAYMENT.search(each) or _OTHER.search(each))
            for one in _each_thing(each)
        ]
    return _each_thing(term)


def _each_thing(term: str) -> list[str]:
    found = [each for each in _FOR_EACH.split(term) if _LENGTH.search(each)]
    if len(found) > 1 and all(_FOR.search(each) for each in found):
        return found
    things = [each for each in _APART.split(_with_days(term)) if _LENGTH.search(each)]
    if len(things) > 1 and all(_THING.search(each) for each in things) and not _NO_PAYMENT.search(term):
        return things
    either = [each for each in _OR.split(term) if _LENGTH.search(each)]
    return either if len(either) > 1 else [term]


def _with_days(term: str) -> str:
    """The term, a number that stands alone after a thing told in days: « services 30 jours, marchandises 75 »."""
    return _BARE.sub(r"\1 jours", term) if re.search(r"\d+ ?jours?", term) and _THING.search(term) else term


def _length(part: str, found: re.Match[str]) -> Length:
    count, unit = int(found[1]), found[2]
    months = count if unit == "mois" else None
    days = None if months is not None else count * 7 if unit.startswith("semaine") else count
    ended: EndOfMonth | None = None
    if _BEFORE.search(part):
        ended = "before"
    elif _AFTER.search(part):
        ended = "after"
    elif re.search(_END, part):
        ended = "unknown"
    on = _ON_DAY.search(part)
    day = int(on[1]) if on and 1 <= int(on[1]) <= 31 else None  # noqa: PLR2004 - the days of a month
    tail = part[found.end() :]
    start: Literal["issue", "receipt", "acceptance"] = "issue"
    if _ACCEPTED.search(tail):
        start = "acceptance"
    elif _RECEIPT.search(tail) and "marchandise" not in tail and "travaux" not in tail:
        start = "receipt"
    perishable = bool(_PERISHABLE.search(part) and (not _SPARED.search(part) or part.lstrip(" ,(").startswith(_BUT)))
    return Length(days, months, ended, day, start, bool(_ABROAD.search(part)), perishable)


def limitation_months(text: str) -> int | None:
    """The limitation period that a folded text sets, in whole months; None where it sets none.

    >>> limitation_months("toute action en paiement se prescrit par 2 ans"), limitation_months("paiement a 2 mois")
    (24, None)
    """
    for sentence in text.split("."):
        found = _LIMIT.search(sentence) if _LIMITED.search(sentence) and not _COMPLAINT.search(sentence) else None
        if found:
            count = int(found[1])
            return {"m": count, "a": 12 * count, "j": count // 31, "s": count // 5}[found[2][0]]
    return None
