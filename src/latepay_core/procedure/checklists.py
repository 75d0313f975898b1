"""The check lists of recovery: the invoice, the call, the follow-up notes, the file for court.

Good practice and a few rules of law, as data (`checklists.toml`): the guide prints them, the browser lets them be
ticked and filled, and what is written down after a call becomes the letter that confirms it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from latepay_core.data import table as table_of


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do or to have at hand, and why it matters."""

    code: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one moment, in the order they are done."""

    code: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something to write down. With `call`, `name` is a field of `latepay_core.letters.details.Call`."""

    name: str
    label: str
    kind: Literal["text", "date"]
    hint: str = ""
    call: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A check list: what for, when, its sections, what to do once it is through.

    `slug` is the name of its page in the guide; `letter` the kind of letter that its fields fill.
    """

    code: str
    slug: str
    title: str
    purpose: str
    when: str
    done: str
    sections: tuple[Section, ...]
    fields: tuple[Field, ...] = ()
    letter: str | None = None


@cache
def checklists() -> tuple[Checklist, ...]:
    """Every check list, in the order of a recovery.

    >>> [each.code for each in checklists()]
    ['invoice-check', 'call', 'follow-up', 'court-file']
    """
    return tuple(_checklist(table) for table in table_of("latepay_core.procedure", "checklists.toml")["lists"])


def checklist(code: str) -> Checklist:
    """The check list of that code; LookupError for another.

    >>> checklist("call").letter
    'call-confirmation'
    """
    for each in checklists():
        if each.code == code:
            return each
    raise LookupError(code)


def _checklist(table: dict[str, Any]) -> Checklist:
    sections = tuple(
        Section(each["code"], each["title"], tuple(Item(**item) for item in each["items"]))
        for each in table.pop("sections")
    )
    fields = tuple(Field(**each) for each in table.pop("fields", ()))
    return Checklist(sections=sections, fields=fields, **table)
