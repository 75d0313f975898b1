"""Inside the browser, takes the place of `fontTools.unicodedata`, of which a PDF's fonts ask for `mirrored` alone: the
genuine one brings the scripts and blocks of all that is written.
"""

from fontTools.unicodedata.Mirrored import MIRRORED  # type: ignore[import-untyped]


def mirrored(code: int) -> int | None:
    """The character that a right-to-left text shows in the place of another; None where it shows the same.

    >>> mirrored(ord("(")) == ord(")"), mirrored(ord("a"))
    (True, None)
    """
    found: int | None = MIRRORED.get(code)
    return found
