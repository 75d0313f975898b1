"""XML made by others: parsed without document types, entities or anything fetched, within the limits."""

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from latepay_core.imports.limits import DEEPEST_XML, LARGEST_XML
from latepay_core.imports.refusals import FileRefused

if TYPE_CHECKING:
    from collections.abc import Iterator


def parsed(content: bytes) -> Element:
    """The root of an XML document; raises FileRefused for one that is hostile, too large, too deep or damaged."""
    import defusedxml.ElementTree as DefusedTree  # noqa: PLC0415 - optional, and only for XML
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415

    if len(content) > LARGEST_XML:
        raise FileRefused("too-large", limit=str(LARGEST_XML // 1_000_000))
    try:
        root: Element = DefusedTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise FileRefused("xml-hostile") from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise FileRefused("xml-damaged") from None
    if _depth(root) > DEEPEST_XML:
        raise FileRefused("xml-hostile")
    return root


def _depth(root: Element) -> int:
    level, depth = [root], 0
    while level and depth <= DEEPEST_XML:
        depth += 1
        level = [child for element in level for child in element]
    return depth


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> "Iterator[Element]":
    """The children of that name, whatever their namespace."""
    return (child for child in element if local(child) == name)


def first(element: Element | None, path: str) -> Element | None:
    """The first element down a path of names such as `Party/PostalAddress`; None where there is none."""
    found = element
    for name in path.split("/"):
        if found is None:
            return None
        found = next(children(found, name), None)
    return found


def every(element: Element | None, path: str) -> list[Element]:
    """All elements down a path of names."""
    found = [] if element is None else [element]
    for name in path.split("/"):
        found = [child for each in found for child in children(each, name)]
    return found


def text(element: Element | None, path: str = "") -> str:
    """The text of an element, or of the first one down a path, on one line; empty where there is none."""
    found = first(element, path) if path else element
    return "" if found is None else " ".join("".join(found.itertext()).split())
