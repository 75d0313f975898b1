"""How each kind of paragraph looks, once for Word and for PDF: sizes in points, places in millimetres.

The recipient stands where the window of a French DL envelope shows it once the sheet is folded in three (NF Z 10-011):
nothing else stands between 50 and 84 mm from the top, right of 105 mm.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from latepay_core.documents.document import (
    Alignment,
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Parties,
    PaymentBox,
    Picture,
    Ruled,
    Sums,
    Table,
    text_of,
)
from latepay_core.documents.plain import cleaned, on_one_line, words

if TYPE_CHECKING:
    from latepay_core.documents.logo import Logo

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, RIGHT = 22.0, 20.0
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
#: Where the text of a following page begins, under its running head, and of the first page of a deed.
TOP, DEED_TOP = 25.0, 18.0
RUNNING, RUNNING_RULE = 12.0, 5.9
#: Nothing of the text below this; the rule above the legal line, and the baseline of that line.
BOTTOM, LEGAL_RULE = 17.0, 14.5
#: Where a letterhead begins, the window, the date and the text of a letter, from the top of the sheet.
HEAD_TOP, WINDOW_TOP, DATE_TOP, LETTER_TOP = 13.0, 54.0, 88.0, 97.0
#: The window's left edge, from the left of the sheet; what stands left of it ends here, from the left margin.
WINDOW_LEFT, BESIDE_WINDOW = 110.0, 74.0
FOLDS = (99.0, 198.0)
INDENT = 6.0
CELL_PADDING, CELL_ROOM, ASIDE_PADDING = 1.6, 0.85, 2.0
#: What parts a column of words from the sums at its left, which end where it begins.
APART = 4.2
QR_SIZE, QR_QUIET = 31.0, 4
QR_COLUMN = 38.0
#: What parts a logo from the sender's name.
LOGO_GAP = 6.0
#: What parts the sender's name from the contact, and a deed's letterhead from its text.
HEAD_APART, HEAD_BELOW = 8.0, 7.0
SIGNING_ROOM, DEED_SIGNING_ROOM = 15.0, 24.0
SIGNING_WIDTH = 66.0
HAND_LINE = 9.5
POINTS_PER_MM = 72 / 25.4
TEXT, INK, INK_2, RULE, FAINT = "16202F", "1B2A41", "4A566B", "B9BEC8", "DCDFE5"
MOVE, MOVE_TEXT = "F3F5F4", "0B524E"
HAND_RULE = "8B93A1"
#: The thickness of rules, in millimetres: the mark above a sum, a table's head and foot, its rows.
THICK, STRONG_RULE, INNER_RULE, HAIR_RULE, ROW_RULE = 1.1, 0.45, 0.3, 0.2, 0.15


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a paragraph. `tight` leaves no room between two paragraphs of the same style."""

    identifier: str
    name: str
    size: float = 10.4
    leading: float = 14.2
    strong: bool = False
    emphasis: bool = False
    before: float = 0
    after: float = 5.4
    indent: float = 0
    align: Alignment = "left"
    tight: bool = False
    outline: int | None = None
    colour: str = TEXT


