"""The logo: whole pictures only, nothing of their files but what draws them, the same on paper in PDF and in Word."""

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date

import pikepdf
import pypdf
import pytest

from latepay_core.documents import docx, pdf
from latepay_core.documents.document import Document, Paragraph, Run
from latepay_core.documents.logo import LARGEST, NotALogo, read_logo
from tests.support import documents

#: A JPEG of one grey pixel, baseline, written out segment by segment: quantisation, frame, two code tables, scan.
GREY_JPEG = (
    b"\xff\xd8\xff\xe1\x00\x0cExif\0\0GPS!\xff"
    b"\xdb\x00\x43\x00" + b"\x01" * 64 + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    b"\xff\xc4\x00\x14\x00\x01" + b"\0" * 15 + b"\x00"
    b"\xff\xc4\x00\x14\x10\x01" + b"\0" * 15 + b"\x00"
    b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f\xff\xd9"
)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, kind: int, rows: bytes, *more: bytes, depth: int = 8, interlaced: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced)
    body = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + body + chunk(b"IEND", b"")


RED, CLEAR = b"\xff\x00\x00\xff", b"\x00\x00\x00\x00"
TWO_PIXELS = png(2, 1, 6, b"\0" + RED + CLEAR)


@pytest.mark.parametrize(
    ("filter_", "packed"),
    [
        # three rows of two colour pixels, the last filtered: 10 20 30 40 50 60 under 1 2 3 4 5 6
        (0, (10, 20, 30, 40, 50, 60)),
        (1, (10, 20, 30, 30, 30, 30)),
        (2, (9, 18, 27, 36, 45, 54)),
        # the mean of left and above, halved down: (0+1)//2 = 0, 1, 1; (10+4)//2 = 7, (20+5)//2 = 12, (30+6)//2 = 18
        (3, (10, 19, 29, 33, 38, 42)),
        # Paeth: above for the first pixel; for the second 10+4-1 = 13, closest to 10; 23 to 20; 33 to 30
        (4, (9, 18, 27, 30, 30, 30)),
    ],
)
def test_every_filter_of_a_png_is_undone(filter_: int, packed: tuple[int, ...]) -> None:
    rows = b"\0" + bytes((1, 2, 3, 4, 5, 6)) + bytes((filter_, *packed))
    shown = zlib.decompress(read_logo(png(2, 2, 2, rows)).pixels.data)
    assert tuple(shown) == (1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60)


def test_what_can_be_seen_through_is_white() -> None:
    half = png(1, 1, 6, b"\0" + b"\x00\x00\x00\x80")
    # 0 seen at 128 of 255 on white: 127
    assert zlib.decompress(read_logo(half).pixels.data) == b"\x7f\x7f\x7f"
    assert zlib.decompress(read_logo(TWO_PIXELS).pixels.data) == b"\xff\x00\x00\xff\xff\xff"
    palette = (chunk(b"PLTE", b"\x01\x02\x03\x04\x05\x06"), chunk(b"tRNS", b"\xff\x00"))
    assert zlib.decompress(read_logo(png(2, 1, 3, b"\0\0\1", *palette)).pixels.data) == b"\x01\x02\x03\xff\xff\xff"


