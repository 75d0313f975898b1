"""Where the debtor is, as far as the claim says: the country, the place that decides on courts, the court's town."""

import re
from datetime import date

from latepay_core.claim import Claim, Place, Situation
from latepay_core.claim.address import locality_of
from latepay_core.claim.countries import FRENCH
from latepay_core.claim.places import FRANCE, debtor_country, is_abroad

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

_ALSACE_MOSELLE = {"57", "67", "68"}
#: Nouvelle-Calédonie, Polynésie française, Wallis-et-Futuna: rules of their own.
_OWN_LAW = {"986", "987", "988"}
_OWN_LAW_COUNTRIES = {"NC", "PF", "WF"}


def country_of(claim: Claim, situation: Situation) -> str:
    """The debtor's country, said or read from its address, else France; the overseas territories are France too.

    >>> claim = Claim.model_validate({"debtor": {"country": "de"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]})
    >>> country_of(claim, claim.situation)
    'DE'
    """
    country = debtor_country(claim, situation)
    return country if is_abroad(country) else FRANCE


def place_of(claim: Claim, situation: Situation) -> Place:
    """Where the debtor is, as far as courts and holidays go: said by the user, or read from the debtor's postcode.

    >>> claim = Claim.model_validate({"debtor": {"address": "3 rue du Dôme, 67000 Strasbourg"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]})
    >>> place_of(claim, Situation())
    'alsace-moselle'
    """
    if situation.debtor_place is not None:
        return situation.debtor_place
    country = debtor_country(claim, situation)
    if country in FRENCH - {FRANCE}:
        return "own-law-overseas" if country in _OWN_LAW_COUNTRIES else "overseas"
    found = locality_of(claim.debtor.address)
    if found is None:
        return "unknown"
    department = found.postcode[:2]
    if found.postcode[:3] in _OWN_LAW:
        return "own-law-overseas"
    if department in {"97", "98"}:
        return "overseas"
    return "alsace-moselle" if department in _ALSACE_MOSELLE else "general"


def economic_court_of(claim: Claim, situation: Situation, on: date) -> str | None:
    """The town of the court of economic activities, where the court's town or the debtor's own is one of the twelve.

    >>> claim = Claim.model_validate({"debtor": {"address": "1 rue de Rivoli, 75001 PARIS"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]})
    >>> economic_court_of(claim, Situation(), date(2026, 11, 22))
    'Paris'
    """
    if not ECONOMIC_COURTS_FROM <= on <= ECONOMIC_COURTS_TO:
        return None
    found = locality_of(claim.debtor.address)
    town = situation.court_town or (found.town if found else "")
    plain = _key(re.sub(r"(?i)\bcedex\b.*", "", town))
    return next((name for name in ECONOMIC_COURTS if _key(name) == plain), None)


def _key(town: str) -> str:
    return re.sub(r"[^a-z]", "", town.lower().replace("é", "e"))
