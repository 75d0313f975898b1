"""Files that people take for a saved claim: what they are, told from how they begin."""

import re

_ZIP = "PK\x03\x04"
#: By what an archive's list of files names, what it is.
_INSIDE = (
    ("word/document.xml", "word"),
    ("opendocument.text", "word"),
    ("xl/workbook.xml", "sheet"),
    ("opendocument.spreadsheet", "sheet"),
)
_HEADERS = "from|to|subject|date|mime-version|x-unsent|received|return-path|message-id"
_BEGINNINGS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), kind)
    for pattern, kind in (
        (r"%PDF-", "pdf"),
        (r"\{\\rtf", "word"),
        # older Word and Excel files, and what a browser's reading as text leaves of them
        ("\xd0\xcf\x11\xe0|\ufffd\ufffd\x11\u0871", "office"),
        (r"BEGIN:VCALENDAR", "calendar"),
        (r"<!doctype html|<html", "page"),
        (r"<\?xml", "xml"),
        (r".PNG\r|.{0,12}(?:JFIF|Exif)|.{4}ftypheic|GIF8", "image"),
        (r'\{\s*"schema":\s*"latepay\.statement/1"', "statement"),
        (rf"(?:{_HEADERS}): [^\n]*\n", "mail"),
    )
)
_SEPARATORS = ";\t,"
_LOOKED_AT = 4000


def other_file(content: str | bytes) -> str:
    """What a file is that is no claim: `word`, `pdf`, `sheet`, `table`, `mail`…; empty where it may be one.

    `content` is the file's bytes, or what a browser's reading as text leaves of them.

    >>> other_file(b"%PDF-1.7"), other_file("F-1;01/02/2026;12,00\\nF-2;01/03/2026;8,00"), other_file('{"schema": 1}')
    ('pdf', 'table', '')
    """
    text = content.decode("latin-1") if isinstance(content, bytes) else content
    start = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n")
    if start.startswith(_ZIP):
        return next((kind for name, kind in _INSIDE if name in text), "archive")
    for pattern, kind in _BEGINNINGS:
        if pattern.match(start):
            return kind
    return "table" if not start.startswith(("{", "[")) and _is_table(start.splitlines()) else ""


def _is_table(lines: list[str]) -> bool:
    """Whether the first lines are cut into as many cells, two at least."""
    rows = [line for line in lines if line.strip()][:3]
    return len(rows) > 1 and any(
        rows[0].count(sign) and len({row.count(sign) for row in rows}) == 1 for sign in _SEPARATORS
    )
