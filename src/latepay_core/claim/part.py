"""What every part of a claim shares: it cannot be changed, and a key it does not know is refused."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a claim. Unknown keys are refused, so that a misspelt one is never silently left out."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True, defer_build=True
    )


def unsaid[Said: Part](model: Callable[..., Said]) -> Callable[[], Said]:
    """Gives a part of which nothing was said: one for all claims, since it cannot be changed.

    >>> class Nickname(Part):
    ...     text: str = ""
    >>> unsaid(Nickname)().text
    ''
    """
    cls: Any = model
    nothing: Said = cls.model_construct()
    return lambda: nothing


class Fixed[Key, Value](Mapping[Key, Value]):
    """A table that cannot be changed, so that it can be shared; it is equal to the dictionary it was made of.

    >>> table = Fixed({"year": "365"})
    >>> table["year"], table == {"year": "365"}, hasattr(table, "update")
    ('365', True, False)
    """

    __slots__ = ("_table",)

    def __init__(self, table: Mapping[Key, Value]) -> None:
        self._table = dict(table)

    def __getitem__(self, key: Key) -> Value:
        return self._table[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        return repr(self._table)


def made[**Said, Made: BaseModel](model: Callable[Said, Made], /, *_: Said.args, **values: Said.kwargs) -> Made:
    """A model of what the program has reckoned itself, with values that need no check.

    Checking takes a validator, and making those of a statement's fourteen models took a tenth of the time to the first
    result in the browser. What people typed, and every file, is read by the models' own validators.
    """
    cls: Any = model
    part: Made = _new(cls)
    blank, names = _blank(cls)
    _set_values(part, {**blank, **values})
    # Where every field is given, the set of their names is shared: it would take more room than the fields.
    _set_names(part, names if len(values) == len(names) else set(values))
    _set_extra(part, None)
    _set_private(part, None)
    return part


#: A frozen model refuses its own attributes: these are its slots, written once.
_new = object.__new__
_set_values, _set_names, _set_extra, _set_private = (
    BaseModel.__dict__[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


@cache
def _blank(model: type[BaseModel]) -> tuple[dict[str, Any], set[str]]:
    """The fields in their order, which JSON keeps, each with its default; and their names."""
    return {name: field.default for name, field in model.model_fields.items()}, set(model.model_fields)
