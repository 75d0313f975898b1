"""Refusals: what is wrong with an input, where, and what would be right. They are values, not tracebacks."""

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from latepay_core.said import Said, Value, said

#: The tags by which a rate clause is told apart; pydantic puts them into error paths, users never wrote them there.
_RATE_TAGS = frozenset({"statutory", "fixed", "ecb-plus", "legal-times"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing wrong with an input: a stable code, the path of the field, what is to be said, the figures involved.

    `latepay_core.complaints` puts it into words; as text it is its path and its code.

    >>> print(refuse("amount-zero", "invoices[0].amount"))
    invoices[0].amount: amount-zero
    """

    code: str
    path: str
    message: Said
    figures: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path}: {self.code}" if self.path else self.code


class ClaimRefused(ValueError):
    """Raised when no statement can be drawn up; `refusals` says everything that is wrong, in the input's order.

    Its text names fields and codes; `latepay_core.complaints` gives the sentences.
    """

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


def refuse(code: str, path: str, /, **figures: Value) -> Refusal:
    """A refusal that says what the catalogue of refusals has for its code."""
    return Refusal(code, path, said(f"refusals/{code}", **figures), figures)


def fault(code: str, /, **figures: Value) -> PydanticCustomError:
    """The same, as the error a pydantic validator raises."""
    return keyed_fault(code, f"refusals/{code}", **figures)


def keyed_fault(code: str, key: str, /, **figures: Value) -> PydanticCustomError:
    """An error that says another key than its code's; its own text is the code."""
    return PydanticCustomError(code, code, {"key": key, "figures": figures})


#: How many faults are told one by one: who has corrected those will see the others.
MOST_TOLD = 50


def refusals_of(error: ValidationError) -> tuple[Refusal, ...]:
    """The refusals that a pydantic error stands for, with paths as people write them.

    Beyond fifty the others are only counted: a last refusal, `more-faults`, says how many there are.
    """
    details = error.errors(include_url=False)
    told = [_refusal_of(detail) for detail in details[:MOST_TOLD]]
    return (*told, *_others(len(details) - len(told)))


def first_of(refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    """The first fifty refusals, then how many others there are.

    >>> first_of([refuse("file-empty", "")] * 52)[-1].message
    said('refusals/more-faults', count=2)
    """
    if len(refusals) <= MOST_TOLD + 1:
        return tuple(refusals)
    return (*refusals[:MOST_TOLD], *_others(len(refusals) - MOST_TOLD))


def _others(count: int) -> Iterator[Refusal]:
    if count:
        key = "more-faults" if count > 1 else "one-more-fault"
        yield refuse(key, "", count=count)


def _refusal_of(detail: ErrorDetails) -> Refusal:
    context: dict[str, Any] = detail.get("ctx", {})
    figures = context.get("figures", {})
    path = _path(detail["loc"]) or figures.get("path", "")
    if "key" in context:
        return Refusal(detail["type"], path, said(context["key"], **figures), figures)
    reworded = _BUILT_IN.get(detail["type"], _unexpected)
    return reworded(path, detail)


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    previous: int | str = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        elif not (previous == "rate" and part in _RATE_TAGS):
            path += f".{shown_value(part)}" if path else shown_value(part)
        previous = part
    return path


_SHOWN_LENGTH = 60


def shown_value(value: object) -> str:
    """A value as a person may read it back: as a file writes it, on one line, cut short when it is long.

    >>> shown_value("31/02/2026"), shown_value(None), shown_value(["x"])
    ('31/02/2026', 'null', '["x"]')
    """
    if isinstance(value, str):
        text = value[: _SHOWN_LENGTH + 1]
    elif isinstance(value, bool | list | tuple | dict | None):
        text = _beginning(value)
    elif isinstance(value, int):
        text = format(Decimal(value), "f")  # str() refuses a number of thousands of digits
    else:
        text = str(value)
    clean = "".join(char if char.isprintable() or char in "  " else "�" for char in text)
    return clean if len(clean) <= _SHOWN_LENGTH else clean[: _SHOWN_LENGTH - 3] + "…"


def _beginning(value: object) -> str:
    """How a file would write a value, no further than what is shown of it."""
    text = ""
    for part in json.JSONEncoder(ensure_ascii=False, default=str).iterencode(value):
        text += part[: _SHOWN_LENGTH + 1]
        if len(text) > _SHOWN_LENGTH:
            break
    return text


def _unexpected(path: str, detail: ErrorDetails) -> Refusal:
    return refuse("unexpected-value", path, given=shown_value(detail["input"]))


def _missing(path: str, detail: ErrorDetails) -> Refusal:
    names = [part for part in detail["loc"] if isinstance(part, str)]
    choices = REQUIRED_CHOICES.get(".".join(names[-2:]))
    return refuse("choice-missing", path, choices=", ".join(choices)) if choices else refuse("missing", path)


def _choice(path: str, detail: ErrorDetails) -> Refusal:
    context = detail.get("ctx", {})
    expected = str(context.get("expected") or context.get("expected_tags") or "").replace("'", "").replace(" or ", ", ")
    given = detail["input"]
    if detail["type"] == "union_tag_invalid" and isinstance(given, dict):
        given, path = given.get("basis"), f"{path}.basis"
    return refuse("not-a-choice", path, given=shown_value(given), choices=expected)


def _unknown_key(path: str, detail: ErrorDetails) -> Refusal:
    key = str(detail["loc"][-1])
    if key in KNOWN_KEYS:
        return refuse("key-out-of-place", path, key=key)
    close = difflib.get_close_matches(key[:100], KNOWN_KEYS, n=1)
    if close:
        return refuse("unknown-key-close", path, key=shown_value(key), close=close[0])
    return refuse("unknown-key", path, key=shown_value(key))


def _kind(code: str) -> Callable[[str, ErrorDetails], Refusal]:
    def reworded(path: str, detail: ErrorDetails) -> Refusal:
        return refuse(code, path, given=shown_value(detail["input"]))

    return reworded


_BUILT_IN: dict[str, Callable[[str, ErrorDetails], Refusal]] = {
    "missing": _missing,
    "literal_error": _choice,
    "union_tag_invalid": _choice,
    "union_tag_not_found": lambda path, _: refuse("rate-basis-missing", path),
    "extra_forbidden": _unknown_key,
    "string_type": _kind("not-text"),
    "string_unicode": _kind("not-text"),
    "int_type": _kind("not-whole"),
    "int_parsing": _kind("not-whole"),
    "int_from_float": _kind("not-whole"),
    "bool_type": _kind("not-yes-no"),
    "bool_parsing": _kind("not-yes-no"),
    "list_type": _kind("not-a-list"),
    "tuple_type": _kind("not-a-list"),
    "model_type": _kind("not-an-object"),
    "model_attributes_type": _kind("not-an-object"),
    "dict_type": _kind("not-an-object"),
    "string_too_long": lambda path, detail: refuse("text-too-long", path, limit=detail.get("ctx", {})["max_length"]),
    "greater_than_equal": lambda path, detail: refuse("too-small", path, limit=detail.get("ctx", {})["ge"]),
    "less_than_equal": lambda path, detail: refuse("too-large", path, limit=detail.get("ctx", {})["le"]),
}

#: Filled by the model once its fields are known; used to guess what a misspelt key meant.
KNOWN_KEYS: set[str] = set()

#: The values of a key that may not be left out, by the list it stands in: `events.kind`. Filled by the models.
REQUIRED_CHOICES: dict[str, tuple[str, ...]] = {}
