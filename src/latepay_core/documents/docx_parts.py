"""The parts of a DOCX file, as the standard writes them (ECMA-376). What comes in as text is escaped already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import pairwise

from latepay_core.documents.faces import FACES, FAMILY
from latepay_core.documents.styles import (
    BODY,
    BOTTOM,
    CELL,
    DEED_TOP,
    FOOT,
    HAIR_RULE,
    INDENT,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    POINTS_PER_MM,
    RIGHT,
    RULE,
    RUN_HEAD,
    RUNNING,
    TEXT_WIDTH,
    TOP,
    Style,
    all_styles,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: Where a program does not read the faces that the file carries: of the same width, its figures on the line.
_FALLBACK, _PANOSE = "Cambria", "02040603050405020204"
_FOOTER = 9.0
#: Within a text: closes it, says the hyphen, opens the next.
NO_BREAK_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
_TWIPS_PER_MM = 1440 / 25.4
_BELOW = ("bottom", "between")
_WORD_PARTS = ("styles", "numbering", "settings", "fontTable", "header1", "header2", "footer1")


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * _TWIPS_PER_MM)


# ---------------------------------------------------------------- paragraphs


def run(
    *lines: str,
    strong: bool = False,
    emphasis: bool = False,
    size: float | None = None,
    tab: bool = False,
    colour: str = "",
    weak: bool = False,
    raised: bool = False,
) -> str:
    """A run of text, its lines parted by line breaks; `weak` takes away what a strong style gives."""
    look = (
        ('<w:b w:val="0"/>' if weak else "<w:b/>" if strong else "")
        + ("<w:i/>" if emphasis else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (_size(size) if size else "")
        + ('<w:vertAlign w:val="superscript"/>' if raised else "")
    )
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    texts = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in lines)
    content = "<w:tab/>" if tab else texts
    return f"<w:r>{properties}{content}</w:r>" if content else ""


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def page_field(name: str) -> str:
    """A figure that Word works out: PAGE or NUMPAGES."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def paragraph(
    style: Style,
    runs: str,
    *,
    with_next: bool = False,
    numbering: int | None = None,
    on_new_page: bool = False,
    shape: str = "",
    align: str = "",
) -> str:
    """A paragraph of a style; `shape` is what `shaped` makes, in the place of the style's own spacing."""
    properties = (
        f'<w:pStyle w:val="{style.identifier}"/>'
        + ("<w:keepNext/>" if with_next else "")
        + ("<w:pageBreakBefore/>" if on_new_page else "")
        + (f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>' if numbering else "")
        + shape
        + (f'<w:jc w:val="{align}"/>' if align not in ("", "left") else "")
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def shaped(*, rule: str = "", room: str = "", hanging: float = 0) -> str:
    """A rule below a paragraph, its spacing, and how far from the left the lines after the first begin (mm)."""
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{twips(hanging)}"/></w:tabs>' if hanging else ""
    indent = f'<w:ind w:left="{twips(hanging)}" w:hanging="{twips(hanging)}"/>' if hanging else ""
    return rule + stop + room + indent


def room_around(style: Style, share: float, *, below: float | None = None) -> str:
    """A style's spacing, with a share of its room; `below` is the room below it, in points, where it is another."""
    return _spacing(closer(style if below is None else replace(style, after=below), share))


def blank_line(millimetres: float) -> str:
    """The spacing of an empty paragraph exactly that tall, such as room to sign."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips(millimetres)}" w:lineRule="exact"/>'


def picture_line() -> str:
    """The spacing of a paragraph that holds a picture: as tall as it is."""
    return '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'


def ruled(thickness: float, colour: str, *, space: int = 0) -> str:
    """A rule below a paragraph, its thickness in millimetres, so many points from the text."""
    size = max(2, round(thickness * POINTS_PER_MM * 8))
    # without the line between, Word draws neighbours as one frame
    lines = (f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>' for side in _BELOW)
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


def _spacing(style: Style) -> str:
    return (
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f'w:line="{round(style.leading * 20)}" w:lineRule="exact"/>'
    )


# ---------------------------------------------------------------- tables


def _grid(widths: Sequence[float]) -> str:
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths) + "</w:tblGrid>"


def _table_properties(widths: Sequence[float], look: str) -> str:
    total = sum(map(twips, widths))
    return f'<w:tblPr>{look}<w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'


def _margins(kind: str, left: float, right: float, above: float, below: float) -> str:
    rooms = {"top": above, "left": left, "bottom": below, "right": right}
    made = "".join(f'<w:{end} w:w="{twips(room)}" w:type="dxa"/>' for end, room in rooms.items())
    return f"<w:{kind}>{made}</w:{kind}>"


def _borders(kind: str, rules: Mapping[str, tuple[float, str]]) -> str:
    """Rules on some sides, each with its thickness in millimetres and its colour; in the order of the standard."""
    made = "".join(
        f'<w:{side} w:val="single" w:sz="{max(2, round(rules[side][0] * POINTS_PER_MM * 8))}" w:space="0" '
        f'w:color="{rules[side][1]}"/>'
        for side in ("top", "left", "bottom", "right")
        if side in rules
    )
    return f"<w:{kind}>{made}</w:{kind}>" if made else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its paragraphs, the room around them, its rules, its ground, how many columns it takes."""

    content: str
    margins: tuple[float, float, float, float] = (0, 0, 0, 0)
    rules: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    ground: str = ""
    columns: int = 1
    low: bool = False

    def written(self, width: float) -> str:
        """The cell, its width in millimetres given."""
        left, right, above, below = self.margins
        properties = (
            f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
            + (f'<w:gridSpan w:val="{self.columns}"/>' if self.columns > 1 else "")
            + _borders("tcBorders", self.rules)
            + (f'<w:shd w:val="clear" w:color="auto" w:fill="{self.ground}"/>' if self.ground else "")
            + (_margins("tcMar", left, right, above, below) if any(self.margins) else "")
            + ('<w:vAlign w:val="bottom"/>' if self.low else "")
        )
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{self.content or paragraph(CELL, '')}</w:tc>"


def row(
    cells: Sequence[Cell], widths: Sequence[float], *, header: bool = False, height: float = 0, exact: bool = False
) -> str:
    """A row that no page end cuts; a header is repeated on each page; `height`: at least, or exactly (mm)."""
    rule = "exact" if exact else "atLeast"
    tall = f'<w:trHeight w:val="{twips(height)}" w:hRule="{rule}"/>' if height else ""
    made, at = "", 0
    for cell in cells:
        made += cell.written(sum(widths[at : at + cell.columns]))
        at += cell.columns
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{'<w:tblHeader/>' if header else ''}</w:trPr>{made}</w:tr>"


def layout_table(widths: Sequence[float], rows: Sequence[str]) -> str:
    """Rows of cells side by side that only place what they hold."""
    properties = _table_properties(widths, "") + _margins("tblCellMar", 0, 0, 0, 0) + "</w:tblPr>"
    return f"<w:tbl>{properties}{_grid(widths)}{''.join(rows)}</w:tbl>"


def data_table(widths: Sequence[float], rows: Sequence[str], description: str) -> str:
    """A table of data; `description` is what a screen reader says of it."""
    look = '<w:tblStyle w:val="Decompte"/>'
    said = f'<w:tblCaption w:val="{description}"/>' if description else ""
    properties = f'{_table_properties(widths, look)}<w:tblLook w:firstRow="1" w:noVBand="1"/>{said}</w:tblPr>'
    return f"<w:tbl>{properties}{_grid(widths)}{''.join(rows)}</w:tbl>"


# ---------------------------------------------------------------- pictures


def drawing(number: int, name: str, width: int, height: int, alternative: str) -> str:
    """A picture in the line of text, its size in English Metric Units, with its text twin; `name` says where it is."""
    size = f'cx="{width}" cy="{height}"'
    named = f'id="{number}" name="Image {number}" descr="{alternative}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/>"
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


# ---------------------------------------------------------------- whole parts


def document_part(body: str, *, headed: bool) -> str:
    """The document itself: A4, its margins, its head and foot; the first page has a head of its own.

    `headed`: whether the first page has the places of a letter.
    """
    top = TOP if headed else DEED_TOP
    margins = (
        f'w:top="{twips(top)}" w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}" w:left="{twips(LEFT)}" '
        f'w:header="{twips(RUNNING)}" w:footer="{twips(_FOOTER)}" w:gutter="0"'
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="first" r:id="footer1"/>'
        f'<w:pgSz w:w="{twips(PAGE_WIDTH)}" w:h="{twips(PAGE_HEIGHT)}"/><w:pgMar {margins}/><w:titlePg/></w:sectPr>'
    )
    spaces = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    return f"{_HEAD}<w:document {spaces}><w:body>{body}{section}</w:body></w:document>"


def footer_part(runs: str) -> str:
    """The footer: its runs part at a tab, the second half on the right; a rule above."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(TEXT_WIDTH)}"/></w:tabs>'
    size = round(HAIR_RULE * POINTS_PER_MM * 8)
    rule = f'<w:pBdr><w:top w:val="single" w:sz="{size}" w:space="4" w:color="{RULE}"/></w:pBdr>'
    content = f'<w:p><w:pPr><w:pStyle w:val="{FOOT.identifier}"/>{rule}{tab}</w:pPr>{runs}</w:p>'
    return f'{_HEAD}<w:ftr xmlns:w="{_W}">{content}</w:ftr>'


def running_head(runs: str) -> str:
    """The head of the second page and of those after it."""
    return header_part(
        paragraph(
            RUN_HEAD,
            runs,
            shape=shaped(rule=ruled(HAIR_RULE, RULE, space=4), room=_spacing(replace(RUN_HEAD, after=18))),
        )
    )


def header_part(content: str) -> str:
    """A head: paragraphs, after a table one at least."""
    spaces = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    return f"{_HEAD}<w:hdr {spaces}>{content}</w:hdr>"


def styles_part(language: str, share: float = 1.0) -> str:
    """The styles, with their French names, and the language of the text; `share`: how much of their room is kept."""
    fonts = "".join(f' w:{kind}="{FAMILY}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{_size(BODY.size)}"
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    made = "".join(_style(closer(each, share)) for each in all_styles())
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{defaults}{normal}{made}{_table_style()}</w:styles>'


def closer(style: Style, share: float) -> Style:
    """The style with a share of the room above and below it."""
    return replace(style, before=style.before * share, after=style.after * share)


def _style(style: Style) -> str:
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    keep = "<w:keepNext/><w:keepLines/>" if style.outline is not None else ""
    indent = f'<w:ind w:left="{twips(style.indent)}"/>' if style.indent else ""
    tight = "<w:contextualSpacing/>" if style.tight else ""
    justify = f'<w:jc w:val="{style.align}"/>' if style.align != "left" else ""
    look = (
        ("<w:b/><w:bCs/>" if style.strong else "")
        + ("<w:i/><w:iCs/>" if style.emphasis else "")
        + f'<w:color w:val="{style.colour}"/>'
    )
    custom = "" if style.identifier.startswith("Heading") else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.identifier}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{keep}{_spacing(style)}{indent}{tight}{justify}{outline}</w:pPr>"
        f"<w:rPr>{look}{_size(style.size)}</w:rPr></w:style>"
    )


def _table_style() -> str:
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Decompte"><w:name w:val="Décompte"/><w:qFormat/>'
        f"<w:tblPr>{_margins('tblCellMar', 0, 0, 0, 0)}</w:tblPr></w:style>"
    )


def numbering_part(ordered: Sequence[bool]) -> str:
    """One numbering for each list, so that each starts again at 1."""
    left, hanging = twips(INDENT), twips(INDENT)
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{"decimal" if counted else "bullet"}"/>'
        f'<w:lvlText w:val="{"%1." if counted else "–"}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
        for number, counted in enumerate(ordered, start=1)
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, _ in enumerate(ordered, start=1)
    )
    return f'{_HEAD}<w:numbering xmlns:w="{_W}">{kinds}{numbers}</w:numbering>'


def settings_part(language: str) -> str:
    """What Word must know of the whole file: the language, and that it is a modern one."""
    modern = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    spoken = f'<w:themeFontLang w:val="{language}"/>'
    fonts = "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>"
    return f'{_HEAD}<w:settings xmlns:w="{_W}">{fonts}<w:compat>{modern}</w:compat>{spoken}</w:settings>'


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A face inside the file: its use, the key that its first bytes are mixed with, and what is stored (ECMA-376,
    part 4, 17.8.1)."""

    use: str
    key: str
    scrambled: bytes

    @property
    def file(self) -> str:
        """Its name in the file."""
        return f"{self.use}.odttf"


_MIXED, _KEY_BYTES = 32, 16


def embedded(face: str) -> EmbeddedFont:
    """A face made ready; the same face has the same key.

    >>> font = embedded("regular")
    >>> key = bytes.fromhex(font.key.strip("{}").replace("-", ""))[::-1]
    >>> bytes(sign ^ mask for sign, mask in zip(font.scrambled[:4], key)) == FACES["regular"][:4]
    True
    """
    content = FACES[face]
    digits = sha256(content).hexdigest()[: 2 * _KEY_BYTES].upper()
    cuts = (0, 8, 12, 16, 20, 32)
    key = "{" + "-".join(digits[start:end] for start, end in pairwise(cuts)) + "}"
    mask = bytes.fromhex(digits)[::-1] * (_MIXED // _KEY_BYTES)
    mixed = bytes(sign ^ with_it for sign, with_it in zip(content[:_MIXED], mask, strict=True))
    return EmbeddedFont(face, key, mixed + content[_MIXED:])


def font_table(fonts: Sequence[EmbeddedFont]) -> str:
    """The face that the styles name, and where the file has it."""
    inside = "".join(f'<w:embed{each.use.title()} r:id="{each.use}" w:fontKey="{each.key}"/>' for each in fonts)
    font = (
        f'<w:font w:name="{FAMILY}"><w:altName w:val="{_FALLBACK}"/><w:panose1 w:val="{_PANOSE}"/>'
        f'<w:family w:val="roman"/><w:pitch w:val="variable"/>{inside}</w:font>'
    )
    return f'{_HEAD}<w:fonts xmlns:w="{_W}" xmlns:r="{_OFFICE}">{font}</w:fonts>'


def font_relations(fonts: Sequence[EmbeddedFont]) -> str:
    """Where the faces are."""
    return _relations([(each.use, f"{_OFFICE}/font", f"fonts/{each.file}") for each in fonts])


def core_properties(title: str, author: str, language: str, created: date | None) -> str:
    """Title, author, language and day, as file managers show them."""
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    day = f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}T00:00:00Z</dcterms:created>' if created else ""
    content = f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>{day}<dc:language>{language}</dc:language>"
    return f"{_HEAD}<cp:coreProperties {spaces}>{content}</cp:coreProperties>"


def app_properties() -> str:
    """Which program wrote the file."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{space}"><Application>Payé à temps</Application></Properties>'


def content_types() -> str:
    """What each part of the file is."""
    made = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_kind(name)}+xml"/>'
        for name in ("document", *_WORD_PARTS)
    ).replace(".document+xml", ".document.main+xml")
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    app = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
        f'{made}<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{app}"/></Types>'
    )


def package_relations() -> str:
    """Where the document and its properties are."""
    return _relations(
        [
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("app", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ]
    )


def document_relations(pictures: int) -> str:
    """Where the parts are that the document names."""
    named = [(name, f"{_OFFICE}/{_kind(name)}", f"{name}.xml") for name in _WORD_PARTS]
    images = [(f"picture{n}", f"{_OFFICE}/image", f"media/image{n}.png") for n in range(1, pictures + 1)]
    return _relations(named + images)


def head_relations(logo: str) -> str:
    """Where the logo of the letterhead is."""
    return _relations([("logo", f"{_OFFICE}/image", f"media/{logo}")])


def _kind(name: str) -> str:
    """What a part is, its number left out."""
    return name.rstrip("0123456789")


def _relations(each: Sequence[tuple[str, str, str]]) -> str:
    made = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in each)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'
