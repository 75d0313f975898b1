"""The faces of the letters, as files of their own: what the PDF draws with, and what Word is given along."""

import json
from collections.abc import Mapping
from importlib.resources import files

#: Their own name: « Source » is kept for the fonts that they are cut from (SIL OFL 1.1, clause 3).
FAMILY = "Latepay Serif"
REGULAR, BOLD, ITALIC = "regular", "bold", "italic"
#: Read as soon as this module is asked for: where files are fetched with their modules, all three are then there.
_FOLDER = files("latepay_core.documents") / "fonts"
FACES: Mapping[str, bytes] = {name: (_FOLDER / f"{name}.ttf").read_bytes() for name in (REGULAR, BOLD, ITALIC)}
_WIDTHS: Mapping[str, Mapping[int, int]] = {
    name: {int(code): wide for code, wide in found.items()}
    for name, found in json.loads((_FOLDER / "widths.json").read_text()).items()
}
#: Of a sign that the faces lack, drawn by another: as wide as it is tall.
_UNKNOWN = 1000


def width_of(text: str, size: float, *, strong: bool = False) -> float:
    """How wide a text is, in points as its size.

    >>> width_of("10\\u202f632,46", 10) == width_of("98\\u202f765,43", 10)
    True
    """
    known = _WIDTHS[BOLD if strong else REGULAR]
    return sum(known.get(ord(sign), _UNKNOWN) for sign in text) * size / 1000
