"""A document as the HTML of an e-mail: tables and inline styles, no picture, nothing fetched; both themes.

What mail programs keep of a page. The sum and the account number stand in it as text, to be copied.
"""

from html import escape

from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    Paragraph,
    PaymentBox,
    Runs,
    Table,
    text_of,
)
from latepay_core.documents.plain import cleaned, language_tag, on_one_line

_FACE = "font:16px/25px -apple-system,'Segoe UI',Roboto,'Source Sans 3',Arial,sans-serif"
_INK, _INK_2 = "#16202f", "#4a566b"
_DARK = (
    "@media (prefers-color-scheme: dark) { .w { background:#10161e !important } "
    ".m { background:#18202a !important; color:#e9ecf1 !important } .m td, .m th, .m p { color:inherit !important } "
    ".b { border-color:#6f7d90 !important } }"
)
_LEFT_OUT = ("subject", "sender", "contact", "recipient", "place-date", "channel", "references", "enclosures")


def render(document: Document) -> str:
    """The document as one HTML page for a mail program; its subject is the message's own and is left out.

    >>> from latepay_core.documents.document import Run
    >>> "a &lt; b" in render(Document("fr", "x", (Paragraph((Run("a < b"),)),), layout="message"))
    True
    """
    body = "\n".join(made for made in map(_block, document.blocks) if made)
    legal = _small(document.legal) if document.legal else ""
    return (
        f'<!doctype html>\n<html lang="{language_tag(document.language)}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(on_one_line(document.title))}</title><style>{_DARK}</style></head>\n"
        '<body class="w" style="margin:0;background:#f3f1eb">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" '
        'style="padding:12px 0 24px"><table role="presentation" class="m" width="560" cellpadding="0" cellspacing="0" '
        f'style="max-width:560px;width:100%;background:#fff;color:{_INK};{_FACE}"><tr><td style="padding:24px 20px">\n'
        f"{body}\n{legal}</td></tr></table></td></tr></table>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    made = ""
    match block:
        case Paragraph() if block.role in _LEFT_OUT:
            pass
        case Paragraph() | Heading():
            made = _paragraph(_runs(block.runs), strong=isinstance(block, Heading))
        case ItemList() if block.role == "enclosures":
            made = _small(", ".join(map(text_of, block.items)))
        case ItemList():
            tag = "ol" if block.ordered else "ul"
            items = "".join(f"<li>{_runs(item)}</li>" for item in block.items)
            made = f'<{tag} style="margin:0 0 16px;padding-left:22px">{items}</{tag}>'
        case PaymentBox():
            made = _box(block)
        case Table():
            made = _table(block)
    return made


def _paragraph(content: str, *, strong: bool = False) -> str:
    weight = ";font-weight:600" if strong else ""
    return f'<p style="margin:0 0 16px{weight}">{content}</p>'


def _small(text: str) -> str:
    return (
        '<p style="margin:20px 0 0;padding-top:12px;border-top:1px solid #d9d6cf;font-size:13px;line-height:19px;'
        f'color:{_INK_2}">{escape(cleaned(text))}</p>'
    )


def _runs(runs: Runs) -> str:
    made = ""
    for run in runs:
        text = escape(cleaned(run.text)).replace("\n", "<br>")
        made += f"<strong>{text}</strong>" if run.strong else f"<em>{text}</em>" if run.emphasis else text
    return made


def _box(box: PaymentBox) -> str:
    """The box « À payer »: the same thick rule above as on paper."""
    amount = (
        f'<p style="margin:0 0 8px;font-size:26px;line-height:32px;font-weight:700">{escape(box.amount)}</p>'
        if box.amount
        else ""
    )
    day = f'<p style="margin:0 0 8px;font-weight:600">{escape(box.day)}</p>' if box.day else ""
    rows = "".join(
        f'<tr><td style="padding:4px 12px 4px 0;color:{_INK_2};vertical-align:top">{escape(label)}</td>'
        f'<td style="padding:4px 0{";font-weight:600" if strong else ""}">{escape(value)}</td></tr>'
        for label, value, strong in box.rows
    )
    return (
        '<table role="presentation" class="b" width="100%" cellpadding="0" cellspacing="0" style="border:1px solid '
        '#8b8f98;border-top:4px solid #1b2a41;margin:0 0 20px"><tr><td style="padding:14px 16px 12px">'
        f'<p style="margin:0;font-size:14px;color:{_INK_2}">{escape(box.title)}</p>{amount}{day}'
        f'<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:15px;line-height:20px">{rows}'
        "</table></td></tr></table>"
    )


def _table(table: Table) -> str:
    def cell(tag: str, text: str, at: int, *, strong: bool) -> str:
        weight = "600" if strong or at == table.due else "400"
        align = table.align[at] if at < len(table.align) else "left"
        look = f"text-align:{align};font-weight:{weight};padding:4px 0 4px 8px;border-bottom:1px solid #dcdfe5"
        return f'<{tag} style="{look}">{escape(text)}</{tag}>'

    first_total = len(table.rows) - table.totals
    head = "".join(cell("th", text, at, strong=True) for at, text in enumerate(table.header))
    rows = "".join(
        f"<tr>{''.join(cell('td', text, at, strong=number >= first_total) for at, text in enumerate(row))}</tr>"
        for number, row in enumerate(table.rows)
    )
    caption = f'<caption style="text-align:left;color:{_INK_2};padding-bottom:4px">{escape(table.caption)}</caption>'
    return (
        '<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:14px;'
        f'line-height:20px;margin:0 0 16px">{caption if table.caption else ""}<tr>{head}</tr>{rows}</table>'
    )
