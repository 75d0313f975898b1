"""The parts of a DOCX file, as the standard writes them (ECMA-376). What comes in as text is escaped already."""

from collections.abc import Sequence

from latepay_core.documents.styles import (
    BOTTOM,
    CELL,
    CELL_PADDING,
    FOOT,
    FOOTER,
    INDENT,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    RULE,
    SHADE,
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
FONT = "Arial"
#: Within a text: closes it, says the hyphen, opens the next.
NO_BREAK_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
_TWIPS_PER_MM = 1440 / 25.4
_WORD_PARTS = ("styles", "numbering", "settings", "fontTable", "footer")


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * _TWIPS_PER_MM)


# ---------------------------------------------------------------- paragraphs


def run(*lines: str, strong: bool = False, emphasis: bool = False, size: float | None = None, tab: bool = False) -> str:
    """A run of text, its lines parted by line breaks."""
    look = ("<w:b/>" if strong else "") + ("<w:i/>" if emphasis else "") + (_size(size) if size else "")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    texts = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in lines)
    content = "<w:tab/>" if tab else texts
    return f"<w:r>{properties}{content}</w:r>" if content else ""


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def field(name: str) -> str:
    """A figure that Word works out: PAGE or NUMPAGES."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def paragraph(
    style: Style,
    runs: str,
    *,
    with_next: bool = False,
    lines_together: bool = False,
    numbering: int | None = None,
    on_new_page: bool = False,
    room: str = "",
    align: str = "",
) -> str:
    """A paragraph of a style; `room` takes the place of the style's room above or below."""
    properties = (
        f'<w:pStyle w:val="{style.identifier}"/>'
        + ("<w:keepNext/>" if with_next else "")
        + ("<w:keepLines/>" if lines_together else "")
        + ("<w:pageBreakBefore/>" if on_new_page else "")
        + (f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>' if numbering else "")
        + room
        + (f'<w:jc w:val="{align}"/>' if align not in ("", "left") else "")
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def room_above(millimetres: float) -> str:
    """Room above a paragraph."""
    return f'<w:spacing w:before="{twips(millimetres)}"/>'


def room_below(points: float) -> str:
    """Room below a paragraph."""
    return f'<w:spacing w:after="{round(points * 20)}"/>'


# ---------------------------------------------------------------- tables


def _grid(widths: Sequence[float]) -> str:
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths) + "</w:tblGrid>"


def _table_properties(widths: Sequence[float], look: str) -> str:
    total = sum(map(twips, widths))
    return f'<w:tblPr>{look}<w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'


def _margins(side: float, above: float) -> str:
    rooms = {"top": above, "left": side, "bottom": above, "right": side}
    made = "".join(f'<w:{end} w:w="{twips(room)}" w:type="dxa"/>' for end, room in rooms.items())
    return f"<w:tblCellMar>{made}</w:tblCellMar>"


def invisible_table(widths: Sequence[float], cells: Sequence[str], height: float) -> str:
    """One row of cells side by side without rules, at least `height` millimetres tall."""
    properties = _table_properties(widths, "") + _margins(0, 0) + "</w:tblPr>"
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell or paragraph(CELL, "")}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    row_properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/></w:trPr>'
    return f"<w:tbl>{properties}{_grid(widths)}<w:tr>{row_properties}{made}</w:tr></w:tbl>"


def data_table(widths: Sequence[float], rows: Sequence[str], description: str) -> str:
    """A table of data with thin rules; `description` is what a screen reader says of it."""
    look = '<w:tblStyle w:val="Decompte"/>'
    said = f'<w:tblCaption w:val="{description}"/>' if description else ""
    properties = f'{_table_properties(widths, look)}<w:tblLook w:firstRow="1" w:noVBand="1"/>{said}</w:tblPr>'
    return f"<w:tbl>{properties}{_grid(widths)}{''.join(rows)}</w:tbl>"


