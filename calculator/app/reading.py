"""One field of the form at a time: read with tolerance, echoed, or marked with what is wrong and what would be right.

Every reader takes the form, the data it adds to, the key there, the field's name, and the path of the part of the claim
that `data` stands for. `missing` names the sentence that asks for a field which cannot be left empty.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from calculator.app.entries import Form
from calculator.app.wording import amount, date_in_words, percent, shown
from latepay_core.claim.fields import RATE_DECIMALS
from latepay_core.claim.typed import Unread, amount_typed, date_typed, number_typed, quoted, read_date, sum_typed

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
    found = date_typed(said, near=form.near)
    if isinstance(found, Unread):
        form.mark(name).error = shown(found.message)
        return
    form.mark(name).echo = date_in_words(found)
    data[key] = found.isoformat()


def unseen_day(form: Form, data: Data, key: str, name: str) -> None:
    """A date that another answer has put out of sight: kept where it is one, and never an error."""
    found = read_date(form.typed(name))
    if found is not None:
        data[key] = found.isoformat()


def euros(form: Form, data: Data, key: str, name: str, path: str, missing: str = "") -> None:
    """A sum that is owed or was received, in EUR."""
    _money(form, data, key, name, path, sum_typed, missing)


def figure(form: Form, data: Data, key: str, name: str, path: str) -> None:
    """An amount in EUR that may be nil or negative, such as a profit."""
    _money(form, data, key, name, path, amount_typed)


def _money(
    form: Form,
    data: Data,
    key: str,
    name: str,
    path: str,
    read: Callable[[str], Decimal | Unread],
    missing: str = "",
) -> None:
    _remember(form, key, name, path)
    said = form.typed(name)
    if not said:
        if missing:
            form.miss(name, missing)
        return
    found = read(said)
    if isinstance(found, Unread):
        form.mark(name).error = shown(found.message)
        return
    form.mark(name).echo = amount(found)
    data[key] = format(found, "f")


def rate(form: Form, data: Data, key: str, name: str, path: str, missing: str) -> None:
    """A rate in percent, or a number of points or of times."""
    _remember(form, key, name, path)
    said = form.typed(name)
    if not said:
        form.miss(name, missing)
        return
    value = number_typed(said)
    if value is None:
        form.fault(name, "rate-unreadable", given=quoted(said))
    elif value != round(value, RATE_DECIMALS):
        form.fault(name, "rate-too-fine", given=quoted(said), decimals=RATE_DECIMALS)
    else:
        form.mark(name).echo = percent(value) if key == "percent" else ""
        data[key] = format(value, "f")


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
        form.fault(name, f"{fault}-unreadable", given=quoted(said))
        return
    data[key] = int(digits)


def _remember(form: Form, key: str, name: str, path: str) -> None:
    form.field_of_path[f"{path}.{key}" if path else key] = name
