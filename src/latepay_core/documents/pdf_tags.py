"""The PDF's structure tree: what a screen reader follows, paragraph by paragraph and cell by cell.

fpdf2 keeps a flat list of figures; here its builder is given the whole tree. This rests on fpdf2's inner classes
(`fpdf.structure_tree`), so the version is locked and a test reads the tree back.
"""

from collections.abc import Iterator
from typing import Any

from latepay_core.documents.pdf_engine import FPDF, PDFArray, PDFObject, PDFPage, StructElem, StructureTreeBuilder

_COLUMN_HEADER = "<</O /Table /Scope /Column>>"


class _Mark:
    """A stretch of a page that belongs to an element. The page has its number only when the file is written."""

    def __init__(self, page: PDFPage, number: int) -> None:
        self._page, self._number = page, number

    def serialize(self, **_settings: Any) -> str:
        return f"<</Type /MCR /Pg {self._page.ref} /MCID {self._number}>>"


class Element(StructElem):
    """An element of the tree: `kind` is one of the standard types, P, H1, L, Table, TD, Figure…"""

    def __init__(self, kind: str, parent: PDFObject, alternative: str | None = None) -> None:
        super().__init__(struct_type=f"/{kind}", parent=parent, kids=[], page_number=1, alt=alternative)
        self.a = _COLUMN_HEADER if kind == "TH" else None


class Tree(StructureTreeBuilder):
    """The structure tree of a document, grown as its pages are drawn."""

    def __init__(self, pdf: FPDF) -> None:
        super().__init__()
        self._pdf = pdf
        pdf.struct_builder = self

    @property
    def top(self) -> StructElem:
        """The document itself."""
        return self.doc_struct_elem

    def grow(self, kind: str, parent: StructElem, alternative: str | None = None) -> Element:
        """A new element under `parent`."""
        element = Element(kind, parent, alternative)
        parent.k.append(element)
        return element

    def mark(self, element: Element) -> str:
        """The operator that opens a stretch of the current page as part of an element."""
        page = self._pdf.pages[self._pdf.page]
        parents = self.spid_per_page_number.setdefault(self._pdf.page, len(self.spid_per_page_number))
        page.struct_parents = parents
        marked = self.struct_tree_root.parent_tree.nums[parents]
        number = len(marked)
        marked.append(element)
        element.k.append(_Mark(page, number))
        return f"{element.s} <</MCID {number}>> BDC"

    def __iter__(self) -> Iterator[PDFObject]:
        yield self.struct_tree_root
        yield self.doc_struct_elem
        yield self.struct_tree_root.parent_tree
        yield from _below(self.doc_struct_elem.k)


def _below(kids: PDFArray) -> Iterator[PDFObject]:
    for kid in kids:
        if isinstance(kid, StructElem):
            yield kid
            yield from _below(kid.k)