def test_nothing_but_the_picture_is_kept() -> None:
    told = png(2, 1, 6, b"\0" + RED + CLEAR, chunk(b"tEXt", b"Author\0Claire"), chunk(b"eXIf", b"GPS!"))
    assert read_logo(told).content == read_logo(TWO_PIXELS).content
    assert b"Exif" not in read_logo(GREY_JPEG).content
    assert (read_logo(GREY_JPEG).grey, read_logo(GREY_JPEG).width) == (True, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        TWO_PIXELS[:-20],
        TWO_PIXELS.replace(b"IDAT", b"IDAU"),
        png(2, 1, 6, b"\0" + RED),  # holds less than it says
        png(1, 1, 6, b"\0" + RED + RED * 1_000_000),  # and more
        png(60_000, 60_000, 6, b"\0" + RED),
        png(0, 1, 6, b"\0"),
        png(2, 1, 3, b"\0\0\1"),
        png(1, 1, 2, b"\0" + b"\0" * 6, depth=16),
        png(2, 1, 6, b"\0" + RED + CLEAR, interlaced=1),
        GREY_JPEG[:-1],
        GREY_JPEG[:40],
        GREY_JPEG.replace(b"\x01\x00\x01\x01\x01\x11", b"\x01\x00\x01\x04\x01\x11"),  # four inks
        b"\xff\xd8\xff\xe0\x00\x00",
        TWO_PIXELS + b"\0" * LARGEST,
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(NotALogo):
        read_logo(content)


@pytest.mark.parametrize("content", [TWO_PIXELS, GREY_JPEG])
def test_it_stands_in_the_letterhead_of_both_files(content: bytes) -> None:
    logo = read_logo(content)
    document = replace(documents.formal_notice(), logo=logo)
    made = pdf.render(document, created=date(2026, 3, 15))
    with pikepdf.open(io.BytesIO(made)) as opened:
        (image,) = (each for each in opened.pages[0].Resources.XObject.values() if each.Subtype == "/Image")
        assert (int(image.Width), int(image.Height)) == (logo.width, logo.height)
        assert b"/Figure" in b"".join(each.unparse(resolved=True) for each in opened.objects if _is_element(each))
        assert "/XObject" not in opened.pages[-1].Resources or len(opened.pages) == 1
    with zipfile.ZipFile(io.BytesIO(docx.render(document))) as archive:
        assert archive.read(f"word/media/logo.{logo.kind}") == logo.content
        assert f'Target="media/logo.{logo.kind}"' in archive.read("word/_rels/header2.xml.rels").decode()
        head = archive.read("word/header2.xml").decode()
    assert 'r:embed="logo"' in head
    assert 'descr="Logo de Atelier Martin"' in head


def _is_element(found: object) -> bool:
    return isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/Figure"


LETTERHEAD = (
    Paragraph((Run("Atelier Martin\nSARL au capital de 8 000 €\n12 rue des Lilas, 69003 Lyon"),), "sender"),
    Paragraph((Run("Tél. 04 72 00 00 00\ncompta@martin.example"),), "contact"),
)


def test_a_deed_has_the_letterhead_with_its_logo_above_its_title() -> None:
    plain = replace(documents.deed(), letterhead=LETTERHEAD)
    document = replace(plain, logo=read_logo(TWO_PIXELS))
    with zipfile.ZipFile(io.BytesIO(docx.render(document))) as archive:
        assert archive.read("word/media/logo.png")
        head = archive.read("word/header2.xml").decode()
    assert "SARL au capital de 8 000 €" in head
    assert "compta@martin.example" in head
    first, *_ = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(_pdf(document))).pages]
    assert first.index("SARL au capital") < first.index("Accord de paiement")
    # without a logo, its own text says who the parties are
    assert "SARL au capital" not in pypdf.PdfReader(io.BytesIO(_pdf(plain))).pages[0].extract_text()


def test_a_message_has_no_letterhead() -> None:
    document = replace(documents.deed(), layout="message", letterhead=LETTERHEAD, logo=read_logo(TWO_PIXELS))
    with zipfile.ZipFile(io.BytesIO(docx.render(document))) as archive:
        assert not [name for name in archive.namelist() if "logo" in name or "header2.xml.rels" in name]


@pytest.mark.parametrize("width", [2, 400])
def test_a_name_beside_a_logo_stands_on_one_line(width: int) -> None:
    """A flat logo takes 60 mm at the most: the name has what the contact leaves, not what the window does."""
    logo = read_logo(png(width, 8, 2, (b"\0" + b"\x0b\x6e\x69" * width) * 8))
    document = replace(documents.deed(), letterhead=LETTERHEAD, logo=logo)
    first = pypdf.PdfReader(io.BytesIO(_pdf(document))).pages[0].extract_text()
    assert "SARL au capital de 8 000 €" in first.split("\n")


def _pdf(document: Document) -> bytes:
    return pdf.render(document, created=date(2026, 3, 15))
