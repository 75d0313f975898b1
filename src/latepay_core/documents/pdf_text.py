"""Text as the PDF's font can show it: its widths, its lines, and what stands for the signs it has not.

The font is Source Serif 4 (SIL Open Font License), cut down by `tools/letter_fonts.py`: its digits are all as wide as
each other, its zero is plain, and it has Latin, Vietnamese, Greek and Cyrillic letters.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

from latepay_core.documents.document import Run, Runs
from latepay_core.documents.faces import BOLD, ITALIC, REGULAR
from latepay_core.documents.pdf_engine import FPDF, TTFFont
from latepay_core.documents.plain import REPLACEMENT, cleaned
from latepay_core.documents.styles import POINTS_PER_MM
from latepay_core.documents.typography import with_raised_signs

FAMILY = "latepay-serif"
_FILES = {"": f"{REGULAR}.ttf", "B": f"{BOLD}.ttf", "I": f"{ITALIC}.ttf"}
#: Signs the font lacks, drawn with one it has; what is copied from the page is the sign itself.
_DRAWN_AS = {0x2011: 0x002D, ord(REPLACEMENT): 0x25CA}
#: The font's height above and below the line, in ems: a text stands in the middle of its line.
_ASCENT, _DESCENT = 1.036, 0.335


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in one style; `x` is its distance from the line's start, in millimetres."""

    text: str
    strong: bool
    emphasis: bool
    x: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its width in millimetres."""

    pieces: tuple[Piece, ...]
    width: float


Word = tuple[Run, ...]


class Typesetter:
    """Measures text in the document's fonts and breaks it into lines."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._fonts: dict[str, TTFFont] = {}
        self._known = frozenset(self._font("").cmap)
        self.fit = lru_cache(maxsize=4096)(self._fitted)

    def _font(self, style: str) -> TTFFont:
        """The font of a style, read from its file the first time: a style that is not used is not embedded."""
        if style not in self._fonts:
            with as_file(files("latepay_core.documents") / "fonts" / _FILES[style]) as path:
                self._pdf.add_font(FAMILY, style, path)
            font = self._pdf.fonts[FAMILY + style]
            assert isinstance(font, TTFFont)
            _lend_signs(font)
            self._fonts[style] = font
        return self._fonts[style]

    def width(self, text: str, size: float, strong: bool = False, emphasis: bool = False) -> float:
        """The width of a text in millimetres, at a size in points."""
        widths = self._font(style_letters(strong, emphasis)).cw
        return sum(widths[ord(sign)] for sign in text) * size / 1000 / POINTS_PER_MM

    def _fitted(self, text: str) -> str:
        """The cleaned text with signs the font has: a letter loses an accent the font lacks, other signs become ◊."""
        return "".join(map(self._shown, with_raised_signs(cleaned(text))))

    def _shown(self, sign: str) -> str:
        if ord(sign) in self._known or sign == "\n":
            return sign
        category = unicodedata.category(sign)
        if category == "Zs":
            return " "
        if category == "Cf" or "\ufe00" <= sign <= "\ufe0f":
            return ""
        base = unicodedata.normalize("NFD", sign)[0]
        return base if category.startswith("L") and ord(base) in self._known else REPLACEMENT

    def lines(self, runs: Runs, size: float, width: float, *, strong: bool = False) -> list[Line]:
        """The runs broken into lines no wider than `width` millimetres; a word too wide for a line is cut."""
        fitted = tuple(Run(self.fit(run.text), run.strong or strong, run.emphasis) for run in runs)
        made: list[Line] = []
        for paragraph in _paragraphs(fitted):
            current: list[Word] = []
            for word in self._cut(paragraph, size, width):
                if current and self._line([*current, word], size).width > width:
                    made.append(self._line(current, size))
                    current = []
                current.append(word)
            made.append(self._line(current, size))
        return made

    def _cut(self, words: list[Word], size: float, width: float) -> Iterator[Word]:
        for word in words:
            rest = word
            while sum(self._wide(run, size) for run in rest) > width:
                head, rest = self._split(rest, size, width)
                yield head
            yield rest

    def _split(self, word: Word, size: float, width: float) -> tuple[Word, Word]:
        """The word in two, the first half as long as a line allows, and one sign at least."""
        room = width
        for index, run in enumerate(word):
            for position, sign in enumerate(run.text):
                room -= self.width(sign, size, run.strong, run.emphasis)
                if room < 0 and (index, position) != (0, 0):
                    before = Run(run.text[:position], run.strong, run.emphasis)
                    after = Run(run.text[position:], run.strong, run.emphasis)
                    return (*word[:index], before), (after, *word[index + 1 :])
        return word, ()

    def _wide(self, run: Run, size: float) -> float:
        return self.width(run.text, size, run.strong, run.emphasis)

    def _line(self, words: list[Word], size: float) -> Line:
        """Words set side by side, neighbours of one style as one piece."""
        runs: list[Run] = []
        for number, word in enumerate(words):
            for position, run in enumerate(word):
                spaced = Run(" " + run.text, run.strong, run.emphasis) if number and not position else run
                if runs and _same_style(runs[-1], spaced):
                    runs[-1] = Run(runs[-1].text + spaced.text, spaced.strong, spaced.emphasis)
                else:
                    runs.append(spaced)
        pieces, x = [], 0.0
        for run in runs:
            pieces.append(Piece(run.text, run.strong, run.emphasis, x))
            x += self._wide(run, size)
        return Line(tuple(piece for piece in pieces if piece.text), x)


def style_letters(strong: bool, emphasis: bool) -> str:
    """The style as fpdf2 names it; what is both strong and emphasised is strong, in one face less to load.

    >>> style_letters(True, True), style_letters(False, True)
    ('B', 'I')
    """
    return "B" if strong else "I" if emphasis else ""


def baseline(size: float, leading: float) -> float:
    """How far below the top of its line a text stands, in millimetres; size and leading in points."""
    return (leading + (_ASCENT - _DESCENT) * size) / 2 / POINTS_PER_MM


def _lend_signs(font: TTFFont) -> None:
    for sign, model in _DRAWN_AS.items():
        font.cmap[sign], font.cw[sign], font.glyph_ids[sign] = font.cmap[model], font.cw[model], font.glyph_ids[model]


def _same_style(one: Run, other: Run) -> bool:
    return (one.strong, one.emphasis) == (other.strong, other.emphasis)


def _paragraphs(runs: Runs) -> Iterator[list[Word]]:
    """The words between two line breaks; a word holds several runs where the style changes within it."""
    words: list[list[Run]] = [[]]
    for run in runs:
        for number, line in enumerate(run.text.split("\n")):
            if number:
                yield [tuple(word) for word in words if word]
                words = [[]]
            for position, text in enumerate(line.split(" ")):
                if position:
                    words.append([])
                if text:
                    words[-1].append(Run(text, run.strong, run.emphasis))
    yield [tuple(word) for word in words if word]
