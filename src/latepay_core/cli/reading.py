"""What comes in from the command line: a claim file, days and whole numbers as people type them."""

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from latepay_core.claim import ClaimRefused, Refusal
from latepay_core.claim.reading import FILE_LIMIT, megabytes
from latepay_core.claim.refusals import refuse, shown_value
from latepay_core.claim.typed import Unread, date_typed, sum_typed
from latepay_core.cli.sentences import sentence
from latepay_core.said import Said, Value, as_is, said

STANDARD_INPUT = "-"
_LONGEST_NUMBER = 9
#: What is said of these elsewhere is about an invoice.
_OF_AN_INVOICE = ("amount-zero", "amount-negative")


def faulty(code: str, path: str, /, **figures: Value) -> ClaimRefused:
    """The refusal of something typed on the command line, worded by the catalogue's sentence `cli.fault.<code>`."""
    return ClaimRefused([Refusal(code, path, as_is(sentence(f"cli.fault.{code}", **figures)), figures)])


def content_of(name: str) -> bytes:
    """The content of a file, or of standard input for `-`; raises ClaimRefused for one that is too large."""
    if name == STANDARD_INPUT:
        return standard_input(_limited)
    try:
        file = Path(name)
        with file.open("rb") as stream:
            if file.is_file() and (size := file.stat().st_size) > FILE_LIMIT:
                raise too_large(megabytes(size))
            return _limited(stream)
    except (OSError, ValueError) as error:
        if isinstance(error, ClaimRefused):
            raise
        raise ClaimRefused([refuse("file-unreadable", "", name=shown_value(name))]) from None


def standard_input(read: Callable[[BinaryIO], bytes]) -> bytes:
    """What `read` takes from standard input; raises ClaimRefused where it is closed, or no file (a folder)."""
    try:
        return read(sys.stdin.buffer)
    except OSError:
        raise faulty("input-closed", "") from None


def _limited(stream: BinaryIO) -> bytes:
    content = stream.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise too_large(more_than(FILE_LIMIT))
    return content


def more_than(size: int) -> Said:
    """The size of what was not read to its end."""
    return said("refusals/more-than", size=megabytes(size))


def too_large(size: Said) -> ClaimRefused:
    """The refusal of a claim file of that size."""
    return ClaimRefused([refuse("file-too-large", "", size=size, limit=megabytes(FILE_LIMIT))])


def read_day(text: str, option: str) -> date:
    """A day as people type it; raises ClaimRefused for what is no date, does not exist, or cannot be meant.

    >>> read_day("22/11/26", "--as-of")
    datetime.date(2026, 11, 22)
    """
    found = date_typed(text)
    if isinstance(found, Unread):
        raise ClaimRefused([found.refusal(option)])
    return found


def read_whole(text: str, option: str, least: int, most: int) -> int:
    """A whole number between two bounds.

    >>> read_whole("45", "--days", 0, 365)
    45
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER and least <= int(digits) <= most):
        raise faulty("whole", option, given=shown_value(text), least=least, most=most)
    return int(digits)


def read_euros(text: str, argument: str) -> Decimal:
    """An amount in EUR as people type it, bound by the same limits as an invoice's.

    >>> read_euros("1 234,50", "MONTANT")
    Decimal('1234.50')
    """
    found = sum_typed(text)
    if isinstance(found, Unread):
        if found.code in _OF_AN_INVOICE:
            what = sentence(f"cli.sum.{argument.strip('-').lower()}")
            raise faulty(found.code.replace("amount", "sum"), argument, given=shown_value(text), what=what)
        raise ClaimRefused([found.refusal(argument)])
    return found.quantize(Decimal("0.01"))
