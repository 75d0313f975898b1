"""Papers that were made here and come back: letters, statements. A PDF may carry the claim that it was written from."""

import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from latepay_core.claim import ClaimRefused, read_claim
from latepay_core.claim.reading import FILE_LIMIT, read_json
from latepay_core.imports.archives import member
from latepay_core.imports.limits import LARGEST_XML
from latepay_core.imports.model import Found, Place, Refused
from latepay_core.imports.refusals import FileRefused

#: The names under which a PDF of ours carries the case it was written from and what it is about of it
#: (`outputs.attachments`), the whole before the part, and how it says who made it.
_CLAIMS = ("dossier.json", "creance.json")
_MADE_HERE = "<pdf:Producer>Payé à temps".encode()
_MADE_IN_WORD = "<Application>Payé à temps</Application>".encode()
_PDF, _WORD, _STATEMENT = "file-is-own-pdf", "file-is-own-word", "file-is-statement"
_OWN = (_PDF, _WORD, _STATEMENT)
#: What goes with the letters of one archive: the list of what is in it.
_INDEX = re.compile(r"\.txt$", re.IGNORECASE)


def is_own_pdf(content: bytes) -> bool:
    """Whether a PDF says that it was made here."""
    return _MADE_HERE in content


def is_own_word(archive: zipfile.ZipFile) -> bool:
    """Whether a Word file says that it was made here."""
    try:
        return _MADE_IN_WORD in member(archive, "docProps/app.xml", LARGEST_XML)
    except FileRefused:
        return False


def claim_within(content: bytes) -> dict[str, Any]:
    """The claim that a PDF made here carries; raises FileRefused where it carries none, or none that can be read."""
    import pypdf  # noqa: PLC0415 - optional, and only for PDF

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        carried = {each.name: each for each in reader.attachment_list if each.name in _CLAIMS}
        found = next((bytes(carried[name].content) for name in _CLAIMS if name in carried), None)
    except (ImportError, OSError):
        raise
    except Exception:  # pypdf tells a damaged file by whatever error comes first
        raise FileRefused("pdf-damaged") from None
    if found is None:
        raise FileRefused(_PDF)
    if len(found) > FILE_LIMIT:
        raise FileRefused("too-large", limit=str(FILE_LIMIT // 1_000_000))
    try:
        read_claim(found)
        claim: dict[str, Any] = read_json(found)
    except ClaimRefused:
        raise FileRefused(_PDF) from None
    return claim


def said_once(found: Found, archive: str) -> Found:
    """What was found in an archive, with one sentence about the papers of ours among its files, whichever they are."""
    own = [each for each in found.refused if each.code in _OWN]
    if not own or (len(own) == 1 and not found.papers):
        return found
    # the PDFs that carry their claims say enough of the Word files and of the statements beside them
    said = not found.papers or any(each.code == _PDF for each in own)
    told = [Refused("own-papers", Place(archive))] if said else []
    left = [each for each in found.refused if each not in own and not _INDEX.search(each.place.file)]
    return replace(found, refused=(*told, *left))


def each_once(found: Found) -> Found:
    """Two papers of one claim are one claim: the one of the latest day."""
    if not found.papers:
        return found
    return replace(found, claims=tuple(_unlike(found.claims)))


def _unlike(claims: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = {}
    for claim in claims:
        said = json.dumps({key: value for key, value in claim.items() if key != "as_of"}, sort_keys=True)
        if said not in kept or claim.get("as_of", "") > kept[said].get("as_of", ""):
            kept[said] = claim
    return kept.values()
