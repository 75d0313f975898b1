"""Writes the fonts of the letters, cut down to what a letter can hold: `src/latepay_core/documents/fonts/*.ttf`.

Source Serif 4 (SIL Open Font License), in regular, semi-bold and italic, with the signs of every language that French
businesses write names in: Latin with its accents, Vietnamese, Greek, Cyrillic. The same source gives the same bytes.

« Source » is a name that its makers keep for the font as they drew it: what is cut down here has a name of its own
(SIL OFL 1.1, clause 3), and keeps their copyright and licence (clause 2).
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from latepay_core.documents.faces import FAMILY

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "node_modules" / "@expo-google-fonts" / "source-serif-4"
PLACE = ROOT / "src" / "latepay_core" / "documents" / "fonts"
FACES = {"regular": "400Regular", "bold": "600SemiBold", "italic": "400Regular_Italic"}
#: First and last sign of each stretch that is kept, as far as the font has them.
KEPT = (
    (0x20, 0x17F),  # Latin, with the accents of Western and Central Europe
    (0x18F, 0x192),
    (0x1A0, 0x1A1),  # Vietnamese
    (0x1AF, 0x1B0),
    (0x218, 0x21B),
    (0x2B3, 0x2B3),  # raised: « 1ᵉʳ », « Mᵐᵉ », « Mˡˡᵉˢ »
    (0x237, 0x237),
    (0x2C6, 0x2DD),
    (0x2E1, 0x2E2),
    (0x300, 0x328),
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x490, 0x491),
    (0x1D49, 0x1D49),
    (0x1D50, 0x1D50),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1E9E),
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2007, 0x2044),
    (0x2070, 0x2079),
    (0x20AC, 0x20B9),
    (0x2113, 0x212E),
    (0x2202, 0x2265),
    (0x25CA, 0x25CA),
    (0x2610, 0x2611),
)
#: The font's narrow spaces are too thin to part thousands; in thousandths of the size.
NARROW_SPACES, NARROW_WIDTH = (0x2009, 0x202F), 200
_BOLD, _BOLD_STYLE, _REGULAR_STYLE = 1, 1 << 5, 1 << 6
#: Copyright, version, licence: what the licence asks to keep; the names are written anew.
_NAMES = [0, 5, 13, 14]
_STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}


def made() -> Iterator[tuple[str, bytes]]:
    """Each face's file name and content."""
    widths = {}
    for name, face in FACES.items():
        content = _cut(name, SOURCE / face / f"SourceSerif4_{face}.ttf")
        yield f"{name}.ttf", content
        widths[name] = _widths(content)
    yield "widths.json", (json.dumps(widths, separators=(",", ":")) + "\n").encode()
    yield "OFL.txt", (SOURCE / "LICENSE_FONT").read_bytes()


def _cut(name: str, source: Path) -> bytes:
    font = TTFont(source, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True, name_IDs=_NAMES)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    subsetter.subset(font)
    units, signs = font["head"].unitsPerEm, font.getBestCmap()
    for space in NARROW_SPACES:
        font["hmtx"][signs[space]] = (units * NARROW_WIDTH // 1000, 0)
    _call(font, _STYLES[name])
    if name == "bold":
        _mark_bold(font)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def _widths(content: bytes) -> dict[int, int]:
    """How wide each sign is, in thousandths of the size: for whoever lays out a page without reading the font."""
    font = TTFont(io.BytesIO(content))
    units, wide = font["head"].unitsPerEm, font["hmtx"]
    return {code: round(wide[glyph][0] * 1000 / units) for code, glyph in sorted(font.getBestCmap().items())}


def _call(font: TTFont, style: str) -> None:
    """The names that programs show and ask for."""
    plain = f"{FAMILY.replace(' ', '')}-{style}"
    full = FAMILY if style == "Regular" else f"{FAMILY} {style}"
    for number, said in ((1, FAMILY), (2, style), (3, plain), (4, full), (6, plain)):
        font["name"].setName(said, number, 3, 1, 0x409)


def _mark_bold(font: TTFont) -> None:
    """The semi-bold as the bold of its family: Word asks a family for its bold, by name and by these bits."""
    font["OS/2"].usWeightClass, font["head"].macStyle = 700, _BOLD
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~_REGULAR_STYLE | _BOLD_STYLE


if __name__ == "__main__":
    for name, content in made():
        (PLACE / name).write_bytes(content)
