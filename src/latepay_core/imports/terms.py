"""A term of payment within a longer wording: « Paiement à 30 jours fin de mois, pas d'escompte »."""

import re
from collections.abc import Mapping
from typing import Any

from latepay_core.claim.typed import tidied
from latepay_core.claim.typed.terms import term_typed

_CUTS = re.compile(r"[.;,\n#(]| - | – ")
_STARTS = re.compile(r"\d{1,3} ?(?:j|jours?|days?)\b|fin de mois|[àa] r[ée]ception|comptant|net \d", re.IGNORECASE)
#: What makes a wording more than one term: discounts, parts, penalties counted in days.
_MORE = re.compile(r"escompte|discount|skonto|acompte|prepaid|%|p[ée]nalit|retard", re.IGNORECASE)


def term_within(wording: str) -> Mapping[str, Any] | None:
    """The keys of a claim's `term` that a wording gives, None where it gives none or more than one.

    >>> dict(term_within("Paiement à 30 jours. Pas d'escompte."))
    {'days': 30}
    >>> term_within("50% prepaid, 50% within one month") is None, term_within("10 jours ou 45 jours") is None
    (True, True)
    """
    whole = term_typed(wording)
    if whole is not None:
        return whole
    pieces = [tidied(piece) for piece in _CUTS.split(wording)]
    found = [
        term for piece in pieces if _STARTS.search(piece) and not _MORE.search(piece) and (term := term_typed(piece))
    ]
    return found[0] if len(found) == 1 else None
