"""How each kind of paragraph looks, once for Word and for PDF: sizes in points, places in millimetres.

The recipient stands where the window of a French DL envelope shows it once the sheet is folded in three.
"""

from dataclasses import dataclass, replace

from latepay_core.documents.document import (
    Alignment,
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, BOTTOM = 25.0, 20.0, 20.0, 21.0
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
FOOTER = 12.0
#: From the left margin and from the top margin: 110 mm and 55 mm on the sheet.
WINDOW_LEFT, WINDOW_TOP = 85.0, 35.0
#: Below this the letter proper begins: the window ends, and so does the fold of the sheet.
HEAD_HEIGHT = 70.0
INDENT = 6.0
CELL_PADDING = 1.2
QR_SIZE, QR_QUIET = 36.0, 4
SIGNING_ROOM = 36.0
POINTS_PER_MM = 72 / 25.4
RULE, SHADE = "8C8C8C", "EFEFEF"


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a paragraph. `tight` leaves no room between two paragraphs of the same style."""

    identifier: str
    name: str
    size: float = 10.4
    strong: bool = False
    emphasis: bool = False
    before: float = 0
    after: float = 7
    indent: float = 0
    align: Alignment = "left"
    tight: bool = False
    outline: int | None = None


BODY = Style("Corps", "Corps de lettre", after=6)
ITEM = Style("Liste", "Élément de liste", after=3)
ENCLOSED = Style("PieceJointe", "Pièce jointe", size=9.5, after=0)
CAPTION = Style("TitreTableau", "Titre de tableau", size=9.5, strong=True, before=6, after=3)
CELL = Style("Cellule", "Cellule de tableau", size=9, after=0)
AFTER_TABLE = Style("ApresTableau", "Après tableau", size=4, after=3)
PARTY = Style("Partie", "Signature d’une partie", after=0)
#: In a message the name stands under the closing formula, and nobody signs by hand.
SIGNED_MESSAGE = Style("SignataireMessage", "Signature du message", after=10, tight=True)
NOTE = Style("Precision", "Note", size=8.5, before=2, after=4)
FOOT = Style("PiedPage", "Pied de lettre", size=8.5, after=0)

_ROLES: dict[str, Style] = {
    "body": BODY,
    "sender": Style("Expediteur", "Expéditeur", after=0),
    "recipient": Style("Destinataire", "Destinataire", after=0),
    "place-date": Style("LieuDate", "Lieu et date", before=4, after=12, indent=WINDOW_LEFT),
    "channel": Style("ModeEnvoi", "Mode d’envoi", strong=True, after=8),
    "references": Style("References", "Références", size=9.5, after=8, tight=True),
    "subject": Style("Objet", "Objet de la lettre", strong=True, before=2, after=12),
    "salutation": Style("Appel", "Formule d’appel", after=8),
    "closing": Style("Politesse", "Formule de politesse", before=2, after=8),
    "signature": Style("Signataire", "Signature de la lettre", indent=WINDOW_LEFT, before=34, after=10, tight=True),
    "enclosures": Style("PiecesJointes", "Pièces jointes", size=9.5, before=4, after=1, tight=True),
    "note": NOTE,
}
_HEADINGS = {
    1: Style("Heading1", "heading 1", size=16, strong=True, after=14, outline=0),
    2: Style("Heading2", "heading 2", size=12, strong=True, before=12, after=5, outline=1),
    3: Style("Heading3", "heading 3", size=10.5, strong=True, before=8, after=3, outline=2),
}
_TITLE = replace(_HEADINGS[1], align="center", after=20)


def style_of(block: Paragraph | Heading | ItemList, layout: str) -> Style:
    """The style of a block; the title of a deed stands in the middle."""
    if isinstance(block, Heading):
        level = min(max(block.level, 1), len(_HEADINGS))
        return _TITLE if level == 1 and layout == "deed" else _HEADINGS[level]
    if isinstance(block, ItemList):
        return ENCLOSED if block.role == "enclosures" else ITEM
    if block.role == "signature" and layout == "message":
        return SIGNED_MESSAGE
    return _ROLES[block.role]


def all_styles(layout: str) -> tuple[Style, ...]:
    """Every style of a document of this layout, for a file that declares them."""
    headings = (_TITLE if layout == "deed" else _HEADINGS[1], _HEADINGS[2], _HEADINGS[3])
    return (*_ROLES.values(), ITEM, ENCLOSED, CAPTION, CELL, AFTER_TABLE, PARTY, SIGNED_MESSAGE, FOOT, *headings)


@dataclass(frozen=True, slots=True)
class Head:
    """The two address blocks of a letter, side by side."""

    sender: tuple[Paragraph, ...]
    recipient: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The places where the parties to a deed sign, side by side."""

    blocks: tuple[Paragraph, ...]


Part = Paragraph | Heading | ItemList | Table | Picture | Head | Signatures


@dataclass(frozen=True, slots=True)
class Kept:
    """A part of the document, whether it stays on the page of the next one, and whether it begins a page."""

    part: Part
    with_next: bool
    on_new_page: bool


def parts_of(document: Document) -> tuple[Kept, ...]:
    """The document's blocks with the address blocks brought together, and what must stay with what follows it."""
    parts = _signed(_headed(document), document.layout)
    kept: list[Kept] = []
    for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
        if not isinstance(part, PageBreak):
            kept.append(Kept(part, _kept(part, after), on_new_page=isinstance(before, PageBreak) and bool(kept)))
    return tuple(kept)


def _headed(document: Document) -> list[Part | PageBreak]:
    parts: list[Part | PageBreak] = []
    addresses: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and _in_head(block, parts, document.layout):
            addresses.append(block)
        else:
            parts.append(block)
    if addresses:
        sides = {role: tuple(each for each in addresses if each.role == role) for role in ("sender", "recipient")}
        parts.insert(0, Head(sides["sender"], sides["recipient"]))
    return parts


def _in_head(block: Paragraph, before: list[Part | PageBreak], layout: str) -> bool:
    """An address belongs to the head of a letter until something else than the manner of sending was said."""
    opening = all(isinstance(part, Paragraph) and part.role == "channel" for part in before)
    return layout == "letter" and opening and block.role in ("sender", "recipient")


def _signed(parts: list[Part | PageBreak], layout: str) -> list[Part | PageBreak]:
    if layout != "deed":
        return parts
    made: list[Part | PageBreak] = []
    for part in parts:
        if isinstance(part, Paragraph) and part.role == "signature":
            if made and isinstance(made[-1], Signatures):
                made[-1] = Signatures((*made[-1].blocks, part))
            else:
                made.append(Signatures((part,)))
        else:
            made.append(part)
    return made


def _role(part: Part | PageBreak) -> str:
    return part.role if isinstance(part, Paragraph | ItemList) else ""


def _kept(part: Part, after: Part | PageBreak | None) -> bool:
    """A heading is never left alone at the foot of a page, nor a signature at the head of the next."""
    if after is None or isinstance(after, PageBreak):
        return False
    if isinstance(part, Heading):
        return True
    if not isinstance(part, Paragraph):
        return isinstance(after, Signatures)
    if part.role in ("subject", "salutation", "closing"):
        return True
    if part.role == "signature":
        return _role(after) in ("signature", "enclosures")
    return _role(after) in ("closing", "signature") or _leads(part, after)


def _leads(part: Paragraph, after: Part) -> bool:
    """Whether a paragraph announces what follows it."""
    if isinstance(after, Signatures | Picture):
        return True
    said = "".join(run.text for run in part.runs).rstrip()
    return said.endswith(":") and not isinstance(after, Paragraph | Heading)
