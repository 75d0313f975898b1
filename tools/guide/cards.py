"""Draw the picture that a shared link shows: the name of the site and the title of the page, in its own type."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "src" / "latepay_core" / "documents" / "fonts"
FOLDER = Path("assets") / "cartes"
SIZE = (1200, 630)
MARGIN = 84
PAPER, INK, ACCENT = "#fbfaf7", "#1b2a41", "#0b6e69"
NAME = "Payé à temps"
PROMISE = "Être payé à temps, et savoir ce qu’on vous doit"
TITLE_SIZES = (84, 72, 62, 54)
MOST_LINES = 4
#: Few colours make a small file: paper, ink, accent, and what lies between them at the edge of a letter.
COLOURS = 24


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size)


def lines_of(title: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The title cut into lines no wider than `width`, in pixels."""
    lines: list[str] = []
    for word in title.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def draw(title: str) -> Image.Image:
    """The card of a page."""
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, 28, SIZE[1]), fill=ACCENT)
    pen.text((MARGIN, 70), NAME, font=_font("bold", 44), fill=ACCENT)
    width = SIZE[0] - 2 * MARGIN
    for size in TITLE_SIZES:
        font = _font("bold", size)
        lines = lines_of(title, font, width)
        if len(lines) <= MOST_LINES and all(font.getlength(line) <= width for line in lines):
            break
    step = round(size * 1.16)
    top = (SIZE[1] - step * len(lines)) // 2
    for at, line in enumerate(lines):
        pen.text((MARGIN, top + at * step), line, font=font, fill=INK)
    pen.text((MARGIN, SIZE[1] - 104), PROMISE, font=_font("regular", 34), fill=INK)
    return card.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def write(target: Path, name: str, title: str, drawn: Path) -> str:
    """Write the card of a page among the staged files; gives its address from the root of the site.

    `drawn` keeps the cards from one build to the next: drawing takes longer than the rest of the page.
    """
    kept = drawn / f"{hashlib.sha256((_recipe() + title).encode()).hexdigest()[:16]}.png"
    if not kept.is_file():
        drawn.mkdir(parents=True, exist_ok=True)
        draw(title).save(kept, optimize=True)
    path = FOLDER / f"{name}.png"
    whole = target / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, whole)
    return path.as_posix()


@cache
def _recipe() -> str:
    return Path(__file__).read_text(encoding="utf-8")
