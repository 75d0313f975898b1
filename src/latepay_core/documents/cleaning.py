"""What a person typed, made fit for another program: no sign that its format may not hold, no formula, no new line."""

import re
import unicodedata

_NONCHARACTERS = frozenset({0xFFFE, 0xFFFF})
#: They hold some scripts' letters and the parts of an emoji together, and are drawn as nothing.
_JOINERS = "\u200c\u200d"
_BREAKS = "\n\u2028\u2029\u0085\u000b\u000c"
#: What spreadsheets take for the beginning of a formula, the wide forms of East Asian keyboards included.
_FORMULA = tuple("=+-@＝＋－＠")
_FIGURE = re.compile(r"-?\d+(,\d+)?")


def clean(text: str) -> str:
    """The text with its line breaks, without other control and direction marks; half characters are made visible.

    >>> clean("A\\u202egnp.exe\\x00\\tB\\r\\nC")
    'Agnp.exe B\\nC'
    """
    return "".join(map(_fit, text.replace("\r\n", "\n").replace("\r", "\n")))


def _fit(sign: str) -> str:
    if sign in _BREAKS:
        return "\n"
    if sign == "\t":
        return " "
    if sign in _JOINERS:
        return sign
    category = unicodedata.category(sign)
    if category in {"Cc", "Cf"}:
        return ""
    if category == "Cs" or ord(sign) & 0xFFFF in _NONCHARACTERS:
        return "\N{REPLACEMENT CHARACTER}"
    return sign


def on_one_line(text: str) -> str:
    """The cleaned text on one line, with single spaces; no-break spaces stay.

    >>> on_one_line("  A\\n  B ")
    'A B'
    """
    return " ".join(part for part in re.split("[ \n]+", clean(text)) if part)


def cell(text: str) -> str:
    """A cell's text for a file that has no types: on one line, and never the beginning of a formula.

    >>> cell("=HYPERLINK(1)"), cell("-12,50"), cell("F-118\\n+1")
    ("'=HYPERLINK(1)", '-12,50', 'F-118 +1')
    """
    flat = on_one_line(text)
    dangerous = flat.lstrip("\u00a0\u202f").startswith(_FORMULA) and not _FIGURE.fullmatch(flat)
    return "'" + flat if dangerous else flat


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer than `most` signs.

    >>> shortened("Atelier de menuiserie Martin", 20)
    'Atelier de…'
    """
    flat = on_one_line(text)
    if len(flat) <= most:
        return flat
    head = flat[: most - 1]
    words = head.rsplit(" ", 1)[0] if " " in head else head
    return words.rstrip() + "…"
