"""A party outside France: the contract may follow another law than the French one."""

from collections.abc import Iterator

from latepay_core.claim import Claim
from latepay_core.claim.places import SOMEWHERE, country_name, creditor_country, debtor_country, is_abroad
from latepay_core.regimes import Finding
from latepay_core.said import said_to


def abroad_findings(claim: Claim) -> Iterator[Finding]:
    """A party outside France: the contract's law decides, and it may not be the French one that is applied here."""
    for party, country in (("debtor", debtor_country(claim)), ("creditor", creditor_country(claim))):
        if not is_abroad(country):
            continue
        key = f"warning.{party}-country-asked" if country == SOMEWHERE else f"warning.{party}-abroad"
        message = said_to(claim.side, key, country=country_name(country) or country)
        code = "country-asked" if country == SOMEWHERE else "party-abroad"
        yield Finding(code, message, {"party": party, "country": country}, path=f"{party}.country")
