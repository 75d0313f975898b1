"""JSON on standard output: the same text whether a statement is short or has two hundred thousand lines.

A statement is written invoice by invoice: what is put into words for one is let go before the next.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from latepay_core.statement import Statement
from latepay_core.wording import spoken

_INDENT = "  "


def print_json(answer: dict[str, Any]) -> None:
    """Prints an answer."""
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def statement_json(drawn: Statement) -> Iterator[str]:
    """The text of a statement's JSON, in pieces; what `json.dumps` gives for the whole of it with an indent of two.

    >>> from latepay_core import Claim, draw_up
    >>> claim = {"as_of": "2026-03-15", "invoices": [{"due_on": "2025-11-30", "amount": "10000.00"}]}
    >>> text = "".join(statement_json(draw_up(Claim.model_validate(claim))))
    >>> json.loads(text)["totals"]["interest"]
    '349.52'
    """
    start, context = "{\n", spoken(drawn.language)
    for name, field in type(drawn).model_fields.items():
        yield f"{start}{_INDENT}{json.dumps(field.alias or name)}: "
        value = getattr(drawn, name)
        if isinstance(value, Sequence) and value and isinstance(value[0], BaseModel):
            yield from _listed(value, context)
        else:
            whole = drawn.model_dump(mode="json", include={name}, context=context)
            yield _set_in(json.dumps(whole[field.alias or name], ensure_ascii=False, indent=2), _INDENT)
        start = ",\n"
    yield "\n}"


def statements_json(drawn: Sequence[Statement]) -> Iterator[str]:
    """One statement as it is, or several as `latepay.statements/1`, in pieces."""
    if len(drawn) == 1:
        yield from statement_json(drawn[0])
        return
    start = '{\n  "schema": "latepay.statements/1",\n  "statements": [\n'
    for each in drawn:
        yield start + 2 * _INDENT
        for part in statement_json(each):
            yield _set_in(part, 2 * _INDENT)
        start = ",\n"
    yield f"\n{_INDENT}]\n}}"


def _listed(parts: Sequence[BaseModel], context: Any) -> Iterator[str]:
    start = "[\n"
    for part in parts:
        yield f"{start}{2 * _INDENT}{_set_in(part.model_dump_json(indent=2, context=context), 2 * _INDENT)}"
        start = ",\n"
    yield f"\n{_INDENT}]"


def _set_in(text: str, by: str) -> str:
    return text.replace("\n", f"\n{by}")