BODY = Style("Corps", "Corps de lettre")
ITEM = Style("Liste", "Élément de liste", after=2)
ENCLOSED = Style("PieceJointe", "Pièce jointe", size=8.8, leading=11.8, after=0)
CAPTION = Style("TitreTableau", "Titre de tableau", size=8.9, leading=11.8, before=4, after=2.8, colour=INK_2)
CELL = Style("Cellule", "Cellule de tableau", size=8.8, leading=11.6, after=0)
CELL_HEAD = Style("TeteColonne", "Tête de colonne", size=8.8, leading=10.6, strong=True, after=0, colour=INK)
AFTER_TABLE = Style("ApresTableau", "Après tableau", size=1, leading=2, after=6)
PARTY = Style("Partie", "Signature d’une partie", size=9.4, leading=12.4, after=0)
SIGNED_FOR = Style("Pour", "Pour qui l’on signe", size=8.8, leading=12, after=0, colour=INK_2)
#: In a message the name stands under the closing formula, and nobody signs by hand.
SIGNED_MESSAGE = Style("SignataireMessage", "Signature du message", after=8, tight=True)
NOTE = Style("Precision", "Note", size=8.6, leading=11.6, before=1, after=3, colour=INK_2)
FOOT = Style("PiedPage", "Pied de lettre", size=7.8, leading=10, after=0, colour=INK_2)
RUN_HEAD = Style("TetePage", "Tête de page", size=8.6, leading=12, after=0, colour=INK_2)
HEAD_NAME = Style("Enseigne", "Nom de l’expéditeur", size=15, leading=18, strong=True, after=0, colour=INK)
HEAD_LINE = Style("Entete", "Ligne d’en-tête", size=8.8, leading=12, after=0, colour=INK_2)
BOX_TITLE = Style("PayerTitre", "À payer titre", size=8.9, leading=11, after=0, colour=INK_2)
BOX_SUM = Style("PayerSomme", "À payer somme", size=20, leading=24, strong=True, after=0, colour=INK)
BOX_DAY = Style("PayerJour", "À payer jour", size=10.8, leading=14.2, strong=True, after=0, colour=INK)
BOX_ROW = Style("PayerLigne", "À payer ligne", size=9.4, leading=12.4, after=1)
BOX_NOTE = Style("PayerCode", "À payer code", size=7.6, leading=9.4, after=0, align="center", colour=INK_2)
SUM_LABEL = Style("SommeTitre", "Titre d’une somme", size=8.8, leading=12, after=0, colour=INK_2)
SUM_PART = Style("SommePart", "Part d’une somme", size=12, leading=16, after=0)
SUM_TOTAL = Style("SommeTotal", "Total d’une somme", size=14, leading=18, strong=True, after=0, colour=INK)

_ROLES: dict[str, Style] = {
    "body": BODY,
    "sender": HEAD_LINE,
    "contact": Style("Contact", "Contact de l’expéditeur", size=8.8, leading=12, after=0, align="right", colour=INK_2),
    "recipient": Style("Destinataire", "Destinataire", size=10.5, leading=13.4, after=0),
    "place-date": Style("LieuDate", "Lieu et date", after=8),
    "channel": Style("ModeEnvoi", "Mode d’envoi", size=8.8, leading=12.4, strong=True, after=4.5),
    "references": Style("References", "Références", size=8.8, leading=12.4, after=0, tight=True, colour=INK_2),
    "subject": Style(
        "Objet", "Objet de la lettre", size=11.4, leading=15, strong=True, after=7.4, outline=0, colour=INK
    ),
    "salutation": Style("Appel", "Formule d’appel"),
    "closing": Style("Politesse", "Formule de politesse", before=1, after=7),
    "signed-for": SIGNED_FOR,
    "signature": PARTY,
    "enclosures": Style(
        "PiecesJointes", "Pièces jointes", size=8.8, leading=12, strong=True, after=0, tight=True, colour=INK_2
    ),
    "note": NOTE,
    "sum": Style("Cloture", "Clôture d’un compte", size=9.4, leading=12.4, before=1, after=12, align="right"),
    "intro": Style("Chapeau", "Sous le titre", size=11.4, leading=14.2, after=14, colour=INK_2),
}
_HEADINGS = {
    1: Style("Heading1", "heading 1", size=19, leading=23, strong=True, after=14, outline=0, colour=INK),
    2: Style("Heading2", "heading 2", size=11, leading=14, strong=True, before=12, after=5, outline=1, colour=INK),
    3: Style("Heading3", "heading 3", size=10.5, leading=14, strong=True, before=8, after=1, outline=2, colour=INK),
}


