"""A draft: the form as it was typed, where it is no claim yet. Opened again, it is the same form."""

import re
from collections.abc import Mapping
from typing import Any

from calculator.app.entries import said, with_blanks
from latepay_core import ClaimRefused
from latepay_core.claim.naming import slug
from latepay_core.claim.reading import read_json

SCHEMA = "latepay.draft/1"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,99}")
_LONGEST, _MOST = 200_000, 50_000


def document(fields: Mapping[str, str]) -> dict[str, Any]:
    """The draft of a form's entries; empty ones say nothing.

    >>> document({"invoices-0-amount": "douze", "debtor-name": ""})
    {'schema': 'latepay.draft/1', 'fields': {'invoices-0-amount': 'douze'}}
    """
    return {"schema": SCHEMA, "fields": said(fields)}


def file_name(fields: Mapping[str, str], today: str) -> str:
    """The name under which a draft is saved: the other party's, then the day.

    >>> file_name({"debtor-name": "Société Durand"}, "2026-11-29")
    'dossier-societe-durand-2026-11-29.json'
    """
    other = "creditor" if fields.get("side") == "debtor" else "debtor"
    return "-".join(filter(None, ("dossier", slug(fields.get(f"{other}-name", "")), today))) + ".json"


def fields_of(text: str | bytes) -> dict[str, str] | None:
    """The entries of a draft; None for any other file, or for a draft that this program has not written.

    >>> fields_of('{"schema": "latepay.draft/1", "fields": {"invoices-0-amount": "douze"}}')
    {'invoices-0-amount': 'douze'}
    >>> fields_of('{"schema": "latepay.claim/1"}')
    """
    found = _draft(text)
    fields = found.get("fields") if found else None
    if not isinstance(fields, dict) or len(fields) > _MOST or not all(_is_entry(*each) for each in fields.items()):
        return None
    return with_blanks(fields)


def is_damaged(text: str | bytes) -> bool:
    """Whether a file says that it is a draft, and its entries cannot be read as one.

    >>> is_damaged('{"schema": "latepay.draft/1", "fields": {"as_of": 5}}'), is_damaged("{}")
    (True, False)
    """
    return _draft(text) is not None and fields_of(text) is None


def _draft(text: str | bytes) -> dict[str, Any] | None:
    if SCHEMA not in _beginning(text):
        return None
    try:
        found = read_json(text)
    except ClaimRefused:
        return None
    return found if isinstance(found, dict) and found.get("schema") == SCHEMA else None


def _beginning(text: str | bytes) -> str:
    """The first signs of a file, whatever the coding of its text."""
    return text[:200] if isinstance(text, str) else text[:400].replace(b"\0", b"").decode("ascii", "replace")


def _is_entry(name: str, value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and _NAME.fullmatch(name) is not None
