"""Files of any kind: recognised by what they hold, not by their names, and read; one that cannot be is said why."""

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from latepay_core.claim import ClaimRefused, read_claim
from latepay_core.claim.other_files import other_file
from latepay_core.claim.reading import read_json
from latepay_core.imports.archives import files_of, is_archive, opened
from latepay_core.imports.bank_files import is_camt, read_camt, read_ofx, read_qif
from latepay_core.imports.grid import Grid
from latepay_core.imports.headings import known_headings
from latepay_core.imports.joining import joined, joined_sheets
from latepay_core.imports.limits import LARGEST_FILE, MOST_FILES
from latepay_core.imports.model import Answers, Found, Place, Refused
from latepay_core.imports.own_papers import claim_within, each_once, is_own_pdf, is_own_word, said_once
from latepay_core.imports.refusals import FileRefused
from latepay_core.imports.safe_xml import parsed
from latepay_core.imports.tables import read_grid
from latepay_core.imports.texts import decoded, grid_of_text
from latepay_core.imports.workbooks import sheets_of_ods, sheets_of_xlsx
from latepay_core.said import Said, said

#: Files that hold no invoices, and what is said of each: `file-is-<kind>`.
_OTHERS = frozenset({"word", "office", "calendar", "page", "image", "mail", "statement"})
_SIGNS_OF_A_CASE = (b'"latepay.', b'"invoices"')
#: What the calculator saves while there is no claim yet.
_DRAFT, _CASES = "latepay.draft/1", "latepay.cases/1"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Source(NamedTuple):
    """A file as it was chosen or dropped: its name, for messages only, and its content. Pasted rows have no name."""

    name: str
    content: bytes


def read_files(sources: Iterable[Source], answers: Answers | None = None) -> Found:
    """All that the files hold together; credit notes and payments stand with the invoices that they name.

    Nothing is raised for what a file holds: what cannot be read is among `refused`, what only the user knows among
    `questions`.

    >>> rows = "N°;Client;Échéance;Montant TTC\\nF-1;Durand;31/01/2026;1 200,00"
    >>> found = read_files([Source("factures.csv", rows.encode())])
    >>> [(each.number, each.customer.name, each.due_on.isoformat(), str(each.amount)) for each in found.invoices]
    [('F-1', 'Durand', '2026-01-31', '1200.00')]
    """
    answers = answers or Answers()
    found = Found()
    for at, source in enumerate(sources):
        if at >= MOST_FILES:
            found += Found(refused=(Refused("too-many-files", Place(source.name), {"limit": str(MOST_FILES)}),))
            break
        found += _read_one(source, answers)
    return joined(each_once(found), answers)


def _read_one(source: Source, answers: Answers, *, nested: bool = False) -> Found:
    try:
        if len(source.content) > LARGEST_FILE:
            raise FileRefused("too-large", limit=str(LARGEST_FILE // 1_000_000))
        if not source.content.strip(b"\x00\t\r\n\f "):
            raise FileRefused("empty")
        found = _reader(source, nested=nested)(source, answers)
    except FileRefused as refused:
        return Found(refused=(refused.of(source.name),))
    # a bank's file of no operation at all
    return found if found != Found() else Found(refused=(Refused("nothing-found", Place(source.name)),))


type _Reader = Callable[[Source, Answers], Found]


def _reader(source: Source, *, nested: bool) -> _Reader:
    """What reads a file of this kind; raises FileRefused for the kinds that hold nothing to import."""
    content = source.content
    if is_archive(content):
        return _archive_reader(content, nested=nested)
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:400]
    if start.startswith(b"%PDF-"):
        return _read_pdf
    if content.startswith(_OLD_OFFICE):
        raise FileRefused("file-is-office")
    kind = other_file(content)
    if not kind and start.startswith(b"{") and any(sign in content for sign in _SIGNS_OF_A_CASE):
        return _read_case
    if kind in _OTHERS:
        raise FileRefused(f"file-is-{kind}")
    if start.startswith(b"<") and b"<OFX>" not in content[:4000].upper():
        return _read_xml
    return _read_text


def _archive_reader(content: bytes, *, nested: bool) -> _Reader:
    names = set(opened(content).namelist())
    if "xl/workbook.xml" in names:
        return lambda source, answers: _read_grids(sheets_of_xlsx(source.content, source.name), answers)
    if "content.xml" in names and "word/document.xml" not in names:
        return lambda source, answers: _read_grids(sheets_of_ods(source.content, source.name), answers)
    if "word/document.xml" in names:
        raise FileRefused("file-is-own-word" if is_own_word(opened(content)) else "file-is-word")
    if any(name.startswith("xl/") for name in names):
        raise FileRefused("file-is-office")
    if nested:
        raise FileRefused("zip-nested")
    return _read_archive


def _read_archive(source: Source, answers: Answers) -> Found:
    found = Found()
    for name, content in files_of(source.content):
        found += _read_one(Source(f"{source.name}/{name}", content), answers, nested=True)
    return said_once(found, source.name) if found != Found() else Found(refused=(Refused("empty", Place(source.name)),))


def _read_grids(grids: list[Grid], answers: Answers) -> Found:
    """The sheets of a workbook; one that holds no list is left aside where another does."""
    if not grids:
        raise FileRefused("empty")
    return joined_sheets([read_grid(grid, answers) for grid in grids])


def _read_pdf(source: Source, answers: Answers) -> Found:
    if is_own_pdf(source.content):
        return Found(claims=(claim_within(source.content),), papers=1)
    from latepay_core.imports.pdfs import invoice_within  # noqa: PLC0415 - pypdf is for PDF alone

    return _read_xml(Source(source.name, invoice_within(source.content)), answers)


def _read_xml(source: Source, answers: Answers) -> Found:
    from latepay_core.imports.invoices_xml import read_invoice, reads  # noqa: PLC0415 - for XML alone

    root = parsed(source.content)
    if is_camt(root):
        return read_camt(root, decoded(source.content), source.name)
    if reads(root):
        return read_invoice(root, source.name)
    raise FileRefused("file-is-xml")


def _first(refused: ClaimRefused) -> Said:
    """What is wrong first, and where."""
    found = refused.refusals[0]
    return said("refusals/at", path=found.path, message=found.message) if found.path else found.message


def _read_case(source: Source, answers: Answers) -> Found:
    """A case of ours, into which the other files go; its schema may stand anywhere in it, or be left out."""
    try:
        data = read_json(source.content)
        if data.get("schema") == _DRAFT:
            raise FileRefused("file-is-draft")
        if data.get("schema") != _CASES:
            read_claim(source.content)
            return Found(claims=(data,))
        for claim in data["claims"]:
            read_claim(json.dumps(claim))
    except ClaimRefused as refused:
        raise FileRefused("case-refused", message=_first(refused)) from None
    except (AttributeError, KeyError, TypeError):
        raise FileRefused("not-text") from None
    return Found(claims=tuple(data["claims"]))


def _read_text(source: Source, answers: Answers) -> Found:
    said = decoded(source.content)
    start = said.lstrip("\ufeff \t\r\n")[:4000].upper()
    if start.startswith("OFXHEADER") or "<OFX>" in start:
        return read_ofx(said, source.name)
    if start.startswith(("!TYPE:", "!ACCOUNT", "!OPTION")):
        return read_qif(said, source.name)
    return read_grid(grid_of_text(said, source.name, known_headings), answers)
