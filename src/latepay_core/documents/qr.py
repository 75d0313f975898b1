"""A QR code as a picture: a PNG of one bit a dot, written without any library of images."""

import struct
import zlib

from latepay_core.documents.styles import QR_QUIET

Modules = tuple[tuple[bool, ...], ...]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Each module is this many dots wide: a byte to the module, and edges that no program has reason to smooth.
_DOTS = 8


def quiet(modules: Modules) -> Modules:
    """The modules with the white border that readers need (ISO/IEC 18004: four modules).

    >>> len(quiet(((True,),)))
    9
    """
    width = len(modules[0]) + 2 * QR_QUIET
    blank = ((False,) * width,) * QR_QUIET
    side = (False,) * QR_QUIET
    return (*blank, *((*side, *row, *side) for row in modules), *blank)


def png(modules: Modules) -> bytes:
    """The code, with its white border, as a black and white PNG.

    >>> png(((True,),))[1:4]
    b'PNG'
    """
    bordered = quiet(modules)
    width, height = len(bordered[0]) * _DOTS, len(bordered) * _DOTS
    lines = b"".join(b"\0" + _packed(row) for row in bordered for _ in range(_DOTS))
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")


def _packed(row: tuple[bool, ...]) -> bytes:
    """A line of dots: 0 is black."""
    return bytes(0x00 if dark else 0xFF for dark in row)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
