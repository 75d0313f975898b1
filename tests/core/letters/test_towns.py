"""Towns keep their article in a sentence, and elide as their inhabitants do, however they were typed."""

import pytest

from latepay_core.letters.towns import spelt, town_after


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("LE MANS", "du Mans"),
        ("Le Mans", "du Mans"),
        ("le mans", "du Mans"),
        ("LES SABLES D'OLONNE", "des Sables-d’Olonne"),
        ("Les Sables d’Olonne", "des Sables-d’Olonne"),
        ("Le Raincy", "du Raincy"),
        ("Haguenau", "de Haguenau"),
        ("HAGUENAU", "de Haguenau"),
        ("Hayange", "de Hayange"),
        ("Yvetot", "d’Yvetot"),
        ("Yssingeaux", "d’Yssingeaux"),
        ("YSSINGEAUX", "d’Yssingeaux"),
        ("La Rochelle", "de La Rochelle"),
        ("L'Haÿ-les-Roses", "de L’Haÿ-les-Roses"),
        ("EVRY COURCOURONNES", "d’Évry-Courcouronnes"),
        ("ST ETIENNE", "de Saint-Étienne"),
        ("Aix-en-Provence Cedex 1", "d’Aix-en-Provence"),
        ("Paris", "de Paris"),
        ("Orléans", "d’Orléans"),
        ("Hyères", "d’Hyères"),
    ],
)
def test_a_court_is_named_after_its_town(typed: str, said: str) -> None:
    assert town_after("de", typed) == said


@pytest.mark.parametrize(
    ("typed", "said"), [("LE HAVRE", "au Havre"), ("Les Andelys", "aux Andelys"), ("Yvetot", "à Yvetot")]
)
def test_a_letter_is_made_in_its_town(typed: str, said: str) -> None:
    assert town_after("à", typed) == said


def test_capitals_are_spelt_as_a_name() -> None:
    assert spelt("L’ISLE SUR LA SORGUE") == "L’Isle-sur-la-Sorgue"
    assert spelt("") == ""
