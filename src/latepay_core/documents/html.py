"""A document as HTML for the screen: the preview of a letter, whose paragraphs a page can make editable.

Every text is escaped here. A block that can be edited carries its key as `data-key`.
"""

from html import escape

from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Parties,
    PaymentBox,
    Picture,
    Ruled,
    Run,
    Runs,
    Sums,
    Table,
)
from latepay_core.documents.typography import raised

_HEADING_SHIFT = 1
_STYLE = """<style>
@page { size: A4; margin: 14mm 20mm 17mm 22mm }
body { max-width: 168mm; margin: 14mm auto; padding: 0 1rem; color: #16202f; background: #fff;
  font: 10.4pt/14.2pt "Source Serif 4", Georgia, serif; font-variant-numeric: lining-nums tabular-nums }
sup { font-size: .7em; line-height: 0 }
p, ul, ol, dl { margin: 0 0 1.9mm }
h2, h3, h4, strong, [data-role=subject] { color: #1b2a41 }
h2 { font-size: 15pt; line-height: 19pt }
h3 { font-size: 11pt; margin: 5mm 0 1.8mm }
h4 { font-size: 10.5pt; margin: 3mm 0 0 }
[data-role=sender], [data-role=contact], [data-role=references], [data-role=channel], [data-role=enclosures],
[data-role=signed-for], [data-role=note] { font-size: 8.8pt; line-height: 12pt; color: #4a566b }
[data-role=sender]::first-line { font-size: 15pt; font-weight: 600; color: #1b2a41 }
[data-role=contact] { text-align: right; margin-top: -8mm }
[data-role=recipient] { margin: 14mm 0 6mm 88mm; font-size: 10.5pt; line-height: 13.4pt }
[data-role=place-date] { margin: 6mm 0 6mm 88mm }
[data-role=signed-for] { margin: 4mm 0 17mm 102mm }
[data-role=signature] { margin-left: 102mm; border-top: .25mm solid #1b2a41; padding-top: 1mm; font-size: 9.4pt }
.letter--message [data-role=signature] { margin-left: 0; border: 0 }
[data-role=sum] { text-align: right; font-size: 9.4pt; margin: 1mm 0 6mm }
[data-role=legal] { margin-top: 8mm; border-top: .2mm solid #b9bec8; padding-top: 1.8mm;
  font-size: 7.8pt; color: #4a566b }
table { border-collapse: collapse; width: 100%; font-size: 8.8pt; line-height: 11.6pt; margin: 0 0 3.2mm }
caption { text-align: left; font-size: 8.9pt; color: #4a566b; padding-bottom: 1mm }
thead th { border-top: .45mm solid #1b2a41; border-bottom: .2mm solid #1b2a41; vertical-align: bottom }
th, td { padding: .85mm 0 .85mm 1.6mm; text-align: left; border-bottom: .15mm solid #dcdfe5; font-weight: 400 }
th:first-child, td:first-child { padding-left: 0 }
thead th, tfoot th, tfoot td, [data-due] { font-weight: 600 }
tfoot th, tfoot td { border-top: .3mm solid #1b2a41; border-bottom: .45mm solid #1b2a41 }
tr, p { break-inside: avoid }
[data-align=right] { text-align: right; white-space: nowrap }
[data-aside] { border-left: .2mm solid #b9bec8; color: #4a566b; font-weight: 400; padding-left: 2mm }
:is(th, td):has(+ [data-aside]) { padding-right: 2mm }
[data-move] > * { background: #f3f5f4; color: #0b524e }
.letter__pay { break-inside: avoid; display: flex; justify-content: space-between; gap: 6mm; margin: 3.2mm 0;
  border: .3mm solid #1b2a41; border-top-width: 1.1mm; padding: 2.6mm 2mm 2.4mm 4.5mm }
.letter__pay p { margin: 0 } .letter__pay-title { font-size: 8.9pt; color: #4a566b }
.letter__sum { font-size: 20pt; line-height: 24pt; font-weight: 600; color: #1b2a41 }
.letter__by { font-size: 10.8pt; font-weight: 600 }
.letter__pay dl { display: grid; grid-template-columns: auto 1fr; column-gap: 4mm; margin: 1.4mm 0 0; font-size: 9.4pt }
.letter__pay dt { color: #4a566b } dd { margin: 0 }
.letter__pay figure { margin: 0; width: 38mm; text-align: center; font-size: 7.6pt; line-height: 9.4pt; color: #4a566b }
.letter__pay svg { width: 31mm; height: 31mm }
.letter__sums { display: flex; justify-content: space-between; border-top: 1.1mm solid #1b2a41;
  border-bottom: .3mm solid #1b2a41; padding: 2mm 0 }
.letter__sums dt { font-size: 8.8pt; color: #4a566b } .letter__sums dd { font-size: 12pt }
.letter__sums div:last-child dd { font-size: 14pt; font-weight: 600 }
.letter__parties { display: grid; grid-template-columns: 1fr 1fr; gap: 8mm; font-size: 9.4pt }
.letter__ruled i { display: block; height: 9.5mm; border-bottom: .2mm solid #8b93a1 }
hr { border: 0; margin: 6mm 0 }
.letter__annex { break-inside: avoid }
.letter--deed .letter__annex { break-before: page }
.letter--letter :is([data-role=signed-for], [data-role=signature]) { float: right; clear: right; width: 66mm;
  box-sizing: border-box; margin-left: 0; break-inside: avoid }
.letter--letter [data-role=enclosures] { margin-right: 74mm }
.letter--letter :is(hr, [data-role=legal], [data-role=note]) { clear: both }
@media print {
  body { margin: 0; padding: 0; max-width: none }
  ul, ol { padding-left: 6mm }
  .letter--letter { position: relative }
  .letter--letter [data-role=sender] { min-height: 40mm; margin: 0 }
  .letter--letter [data-role=contact] { position: absolute; top: 0; right: 0; margin: 0 }
  .letter--letter [data-role=recipient] { min-height: 34mm; margin: 0 0 0 88mm }
  .letter--letter [data-role=place-date] { min-height: 9mm; margin: 0 0 0 88mm }
  .letter--letter :is([data-role=channel], [data-role=references]) { position: absolute; left: 0; top: 40mm;
    width: 84mm }
  .letter--letter [data-role=channel] ~ [data-role=references] { top: 46mm }
}
@media screen and (width < 45rem) {
  :is(table, tbody, tfoot, tr):not(thead *), :is(tbody, tfoot) :is(th, td) { display: block }
  thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px }
  :is(tbody, tfoot) :is(th, td, [data-aside]) { border: 0; padding: .3mm 0; text-align: left }
  :is(tbody, tfoot) td[data-label] { display: flex; gap: 4mm; justify-content: space-between }
  td[data-label]::before { content: attr(data-label); content: attr(data-label) / "" }
  :is(tbody, tfoot) td:empty { display: none }
  :is(tbody, tfoot) tr { border-bottom: .15mm solid #b9bec8; padding: 1mm 0 }
}
</style>"""

