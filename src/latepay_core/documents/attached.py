"""A file that travels with a document: what it holds, how it bears upon the document, and its media type."""

from dataclasses import dataclass
from typing import Literal

#: How a file bears upon the document it is in (ISO 32000-2, 14.13): its source, its data, or something more.
Relationship = Literal["Source", "Data", "Supplement"]
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "eml": "message/rfc822",
    "html": "text/html",
    "ics": "text/calendar",
    "json": "application/json",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file's content, how it bears upon the document, a sentence that says what it is."""

    content: bytes
    relationship: Relationship = "Supplement"
    description: str = ""


def media_type(name: str) -> str:
    """The media type of a file, by its name or its ending.

    >>> media_type("suivi.ics"), media_type("inconnu")
    ('text/calendar', 'application/octet-stream')
    """
    return _MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
