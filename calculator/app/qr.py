"""A text as a QR code that the page draws: an address to read with another device."""

from collections.abc import Mapping
from typing import Any

Answer = dict[str, Any]


def qr(asked: Mapping[str, Any]) -> Answer:
    """The code of `text` as a drawing, black on white with its quiet border whatever the theme.

    `refused` where no code holds that much.

    >>> qr({"text": "https://exemple.fr/calculateur/#dossier=2.abc"})["html"]["code"][:4]
    '<svg'
    """
    from segno import DataOverflowError, make

    try:
        # as few squares as can be: a screen is not torn or stained
        code = make(asked["text"], error="l", micro=False, boost_error=False)
    except DataOverflowError:
        return {"state": "refused", "html": {}}
    drawn = code.svg_inline(omitsize=True, dark="#000", light="#fff", border=4, svgclass="qr", lineclass=None)
    return {"state": "ready", "html": {"code": drawn}}
