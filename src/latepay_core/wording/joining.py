"""How a language joins the items of a list: the same names in each, by its own small words."""

from collections.abc import Callable, Mapping
from functools import reduce

Join = Callable[[list[str]], str]


def joins(*, then: str, and_: str, or_: str, semicolon: str) -> Mapping[str, Join]:
    """The joins of a language, by the name that `{values:name|form}` gives them.

    >>> found = joins(then="puis", and_="et", or_="ou", semicolon="; ")
    >>> found["and"](["a", "b", "c"]), found["then"](["a", "a", "b"]), found["or"](["a"])
    ('a, b et c', 'a puis b', 'a')
    """
    return {
        "then": lambda values: reduce(f"{{}} {then} {{}}".format, dict.fromkeys(values)),
        "comma-then": f", {then} ".join,
        "and": _last_by(and_),
        "or": _last_by(or_),
        "comma": ", ".join,
        "semicolon": semicolon.join,
        "plus": " + ".join,
        "minus": " − ".join,
        "space": " ".join,
        "none": "".join,
    }


def _last_by(word: str) -> Join:
    """Commas, and a word before the last item."""
    return lambda values: f"{', '.join(values[:-1])} {word} {values[-1]}" if len(values) > 1 else "".join(values)
