"""What is to be said, before anyone puts it into words: the key of a sentence, and its figures with their own types.

The law and the arithmetic answer with these; `latepay_core.wording` makes the sentence, in the reader's language, where
it is shown. Nothing is ever read back out of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NoReturn, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

#: A figure keeps its type until the language's own forms print it; a tuple is a list that the language joins.
type Value = "Said | str | int | Decimal | date | tuple[Value, ...]"
type Figures = tuple[tuple[str, Value], ...]

#: The languages that sentences are put into.
Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
#: The keys of what has no sentence of its own: a text that stands as it is, sentences one after the other.
AS_IS, IN_A_ROW = "", "+"
#: How the keys begin of what is said otherwise to one side.
TO = "to-"


class Said:
    """A sentence by its key in the catalogue, with its figures. It is a value: equal, hashable, without a language.

    >>> said("rate.fixed", rate=Decimal("12.50"))
    said('rate.fixed', rate=Decimal('12.50'))
    >>> bool(as_is("")), said("rate.fixed") == said("rate.fixed")
    (False, True)
    """

    # Not a dataclass: pydantic would take it apart wherever it may be anything.
    __slots__ = ("_hash", "figures", "key")

    key: str
    figures: Figures
    _hash: int | None

    def __init__(self, key: str, figures: Figures = ()) -> None:
        _set_key(self, key)
        _set_figures(self, figures)
        _set_hash(self, None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and self.key == other.key and self.figures == other.figures

    def __hash__(self) -> int:
        # Sentences hold one another, and are looked up again and again: each is gone through once.
        known = self._hash
        if known is None:
            known = hash((self.key, self.figures))
            _set_hash(self, known)
        return known

    def __repr__(self) -> str:
        return f"said({', '.join([repr(self.key), *(f'{name}={value!r}' for name, value in self.figures)])})"

    def __reduce__(self) -> tuple[type[Said], tuple[str, Figures]]:
        return Said, (self.key, self.figures)

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        if self.key == AS_IS:
            return bool(self.figures[0][1])
        return self.key != IN_A_ROW or bool(self.figures[0][1])

    def __str__(self) -> NoReturn:
        """Only the wording room makes a sentence: a silent `repr` on a page would be a fault nobody sees."""
        raise TypeError(f"not put into words: {self!r}")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError(f"not put into words: {self!r}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A model keeps it as it is; its JSON has the sentence, by the `voice` of the context."""
        return core_schema.no_info_plain_validator_function(
            _read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _written, info_arg=True, return_schema=core_schema.any_schema()
            ),
        )


#: A sentence, or a citation: an article is the same in every language.
Cited = str | Said


#: A `Said` cannot be changed: only its own slots write it, once.
_slots: dict[str, Any] = dict(vars(Said))
_set_key, _set_figures, _set_hash = (_slots[name].__set__ for name in ("key", "figures", "_hash"))


def said(key: str, /, **figures: Value | Iterable[Value]) -> Said:
    """What a key says of these figures.

    >>> said("word.then", values=[Decimal(10), Decimal(12)]).figures
    (('values', (Decimal('10'), Decimal('12'))),)
    """
    for name, value in figures.items():
        if type(value) not in _AS_THEY_ARE:
            figures[name] = _kept(value)
    return Said(key, tuple(figures.items()))  # type: ignore[arg-type]


def said_to(side: str, key: str, /, **figures: Value | Iterable[Value]) -> Said:
    """The same, to whoever keeps the file: the debtor has words of his own where the case asks for them.

    >>> said_to("debtor", "warning.overpaid").key, said_to("creditor", "warning.overpaid").key
    ('to-debtor.warning.overpaid', 'warning.overpaid')
    >>> said_to("private", "procedure/step.call.what").key
    'procedure/to-private.step.call.what'
    """
    if side == "creditor":
        return said(key, **figures)
    catalogue, slash, rest = key.rpartition("/")
    return said(f"{catalogue}{slash}{TO}{side}.{rest}", **figures)


def as_is(text: str) -> Said:
    """A text that no language changes: an article, what someone typed."""
    return Said(AS_IS, (("text", text),))


def in_a_row(*parts: Cited) -> Said:
    """Sentences one after the other; those that say nothing are left out.

    >>> in_a_row(as_is("Un."), as_is("")) == in_a_row(as_is("Un."))
    True
    """
    return Said(IN_A_ROW, (("parts", tuple(part for part in parts if part)),))


#: Nothing to say.
NOTHING = as_is("")
#: Figures that are kept as they come: nearly all of them.
_AS_THEY_ARE = frozenset({Said, str, int, Decimal, date, tuple})


def _kept(value: Value | Iterable[Value]) -> Value:
    if isinstance(value, Said | str | int | Decimal | date):
        return value
    return tuple(value)


def _read(value: object) -> Said:
    """A sentence that a file holds is kept as it is: it is not taken apart."""
    if isinstance(value, Said):
        return value
    if isinstance(value, str):
        return as_is(value)
    raise ValueError("neither said nor text")


def _written(value: Said | str, info: core_schema.SerializationInfo) -> object:
    if isinstance(value, str) or info.mode == "python":
        return value
    context: dict[str, Callable[[Said], str]] = info.context or {}
    voice = context.get("voice")
    return voice(value) if voice else _unworded(value)


def _unworded(value: Value) -> object:
    """What is written where nobody asked for words: keys and figures, as they are."""
    if isinstance(value, Said):
        return {"key": value.key, "figures": {name: _unworded(each) for name, each in value.figures}}
    return [_unworded(each) for each in value] if isinstance(value, tuple) else value