def style_of(block: Paragraph | Heading | ItemList, layout: str) -> Style:
    """The style of a block."""
    if isinstance(block, Heading):
        return _HEADINGS[min(max(block.level, 1), len(_HEADINGS))]
    if isinstance(block, ItemList):
        return ENCLOSED if block.role == "enclosures" else replace(NOTE, after=2) if block.role == "note" else ITEM
    if block.role in ("signature", "signed-for") and layout == "message":
        return SIGNED_MESSAGE
    return _ROLES[block.role]


def all_styles() -> tuple[Style, ...]:
    """Every style of a document, for a file that declares them."""
    boxes = (BOX_TITLE, BOX_SUM, BOX_DAY, BOX_ROW, BOX_NOTE, SUM_LABEL, SUM_PART, SUM_TOTAL)
    own = (ITEM, ENCLOSED, CAPTION, CELL, CELL_HEAD, AFTER_TABLE, SIGNED_MESSAGE, FOOT, RUN_HEAD, HEAD_NAME)
    return (*_ROLES.values(), *own, *boxes, *_HEADINGS.values())


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a letter: letterhead and contact, recipient in the window, what stands beside it, the date.

    `window`: whether what follows the letterhead has its places on the sheet; a deed's text comes right below.
    """

    sender: tuple[Paragraph, ...] = ()
    contact: tuple[Paragraph, ...] = ()
    recipient: tuple[Paragraph, ...] = ()
    beside: tuple[Paragraph, ...] = ()
    date: tuple[Paragraph, ...] = ()
    logo: "Logo | None" = None
    logo_said: str = ""
    window: bool = True

    def name_width(self, measure: Callable[[str, float, bool], float]) -> float:
        """The room for the name between the logo and the contact, in millimetres; `measure` gives a text's width."""
        beside = self.logo.size[0] + LOGO_GAP if self.logo else 0.0
        lines = (line for each in self.contact for line in text_of(each.runs).split("\n"))
        contact = max((measure(cleaned(line), HEAD_LINE.size, False) for line in lines), default=0.0)
        return max(WINDOW_LEFT - LEFT - 5, TEXT_WIDTH - contact - HEAD_APART) - beside


@dataclass(frozen=True, slots=True)
class Signatures:
    """The places where the parties to a deed sign, side by side."""

    blocks: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a letter: what is sent along on the left, room to sign on the right."""

    signed_for: tuple[Paragraph, ...]
    signature: tuple[Paragraph, ...]
    enclosed: tuple[Paragraph | ItemList, ...]


Arranged = PaymentBox | Sums | Parties | Ruled | Head | Signatures | Ending
Part = Paragraph | Heading | ItemList | Table | Picture | Arranged
_HEAD_ROLES = {
    "sender": "sender",
    "contact": "contact",
    "recipient": "recipient",
    "channel": "beside",
    "references": "beside",
    "place-date": "date",
}
#: A last paragraph of no more signs than this, two lines, is little company for a closing: the one before it comes too.
_SHORT_END = 190
_END_ROLES = ("signed-for", "signature", "enclosures")
#: A list of what is sent along that is longer than this follows the signature, over the whole width.
_MOST_ENCLOSED = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """A part of the document, whether it stays on the page of the next one, and whether it begins a page."""

    part: Part
    with_next: bool
    on_new_page: bool


def parts_of(document: Document) -> tuple[Kept, ...]:
    """The document's blocks, head and end brought together, and what must stay with what follows it."""
    parts = _ended(_signed(_headed(document), document.layout), document.layout)
    led = _led_to_the_end(parts)
    kept: list[Kept] = []
    for at, (before, part, after) in enumerate(zip((None, *parts), parts, (*parts[1:], None), strict=False)):
        if not isinstance(part, PageBreak):
            new = isinstance(before, PageBreak) and bool(kept)
            kept.append(Kept(part, at == led or _kept(part, after), on_new_page=new))
    return tuple(kept)


