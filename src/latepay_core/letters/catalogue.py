"""The catalogue of letters: a folder each (`folders.py`), so that adding a letter is adding a folder.

What a letter is for, when it fits and when not, its tone and channel, what it needs, the conditions that refuse it or
that it warns of: all of it is data in its sheet, none of it code.
"""

import tomllib
from functools import cache
from typing import Any, Literal

from pydantic import Field

from latepay_core.case import Scope
from latepay_core.claim import RegimeCode, Side
from latepay_core.claim.part import Part
from latepay_core.days import DayKind
from latepay_core.letters.details import Channel
from latepay_core.letters.folders import SHEET, letter_folders
from latepay_core.letters.wording import filled_in
from latepay_core.said import Language

Layout = Literal["letter", "message", "deed"]


class ReplyTime(Part):
    """The time a letter leaves unless the user chose another: days of a kind, from when it should have arrived."""

    days: int
    kind: DayKind = "ouvrable"


class Words(Part):
    """What a letter is called in another language than French."""

    title: str


class GuidePage(Part):
    """What the letter's page in the guide says of it: the article that goes with it, to whom and how it is sent.

    Each is its family's where it is left out. `model` is false for a paper that only the case's own figures fill: it
    has no page of its own.
    """

    page: str = ""
    title: str = ""
    addressed: str = ""
    sent: str = ""
    model: bool = True


class Entry(Part):
    """One letter of the catalogue; its family is the folder that its own stands in.

    `steps` are the codes of the next step (`procedure.next_step`) that call for it; `channels` start with the usual
    one. `needs` are fields asked for when the letter is written, and left blank in it where they are missing; `must`
    are those the law requires, without which it is not written: a field is a path in the claim (`creditor.iban`,
    `invoices.number`) or in the details (`letter.place`); `settings` are others that may be set. `attach` are names of
    `letters/enclosures.py`; `conditions` refuse the letter and `cautions` only warn, both by the names that the
    conditions are registered under.
    """

    kind: str
    order: int
    title: str
    when: str
    when_not: str
    #: The same, as a debtor is told it, where the words differ.
    debtors_when_not: str = ""
    #: Whom it goes to; `reader` where nobody but the user reads it.
    to: Literal["debtor", "creditor", "addressee", "helper", "organ", "court", "reader"] = "debtor"
    group: Literal["before", "chase", "talk", "notice", "works", "public", "agree", "court", "terms"]
    tone: Literal["warm", "courteous", "firm", "formal"]
    steps: tuple[str, ...] = ()
    channels: tuple[Channel, ...]
    layout: Layout = "letter"
    #: Whether it answers a case of its own, which few claims are: it is then listed apart.
    rare: bool = False
    scope: Scope = "overdue"
    reply: ReplyTime | None = None
    regimes: tuple[RegimeCode, ...]
    languages: tuple[Language, ...] = ("fr",)
    #: In whose file it can be written: the creditor's letters are no letters of a debtor.
    sides: tuple[Side, ...] = ("creditor",)
    needs: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    #: Fields of which one is enough.
    either: dict[str, str] = Field(default_factory=dict)
    #: Those of its own fields that are the last day to pay or to do something: it should be a day that is worked.
    last_days: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    attach: tuple[str, ...] = ()
    #: Warnings of the statement that this very letter answers.
    answers: tuple[str, ...] = ()
    #: Whether the statement follows the letter, on a page of its own.
    annexed: bool = False
    #: Whether it answers a letter received: what was paid then counts as that letter counts it, where this is less.
    answering: bool = False
    en: Words | None = Field(default=None)
    guide: GuidePage = GuidePage()

    @property
    def plans(self) -> bool:
        """Whether it sets out an instalment plan."""
        return "letter.instalments.first_on" in self.needs

    def title_in(self, language: Language) -> str:
        """The letter's title in a language it is written in."""
        return self.en.title if language == "en" and self.en else self.title


@cache
def catalogue() -> tuple[Entry, ...]:
    """Every letter, in the order of a claim's life.

    >>> [each.kind for each in catalogue()][:3]
    ['payment-terms', 'before-due', 'first-reminder']
    """
    found = [_entry(kind, each.family, tomllib.loads(each.read(SHEET))) for kind, each in letter_folders().items()]
    return tuple(sorted(found, key=lambda each: (each.order, each.kind)))


def _entry(kind: str, family: str, table: dict[str, Any]) -> Entry:
    said = {name: filled_in(table[name]) for name in ("when", "when_not")}
    return Entry.model_validate({"kind": kind, "group": family, **table, **said})


@cache
def entry_of(kind: str) -> Entry | None:
    """The catalogue's entry for a kind of letter; None where there is no such letter."""
    return next((each for each in catalogue() if each.kind == kind), None)


def kinds() -> tuple[str, ...]:
    """The codes of all the letters."""
    return tuple(each.kind for each in catalogue())