def row(
    cells: Sequence[str],
    widths: Sequence[float],
    aligned: Sequence[str],
    *,
    header: bool = False,
    total: bool = False,
    with_next: bool = False,
) -> str:
    """A row that no page end cuts; the header is repeated on each page."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if header else ""
    rule = f'<w:tcBorders><w:top w:val="single" w:sz="8" w:color="{RULE}"/></w:tcBorders>' if total else ""
    vertical = f'<w:vAlign w:val="{"bottom" if header else "top"}"/>'
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{rule}{shade}{vertical}</w:tcPr>'
        f"{paragraph(CELL, cell, align=align, with_next=with_next or header)}</w:tc>"
        for cell, width, align in zip(cells, widths, aligned, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{made}</w:tr>"


# ---------------------------------------------------------------- pictures


def drawing(number: int, side: int, alternative: str) -> str:
    """A square picture in the line of text, `side` English Metric Units wide, with its text twin."""
    size = f'cx="{side}" cy="{side}"'
    named = f'id="{number}" name="Image {number}" descr="{alternative}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/>"
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


# ---------------------------------------------------------------- whole parts


def document_part(body: str) -> str:
    """The document itself: A4, its margins, its footer."""
    margins = (
        f'w:top="{twips(TOP)}" w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}" w:left="{twips(LEFT)}" '
        f'w:header="{twips(FOOTER)}" w:footer="{twips(FOOTER)}" w:gutter="0"'
    )
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{twips(PAGE_WIDTH)}" w:h="{twips(PAGE_HEIGHT)}"/><w:pgMar {margins}/></w:sectPr>'
    )
    spaces = f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    return f"{_HEAD}<w:document {spaces}><w:body>{body}{section}</w:body></w:document>"


def footer_part(runs: str) -> str:
    """The footer: its runs part at a tab, the second half on the right."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(TEXT_WIDTH)}"/></w:tabs>'
    content = f'<w:p><w:pPr><w:pStyle w:val="{FOOT.identifier}"/>{tab}</w:pPr>{runs}</w:p>'
    return f'{_HEAD}<w:ftr xmlns:w="{_W}">{content}</w:ftr>'


def styles_part(layout: str, language: str) -> str:
    """The styles, with their French names, and the language of the text."""
    fonts = "".join(f' w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{_size(10.5)}"
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="0" w:line="259" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    made = "".join(map(_style, all_styles(layout)))
    return f'{_HEAD}<w:styles xmlns:w="{_W}">{defaults}{normal}{made}{_table_style()}</w:styles>'


def _style(style: Style) -> str:
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    keep = "<w:keepNext/><w:keepLines/>" if style.outline is not None else ""
    indent = f'<w:ind w:left="{twips(style.indent)}"/>' if style.indent else ""
    tight = "<w:contextualSpacing/>" if style.tight else ""
    justify = f'<w:jc w:val="{style.align}"/>' if style.align != "left" else ""
    spacing = f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"/>'
    look = ("<w:b/><w:bCs/>" if style.strong else "") + ("<w:i/><w:iCs/>" if style.emphasis else "")
    custom = "" if style.outline is not None else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.identifier}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{keep}{spacing}{indent}{tight}{justify}{outline}</w:pPr>"
        f"<w:rPr>{look}{_size(style.size)}</w:rPr></w:style>"
    )


def _table_style() -> str:
    rules = "".join(
        f'<w:{end} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for end in ("top", "bottom", "insideH")
    )
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Decompte"><w:name w:val="Décompte"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders>{_margins(CELL_PADDING, 0.7)}</w:tblPr></w:style>"
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
    return f'{_HEAD}<w:settings xmlns:w="{_W}"><w:compat>{modern}</w:compat>{spoken}</w:settings>'


def font_table() -> str:
    """The fonts the styles name."""
    font = f'<w:font w:name="{FONT}"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    return f'{_HEAD}<w:fonts xmlns:w="{_W}">{font}</w:fonts>'


def core_properties(title: str, author: str, language: str) -> str:
    """Title, author and language, as file managers show them."""
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>{language}</dc:language>"
    return f"{_HEAD}<cp:coreProperties {spaces}>{content}</cp:coreProperties>"


def content_types() -> str:
    """What each part of the file is."""
    kinds = {"document": "document.main", **{name: name for name in _WORD_PARTS}}
    files = {name: f"/word/{name}{1 if name == 'footer' else ''}.xml" for name in kinds}
    made = "".join(
        f'<Override PartName="{files[name]}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'{made}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def package_relations() -> str:
    """Where the document and its properties are."""
    return _relations(
        [
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ]
    )


def document_relations(pictures: int) -> str:
    """Where the parts are that the document names."""
    named = [(name, f"{_OFFICE}/{name}", f"{name}{1 if name == 'footer' else ''}.xml") for name in _WORD_PARTS]
    images = [(f"picture{n}", f"{_OFFICE}/image", f"media/image{n}.png") for n in range(1, pictures + 1)]
    return _relations(named + images)


def _relations(each: Sequence[tuple[str, str, str]]) -> str:
    made = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in each)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'
