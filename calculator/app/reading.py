"""One field of the form at a time: read with tolerance, echoed, or marked with what is wrong and what would be right.

Every reader takes the form, the data it adds to, the key there, the field's name, and the path of the part of the claim
that `data` stands for. `missing` names the sentence that asks for a field which cannot be left empty.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.app.entries import Form
from latepay_core.claim.typed import date_parts, last_day_of_month, read_amount, read_date
from latepay_core.language import amount, date_in_words, percent
from latepay_core.language.french import MONTHS

Data = dict[str, Any]
#: No number of days and no head count is longer.
_MOST_DIGITS = 9


def text(form: Form, data: Data, key: str, name: str, path: str) -> None:
    """Words of the reader's own; lines end as they do in a file."""
    _remember(form, key, name, path)
    if said := form.typed(name):
        data[key] = said.replace("\r\n", "\n")


def choice(form: Form, data: Data, key: str, name: str, path: str, missing: str = "") -> None:
    """One of a list; the first of the list stands for no answer."""
    _remember(form, key, name, path)
    if said := form.typed(name):
        data[key] = said
    elif missing:
        form.miss(name, missing)


def yes_no(form: Form, data: Data, key: str, name: str, path: str) -> None:
    """Yes, no, or no answer."""
    _remember(form, key, name, path)
    if said := form.typed(name):
        data[key] = said == "yes"


def day(form: Form, data: Data, key: str, name: str, path: str, missing: str = "") -> None:
    """A date."""
    _remember(form, key, name, path)
    said = form.typed(name)
    if not said:
        if missing:
            form.miss(name, missing)
        return
    found = read_date(said)
    if found is None:
        _date_fault(form, name, said)
        return
    form.mark(name).echo = date_in_words(found)
    data[key] = found.isoformat()


def unseen_day(form: Form, data: Data, key: str, name: str) -> None:
    """A date that another answer has put out of sight: kept where it is one, and never an error."""
    found = read_date(form.typed(name))
    if found is not None:
        data[key] = found.isoformat()


def euros(form: Form, data: Data, key: str, name: str, path: str, missing: str = "") -> None:
    """An amount in EUR."""
    _remember(form, key, name, path)
    said = form.typed(name)
    if said:
        _decimal(form, data, key, name, amount, "amount-unreadable", said)
    elif missing:
        form.miss(name, missing)


def rate(form: Form, data: Data, key: str, name: str, path: str, missing: str) -> None:
    """A rate in percent, or a number of points or of times."""
    _remember(form, key, name, path)
    said = form.typed(name)
    if said:
        echo = percent if key == "percent" else lambda value: ""
        _decimal(form, data, key, name, echo, "rate-unreadable", said.rstrip("%"))
    else:
        form.miss(name, missing)


def whole(form: Form, data: Data, key: str, name: str, path: str, missing: str = "", fault: str = "whole") -> None:
    """A whole number, of days unless `fault` names other words."""
    _remember(form, key, name, path)
    said = form.typed(name)
    if not said:
        if missing:
            form.miss(name, missing)
        return
    digits = "".join(said.removesuffix("jours").split())
    if not digits.isascii() or not digits.isdigit() or len(digits) > _MOST_DIGITS:
        form.fault(name, f"{fault}-unreadable", given=said[:40])
        return
    data[key] = int(digits)


def _remember(form: Form, key: str, name: str, path: str) -> None:
    form.field_of_path[f"{path}.{key}" if path else key] = name


def _decimal(
    form: Form, data: Data, key: str, name: str, echo: Callable[[Decimal], str], fault: str, said: str
) -> None:
    value = read_amount(said)
    if value is None:
        form.fault(name, fault, given=form.typed(name)[:40])
        return
    form.mark(name).echo = echo(value)
    data[key] = format(value, "f")


def _date_fault(form: Form, name: str, said: str) -> None:
    parts = date_parts(said)
    if parts is None:
        form.fault(name, "date-unreadable", given=said[:40])
        return
    year, month, number = parts
    last = last_day_of_month(year, month) if year else None
    if last is None:
        form.fault(name, "date-no-month", month=month)
        return
    close = last if number else date(year, month, 1)
    given = f"{number} {MONTHS[month - 1]}"
    form.fault(name, "date-impossible", given=given, close=date_in_words(close))
