"""What travels inside a PDF: the claim as it was typed and its statement, so that anyone can redo the reckoning."""

import json
from dataclasses import dataclass
from typing import Literal

from latepay_core.claim import Claim
from latepay_core.language import catalogue
from latepay_core.statement import Statement

CLAIM, STATEMENT = "creance.json", "decompte.json"

#: How a file bears upon the document it is in (ISO 32000-2, 14.13): its source, its data, or something more.
Relationship = Literal["Source", "Data", "Supplement"]
_RELATIONSHIPS: dict[str, Relationship] = {CLAIM: "Source", STATEMENT: "Data"}
_MEDIA_TYPES = {"json": "application/json", "csv": "text/csv", "ics": "text/calendar", "pdf": "application/pdf"}
_MEDIA_TYPES |= {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
_MEDIA_TYPES |= {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class Attached:
    """What a file is: its media type, how it bears upon the document, a sentence."""

    media_type: str
    relationship: Relationship
    description: str


def attachments_of(claim: Claim, statement: Statement) -> dict[str, bytes]:
    """The claim and its statement as files, by name.

    >>> from latepay_core.statement import draw_up
    >>> claim = Claim.model_validate({"as_of": "2026-03-15", "invoices": [{"due_on": "2025-11-30", "amount": "100"}]})
    >>> sorted(attachments_of(claim, draw_up(claim)))
    ['creance.json', 'decompte.json']
    """
    # what was left out stays out: the file is then the one the user would save
    typed = claim.model_dump(mode="json", exclude_unset=True) | {"schema": claim.schema_, "as_of": str(claim.as_of)}
    return {CLAIM: _written(typed), STATEMENT: _written(statement.model_dump(mode="json"))}


def described(name: str) -> Attached:
    """What an attached file is, by its name.

    >>> described("creance.json").relationship, described("suivi.ics").media_type
    ('Source', 'text/calendar')
    """
    sentences = catalogue("latepay_core.letters", "attachments.toml")
    media_type = _MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return Attached(media_type, _RELATIONSHIPS.get(name, "Supplement"), sentences.get(f"description.{name}", name))


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
