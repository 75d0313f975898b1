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
    Picture,
    Run,
    Runs,
    Table,
)

_HEADING_SHIFT = 1
_STYLE = """<style>
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif }
table { border-collapse: collapse; width: 100% }
th, td { padding: .2rem .5rem; border-bottom: 1px solid; text-align: left }
[data-align=right] { text-align: right }
[data-role=recipient], [data-role=place-date], [data-role=signature] { margin-left: 50% }
hr { break-after: page; border: 0 }
</style>"""


def render(document: Document) -> str:
    """The document as one `<article class="letter">`, without styles or scripts, its language set.

    Headings start at `<h2>`, under the page's own title.

    >>> from latepay_core.documents.document import Run
    >>> print(render(Document("fr", "x", (Paragraph((Run("a < b"),), key="sum"),))))
    <article class="letter letter--letter" lang="fr">
    <p data-role="body" data-key="sum">a &lt; b</p>
    </article>
    """
    body = "\n".join(map(_block, document.blocks))
    return f'<article class="letter letter--{document.layout}" lang="{document.language}">\n{body}\n</article>'


def page(document: Document) -> str:
    """The same as a file of its own, to open in a browser and print."""
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n{_STYLE}'
    title = f"<title>{escape(document.title)}</title>"
    opening = f'<!doctype html>\n<html lang="{document.language}">\n<head>\n{head}\n{title}\n</head>\n'
    return f"{opening}<body>\n{render(document)}\n</body>\n</html>\n"


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
        case PageBreak():
            return '<hr class="letter__page">'


def _marks(role: str, key: str) -> str:
    return f' data-role="{escape(role)}"{_key(key)}'


def _key(key: str) -> str:
    return f' data-key="{escape(key)}"' if key else ""


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    text = escape(run.text).replace("\n", "<br>")
    if run.emphasis:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if run.strong else text


def _table(table: Table) -> str:
    head = "".join(
        f'<th scope="col" data-align="{align}">{escape(cell)}</th>'
        for cell, align in zip(table.header, table.align, strict=True)
    )
    body = len(table.rows) - table.totals
    rows = "".join(_row(table, row) for row in table.rows[:body])
    totals = "".join(_row(table, row) for row in table.rows[body:])
    foot = f"<tfoot>{totals}</tfoot>" if totals else ""
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return (
        f'<div class="letter__table" tabindex="0" role="group"{_label(table.caption)}><table>{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table></div>"
    )


def _label(caption: str) -> str:
    return f' aria-label="{escape(caption)}"' if caption else ""


def _row(table: Table, row: tuple[str, ...]) -> str:
    first, *others = zip(row, table.align, strict=True)
    cells = f'<th scope="row" data-align="{first[1]}">{escape(first[0])}</th>'
    return f"<tr>{cells}{''.join(f'<td data-align="{align}">{escape(cell)}</td>' for cell, align in others)}</tr>"


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
