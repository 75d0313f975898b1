"""Which region's public holidays count for a claim: those of the place where the debtor is."""

from latepay_core.claim import Claim
from latepay_core.claim.address import locality_of
from latepay_core.claim.countries import FRENCH
from latepay_core.claim.places import creditor_country, debtor_country
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


def declares_from_afar(claim: Claim) -> bool:
    """Whether the creditor has four months to declare its claim instead of two (C. com., art. R622-24).

    So has one established outside metropolitan France; before a court overseas, one outside its department or
    territory. What is not known is not assumed: the shorter time is the prudent one.

    >>> claim = {"creditor": {"country": "BE"}, "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}
    >>> declares_from_afar(Claim.model_validate(claim))
    True
    """
    own = _department(claim.creditor.address)
    country = creditor_country(claim)
    court = _department(claim.debtor.address)
    if country != "FR" or own[:2] in {"97", "98"}:
        # Before the court of its own overseas department it is at home.
        return not own or own != court
    return court[:2] in {"97", "98"} and bool(own) and own != court


def _department(address: str) -> str:
    """The digits of a postcode that tell the department or territory; empty where there is none."""
    found = locality_of(address)
    if found is None:
        return ""
    return found.postcode[:3] if found.postcode[:2] in {"97", "98"} else found.postcode[:2]
