"""A claim file becomes a claim, or a refusal that says what is wrong with the file."""

import json
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from latepay_core.claim.model import Claim
from latepay_core.claim.refusals import ClaimRefused, refusals_of, refuse, shown_value
from latepay_core.language import number

#: A claim of a thousand invoices with payments is about half a megabyte; beyond this it is another file.
FILE_LIMIT = 5_000_000


def read_claim(text: str | bytes) -> Claim:
    """Reads a claim from the text of a JSON file.

    Raises ClaimRefused with French sentences: file too large, not JSON (with line and column), truncated, of another
    schema, or with faulty fields.

    >>> read_claim('{"invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]}').invoices[0].amount
    Decimal('100.00')
    """
    size = len(text)
    if size > FILE_LIMIT:
        raise ClaimRefused([refuse("file-too-large", "", size=megabytes(size), limit=megabytes(FILE_LIMIT))])
    data = _parse(text)
    _check_schema(data)
    try:
        return Claim.model_validate(data)
    except ValidationError as error:
        raise ClaimRefused(refusals_of(error)) from None


def _parse(text: str | bytes) -> Any:
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise ClaimRefused([refuse("file-not-text", "")]) from None
    if not decoded.strip():
        raise ClaimRefused([refuse("file-empty", "")])
    try:
        return json.loads(decoded, parse_constant=_not_a_constant, object_pairs_hook=_unique_keys)
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(decoded.rstrip()) or error.msg.startswith("Unterminated")
        code = "file-truncated" if at_end else "file-not-json"
        raise ClaimRefused([refuse(code, "", line=error.lineno, column=error.colno)]) from None
    except ClaimRefused:
        raise
    except (RecursionError, ValueError):
        raise ClaimRefused([refuse("file-not-json", "", line=1, column=1)]) from None


def _not_a_constant(name: str) -> Any:
    raise ClaimRefused([refuse("not-a-number", "", given=name)])


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise ClaimRefused([refuse("duplicate-key", shown_value(key), key=shown_value(key))])
        seen[key] = value
    return seen


def _check_schema(data: Any) -> None:
    if not isinstance(data, dict):
        raise ClaimRefused([refuse("file-not-a-claim", "")])
    schema = data.get("schema", "latepay.claim/1")
    if schema != "latepay.claim/1":
        raise ClaimRefused([refuse("wrong-schema", "schema", given=shown_value(schema))])


def megabytes(size: int) -> str:
    """A size in bytes as megabytes with one decimal, rounded up: `5,3`.

    >>> megabytes(5_200_001)
    '5,3'
    """
    tenths = -(-size // 100_000)
    return number(Decimal(tenths) / 10, 0)
