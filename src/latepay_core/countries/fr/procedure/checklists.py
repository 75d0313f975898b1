"""The check lists of recovery: the invoice, the call, the follow-up notes, the file for court.

Good practice and a few rules of law, by codes (`checklists.toml`): the guide prints them, the browser lets them be
ticked and filled, and what is written down after a call becomes the letter that confirms it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from latepay_core.data import table
from latepay_core.said import NOTHING, Said, said


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do or to have at hand, and why it matters."""

    code: str
    text: Said
    why: Said


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one moment, in the order they are done."""

    code: str
    title: Said
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something to write down. With `call`, `name` is a field of the call that `call-confirmation` confirms."""

    name: str
    label: Said
    kind: Literal["text", "date"]
    hint: Said = NOTHING
    call: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A check list: what for, when, its sections, what to do once it is through.

    `slug` is the name of its page in the guide; `letter` the kind of letter that its fields fill.
    """

    code: str
    slug: str
    title: Said
    purpose: Said
    when: Said
    done: Said
    sections: tuple[Section, ...]
    fields: tuple[Field, ...] = ()
    letter: str | None = None


@cache
def checklists() -> tuple[Checklist, ...]:
    """Every check list, in the order of a recovery.

    >>> [each.code for each in checklists()]
    ['invoice-check', 'call', 'follow-up', 'court-file']
    """
    return tuple(_checklist(each) for each in table("latepay_core.countries.fr.procedure", "checklists.toml")["lists"])


def checklist(code: str) -> Checklist:
    """The check list of that code; LookupError for another.

    >>> checklist("call").letter
    'call-confirmation'
    """
    for each in checklists():
        if each.code == code:
            return each
    raise LookupError(code)


def _checklist(found: dict[str, Any]) -> Checklist:
    code = found["code"]
    return Checklist(
        code=code,
        slug=found["slug"],
        title=said(f"checklists/{code}.title"),
        purpose=said(f"checklists/{code}.purpose"),
        when=said(f"checklists/{code}.when"),
        done=said(f"checklists/{code}.done"),
        sections=tuple(_section(f"checklists/{code}", each) for each in found["sections"]),
        fields=tuple(_field(f"checklists/{code}.field", each) for each in found.get("fields", ())),
        letter=found.get("letter"),
    )


def _section(key: str, found: dict[str, Any]) -> Section:
    key = f"{key}.{found['code']}"
    items = tuple(Item(code, said(f"{key}.{code}.text"), said(f"{key}.{code}.why")) for code in found["items"])
    return Section(found["code"], said(f"{key}.title"), items)


def _field(key: str, found: dict[str, Any]) -> Field:
    key = f"{key}.{found['name']}"
    hint = said(f"{key}.hint") if found.get("hint") else NOTHING
    return Field(found["name"], said(f"{key}.label"), found["kind"], hint, found.get("call", False))
