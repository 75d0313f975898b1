"""The faces of the letters, as files of their own: what the PDF draws with, and what Word is given along."""

from collections.abc import Mapping
from importlib.resources import files

FAMILY = "Source Serif 4"
REGULAR, BOLD, ITALIC = "regular", "bold", "italic"
#: Read as soon as this module is asked for: where files are fetched with their modules, all three are then there.
FACES: Mapping[str, bytes] = {
    name: (files("latepay_core.documents") / "fonts" / f"{name}.ttf").read_bytes() for name in (REGULAR, BOLD, ITALIC)
}
