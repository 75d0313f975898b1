"""The strict forms that files use: ISO dates, decimal strings. Each refusal says what was understood."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints

from latepay_core.claim.countries import COUNTRIES
from latepay_core.claim.refusals import fault, shown_value

#: The first day any series of the law covers, and a last day beyond which a date can only be a typing error.
FIRST_DATE = date(1975, 7, 15)
LAST_DATE = date(2100, 12, 31)
#: One cent more than the largest amount accepted, in euros: no invoice is a thousand billion euros.
AMOUNT_LIMIT = Decimal(10) ** 12
PERCENT_LIMIT = Decimal(100)
RATE_DECIMALS = 4

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)


def calendar_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso_date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return _plausible(value)
    if not isinstance(value, str):
        raise fault("date-not-iso", given=shown_value(value))
    if match := _ISO.fullmatch(value.strip()):
        day = calendar_date(*map(int, match.groups()))
        if day is None:
            raise fault("date-does-not-exist", given=shown_value(value))
        return _plausible(day)
    if match := _FRENCH.fullmatch(value.strip()):
        number, month, year = map(int, match.groups())
        day = calendar_date(year, month, number)
        if day is None:
            raise fault("date-does-not-exist", given=shown_value(value))
        raise fault("date-not-iso-but-french", given=shown_value(value), iso=day.isoformat())
    raise fault("date-not-iso", given=shown_value(value))


def _plausible(day: date) -> date:
    if not FIRST_DATE <= day <= LAST_DATE:
        code = "date-too-early" if day < FIRST_DATE else "date-too-late"
        raise fault(code, given=day, first=FIRST_DATE, last=LAST_DATE)
    return day


def _decimal(value: Any) -> Decimal:
    if isinstance(value, float):
        raise fault("float", given=shown_value(value))
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise fault("not-a-number", given=shown_value(value))
    text = str(value).strip() if isinstance(value, str) else format(Decimal(value), "f")
    if not _DECIMAL.fullmatch(text):
        raise _not_decimal(text)
    return Decimal(text)


def _not_decimal(text: str) -> Exception:
    from latepay_core.claim.typed import read_amount  # noqa: PLC0415 - the tolerant reader rests on this module

    understood = read_amount(text)
    if understood is None:
        return fault("not-a-number", given=shown_value(text))
    return fault("number-not-plain", given=shown_value(text), plain=format(understood, "f"))


def _amount(value: Any) -> Decimal:
    euros = _decimal(value)
    if euros == 0:
        raise fault("amount-zero")
    if euros < 0:
        raise fault("amount-negative", given=euros)
    if euros >= AMOUNT_LIMIT:
        raise fault("amount-too-large", given=euros, limit=AMOUNT_LIMIT)
    if euros != euros.quantize(Decimal("0.01")):
        raise fault("amount-below-cent", given=shown_value(value))
    return euros.quantize(Decimal("0.01"))


def _figure(value: Any) -> Decimal:
    euros = _decimal(value)
    if abs(euros) >= AMOUNT_LIMIT:
        raise fault("amount-too-large", given=euros, limit=AMOUNT_LIMIT)
    return euros


def _country(value: Any) -> str:
    if not isinstance(value, str):
        raise fault("not-text", given=shown_value(value))
    code = value.strip().upper()
    if code not in COUNTRIES:
        raise fault("not-a-country", given=shown_value(value))
    return code


def _rate(value: Any) -> Decimal:
    points = _decimal(value)
    if not 0 <= points <= PERCENT_LIMIT:
        raise fault("rate-out-of-range", given=points, limit=PERCENT_LIMIT)
    if points != round(points, RATE_DECIMALS):
        raise fault("rate-too-fine", given=shown_value(value), decimals=RATE_DECIMALS)
    return points


def _times(value: Any) -> Decimal:
    times = _decimal(value)
    if not 0 <= times <= PERCENT_LIMIT:
        raise fault("times-out-of-range", given=times)
    if times != round(times, RATE_DECIMALS):
        raise fault("rate-too-fine", given=shown_value(value), decimals=RATE_DECIMALS)
    return times


def at_most(limit: int) -> BeforeValidator:
    """A list no longer than that: a longer one is refused before what it holds is looked at."""

    def short_enough(value: Any) -> Any:
        if isinstance(value, list | tuple) and len(value) > limit:
            raise fault("too-many", limit=limit)
        return value

    return BeforeValidator(short_enough)


_as_text = PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json")

#: An exact amount or rate of an answer: JSON writes it as text.
Plain = Annotated[Decimal, _as_text]
#: A day, written `YYYY-MM-DD`.
IsoDate = Annotated[date, BeforeValidator(_iso_date)]
#: A positive amount in EUR with at most two decimals, written as a decimal string.
Amount = Annotated[Decimal, BeforeValidator(_amount), _as_text]
#: An amount in EUR that may be nil or negative, such as a profit; written as a decimal string.
Figure = Annotated[Decimal, BeforeValidator(_figure), _as_text]
#: A country's two letters (ISO 3166-1).
Country = Annotated[str, BeforeValidator(_country)]
#: A text of the user's own.
Text = Annotated[str, Field(strict=True, max_length=2000)]
#: What a document is called by, in the user's own words: the spaces and line breaks around it are no part of it.
Name = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=2000)]
#: A rate or a number of points, in percent a year, from 0 to 100, with at most four decimals.
Rate = Annotated[Decimal, BeforeValidator(_rate), _as_text]
#: A multiple of the legal interest rate.
Times = Annotated[Decimal, BeforeValidator(_times), _as_text]
