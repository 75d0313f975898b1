"""The debtor's country, as the form lists it: France first, then the European Union, then the others."""

from calculator.app.wording import language
from latepay_core.claim.countries import FRENCH
from latepay_core.data import catalogue

Choices = list[tuple[str, str]]

_GROUPS = ("union", "other")


def country_groups(chosen: str = "") -> list[tuple[str, Choices]]:
    """The groups' names, each with the codes and names of its countries; the first group, France, has no name.

    France is what an empty answer says; a French territory that a file names by a code of its own stands beside it.

    >>> country_groups()[0]
    ('', [('', 'France')])
    >>> country_groups("RE")[0]
    ('', [('', 'France'), ('RE', 'La Réunion')])
    """
    home: Choices = [("FR" if chosen == "FR" else "", _name("home", "FR"))]
    if chosen in FRENCH and chosen != "FR":
        home.append((chosen, _name("home", chosen)))
    return [("", home), *((_name("group", group), _within(group)) for group in _GROUPS)]


def country_name(code: str) -> str:
    """A country's name in the page's language; its code where the list has no name for it.

    >>> country_name("DE")
    'Allemagne'
    """
    names = _names()
    return next((names[key] for group in ("home", *_GROUPS) if (key := f"{group}.{code}") in names), code)


def _name(group: str, code: str) -> str:
    return _names()[f"{group}.{code}"]


def _within(group: str) -> Choices:
    return [(key.removeprefix(f"{group}."), name) for key, name in _names().items() if key.startswith(f"{group}.")]


def _names() -> dict[str, str]:
    return catalogue("latepay_core.claim", "countries.toml" if language() == "fr" else f"countries.{language()}.toml")
