"""PDF files: the XML that a Factur-X or ZUGFeRD invoice carries with it, the text of a letter."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from latepay_core.documents.typography import without_raised_signs
from latepay_core.imports.limits import LARGEST_XML
from latepay_core.imports.refusals import FileRefused

if TYPE_CHECKING:
    from pypdf import PdfReader

#: How the standards name the invoice within the PDF, oldest last.
_NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml", "order-x.xml")
#: A letter has few pages; beyond, it is another paper.
_MOST_PAGES = 20
#: A module that is missing, or that the network did not bring: no fault of the file, and never told as one.
_NOT_THE_FILE = (ImportError, OSError)


def text_within(content: bytes) -> str:
    """The text of a PDF letter; raises FileRefused for one without text (a scan), encrypted or damaged."""
    with _opened(content) as reader:
        text = without_raised_signs("\n".join(page.extract_text() for page in reader.pages[:_MOST_PAGES]))
    if not text.strip():
        raise FileRefused("pdf-without-text")
    return text


def invoice_within(content: bytes) -> bytes:
    """The XML invoice attached to a PDF; raises FileRefused for a PDF without one, encrypted or damaged."""
    with _opened(content) as reader:
        found = {each.name.lower(): each for each in reader.attachment_list if each.name.lower().endswith(".xml")}
        chosen = next((name for name in _NAMES if name in found), min(found, default=""))
        if not chosen:
            raise FileRefused("pdf-without-invoice")
        invoice = found[chosen].content
    if len(invoice) > LARGEST_XML:
        raise FileRefused("too-large", limit=str(LARGEST_XML // 1_000_000))
    return invoice


@contextmanager
def _opened(content: bytes) -> Iterator["PdfReader"]:
    """A PDF to be read: whatever goes wrong with it while it is open is told as a fault of the file."""
    import pypdf  # noqa: PLC0415 - optional, and only for PDF
    from pypdf.errors import DependencyError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileRefused("encrypted")
        yield reader
    except (FileRefused, *_NOT_THE_FILE):
        raise
    except DependencyError:
        # ciphers that take a library of their own, which no invoice needs
        raise FileRefused("encrypted") from None
    except Exception:  # pypdf tells a damaged file by whatever error comes first
        raise FileRefused("pdf-damaged") from None
