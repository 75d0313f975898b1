"""Parts of a statement that are put into words when they are read, not before.

Ten thousand invoices late since 2009 have nearly two hundred thousand lines of interest, each with two sentences: the
figures are kept, which take little room; the sentences are made for the invoice that is being read.
"""

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from typing import Any, overload


class Worded[Raw, Item](Sequence[Item]):
    """A sequence made of other values, by a function that gives the same item for the same value.

    With `keep`, what was made once is kept. It is equal to the tuple of its items, and pickled as that tuple.

    >>> lines = Worded([1, 2], str, keep=True)
    >>> lines[1], list(lines), lines == ("1", "2"), lines[:1]
    ('2', ['1', '2'], True, ('1',))
    """

    __slots__ = ("_keep", "_made", "_raw", "_word")

    def __init__(self, raw: Sequence[Raw], word: Callable[[Raw], Item], *, keep: bool) -> None:
        self._raw, self._word, self._keep = raw, word, keep
        self._made: tuple[Item, ...] | None = None

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        if self._keep:
            return self._all()[at]
        if isinstance(at, slice):
            return tuple(map(self._word, self._raw[at]))
        return self._word(self._raw[at])

    def __iter__(self) -> Iterator[Item]:
        return iter(self._all()) if self._keep else map(self._word, self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | Worded) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)

    def _all(self) -> tuple[Item, ...]:
        if self._made is None:
            self._made = tuple(map(self._word, self._raw))
        return self._made


class Told[Item](Mapping[str, Item]):
    """A table of sentences by name, made when it is read; with `keep`, what was made once is kept.

    >>> Told(lambda: {"interest": "Somme des lignes."}, keep=True)["interest"]
    'Somme des lignes.'
    """

    __slots__ = ("_keep", "_made", "_tell")

    def __init__(self, tell: Callable[[], dict[str, Item]], *, keep: bool) -> None:
        self._tell, self._keep = tell, keep
        self._made: dict[str, Item] | None = None

    def __getitem__(self, name: str) -> Item:
        return self._table()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table())

    def __len__(self) -> int:
        return len(self._table())

    def items(self) -> ItemsView[str, Item]:
        """All of it, told once."""
        return self._table().items()

    def values(self) -> ValuesView[Item]:
        """Every sentence, told once."""
        return self._table().values()

    def __repr__(self) -> str:
        return repr(self._table())

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (self._table(),)

    def _table(self) -> dict[str, Item]:
        if self._made is not None:
            return self._made
        table = self._tell()
        if self._keep:
            self._made = table
        return table
