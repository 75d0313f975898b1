"""The JSON Schema of a claim, drawn from the models that read it."""

import json
from typing import Any

from latepay_core.claim.model import Claim

# An amount or a rate is text, or a whole number: a floating-point number is refused.
DECIMAL: list[dict[str, Any]] = [{"type": "integer"}, {"type": "string", "pattern": r"^\s*-?\d{1,30}(\.\d{1,30})?\s*$"}]


def claim_schema() -> dict[str, Any]:
    """The schema, without the titles that only repeat the names.

    >>> claim_schema()["properties"]["schema"]["const"]
    'latepay.claim/1'
    """
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "latepay.claim/1"}
    schema: dict[str, Any] = dialect | _plain(Claim.model_json_schema(), names=False)
    return schema


def _plain(value: Any, *, names: bool) -> Any:
    """`names`: the keys of this object are names of fields or of models, and may be anything, `title` included."""
    if isinstance(value, list):
        return [_plain(each, names=False) for each in value]
    if not isinstance(value, dict):
        return value
    if not names and {"type": "number"} in value.get("anyOf", ()):
        rest = [each for each in value["anyOf"] if each.get("type") not in ("number", "string")]
        value = value | {"anyOf": [*DECIMAL, *rest]}
    return {
        key: _plain(each, names=not names and key in ("properties", "$defs"))
        for key, each in value.items()
        if names or key != "title"
    }


def as_text() -> str:
    """The schema as a file.

    >>> as_text().startswith("{") and as_text().endswith("}\\n")
    True
    """
    return json.dumps(claim_schema(), ensure_ascii=False, indent=2) + "\n"