#: Whose letter it is, at the head of the sheets after the first, and how many there are.
_RUNNING = """
@page { @top-left { content: "RUNNING"; font: 8.6pt "Source Serif 4", Georgia, serif; color: #4a566b }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7.8pt "Source Serif 4", Georgia, serif } }
@page :first { @top-left { content: none } }
"""


def render(document: Document) -> str:
    """The document as one `<article class="letter">`, without styles or scripts, its language set.

    Headings start at `<h2>`, under the page's own title.

    >>> from latepay_core.documents.document import Run
    >>> print(render(Document("fr", "x", (Paragraph((Run("a < b"),), key="sum"),))))
    <article class="letter letter--letter" lang="fr">
    <p data-role="body" data-key="sum">a &lt; b</p>
    </article>
    """
    at = next((at for at, block in enumerate(document.blocks) if isinstance(block, PageBreak)), len(document.blocks))
    body = "\n".join(map(_block, document.blocks[:at]))
    if annexed := "\n".join(map(_block, document.blocks[at + 1 :])):
        # one element, so that a printer keeps it on one sheet where it can, under the end of the letter or on the next
        body += f'\n{_block(PageBreak())}\n<div class="letter__annex">\n{annexed}\n</div>'
    if document.legal and document.layout == "letter":
        body += f'\n<p data-role="legal">{escape(document.legal)}</p>'
    running = f' data-running="{escape(document.running)}"' if document.running else ""
    attributes = f'class="letter letter--{document.layout}" lang="{document.language}"{running}'
    return f"<article {attributes}>\n{body}\n</article>"


def page(document: Document) -> str:
    """The same as a file of its own, to open in a browser and print."""
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n{_STYLE}'
    head += f"\n<style>{_RUNNING.replace('RUNNING', _quoted(document.running))}</style>" if document.running else ""
    title = f"<title>{escape(document.title)}</title>"
    opening = f'<!doctype html>\n<html lang="{document.language}">\n<head>\n{head}\n{title}\n</head>\n'
    return f"{opening}<body>\n{render(document)}\n</body>\n</html>\n"


