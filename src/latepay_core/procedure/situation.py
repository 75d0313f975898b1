"""What the routes depend on and the amounts do not: where the debtor is, whether both sides are traders, who claims.

All of it is optional: what is unknown is said to be unknown, never assumed.
"""

import re
from datetime import date
from typing import Literal

from latepay_core.claim import Claim
from latepay_core.procedure.costs import Claimant
from latepay_core.procedure.model import Part

Place = Literal["general", "alsace-moselle", "overseas", "own-law-overseas", "unknown"]

#: The twelve courts of economic activities, from 1 January 2025 to 31 December 2028 (loi n° 2023-1059).
ECONOMIC_COURTS = (
    "Auxerre",
    "Avignon",
    "Le Havre",
    "Le Mans",
    "Limoges",
    "Lyon",
    "Marseille",
    "Nancy",
    "Nanterre",
    "Paris",
    "Saint-Brieuc",
    "Versailles",
)
ECONOMIC_COURTS_FROM = date(2025, 1, 1)
ECONOMIC_COURTS_TO = date(2028, 12, 31)

#: The member states of the European Union that apply the European order for payment: all but Denmark.
EUROPEAN_ORDER_COUNTRIES = frozenset(
    "AT,BE,BG,CY,CZ,DE,EE,ES,FI,FR,GR,HR,HU,IE,IT,LT,LU,LV,MT,NL,PL,PT,RO,SE,SI,SK".split(",")  # noqa: SIM905
)

_POSTCODE = re.compile(r"(?<!\d)(\d{2})[ \u00a0\u202f]?(\d{3})(?!\d)\s*,?\s*([^\d,\n]*)")
_ALSACE_MOSELLE = {"57", "67", "68"}
#: Nouvelle-Calédonie, Polynésie française, Wallis-et-Futuna: rules of their own.
_OWN_LAW = {"986", "987", "988"}


class Situation(Part):
    """What the user can add about the debtor, the claimant and what was already tried.

    `debtor_country` is an ISO 3166 code; `court_town` the town where the commercial court of the debtor's seat sits;
    `bodacc_published_on` the day the opening of collective proceedings was published; `principal_paid_on` the day a
    public buyer paid the principal. Anything left out is unknown, except the country, France.
    """

    debtor_country: str = "FR"
    debtor_place: Place | None = None
    court_town: str = ""
    both_traders: bool | None = None
    public_buyer: Literal["state", "local-authority", "other"] | None = None
    housing_or_consumer_credit: bool = False
    amicable_attempt: bool = False
    bodacc_published_on: date | None = None
    principal_paid_on: date | None = None
    claimant: Claimant = Claimant()


def place_of(claim: Claim, situation: Situation) -> Place:
    """Where the debtor is, as far as courts and holidays go: said by the user, or read from the debtor's postcode.

    >>> from latepay_core import Claim
    >>> claim = Claim.model_validate({"debtor": {"address": "3 rue du Dôme, 67000 Strasbourg"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]})
    >>> place_of(claim, Situation())
    'alsace-moselle'
    """
    if situation.debtor_place is not None:
        return situation.debtor_place
    found = _POSTCODE.findall(claim.debtor.address)
    if not found:
        return "unknown"
    department, rest, _ = found[-1]
    if department + rest[0] in _OWN_LAW:
        return "own-law-overseas"
    if department in {"97", "98"}:
        return "overseas"
    return "alsace-moselle" if department in _ALSACE_MOSELLE else "general"


def economic_court_of(claim: Claim, situation: Situation, on: date) -> str | None:
    """The town of the court of economic activities, where the court's town or the debtor's own is one of the twelve.

    >>> from latepay_core import Claim
    >>> claim = Claim.model_validate({"debtor": {"address": "1 rue de Rivoli, 75001 PARIS"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]})
    >>> economic_court_of(claim, Situation(), date(2026, 11, 22))
    'Paris'
    """
    if not ECONOMIC_COURTS_FROM <= on <= ECONOMIC_COURTS_TO:
        return None
    found = _POSTCODE.findall(claim.debtor.address)
    town = situation.court_town or (found[-1][2] if found else "")
    plain = _key(re.sub(r"(?i)\bcedex\b.*", "", town))
    return next((name for name in ECONOMIC_COURTS if _key(name) == plain), None)


def _key(town: str) -> str:
    return re.sub(r"[^a-z]", "", town.lower().replace("é", "e"))
