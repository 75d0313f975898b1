"""PDF/A-3: a file that can be kept for ten years, with its fonts, its tags, and the claim it was reckoned from.

It imports fpdf2, so it is itself imported only when a PDF is asked for. Nothing here needs Pillow, which the browser
does without. The same document, attachments and day give the same bytes.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import groupby
from xml.sax.saxutils import escape

from latepay_core.documents.attached import Attached, media_type
from latepay_core.documents.document import Document, Run
from latepay_core.documents.pdf_engine import FPDF, PDFResourceType, RasterImageInfo, ViewerPreferences
from latepay_core.documents.pdf_layout import pages_of
from latepay_core.documents.pdf_pages import Box, Image, Ink, Page, Text
from latepay_core.documents.pdf_tags import Tree
from latepay_core.documents.pdf_text import FAMILY, Line, Typesetter, baseline, style_letters
from latepay_core.documents.plain import language_tag, on_one_line, words
from latepay_core.documents.styles import (
    FOLDS,
    FOOT,
    HAIR_RULE,
    LEFT,
    LEGAL_RULE,
    PAGE_HEIGHT,
    POINTS_PER_MM,
    RIGHT,
    RULE,
    RUN_HEAD,
    RUNNING,
    RUNNING_RULE,
    TEXT_WIDTH,
    TOP,
    Style,
)
from latepay_core.version import __version__

_PRODUCER = f"Payé à temps {__version__}"
_FOOTER_GAP, _LEGAL_GAP, _FOLD = 8.0, 1.8, 5.0
#: What the law wants at the foot of a letter is never cut short: it takes a second line.
_LEGAL_LINES = 2
_MORE, _SEPARATORS = "…", " \u00a0\u202f·–,;:"
_DECORATION = "/Artifact <</Type /Layout>> BDC"
#: PDF/A wants every property that it does not know itself described in the file (ISO 19005-3, 6.6.2.3).
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_PDFUA_DESCRIBED = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_PDFUA}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
_FOOTER, _HEADER = (f"/Artifact <</Type /Pagination /Subtype /{place}>> BDC" for place in ("Footer", "Header"))


def render(document: Document, *, created: date | datetime, attachments: Mapping[str, Attached] | None = None) -> bytes:
    """The document as PDF/A-3, with `attachments` inside, by name; `created` is the day written in the file.

    Signs the font lacks are shown as ◊. Raises ValueError for an attachment without content or name.

    >>> from latepay_core.documents.document import Paragraph, Run
    >>> render(Document("fr", "Relance", (Paragraph((Run("Bonjour"),)),)), created=date(2026, 3, 15))[:8]
    b'%PDF-1.7'
    """
    pdf = _opened(document, _moment(created))
    setter, tree = Typesetter(pdf), Tree(pdf)
    pages = pages_of(document, setter, tree)
    for number, page in enumerate(pages, start=1):
        pdf.add_page()
        _draw(pdf, page, tree)
        _draw_edges(pdf, setter, document, number, len(pages))
    for name, attached in sorted((attachments or {}).items()):
        pdf.embed_file(
            bytes=attached.content,
            basename=name,
            mime_type=media_type(name),
            associated_file_relationship=attached.relationship,
            desc=attached.description or name,
            modification_date=_moment(created),
            compress=True,
        )
    return bytes(pdf.output())


def _moment(created: date | datetime) -> datetime:
    if not isinstance(created, datetime):
        created = datetime.combine(created, time())
    return created if created.tzinfo else created.replace(tzinfo=UTC)


def _opened(document: Document, created: datetime) -> FPDF:
    pdf = FPDF(unit="mm", format="A4", enforce_compliance="PDF/A-3U")
    pdf.set_auto_page_break(False)
    pdf.set_margins(LEFT, TOP, RIGHT)
    pdf.set_creation_date(created)
    pdf.set_title(on_one_line(document.title))
    pdf.set_lang(language_tag(document.language))
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_xmp_metadata(_metadata(document, created))
    return pdf


def _metadata(document: Document, created: datetime) -> str:
    """What a reader's program shows of the file, and the standard it follows (XMP, ISO 16684)."""
    day = created.isoformat(timespec="seconds")
    title, author, language = (
        escape(text, {'"': "&quot;"})
        for text in (on_one_line(document.title), on_one_line(document.author), language_tag(document.language))
    )
    creator = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        f'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="{_PDFUA}">'
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{creator}'
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{day}</xmp:MetadataDate><xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool>"
        f"<pdf:Producer>{_PRODUCER}</pdf:Producer></rdf:Description>{_PDFUA_DESCRIBED}</rdf:RDF></x:xmpmeta>"
    )


# ---------------------------------------------------------------- drawing


