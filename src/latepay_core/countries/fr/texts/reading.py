"""Reads the list of texts and the list of rules. Nothing here is needed to draw up a statement."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from latepay_core.data import table
from latepay_core.law.certainty import Certainty


@dataclass(frozen=True, slots=True)
class Article:
    """A text, or several that say one thing: what it says in our words, and the functions that apply it.

    `applied` names them as « module:name »; `guide` pages of the site, with their anchor. `since` is the first day of
    the version described, where it is known; `doubt` what is not sure although the rest is; `asked` what the reader has
    heard or wonders when this text is the answer, for the few that are cited most.
    """

    cites: tuple[str, ...]
    part: str
    title: str
    says: str
    validity: str
    confidence: Certainty
    applied: tuple[str, ...]
    guide: tuple[str, ...]
    since: date | None = None
    doubt: str = ""
    url: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the researched facts: applied by functions, or left to the reader for a reason."""

    id: str
    says: str
    applied: tuple[str, ...] = ()
    reason: str = ""
    #: Whether it can change what is owed; what is left and changes no sum is told apart.
    owed: bool = True

    @property
    def section(self) -> str:
        """The letter of its section.

        >>> Rule("A.1.a", "…").section
        'A'
        """
        return self.id.partition(".")[0]


def _entry(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _file(name: str) -> dict[str, Any]:
    return table("latepay_core.countries.fr.texts", name)


@cache
def articles() -> tuple[Article, ...]:
    """Every text, in the order of the page.

    >>> articles()[0].cites
    ('C. com., art. L441-10',)
    """
    return tuple(Article(**_entry(each)) for each in _file("articles.toml")["articles"])


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the facts."""
    return tuple(Rule(**_entry(each)) for each in _file("rules.toml")["rules"])


def codes() -> dict[str, str]:
    """The codes by the abbreviation that references use.

    >>> codes()["CCP"]
    'Code de la commande publique'
    """
    return dict(_file("articles.toml")["codes"])


def parts() -> dict[str, str]:
    """The parts of the page « Les textes », in its order."""
    return dict(_file("articles.toml")["parts"])


def sections() -> dict[str, str]:
    """The sections of the list of rules, in its order."""
    return dict(_file("rules.toml")["sections"])


def texts_checked_until() -> date:
    """The last day whose publications could be seen.

    >>> texts_checked_until()
    datetime.date(2026, 10, 12)
    """
    seen: date = _file("articles.toml")["checked_until"]
    return seen


def texts_checked_on() -> date:
    """The day on which the list was last read through."""
    day: date = _file("articles.toml")["checked_on"]
    return day
