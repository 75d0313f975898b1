"""Which region's public holidays count for a claim: those of the place where the debtor is."""

from latepay_core.claim import Claim
from latepay_core.claim.address import locality_of
from latepay_core.claim.countries import FRENCH
from latepay_core.dates.public_holidays import Region

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


def region_of(claim: Claim) -> Region:
    """The region whose holidays are counted for a claim: the debtor's, mainland France where it is not known.

    >>> claim = {"debtor": {"address": "3 rue du Dôme, 67000 Strasbourg"},
    ...     "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}
    >>> region_of(Claim.model_validate(claim))
    'alsace-moselle'
    """
    country = claim.situation.debtor_country or claim.debtor.country or "FR"
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
