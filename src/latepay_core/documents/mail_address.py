"""What an e-mail address is, as far as it can be told without the library of e-mail."""

import re
from typing import Literal

from latepay_core.documents.plain import on_one_line

#: One address and nothing else, of the signs that need no quoting anywhere.
_PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_LONGEST = 254

Whose = Literal["sender", "recipient"]


class NoAddress(ValueError):
    """Raised for a text that is no e-mail address: what was `typed`, on one line, and `whose` address it should be."""

    def __init__(self, typed: str, whose: Whose) -> None:
        self.typed, self.whose = on_one_line(typed), whose
        super().__init__(f"{whose}: {self.typed!r}")


def is_plain(typed: str) -> bool:
    """Whether a text is one address as most are written, which stands in a link as it is.

    >>> is_plain("compta@durand.example"), is_plain("Durand <compta@durand.example>")
    (True, False)
    """
    return len(typed) <= _LONGEST and _PLAIN.fullmatch(typed) is not None
