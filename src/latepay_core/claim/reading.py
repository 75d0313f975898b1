"""A claim file becomes a claim, or a refusal that says what is wrong with the file.

Files are hostile until read: size, depth, length of numbers and number of keys are looked at before anything is made of
them, so that a file is refused in one sentence rather than in a minute.
"""

import codecs
import json
import re
from decimal import Decimal
from typing import Any, Self

from pydantic import ValidationError

from latepay_core.claim.model import Claim
from latepay_core.claim.other_files import other_file
from latepay_core.claim.refusals import ClaimRefused, refusals_of, refuse, shown_value
from latepay_core.said import Said, said

#: A claim of a thousand invoices with payments is about half a megabyte; beyond this it is another file.
FILE_LIMIT = 5_000_000
#: How many lists and objects may stand inside one another. A claim needs six.
DEEPEST = 50
#: How many values a file may list: one of ten thousand invoices lists some fifty thousand.
MOST_VALUES = 500_000
#: How many keys one object may have: the draft of a form of a thousand invoices has some ten thousand.
MOST_KEYS = 50_000
#: How many digits a number may have: amounts have fifteen at the most.
MOST_DIGITS = 30

_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
#: What a file may begin with to say how its text is coded; the longer marks first, for one begins like another.
_CODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def read_claim(text: str | bytes) -> Claim:
    """Reads a claim from the text of a JSON file.

    Raises ClaimRefused with French sentences: another kind of file (a letter, a table), too large, not JSON (with line
    and column), truncated, of another schema, or with faulty fields.

    >>> read_claim('{"invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}').invoices[0].amount
    Decimal('100.00')
    """
    if len(text) <= FILE_LIMIT and (kind := other_file(text)):
        raise ClaimRefused([refuse(f"file-is-{kind}", "")])
    data = read_json(text)
    _check_schema(data)
    try:
        return Claim.model_validate(data)
    except ValidationError as error:
        raise ClaimRefused(refusals_of(error)) from None


def read_json(text: str | bytes) -> Any:
    """What a JSON file says: UTF-8, or UTF-16 where the file begins with its mark.

    Raises ClaimRefused for a file that is too large, not text, not JSON, nested too deep, or that no reader could
    take in one way only: a key twice, NaN, a number of thousands of digits.

    >>> read_json(b'{"place": "Lyon"}')
    {'place': 'Lyon'}
    """
    size = len(text)
    if size > FILE_LIMIT:
        raise ClaimRefused([refuse("file-too-large", "", size=megabytes(size), limit=megabytes(FILE_LIMIT))])
    decoded = _decoded(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if not decoded.strip():
        raise ClaimRefused([refuse("file-empty", "")])
    if decoded.count(",") > MOST_VALUES:
        raise ClaimRefused([refuse("too-many-values", "", limit=MOST_VALUES)])
    _check_depth(decoded)
    try:
        return json.loads(
            decoded,
            parse_constant=_not_a_constant,
            parse_int=_whole,
            parse_float=_Written,
            object_pairs_hook=_unique_keys,
        )
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(decoded.rstrip()) or error.msg.startswith("Unterminated")
        code = "file-truncated" if at_end else "file-not-json"
        raise ClaimRefused([refuse(code, "", line=error.lineno, column=error.colno)]) from None


def _decoded(content: bytes) -> str:
    coding = next((name for mark, name in _CODINGS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        raise ClaimRefused([refuse("file-not-text", "")]) from None


def _check_depth(text: str) -> None:
    """Before the text is parsed: what it nests would be nested again in memory, call within call."""
    depth = 0
    for found in _MARKS.finditer(text):
        mark = found[0]
        if mark in "[{":
            depth += 1
            if depth > DEEPEST:
                raise ClaimRefused([refuse("file-too-deep", "", limit=DEEPEST)])
        elif mark in "]}":
            depth -= 1


class _Written(float):
    """A number with a point or an exponent, which no claim takes: quoted as it is written, `1e400` and not `inf`."""

    def __new__(cls, text: str) -> Self:
        found = super().__new__(cls, text)
        found.text = text
        return found

    text: str

    def __str__(self) -> str:
        return self.text


def _not_a_constant(name: str) -> Any:
    raise ClaimRefused([refuse("not-a-number", "", given=name)])


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        given = shown_value(digits[:MOST_DIGITS] + "…")
        raise ClaimRefused([refuse("number-too-long", "", limit=MOST_DIGITS, given=given, digits=len(digits))])
    return int(digits)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_KEYS:
        raise ClaimRefused([refuse("too-many-keys", "", limit=MOST_KEYS, count=len(pairs))])
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise ClaimRefused([refuse("duplicate-key", shown_value(key), key=shown_value(key))])
            seen.add(key)
    return found


def _check_schema(data: Any) -> None:
    if not isinstance(data, dict):
        raise ClaimRefused([refuse("file-not-a-claim", "")])
    schema = data.get("schema", "latepay.claim/1")
    if schema != "latepay.claim/1":
        raise ClaimRefused([refuse("wrong-schema", "schema", given=shown_value(schema))])


def megabytes(size: int) -> Said:
    """A size in bytes as megabytes with one decimal, rounded up: `5,3`.

    >>> megabytes(5_200_001)
    said('refusals/size', megabytes=Decimal('5.3'))
    """
    tenths = -(-size // 100_000)
    return said("refusals/size", megabytes=Decimal(tenths) / 10)
