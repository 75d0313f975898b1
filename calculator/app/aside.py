"""What is wrong in the form and enters no sum is left aside: the figures of the rest stand, and the page says so."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pydantic import ValidationError

from calculator.app.entries import Form
from calculator.app.form import claim_of, place_in_file, read_form
from calculator.app.kept import BESIDE, case_of
from calculator.app.wording import told
from latepay_core import ClaimRefused
from latepay_core.case import Case
from latepay_core.claim import refusals_of

Fields = Mapping[str, str]

#: An event is left aside whole: without its day, or with another's, it would be another event.
_EVENT = re.compile(r"events-\d+-")
#: Fields of which no sum depends: what is known of the parties, what decides of the way to act, a payment's reference.
_BESIDE = re.compile(
    r"(creditor|debtor)-(name|address|siren|vat_number|email|phone|reference|iban|bic)"
    r"|situation-(?!principal_paid_on)[a-z_-]+"
    r"|payments-\d+-reference"
)
#: The day of performance, which starts a public buyer's time to pay, and nothing but the time to act against others.
_PERFORMED = re.compile(r"invoices-\d+-performed_on")


class Sound[Made](NamedTuple):
    """What was made of a form, and the form without what was left aside for it."""

    made: Made
    form: Form


class Wrong(NamedTuple):
    """Something wrong that enters no sum: the field, what is said beside it; of an event, its name, if it has one."""

    field: str
    message: str
    event: str | None


def reckoned[Made](form: Form, make: Callable[[Form], Made]) -> Sound[Made] | list[str]:
    """What `make` makes of the form, without what keeps it from being made and enters no sum.

    Or what is wrong and has no field, all else being marked in the form.
    """
    whole, general = form, list[str]()
    while True:
        if not form.faulty:
            try:
                return Sound(make(form), form)
            except ValidationError as error:
                general = form.refused(refusals_of(error))
            except ClaimRefused as refused:
                place_in_file(form, claim_of(form))
                general = form.refused(refused.refusals)
        rest = None if general else _rest(form)
        if rest is None:
            if form is not whole:
                whole.marks.update(form.marks | form.aside)
            return general
        form = rest


def _rest(form: Form) -> Form | None:
    """The form without what is wrong in it; None where some of that enters the sum."""
    wrong = {name: mark for name, mark in form.marks.items() if mark.error}
    if not wrong or not all(_enters_no_sum(form, name) for name in wrong):
        return None
    gone = tuple(match[0] if (match := _EVENT.match(name)) else name for name in wrong)
    aside = {name: mark for name, mark in form.marks.items() if name.startswith(gone)}
    rest = read_form({name: value for name, value in form.fields.items() if not name.startswith(gone)})
    rest.aside = form.aside | aside
    return rest


def _enters_no_sum(form: Form, name: str) -> bool:
    if _PERFORMED.fullmatch(name):
        return form.typed("debtor-kind") != "public-body"
    return bool(_EVENT.match(name) or _BESIDE.fullmatch(name))


def wrong_beside(form: Form, entries: Fields) -> list[Wrong]:
    """What was left aside of these entries, each with the words that say it."""
    return [
        Wrong(name, mark.error, _event_name(form, entries, name)) for name, mark in form.aside.items() if mark.error
    ]


def _event_name(form: Form, entries: Fields, name: str) -> str | None:
    match = _EVENT.match(name)
    if match is None:
        return None
    kind = entries.get(f"{match[0]}kind", "").strip()
    return told(form.reader, f"event.{kind}") if kind else ""


#: The entries of the last form that was drawn, and the names of those that were left aside.
_DRAWN: list[tuple[Fields, frozenset[str]]] = []


def drawn(form: Form) -> Sound[Case] | list[str]:
    """The case that the form comes to; or what is wrong and has no field."""
    found = reckoned(form, lambda each: case_of(each.fields, each))
    left = found.form.fields if isinstance(found, Sound) else form.fields
    _DRAWN[:] = [(_of_figures(form.fields), frozenset(form.fields.keys() - left.keys()))]
    return found


def sound(fields: Fields) -> Fields:
    """The entries that the figures rest on: all that follows from these rests on the same."""
    if not _DRAWN or _DRAWN[0][0] != _of_figures(fields):
        drawn(read_form(fields))
    gone = _DRAWN[0][1]
    return {name: value for name, value in fields.items() if name not in gone} if gone else fields


def _of_figures(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name not in BESIDE}
