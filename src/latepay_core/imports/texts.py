"""Text files: how they are coded, and what cuts their lines into cells."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from latepay_core.imports.grid import Grid, Row, tidy_cell
from latepay_core.imports.limits import HEADINGS_WITHIN, MOST_COLUMNS, MOST_ROWS
from latepay_core.imports.refusals import FileRefused

SEPARATORS = (";", "\t", ",", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4_000
#: What a text never holds, but for tabs, ends of lines and pages.
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 26}
#: A record that spans so many lines was opened by a quote that is none.
_LONGEST_RECORD = 60
_LOOKED_ROWS = 400
_WIDE_GAPS = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
#: What the undefined places of Windows's code page give in a text that is in an older Macintosh's.
_MAC_SIGNS, _WINDOWS_SIGNS = b"\x8e\x8f\x88\x9d", b"\xe9\xe8\xe0\xf9"


def decoded(content: bytes) -> str:
    """The text of a file: by its mark, else UTF-8, else UTF-16 without mark, else Windows's French code page.

    Raises FileRefused for what is no text.

    >>> decoded("Échéance".encode("cp1252")), decoded("a;b".encode("utf-16"))
    ('Échéance', 'a;b')
    """
    for mark, coding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, coding)
    start = content[:_LOOKED_AT]
    if start.count(0) > len(start) // 4:
        even, odd = start[::2].count(0), start[1::2].count(0)
        return _strictly(content, "utf-16-le" if odd > even else "utf-16-be")
    if any(byte in _CONTROLS for byte in start):
        raise FileRefused("not-text")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("mac-roman" if _is_macintosh(content) else "cp1252", errors="replace")


def _strictly(content: bytes, coding: str) -> str:
    try:
        return content.decode(coding)
    except UnicodeDecodeError:
        raise FileRefused("not-text") from None


def _is_macintosh(content: bytes) -> bool:
    mac, windows = (sum(content.count(bytes([sign])) for sign in signs) for signs in (_MAC_SIGNS, _WINDOWS_SIGNS))
    return mac > windows


def grid_of_text(text: str, file: str, known: Callable[[tuple[str, ...]], int]) -> Grid:
    """A text cut into cells by the separator that makes the most sense of it.

    `known` counts the headings among a row's cells.
    """
    text = _gaps_as_tabs(text)
    best: tuple[tuple[int, float], str] | None = None
    for separator in SEPARATORS:
        if separator in text:
            rows = _records(text, separator, limit=_LOOKED_ROWS)
            score = _score(rows, known)
            if best is None or score > best[0]:
                best = score, separator
    rows = _records(text, best[1] if best else "\t")
    if len(rows) > MOST_ROWS:
        raise FileRefused("too-many-rows", limit=str(MOST_ROWS))
    return Grid(file, tuple(rows))


def _gaps_as_tabs(text: str) -> str:
    """Rows pasted from a page, whose cells only wide gaps part, with tabs for the gaps."""
    if any(sign in text for sign in ";\t|"):
        return text
    lines = [line for line in text.splitlines()[:_LOOKED_ROWS] if line.strip()]
    gaps = sum(len(_WIDE_GAPS.findall(line)) > 1 for line in lines)
    return _WIDE_GAPS.sub("\t", text) if lines and gaps * 2 > len(lines) else text


def _score(rows: list[Row], known: Callable[[tuple[str, ...]], int]) -> tuple[int, float]:
    """How many headings the separator shows, then how even it makes the rows."""
    heads = max((known(tuple(map(str, row.cells))) for row in rows[:HEADINGS_WITHIN]), default=0)
    widths = Counter(len(row.cells) for row in rows if len(row.filled) > 1)
    width, count = max(widths.items(), key=lambda each: each[1] * each[0], default=(1, 0))
    return heads, count / max(1, len(rows)) * min(width, 12)


def _records(text: str, separator: str, limit: int = MOST_ROWS + 1) -> list[Row]:
    """The records, whose cells quotes hold together unless the quotes are the text's own."""
    rows = _parsed(text, separator, limit, quoted=True)
    if rows is None or any(b.number - a.number > 1 for a, b in pairwise(rows)):
        plain = _parsed(text, separator, limit, quoted=False)
        if rows is None or (plain is not None and _evenness(plain) >= _evenness(rows)):
            rows = plain
    if rows is None:
        raise FileRefused("not-a-table")
    return rows


def _evenness(rows: list[Row]) -> float:
    """What part of the rows have the usual number of cells."""
    widths = Counter(len(row.cells) for row in rows if row.filled)
    return max(widths.values(), default=0) / max(1, sum(widths.values()))


def _parsed(text: str, separator: str, limit: int, *, quoted: bool) -> list[Row] | None:
    """The records with the line on which each starts; None where a quote swallowed what follows it."""
    rows: list[Row] = []
    lines = io.StringIO(text, newline="")
    reader = (
        csv.reader(lines, delimiter=separator)
        if quoted
        else csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    )
    start = 1
    try:
        for cells in reader:
            if quoted and reader.line_num - start >= _LONGEST_RECORD:
                return None
            rows.append(Row(start, tuple(map(tidy_cell, cells[:MOST_COLUMNS]))))
            start = reader.line_num + 1
            if len(rows) >= limit:
                break
    except csv.Error:
        return None
    return rows
