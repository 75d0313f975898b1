"""The way to fpdf2. Its import takes a while, so this module is imported by the PDF renderer only."""

import logging
import warnings

with warnings.catch_warnings():
    # without Pillow, as in the browser, fpdf2 warns that it cannot place pictures: ours are drawn
    warnings.simplefilter("ignore")
    from fpdf import FPDF
from fpdf.enums import PDFResourceType
from fpdf.fonts import TTFFont
from fpdf.image_datastructures import RasterImageInfo
from fpdf.output import PDFPage
from fpdf.prefs import ViewerPreferences
from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFArray, PDFObject

# its notes on the tables it leaves out of a font mean nothing to a reader
logging.getLogger("fontTools").setLevel(logging.ERROR)

__all__ = [
    "FPDF",
    "PDFArray",
    "PDFObject",
    "PDFPage",
    "PDFResourceType",
    "RasterImageInfo",
    "StructElem",
    "StructureTreeBuilder",
    "TTFFont",
    "ViewerPreferences",
]
