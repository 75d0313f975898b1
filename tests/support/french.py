"""What a French text must not show: the faults that programs leave in letters, found by reading the blocks."""

import re
from collections.abc import Iterator

from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    Paragraph,
    Table,
    arranged_texts,
    text_of,
)

_SPACES = " \u00a0\u202f"
_PREPOSITIONS = "de|du|des|à|au|aux|le|la|les|par|pour|sur|sous|avec|un|une"
_LINKS = "et|ou|en|que|qui"
_PLURALS = "factures|jours|mensualités|échéances|relances|pièces|virements|sommes|mois de"
_SINGULARS = "facture|jour|mensualité|échéance|relance|pièce|virement|somme"
_VOWELS = "aeiouàâéèêëîïôûœ"
#: What every language shares.
_ANYWHERE = (
    ("a missing value", r"\bNone\b|\bUndefined\b|\bnan\b|<built-in|object at 0x"),
    ("a template's mark", r"\{\{|\}\}|\{%|%\}"),
    ("two spaces", rf"[{_SPACES}]{{2,}}"),
    ("a space before a comma or a full stop", rf"[{_SPACES}][,.](?![\d.])"),
    (
        "doubled punctuation",
        r"[,;:]{2,}|(?<!\bciv)(?<!\bcom)(?<!\bconso)(?<!\betc)\.,|,\.|(?<!\.)\.\.(?!\.)|;\.|:\.|,;",
    ),
    ("empty brackets", rf"\([{_SPACES}]*\)|\([{_SPACES}]|[{_SPACES}]\)"),
    ("a straight apostrophe or quote", r"['\"]"),
    ("a space at an end", rf"^[{_SPACES}]|[{_SPACES}]$"),
)
_FRENCH = (
    ("a lone short word", rf"(?i)\b({_PREPOSITIONS})[{_SPACES}]*([,;:.!?)]|$)"),
    ("a lone short word", rf"(?i)\b({_LINKS})[{_SPACES}]*([;.!?)]|$)"),
    ("an elided word alone", rf"[ldnsjcmqu]’([{_SPACES}]|$|[,;:.!?)])"),
    ("a plural after 1", rf"(?<![\d,.\u202f/-])1[{_SPACES}]({_PLURALS})\b"),
    ("a singular after a number", rf"(?<![\d,.\u202f/-])([2-9]|\d\d+)[{_SPACES}]({_SINGULARS})\b"),
    ("a missing elision", rf"(?i)\b(de|que|ne|je|me|te|se|jusque|lorsque|puisque)[{_SPACES}][{_VOWELS}]"),
    ("a missing elision of the article", rf"\b[Ll][ea][{_SPACES}](?!onz|oui|un\b|une\b)[{_VOWELS}]"),
    # « de le faire » is right: before an infinitive the word is a pronoun
    ("de le, à le", rf"\b([Dd]e|[àÀ])[{_SPACES}](le|les)[{_SPACES}](?!\d|\w+(?:er|ir|re|oir)\b)"),
    ("an ordinary space before ; ! ?", r"(?<!\u202f)[;!?](?=[\s»]|$)"),
    ("an ordinary space before :", r"(?<!\u00a0):(?=\s|$)"),
    ("guillemets without no-break spaces", r"«(?!\u00a0)|(?<!\u00a0)»"),
    ("a unit that may leave its figure", r"\d[^\u00a0\d.,]?[€%]"),
    ("a thousands space that may break", r"(?<![\d/])\d{1,3} \d{3},\d\d"),
    ("an article number that may break away", r"\bart\. |\bn° "),
)


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every line a reader sees, with where it stands."""
    for block in document.blocks:
        for text in _texts(block):
            for line in text.split("\n"):
                yield getattr(block, "key", "") or type(block).__name__, line


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield text_of(block.runs)
        case ItemList():
            yield from map(text_of, block.items)
        case Table():
            # a column may well be called « Du »: its heading is read with what stands under it
            yield block.caption
            yield from (cell for row in block.rows for cell in row)
        case _:
            # a box without a sum or a day says neither
            yield from (text for text in arranged_texts(block) if text)


def faults(document: Document) -> list[str]:
    """The faults found, each with the line it is in."""
    rules = (*_ANYWHERE, *(_FRENCH if document.language == "fr" else ()))
    found = [
        f"{name}: {place}: …{line[max(0, hit.start() - 40) : hit.end() + 20]}…"
        for place, line in texts(document)
        for name, pattern in rules
        for hit in re.finditer(pattern, line)
    ]
    return found + list(_empty_labels(document)) + list(_empty_blocks(document))


def _empty_labels(document: Document) -> Iterator[str]:
    """A line that ends with a colon and announces nothing."""
    following = (*document.blocks[1:], None)
    for block, after in zip(document.blocks, following, strict=True):
        for text in _texts(block):
            lines = text.split("\n")
            for at, line in enumerate(lines):
                last = at == len(lines) - 1
                announces = isinstance(after, ItemList | Table | Paragraph) if last else at == 0
                if re.search(rf":[{_SPACES}]*$", line) and not announces:
                    yield f"an empty label: {line}"


def _empty_blocks(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph | Heading | ItemList) and any(not text.strip() for text in _texts(block)):
            yield f"an empty block: {block}"
        if isinstance(block, Table) and not block.rows:
            yield "an empty table"
