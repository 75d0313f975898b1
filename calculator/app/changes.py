"""What an answer changes of the one that the page holds: the rest is not sent again.

The page says the number of the answer it holds (`since`). Where that is the last one given, only what is new goes out;
otherwise, as after a restart, everything does.
"""

from collections.abc import Mapping
from os import urandom
from typing import TYPE_CHECKING, Any, NamedTuple

from calculator.app.view import Pieces

if TYPE_CHECKING:
    from calculator.app.answers import Changes

Named = Mapping[str, Any]


class _Given(NamedTuple):
    """The last answer that was given."""

    number: int
    marks: Named
    lines: Named
    pieces: dict[str, list[str]]


_NOTHING = _Given(0, {}, {}, {})
#: Numbered from anywhere: the answers of a Python that is no more have other numbers.
_LAST = [_Given(int.from_bytes(urandom(4)) + 1, {}, {}, {})]


def changes(since: int, marks: Named, lines: Named, pieces: Pieces | None) -> "Changes":
    """The marks and lines that are others than in the answer `since`, None for those that are no more; the pieces by
    their digests in order, and the content of those that are new. Without pieces the page keeps those it has.

    >>> first = changes(0, {"as_of": {"echo": "a"}}, {}, {})
    >>> then = changes(first["number"], {"as_of": {"echo": "b"}}, {}, {})
    >>> first["since"], then["since"] == first["number"], then["marks"]
    (0, True, {'as_of': {'echo': 'b'}})
    """
    last = _LAST[0]
    before = last if since == last.number else _NOTHING
    found = pieces or {}
    order = before.pieces if pieces is None else {name: [each.digest for each in held] for name, held in found.items()}
    given = _Given(last.number + 1, marks, lines, order)
    _LAST[0] = given
    known = {digest for digests in before.pieces.values() for digest in digests}
    return {
        "since": before.number,
        "number": given.number,
        "marks": _others(before.marks, marks),
        "lines": _others(before.lines, lines),
        "pieces": {name: digests for name, digests in order.items() if digests != before.pieces.get(name)},
        "made": {each.digest: each.html for held in found.values() for each in held if each.digest not in known},
    }


def _others(before: Named, now: Named) -> dict[str, Any]:
    gone = {name: None for name in before if name not in now}
    return gone | {
        name: value for name, value in now.items() if before.get(name) is not value and before.get(name) != value
    }
