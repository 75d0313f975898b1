"""Which region's public holidays count for a claim: those of the place where the debtor is."""

from latepay_core.claim import Claim, Situation
from latepay_core.claim.address import locality_of
from latepay_core.claim.countries import FRENCH
from latepay_core.claim.places import FRANCE, creditor_country, debtor_country
from latepay_core.countries.fr.public_holidays import Region

#: By the first digits of the postcode. The communes of Alsace and Moselle that keep Good Friday too are not told apart.
_BY_POSTCODE: tuple[tuple[str, Region], ...] = (
    ("57", "alsace-moselle"),
    ("67", "alsace-moselle"),
    ("68", "alsace-moselle"),
    ("971", "guadeloupe"),
    ("972", "martinique"),
    ("973", "guyane"),
    ("974", "reunion"),
    ("976", "mayotte"),
)
_BY_COUNTRY: dict[str, Region] = {
    "GP": "guadeloupe",
    "MQ": "martinique",
    "GF": "guyane",
    "RE": "reunion",
    "YT": "mayotte",
}

#: The department or territory of an overseas country code.
_DEPARTMENTS = {
    "GP": "971",
    "MQ": "972",
    "GF": "973",
    "RE": "974",
    "PM": "975",
    "YT": "976",
    "BL": "977",
    "MF": "978",
    "WF": "986",
    "PF": "987",
    "NC": "988",
}
_OVERSEAS = {"overseas", "own-law-overseas"}


def region_of(claim: Claim) -> Region:
    """The region whose holidays are counted for a claim: the debtor's, mainland France where it is not known.

    >>> claim = {"debtor": {"address": "3 rue du Dôme, 67000 Strasbourg"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}
    >>> region_of(Claim.model_validate(claim))
    'alsace-moselle'
    """
    country = debtor_country(claim)
    if country in _BY_COUNTRY:
        return _BY_COUNTRY[country]
    if country not in FRENCH:
        return "mainland"
    found = locality_of(claim.debtor.address)
    read = next((region for start, region in _BY_POSTCODE if found and found.postcode.startswith(start)), None)
    place = claim.situation.debtor_place
    if place == "alsace-moselle":
        return "alsace-moselle"
    if place == "general":
        return "mainland"
    return read or "mainland"


def declares_from_afar(claim: Claim, situation: Situation | None = None) -> bool:
    """Whether the creditor has four months to declare its claim instead of two (C. com., art. R622-24).

    Before a court of metropolitan France, one established outside it; before a court overseas, one outside its
    department or territory. What is not known is not assumed: the shorter time is the prudent one. `situation` takes
    the place of the claim's own.

    >>> claim = {"creditor": {"country": "BE"}, "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}
    >>> declares_from_afar(Claim.model_validate(claim))
    True
    """
    situation = situation or claim.situation
    country = creditor_country(claim)
    own = _department(claim.creditor.address) or _DEPARTMENTS.get(country, "")
    court = _department(claim.debtor.address)
    place = situation.debtor_place
    if not _is_overseas(court):
        court = _DEPARTMENTS.get(debtor_country(claim, situation), court)
    if country not in FRENCH or (country != FRANCE and not own):
        return True
    if place in {"general", "alsace-moselle"}:
        return _is_overseas(own)
    if _is_overseas(own):
        # Before the court of its own department it is at home: an unknown place does not say which, nor the list.
        return bool(court) and own != court and (_is_overseas(court) or place not in _OVERSEAS)
    return bool(own) and (_is_overseas(court) or place in _OVERSEAS)


def _is_overseas(department: str) -> bool:
    return department[:2] in {"97", "98"}


def _department(address: str) -> str:
    """The digits of a postcode that tell the department or territory; empty where there is none."""
    found = locality_of(address)
    if found is None:
        return ""
    return found.postcode[:3] if _is_overseas(found.postcode) else found.postcode[:2]