def _draw(pdf: FPDF, page: Page, tree: Tree) -> None:
    """Everything on a page, each stretch of it marked as part of an element, or as mere decoration."""
    for top, row in page.rows:
        for element, inks in groupby(row.ink, key=lambda ink: ink.element):
            pdf._out(tree.mark(element) if element is not None else _DECORATION)
            for ink in inks:
                _draw_ink(pdf, ink, top)
            pdf._out("EMC")


def _draw_ink(pdf: FPDF, ink: Ink, top: float) -> None:
    if isinstance(ink, Image):
        _draw_image(pdf, ink, top)
        return
    if not isinstance(ink, Text):
        pdf.set_fill_color(*bytes.fromhex(ink.colour))
        pdf.rect(LEFT + ink.x, top + ink.y, ink.width, ink.height, style="F")
        return
    pdf.set_font(FAMILY, style_letters(ink.strong, ink.emphasis), ink.size)
    pdf.set_text_color(*bytes.fromhex(ink.colour))
    pdf.text(LEFT + ink.x, top + ink.y, ink.text)


def _draw_image(pdf: FPDF, image: Image, top: float) -> None:
    """A picture, handed to fpdf2 as it would have read it itself: its own reader needs Pillow."""
    pixels = image.logo.pixels
    number = 1  # there is but one picture: every other is drawn
    pdf.image_cache.images["logo"] = RasterImageInfo(
        i=number,
        usages=1,
        w=image.logo.width,
        h=image.logo.height,
        cs=pixels.colours,
        bpc=8,
        f=pixels.packing,
        dp=pixels.parameters,
        data=pixels.data,
    )
    sizes = (image.width, image.height, LEFT + image.x, PAGE_HEIGHT - top - image.y - image.height)
    width, height, x, y = (size * POINTS_PER_MM for size in sizes)
    pdf._out(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /I{number} Do Q")
    pdf._resource_catalog.add(PDFResourceType.X_OBJECT, number, pdf.page)


def _draw_edges(pdf: FPDF, setter: Typesetter, document: Document, number: int, total: int) -> None:
    """What stands on every page: the line of the law at its foot, whose letter it is at the head of the next ones."""
    said = words(document.language, "page.number", page=number, total=total)
    pdf._out(_FOOTER)
    rule = PAGE_HEIGHT - LEGAL_RULE
    _draw_ink(pdf, Box(0, 0, TEXT_WIDTH, HAIR_RULE, RULE), rule)
    _draw_line(pdf, setter, FOOT, document.legal or document.reference, said, rule + _LEGAL_GAP, most=_LEGAL_LINES)
    if number == 1 and document.layout == "letter":
        for fold in FOLDS:
            _draw_ink(pdf, Box(-LEFT, 0, _FOLD, HAIR_RULE, RULE), fold)
    pdf._out("EMC")
    if number > 1 and document.running:
        pdf._out(_HEADER)
        _draw_line(pdf, setter, RUN_HEAD, document.running, "", RUNNING)
        _draw_ink(pdf, Box(0, 0, TEXT_WIDTH, HAIR_RULE, RULE), RUNNING + RUNNING_RULE)
        pdf._out("EMC")


def _draw_line(
    pdf: FPDF, setter: Typesetter, style: Style, left: str, right: str, top: float, *, most: int = 1
) -> None:
    """A text on the left, as much of it as there is room for on a line or so many, and one on the right."""
    end = setter.lines((Run(right),), style.size, TEXT_WIDTH)[0]
    room = TEXT_WIDTH - end.width - (_FOOTER_GAP if right else 0)
    for number, line in enumerate(_beginning(setter, setter.fit(on_one_line(left)), style.size, room, most)):
        _draw_pieces(pdf, line, style, LEFT, top + number * style.leading / POINTS_PER_MM)
    _draw_pieces(pdf, end, style, LEFT + TEXT_WIDTH - end.width, top)


def _beginning(setter: Typesetter, text: str, size: float, room: float, most: int) -> list[Line]:
    """As much of a text as there is room for; « … » says that there was more, and no separator is left before it."""
    lines = setter.lines((Run(text),), size, room)
    if len(lines) <= most:
        return lines
    if most > 1:
        rest = text.removeprefix(_said(lines[0])).lstrip()
        return [lines[0], *_beginning(setter, rest, size, room, most - 1)]
    first = setter.lines((Run(text),), size, room - setter.width(_MORE, size))[0]
    return setter.lines((Run(_said(first).rstrip(_SEPARATORS) + _MORE),), size, room)[:1]


def _said(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def _draw_pieces(pdf: FPDF, line: Line, style: Style, x: float, top: float) -> None:
    pdf.set_text_color(*bytes.fromhex(style.colour))
    for piece in line.pieces:
        pdf.set_font(FAMILY, "", style.size)
        pdf.text(x + piece.x, top + baseline(style.size, style.leading), piece.text)
