"""Whether a text is in another language than French: the rules on clauses read no other."""

import re
from functools import cache

from latepay_core.data import table

_WORD = re.compile(r"[a-z]+")
_LEAST = 2


def is_foreign(text: str) -> bool:
    """Whether a folded text is in another language than French; a text without any word of one is not.

    >>> is_foreign("payment within 60 days of invoice date"), is_foreign("paiement a 60 jours, net"), is_foreign("30 j")
    (True, False, False)
    """
    words = _WORD.findall(text)
    other = sum(each in _words("foreign") for each in words)
    return other >= _LEAST and other > sum(each in _words("french") for each in words)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table(__package__, "languages.toml")[name])
