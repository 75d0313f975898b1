"""What the answers of the letters are made of, beside the fields of a claim."""

import re
from typing import Annotated, Any

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator

from latepay_core.claim.fields import IsoDate, calendar_date

LongText = Annotated[str, Field(strict=True, max_length=10_000)]
#: A day of the twentieth century, which `IsoDate` may find too old.
_OLD_DAY = re.compile(r"(19\d\d)-(\d\d)-(\d\d)", re.ASCII)


def _day_of_birth(value: Any, usual: ValidatorFunctionWrapHandler) -> Any:
    """A person may be born before the first day that the law's data cover; anything else is read as any day is."""
    if isinstance(value, str) and (found := _OLD_DAY.fullmatch(value.strip())):
        day = calendar_date(*map(int, found.groups()))
        return day or usual(value)
    return usual(value)


DayOfBirth = Annotated[IsoDate, WrapValidator(_day_of_birth)]
