"""Writes the types of what Python answers for the page's scripts: `calculator/browser/answers.d.ts`."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NotRequired, TypeAliasType, get_args, get_origin, get_type_hints, is_typeddict

from calculator.app import answers

PLACE = Path(__file__).resolve().parents[1] / "calculator" / "browser" / "answers.d.ts"
_HEADING = "/** What passes between the page and Python. Written by `make schema` from calculator/app/answers.py. */"
_PLAIN = {str: "string", int: "number", bool: "boolean", object: "unknown", type(None): "null"}
_COMMENT = re.compile(r"^ *#: (.*)$")


def as_text() -> str:
    """The declarations, one for each of the module's types, in its order."""
    return "\n\n".join([_HEADING, *(_declared(each) for each in _types())]) + "\n"


def _types() -> list[Any]:
    return [each for each in vars(answers).values() if is_typeddict(each) or isinstance(each, TypeAliasType)]


def _declared(typed: Any) -> str:
    if isinstance(typed, TypeAliasType):
        return f"export type {typed.__name__} = {_said(typed.__value__)};"
    hints, comments = get_type_hints(typed, include_extras=True), _comments(typed)
    lines = [line for name, kind in hints.items() for line in _field(name, kind, comments.get(name, ""))]
    said = inspect.cleandoc(typed.__doc__) if typed.__name__ in _classes() and typed.__doc__ else ""
    return "\n".join([*([f"/** {said} */"] if said else []), f"export interface {typed.__name__} {{", *lines, "}"])


def _field(name: str, kind: Any, comment: str) -> Iterator[str]:
    if comment:
        yield f"  /** {comment} */"
    optional = get_origin(kind) is NotRequired
    yield f"  {name}{'?' if optional else ''}: {_said(get_args(kind)[0] if optional else kind)};"


def _said(kind: Any) -> str:
    """A type of Python's as the page's scripts name it."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_typeddict(kind):
        return str(kind.__name__)
    return _MADE[get_origin(kind) or type(kind)](get_args(kind))


def _list(of: tuple[Any, ...]) -> str:
    inside = _said(of[0])
    return f"({inside})[]" if " | " in inside else f"{inside}[]"


_MADE: dict[Any, Callable[[tuple[Any, ...]], str]] = {
    Literal: lambda of: " | ".join(f'"{each}"' for each in of),
    list: _list,
    tuple: lambda of: f"[{', '.join(map(_said, of))}]",
    dict: lambda of: f"Record<string, {_said(of[1])}>",
    UnionType: lambda of: " | ".join(map(_said, of)),
}


def _classes() -> dict[str, ast.ClassDef]:
    tree = ast.parse(inspect.getsource(answers))
    return {each.name: each for each in tree.body if isinstance(each, ast.ClassDef)}


def _comments(typed: Any) -> dict[str, str]:
    """The comment above each field of a type, and of those that it extends."""
    lines, found = inspect.getsource(answers).splitlines(), dict[str, str]()
    for base in reversed([each for each in getattr(typed, "__orig_bases__", ()) if is_typeddict(each)]):
        found |= _comments(base)
    node = _classes().get(typed.__name__)
    for field in node.body if node else ():
        above = _COMMENT.match(lines[field.lineno - 2])
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and above:
            found[field.target.id] = above[1]
    return found


if __name__ == "__main__":
    PLACE.write_text(as_text(), encoding="utf-8")