def _quoted(text: str) -> str:
    """A text as a string of a style sheet, in which nothing ends the string or the sheet."""
    return "".join(each if each.isalnum() or each in " ,.·’-" else f"\\{ord(each):x} " for each in text)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p{_marks(block.role, block.key)}>{_runs(block.runs)}</p>"
        case Heading():
            level = block.level + _HEADING_SHIFT
            return f"<h{level}{_key(block.key)}>{_runs(block.runs)}</h{level}>"
        case ItemList():
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{_runs(item)}</li>" for item in block.items)
            return f"<{tag}{_marks(block.role, block.key)}>{items}</{tag}>"
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
    return _arranged(block)


def _arranged(block: PaymentBox | Sums | Parties | Ruled | PageBreak) -> str:
    """What stands side by side on paper: a list of what it says, which a page's styles place."""
    match block:
        case PageBreak():
            return '<hr class="letter__page">'
        case PaymentBox():
            return _box(block)
        case Sums():
            sums = "".join(
                f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in block.parts
            )
            return f'<dl class="letter__sums">{sums}</dl>'
        case Parties():
            sides = "".join(
                f"<div><dt>{escape(label)}</dt><dd>{_run(Run(text))}</dd></div>" for label, text in block.sides
            )
            return f'<dl class="letter__parties">{sides}</dl>'
        case Ruled():
            return f'<div class="letter__ruled" aria-hidden="true">{"<i></i>" * block.lines}</div>'


def _box(box: PaymentBox) -> str:
    """The box « À payer »."""
    amount = f'<p class="letter__sum">{escape(box.amount)}</p>' if box.amount else ""
    day = f'<p class="letter__by">{escape(box.day)}</p>' if box.day else ""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{_run(Run(value, strong))}</dd>" for label, value, strong in box.rows)
    code = _picture(box.picture) if box.picture else ""
    text = f'<div><p class="letter__pay-title">{escape(box.title)}</p>{amount}{day}<dl>{rows}</dl></div>'
    return f'<section class="letter__pay" aria-label="{escape(box.title)}">{text}{code}</section>'


def _marks(role: str, key: str) -> str:
    return f' data-role="{escape(role)}"{_key(key)}'


def _key(key: str) -> str:
    return f' data-key="{escape(key)}"' if key else ""


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = "".join(f"<sup>{escape(part)}</sup>" if up else escape(part) for part, up in raised(run.text))
    text = text.replace("\n", "<br>")
    if run.emphasis:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if run.strong else text


def _table(table: Table) -> str:
    columns = enumerate(table.header)
    head = "".join(
        f'<th role="columnheader" scope="col"{_column(table, at)}>{escape(cell)}</th>' for at, cell in columns
    )
    body = len(table.rows) - table.totals
    rows, totals = ("".join(_row(table, at) for at in part) for part in (range(body), range(body, len(table.rows))))
    foot = f'<tfoot role="rowgroup">{totals}</tfoot>' if totals else ""
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return (
        f'<div class="letter__table" tabindex="0" role="group"{_label(table)}><table role="table">{caption}'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody>{foot}</table></div>'
    )


def _label(table: Table) -> str:
    """What a table that is reached by keyboard is called: its caption, else its headings."""
    return f' aria-label="{escape(table.caption or ", ".join(filter(None, table.header)))}"'


def _row(table: Table, number: int) -> str:
    """A row; on a narrow screen its cells stand one under the other, each with its heading, and stay a table's."""
    row = table.rows[number]
    if number in table.moves:
        told = f'<td role="cell" colspan="{len(table.header) - 1}">{escape(row[1])}</td>'
        day = f'<th role="rowheader" scope="row" data-align="left">{escape(row[0])}</th>'
        return f'<tr role="row" data-move>{day}{told}</tr>'
    cells = "".join(
        f'<td role="cell" data-label="{escape(table.header[at])}"{_column(table, at)}>{escape(cell)}</td>'
        if at
        else f'<th role="rowheader" scope="row"{_column(table, at)}>{escape(cell)}</th>'
        for at, cell in enumerate(row)
    )
    return f'<tr role="row">{cells}</tr>'


def _column(table: Table, at: int) -> str:
    """How a column stands, and whether it is the sum or stands beside it."""
    place = " data-due" if at == table.due else " data-aside" if at == table.aside else ""
    return f' data-align="{table.align[at]}"{place}'


def _picture(picture: Picture) -> str:
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    drawing = f'<div role="img" aria-label="{escape(picture.alternative)}">{picture.svg or _squares(picture)}</div>'
    return f"<figure>{drawing}{caption}</figure>"


def _squares(picture: Picture) -> str:
    """A QR code as SVG squares."""
    if not picture.modules:
        return escape(picture.alternative)
    size = len(picture.modules)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(picture.modules) for x, dark in enumerate(row) if dark)
    quiet = 4
    box = f"{-quiet} {-quiet} {size + 2 * quiet} {size + 2 * quiet}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="160" height="160"><path d="{path}"/></svg>'
