"""Where a party is: an address abroad never leads to a French court, a French one is never taken for another's."""

import pytest

from latepay_core import Claim, draw_up
from latepay_core.claim.places import SOMEWHERE, country_of_address
from latepay_core.procedure import routes

ABROAD = [
    ("1 quai Antoine-Ier\n98000 Monaco", "MC"),
    ("1 quai Antoine-Ier, 98000 MONACO CEDEX", "MC"),
    ("Unter den Linden 1\n10115 Berlin / Allemagne", "DE"),
    ("Unter den Linden 1\n10115 Berlin Allemagne", "DE"),
    ("Unter den Linden 1\nD-10115 Berlin", "DE"),
    ("Via Roma 1, 00184 Roma, Italie", "IT"),
    ("Via Torino 4\n20123 Milano (ITALIA)", "IT"),
    ("Calle Mayor 1, 28013 Madrid, Espagne", "ES"),
    ("Rue de la Loi 16, 1000 Bruxelles, Belgique", "BE"),
    ("Rue de la Loi 16\nB-1000 Bruxelles", "BE"),
    ("Rue de la Loi 16\n1000 Bruxelles", SOMEWHERE),
    ("Rue du Rhône 8\n1204 Genève\nSuisse", "CH"),
    ("Rue du Rhône 8\nCH-1204 Genève", "CH"),
    ("Rue du Rhône 8\n1204 Genève", SOMEWHERE),
    ("2 boulevard Royal\nL-2449 Luxembourg", "LU"),
    ("2 boulevard Royal\n2449 Luxembourg", "LU"),
    ("10 Downing Street\nLondon SW1A 2AA", "GB"),
    ("10 Downing Street\nLondon\nRoyaume-Uni", "GB"),
    ("350 Fifth Avenue\nNew York, NY 10118\nÉtats-Unis", "US"),
    ("Damrak 1\n1012 LG Amsterdam", SOMEWHERE),
    ("Via Roma 1\n00184 Roma", SOMEWHERE),
]
AT_HOME = [
    "3 rue du Dôme, 67 000 Strasbourg",
    "12 place d’Italie, 75013 Paris",
    "5 avenue de Suisse\n06000 Nice",
    "8 rue de Monaco\n06240 Beausoleil",
    "1250 route de Lyon\n69330 Meyzieu",
    "1 rue de Rivoli\n75001 PARIS CEDEX 01\nFrance",
    "5 rue de Paris, 97400 Saint-Denis",
    "2 rue Anatole-France, 98800 Nouméa",
    "Place du Marché\n04500 Allemagne-en-Provence",
    "20200 Bastia",
]


@pytest.mark.parametrize(("address", "country"), ABROAD)
def test_an_address_abroad_is_seen(address: str, country: str) -> None:
    assert country_of_address(address) == country


@pytest.mark.parametrize("address", AT_HOME)
def test_a_french_address_stays_french(address: str) -> None:
    assert country_of_address(address) == "FR"


def test_a_street_number_without_a_postcode_says_nothing() -> None:
    assert country_of_address("1250 route de Lyon") is None
    assert country_of_address("La Ferme\n1250 route de Lyon") is None
    assert country_of_address("12 avenue d’Italie") is None


@pytest.mark.parametrize(("address", "country"), ABROAD)
@pytest.mark.parametrize("kind", ["business", "consumer"])
def test_no_french_court_is_named_for_a_debtor_abroad(address: str, country: str, kind: str) -> None:
    claim = Claim.model_validate(
        {
            "as_of": "2026-11-29",
            "debtor": {"kind": kind, "address": address},
            "notice_received_on": "2026-10-10",
            "invoices": [{"due_on": "2026-09-30", "amount": "24000.00"}],
        }
    )
    drawn = draw_up(claim)
    found = {each.code: each for each in routes(claim, drawn)}
    assert not any(each.courts for each in found.values())
    assert found["payment-order"].status == "closed"
    assert found["interim-payment"].status == found["full-action"].status == "to-check"
    asked = "country-asked" if country == SOMEWHERE else "country-abroad"
    assert asked in {each.code for each in found["payment-order"].why}
    code = "country-asked" if country == SOMEWHERE else "party-abroad"
    assert [each.figures["country"] for each in drawn.warnings if each.code == code] == [country]


def test_what_is_said_stands_over_the_address() -> None:
    claim = Claim.model_validate(
        {
            "as_of": "2026-11-29",
            "debtor": {"country": "FR", "address": "Hameau de Suisse\nMonaco"},
            "invoices": [{"due_on": "2026-09-30", "amount": "2400.00"}],
        }
    )
    found = {each.code: each for each in routes(claim, draw_up(claim))}
    assert found["payment-order"].status == "open"
    assert [each.code for each in found["payment-order"].courts] == ["commercial-court", "judicial-court"]