def _led_to_the_end(parts: Sequence[Part | PageBreak]) -> int | None:
    """The paragraph before a short last one of a letter: both go with its closing, which is never alone on a page."""
    end = next((at for at, part in enumerate(parts) if _role(part) == "closing"), 0)
    before = parts[max(0, end - 2) : end]
    texts = [part for part in before if isinstance(part, Paragraph) and part.role == "body"]
    short = len(texts) == 2 and len(text_of(texts[-1].runs)) <= _SHORT_END  # noqa: PLR2004 - the two
    return end - 2 if short else None


def _headed(document: Document) -> list[Part | PageBreak]:
    """The blocks of a letter up to its date, references or manner of sending, as its head; a deed's letterhead."""
    if document.layout == "message":
        return list(document.blocks)
    opening = list(takewhile(_in_head, document.blocks))
    rest: list[Part | PageBreak] = list(document.blocks[len(opening) :])
    if document.layout == "deed" and document.logo:
        opening = list(document.letterhead)
    places: dict[str, list[Paragraph]] = {name: [] for name in dict.fromkeys(_HEAD_ROLES.values())}
    for block in opening:
        assert isinstance(block, Paragraph)
        places[_HEAD_ROLES[block.role]].append(block)
    said = words(document.language, "picture.logo", name=on_one_line(document.author)).strip() if document.logo else ""
    head = Head(
        **{name: tuple(found) for name, found in places.items()},
        logo=document.logo,
        logo_said=said,
        window=document.layout == "letter",
    )
    return [head, *rest] if opening or (document.logo and not head.window) else rest


def _in_head(block: object) -> bool:
    return isinstance(block, Paragraph) and block.role in _HEAD_ROLES


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


def _ended(parts: list[Part | PageBreak], layout: str) -> list[Part | PageBreak]:
    """The signature of a letter and what is sent along, side by side; a long list follows by itself."""
    if layout != "letter":
        return parts
    start = next((at for at, part in enumerate(parts) if _role(part) in _END_ROLES), len(parts))
    tail = list(takewhile(lambda part: _role(part) in _END_ROLES, parts[start:]))
    if not tail:
        return parts
    found: dict[str, list[Paragraph]] = {"signed-for": [], "signature": []}
    enclosed: list[Paragraph | ItemList] = []
    for part in tail:
        if isinstance(part, Paragraph) and part.role in found:
            found[part.role].append(part)
        elif isinstance(part, Paragraph | ItemList):
            enclosed.append(part)
    signed_for, signature = tuple(found["signed-for"]), tuple(found["signature"])
    after = parts[start + len(tail) :]
    if sum(len(each.items) for each in enclosed if isinstance(each, ItemList)) > _MOST_ENCLOSED:
        return [*parts[:start], Ending(signed_for, signature, ()), *enclosed, *after]
    return [*parts[:start], Ending(signed_for, signature, tuple(enclosed)), *after]


def _role(part: object) -> str:
    return part.role if isinstance(part, Paragraph | ItemList) else ""


def _kept(part: Part, after: Part | PageBreak | None) -> bool:
    """A heading is never left alone at the foot of a page, nor a signature at the head of the next."""
    if after is None or isinstance(after, PageBreak):
        return False
    if not isinstance(part, Paragraph):
        # to whom a copy goes stands under the signature
        follows = isinstance(after, Paragraph) and (
            isinstance(part, Ruled) or after.role == "sum" or (isinstance(part, Ending) and after.role == "note")
        )
        return isinstance(part, Heading) or isinstance(after, Signatures) or follows
    if part.role in _END_ROLES:
        return isinstance(after, ItemList) if part.role == "enclosures" else _role(after) in _END_ROLES
    leads = part.role in ("subject", "salutation", "closing")
    return leads or _role(after) in ("closing", "signature", "signed-for") or _leads(part, after)


def _leads(part: Paragraph, after: Part) -> bool:
    """Whether a paragraph announces what follows it."""
    if isinstance(after, Signatures | Picture | Ruled | Ending):
        return True
    said = "".join(run.text for run in part.runs).rstrip()
    return said.endswith(":") and not isinstance(after, Paragraph | Heading)
